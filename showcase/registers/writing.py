"""The text of a model file from an entry of a register: of a new file, or of an existing file that is updated.

A file is changed as text, one top-level key at a time, so that comments and layout of all other keys stay.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from showcase.files.reading import Reading, read_bytes
from showcase.files.syntax import Fault, compose
from showcase.registers.entries import Entry, source_of
from showcase.registers.marks import LEAD, NOTE, ORIGIN, Mark, digest, flat, identity, read_mark
from showcase.registers.setting import Setting
from showcase.schema.fields import MODEL, Kind
from showcase.schema.problems import shown

_Dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
_NOW = "” nay "
_QUOTED = (Kind.COMMUNE, Kind.PROVINCE, Kind.DATE, Kind.PERIOD)


class _Quoted(str):
    """A code or date, which needs quotes: YAML would read it as a number."""


class _Writer(_Dumper):  # type: ignore[misc, valid-type]
    """A YAML dumper that writes codes and dates in double quotes."""


def _of_text(writer: Any, text: str) -> Any:
    style = '"' if isinstance(text, _Quoted) else "|" if "\n" in text else None
    return writer.represent_scalar("tag:yaml.org,2002:str", str(text), style=style)


_Writer.add_representer(str, _of_text)
_Writer.add_representer(_Quoted, _of_text)


@dataclass(frozen=True)
class Written:
    """The new text of a file, and paths of the fields where an editor's text stays and the register differs."""

    text: str
    conflicts: list[str] = field(default_factory=list)


def dumped(values: Mapping[str, Any]) -> str:
    """Values as the text of a file, keys in the given order."""
    quoted = {key: _quoted(MODEL.by_key[key], value) for key, value in values.items()}
    return str(yaml.dump(quoted, Dumper=_Writer, allow_unicode=True, sort_keys=False, width=1_000_000))


def _quoted(row: Any, value: Any) -> Any:
    if isinstance(value, list):
        return [_quoted(row, item) for item in value]
    if isinstance(value, Mapping):
        return {key: _quoted(row.by_key[key], item) for key, item in value.items()}
    return _Quoted(value) if row.kind in _QUOTED else value


def sources(entry: Entry, where: Setting, registered: bool) -> list[dict[str, str]]:
    """The `sources` of a file. `registered`: whether the source stands in the common register already."""
    source = source_of(entry.row, where)
    return [source if registered else {**source, "title": where.title, "issuer": where.issuer}]


def row_identity(entry: Entry) -> str:
    """The digest by which the next register finds the same row again."""
    values = entry.values
    return identity(values["title"], values["owner"].get("name", ""), entry.spot.mark)


def period_of(entry: Entry, where: Setting) -> str:
    """The year or range of years for which a row is registered; empty where neither row nor register names it."""
    return str(entry.values.get("registered", {}).get("period", "") or where.period)


def content(entry: Entry) -> str:
    """The digest of a row's values and comments; its place in the register is left out."""
    return digest([_without_where(entry.values), entry.comments])


def _without_where(value: Any) -> Any:
    if isinstance(value, list):
        return [_without_where(item) for item in value]
    if isinstance(value, Mapping):
        return {key: _without_where(item) for key, item in value.items() if key not in ("where", "source", "sources")}
    return value


def new_text(entry: Entry, where: Setting, file: str) -> tuple[str, Reading]:
    """The text of a new file, and the result of reading it. `file`: the name of the register's file."""
    body = dumped(entry.values)
    reading = read_bytes(body.encode("utf-8", errors="surrogatepass"), "")
    # Digests are of the values as read from the file, because next year's import compares those.
    fields = {path: digest(value) for path, value in flat(reading.values) if path != "sources"}
    mark = Mark(row_identity(entry), period_of(entry, where), content(entry), fields)
    return "\n".join([*_head(entry, file, mark, entry.comments), body]), reading


def _as_read(text: str) -> dict[str, Any]:
    """The values as they are read from the text, since next year's register compares digests of read values."""
    return read_bytes(text.encode("utf-8", errors="surrogatepass"), "").values


def _head(entry: Entry, file: str, mark: Mark, comments: list[str]) -> list[str]:
    notes = [f"{NOTE}{line}" for line in dict.fromkeys(comments)]
    return [f"{ORIGIN}{shown(file, 120)}, {shown(entry.row.where, 200)}.", mark.line(), *notes]


def updated_text(text: str, reading: Reading, entry: Entry, where: Setting, file: str) -> Written:
    """The text of an existing file with the new values of its row; fields that an editor changed stay unchanged."""
    mark = read_mark(text)
    known = dict(mark.fields) if mark else {}
    update = _Update(reading.values, known)
    update.take({key: value for key, value in entry.values.items() if key != "sources"})
    update.sources(entry.values["sources"])
    body = text
    for key in update.touched:
        replaced = _with_key(body, key, dumped({key: update.values[key]}))
        if replaced is None:
            update.give_up(key)
        else:
            body = replaced
    comments = [*entry.comments, *update.notes]
    fields = update.fields(dict(flat(_as_read(body))))
    new = Mark(row_identity(entry), period_of(entry, where), content(entry), fields)
    return Written(_with_head(body, _head(entry, file, new, comments)), update.conflicts)


