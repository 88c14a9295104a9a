"""What the front page shows."""

from collections import Counter
from dataclasses import dataclass
from typing import ClassVar

from markupsafe import Markup

from showcase.insight.listing import best_told_first, counts, newest
from showcase.insight.site import SECTIONS, Site
from showcase.look.rendering import Context
from showcase.maps.page import map_preview
from showcase.model.model import Model
from showcase.schema.vocabulary import CRITERIA


@dataclass(frozen=True, kw_only=True)
class HomePage(Context):
    """The front page."""

    template: ClassVar[str] = "home.html"

    root: str
    preview: Markup
    """The small map."""
    total: int
    details: Counter[str]
    """Level of detail -> models."""
    fields: list[tuple[str, str, int]]
    """Code, label and models of each field."""
    unsorted: int
    """Models whose source names no field."""
    full: list[Model]
    newest: list[tuple[str, Model]]
    communes: int
    criteria: tuple[str, ...]


def home_page(site: Site, root: str) -> HomePage:
    """The front page: how much there is, the best told models, the newest."""
    models = site.catalogue.models
    return HomePage(
        root=root,
        preview=Markup(map_preview(site, root)),
        total=len(models),
        details=Counter(model.detail for model in models),
        fields=counts(site, SECTIONS[0]),
        unsorted=sum(1 for model in models if not model.fields),
        full=[model for model in best_told_first(models) if model.detail == "followable"][:6],
        newest=newest(site)[:5],
        communes=len(site.catalogue.by_commune),
        criteria=CRITERIA,
    )
