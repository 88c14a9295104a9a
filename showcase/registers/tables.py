"""Tables of any file format: rows of texts with their number."""

import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from showcase.importing.passages import CONVERTED, clean_whole
from showcase.language.old_letters import mended, table
from showcase.language.words import number

ROWS_LIMIT = 60_000
"""Most rows with text in one file; the largest known register has 10,798."""
CELLS_LIMIT = 1_500_000
CELL_LIMIT = 20_000
"""Most characters of a cell; a row with a longer cell is returned to the editor."""
TOO_MANY = (
    f"bảng có hơn {number(ROWS_LIMIT)} hàng hoặc {number(CELLS_LIMIT)} ô; hãy chia thành nhiều tệp, bỏ cột không dùng"
)

Progress = Callable[[int, int], None]
"""Called with (rows done, all rows); the second is 0 where it is not known."""


def silent(done: int, total: int) -> None:
    """Report no progress."""


@dataclass(frozen=True)
class Line:
    """One row with text: its number in the table, from 1, and its cells from the first column."""

    number: int
    cells: tuple[str, ...]


@dataclass
class Table:
    """One sheet or table of a file."""

    name: str
    """`trang tính “Sheet1”`, `bảng 2`; empty where the file has a single table."""
    lines: list[Line] = field(default_factory=list)
    above: list[str] = field(default_factory=list)
    """Paragraphs above the table, in a Word document."""


@dataclass(frozen=True)
class Register:
    """All tables of a file, and notices for the editor, in Vietnamese."""

    tables: list[Table]
    notices: tuple[str, ...] = ()


def settled(tables: list[Table], notices: Iterable[str] = ()) -> Register:
    """The tables with every text converted to Unicode and cleaned. Line breaks within cells stay."""
    texts = [text for sheet in tables for line in sheet.lines for text in line.cells]
    new = mended("\n".join(text.replace("\n", "\x1f") for text in texts))
    words = iter(new.text.split("\n"))
    for sheet in tables:
        sheet.lines = [Line(line.number, tuple(_tidy(next(words)) for _ in line.cells)) for line in sheet.lines]
    kinds = " và ".join(table()["names"][kind] for kind in sorted(new.kinds))
    converted = [CONVERTED.format(kinds=kinds)] if kinds else []
    return Register(tables, (*converted, *notices))


def _tidy(text: str) -> str:
    if text.isascii() and text.isalnum():
        return text
    lines = (clean_whole(line) for line in unicodedata.normalize("NFC", text).split("\x1f"))
    return "\n".join(line for line in lines if line)
