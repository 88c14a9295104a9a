"""States of an entry, and comments of reviewers for its sender."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from showcase.language.data import read_data
from showcase.language.words import fold

RECEIVED, REVIEW, QUESTIONS, PUBLISHED, DECLINED = "received", "review", "questions", "published", "declined"

FINAL = (PUBLISHED, DECLINED)
"""The last states of an entry."""

_LONGEST = 2000


@dataclass(frozen=True)
class State:
    """One state, with label and meaning for the sender."""

    code: str
    label: str
    meaning: str


@cache
def _described() -> dict[str, Any]:
    content: dict[str, Any] = read_data(Path(__file__).with_name("states.yml"))
    return content


@cache
def states() -> dict[str, State]:
    """Code -> state, in order."""
    return {code: State(code, **row) for code, row in _described()["states"].items()}


@dataclass(frozen=True)
class Word:
    """A comment of a reviewer for the sender."""

    text: str
    is_question: bool


def word_in(comment: str) -> Word | None:
    """The text for the sender in a comment; None for a comment without a mark of `states.yml` at its beginning."""
    head, colon, rest = comment.strip().partition(":")
    for mark, kind in _described()["marks"].items():
        if colon and rest.strip() and fold(head.strip(" *_")) == fold(mark.rstrip(":")):
            return Word(rest.strip(" *_\r\n")[:_LONGEST], kind == "question")
    return None
