"""What each kind of page shows: plain values taken from the catalogue, ready for its template."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

from showcase.boundaries import Boundaries
from showcase.catalogue import Catalogue
from showcase.communes import HOME_PROVINCE, Commune, gazetteer
from showcase.completeness import asked, completeness, missing
from showcase.confirmation import Confirmations
from showcase.families import Families, given_up, out_of_order
from showcase.fields import MODEL
from showcase.locator import Locator
from showcase.model import Detail, Figure, Model, Place
from showcase.questions import ask_address
from showcase.relations import Relations
from showcase.structured import structured_data
from showcase.suggestions import Suggestions
from showcase.vicinity import vicinity
from showcase.vocabulary import CRITERIA, STORY, vocabulary

_COMPARED_NEEDS = ("cost", "days", "people", "preconditions")

KEY_FIGURES = 4
"""So many figures stand large on top of a model page."""

_RANK: dict[Detail, int] = {"full": 0, "partial": 1, "name": 2}


@dataclass
class Site:
    """What all pages know."""

    catalogue: Catalogue
    changes: dict[str, str] = field(default_factory=dict)
    """File -> ISO day of its last change; empty when the history is not known."""
    repository: str = ""
    """Address of the project at its hosting service, for links to files; empty when not given."""
    boundaries: Boundaries | None = None
    """Official boundaries; None when none were fetched."""
    address: str = ""
    """Public address of the site, ending in a slash; empty when not given."""

    @cached_property
    def relations(self) -> Relations:
        """Which models are alike."""
        return Relations(self.catalogue)

    @cached_property
    def families(self) -> Families:
        """Which models were copied from which, and which are of one kind."""
        return Families(self.catalogue)

    @cached_property
    def locator(self) -> Locator:
        """Where in its province a place lies."""
        return Locator(self.boundaries)

    @cached_property
    def suggestions(self) -> Suggestions:
        """What a commune could look at next."""
        return Suggestions(self.catalogue)

    @cached_property
    def confirmations(self) -> Confirmations:
        """When each model was last confirmed."""
        return Confirmations(self.changes)

    def communes_of(self, place: Place) -> list[Commune]:
        """Today's communes that a place known only by its former district may be."""
        return [gazetteer().by_code[code] for code in place.candidates]

    def edit_address(self, file: str) -> str | None:
        """Where a file can be edited in the browser; None when the project's address is not given."""
        return f"{self.repository.rstrip('/')}/edit/main/{file}" if self.repository else None


@dataclass(frozen=True)
class Section:
    """A way of sorting the models into lists: by field, by group, by kind of owner."""

    address: str
    label: str
    vocabulary: str
    models: Callable[[Catalogue], dict[str, list[Model]]]


SECTIONS = (
    Section("linh-vuc/", "Lĩnh vực", "fields", lambda catalogue: catalogue.by_field),
    Section("nhom/", "Nhóm mô hình", "groups", lambda catalogue: catalogue.by_group),
    Section("chu-the/", "Chủ thể", "owner_kinds", lambda catalogue: catalogue.by_owner_kind),
)


def model_address(model: Model) -> str:
    """`mo-hinh/bep-an-tinh-thuong-vinh-trach/`."""
    return f"mo-hinh/{model.slug}/"


def commune_address(commune: Commune) -> str:
    """`dia-ban/ba-chuc/`."""
    return f"dia-ban/{commune.slug}/"


def root_of(address: str) -> str:
    """The way from a page to the root of the site: `root_of("mo-hinh/x/") == "../../"`."""
    return "../" * address.count("/") or "./"


def communes_shown(site: Site) -> list[Commune]:
    """All communes of the home province, and those of others that have models."""
    home = gazetteer().of_province(HOME_PROVINCE)
    others = {code for code in site.catalogue.by_commune if gazetteer().by_code[code].province_code != HOME_PROVINCE}
    return home + [gazetteer().by_code[code] for code in sorted(others)]


def best_told_first(models: list[Model]) -> list[Model]:
    """Full ones before partial ones before bare names, otherwise in the order given."""
    return sorted(models, key=lambda model: _RANK[model.detail])


def counts(site: Site, section: Section) -> list[tuple[str, str, int]]:
    """Code, label and number of models for each entry of a section."""
    models = section.models(site.catalogue)
    return [(code, name, len(models.get(code, ()))) for code, name in vocabulary(section.vocabulary).items()]


