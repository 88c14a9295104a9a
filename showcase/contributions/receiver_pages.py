"""The pages that the receiver answers with, within the frame of a page of the built site."""

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
    """Of its page on the site, from the root; empty while there is none."""


@dataclass(frozen=True)
class Receipt:
    """All that a sender is told of an entry."""

    code: str
    row: Row
    words: tuple[str, ...] = ()
    """What reviewers say, oldest first."""
    waits: bool = False
    """Whether handing it on to the reviewers has failed so far and is tried again."""


@dataclass(frozen=True, kw_only=True)
class HandedInPage(Context):
    """The list of what was handed in, newest first."""

    template: ClassVar[str] = "handed_in.html"

    root: str
    rows: list[Row]
    page: int
    pages: int


@dataclass(frozen=True, kw_only=True)
class ReceiptPage(Context):
    """What has become of one entry."""

    template: ClassVar[str] = "receipt.html"

    root: str
    receipt: Receipt
    code: Markup
    """The QR code that leads here."""
    states: list[State]


@dataclass(frozen=True, kw_only=True)
class IdeaPage(Context):
    """The idea card."""

    template: ClassVar[str] = "idea.html"

    root: str
    token: str
    communes: list[Commune]
    answers: dict[str, str]
    """What was typed before, when the card comes back; by the names of its fields."""
    refusal: str
    months: int
    """After how many months the contact goes."""


@dataclass(frozen=True, kw_only=True)
class NoticePage(Context):
    """One sentence: a refusal, or a receipt that is not there."""

    template: ClassVar[str] = "receiver_notice.html"

    root: str
    title: str
    text: str


@dataclass(frozen=True)
class Reviewed:
    """One entry on the reviewers' desk."""

    number: int
    row: Row
    trouble: str
    """Why it could not be handed on, empty when it was."""


@dataclass(frozen=True, kw_only=True)
class ReviewKeyPage(Context):
    """Where a reviewer types the key of the desk."""

    template: ClassVar[str] = "review_key.html"

    root: str
    refused: bool


@dataclass(frozen=True, kw_only=True)
class ReviewListPage(Context):
    """Everything that was handed in, newest first, and what stands in the way."""

    template: ClassVar[str] = "review_list.html"

    root: str
    rows: list[Reviewed]
    troubles: list[str]


@dataclass(frozen=True, kw_only=True)
class ReviewPage(Context):
    """One entry with all that a decision needs."""

    template: ClassVar[str] = "review.html"

    root: str
    entry: Reviewed
    notes: list[str]
    contact: str
    pictures: list[tuple[str, str]]
    """Address, and what the sender says is to be seen."""
    words: list[str]
    path: str
    text: str
    decides: bool
    """Whether the decision is made here."""
    pull: str
    """In words, where it is made at a hosting service."""
    refusal: str


@dataclass(frozen=True, kw_only=True)
class WithoutReceiver(Context):
    """What stands in the place of these pages on a site without a receiver."""

    template: ClassVar[str] = "without_receiver.html"

    root: str
    title: str


def without_receiver(root: str, title: str) -> str:
    """The content of a page that needs a receiver, on a site that has none; the receiver puts its own in its place."""
    return f"<!--noi-nhan-->{render(WithoutReceiver(root=root, title=title))}<!--/noi-nhan-->"


def framed(frame: str, content: str) -> str:
    """The page of the built site with other content; without the stamp by which the worker would keep it.

    Raises ValueError for a page without the marks.
    """
    made, count = _ROOM.subn(lambda match: match[1] + content + match[2], frame, count=1)
    if not count:
        raise ValueError("the page has no room for the receiver")
    return _STAMP.sub("", made)


def idea_page(root: str, token: str, days_kept: int, answers: dict[str, str], refusal: str) -> str:
    """The idea card, empty or with what was typed and why it came back; `refusal` is a reason or a sentence."""
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
    """The page of one entry; `address` is its own, whole, for the QR code."""
    return render(ReceiptPage(root=root, receipt=receipt, code=qr_code(address), states=list(states().values())))


def qr_code(address: str) -> Markup:
    """A QR code as a drawing, black on white on any ground."""
    rows = segno.make(address, error="m", micro=False).matrix
    runs = (f"M{run.start()} {y}.5h{len(run[0])}" for y, row in enumerate(rows) for run in _DARK.finditer(row))
    side = len(rows) + 8
    box = f'<svg class="receipt__code" viewBox="-4 -4 {side} {side}" role="img" aria-label="Mã QR mở phiếu này">'
    ground = f'<rect x="-4" y="-4" width="{side}" height="{side}" fill="#fff"/>'
    return Markup(f'{box}{ground}<path stroke="#000" d="{"".join(runs)}"/></svg>')
