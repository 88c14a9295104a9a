"""Model files written with the help of the field table beside every field.

Given values are filled in; every other field is a comment with its example.
"""

import json
from collections.abc import Iterator, Mapping, Sequence

from showcase.schema.fields import MODEL, Field, Kind
from showcase.schema.vocabulary import vocabulary

Value = str | Sequence["Value"] | Mapping[str, "Value"]
"""What is filled in: texts, lists and groups, in the shape of a model file."""

_TEMPLATE_HEAD = (
    "# Mẫu một mô hình. Xóa dấu # ở đầu dòng để dùng một trường; chỗ nào chưa biết thì để nguyên.",
    "# Giải thích từng trường: trang Đóng góp, bảng các trường.",
)
_BARE = (Kind.NUMBER, Kind.INTEGER, Kind.BOOLEAN, Kind.CODE, Kind.SLUG, Kind.NAME, Kind.PICTURE)
"""Kinds that are written without quotes."""


def template() -> str:
    """The annotated template: the required fields filled in with their examples."""
    required = {row.key: _example(row) for row in MODEL.fields if row.required}
    return annotated(required, _TEMPLATE_HEAD)


def annotated(values: Mapping[str, Value], head: Sequence[str]) -> str:
    """A model file that holds `values`, every field of the table explained; `head` are its first comments."""
    lines = [*head, ""]
    for row in MODEL.fields:
        lines += [*_field(row, values.get(row.key), 0), ""]
    return "\n".join(lines[:-1]) + "\n"


def _example(row: Field) -> Value:
    """The example of a field; of a group its required fields, or its first where none is required."""
    if row.kind is not Kind.GROUP:
        made: Value = row.example.strip('"')
    else:
        required = [child for child in row.fields if child.required] or [row.fields[0]]
        made = {child.key: _example(child) for child in required}
    return [made] if row.many else made


def _field(row: Field, value: Value | None, depth: int) -> Iterator[str]:
    """The lines of one field: its help, then the field itself, as a comment where there is no value."""
    yield "  " * depth + _help(row)
    shown = _example(row) if value is None else value
    if row.kind is not Kind.GROUP:
        yield _line(row, shown, depth, live=value is not None)
        return
    yield _marked(f"{'  ' * depth}{row.key}:", value is not None)
    if not isinstance(shown, Mapping):
        for position, item in enumerate(shown):
            yield from _item(row, item, depth + 2, live=value is not None, helped=position == 0)
        return
    for child in row.fields:
        yield from _field(child, shown.get(child.key) if value is not None else None, depth + 1)


def _item(row: Field, item: Value, depth: int, *, live: bool, helped: bool) -> Iterator[str]:
    """One item of a list of groups: what it holds first, so that the dash stands before something that is there."""
    known = item if isinstance(item, Mapping) else {}
    children = sorted(row.fields, key=lambda child: child.key not in known) if live else row.fields
    for position, child in enumerate(children):
        if not helped and child.key not in known:
            continue
        lines = list(_field(child, known.get(child.key) if live else None, depth))
        lines = lines if helped else lines[1:]
        if position == 0:
            place = 1 if helped else 0
            lines[place] = _with_dash(lines[place])
        yield from lines


def _help(row: Field) -> str:
    choices = f" Chọn: {', '.join(vocabulary(row.vocabulary))}." if row.vocabulary else ""
    return f"# {row.label}{' (bắt buộc)' if row.required else ''}: {row.help}{choices}"


def _line(row: Field, value: Value, depth: int, *, live: bool) -> str:
    written = ", ".join(_scalar(row, one) for one in ([value] if isinstance(value, str) else value))
    return _marked(f"{'  ' * depth}{row.key}: {f'[{written}]' if row.many else written}", live)


def _scalar(row: Field, value: Value) -> str:
    return str(value) if row.kind in _BARE else json.dumps(value, ensure_ascii=False)


def _marked(line: str, live: bool) -> str:
    return line if live else f"# {line}"


def _with_dash(line: str) -> str:
    """Turn the first key of an item into `- key:`, two columns to the left."""
    mark = "# " if line.startswith("# ") else ""
    body = line[len(mark) :]
    key = body.lstrip()
    return f"{mark}{' ' * (len(body) - len(key) - 2)}- {key}"
