"""Limits, patterns and words about numbers that values must fit, as data.

All of it stands in `grammar.yml`, which the entry form in the browser uses too.
"""

import re
from functools import cache
from pathlib import Path
from typing import Any

from showcase.language.data import read_data

FILE = Path(__file__).with_name("grammar.yml")
PERSONAL = ("personal", "personal-in-address")
"""The sections of patterns of what belongs to a person: in any text, and within an address."""


@cache
def grammar() -> dict[str, Any]:
    """The data file, with the pieces put into the patterns."""
    found: dict[str, Any] = read_data(FILE)
    pieces = found["pieces"]
    found["patterns"] = {name: _pieced(written, pieces) for name, written in found["patterns"].items()}
    named = found["patterns"]
    found["letter-names"] = {name: _pieced(written, named) for name, written in found["letter-names"].items()}
    found["apologies"] = [_pieced(one, pieces) for one in found["apologies"]]
    for section in PERSONAL:
        found[section] = {what: [_pieced(one, pieces) for one in many] for what, many in found[section].items()}
    return found


def _pieced(written: str, pieces: dict[str, str]) -> str:
    for piece, text in pieces.items():
        written = written.replace(f"%{piece}%", text)
    return written


def limit(name: str) -> int:
    """A limit by its name: `limit("slug") == 80` characters. Raises KeyError for an unknown name."""
    return int(grammar()["limits"][name])


@cache
def pattern(name: str) -> re.Pattern[str]:
    """The pattern of that name. Raises KeyError for an unknown name."""
    return re.compile(grammar()["patterns"][name])


@cache
def apologies() -> tuple[list[re.Pattern[str]], list[re.Pattern[str]]]:
    """How a summary tells what a source does not say, and what only looks like it."""
    data = grammar()
    exceptions = [one["written"] for one in data["apology-exceptions"]]
    return [re.compile(one) for one in data["apologies"]], [re.compile(one) for one in exceptions]


@cache
def letter_names() -> list[tuple[str, re.Pattern[str]]]:
    """Names of foreign alphabets with their patterns; the first pattern that fits gives the name."""
    return [(name, re.compile(written)) for name, written in grammar()["letter-names"].items()]


@cache
def personal_patterns(section: str) -> list[tuple[str, re.Pattern[str]]]:
    """Name and pattern of each kind of personal data in one section of `PERSONAL`, in the order of the file."""
    return [(what, re.compile(one)) for what, many in grammar()[section].items() for one in many]
