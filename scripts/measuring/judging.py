"""Which answers are right for each query when synthetic models stand among the real ones.

The rule for synthetic models, the same for every engine: right is whatever carries all words of the query in title,
owner or place, or all words of the query with a phrase exchanged for one that `synonyms.yml` calls the same, or, for a
query with a slip, all words of what it `means`; besides what `tests/search/queries.yml` says for all models, real and
synthetic: topics, owners, places, words.
"""

import sys
from importlib import import_module
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


def judged(catalogue: Any, real: set[str], name: str = "queries.yml") -> list[Any]:
    """The queries of a file below `tests/search/`, each with kind, query and the slugs that are right."""
    from showcase.language.words import syllables
    from showcase.search.wordings import synonyms

    sys.path.insert(0, str(ROOT / "tests"))
    search_queries: Any = import_module("search_queries")
    words = {model.slug: _words(model) for model in catalogue.models if model.slug not in real}
    books = [[syllables(phrase) for phrase in phrases] for _, phrases in synonyms()]
    found = []
    for one in search_queries.judged(catalogue, name):
        wordings = [set(wording) for wording in _wordings(syllables(one.means), books)]
        more = {slug for slug, held in words.items() if any(wording <= held for wording in wordings)}
        found.append(
            search_queries.Judged(one.kind, one.query, one.means, one.right | more if one.answerable else one.right)
        )
    return found


def _words(model: Any) -> set[str]:
    from showcase.language.words import syllables

    places = [*(place.as_written for place in model.places), *(commune.name for commune in model.communes)]
    return set(syllables(" ".join([model.title, model.owner.name, *places])))


def _wordings(asked: list[str], books: list[list[list[str]]]) -> list[list[str]]:
    """The query, and with each known phrase in it exchanged for each of its other wordings."""
    found = [asked]
    for phrases in books:
        for phrase in phrases:
            for at in range(len(asked) - len(phrase) + 1):
                if asked[at : at + len(phrase)] == phrase:
                    found += [asked[:at] + other + asked[at + len(phrase) :] for other in phrases if other != phrase]
    return found
