"""How much of a model is told: twenty items that someone who wants to do the same would ask for."""

from dataclasses import dataclass
from functools import lru_cache

from showcase.fields import MODEL
from showcase.model import Model
from showcase.vocabulary import CRITERIA

_REPLICATION = ("steps", "days", "cost", "people", "preconditions", "risks", "contact")


@dataclass(frozen=True)
class Item:
    """One thing that is asked of every model."""

    key: str
    """Path in the field table: `owner.name`, `replication.days`."""
    label: str
    told: bool


@lru_cache(maxsize=16_384)
def asked(model: Model) -> tuple[Item, ...]:
    """All twenty items in the order in which a page tells them."""
    told = {
        "owner.name": bool(model.owner.name),
        "places.commune": bool(model.communes) or any(place.whole_province for place in model.places),
        "started": bool(model.started),
        "status": bool(model.status),
        "context": model.context.state != "empty",
        "approach": model.approach.state != "empty",
        **{key: model.criteria[key].state != "empty" for key in CRITERIA},
        "effectiveness.figures": bool(model.figures),
        **{f"replication.{key}": bool(getattr(model.replication, key)) for key in _REPLICATION},
        # Whoever tells the steps that were taken has told those to repeat.
        "replication.steps": bool(model.replication.steps or model.approach.steps),
    }
    return tuple(Item(key, _label(key), value) for key, value in told.items())


def completeness(model: Model) -> int:
    """How much is told, in per cent, rounded down."""
    items = asked(model)
    return 100 * sum(item.told for item in items) // len(items)


def missing(model: Model) -> list[str]:
    """The labels of what is not told."""
    return [item.label for item in asked(model) if not item.told]


@lru_cache
def _label(key: str) -> str:
    field = MODEL
    for part in key.split("."):
        field = field.by_key[part]
    return field.label
