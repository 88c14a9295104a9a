"""What the search page shows before its script runs: the ready-made lists."""

from dataclasses import dataclass
from typing import ClassVar

from showcase.insight.facets import facet_keys
from showcase.insight.listing import counts
from showcase.insight.site import SECTIONS, Section, Site
from showcase.look.rendering import Context


@dataclass(frozen=True, kw_only=True)
class SearchPage(Context):
    """The search page."""

    template: ClassVar[str] = "search.html"

    root: str
    facets: str
    """Their keys."""
    lists: list[tuple[Section, list[tuple[str, str, int]]]]
    """Each section with code, label and number of its entries."""


def search_page(site: Site, root: str) -> SearchPage:
    """The search page, ready-made lists included."""
    return SearchPage(
        root=root,
        facets=facet_keys(site.catalogue.models),
        lists=[(section, counts(site, section)) for section in SECTIONS],
    )
