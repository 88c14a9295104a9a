"""Models and communes in the order in which lists show them, and how many there are."""

from collections import Counter
from dataclasses import dataclass
from heapq import nsmallest

from showcase.gazetteer.communes import Commune, gazetteer
from showcase.insight.completeness import completeness
from showcase.insight.site import Section, Site
from showcase.model.model import Detail, Figure, Model
from showcase.schema.settings import home_province
from showcase.schema.vocabulary import vocabulary

KEY_FIGURES = 4
"""So many figures stand large on top of a model page."""


_RANK: dict[Detail, int] = {"followable": 0, "results": 1, "name": 2}


def communes_shown(site: Site) -> list[Commune]:
    """The communes that have a page: all of the home province, and those of others that have models."""
    home = gazetteer().of_province(home_province())
    others = [gazetteer().by_code[code] for code in sorted(site.catalogue.by_commune)]
    return home + [commune for commune in others if commune.province_code != home_province()]


def fullest_first(models: list[Model]) -> list[Model]:
    """Those that can be followed, then those with results, then bare names; otherwise in the order given."""
    return sorted(models, key=lambda model: _RANK[model.detail])


def counts(site: Site, section: Section) -> list[tuple[str, str, int]]:
    """Code, label and number of models for each entry of a section."""
    models = section.models(site.catalogue)
    return [(code, name, len(models.get(code, ()))) for code, name in vocabulary(section.vocabulary).items()]


def commune_counts(site: Site, communes: list[Commune]) -> dict[str, int]:
    """How many of these communes have a model, of how many others that is not clear, and how many there are by kind."""
    have = sum(1 for commune in communes if site.catalogue.by_commune.get(commune.code))
    maybe = len(perhaps_with_models(site, communes))
    kinds = Counter(commune.kind for commune in communes)
    return {
        "all": len(communes),
        "have": have,
        "maybe": maybe,
        **{kind: kinds[kind] for kind in ("Xã", "Phường", "Đặc khu")},
    }


def perhaps_with_models(site: Site, communes: list[Commune]) -> list[Commune]:
    """The communes without a model of their own in which one may be, known only by a former district."""
    catalogue = site.catalogue
    return [one for one in communes if one.code in catalogue.by_candidate and one.code not in catalogue.by_commune]


def newest(site: Site) -> list[tuple[str, Model]]:
    """Day of the last change and model, newest first; empty when the history is not known."""
    dated = [(site.changes[model.file], model) for model in site.catalogue.models if model.file in site.changes]
    return sorted(dated, key=lambda pair: (pair[0], pair[1].slug), reverse=True)


def by_owner_kind(models: list[Model]) -> list[Model]:
    """In the order of the vocabulary of owner kinds: whom to ask, one after the other."""
    order = list(vocabulary("owner_kinds"))
    return sorted(models, key=lambda model: order.index(model.owner.kind))


def showpieces(site: Site, most: int) -> list[Model]:
    """The models that the front page shows, the best first: they can be followed and have a figure.

    Those of the home province come first, then those that tell more of what is asked, then by slug.
    """
    found = [model for model in site.catalogue.models if model.detail == "followable" and model.leading_figure]
    return nsmallest(most, found, key=lambda model: (not _at_home(model), -completeness(model), model.slug))


def _at_home(model: Model) -> bool:
    return any(commune.province_code == home_province() for commune in model.communes)


@dataclass(frozen=True)
class Numbers:
    """How much there is, counted once for every page that says so."""

    total: int
    followable: int
    results: int
    name: int
    communes: int
    """Communes of the home province."""
    covered: int
    """Those of them that have a model."""
    elsewhere: int
    """Communes of other provinces that have one."""

    @property
    def told(self) -> int:
        """Models that are more than a name."""
        return self.followable + self.results


def numbers(site: Site) -> Numbers:
    """The numbers of the front page, of the statistics and of the map."""
    details = Counter(model.detail for model in site.catalogue.models)
    home = gazetteer().of_province(home_province())
    covered = sum(1 for commune in home if site.catalogue.by_commune.get(commune.code))
    return Numbers(
        total=details.total(),
        followable=details["followable"],
        results=details["results"],
        name=details["name"],
        communes=len(home),
        covered=covered,
        elsewhere=len(site.catalogue.by_commune) - covered,
    )


def key_figures(model: Model) -> list[Figure]:
    """The figures that stand large on top, the criteria's own order deciding which."""
    return list(dict.fromkeys(model.figures))[:KEY_FIGURES]
