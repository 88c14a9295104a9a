"""The queries of `tests/search/*.yml`, and the right models for each, in any catalogue."""

import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from showcase.files.catalogue import Catalogue
from showcase.model.model import Model
from showcase.search.documents import describe

NONE = "unanswerable"
LABELS = {"expect", "topics", "owners", "places", "words", "unless"}
"""Fields that say what is right; an entry without any has no answer."""

FOLDER = Path(__file__).parent / "search"


@dataclass(frozen=True)
class Judged:
    """A query, its kind, and the slugs of the right models; none if the query has no answer."""

    kind: str
    query: str
    means: str
    """What it should have been, for a query with a slip."""
    right: frozenset[str]

    @property
    def answerable(self) -> bool:
        return self.kind != NONE


def judged(catalogue: Catalogue, name: str = "queries.yml") -> list[Judged]:
    """All queries of a file that apply to this catalogue. `queries.yml` describes the fields of an entry."""
    texts = {model.slug: _text(model) for model in catalogue.models}
    entries = yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))
    found = []
    for entry in entries:
        means = entry.get("means", entry["query"])
        if LABELS.isdisjoint(entry):
            found.append(Judged(NONE, entry["query"], means, frozenset()))
        elif "unless" not in entry:
            found.append(Judged(entry["kind"], entry["query"], means, frozenset(_right(catalogue, entry))))
        elif not any(_plain(word) in text for text in texts.values() for word in entry["unless"]):
            found.append(Judged(NONE, entry["query"], means, frozenset()))
    return found


def _right(catalogue: Catalogue, entry: dict[str, Any]) -> set[str]:
    known = {slug for slug in entry.get("expect", ()) if slug in catalogue.by_slug}
    return known | {model.slug for model in catalogue.models if _fits(model, entry)}


def _fits(model: Model, entry: dict[str, Any]) -> bool:
    head = _plain(" | ".join([model.title, *model.aliases, model.owner.name, model.summary]))
    return (
        not {*entry.get("topics", ())}.isdisjoint(model.topics)
        or model.owner.kind in entry.get("owners", ())
        or any(commune.slug in entry.get("places", ()) for commune in model.communes)
        or any(_plain(word) in head for word in entry.get("words", ()))
    )


def _text(model: Model) -> str:
    texts, _ = describe(model)
    return _plain(" | ".join([*texts.title, *texts.aliases, texts.owner, *texts.places, *texts.summary, *texts.body]))


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", text).lower()
