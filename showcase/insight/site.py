"""The site: the catalogue with everything derived from it, and the addresses of its pages."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

from showcase.files.catalogue import Catalogue
from showcase.files.collections import Collection
from showcase.gazetteer.boundaries import Boundaries
from showcase.gazetteer.communes import Commune, gazetteer
from showcase.insight.families import Families
from showcase.insight.lessons import kinds
from showcase.insight.promises import Promises
from showcase.insight.similar import Relations
from showcase.insight.staleness import Confirmations
from showcase.insight.suggestions import Suggestions
from showcase.look.locator import Locator
from showcase.model.model import Model, Place
from showcase.schema.settings import Settings, home_province


@dataclass
class Site:
    """Everything that pages may use."""

    catalogue: Catalogue
    changes: dict[str, str] = field(default_factory=dict)
    """File -> ISO day of its last change; empty when the history is not known."""
    moments: dict[str, str] = field(default_factory=dict, kw_only=True)
    """File -> moment of its last change, `2026-11-23T04:05:00.00000Z`; empty when the history is not known."""
    commits: dict[str, str] = field(default_factory=dict, kw_only=True)
    """File -> the commit that holds it as it is shown; empty when the history is not known."""
    settings: Settings = field(default_factory=Settings)
    """Who publishes the site, how to reach them, and where it is."""
    boundaries: Boundaries | None = None
    """Official boundaries; None when none were fetched."""

    @property
    def address(self) -> str:
        """Public address of the site, ending in a slash; empty when not given."""
        return self.settings.address

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
    def kinds(self) -> dict[str, list[Model]]:
        """Kind of deed -> the models that its page of lessons quotes."""
        return kinds(self.catalogue)

    @cached_property
    def promises(self) -> Promises:
        """What communes promised to do again."""
        return Promises(self.catalogue)

    @cached_property
    def confirmations(self) -> Confirmations:
        """When each model was last confirmed."""
        return Confirmations(self.changes)

    @cached_property
    def chosen(self) -> dict[str, list[Collection]]:
        """Slug of a model -> the collections that it is in."""
        found: defaultdict[str, list[Collection]] = defaultdict(list)
        for collection in self.catalogue.collections:
            for one in collection.models:
                found[one.model.slug].append(collection)
        return dict(found)

    def may_be(self, place: Place) -> list[tuple[Commune, bool]]:
        """Today's communes that a place known only by its former district may be, and whether each has a page."""
        return [(commune, self.has_page(commune)) for commune in self.communes_of(place)]

    def communes_of(self, place: Place) -> list[Commune]:
        """Today's communes that a place known only by its former district may be."""
        return [gazetteer().by_code[code] for code in place.candidates]

    def has_page(self, commune: Commune) -> bool:
        """Whether a commune has a page: it is of the home province, or has a model."""
        return commune.province_code == home_province() or commune.code in self.catalogue.by_commune

    def state_address(self, file: str) -> str | None:
        """Where a file stays as it is shown now; None without the project's address or the history."""
        commit = self.commits.get(file)
        project = self.settings.repository.rstrip("/")
        return f"{project}/blob/{commit}/{file}" if project and commit else None

    def edit_address(self, file: str) -> str | None:
        """Where a file can be edited in the browser; None when the project's address is not given."""
        return f"{self.settings.repository.rstrip('/')}/edit/main/{file}" if self.settings.repository else None


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
