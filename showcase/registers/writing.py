"""The text of a model file from an entry of a register, and of one that is there already, with what an editor wrote.

A file is changed as text, one key of the top at a time, so that comments and layout of all others stay as they are.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from showcase.files.reading import Reading, read_bytes
from showcase.files.syntax import Fault, compose
from showcase.registers.entries import Entry, source_of
from showcase.registers.marks import LEAD, ORIGIN, SAID, Mark, digest, flat, identity, read_mark
from showcase.registers.setting import Setting
from showcase.schema.fields import MODEL, Kind
from showcase.schema.problems import shown

_Dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
_NOW = "” nay "
_QUOTED = (Kind.COMMUNE, Kind.PROVINCE, Kind.DATE, Kind.PERIOD)


class _Quoted(str):
    """A code or date, which YAML might take for a number."""


class _Writer(_Dumper):  # type: ignore[misc, valid-type]
    """Writes codes and dates in double quotes."""


def _of_text(writer: Any, text: str) -> Any:
    style = '"' if isinstance(text, _Quoted) else "|" if "\n" in text else None
    return writer.represent_scalar("tag:yaml.org,2002:str", str(text), style=style)


_Writer.add_representer(str, _of_text)
_Writer.add_representer(_Quoted, _of_text)


@dataclass(frozen=True)
class Written:
    """The new text of a file, and which fields an editor's words stayed in though the register says something else."""

    text: str
    kept: list[str] = field(default_factory=list)


def dumped(values: Mapping[str, Any]) -> str:
    """Values as the text of a file, keys in the order given."""
    quoted = {key: _quoted(MODEL.by_key[key], value) for key, value in values.items()}
    return str(yaml.dump(quoted, Dumper=_Writer, allow_unicode=True, sort_keys=False, width=1_000_000))


def _quoted(row: Any, value: Any) -> Any:
    if isinstance(value, list):
        return [_quoted(row, one) for one in value]
    if isinstance(value, Mapping):
        return {key: _quoted(row.by_key[key], one) for key, one in value.items()}
    return _Quoted(value) if row.kind in _QUOTED else value


def sources(entry: Entry, where: Setting, registered: bool) -> list[dict[str, str]]:
    """The `sources` of a file. `registered`: whether the source stands in the common register already."""
    told = source_of(entry.row, where)
    return [told if registered else {**told, "title": where.title, "issuer": where.issuer}]


def row_identity(entry: Entry) -> str:
    """What makes the row of an entry the same in the next register."""
    values = entry.values
    return identity(values["title"], values["owner"].get("name", ""), entry.spot.mark)


def period_of(entry: Entry, where: Setting) -> str:
    """The year or span for which a row is registered; empty where nothing says so."""
    return str(entry.values.get("registered", {}).get("period", "") or where.period)


def content(entry: Entry) -> str:
    """The digest of all that a row says; where it stands counts for nothing."""
    return digest([_without_where(entry.values), entry.comments])


def _without_where(value: Any) -> Any:
    if isinstance(value, list):
        return [_without_where(one) for one in value]
    if isinstance(value, Mapping):
        return {key: _without_where(one) for key, one in value.items() if key not in ("where", "source", "sources")}
    return value


def new_text(entry: Entry, where: Setting, file: str) -> tuple[str, Reading]:
    """The text of a new file, and what it holds as reading gives it. `file`: the name of the register's file."""
    body = dumped(entry.values)
    reading = read_bytes(body.encode("utf-8", errors="surrogatepass"), "")
    # Digests are of values as they are read, so that they fit the file as it is read next year.
    fields = {path: digest(value) for path, value in flat(reading.values) if path != "sources"}
    mark = Mark(row_identity(entry), period_of(entry, where), content(entry), fields)
    return "\n".join([*_head(entry, file, mark, entry.comments), body]), reading


def _as_read(text: str) -> dict[str, Any]:
    """The values as reading gives them, so that a digest of today fits the file as it is read next year."""
    return read_bytes(text.encode("utf-8", errors="surrogatepass"), "").values


