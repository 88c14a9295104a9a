"""The content of the A4 sheet of a model, each text cut at a word to fit."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from showcase.insight.completeness import asked
from showcase.insight.listing import key_figures
from showcase.language.words import excerpt, number
from showcase.look.rendering import money, sentence
from showcase.model.dated import source_words, status_words
from showcase.model.model import Figure, Model, Source, State
from showcase.model.places import place_line
from showcase.schema.fields import MODEL
from showcase.schema.vocabulary import CRITERIA


@dataclass(frozen=True)
class Room:
    """How much of the longer texts is shown: how many items, else characters of one."""

    title: int
    summary: int
    steps: int
    step: int
    story: int
    """How it was done, told in prose because there are no steps."""
    need: int
    proof: int
    figure: int
    """What a figure counts."""
    unit: int
    owner: int
    places: int
    sources: int
    source: int
    """Title of a source."""


_KHMER = 250
"""The text in Khmer is never cut: it stands where so much of a summary has room."""

WHOLE = Room(*[10**6] * 13)
"""Nothing is cut."""


@dataclass(frozen=True)
class Criterion:
    """One of the six: its state and how it begins."""

    key: str
    name: str
    state: State
    words: str


@dataclass(frozen=True)
class Content:
    """All that is read on a sheet but its last lines."""

    title: str
    who: str
    summary: str
    khmer: str
    """The summary in Khmer; empty where there is none or no room."""
    figures: tuple[Figure, ...]
    steps: tuple[str, ...]
    steps_left: int
    story: str
    needs: tuple[tuple[str, str], ...]
    """Label and value of what it takes, as far as it is told."""
    unknown: str
    """Labels of what it takes and nobody has told: `số ngày chuẩn bị, chi phí`."""
    criteria: tuple[Criterion, ...]
    sources: str


def content(model: Model, sources: list[Source], room: Room) -> Content:
    """A sheet with so much room; `sources` are those of the model, described."""
    steps = model.replication.steps or model.approach.steps
    return Content(
        title=excerpt(model.title, room.title),
        who=_who(model, room),
        summary=excerpt(model.summary, room.summary),
        khmer=model.summary_km if room.summary >= _KHMER else "",
        figures=tuple(_figure(figure, room, model.figure_years[figure]) for figure in key_figures(model)),
        steps=_steps(steps, room),
        steps_left=max(0, len(steps) - room.steps),
        story="" if steps else excerpt(_single_line(model.approach.text), room.story),
        needs=_needs(model, room),
        unknown=_unknown(model),
        criteria=tuple(_criterion(model, key, room) for key in CRITERIA),
        sources=_sources(sources, room),
    )


def joined(parts: Iterable[str]) -> str:
    """Sentences in a row: `joined(["Có đề án.", "Có vốn."]) == "Có đề án; Có vốn."`."""
    first, *rest = [*parts] or [""]
    for part in rest:
        first = f"{first.rstrip(' .;,')}; {part}"
    return first


def _single_line(text: str) -> str:
    return " ".join(text.split())


def _who(model: Model, room: Room) -> str:
    name = excerpt(model.owner.name, room.owner) or "Chưa rõ chủ thể"
    sources = [words] if (words := source_words(model)) else []
    status = [status_words(model)] if model.status else []
    return " · ".join([name, excerpt(place_line(model), room.places), *sources, *status])


def _figure(figure: Figure, room: Room, year: str) -> Figure:
    """Cut to the room; a figure without a day of its own is as old as its source."""
    label, unit = excerpt(figure.label, room.figure), excerpt(figure.unit, room.unit)
    return replace(figure, label=label, unit=unit, as_of=figure.as_of or year or None)


def _steps(steps: tuple[str, ...], room: Room) -> tuple[str, ...]:
    """As many steps as there is room for; few steps share the room of many."""
    shown = steps[: room.steps]
    return tuple(excerpt(step, room.steps * room.step // len(shown)) for step in shown)


def _needs(model: Model, room: Room) -> tuple[tuple[str, str], ...]:
    plan, labels = model.replication, MODEL.by_key["replication"].by_key
    told = {
        "cost": joined(f"{line.item}: {money(line)}" for line in plan.cost),
        "days": f"{number(plan.days)} ngày" if plan.days else "",
        "people": plan.people,
        "preconditions": joined(plan.preconditions),
        "risks": joined(plan.risks),
        "contact": plan.contact,
    }
    return tuple((labels[key].label, excerpt(_single_line(text), room.need)) for key, text in told.items() if text)


def _unknown(model: Model) -> str:
    labels = [item.label for item in asked(model) if item.key.startswith("replication.") and not item.told]
    return ", ".join(labels).lower()


def _criterion(model: Model, key: str, room: Room) -> Criterion:
    part = model.criteria[key]
    words = _single_line(part.text) or joined(part.steps) or ("Có số liệu." if part.figures else "")
    return Criterion(key, MODEL.by_key[key].label, part.state, excerpt(words, room.proof))


def _sources(sources: list[Source], room: Room) -> str:
    told = [_source(source, room) for source in sources[: room.sources]]
    left = len(sources) - len(told)
    return sentence("; ".join([*told, f"và {left} nguồn nữa"] if left else told))


def _source(source: Source, room: Room) -> str:
    parts = [
        excerpt(source.title, room.source),
        f"số {excerpt(source.number, room.unit)}" if source.number else "",
        excerpt(source.issuer, room.source),
        source.date or "",
    ]
    return ", ".join(filter(None, parts))
