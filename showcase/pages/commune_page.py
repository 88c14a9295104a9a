"""Context of the page of one commune."""

from dataclasses import dataclass
from typing import ClassVar

from markupsafe import Markup

from showcase.gazetteer.communes import Commune
from showcase.gazetteer.neighbours import vicinity
from showcase.insight.listing import communes_shown, fullest_first
from showcase.insight.promises import Pledge
from showcase.insight.site import Site, commune_address, root_of
from showcase.insight.suggestions import Suggestion
from showcase.look.rendering import Context
from showcase.model.model import Model
from showcase.pages.commune_shelves import CommuneShelves, commune_shelves

FIRST_OF_NEIGHBOUR = 1


@dataclass(frozen=True, kw_only=True)
class CommunePage(Context):
    """The page of one commune."""

    template: ClassVar[str] = "commune.html"

    root: str
    address: str
    """Public address of the page; empty where the site has none."""
    commune: Commune
    shelves: CommuneShelves
    promises: list[Pledge]
    """Models that the commune promised to copy."""
    districts: dict[str, list[str]]
    """Former district with province -> former units, `xã Kiên Bình (một phần)`."""
    locator: Markup
    bordering: bool
    """True: the neighbours share a border with the commune; False: they are the nearest communes."""
    neighbours: list[tuple[Commune, list[Model], int]]
    """Commune, its models, and the number of models that may be there."""
    first_of_neighbour: int
    """Number of models shown for each neighbour."""
    suggestions: list[Suggestion]


def commune_page(site: Site, commune: Commune) -> CommunePage:
    """The context for one commune, with or without models."""
    near, bordering = vicinity(commune, {shown.code for shown in communes_shown(site)}, site.boundaries)
    address = commune_address(commune)
    return CommunePage(
        root=root_of(address),
        address=site.address and site.address + address,
        commune=commune,
        shelves=commune_shelves(site.catalogue, commune),
        promises=site.promises.by_commune.get(commune.code, []),
        districts=_districts(commune),
        locator=site.locator.drawing([commune]),
        bordering=bordering,
        neighbours=[_neighbour(site, neighbour) for neighbour in near],
        first_of_neighbour=FIRST_OF_NEIGHBOUR,
        suggestions=site.suggestions.of(commune),
    )


def _neighbour(site: Site, commune: Commune) -> tuple[Commune, list[Model], int]:
    models = fullest_first(site.catalogue.by_commune.get(commune.code, []))
    return commune, models, len(site.catalogue.by_candidate.get(commune.code, ()))


def _districts(commune: Commune) -> dict[str, list[str]]:
    districts: dict[str, list[str]] = {}
    for unit in commune.former:
        name = f"{unit.name} (một phần)" if unit.partly else unit.name
        districts.setdefault(f"{unit.district}, {unit.province}", []).append(name)
    return districts