@dataclass
class _Update:
    """The update of one file: its new values, and the fields that stay because an editor changed them."""

    current: dict[str, Any]
    known: dict[str, str]
    """Path of a field -> digest of the last register's value."""
    touched: list[str] = field(default_factory=list)
    """Top-level keys that change."""
    conflicts: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    written: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.values = {key: dict(value) if isinstance(value, dict) else value for key, value in self.current.items()}

    def take(self, new: Mapping[str, Any]) -> None:
        """Set each field that is new, or that still has the last register's value."""
        paths = dict(flat(_as_read(dumped(new))))
        before = dict(flat(self.current))
        changed = [path for path in paths if not path.endswith(".source") and self._may(path, paths[path], before)]
        groups = {path.partition(".")[0] for path in changed}
        sourced = [path for path in paths if path.endswith(".source") and path.partition(".")[0] in groups]
        for path in [*changed, *(path for path in sourced if self._is_ours(path, before))]:
            self._set(path, paths[path])

    def _may(self, path: str, value: Any, before: Mapping[str, Any]) -> bool:
        if before.get(path) == value:
            return False
        if self._is_ours(path, before):
            return True
        if path in before:
            self._note_conflict(path, value)
        return False

    def _is_ours(self, path: str, before: Mapping[str, Any]) -> bool:
        """Whether the register may write here. A field that an editor removed stays removed."""
        if path not in before:
            return path not in self.known
        return self.known.get(path) == digest(before[path])

    def _note_conflict(self, path: str, value: Any) -> None:
        self.conflicts.append(path)
        text = value if isinstance(value, str) else "; ".join(_plain(value))
        self.notes.append(f"“{path}” nay là: {shown(text, 1000)}")

    def _set(self, path: str, value: Any) -> None:
        key, _, child = path.partition(".")
        if child:
            self.values.setdefault(key, {})[child] = value
        else:
            self.values[key] = value
        self.written.add(path)
        if key not in self.touched:
            self.touched.append(key)

    def sources(self, new: list[dict[str, str]]) -> None:
        """Add the source of this register where the file does not list it yet."""
        listed = self.values.get("sources", [])
        missing = [source for source in new if source["id"] not in [other.get("id") for other in listed]]
        if missing and self.touched:
            self.values["sources"] = [*listed, *missing]
            self.touched.append("sources")

    def give_up(self, key: str) -> None:
        """Leave a top-level key unchanged, since an editor wrote comments between its lines."""
        self.conflicts.append(key)
        self.notes.append(f"“{key}” nay có thay đổi; phần này có chú thích của người sửa nên để nguyên")
        self.written = {path for path in self.written if path.partition(".")[0] != key}

    def fields(self, after: Mapping[str, Any]) -> dict[str, str]:
        """The digests for the new mark: of the fields written now, and the old digests of all others."""
        return {**self.known, **{path: digest(after[path]) for path in self.written if path in after}}


def _plain(value: Any) -> list[str]:
    if isinstance(value, Mapping):
        return [text for item in value.values() for text in _plain(item)]
    return [text for item in value for text in _plain(item)] if isinstance(value, list) else [str(value)]


def _with_key(text: str, key: str, block: str) -> str | None:
    """The text with the lines of one top-level key replaced or inserted; None where comments would be lost."""
    root = compose(text)
    assert not isinstance(root, Fault)  # it was read before
    starts = {str(name.value): name.start_mark.line for name, _ in root.value}
    lines = text.split("\n")
    while lines and not lines[-1].strip():
        lines.pop()
    order = list(MODEL.by_key)
    if key not in starts:
        below = [start for name, start in starts.items() if order.index(name) > order.index(key)]
        at = _above_comments(lines, min(below)) if below else len(lines)
        return "\n".join([*lines[:at], *block.rstrip("\n").split("\n"), *lines[at:]]) + "\n"
    first = starts[key]
    last = _above_comments(lines, min([start for start in starts.values() if start > first], default=len(lines)))
    if any(re.search(r"(?:^|\s)#", line) for line in lines[first:last]):
        return None
    return "\n".join([*lines[:first], *block.rstrip("\n").split("\n"), *lines[last:]]) + "\n"


def _above_comments(lines: list[str], line: int) -> int:
    """The index of the first comment or empty line directly above a line."""
    while line and (not lines[line - 1].strip() or lines[line - 1].startswith("#")):
        line -= 1
    return line


def _with_head(text: str, head: list[str]) -> str:
    """The text with new head lines of the register; all other comments stay.

    A note of an earlier register stays where this register has no cell under that heading.
    """
    lines = text.split("\n")
    renewed = {_heading(line) for line in head if line.startswith(NOTE)}
    older = [line for line in lines if line.startswith(NOTE) and _heading(line) not in renewed and _NOW not in line]
    rest = [line for line in lines if not line.startswith((LEAD, ORIGIN, NOTE))]
    return "\n".join([*head, *older, *rest])


def _heading(line: str) -> str:
    return line.partition("”")[0]
