"""States of an entry, and the comments of reviewers that are meant for its sender."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from showcase.language.data import read_data
from showcase.language.words import fold

RECEIVED, REVIEW, QUESTIONS, PUBLISHED, DECLINED = "received", "review", "questions", "published", "declined"

FINAL = (PUBLISHED, DECLINED)
"""Nothing follows these."""

_LONGEST = 2000


@dataclass(frozen=True)
class State:
    """One state in words for the sender."""

    code: str
    label: str
    meaning: str


@cache
def _described() -> dict[str, Any]:
    found: dict[str, Any] = read_data(Path(__file__).with_name("states.yml"))
    return found


@cache
def states() -> dict[str, State]:
    """Code -> state, in the order in which they come."""
    return {code: State(code, **row) for code, row in _described()["states"].items()}


@dataclass(frozen=True)
class Word:
    """What a reviewer says to the sender."""

    text: str
    is_question: bool


def word_in(comment: str) -> Word | None:
    """What a comment says to the sender; None where it begins with none of the marks of `states.yml`."""
    head, colon, rest = comment.strip().partition(":")
    for mark, kind in _described()["marks"].items():
        if colon and rest.strip() and fold(head.strip(" *_")) == fold(mark.rstrip(":")):
            return Word(rest.strip(" *_\r\n")[:_LONGEST], kind == "question")
    return None
