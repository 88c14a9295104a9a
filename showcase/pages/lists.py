"""Lists that go over several pages: what each of these pages shows."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil
from typing import ClassVar, TypedDict

from showcase.insight.completeness import completeness, missing
from showcase.insight.families import Families
from showcase.insight.ledger import Entry
from showcase.insight.promises import Pledge
from showcase.insight.shelves import Shelves
from showcase.insight.site import Section, Site
from showcase.look.rendering import Context
from showcase.model.model import Model

PAGE_SIZE = 48
"""Models on one page of a list: some 10 KB compressed."""


class Place(TypedDict):
    """Where a page of a list stands among the others."""

    number: int
    last: int
    first_address: str


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


def paged(address: str, models: list[Model]) -> Iterator[Slice]:
    """The pages of a list whose first page has that address; one empty page for an empty list."""
    last = max(1, ceil(len(models) / PAGE_SIZE))
    for position in range(last):
        yield Slice(address, position + 1, last, models[position * PAGE_SIZE : (position + 1) * PAGE_SIZE])


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

    section: Section | None
    shelves: Shelves
    total: int
    told: int
    """Told models on all pages of the list."""


@dataclass(frozen=True, kw_only=True)
class CoveragePage(_ListPage):
    """What each model does not say yet, for editors."""

    template: ClassVar[str] = "coverage.html"

    site: Site
    rows: list[tuple[Model, int, list[str]]]
    """Model, completeness in per cent, labels of what is missing."""


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


def coverage(models: list[Model]) -> list[tuple[Model, int, list[str]]]:
    """Model, completeness in per cent, what is missing."""
    return [(model, completeness(model), missing(model)) for model in models]
