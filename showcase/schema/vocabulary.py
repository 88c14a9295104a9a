"""The controlled lists (fields, groups, owner kinds, ...), read from `data/vocabularies.yml`."""

from functools import cache
from pathlib import Path

import yaml

FILE = Path(__file__).with_name("vocabularies.yml")

Vocabulary = dict[str, str]
"""Code -> Vietnamese label, in the order of display: `{"kinh-te": "Kinh tế", ...}`."""

CRITERIA = ("novelty", "effectiveness", "sustainability", "spread", "participation", "trust")
"""The six criteria in the order of Report 217-BC/BTGDVTU, part III; the report does not say where they come from."""

STORY = ("context", "approach", "results", "highlights", "two_tier_impact")
"""The parts b to e of the outline of 2026; part a is the title."""


@cache
def vocabularies() -> dict[str, Vocabulary]:
    """All lists by name."""
    with FILE.open(encoding="utf-8") as stream:
        lists: dict[str, Vocabulary] = yaml.safe_load(stream)
    return lists


def vocabulary(name: str) -> Vocabulary:
    """The list called `name`, for example `vocabulary("fields")`. Raises KeyError for an unknown list."""
    return vocabularies()[name]


def label(name: str, code: str) -> str:
    """The Vietnamese label of one code: `label("fields", "kinh-te") == "Kinh tế"`."""
    return vocabularies()[name][code]
