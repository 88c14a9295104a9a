"""The figures in a text about a model: what is counted, how much, in which unit; no dates, no numbers of items or laws.

Vietnamese writing: 1.250 is a thousand and more, 4,4 has a decimal. Large ones keep their unit, `tỷ đồng`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from showcase.importing.outlines import any_of, words
from showcase.language.data import read_data
from showcase.language.words import excerpt, slugify
from showcase.schema.numbers import QUALIFIERS

FILE = Path(__file__).with_name("figures.yml")
_LABEL, _UNIT = 120, 60
"""Characters, as in the field table."""
_NUMBER = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?"


@dataclass(frozen=True)
class Figure:
    """One figure of a text."""

    label: str
    value: str
    """Bare digits with a dot before decimals, as files hold it: `4.4`."""
    unit: str
    qualifier: str = ""
    value_to: str = ""
    out_of: str = ""


@cache
def table() -> dict[str, Any]:
    """Words before a number that is no figure, units, scales."""
    found: dict[str, Any] = read_data(FILE)
    return found


def figures(text: str) -> Iterator[Figure]:
    """The figures of a text, in order."""
    for clause in re.split(r"[;:](?=\s)|\.(?=\s|$)|,(?=\s)|[()]", text):
        for found in _pattern().finditer(clause):
            before = clause[: found.start()].rstrip()
            if _is_none(before, clause[found.end() :]):
                continue
            qualifier = QUALIFIERS.get(slugify(found["qualifier"] or ""), "")
            unit = re.sub(r"\s+", " ", found["unit"]).strip()
            yield Figure(
                _label(before, clause),
                _bare(found["value"]),
                unit[:_UNIT],
                qualifier,
                _bare(found["to"]),
                _bare(found["of"]),
            )


@cache
def _pattern() -> re.Pattern[str]:
    lists = ("qualifiers", "scales", "units", "stops")
    qualifiers, scales, units, stops = (any_of(words(table()[name])) for name in lists)
    letters = rf"(?:(?!{stops}(?!\w))[^\W\d_]+)"
    unit = rf"%|(?:{scales}\s+)?{units}(?:/\w+)?(?!\w)|{scales}(?!\w)(?:\s+{letters})?|{letters}(?:/\w+)?"
    return re.compile(
        rf"(?:(?<!\w)(?P<qualifier>{qualifiers})\s+)?(?<![\w.,/-])(?P<value>{_NUMBER})(?:\s*[-–]\s*(?P<to>{_NUMBER}))?"
        rf"(?:/(?P<of>{_NUMBER}))?\s*(?P<unit>{unit})",
        re.IGNORECASE,
    )


def _is_none(before: str, after: str) -> bool:
    """Whether the number is a date, an address, the number of an item or of a document."""
    return bool(_never().search(before)) or bool(re.match(r"/\d", after))


@cache
def _never() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){any_of(words(table()['never_behind']))}$", re.IGNORECASE)


def _bare(number: str | None) -> str:
    whole, _, decimals = (number or "").replace(".", "").partition(",")
    return f"{int(whole)}.{decimals}" if decimals else str(int(whole)) if whole else ""


def _label(before: str, clause: str) -> str:
    """What is counted: the words of the clause before the number, or the whole clause where there are none."""
    label = excerpt((before if len(re.findall(r"[^\W\d_]+", before)) > 1 else clause).strip(" -–+•"), _LABEL)
    return label[:1].upper() + label[1:]
