"""What the page of one commune shows."""

from showcase.gazetteer.communes import Commune
from showcase.gazetteer.neighbours import vicinity
from showcase.insight.listing import best_told_first, communes_shown
from showcase.insight.site import Site


def commune_view(site: Site, commune: Commune) -> dict[str, object]:
    """Everything on the page of one commune, also of one without models."""
    models = site.catalogue.by_commune.get(commune.code, [])
    near, bordering = vicinity(commune, {one.code for one in communes_shown(site)}, site.boundaries)
    districts: dict[str, list[str]] = {}
    for unit in commune.former:
        name = f"{unit.name} (một phần)" if unit.partly else unit.name
        districts.setdefault(f"{unit.district}, {unit.province}", []).append(name)
    return {
        "commune": commune,
        "models": best_told_first(models),
        "maybe": site.catalogue.by_candidate.get(commune.code, []),
        "districts": districts,
        "locator": site.locator.drawing([commune]),
        "bordering": bordering,
        "neighbours": [(one, best_told_first(site.catalogue.by_commune.get(one.code, []))) for one in near],
        "suggestions": site.suggestions.of(commune),
    }
