"""Choosing models for a report: by commune, field, group and period."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from showcase.files.catalogue import Catalogue
from showcase.model.model import Model

_YEAR = re.compile(r"\b[12]\d{3}\b")


@dataclass(frozen=True)
class Choice:
    """What a report is about; what is empty does not narrow it."""

    commune: str = ""
    """Code of a commune of today: `30547`."""
    field: str = ""
    group: str = ""
    period: tuple[int, int] | None = None
    """First and last year."""


@dataclass(frozen=True)
class Chosen:
    """The models of a report, and those that could be neither taken nor left out."""

    models: list[Model]
    undated: list[Model]
    """They fit, but neither they nor their sources tell any date, so nobody knows whether they are of the period."""


def choose(catalogue: Catalogue, choice: Choice) -> Chosen:
    """The models that fit, in the order of the catalogue."""
    fitting = [model for model in catalogue.models if _fits(model, choice)]
    if not choice.period:
        return Chosen(fitting, [])
    years = {model.slug: set(_years(catalogue, model)) for model in fitting}
    first, last = choice.period
    within = [model for model in fitting if any(first <= year <= last for year in years[model.slug])]
    return Chosen(within, [model for model in fitting if not years[model.slug]])


def _fits(model: Model, choice: Choice) -> bool:
    communes = {commune.code for commune in model.communes}
    return (
        (not choice.commune or choice.commune in communes)
        and (not choice.field or choice.field in model.fields)
        and (not choice.group or choice.group == model.group)
    )


def _years(catalogue: Catalogue, model: Model) -> Iterator[int]:
    """Every year that the model tells of itself: beginning, recognition, its figures; otherwise those of its sources.

    A span of years (`2016-2020`) counts with all of them.
    """
    own = [model.started, *(str(one.year or "") for one in model.recognition), *(one.as_of for one in model.figures)]
    given = [date for date in own if date]
    for date in given or filter(None, (catalogue.source(source).date for source in model.sources)):
        found = [int(year) for year in _YEAR.findall(date)]
        yield from range(found[0], found[-1] + 1) if found else ()
