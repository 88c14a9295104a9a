"""What can be counted over the catalogue: how many of what kind, how well told, where none, what is stale."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from showcase.gazetteer.communes import Commune, gazetteer
from showcase.insight.listing import perhaps_with_models
from showcase.insight.site import Site
from showcase.language.data import read_data
from showcase.model.model import Model, State
from showcase.schema.fields import CRITERION_LABELS
from showcase.schema.settings import home_province
from showcase.schema.vocabulary import vocabulary

TOTALS = Path(__file__).with_name("totals.yml")


@dataclass(frozen=True)
class Bar:
    """One row of a chart: a label, where it leads, a count, and the share of the longest row in per cent."""

    label: str
    address: str
    count: int
    share: float


@dataclass(frozen=True)
class Chart:
    """A table whose rows carry bars; what no source tells is a number below it, not a bar."""

    title: str
    rows: tuple[Bar, ...]
    untold: int = 0
    """Models of which no source tells it."""


def charts(site: Site) -> list[Chart]:
    """All charts of the page, in order."""
    models = site.catalogue.models
    return [
        _chart("Theo lĩnh vực", models, "fields", lambda model: model.fields or ("",), "linh-vuc/"),
        _chart("Theo nhóm năm 2026", models, "groups", lambda model: [model.group or ""], "nhom/"),
        _chart("Theo loại chủ thể", models, "owner_kinds", lambda model: [model.owner.kind], "chu-the/"),
        _chart("Theo mức kể", models, "details", lambda model: [model.detail]),
        _chart("Theo chủ đề", models, "topics", lambda model: model.topics or ("",)),
        _years(models),
    ]


def _chart(
    title: str, models: list[Model], name: str, codes: Callable[[Model], Iterable[str]], address: str = ""
) -> Chart:
    counts = Counter(code for model in models for code in codes(model))
    untold = counts.pop("", 0)
    most = max(counts.values(), default=1)
    return Chart(
        title,
        tuple(
            Bar(label, f"{address}{code}/" if address else "", counts[code], 100 * counts[code] / most)
            for code, label in vocabulary(name).items()
            if counts[code] or address
        ),
        untold,
    )


def _years(models: list[Model]) -> Chart:
    counts = Counter(model.started[-4:] if model.started else "" for model in models)
    untold = counts.pop("", 0)
    most = max(counts.values(), default=1)
    bars = tuple(Bar(year, "", count, 100 * count / most) for year, count in sorted(counts.items()))
    return Chart("Theo năm bắt đầu", bars, untold)


@dataclass(frozen=True)
class CriterionRow:
    """How well one criterion is told over all models, as counts and as shares of a bar in per cent."""

    label: str
    counts: dict[State, int]
    shares: dict[State, float]


def criteria(models: list[Model]) -> list[CriterionRow]:
    """The lotus of the whole catalogue, one row a criterion."""
    states: tuple[State, ...] = ("figures", "text", "empty")
    rows = []
    for key, label in CRITERION_LABELS.items():
        counted = Counter(model.criteria[key].state for model in models)
        shares = {state: 100 * counted[state] / max(1, len(models)) for state in states}
        rows.append(CriterionRow(label, {state: counted[state] for state in states}, shares))
    return rows


def without_models(site: Site) -> list[Commune]:
    """The communes of the home province in which no model is, nor may be."""
    known = {*site.catalogue.by_commune, *site.catalogue.by_candidate}
    return [one for one in gazetteer().of_province(home_province()) if one.code not in known]


def perhaps(site: Site) -> list[Commune]:
    """The communes of the home province of which it is not clear whether one of the models is there."""
    return perhaps_with_models(site, gazetteer().of_province(home_province()))


@dataclass(frozen=True)
class Total:
    """One total as a source gives it; it makes no series with any other."""

    id: str
    counts: str
    value: int | float
    unit: str
    period: str
    place: str
    source: str
    where: str
    qualifier: str = ""
    out_of: int | float | None = None
    caution: str = ""


@cache
def totals() -> tuple[Total, ...]:
    """The sources' own totals, one by one, as `totals.yml` has them."""
    return tuple(Total(**one) for one in read_data(TOTALS)["totals"])
