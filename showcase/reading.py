"""Reading one model file: YAML is distrusted, every value is held against the field table.

The file is composed to nodes (libyaml where PyYAML has it), then walked once together with the table. The result
holds plain values, the line of every value, and all problems found; nothing is raised for what an editor wrote.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from showcase.fields import MODEL, Field, Kind
from showcase.problems import Problem, describe
from showcase.text import nearest
from showcase.values import Invalid, convert

Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

SIZE_LIMIT = 256 * 1024
DEPTH_LIMIT = 12

_STRING = "tag:yaml.org,2002:str"
_NULL = "tag:yaml.org,2002:null"
# Only these forms can nest deeper than indentation allows in a file of this size; libyaml's composer recurses.
_MAY_NEST_DEEPLY = re.compile(rf"(?:[-?] +){{{DEPTH_LIMIT}}}")
_ANCHOR_OR_ALIAS = re.compile(r"[&*]\w")


@dataclass
class Reading:
    """What one file holds."""

    file: str
    """POSIX path from the project's root."""
    values: dict[str, Any] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    """Line (from 1) of each key and item: `{"novelty.figures[1].value": 12}`."""
    problems: list[Problem] = field(default_factory=list)

    def report(self, rule: str, path: str, found: object = "", nearest: str = "", **values: object) -> None:
        """Add a problem at the line of `path`, or of the nearest parent that has one."""
        self.problems.append(describe(rule, self.file, self.line(path), path, label_of(path), found, nearest, **values))

    def line(self, path: str) -> int:
        """The line of a path, or of the nearest parent in the file; 1 when none is there."""
        while path and path not in self.lines:
            path = path[: max(path.rfind("."), path.rfind("["), 0)]
        return self.lines.get(path, 1)


def label_of(path: str, table: Field = MODEL) -> str:
    """The Vietnamese name of a path: `Tính mới › Số liệu 2 › Giá trị`. Unknown keys stay as they are."""
    names = []
    for part in path.split(".") if path else ():
        key, _, item = part.partition("[")
        known = table.by_key.get(key)
        names.append((known.label if known else key) + (f" {item[:-1]}" if item else ""))
        table = known or table
    return " › ".join(names)


def read_file(path: Path, file: str, table: Field = MODEL) -> Reading:
    """Read one file; `file` is its name in messages. Raises OSError when it cannot be opened."""
    return read_bytes(path.read_bytes(), file, table)


def read_bytes(data: bytes, file: str, table: Field = MODEL) -> Reading:
    """Read the content of one file against the group `table`."""
    reading = Reading(file)
    node = _compose(data, reading)
    if node is None or reading.problems:
        return reading
    if not isinstance(node, MappingNode):
        reading.report("not-a-model", "")
        return reading
    reading.values = _group(reading, table, node, "")
    return reading


