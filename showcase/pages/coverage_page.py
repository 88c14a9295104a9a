"""What editors are shown of models that are not told in full."""

from showcase.insight.completeness import completeness, missing
from showcase.model.model import Model


def coverage(models: list[Model]) -> list[tuple[Model, int, list[str]]]:
    """Model, completeness in per cent, what is missing."""
    return [(model, completeness(model), missing(model)) for model in models]
