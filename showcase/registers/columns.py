"""Find the head of a register below its title rows, and look up which part each column holds."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from showcase.importing.outlines import key, part_named, words
from showcase.language.data import read_data
from showcase.registers.tables import Line, Table

FILE = Path(__file__).with_name("headings.yml")
_HEAD_WITHIN = 60
"""The head is searched in this many first rows with text."""
_BRACKETS = re.compile(r"\([^()]*\)")
_NUMBERED = re.compile(r"^\s*(?:\(?\d{1,2}[.)]|[IVX]{1,4}\.)\s*")

Given = Mapping[str, str]
"""Columns that an editor named by options: heading as `key()` writes it -> part, `{"ten goi": "title"}`."""


@cache
def headings() -> dict[str, Any]:
    """The content of `headings.yml`."""
    content: dict[str, Any] = read_data(FILE)
    return content


@cache
def parts() -> dict[str, str]:
    """Heading as `key()` writes it -> part of a row: `{"don vi dang ky": "owner"}`."""
    return {key(word): part for part, listed in headings()["columns"].items() for word in words(listed)}


def part_of(heading: str, given: Given) -> str | None:
    """The part that a heading names, None for an unknown heading. Columns that the editor named come first."""
    whole, bare = key(heading), key(_BRACKETS.sub(" ", _NUMBERED.sub("", heading)))
    known = given.get(whole) or parts().get(whole) or given.get(bare) or parts().get(bare)
    guessed = part_named(bare)
    return known or (guessed if guessed in ("title", "owner") else None)


def read_given(options: Iterable[str]) -> dict[str, str]:
    """Read options of the form `Heading=part`. Raises ValueError, in Vietnamese, for any other form."""
    given = {}
    for option in options:
        heading, sign, part = option.rpartition("=")
        part = part.strip() if part.strip() in headings()["columns"] else parts().get(key(part), "")
        if not sign or not key(heading) or not part:
            names = ", ".join(headings()["columns"])
            raise ValueError(f'--column có dạng "Tên cột=trường", trường là một trong: {names}')
        given[key(heading)] = part
    return given


@dataclass(frozen=True)
class Head:
    """The head of a table: its line, and the part that each column holds."""

    line: int
    """Index in `Table.lines`, from 0."""
    texts: tuple[str, ...]
    parts: dict[int, str]
    """Column, from 0 -> part."""

    @property
    def unknown(self) -> list[str]:
        """The headings that name no known part."""
        return [text for index, text in enumerate(self.texts) if text and index not in self.parts]

    def heading(self, index: int) -> str:
        """The heading of a column as written, or its number where it has none."""
        text = self.texts[index] if index < len(self.texts) else ""
        return " ".join(text.split()) or f"Cột {index + 1}"

    def of(self, part: str) -> int | None:
        """The first column of a part."""
        return next((index for index, other in sorted(self.parts.items()) if other == part), None)


def find_head(table: Table, given: Given) -> Head | None:
    """The row that names most parts, `title` among them. Of two neighbouring rows with equally many, the lower."""
    best: Head | None = None
    for index, line in enumerate(table.lines[:_HEAD_WITHIN]):
        head = _head(table.lines, index, line, given)
        if head and (best is None or _weight(head) > _weight(best) or _lower_half(best, head)):
            best = head
    return best


def _head(lines: list[Line], index: int, line: Line, given: Given) -> Head | None:
    above = lines[index - 1].cells if index else ()
    known = {at: part for at, text in enumerate(line.cells) if text and (part := _part_at(at, text, above, given))}
    is_head = "title" in known.values() and len(known) > 1
    return Head(index, line.cells, known) if is_head else None


def _part_at(at: int, text: str, above: tuple[str, ...], given: Given) -> str | None:
    """The part of a heading; in a head of two rows, of both together: `Công nhận` above `Năm`."""
    upper = next((heading for heading in reversed(above[: at + 1]) if heading), "")
    tries = [f"{text} {upper}", f"{upper} {text}"] if upper and upper != text else []
    return next((part for heading in (*tries, text) if (part := part_of(heading, given))), None)


def _weight(head: Head) -> int:
    return len(set(head.parts.values()))


def _lower_half(upper: Head, lower: Head) -> bool:
    """Whether two rows are one head with vertically merged cells."""
    return lower.line == upper.line + 1 and _weight(lower) == _weight(upper)
