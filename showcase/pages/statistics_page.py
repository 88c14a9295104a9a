"""Context of the page of statistics."""

from dataclasses import dataclass
from typing import ClassVar

from showcase.gazetteer.communes import Commune
from showcase.insight import statistics
from showcase.insight.site import Site
from showcase.look.rendering import Context
from showcase.model.model import Source


@dataclass(frozen=True, kw_only=True)
class StatisticsPage(Context):
    """The page of statistics."""

    template: ClassVar[str] = "statistics.html"

    root: str
    title: str
    total: int
    criteria: list[statistics.CriterionRow]
    charts: list[statistics.Chart]
    empty: list[Commune]
    """Communes of the home province without models and without possible models."""
    perhaps: list[Commune]
    """Communes of the home province with possible models only."""
    totals: tuple[statistics.Total, ...]
    register: dict[str, Source]


def statistics_page(site: Site, root: str, title: str) -> StatisticsPage:
    """The context of the page of statistics."""
    models = site.catalogue.models
    return StatisticsPage(
        root=root,
        title=title,
        total=len(models),
        criteria=statistics.criteria(models),
        charts=statistics.charts(site),
        empty=statistics.without_models(site),
        perhaps=statistics.perhaps(site),
        # A total is shown only if the register of sources has its document.
        totals=tuple(total for total in statistics.totals() if total.source in site.catalogue.register),
        register=site.catalogue.register,
    )
