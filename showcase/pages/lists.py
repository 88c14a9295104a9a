"""Lists that go over several pages: what each of these pages shows."""

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
"""Lines on one page of a list: some 8 KB compressed, and below 6,000 px on a phone 360 px wide."""

GAPS = 22
"""Models on one page of what is missing: their lines are taller."""

CARD = 4
"""A card takes the room of so many lines."""


Row = tuple[Model, int, list[str], Confirmation | None, bool]
"""Model, completeness in per cent, labels of what is missing, when it was confirmed, whether that is too long ago."""


class Place(TypedDict):
    """Where a page of a list stands among the others."""

    number: int
    last: int
    first_address: str


@dataclass(frozen=True)
class ModelList:
    """Models that have a list of their own."""

    address: str
    title: str
    models: list[Model]
    trail: list[tuple[str, str]]
    """Address and name of each page above the list."""

    @cached_property
    def told(self) -> int:
        """How many of them are more than a name; every page of the list says so."""
        return sum(1 for model in self.models if model.detail != "name")


@dataclass(frozen=True)
class Slice:
    """One page of a list that goes over several."""

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
        """Number of the page, number of the last one, and the address of the first."""
        return {"number": self.number, "last": self.last, "first_address": self.first_address}

    def named(self, title: str) -> str:
        """The title of the page: with its number from the second on."""
        return title if self.number == 1 else f"{title} (trang {self.number})"


def paged(address: str, models: Iterable[Model], card: int = 1, size: int | None = None) -> list[Slice]:
    """The pages of a list whose first page has that address; one empty page for an empty list.

    `card` is the room of a told model, and `size` that of a page, in lines; `PAGE_SIZE` where none is given.
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
    """Where the parts of a long list begin: each a step of one group."""

    label: str
    steps: tuple[tuple[str, str], ...]
    """The step in words, and its address with the mark of its first model: `B`, `mo-hinh/trang-3/#toi-12`."""


def letter(title: str) -> str:
    """The letter under which a title stands in a list, without its diacritics: `D, Đ`; `0-9` for anything else."""
    first = next((sign for sign in fold(title) if sign.isalnum()), "")
    return "D, Đ" if first == "d" else first.upper() if first.isascii() and first.isalpha() else "0-9"


def by_letters(model: Model) -> tuple[str, str]:
    """The group and the step of a model in a list that is sorted by level of detail and title."""
    return label("details", model.detail), letter(model.title)


class Way:
    """The way through a list of several pages: the first model of each step has a mark to go to."""

    def __init__(self, slices: list[Slice], place: Callable[[Model], tuple[str, str]]) -> None:
        self.marks: dict[str, str] = {}
        """Slug -> id in its page."""
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
    """What all pages of lists have."""

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
    """Address and name of each page above this one."""
    shelves: Shelves
    total: int
    told: int
    """Told models on all pages of the list."""
    way: Way


@dataclass(frozen=True, kw_only=True)
class CoveragePage(_ListPage):
    """What each model does not say yet, for editors."""

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
    """What communes promised to do after others."""

    template: ClassVar[str] = "promises.html"

    pledges: list[Pledge]
    counts: dict[str, int]
    """Code of a state -> promises on all pages."""
    total: int
    today: str
    """ISO day; empty when it is not known."""


@dataclass(frozen=True, kw_only=True)
class FamilyPage(_ListPage):
    """The members of a family too large for the pages of its models."""

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
    """What is missing of each model."""
    told = site.confirmations
    return [(model, completeness(model), missing(model), told.of(model), told.is_old(model)) for model in models]
