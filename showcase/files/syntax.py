"""From bytes to YAML nodes, or the one fault that stops a file.

YAML is untrusted input: size, depth, aliases and unreadable characters are checked before anything is composed.
The scanner
reports where it stopped, often one line below the fault; the source around that place shows the cause.
"""

import codecs
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml
from yaml.nodes import Node

from showcase.schema.grammar import limit, pattern

Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml where PyYAML has it, else pure Python."""

SIZE_LIMIT = limit("file_bytes")
DEPTH_LIMIT = limit("depth")

_UNREADABLE = pattern("unreadable")
_MAY_NEST_DEEPLY = pattern("may-nest-deeply")
_ANCHOR_OR_ALIAS = pattern("anchor-or-alias")
_KEY = pattern("key")
_KEY_WITHOUT_SPACE = pattern("key-without-space")
_TWO_COLONS = pattern("two-colons")
# What the scanner of libyaml and the one of pure Python say -> the rule.
_BY_WORDS = {
    "escape": "syntax-escape",
    "sequence entries are not allowed": "syntax-dash",
    "',' or": "syntax-bracket",
    "cannot start any token": "syntax-sign",
    "alphabetic or numeric": "syntax-sign",
    "comment or": "syntax-sign",
    "chomping": "syntax-sign",
}


@dataclass(frozen=True)
class Fault:
    """Why a file could not be read at all: a rule of `schema/messages.yml` and a line counted from 1."""

    rule: str
    line: int = 1
    found: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)


def decode(data: bytes) -> str | Fault:
    """The text with plain line ends and without byte order mark."""
    if len(data) > SIZE_LIMIT:
        return too_large(len(data))
    try:
        data = data.removeprefix(codecs.BOM_UTF8)
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            return Fault("not-utf8", 1, "UTF-16")
        line = data.count(b"\n", 0, error.start)
        return Fault("not-utf8", line + 1, data.split(b"\n")[line].decode("utf-8", errors="replace"))
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if match := _UNREADABLE.search(text):
        line = text.count("\n", 0, match.start())
        return Fault("control", line + 1, around(text, match.start()))
    return text


def too_large(size: int) -> Fault:
    """The fault of a file of so many bytes."""
    return Fault("too-large", 1, f"{size // 1024} KB", {"limit": SIZE_LIMIT // 1024})


def around(text: str, position: int) -> str:
    """The piece of the line around a position that lets an editor find it again."""
    start, end = text.rfind("\n", 0, position) + 1, text.find("\n", position)
    return text[max(start, position - 30) : min(end if end >= 0 else len(text), position + 30)]


def compose(text: str) -> Node | Fault:
    """The root node of a text."""
    if match := pattern("directive").match(text):
        line = text.count("\n", 0, match.end())
        return Fault("directive", line + 1, text.split("\n")[line])
    try:
        node = _distrusted(text) or yaml.compose(text, Loader=Loader)
    except yaml.YAMLError as error:
        lines = text.split("\n")
        rule, line = explain(error, lines)
        return Fault(rule, line, lines[line - 1], {"typed": _quoted(lines[line - 1])})
    except RecursionError:  # only the composer of pure Python, where libyaml is missing
        return Fault("too-deep", values={"limit": DEPTH_LIMIT})
    return node or Fault("not-a-model")


def _distrusted(text: str) -> Fault | None:
    """The fault of aliases or deep nesting, seen in the events alone, before anything is composed."""
    brackets = text.count("[") + text.count("{")
    if not (brackets > DEPTH_LIMIT or _MAY_NEST_DEEPLY.search(text) or _ANCHOR_OR_ALIAS.search(text)):
        return None
    depth = 0
    for event in yaml.parse(text, Loader=Loader):
        if isinstance(event, yaml.DocumentEndEvent):  # a second document is another fault, told by the composer
            return None
        line = event.start_mark.line + 1 if event.start_mark else 1
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEPTH_LIMIT:
            return Fault("too-deep", line, values={"limit": DEPTH_LIMIT})
        if anchor := getattr(event, "anchor", None):
            return Fault("alias", line, anchor)
    return None


def _quoted(line: str) -> str:
    """The line of a key with its value in quotes: `title: 'Tổ: góp vốn'`."""
    key, _, value = line.strip().partition(": ")
    value = value.strip().replace("'", "''")
    return f"{key}: '{value}'"


def explain(error: yaml.YAMLError, lines: list[str]) -> tuple[str, int]:
    """The rule that was most likely broken, and the line, counted from 1, that needs a look."""
    mark = getattr(error, "problem_mark", None)
    if mark is None:
        return "syntax", 1
    context = getattr(error, "context_mark", None)
    at, opened = (min(one.line, len(lines) - 1) for one in (mark, context or mark))
    rule, index = _judge(str(getattr(error, "problem", "")), lines, at, mark.column, opened)
    return rule, index + 1


def _judge(words: str, lines: list[str], at: int, column: int, opened: int) -> tuple[str, int]:
    if lines[at][column : column + 1] == "\t" or "tab character" in words:
        return "syntax-tab", at
    if lines[at].startswith("---"):
        return "syntax-document", at
    if lines[at].startswith("%"):
        return "directive", at
    if "end of stream" in words:
        return "syntax-quote", opened
    if "mapping values" in words:
        return _stray_colon(lines, at)
    if "expected ':'" in words:
        return ("syntax-space" if _KEY_WITHOUT_SPACE.match(lines[opened]) else "syntax-no-colon"), opened
    for part, rule in _BY_WORDS.items():
        if part in words:
            return rule, opened if rule == "syntax-bracket" else at
    return _after_value(lines, at, column)


def _stray_colon(lines: list[str], at: int) -> tuple[str, int]:
    """A second colon on the line; or the line above, being no key, has swallowed this one."""
    if _TWO_COLONS.match(lines[at]):
        return "syntax-colon", at
    above = at - 1
    while above > 0 and not lines[above].strip():
        above -= 1
    if above >= 0 and _KEY_WITHOUT_SPACE.match(lines[above]):
        return "syntax-space", above
    if above >= 0 and not _KEY.match(lines[above]) and _indent(lines[above]) <= _indent(lines[at]):
        return "syntax-no-colon", above
    return "syntax-indent", at


def _after_value(lines: list[str], at: int, column: int) -> tuple[str, int]:
    """Text after the end of a value, or an indent that no line above has."""
    before = lines[at][:column].rstrip()
    if before.endswith(("]", "}")):
        return "syntax-bracket", at
    if not before.endswith(('"', "'")):
        return "syntax-indent", at
    quote, start = before[-1], at
    if before.count(quote) % 2:  # opened on an earlier line
        start = max((index for index in range(at) if lines[index].count(quote) % 2), default=at)
    return "syntax-quote", start


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
