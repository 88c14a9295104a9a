"""Models that may be the same as a new one, found by their titles.

`docs/assets/form/rules/likeness.js` does the same; both run the cases of `tests/twins/likeness.yml`.
"""

from collections.abc import Iterable
from itertools import pairwise
from typing import Any

from showcase.language.words import syllables
from showcase.model.model import Model
from showcase.model.places import UNKNOWN_COMMUNE_FOLDER, folder_of
from showcase.schema.grammar import grammar


def alike(title: str, owner: str, folder: str, models: Iterable[Model]) -> list[Model]:
    """The models much like one with this title, owner's name and folder (`ba-chuc`); the most alike come first."""
    limits = grammar()["likeness"]
    found = []
    for model in models:
        score = max(likeness(title, name) for name in (model.title, *model.aliases))
        is_here = folder == folder_of(model) != UNKNOWN_COMMUNE_FOLDER
        is_near = is_here or likeness(owner, model.owner.name) >= limits["owner"]
        if score >= limits["title-here" if is_near else "title"]:
            found.append((-score, model.slug, model))
    return [model for _, _, model in sorted(found, key=lambda one: one[:2])]


def likeness(one: str, other: str) -> float:
    """How much two titles share, from 0 to 1: their keys, and of a short title within a long one a part."""
    ours, theirs = keys_of(one), keys_of(other)
    return _shared(ours, theirs, grammar()["likeness"])


def keys_of(name: str) -> set[str]:
    """By what names are compared: pairs of neighbouring syllables (`bep an`) without stock phrases.

    A name without such a pair has its slug as the only key: `dan-van-kheo`. Empty without any letter or digit.
    """
    words = syllables(name)
    pairs = {f"{one} {other}" for one, other in pairwise(words)} - set(grammar()["likeness"]["stock"])
    return pairs or {"-".join(words)} - {""}


def _shared(ours: set[str], theirs: set[str], limits: dict[str, Any]) -> float:
    shared = len(ours & theirs)
    whole = 2 * shared / max(1, len(ours) + len(theirs))
    part = shared / min(len(ours), len(theirs)) if shared >= limits["few"] else 0
    return float(max(whole, limits["within"] * part))
