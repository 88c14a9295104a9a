"""Values of all models, a column a property, as the index holds them: see `index.py`."""

from collections.abc import Iterable, Sequence
from typing import Any

FEW = 16
"""A column of at most so many different lists is written together with others alike: what says how well a model is
told goes hand in hand, and side by side it compresses to two thirds."""

Row = tuple[Any, ...]


class Columns:
    """Columns in the order in which they are added; `content` is their bytes once all are there."""

    def __init__(self, count: int) -> None:
        self.content = bytearray()
        self._count = count
        self._few: list[list[int]] = []

    def add(self, rows: Iterable[Iterable[Any]]) -> dict[str, Any]:
        """One list a model, which are models of this order. What describes the column in the header."""
        lists, numbers = _numbered([tuple(row) for row in rows])
        described = {"lists": [list(row) for row in lists]}
        if len(lists) > FEW:
            return {**described, **self._write(numbers, len(lists))}
        self._few.append(numbers)
        return {**described, "of": len(self._few) - 1}

    def finish(self) -> dict[str, Any]:
        """Write the columns of few lists as one. The description of that one column: its `lists` hold, for each of
        those columns, a number of its own lists."""
        lists, numbers = _numbered(list(zip(*self._few, strict=True)) or [()] * self._count)
        return {"lists": [list(row) for row in lists], **self._write(numbers, len(lists))}

    def _write(self, numbers: Sequence[int], distinct: int) -> dict[str, int]:
        width = 1 if distinct <= 256 else 2
        at = len(self.content)
        # Low bytes first, then high bytes: alike bytes side by side compress better.
        for byte in range(width):
            self.content += bytes(number >> 8 * byte & 255 for number in numbers)
        return {"at": at, "width": width}


def _numbered(rows: Sequence[Row]) -> tuple[list[Row], list[int]]:
    """The distinct rows, sorted, and for each row the number of its like."""
    distinct = sorted(set(rows))
    numbers = {row: number for number, row in enumerate(distinct)}
    return distinct, [numbers[row] for row in rows]
