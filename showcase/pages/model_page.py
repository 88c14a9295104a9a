"""What the page of one model shows."""

from dataclasses import dataclass
from typing import Any, ClassVar

from markupsafe import Markup

from showcase.insight.completeness import asked, completeness, missing
from showcase.insight.families import Tree, given_up, out_of_order
from showcase.insight.listing import key_figures
from showcase.insight.questions import ask_address, questions
from showcase.insight.site import Site, model_address, root_of
from showcase.look.rendering import Context
from showcase.model.model import Figure, Model, Part, Source
from showcase.opendata.structured import structured_data
from showcase.schema.vocabulary import CRITERIA


@dataclass(frozen=True, kw_only=True)
class ModelPage(Context):
    """The page of one model."""

    template: ClassVar[str] = "model.html"

    site: Site
    root: str
    model: Model
    locator: Markup
    key_figures: list[Figure]
    criteria: list[tuple[int, tuple[str, Part]]]
    """Number of the petal, key and part of each criterion."""
    story: list[tuple[str, Part]]
    """Key and part, those that say nothing left out."""
    original: Model | None
    earlier: bool
    """Whether the copy began before its original, which then needs a second look."""
    copies: list[Model]
    given_up: int
    kind: Model | None
    tree: Tree | None
    elsewhere: list[Model]
    similar: list[Model]
    sources: list[Source]
    source_numbers: dict[str, int]
    plan_told: bool
    plan_unknown: list[str]
    """Labels of what a plan needs and the model does not say."""
    completeness: int
    """Per cent."""
    missing: list[str]
    changed: str | None
    """ISO day of the last change."""
    edit_address: str | None
    arranged: bool
    ask_address: str
    lessons: str
    """The topic whose lessons this model is part of; empty when it is of none."""
    questions: list[str]
    """What to ask those who did it."""
    structured: dict[str, object]


def model_page(site: Site, model: Model) -> ModelPage:
    """Everything on the page of one model."""
    changed = site.changes.get(model.file)
    return ModelPage(
        site=site,
        root=root_of(model_address(model)),
        model=model,
        locator=site.locator.drawing(model.communes),
        key_figures=key_figures(model),
        criteria=list(enumerate(model.criteria.items())),
        story=[(key, part) for key, part in model.story.items() if part.state != "empty"],
        **_relatives(site, model),
        similar=site.relations.similar(model),
        sources=[site.catalogue.source(source) for source in model.sources],
        source_numbers={source.id: number for number, source in enumerate(model.sources, start=1)},
        plan_told=model.replication.told or bool(model.replication.contact),
        plan_unknown=[item.label for item in asked(model) if item.key.startswith("replication.") and not item.told],
        completeness=completeness(model),
        missing=missing(model),
        changed=changed,
        edit_address=site.edit_address(model.file),
        arranged=_arranged_by_editor(model),
        lessons=next((topic for topic in model.topics[:1] if topic in site.kinds), ""),
        questions=questions(model),
        ask_address=ask_address(model, site.repository, site.address and site.address + model_address(model)),
        structured=structured_data(site.catalogue, model, changed),
    )


def _relatives(site: Site, model: Model) -> dict[str, Any]:
    """Original, copies and family of a model."""
    catalogue = site.catalogue
    original = catalogue.by_slug.get(model.replicates.model) if model.replicates else None
    copies = catalogue.copies.get(model.slug, [])
    return {
        "original": original,
        "earlier": original is not None and out_of_order(original, model),
        "copies": copies,
        "given_up": sum(map(given_up, copies)),
        "kind": site.families.kind_apart(model),
        "tree": site.families.tree(model),
        "elsewhere": site.families.elsewhere(model),
    }


def _arranged_by_editor(model: Model) -> bool:
    """Whether the source does not follow the six criteria, so that an editor has sorted its facts into them."""
    told = [part for part in model.criteria.values() if part.state != "empty"]
    return 0 < len(told) < len(CRITERIA)