def _head(entry: Entry, file: str, mark: Mark, comments: list[str]) -> list[str]:
    told = [f"{SAID}{line}" for line in dict.fromkeys(comments)]
    return [f"{ORIGIN}{shown(file, 120)}, {shown(entry.row.where, 200)}.", mark.line(), *told]


def updated_text(text: str, reading: Reading, entry: Entry, where: Setting, file: str) -> Written:
    """The text of a file of this row, renewed where the register may; what an editor wrote stays word for word."""
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
    return Written(_with_head(body, _head(entry, file, new, comments)), update.kept)


@dataclass
class _Update:
    """What of a file is renewed: the values as they will be, and what stays the editor's."""

    current: dict[str, Any]
    known: dict[str, str]
    """Path -> digest of what the register said last."""
    touched: list[str] = field(default_factory=list)
    """Keys of the top that change."""
    kept: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    written: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.values = {key: dict(one) if isinstance(one, dict) else one for key, one in self.current.items()}

    def take(self, new: Mapping[str, Any]) -> None:
        """Take each field that is new, or that still says what the register said."""
        paths = dict(flat(_as_read(dumped(new))))
        before = dict(flat(self.current))
        changed = [path for path in paths if not path.endswith(".source") and self._may(path, paths[path], before)]
        groups = {path.partition(".")[0] for path in changed}
        sourced = [path for path in paths if path.endswith(".source") and path.partition(".")[0] in groups]
        for path in [*changed, *(one for one in sourced if self._is_ours(one, before))]:
            self._set(path, paths[path])

    def _may(self, path: str, value: Any, before: Mapping[str, Any]) -> bool:
        if before.get(path) == value:
            return False
        if self._is_ours(path, before):
            return True
        if path in before:
            self._keep(path, value)
        return False

    def _is_ours(self, path: str, before: Mapping[str, Any]) -> bool:
        """Whether nobody but the register has written here: a field that an editor took out stays out."""
        if path not in before:
            return path not in self.known
        return self.known.get(path) == digest(before[path])

    def _keep(self, path: str, value: Any) -> None:
        self.kept.append(path)
        told = value if isinstance(value, str) else "; ".join(_plain(value))
        self.notes.append(f"“{path}” nay là: {shown(told, 1000)}")

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
        """Add the source of this register beside those that are there; one that is there stays."""
        listed = self.values.get("sources", [])
        missing = [one for one in new if one["id"] not in [other.get("id") for other in listed]]
        if missing and self.touched:
            self.values["sources"] = [*listed, *missing]
            self.touched.append("sources")

    def give_up(self, key: str) -> None:
        """Leave a key whose lines hold comments of an editor."""
        self.kept.append(key)
        self.notes.append(f"“{key}” nay có thay đổi; phần này có chú thích của người sửa nên để nguyên")
        self.written = {path for path in self.written if path.partition(".")[0] != key}

    def fields(self, after: Mapping[str, Any]) -> dict[str, str]:
        """The digests to remember: new ones for what was written now, the old ones for all others."""
        return {**self.known, **{path: digest(after[path]) for path in self.written if path in after}}


def _plain(value: Any) -> list[str]:
    if isinstance(value, Mapping):
        return [text for one in value.values() for text in _plain(one)]
    return [text for one in value for text in _plain(one)] if isinstance(value, list) else [str(value)]


def _with_key(text: str, key: str, block: str) -> str | None:
    """The text with the lines of one key of the top replaced, or put where it belongs; None where comments would go."""
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
    """The first of the comments and empty lines right above a line."""
    while line and (not lines[line - 1].strip() or lines[line - 1].startswith("#")):
        line -= 1
    return line


def _with_head(text: str, head: list[str]) -> str:
    """The text with the lines that registers write at its head renewed; all other comments stay.

    What another register said under a heading that this one has not stays, too.
    """
    lines = text.split("\n")
    renewed = {_heading(line) for line in head if line.startswith(SAID)}
    older = [line for line in lines if line.startswith(SAID) and _heading(line) not in renewed and _NOW not in line]
    rest = [line for line in lines if not line.startswith((LEAD, ORIGIN, SAID))]
    return "\n".join([*head, *older, *rest])


def _heading(line: str) -> str:
    return line.partition("”")[0]
