"""Context of the front page."""

from dataclasses import dataclass
from typing import ClassVar

from markupsafe import Markup

from showcase.files.collections import Collection
from showcase.insight.listing import Numbers, counts, newest, numbers, showpieces
from showcase.insight.site import SECTIONS, Site
from showcase.look.rendering import Context
from showcase.maps.page import map_preview
from showcase.model.model import Model
from showcase.schema.settings import Settings
from showcase.schema.vocabulary import CRITERIA

_CARDS = 6
"""Number of further models, shown as cards."""

_COLLECTIONS = 6
"""Most collections on the page."""

_STEPS = 3
"""Most steps of the first model on the page."""


@dataclass(frozen=True, kw_only=True)
class HomePage(Context):
    """The front page."""

    template: ClassVar[str] = "home.html"

    root: str
    first: Model | None
    """The model at the top of the page; None where no model is followable."""
    steps: tuple[str, ...]
    steps_left: int
    preview: Markup
    """The small map."""
    numbers: Numbers
    settings: Settings
    fields: list[tuple[str, str, int]]
    """(code, label, number of models) of each field."""
    unsorted: int
    """Number of models whose source names no field."""
    followable: list[Model]
    collections: list[Collection]
    newest: list[tuple[str, Model]]
    criteria: tuple[str, ...]


def home_page(site: Site, root: str) -> HomePage:
    """The context: one model at a glance, three entrances, the numbers, further models."""
    shown = showpieces(site, 1 + _CARDS)
    first = shown[0] if shown else None
    steps = (first.approach.steps or first.replication.steps) if first else ()
    described = [(day, model) for day, model in newest(site) if model.detail != "name"]
    return HomePage(
        root=root,
        first=first,
        steps=steps[:_STEPS],
        steps_left=len(steps[_STEPS:]),
        preview=Markup(map_preview(site, root)),
        numbers=numbers(site),
        settings=site.settings,
        fields=counts(site, SECTIONS[0]),
        unsorted=sum(1 for model in site.catalogue.models if not model.fields),
        followable=shown[1:],
        collections=site.catalogue.collections[:_COLLECTIONS],
        newest=described[:5],
        criteria=CRITERIA,
    )
