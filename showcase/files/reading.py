"""Reading one model file: every value is checked against the field table.

The nodes of the file are walked once together with the table. The result holds plain values, the line of every
value, and all problems found; nothing is raised for what an editor wrote.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from showcase.files.syntax import SIZE_LIMIT, Fault, compose, decode, too_large
from showcase.files.values import Invalid, convert
from showcase.language.words import nearest
from showcase.schema.fields import MODEL, Field, Kind, walk
from showcase.schema.grammar import limit
from showcase.schema.problems import Problem, describe

PROBLEM_LIMIT = limit("problems")
"""Problems told of one file."""

_TAG = "tag:yaml.org,2002:"
_STRING, _NULL = f"{_TAG}str", f"{_TAG}null"
# What YAML makes of a value by itself; any other tag was written by hand.
IMPLICIT_TAGS = {
    _TAG + name for name in ("str", "null", "int", "float", "bool", "timestamp", "merge", "value", "map", "seq")
}
_OPTIONS_SHOWN = limit("options_shown")
_ITEM = re.compile(r"\[(\d+)\]$")


@dataclass
class Reading:
    """What one file holds."""

    file: str
    """POSIX path from the project's root."""
    values: dict[str, Any] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    """Line (from 1) of each key and item: `{"novelty.figures[1].value": 12}`."""
    problems: list[Problem] = field(default_factory=list)
    advice: list[Problem] = field(default_factory=list)
    """What should be written better, and stops nothing."""
    source: str = ""
    """The text of the file; empty where its bytes could not be read as text."""
    table: Field = MODEL
    """What the file may hold."""

    def report(self, rule: str, path: str, found: object = "", nearest: str = "", **values: object) -> None:
        """Add a problem at the line of `path`, or of the nearest parent that has one."""
        self.report_at(self.line(path), rule, path, found, nearest, **values)

    def report_at(self, line: int, rule: str, path: str, found: object, nearest: str, **values: object) -> None:
        """Add a problem at a line, counted from 1; or advice, where the rule only advises."""
        made = describe(rule, self.file, line, path, label_of(path, self.table), found, nearest, **values)
        (self.advice if made.severity == "advice" else self.problems).append(made)

    def line(self, path: str) -> int:
        """The line of a path, or of the nearest parent in the file; 1 when none is there."""
        while path and path not in self.lines:
            path = path[: max(path.rfind("."), path.rfind("["), 0)]
        return self.lines.get(path, 1)


def label_of(path: str, table: Field = MODEL) -> str:
    """The Vietnamese name of a path: `Tính mới › Số liệu 2 › Giá trị`. Unknown keys stay as they are."""
    names = []
    for part in path.split(".") if path else ():
        item = _ITEM.search(part)
        key = part[: item.start()] if item else part
        known = table.by_key.get(key)
        names.append((known.label if known else key) + (f" {item[1]}" if item else ""))
        table = known or table
    return " › ".join(names)


def read_file(path: Path, file: str, table: Field = MODEL) -> Reading:
    """Read one file; `file` is its name in messages. Raises OSError when it cannot be opened."""
    size = path.stat().st_size
    return _read(too_large(size), file, table) if size > SIZE_LIMIT else read_bytes(path.read_bytes(), file, table)


def read_bytes(data: bytes, file: str, table: Field = MODEL) -> Reading:
    """Read the content of one file against the group `table`."""
    return _read(decode(data), file, table)


def _read(text: str | Fault, file: str, table: Field) -> Reading:
    reading = Reading(file, table=table)
    node = text if isinstance(text, Fault) else compose(text)
    if isinstance(node, Fault):
        reading.lines[""] = node.line
        reading.report(node.rule, "", node.found, **node.values)
    elif isinstance(text, Fault) or not isinstance(node, MappingNode):
        reading.report("not-a-model", "")
    else:
        reading.source = text
        _walk(reading, node, text.split("\n"), table)
    return reading


def _walk(reading: Reading, node: MappingNode, source: list[str], table: Field) -> None:
    try:
        reading.values = _Walk(reading, source).group(table, node, "")
    except _TooManyProblemsError:
        reading.report("more-problems", "", limit=PROBLEM_LIMIT)


class _TooManyProblemsError(Exception):
    """Raised to stop reading a file with too many problems."""


