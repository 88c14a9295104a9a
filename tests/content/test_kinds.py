"""The kinds of deeds of the real models: narrow enough to compare, and given wherever the kind is clear."""

from collections import Counter
from pathlib import Path

import yaml

from showcase.schema.vocabulary import kinds_of_deeds

MODELS = Path(__file__).resolve().parents[2] / "models"

MOST = 12
"""So many models of one kind at most: the collection is to be wide."""

UNTOLD = {"02-an"}
"""Models whose source names them without a word of what is done."""


def kinds() -> dict[str, str]:
    """Slug -> kind, empty where the file gives none."""
    files = [path for path in MODELS.rglob("*.yml") if path.parent != MODELS]
    return {path.stem: yaml.safe_load(path.read_text("utf-8")).get("kind", "") for path in files}


def test_no_kind_holds_more_than_twelve_models() -> None:
    counted = Counter(kind for kind in kinds().values() if kind)
    assert {kind: count for kind, count in counted.items() if count > MOST} == {}
    assert set(counted) == set(kinds_of_deeds()), "a kind without a model is no help"


def test_every_model_that_says_what_is_done_has_a_kind() -> None:
    assert {slug for slug, kind in kinds().items() if not kind} == UNTOLD
