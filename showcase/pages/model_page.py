"""Context of the page of a told model: summary, results, how to copy it, criteria, sources, further facts."""

from dataclasses import dataclass
from typing import ClassVar

from markupsafe import Markup

from showcase.insight.listing import key_figures
from showcase.insight.questions import letter, open_questions, question_address, whom
from showcase.insight.shelves import Shelves, shelves
from showcase.insight.similar import by_reason
from showcase.insight.site import Site, model_address, root_of
from showcase.look.rendering import Context
from showcase.model.model import Figure, Model, Part, Source
from showcase.opendata.structured import structured_data
from showcase.pages.around import Around, around
from showcase.pages.kin import Kin, kin_of

_OUTCOME = ("results", "highlights")
_BACKGROUND = ("context", "two_tier_impact")


@dataclass(frozen=True, kw_only=True)
class ModelPage(Context):
    """The page of one told model."""

    template: ClassVar[str] = "model.html"

    root: str
    address: str
    """Public address of the page; empty where the site has none."""
    model: Model
    around: Around
    locator: Markup
    key_figures: list[Figure]
    criteria: list[tuple[int, tuple[str, Part]]]
    """(number of the petal, (key, part)) of each criterion."""
    outcome: list[tuple[str, Part]]
    background: list[tuple[str, Part]]
    """(key, part) of parts with content."""
    kin: Kin
    similar: tuple[tuple[str, Shelves], ...]
    """(reason, similar models for that reason)."""
    sources: list[Source]
    source_numbers: dict[str, int]
    has_plan: bool
    open_questions: list[str]
    whom: str
    letter: str
    question_address: str
    """`mailto:` address; empty where the site has no e-mail address for questions."""
    changed: str | None
    """ISO day of the last change."""
    edit_address: str | None
    page_address: str
    """Full address of the page; relative to the root of the site where the public address is unknown."""
    state_address: str | None
    """Address of this version of the file in the repository."""
    lessons: str
    """The kind of deed whose page of lessons quotes this model; empty without such a page."""
    structured: dict[str, object]


def model_page(site: Site, model: Model) -> ModelPage:
    """The context for one told model."""
    changed = site.changes.get(model.file)
    address = site.address and site.address + model_address(model)
    return ModelPage(
        root=root_of(model_address(model)),
        address=address,
        model=model,
        around=around(site, model),
        locator=site.locator.drawing(model.communes),
        key_figures=key_figures(model),
        criteria=list(enumerate(model.criteria.items())),
        outcome=parts_with_content(model, _OUTCOME),
        background=parts_with_content(model, _BACKGROUND),
        kin=kin_of(site, model),
        similar=similar_shelves(site, model, site.relations.similar(model)),
        sources=[site.catalogue.source(source) for source in model.sources],
        source_numbers=source_numbers(model),
        has_plan=_needs_known(model),
        open_questions=open_questions(model),
        whom=whom(model),
        letter=letter(model, address),
        question_address=question_address(model, site.settings, address),
        changed=changed,
        edit_address=site.edit_address(model.file),
        page_address=site.address + model_address(model),
        state_address=site.state_address(model.file),
        lessons=model.kind if model.kind and model.kind in site.kinds else "",
        structured=structured_data(site.catalogue, model, changed),
    )


def similar_shelves(site: Site, model: Model, similar: list[Model]) -> tuple[tuple[str, Shelves], ...]:
    """The similar models grouped by reason."""
    return tuple((why, shelves(site.catalogue, models)) for why, models in by_reason(model, similar).items())


def parts_with_content(model: Model, keys: tuple[str, ...]) -> list[tuple[str, Part]]:
    """The parts of the story with content, of the given keys."""
    return [(key, model.story[key]) for key in keys if model.story[key].state != "empty"]


def source_numbers(model: Model) -> dict[str, int]:
    """Id of a source -> its number on the page, from 1."""
    return {source.id: number for number, source in enumerate(model.sources, start=1)}


def _needs_known(model: Model) -> bool:
    plan = model.replication
    return plan.needs_known or bool(plan.risks or plan.contact)
