"""Which models are of the same kind of deed or topic, the most alike first, each with that reason in words.

Without a shared kind or topic two models are no neighbours, however alike their titles are. Among neighbours, rare
pairs of syllables in the title, topics, fields and the kind of owner decide the order.
"""

from collections import defaultdict
from functools import cached_property
from heapq import nsmallest
from itertools import pairwise

from showcase.files.catalogue import Catalogue
from showcase.language.words import syllables, uncapitalised
from showcase.model.model import Model
from showcase.schema.vocabulary import label, vocabulary

CROWD = 40
"""A feature that more models share tells nothing about likeness; skipping it keeps the work linear."""

ALIKE = 1.0
"""Two models below this share too little to be called alike."""

# How much each shared feature counts. Topics are few and chosen by hand, title pairs show the same wording.
_WEIGHTS = {"kind": 4.0, "title": 3.0, "topics": 2.0, "owner": 0.5}
_DETAIL = {"followable": 1.0, "results": 0.5, "name": 0.0}


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
        """The most similar models of its kind or topics, best first, of equals the fuller; its family is excluded."""
        scores: defaultdict[str, float] = defaultdict(float)
        for feature in _features(model):
            sharers = self._sharing[feature]
            weight = _WEIGHTS[feature[0]]
            for other in sharers if len(sharers) <= CROWD else ():
                scores[other.slug] += weight / len(sharers) ** 0.5
        by_slug, own = self._catalogue.by_slug, _ties(model)
        near = (by_slug[slug] for slug, score in scores.items() if score >= ALIKE)
        alike = [one.slug for one in near if not own & _ties(one) and reason(model, one)]
        best = nsmallest(most, alike, key=lambda slug: (-scores[slug] - _DETAIL[by_slug[slug].detail] / 10, slug))
        return [by_slug[slug] for slug in best]


def reason(one: Model, other: Model) -> str:
    """`Cùng loại việc: hiến máu cứu người`, else `Cùng chủ đề: bảo hiểm y tế; y tế`; empty where they share neither."""
    if one.kind and one.kind == other.kind:
        return f"Cùng loại việc: {uncapitalised(label('kinds', one.kind))}"
    both = {*one.topics} & {*other.topics}
    shared = [uncapitalised(name) for code, name in vocabulary("topics").items() if code in both]
    return f"Cùng chủ đề: {'; '.join(shared)}" if shared else ""


def by_reason(model: Model, similar: list[Model]) -> dict[str, list[Model]]:
    """Reason -> the similar models that share it, both in the order of `similar`."""
    found: defaultdict[str, list[Model]] = defaultdict(list)
    for one in similar:
        found[reason(model, one)].append(one)
    return dict(found)


def _ties(model: Model) -> set[str]:
    """Slugs that link a model to its family: its own, its original's, its kind's."""
    original = model.replicates.model if model.replicates else None
    return {slug for slug in (model.slug, original, model.family) if slug}


def _features(model: Model) -> set[tuple[str, ...]]:
    pairs = {("title", *pair) for pair in pairwise(syllables(model.title))}
    topics = {("topics", *sorted(model.topics))} if len(model.topics) > 1 else set()
    each = {("topics", topic) for topic in model.topics}
    kind = {("kind", model.kind)} if model.kind else set()
    return pairs | topics | each | kind | {("owner", model.owner.kind, *model.fields)}
