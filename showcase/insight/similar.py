"""Which models are alike: shared rare pairs of syllables in the title, shared topics, field, group and owner."""

from collections import defaultdict
from functools import cached_property
from heapq import nsmallest
from itertools import pairwise

from showcase.files.catalogue import Catalogue
from showcase.language.words import syllables
from showcase.model.model import Model

CROWD = 40
"""A feature that more models share tells nothing about likeness; skipping it keeps the work linear."""

ALIKE = 1.0
"""Two models below this share too little to be called alike."""

# How much each shared feature counts. Topics are few and chosen by hand, title pairs show the same wording.
_TITLE, _TOPIC, _SAME_OWNER, _DETAIL = 3.0, 2.0, 0.5, {"followable": 1.0, "results": 0.5, "name": 0.0}


class Relations:
    """Likeness over one catalogue."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    @cached_property
    def _sharing(self) -> dict[tuple[str, ...], list[Model]]:
        """Feature -> models that have it, in the order of the catalogue."""
        found: defaultdict[tuple[str, ...], list[Model]] = defaultdict(list)
        for model in self._catalogue.models:
            for feature in _features(model):
                found[feature].append(model)
        return found

    def similar(self, model: Model, most: int = 4) -> list[Model]:
        """The most similar models, best first; among equals the fuller ones first. Its family is excluded."""
        scores: defaultdict[str, float] = defaultdict(float)
        for feature in _features(model):
            sharers = self._sharing[feature]
            weight = _TITLE if feature[0] == "title" else _TOPIC if feature[0] == "topics" else _SAME_OWNER
            for other in sharers if len(sharers) <= CROWD else ():
                scores[other.slug] += weight / len(sharers) ** 0.5
        by_slug, own = self._catalogue.by_slug, _ties(model)
        alike = [slug for slug, score in scores.items() if score >= ALIKE and not own & _ties(by_slug[slug])]
        best = nsmallest(most, alike, key=lambda slug: (-scores[slug] - _DETAIL[by_slug[slug].detail] / 10, slug))
        return [by_slug[slug] for slug in best]


def _ties(model: Model) -> set[str]:
    """Slugs that link a model to its family: its own, its original's, its kind's."""
    original = model.replicates.model if model.replicates else None
    return {slug for slug in (model.slug, original, model.family) if slug}


def _features(model: Model) -> set[tuple[str, ...]]:
    pairs = {("title", *pair) for pair in pairwise(syllables(model.title))}
    topics = {("topics", *sorted(model.topics))} if len(model.topics) > 1 else set()
    each = {("topics", topic) for topic in model.topics}
    return pairs | topics | each | {("owner", model.owner.kind, *model.fields)}
