"""Notes for the reviewer of an entry: models with similar titles, and the changes of a correction."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from showcase.files.catalogue import Catalogue
from showcase.files.likeness import alike
from showcase.files.reading import label_of
from showcase.language.words import excerpt
from showcase.model.model import Model
from showcase.model.places import folder_of, place_line
from showcase.schema.fields import MODEL

_ALIKE, _CHANGES, _WORDS = 5, 40, 160


def note_for_review(model: Model, before: Model | None, catalogue: Catalogue) -> str:
    """The notes as lines of plain text; may be empty."""
    others = [other for other in catalogue.models if other.slug != model.slug]
    near = alike(model.title, model.owner.name, folder_of(model), others)[:_ALIKE]
    lines = [f"Tên gần giống: “{other.title}” ({place_line(other)}), {other.file}" for other in near]
    changes = list(changed(before, model)) if before else []
    lines += changes[:_CHANGES]
    more = len(changes) - _CHANGES
    return "\n".join([*lines, *([f"Và {more} chỗ khác."] if more > 0 else [])])


def changed(before: Model, after: Model) -> Iterator[str]:
    """One line for each changed value: `Tính mới › Nội dung: từ “…” thành “…”`."""
    old, new = dict(_values(before)), dict(_values(after))
    for path in dict.fromkeys([*old, *new]):
        was, now = old.get(path), new.get(path)
        if was == now:
            continue
        label = label_of(path)
        if was is None:
            yield f"{label}: thêm “{_short(now)}”"
        elif now is None:
            yield f"{label}: bỏ “{_short(was)}”"
        else:
            yield f"{label}: từ “{_short(was)}” thành “{_short(now)}”"


def _short(value: object) -> str:
    return excerpt(" ".join(str(value).split()), _WORDS)


def _values(model: Model) -> Iterator[tuple[str, Any]]:
    for row in MODEL.fields:
        yield from _leaves(row.key, getattr(model, row.key))


def _leaves(path: str, value: Any) -> Iterator[tuple[str, Any]]:
    """(path, value) of all non-empty simple values inside a value: `("results.figures[1].unit", "ha")`."""
    if is_dataclass(value) and not isinstance(value, type):
        for attribute in fields(value):
            yield from _leaves(f"{path}.{attribute.name}", getattr(value, attribute.name))
    elif isinstance(value, tuple | list):
        for position, child in enumerate(value, start=1):
            yield from _leaves(f"{path}[{position}]", child)
    elif value not in (None, "", False):
        yield path, value
