"""Other wordings that the query engine tries by itself, and the terms that it then looks up together."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from showcase.language.data import read_data
from showcase.search.terms import folded, terms

SYNONYMS = Path(__file__).with_name("synonyms.yml")
KINDS = ("abbreviation", "synonym", "spelling")


def synonyms() -> list[tuple[str, list[str]]]:
    """Kind and phrases of every entry of the data file. Raises ValueError for an entry that is not well formed."""
    entries = read_data(SYNONYMS)
    for entry in entries:
        if set(entry) != {"kind", "terms"} or entry["kind"] not in KINDS or len(set(entry["terms"])) < 2:
            raise ValueError(f"{SYNONYMS.name}: {entry}")
    return [(entry["kind"], [str(term) for term in entry["terms"]]) for entry in entries]


def families(peoples: dict[str, Any]) -> list[list[str]]:
    """The folded terms of each entry of the synonyms, and of all names of peoples: each list lies in one file.

    A term that several lists have lies with the first. `peoples` as in `everyday.yml`.
    """
    names = [
        *peoples["plain"],
        *(f"{word} {name}" for name in (*peoples["after"], *peoples["plain"]) for word in peoples["before"]),
    ]
    taken: set[str] = set()
    found = []
    for phrases in (*(phrases for _, phrases in synonyms()), names):
        keys = dict.fromkeys(key for phrase in phrases for key in _keys(phrase))
        found.append([key for key in keys if key not in taken])
        taken.update(keys)
    return found


def _keys(phrase: str) -> Iterator[str]:
    """The pairs of neighbours in a phrase, or the one syllable that it is; folded."""
    syllables = [folded(term) for term in terms(phrase)]
    yield from (" ".join(pair) for pair in pairwise(syllables)) if len(syllables) > 1 else syllables
