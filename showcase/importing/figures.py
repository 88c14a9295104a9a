"""Find figures in a text: label, value and unit. Dates, numbers of items and numbers of documents are skipped.

Vietnamese notation: 1.250 is 1250, and 4,4 has a decimal. Scales stay in the unit: `tỷ đồng`.
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
"""Most characters, as in the field table."""
_NUMBER = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?"


@dataclass(frozen=True)
class Figure:
    """One figure of a text: `Figure("Trồng", "1250", "cây")`."""

    label: str
    value: str
    """Digits with a dot before decimals, as in model files: `4.4`."""
    unit: str
    qualifier: str = ""
    value_to: str = ""
    out_of: str = ""


@cache
def table() -> dict[str, Any]:
    """The content of `figures.yml`: units, scales, and words before numbers that are no figures."""
    content: dict[str, Any] = read_data(FILE)
    return content


def figures(text: str) -> Iterator[Figure]:
    """The figures of a text, in order."""
    for clause in re.split(r"[;:](?=\s)|\.(?=\s|$)|,(?=\s)|[()]", text):
        for match in _pattern().finditer(clause):
            before = clause[: match.start()].rstrip()
            if _is_skipped(before, clause[match.end() :]):
                continue
            qualifier = QUALIFIERS.get(slugify(match["qualifier"] or ""), "")
            unit = re.sub(r"\s+", " ", match["unit"]).strip()
            yield Figure(
                _label(before, clause),
                _bare(match["value"]),
                unit[:_UNIT],
                qualifier,
                _bare(match["to"]),
                _bare(match["of"]),
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


def _is_skipped(before: str, after: str) -> bool:
    """Whether the number is part of a date or an address, or the number of an item or document."""
    return bool(_never().search(before)) or bool(re.match(r"/\d", after))


@cache
def _never() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){any_of(words(table()['never_behind']))}$", re.IGNORECASE)


def _bare(number: str | None) -> str:
    whole, _, decimals = (number or "").replace(".", "").partition(",")
    return f"{int(whole)}.{decimals}" if decimals else str(int(whole)) if whole else ""


def _label(before: str, clause: str) -> str:
    """The label of a figure: the words of its clause before the number; the whole clause if there are none."""
    label = excerpt((before if len(re.findall(r"[^\W\d_]+", before)) > 1 else clause).strip(" -–+•"), _LABEL)
    return label[:1].upper() + label[1:]
