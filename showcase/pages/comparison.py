"""Context of the page that compares models: the rows of its table, without models."""

from dataclasses import dataclass
from typing import ClassVar

from showcase.look.rendering import Context
from showcase.schema.fields import MODEL
from showcase.schema.vocabulary import CRITERIA

_COMPARED_NEEDS = ("cost", "days", "people", "preconditions")


@dataclass(frozen=True, kw_only=True)
class ComparisonPage(Context):
    """The page of a comparison."""

    template: ClassVar[str] = "compare.html"

    root: str
    rows: list[dict[str, str]]


def comparison_rows() -> list[dict[str, str]]:
    """The rows of a comparison: key, label, and the CSS selector of the row's content on a model's page."""
    criteria = [(key, MODEL.by_key[key].label, f'[data-criterion="{key}"]') for key in CRITERIA]
    facts = [
        ("facts", "Địa bàn, chủ thể", ".facts"),
        ("approach", MODEL.by_key["approach"].label, '[data-part="approach"]'),
    ]
    replication = MODEL.by_key["replication"].by_key
    needs = [(key, replication[key].label, f'[data-need="{key}"]') for key in _COMPARED_NEEDS]
    return [{"key": key, "label": label, "selector": where} for key, label, where in [*facts, *criteria, *needs]]
