"""Pages of the receiver, in the frame of a page of the built site."""

import re
from dataclasses import dataclass
from typing import ClassVar

import segno
from markupsafe import Markup

from showcase.contributions.judging import refusals
from showcase.contributions.states import State, states
from showcase.gazetteer.communes import Commune, gazetteer
from showcase.look.rendering import Context, render
from showcase.schema.settings import home_province

_ROOM = re.compile(r"(<!--noi-nhan-->).*?(<!--/noi-nhan-->)", re.DOTALL)
_STAMP = re.compile(r'\s*<meta name="version" content="[0-9a-f]*">')
_DARK = re.compile(rb"\x01+")


@dataclass(frozen=True)
class Row:
    """One entry in the public list."""

    title: str
    place: str
    state: State
    received: str
    """ISO day."""
    address: str = ""
    """Address of its page on the site, from the root; empty until it is published."""


@dataclass(frozen=True)
class Receipt:
    """The information about an entry for its sender."""

    code: str
    row: Row
    words: tuple[str, ...] = ()
    """Comments of reviewers, oldest first."""
    waits: bool = False
    """Whether forwarding the entry to the reviewers has failed so far and will be tried again."""


@dataclass(frozen=True, kw_only=True)
class HandedInPage(Context):
    """The list of entries, newest first."""

    template: ClassVar[str] = "handed_in.html"

    root: str
    rows: list[Row]
    page: int
    pages: int


@dataclass(frozen=True, kw_only=True)
class ReceiptPage(Context):
    """The state of one entry."""

    template: ClassVar[str] = "receipt.html"

    root: str
    receipt: Receipt
    code: Markup
    """The QR code with the address of this page."""
    states: list[State]


@dataclass(frozen=True, kw_only=True)
class IdeaPage(Context):
    """The idea card."""

    template: ClassVar[str] = "idea.html"

    root: str
    token: str
    communes: list[Commune]
    answers: dict[str, str]
    """Name of a form field -> the text typed before, when the card is shown again."""
    refusal: str
    months: int
    """After so many months the contact is deleted."""


@dataclass(frozen=True, kw_only=True)
class NoticePage(Context):
    """A page with one sentence: a refusal, or an unknown receipt."""

    template: ClassVar[str] = "receiver_notice.html"

    root: str
    title: str
    text: str


@dataclass(frozen=True)
class Reviewed:
    """One entry in the list for reviewers."""

    number: int
    row: Row
    trouble: str
    """Why it could not be forwarded; empty for a forwarded entry."""


@dataclass(frozen=True, kw_only=True)
class ReviewKeyPage(Context):
    """The page where a reviewer types the key."""

    template: ClassVar[str] = "review_key.html"

    root: str
    refused: bool


@dataclass(frozen=True, kw_only=True)
class ReviewListPage(Context):
    """All entries, newest first, and troubles of the receiver."""

    template: ClassVar[str] = "review_list.html"

    root: str
    rows: list[Reviewed]
    troubles: list[str]


@dataclass(frozen=True, kw_only=True)
class ReviewPage(Context):
    """One entry with everything needed for a decision."""

    template: ClassVar[str] = "review.html"

    root: str
    entry: Reviewed
    notes: list[str]
    contact: str
    pictures: list[tuple[str, str]]
    """(address, caption by the sender)."""
    words: list[str]
    path: str
    text: str
    decides: bool
    """Whether the reviewer decides on this page."""
    pull: str
    """Where to decide at a hosting service, in words."""
    refusal: str


@dataclass(frozen=True, kw_only=True)
class WithoutReceiver(Context):
    """The content of these pages on a site without a receiver."""

    template: ClassVar[str] = "without_receiver.html"

    root: str
    title: str


def without_receiver(root: str, title: str) -> str:
    """The content of such a page in the built site, between marks where a receiver puts its own content."""
    return f"<!--noi-nhan-->{render(WithoutReceiver(root=root, title=title))}<!--/noi-nhan-->"


def framed(frame: str, content: str) -> str:
    """A page of the built site with other content, and without its version: the service worker must not store it.

    Raises ValueError for a page without the marks.
    """
    made, count = _ROOM.subn(lambda match: match[1] + content + match[2], frame, count=1)
    if not count:
        raise ValueError("the page has no room for the receiver")
    return _STAMP.sub("", made)


def idea_page(root: str, token: str, days_kept: int, answers: dict[str, str], refusal: str) -> str:
    """The idea card, empty or with the typed answers. `refusal`: a reason of `refusals.yml`, or a sentence."""
    return render(
        IdeaPage(
            root=root,
            token=token,
            communes=gazetteer().of_province(home_province()),
            answers=answers,
            refusal=refusals().get(refusal, refusal),
            months=max(1, round(days_kept / 30)),
        )
    )


def receipt_page(root: str, receipt: Receipt, address: str) -> str:
    """The page of one entry. `address`: its full address, for the QR code."""
    return render(ReceiptPage(root=root, receipt=receipt, code=qr_code(address), states=list(states().values())))


def qr_code(address: str) -> Markup:
    """A QR code as SVG, black on its own white background."""
    rows = segno.make(address, error="m", micro=False).matrix
    runs = (f"M{run.start()} {y}.5h{len(run[0])}" for y, row in enumerate(rows) for run in _DARK.finditer(row))
    side = len(rows) + 8
    box = f'<svg class="receipt__code" viewBox="-4 -4 {side} {side}" role="img" aria-label="Mã QR mở phiếu này">'
    ground = f'<rect x="-4" y="-4" width="{side}" height="{side}" fill="#fff"/>'
    return Markup(f'{box}{ground}<path stroke="#000" d="{"".join(runs)}"/></svg>')
