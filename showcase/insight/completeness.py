"""How much of a model is told: twenty items that someone who wants to do the same would ask for.

From them the report for editors: whom to ask for what, by owner or by commune.
"""

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from showcase.gazetteer.communes import gazetteer
from showcase.language.words import fold, number
from showcase.look.spreadsheets import cell
from showcase.model.model import Model, Owner, Place
from showcase.model.places import place_line, place_name
from showcase.schema.fields import MODEL
from showcase.schema.vocabulary import CRITERIA, label, vocabulary

_REPLICATION = ("steps", "days", "cost", "people", "preconditions", "risks", "contact")


@dataclass(frozen=True)
class Item:
    """One thing that is asked of every model."""

    key: str
    """Path in the field table: `owner.name`, `replication.days`."""
    label: str
    told: bool


@lru_cache(maxsize=16_384)
def asked(model: Model) -> tuple[Item, ...]:
    """All twenty items in the order in which a page tells them."""
    told = {
        "owner.name": bool(model.owner.name),
        "places.commune": bool(model.communes) or any(place.whole_province for place in model.done),
        "started": bool(model.started),
        "status": bool(model.status),
        "context": model.context.state != "empty",
        "approach": model.approach.state != "empty",
        **{key: model.criteria[key].state != "empty" for key in CRITERIA},
        "effectiveness.figures": bool(model.figures),
        **{f"replication.{key}": bool(getattr(model.replication, key)) for key in _REPLICATION},
        # Steps that were taken are also the steps to repeat.
        "replication.steps": bool(model.replication.steps or model.approach.steps),
    }
    return tuple(Item(key, _label(key), value) for key, value in told.items())


def completeness(model: Model) -> int:
    """How much is told, in per cent, rounded down."""
    items = asked(model)
    return 100 * sum(item.told for item in items) // len(items)


def missing(model: Model) -> list[str]:
    """The labels of what is not told."""
    return [item.label for item in asked(model) if not item.told]


@lru_cache
def _label(key: str) -> str:
    field = MODEL
    for part in key.split("."):
        field = field.by_key[part]
    return field.label


Groups = dict[str, list[Model]]
"""Heading -> the models below it, both in the order of the report."""


def by_owner(models: list[Model]) -> Groups:
    """`Công an · Công an thành phố Hà Tiên`: kinds as in the vocabulary, owners by name, the nameless last."""
    kinds = list(vocabulary("owner_kinds"))
    groups: Groups = {}
    for model in sorted(models, key=lambda one: (kinds.index(one.owner.kind), *_by_name(one.owner))):
        name = model.owner.name or "chưa rõ tên"
        groups.setdefault(f"{label('owner_kinds', model.owner.kind)} · {name}", []).append(model)
    return groups


def _by_name(owner: Owner) -> tuple[bool, str]:
    return not owner.name, fold(owner.name)


def by_commune(models: list[Model]) -> Groups:
    """`Xã Hòn Đất`: communes by name, then whole provinces, then the unknown; a model below each of its places."""
    ranked = {(_rank(place), _heading(place)) for model in models for place in model.done or model.places}
    groups: Groups = {heading: [] for _, heading in sorted(ranked)}
    for model in models:
        for heading in dict.fromkeys(map(_heading, model.done or model.places)):
            groups[heading].append(model)
    return groups


def _rank(place: Place) -> tuple[int, str]:
    if place.today:
        return 0, fold(place.today.short_name)
    return (1 if place.whole_province else 2), fold(place_name(place))


def _heading(place: Place) -> str:
    """A commune of today; for a former district its name and the communes that it may be today."""
    if not place.candidates:
        return place_name(place)
    candidates = ", ".join(gazetteer().by_code[code].name for code in sorted(place.candidates))
    return " · ".join(part for part in (place_name(place), place.as_written, f"nay có thể là {candidates}") if part)


GROUPINGS: dict[str, Callable[[list[Model]], Groups]] = {"owner": by_owner, "commune": by_commune}


def as_text(groups: Groups) -> str:
    """For people: each heading, below it each model with what is told and what is to be asked; then a count."""
    told = {model.slug: completeness(model) for models in groups.values() for model in models}
    if not told:
        return "Không có mô hình nào."
    blocks = ["\n\n".join([heading, *map(_block, models)]) for heading, models in groups.items()]
    mean = sum(told.values()) // len(told)
    return "\n\n".join([*blocks, f"Có {number(len(told))} mô hình, bình quân đã kể {mean}%."])


def _block(model: Model) -> str:
    lines = [
        f"  {model.title}",
        f"    {model.file} · đã kể {completeness(model)}%",
        f"    {model.owner.name or 'Chưa rõ chủ thể'} · {place_line(model)}",
        f"    Đã kể:     {_filled_labels(model) or 'chưa có gì'}",
        f"    Còn thiếu: {_listed(missing(model)) or 'không thiếu gì'}",
    ]
    return "\n".join(lines)


COLUMNS = ("Nhóm", "Chủ thể", "Địa bàn", "Mô hình", "Tệp", "Đã kể (%)", "Đã kể", "Còn thiếu")


def as_csv(groups: Groups) -> str:
    """For a spreadsheet: a row a heading and model, with the mark by which Excel knows UTF-8."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(COLUMNS)
    for heading, models in groups.items():
        for model in models:
            whom = (heading, model.owner.name, place_line(model), model.title, model.file)
            what = (str(completeness(model)), _filled_labels(model), _listed(missing(model)))
            writer.writerow(map(cell, (*whom, *what)))
    return "\ufeff" + stream.getvalue().rstrip("\n")


FORMATS: dict[str, Callable[[Groups], str]] = {"text": as_text, "csv": as_csv}


def _filled_labels(model: Model) -> str:
    return _listed([item.label for item in asked(model) if item.told])


def _listed(labels: list[str]) -> str:
    """Labels hold commas of their own: `Nội dung, cách làm`."""
    return "; ".join(labels)