def _compose(data: bytes, reading: Reading) -> Node | None:
    if len(data) > SIZE_LIMIT:
        reading.report("too-large", "", f"{len(data) // 1024} KB", limit=SIZE_LIMIT // 1024)
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        reading.lines[""] = data.count(b"\n", 0, error.start) + 1
        reading.report("not-utf8", "", data[error.start : error.start + 1].hex())
        return None
    try:
        _distrust(text, reading)
        node = None if reading.problems else yaml.compose(text, Loader=Loader)
    except yaml.YAMLError as error:
        _report_syntax(error, text, reading)
        return None
    if node is None and not reading.problems:
        reading.report("not-a-model", "")
    return node


def _distrust(text: str, reading: Reading) -> None:
    """Find aliases and deep nesting from the events alone, before anything is composed."""
    brackets = text.count("[") + text.count("{")
    if not (brackets > DEPTH_LIMIT or _MAY_NEST_DEEPLY.search(text) or _ANCHOR_OR_ALIAS.search(text)):
        return
    depth = 0
    for event in yaml.parse(text, Loader=Loader):
        reading.lines[""] = event.start_mark.line + 1 if event.start_mark else 1
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEPTH_LIMIT:
            reading.report("too-deep", "", limit=DEPTH_LIMIT)
            return
        if anchor := getattr(event, "anchor", None):
            reading.report("alias", "", anchor)
            return
    reading.lines.pop("")


def _report_syntax(error: yaml.YAMLError, text: str, reading: Reading) -> None:
    mark = getattr(error, "problem_mark", None)
    lines = text.splitlines() or [""]
    position = getattr(error, "position", None)
    number = mark.line + 1 if mark else text.count("\n", 0, position or 0) + 1
    number = min(number, len(lines))
    reading.lines[""] = number
    hidden = isinstance(error, yaml.reader.ReaderError)
    reading.report("control" if hidden else "syntax", "", lines[number - 1])


def _value(reading: Reading, row: Field, node: Node, path: str) -> object:
    """The value of one key; None when it is empty or wrong."""
    if isinstance(node, ScalarNode) and node.tag == _NULL and not node.value:
        return None
    if row.many:
        return _list(reading, row, node, path)
    return _single(reading, row, node, path)


def _list(reading: Reading, row: Field, node: Node, path: str) -> list[Any] | None:
    if not isinstance(node, SequenceNode):
        reading.report("not-a-list", path, _source_of(node), example=row.example or "...")
        return None
    limit = row.most or 30
    if row.kind is Kind.LINE or row.kind is Kind.PROSE:
        limit = 30
    if len(node.value) > limit:
        reading.report("too-many", path, length=len(node.value), limit=limit, excess=len(node.value) - limit)
    items = []
    for index, child in enumerate(node.value, start=1):
        here = f"{path}[{index}]"
        reading.lines[here] = child.start_mark.line + 1
        items.append(_single(reading, row, child, here))
    return [item for item in items if item is not None]


def _single(reading: Reading, row: Field, node: Node, path: str) -> object:
    if row.kind is Kind.GROUP:
        if isinstance(node, MappingNode):
            return _group(reading, row, node, path)
        reading.report("not-a-group", path, _source_of(node), options=", ".join(row.by_key))
    elif isinstance(node, ScalarNode):
        return _scalar(reading, row, node, path)
    else:
        reading.report("not-a-value", path, kind=row.kind.value, example=row.example or row.help)
    return None


def _group(reading: Reading, row: Field, node: MappingNode, path: str) -> dict[str, Any]:
    values: dict[str, object] = {}
    first: dict[str, int] = {}
    for key_node, value_node in node.value:
        key = str(key_node.value) if isinstance(key_node, ScalarNode) else "?"
        here = f"{path}.{key}" if path else key
        line = key_node.start_mark.line + 1
        reading.lines.setdefault(here, line)
        if key in first:
            problem = describe("duplicate-key", reading.file, line, here, label_of(here), key, first=first[key])
            reading.problems.append(problem)
        elif key in row.by_key:
            first[key] = line
            values[key] = _value(reading, row.by_key[key], value_node, here)
        else:
            reading.report("unknown-key", here, key, nearest(key, row.by_key) or "", options=", ".join(row.by_key))
    _report_missing(reading, row, values, path)
    return {key: value for key, value in values.items() if value is not None}


def _report_missing(reading: Reading, row: Field, values: dict[str, Any], path: str) -> None:
    wrong = {problem.field for problem in reading.problems}
    for child in row.fields:
        here = f"{path}.{child.key}" if path else child.key
        empty = values.get(child.key) in (None, [], {}, "")
        if child.required and empty and not any(field.startswith(here) for field in wrong):
            reading.report("missing", here, help=child.help, key=child.key, example=child.example or "...")


def _scalar(reading: Reading, row: Field, node: ScalarNode, path: str) -> object:
    if not node.tag.startswith("tag:yaml.org,2002:"):
        reading.report("tag", path, node.tag)
        return None
    try:
        return convert(row, node.value, plain=not node.style, is_text=node.tag == _STRING)
    except Invalid as invalid:
        reading.report(invalid.rule, path, invalid.found or node.value, invalid.nearest, **invalid.values)
        return None


def _source_of(node: Node) -> str:
    return node.value if isinstance(node, ScalarNode) else ""
