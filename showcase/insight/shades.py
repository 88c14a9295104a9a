"""Shades of counts: from which number on each begins, so that few places have the fullest."""

from collections.abc import Iterable

SHARES = (0.4, 0.75, 0.93)
"""Shares of the places with models at which a new shade begins."""


def steps(counts: Iterable[int]) -> list[int]:
    """The least number of models of each shade: `[1, 2, 5]`; places without models do not count."""
    some = sorted(count for count in counts if count) or [1]
    return sorted({1, *(some[int(len(some) * share)] for share in SHARES)})


def shade(count: int, begins: list[int]) -> int:
    """0 for no model, then the number of the step."""
    return sum(1 for step in begins if count >= step)
