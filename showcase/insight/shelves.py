"""The two shelves on which every list stands: cards of told models, and behind them a register of names."""

from collections.abc import Iterable
from dataclasses import dataclass

from showcase.files.catalogue import Catalogue
from showcase.insight.listing import fullest_first
from showcase.language.words import excerpt
from showcase.model.model import Model, Source

_LONGEST = 60
"""Characters of the title of a source on a line of the register."""


@dataclass(frozen=True)
class Line:
    """One model of which little more than the name is known."""

    model: Model
    source: str
    """Its first source in short: `217-BC/BTGDVTU`."""


@dataclass(frozen=True)
class Shelves:
    """Told models and names, each in the order of the list."""

    told: tuple[Model, ...]
    register: tuple[Line, ...]

    @property
    def total(self) -> int:
        """How many stand on both."""
        return len(self.told) + len(self.register)


def shelves(catalogue: Catalogue, models: Iterable[Model]) -> Shelves:
    """The same models on two shelves, those that can be followed first."""
    ordered = fullest_first(list(models))
    told = tuple(model for model in ordered if model.detail != "name")
    names = (model for model in ordered if model.detail == "name")
    return Shelves(told, tuple(Line(model, short_name(catalogue.source(model.sources[0]))) for model in names))


def short_name(source: Source) -> str:
    """The number of a document, otherwise the beginning of its title: `552-BC/TU`, `Báo cáo tổng kết…`."""
    return source.number or excerpt(source.title, _LONGEST)
