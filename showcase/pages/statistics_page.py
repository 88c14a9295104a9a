"""What the page of statistics shows."""

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
    """Communes of the home province in which no model is, nor may be."""
    perhaps: list[Commune]
    """Those of which that is not clear."""
    totals: tuple[statistics.Total, ...]
    register: dict[str, Source]


def statistics_page(site: Site, root: str, title: str) -> StatisticsPage:
    """Everything on the page of statistics."""
    models = site.catalogue.models
    return StatisticsPage(
        root=root,
        title=title,
        total=len(models),
        criteria=statistics.criteria(models),
        charts=statistics.charts(site),
        empty=statistics.without_models(site),
        perhaps=statistics.perhaps(site),
        # Of documents that this site does not know, nothing is repeated.
        totals=tuple(one for one in statistics.totals() if one.source in site.catalogue.register),
        register=site.catalogue.register,
    )
