"""Contexts of lists that are divided into several pages."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar, TypedDict

from showcase.insight.completeness import completeness, missing
from showcase.insight.families import Families
from showcase.insight.ledger import Entry
from showcase.insight.promises import Pledge
from showcase.insight.shelves import Shelves, shelves
from showcase.insight.site import Site
from showcase.insight.staleness import Confirmation
from showcase.language.words import fold
from showcase.look.rendering import Context
from showcase.model.model import Model
from showcase.schema.vocabulary import label

PAGE_SIZE = 36
"""Lines on one page of a list: about 8 KB compressed, and less than 6,000 px high on a phone 360 px wide."""

GAPS = 22
"""Models on one page of missing fields, whose lines are taller."""

CARD = 4
"""Height of a card in lines."""


Row = tuple[Model, int, list[str], Confirmation | None, bool]
"""(model, completeness in per cent, labels of missing fields, last confirmation, whether that is too old)."""


class Place(TypedDict):
    """The position of one page in its list."""

    number: int
    last: int
    first_address: str


@dataclass(frozen=True)
class ModelList:
    """One list of models, before it is divided into pages."""

    address: str
    title: str
    models: list[Model]
    trail: list[tuple[str, str]]
    """(address, name) of each page above the list."""

    @cached_property
    def told(self) -> int:
        """Number of told models; each page of the list shows it."""
        return sum(1 for model in self.models if model.detail != "name")


@dataclass(frozen=True)
class Slice:
    """One page of a list."""

    first_address: str
    number: int
    last: int
    models: list[Model]

    @property
    def address(self) -> str:
        """`linh-vuc/kinh-te/` for the first page, `linh-vuc/kinh-te/trang-2/` for the second."""
        return self.first_address if self.number == 1 else f"{self.first_address}trang-{self.number}/"

    @property
    def place(self) -> Place:
        """Number of the page, number of the last page, and address of the first page."""
        return {"number": self.number, "last": self.last, "first_address": self.first_address}

    def named(self, title: str) -> str:
        """The title of the page; from the second page on with its number: `Kinh tế (trang 2)`."""
        return title if self.number == 1 else f"{title} (trang {self.number})"


def paged(address: str, models: Iterable[Model], card: int = 1, size: int | None = None) -> list[Slice]:
    """Divide a list into pages; an empty list gives one empty page. `address`: of the first page.

    `card`: height of a told model in lines; `size`: height of a page in lines, `PAGE_SIZE` by default.
    """
    parts: list[list[Model]] = [[]]
    room = size = size or PAGE_SIZE
    for model in models:
        taken = 1 if model.detail == "name" else card
        if parts[-1] and taken > room:
            parts.append([])
            room = size
        parts[-1].append(model)
        room -= taken
    return [Slice(address, position, len(parts), part) for position, part in enumerate(parts, 1)]


@dataclass(frozen=True)
class Stops:
    """Links to the parts of a long list, for one group of models."""

    label: str
    steps: tuple[tuple[str, str], ...]
    """(name, address with the id of the first model): `("B", "mo-hinh/trang-3/#toi-12")`."""


def letter(title: str) -> str:
    """The letter of a title in a list, without diacritics: `B`; `D, Đ`; `0-9` for other signs."""
    first = next((sign for sign in fold(title) if sign.isalnum()), "")
    return "D, Đ" if first == "d" else first.upper() if first.isascii() and first.isalpha() else "0-9"


def by_letters(model: Model) -> tuple[str, str]:
    """Group and step of a model in a list sorted by level of detail and title."""
    return label("details", model.detail), letter(model.title)


class Way:
    """The links within a list of several pages: the first model of each step gets an id."""

    def __init__(self, slices: list[Slice], place: Callable[[Model], tuple[str, str]]) -> None:
        self.marks: dict[str, str] = {}
        """Slug of a model -> id of its line: `toi-12`."""
        groups: dict[str, dict[str, str]] = {}
        for part in slices if len(slices) > 1 else []:
            for model in part.models:
                group, step = place(model)
                if step not in groups.setdefault(group, {}):
                    mark = self.marks[model.slug] = f"toi-{len(self.marks) + 1}"
                    groups[group][step] = f"{part.address}#{mark}"
        self.stops = [Stops(group, tuple(steps.items())) for group, steps in groups.items()]


@dataclass(frozen=True, kw_only=True)
class _ListPage(Context):
    """Attributes of all pages of lists."""

    root: str
    title: str
    number: int
    last: int
    first_address: str


@dataclass(frozen=True, kw_only=True)
class ModelsPage(_ListPage):
    """A list of models: all, of a field, of a group, of a kind of owner."""

    template: ClassVar[str] = "list.html"

    trail: list[tuple[str, str]]
    """(address, name) of each page above this one."""
    shelves: Shelves
    total: int
    told: int
    """Number of told models on all pages of the list."""
    way: Way


@dataclass(frozen=True, kw_only=True)
class CoveragePage(_ListPage):
    """Missing fields of each model, for editors."""

    template: ClassVar[str] = "coverage.html"

    rows: list[Row]
    way: Way


@dataclass(frozen=True, kw_only=True)
class CopiesPage(_ListPage):
    """Copies of one outcome, or all."""

    template: ClassVar[str] = "ledger_list.html"

    entries: list[Entry]
    outcomes: dict[str, str]
    total: int


@dataclass(frozen=True, kw_only=True)
class PromisesPage(_ListPage):
    """Promises of communes to copy a model."""

    template: ClassVar[str] = "promises.html"

    pledges: list[Pledge]
    counts: dict[str, int]
    """Code of a state -> number of promises on all pages."""
    total: int
    today: str
    """ISO date; empty if unknown."""


@dataclass(frozen=True, kw_only=True)
class FamilyPage(_ListPage):
    """The members of a family that is too large for the pages of its models."""

    template: ClassVar[str] = "ledger_family.html"

    families: Families
    models: list[Model]
    total: int


def models_page(site: Site, root: str, listed: ModelList, part: Slice, way: Way) -> ModelsPage:
    """One page of a list of models."""
    return ModelsPage(
        root=root,
        title=part.named(listed.title),
        trail=listed.trail,
        shelves=shelves(site.catalogue, part.models),
        total=len(listed.models),
        told=listed.told,
        way=way,
        **part.place,
    )


def coverage(site: Site, models: list[Model]) -> list[Row]:
    """The row of each model: completeness and missing fields."""
    confirmations = site.confirmations
    return [
        (model, completeness(model), missing(model), confirmations.of(model), confirmations.is_old(model))
        for model in models
    ]
