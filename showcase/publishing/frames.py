"""Frames: what stands around the content of a page, made once for all pages that lie side by side.

Whatever builds the site renders one page of each kind whose address, title and content are tokens; the pages of that
kind are then put together from its parts. So the frame of a page may depend on the page by nothing but what is here:
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
    """What is put into a frame to make a page of it."""

    address: str
    title: str
    description: str
    card: Card
    block: str
    """JSON for search engines; empty where the page has none."""
    content: str


class Frame:
    """The frame of all pages below one address."""

    def __init__(self, html: str) -> None:
        """`html`: the page whose address, title and content are tokens. Raises ValueError where its content is not."""
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
    """`linh-vuc/kinh-te/` of `linh-vuc/kinh-te/trang-2/`, empty for what lies at the root."""
    return address[: address.rstrip("/").rfind("/") + 1]


def leaf(address: str) -> str:
    """`trang-2` of `linh-vuc/kinh-te/trang-2/`."""
    return address.rstrip("/").rpartition("/")[2]


def is_token(address: str) -> bool:
    """Whether an address is that of a page that stands for others."""
    return leaf(address) == LEAF


def token_address(below: str) -> str:
    """The address of the page that stands for all below a folder."""
    return f"{below}{LEAF}/"


def framed(addresses: Collection[str], alone: Collection[str]) -> Mapping[str, list[str]]:
    """Folder -> the addresses whose frame is that of the folder. `alone`: addresses that are built by themselves."""
    times = Counter(map(folder, addresses))
    found: dict[str, list[str]] = {}
    for address in addresses:
        below = folder(address)
        if below and times[below] > 1 and address not in alone:
            found.setdefault(below, []).append(address)
    return found
