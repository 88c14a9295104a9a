"""Context of the page of a name: one screen on a phone, and one request to the reader."""

from dataclasses import dataclass
from typing import ClassVar

from showcase.insight.questions import NAME_QUESTIONS, whom
from showcase.insight.shelves import Shelves, short_name
from showcase.insight.site import Site, model_address, root_of
from showcase.language.words import fold
from showcase.look.rendering import Context
from showcase.model.model import Model, Part, Source
from showcase.opendata.structured import structured_data
from showcase.pages.around import Around, around
from showcase.pages.kin import Kin, kin_of
from showcase.pages.model_page import parts_with_content, similar_shelves, source_numbers
from showcase.schema.vocabulary import STORY


@dataclass(frozen=True, kw_only=True)
class NamePage(Context):
    """The page of a model of which hardly more than the name is known."""

    template: ClassVar[str] = "name.html"

    root: str
    model: Model
    around: Around
    summary: str
    """Empty where it repeats the title."""
    open_questions: tuple[str, ...]
    whom: str
    story: list[tuple[str, Part]]
    kin: Kin
    similar: tuple[tuple[str, Shelves], ...]
    """(reason, similar told models for that reason)."""
    source: str
    """Short name of the first source, with its date if known."""
    sources: list[Source]
    source_numbers: dict[str, int]
    changed: str | None
    edit_address: str | None
    structured: dict[str, object]


def name_page(site: Site, model: Model) -> NamePage:
    """The context for one name."""
    changed, first = site.changes.get(model.file), site.catalogue.source(model.sources[0])
    return NamePage(
        root=root_of(model_address(model)),
        model=model,
        around=around(site, model),
        summary="" if fold(model.summary).strip(" .") in fold(model.title) else model.summary,
        open_questions=NAME_QUESTIONS,
        whom="chủ thể" if model.owner.name else whom(model),
        story=parts_with_content(model, STORY),
        kin=kin_of(site, model),
        similar=similar_shelves(
            site, model, [other for other in site.relations.similar(model) if other.detail != "name"]
        ),
        source=_in_short(first),
        sources=[site.catalogue.source(source) for source in model.sources],
        source_numbers=source_numbers(model),
        changed=changed,
        edit_address=site.edit_address(model.file),
        structured=structured_data(site.catalogue, model, changed),
    )


def _in_short(source: Source) -> str:
    return ", ".join(part for part in (short_name(source), source.date) if part)
