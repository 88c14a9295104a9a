"""The controlled lists (fields, groups, owner kinds, ...), read from `vocabularies.yml`."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from showcase.language.data import read_data

FILE = Path(__file__).with_name("vocabularies.yml")
KINDS = Path(__file__).with_name("kinds.yml")

Vocabulary = dict[str, str]
"""Code -> Vietnamese label, in the order of display: `{"kinh-te": "Kinh tế", ...}`."""

CRITERIA = ("novelty", "effectiveness", "sustainability", "spread", "participation", "trust")
"""The six criteria in the order of Report 217-BC/BTGDVTU, part III; the report does not say where they come from."""

STORY = ("context", "approach", "results", "highlights", "two_tier_impact")
"""The parts b to e of the outline of 2026; part a is the title."""


@dataclass(frozen=True)
class Kind:
    """A kind of deed, narrow enough to compare the places that did it."""

    label: str
    topic: str
    """The topic below which it stands."""
    means: str
    """What the deed is, in a sentence for editors."""
    words: tuple[str, ...]
    """How people call it."""


@cache
def kinds_of_deeds() -> dict[str, Kind]:
    """`kinds.yml`: code -> kind, in the order of display."""
    rows: dict[str, dict[str, Any]] = read_data(KINDS)
    return {code: Kind(**{**row, "words": tuple(row["words"])}) for code, row in rows.items()}


@cache
def vocabularies() -> dict[str, Vocabulary]:
    """All lists by name, including the labels of the kinds of deeds."""
    lists: dict[str, Vocabulary] = read_data(FILE)
    return {**lists, "kinds": {code: kind.label for code, kind in kinds_of_deeds().items()}}


def vocabulary(name: str) -> Vocabulary:
    """The list called `name`, for example `vocabulary("fields")`. Raises KeyError for an unknown list."""
    return vocabularies()[name]


def label(name: str, code: str) -> str:
    """The Vietnamese label of one code: `label("fields", "kinh-te") == "Kinh tế"`."""
    return vocabularies()[name][code]


def labels(name: str, codes: Iterable[str | None]) -> str:
    """The labels of some codes in one line, `Kinh tế; Văn hóa - xã hội`; None stands for no code."""
    return "; ".join(label(name, code) for code in codes if code)
