"""Frames: the HTML around the content of a page, rendered once for all pages of one folder.

MkDocs renders one page a folder with tokens instead of address, title and content. The other pages of the folder are
made by replacing the tokens. So a frame may depend only on these facts of a page:
its folder, its own name in the address, title, description, the card and the data block.
"""

import re
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from markupsafe import escape

from showcase.look.social_cards import Card

LEAF, TITLE, DESCRIPTION = "zz-ten-rieng-zz", "zz-tieu-de-zz", "zz-mo-ta-zz"
CARD = Card("zz-anh-zz", "zz-loi-cua-anh-zz")
BLOCK, CONTENT = "zz-du-lieu-zz", "page"

_SCRIPT = '<script type="application/ld+json">{}</script>'
_CONTENT = f'<div data-fragment="{CONTENT}"></div>'
_TOKENS = (_SCRIPT.format(BLOCK), _CONTENT, LEAF, TITLE, DESCRIPTION, CARD.path, CARD.alt)
_TOKEN = re.compile("|".join(map(re.escape, _TOKENS)))


@dataclass(frozen=True)
class Filling:
    """The values for the tokens of a frame."""

    address: str
    title: str
    description: str
    card: Card
    block: str
    """JSON-LD for search engines; empty for a page without it."""
    content: str


class Frame:
    """The frame of all pages in one folder."""

    def __init__(self, html: str) -> None:
        """`html`: the rendered page with tokens. Raises ValueError if the token of the content is not there once."""
        if html.count(_CONTENT) != 1:
            raise ValueError("a frame has one place for the content")
        self._parts = _TOKEN.split(html)
        self._tokens = _TOKEN.findall(html)

    def page(self, filling: Filling) -> str:
        """A whole page."""
        values = {
            _TOKENS[0]: _SCRIPT.format(filling.block) if filling.block else "",
            _CONTENT: filling.content,
            LEAF: leaf(filling.address),
            TITLE: escape(filling.title),
            DESCRIPTION: escape(filling.description),
            CARD.path: filling.card.path,
            CARD.alt: escape(filling.card.alt),
        }
        between = [values[token] for token in self._tokens]
        return "".join(part for pair in zip(self._parts, [*between, ""], strict=True) for part in pair)


def folder(address: str) -> str:
    """The folder of an address: `linh-vuc/kinh-te/` for `linh-vuc/kinh-te/trang-2/`; empty at the root."""
    return address[: address.rstrip("/").rfind("/") + 1]


def leaf(address: str) -> str:
    """The last part of an address: `trang-2` for `linh-vuc/kinh-te/trang-2/`."""
    return address.rstrip("/").rpartition("/")[2]


def is_token(address: str) -> bool:
    """Whether an address is of the page with tokens."""
    return leaf(address) == LEAF


def token_address(below: str) -> str:
    """The address of the page with tokens in a folder."""
    return f"{below}{LEAF}/"


def framed(addresses: Collection[str], alone: Collection[str]) -> Mapping[str, list[str]]:
    """Folder -> addresses that share its frame. `alone`: addresses of pages that are rendered singly."""
    times = Counter(map(folder, addresses))
    shared: dict[str, list[str]] = {}
    for address in addresses:
        below = folder(address)
        if below and times[below] > 1 and address not in alone:
            shared.setdefault(below, []).append(address)
    return shared
