"""Tables as they came from a file: rows of texts with their place, whatever program wrote them."""

import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from showcase.importing.passages import CONVERTED, clean_whole
from showcase.language.old_letters import mended, table
from showcase.language.words import number

ROWS_LIMIT = 60_000
"""Rows with text of one file; the largest register that is known has 10,798."""
CELLS_LIMIT = 1_500_000
CELL_LIMIT = 20_000
"""Characters of one cell that are taken into a model file; a row with a longer one goes back whole."""
TOO_MANY = (
    f"bảng có hơn {number(ROWS_LIMIT)} hàng hoặc {number(CELLS_LIMIT)} ô; hãy chia thành nhiều tệp, bỏ cột không dùng"
)

Progress = Callable[[int, int], None]
"""Called with (rows done, rows in all); 0 in all where their number is not known."""


def silent(done: int, total: int) -> None:
    """No report of progress."""


@dataclass(frozen=True)
class Line:
    """One row with text: its number in the table, from 1, and its cells from the first column on."""

    number: int
    cells: tuple[str, ...]


@dataclass
class Table:
    """One sheet or table of a file."""

    name: str
    """`trang tính “Sheet1”`, `bảng 2`; empty where the file holds no other."""
    lines: list[Line] = field(default_factory=list)
    above: list[str] = field(default_factory=list)
    """Texts that stand above the table outside of it, as in a Word document."""


@dataclass(frozen=True)
class Register:
    """All tables of a file, and what its reader should know, in Vietnamese."""

    tables: list[Table]
    notices: tuple[str, ...] = ()


def settled(tables: list[Table], notices: Iterable[str] = ()) -> Register:
    """The tables with every text in Unicode and clean, line breaks within cells kept."""
    texts = [text for one in tables for line in one.lines for text in line.cells]
    new = mended("\n".join(text.replace("\n", "\x1f") for text in texts))
    words = iter(new.text.split("\n"))
    for one in tables:
        one.lines = [Line(line.number, tuple(_tidy(next(words)) for _ in line.cells)) for line in one.lines]
    kinds = " và ".join(table()["names"][kind] for kind in sorted(new.kinds))
    told = [CONVERTED.format(kinds=kinds)] if kinds else []
    return Register(tables, (*told, *notices))


def _tidy(text: str) -> str:
    if text.isascii() and text.isalnum():
        return text
    lines = (clean_whole(line) for line in unicodedata.normalize("NFC", text).split("\x1f"))
    return "\n".join(line for line in lines if line)