def commune_counts(site: Site, communes: list[Commune]) -> dict[str, int]:
    """How many of these communes have a model, and how many there are by kind."""
    have = sum(1 for commune in communes if site.catalogue.by_commune.get(commune.code))
    kinds = Counter(commune.kind for commune in communes)
    return {"all": len(communes), "have": have, **kinds}


def model_view(site: Site, model: Model) -> dict[str, object]:
    """Everything on the page of one model."""
    catalogue = site.catalogue
    original = catalogue.by_slug.get(model.replicates.model) if model.replicates else None
    copies = catalogue.copies.get(model.slug, [])
    return {
        "model": model,
        "locator": site.locator.drawing(model.communes),
        "key_figures": key_figures(model),
        "criteria": list(enumerate(model.criteria.items())),
        "story": [(key, part) for key, part in model.story.items() if part.state != "empty"],
        "original": original,
        "earlier": original is not None and out_of_order(original, model),
        "copies": copies,
        "given_up": sum(map(given_up, copies)),
        "kind": site.families.kind_apart(model),
        "tree": site.families.tree(model),
        "elsewhere": site.families.elsewhere(model),
        "similar": site.relations.similar(model),
        "sources": [catalogue.source(source) for source in model.sources],
        "source_numbers": {source.id: number for number, source in enumerate(model.sources, start=1)},
        "plan_told": model.replication.told or bool(model.replication.contact),
        "plan_unknown": [item.label for item in asked(model) if item.key.startswith("replication.") and not item.told],
        "completeness": completeness(model),
        "missing": missing(model),
        "changed": site.changes.get(model.file),
        "edit_address": site.edit_address(model.file),
        "arranged": _arranged_by_editor(model),
        "ask_address": ask_address(model, site.repository, site.address and site.address + model_address(model)),
        "structured": structured_data(catalogue, model, site.changes.get(model.file)),
    }


def key_figures(model: Model) -> list[Figure]:
    """The figures that stand large on top, the criteria's own order deciding which."""
    return list(dict.fromkeys(model.figures))[:KEY_FIGURES]


def _arranged_by_editor(model: Model) -> bool:
    """Whether the source does not follow the six criteria, so that an editor has sorted its facts into them."""
    told = [part for part in model.criteria.values() if part.state != "empty"]
    return 0 < len(told) < len(CRITERIA)


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


def comparison_rows() -> list[dict[str, str]]:
    """The rows of a comparison: key, label, and where on a model's page the content of the row stands."""
    criteria = [(key, MODEL.by_key[key].label, f'[data-criterion="{key}"]') for key in CRITERIA]
    facts = [
        ("facts", "Địa bàn, chủ thể", ".facts"),
        ("approach", MODEL.by_key["approach"].label, '[data-part="approach"]'),
    ]
    replication = MODEL.by_key["replication"].by_key
    needs = [(key, replication[key].label, f'[data-need="{key}"]') for key in _COMPARED_NEEDS]
    return [{"key": key, "label": label, "selector": where} for key, label, where in [*facts, *criteria, *needs]]


def home_view(site: Site) -> dict[str, object]:
    """The front page: how much there is, the best told models, the newest."""
    models = site.catalogue.models
    told = best_told_first(models)
    return {
        "total": len(models),
        "details": Counter(model.detail for model in models),
        "fields": counts(site, SECTIONS[0]),
        "unsorted": sum(1 for model in models if not model.fields),
        "full": [model for model in told if model.detail == "full"][:6],
        "newest": newest(site)[:5],
        "communes": len(site.catalogue.by_commune),
        "criteria": CRITERIA,
        "story": STORY,
    }


def newest(site: Site) -> list[tuple[str, Model]]:
    """Day of the last change and model, newest first; empty when the history is not known."""
    dated = [(site.changes[model.file], model) for model in site.catalogue.models if model.file in site.changes]
    return sorted(dated, key=lambda pair: (pair[0], pair[1].slug), reverse=True)


def by_owner_kind(models: list[Model]) -> list[Model]:
    """In the order of the vocabulary of owner kinds: whom to ask, one after the other."""
    order = list(vocabulary("owner_kinds"))
    return sorted(models, key=lambda model: order.index(model.owner.kind))


def coverage(models: list[Model]) -> list[tuple[Model, int, list[str]]]:
    """Model, completeness in per cent, what is missing."""
    return [(model, completeness(model), missing(model)) for model in models]