@dataclass
class _Walk:
    """One walk over the nodes of a file together with the table."""

    reading: Reading
    source: list[str]
    """The lines of the file, to find the very line of a fault in a long text."""

    def report(self, rule: str, path: str, found: object = "", nearest: str = "", **values: object) -> None:
        self.reading.report(rule, path, found, nearest, **values)
        if len(self.reading.problems) == PROBLEM_LIMIT:
            raise _TooManyProblemsError

    def value(self, row: Field, node: Node, path: str) -> object:
        """The value of one key; None when it is empty or wrong."""
        if _is_empty(node):
            return None
        return self.items(row, node, path) if row.many else self.single(row, node, path)

    def items(self, row: Field, node: Node, path: str) -> list[Any] | None:
        if not isinstance(node, SequenceNode):
            self.report("not-a-list", path, _source_of(node), example=_item(row, node))
            return None
        length, most = len(node.value), row.most or limit("list")
        if length > most:
            self.report("too-many", path, length=length, limit=most, excess=length - most)
        found = []
        for index, child in enumerate(node.value, start=1):  # what is too many is read too: the form must not lose it
            here = f"{path}[{index}]"
            self.reading.lines[here] = child.start_mark.line + 1
            item = "" if _is_empty(child) else self.single(row, child, here)
            if item == "":
                self.report("empty-item", here)
            found.append(item)
        return [item for item in found if item is not None]

    def single(self, row: Field, node: Node, path: str) -> object:
        if node.tag not in IMPLICIT_TAGS:
            self.report("tag", path, node.tag.replace(_TAG, "!!"))
        elif row.kind is Kind.GROUP and isinstance(node, MappingNode):
            return self.group(row, node, path)
        elif row.kind is Kind.GROUP:
            self.report("not-a-group", path, _source_of(node), options=", ".join(row.by_key))
        elif isinstance(node, ScalarNode):
            return self.scalar(row, node, path)
        else:
            typed = f"- {row.example}" if row.many else f"{row.key}: {row.example}"
            self.report("not-a-value", path, kind=row.kind.value, example=typed)
        return None

    def scalar(self, row: Field, node: ScalarNode, path: str) -> object:
        lost = self.comment_behind(row, node)
        if lost:
            self.report_comment(row, node, path, lost)
        try:
            return convert(row, node.value, plain=not node.style, is_text=node.tag == _STRING)
        except Invalid as invalid:
            if not lost:
                self.reading.lines[path] = self.line_within(node, invalid.found)
                self.report(invalid.rule, path, invalid.found or node.value, invalid.nearest, **invalid.values)
            return None

    def report_comment(self, row: Field, node: ScalarNode, path: str, lost: str) -> None:
        self.reading.lines[path] = node.end_mark.line + 1
        typed = _in_quotes(node.value + lost)
        typed = f"- {typed}" if row.many else f"{row.key}: {typed}"
        self.report("comment-in-text", path, lost.strip(), typed=typed)

    def comment_behind(self, row: Field, node: ScalarNode) -> str:
        """The comment after a text without quotes: YAML cuts `Tuyến đường #xanh` at the `#`."""
        if node.style or row.kind not in (Kind.LINE, Kind.PROSE, Kind.KHMER):
            return ""
        behind = self.source[node.end_mark.line][node.end_mark.column :]
        return behind if behind.lstrip(" \t").startswith("#") else ""

    def line_within(self, node: Node, found: str) -> int:
        """The line of a value that contains the found text; its first line when none does."""
        start, end = node.start_mark.line, node.end_mark.line + 1
        for probe in (found, *found.split()[:1]):
            for number, line in enumerate(self.source[start:end], start=start + 1):
                if probe and probe in line:
                    return number
        return start + 1

    def group(self, row: Field, node: MappingNode, path: str) -> dict[str, Any]:
        values: dict[str, object] = {}
        first: dict[str, int] = {}
        for key_node, value_node in node.value:
            key = _source_of(key_node) or "?"
            here = f"{path}.{key}" if path else key
            self.reading.lines[here] = key_node.start_mark.line + 1
            if key in first:
                self.report("duplicate-key", here, key, first=first[key])
                continue
            first[key] = self.reading.lines[here]
            if key in row.by_key:
                values[key] = self.value(row.by_key[key], value_node, here)
            else:
                self.unknown_key(row, key, here)
        self.report_missing(row, values, path)
        return {key: value for key, value in values.items() if value is not None}

    def unknown_key(self, row: Field, key: str, path: str) -> None:
        meant = nearest(key, row.by_key) or ""
        homes = [home.rpartition(".")[0] for home, child in walk(self.reading.table) if child.key == key]
        if "" in homes:
            self.report("misplaced-key-top", path, key, meant)
        elif homes:
            self.report("misplaced-key", path, key, meant, homes=", ".join(homes[:4]) + (", …" if homes[4:] else ""))
        elif len(row.fields) > _OPTIONS_SHOWN:
            self.report("unknown-key-in-model", path, key, meant)
        else:
            self.report("unknown-key", path, key, meant, options=", ".join(row.by_key))

    def report_missing(self, row: Field, values: dict[str, Any], path: str) -> None:
        prefix = f"{path}." if path else ""
        problems = self.reading.problems
        excused = {problem.field for problem in problems}
        excused |= {prefix + problem.nearest for problem in problems if problem.field.startswith(prefix)}
        for child in row.fields:
            here = prefix + child.key
            empty = values.get(child.key) in (None, [], {}, "")
            if child.required and empty and not any(field.startswith(here) for field in excused):
                self.report("missing", here, help=child.help, key=child.key, example=example(child))


def example(row: Field) -> str:
    """An example of a field on one line: `phu-nu`, `{kind: phu-nu}`, `[kinh-te]`."""
    one = row.example
    if row.kind is Kind.GROUP:
        children = [child for child in row.fields if child.required] or row.fields[:1]
        one = "{" + ", ".join(f"{child.key}: {example(child)}" for child in children) + "}"
    return f"[{one}]" if row.many else one


def _item(row: Field, node: Node) -> str:
    """The first item for a list: the value written in its place, or an example."""
    if row.kind is Kind.GROUP:
        return f"{row.fields[0].key}: {row.fields[0].example}"
    return _source_of(node) or row.example


def _in_quotes(text: str) -> str:
    """A text in quotes for YAML: `"Tuyến đường #xanh"`, or in single quotes where it has double ones."""
    text = " ".join(text.split())
    return "'" + text.replace("'", "''") + "'" if '"' in text or "\\" in text else f'"{text}"'


def _is_empty(node: Node) -> bool:
    return isinstance(node, ScalarNode) and node.tag == _NULL


def _source_of(node: Node) -> str:
    return str(node.value) if isinstance(node, ScalarNode) else ""
