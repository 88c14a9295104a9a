"""Which answers are right for each query when synthetic models stand among the real ones."""

from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


def judged(catalogue: Any, real: set[str]) -> list[tuple[str, set[str], bool]]:
    """Query, the models that are right, and whether it is crowded."""
    import yaml

    from showcase.language.words import syllables
    from showcase.search.core import synonyms

    queries = yaml.safe_load((ROOT / "tests" / "search" / "queries.yml").read_text(encoding="utf-8"))
    words = {
        model.slug: {*syllables(" ".join([model.title, model.owner.name, *(p.as_written for p in model.places)]))}
        | {word for commune in model.communes for word in syllables(commune.name)}
        for model in catalogue.models
        if model.slug not in real
    }
    books = [[syllables(phrase) for phrase in phrases] for _, phrases in synonyms()]
    found = []
    for query in queries:
        wordings = _wordings(syllables(query["query"]), books)
        others = {slug for slug, held in words.items() if any(set(wording) <= held for wording in wordings)}
        found.append((query["query"], {*query["expect"], *others}, bool(others)))
    return found


def _wordings(asked: list[str], books: list[list[list[str]]]) -> list[list[str]]:
    """The query, and with each known phrase in it exchanged for each of its other wordings."""
    found = [asked]
    for phrases in books:
        for phrase in phrases:
            for at in range(len(asked) - len(phrase) + 1):
                if asked[at : at + len(phrase)] == phrase:
                    found += [asked[:at] + other + asked[at + len(phrase) :] for other in phrases if other != phrase]
    return found
