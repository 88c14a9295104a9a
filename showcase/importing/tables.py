"""Tables of models: columns for title, owner and parts; or two columns with heading and text."""

import re
from dataclasses import dataclass

from showcase.importing.outlines import column_named, field_named, key, parted
from showcase.importing.owners import commune
from showcase.importing.passages import Passage

_NO_MODELS = ("tong", "cong", "tong cong", "tong so")
_NUMBERS = ("stt", "tt", "so tt", "so thu tu", "")


@dataclass(frozen=True)
class Cell:
    """One cell of a model's row, with the part (None if unknown) and the heading of its column."""

    part: str | None
    head: str
    text: str


@dataclass(frozen=True)
class Row:
    """The content of one row."""

    head: bool = False
    """Whether the row is a heading: names of columns, a field, a commune or column numbers."""
    cells: tuple[Cell, ...] = ()
    """The cells of the row's model, title included; empty for a row without a model."""
    pair: Cell | None = None
    """Part and text, in tables of two columns."""
    field: str | None = None
    place: str = ""
    """The commune in a heading row between the models."""

    @property
    def title(self) -> str:
        """The title of the model; empty for a row without a model."""
        return next((cell.text for cell in self.cells if cell.part == "title"), "")


class Rows:
    """Reads the rows of tables in order."""

    def __init__(self) -> None:
        self.table = 0
        self.columns: dict[int, str] = {}
        self.heads: list[str] = []
        self.field: str | None = None
        self.place = ""
        self.number = 0
        """The running number of the last row; 0 without one."""

    def read(self, passage: Passage) -> Row:
        """Read a row; earlier rows of the same table give its columns, field and commune."""
        cells = [cell.strip() for cell in passage.cells]
        if passage.table != self.table and not self._goes_on(cells):
            self.columns, self.heads, self.field, self.place = {}, [], None, ""
        self.table = passage.table
        known = {index: column_named(parted(cell, 0)[0]) for index, cell in enumerate(cells)}
        columns = {index: part for index, part in known.items() if part}
        # a repeated head on each page, or the head of another table
        if "title" in columns.values() and len(columns) > 1:
            self.columns, self.heads = columns, cells
            return Row(head=True)
        if not self.columns:
            part = known.get(0)
            return Row(pair=Cell(part, cells[0], cells[1])) if part and len(cells) == 2 and cells[1] else Row()
        return self._row(cells)

    def _goes_on(self, cells: list[str]) -> bool:
        """Whether a table continues the last one after a page break: same width, next running number."""
        return len(cells) == len(self.heads) and bool(self.number) and _running(cells[0]) == self.number + 1

    def _row(self, cells: list[str]) -> Row:
        """A row below the head."""
        filled = list(dict.fromkeys(cell for cell in cells if cell))
        self.number = _running(cells[0])
        if len(filled) <= 2 and (code := next(filter(None, map(field_named, filled)), None)):
            self.field = code
            return Row(head=True)
        if filled and len(filled) <= 2 and (place := next(filter(is_place, filled), "")):
            self.place = place
            return Row(head=True)
        if all(_is_number(cell) for cell in filled):
            return Row(head=True)
        model_cells = tuple(
            Cell(self.columns.get(index), self.heads[index] if index < len(self.heads) else "", cell)
            for index, cell in enumerate(cells)
            if cell and (index in self.columns or not self._counts(index))
        )
        title = key(next((cell.text for cell in model_cells if cell.part == "title"), ""))
        total = re.fullmatch(r"(?:(?:tong cong|tong so|cong) )?\d+( mo hinh)?", title)
        counts = total or any(key(cell) in _NO_MODELS for cell in cells)
        written = next((cell.text for cell in model_cells if cell.part == "title"), "")
        if not title or counts or title.replace(" ", "").isdigit() or _IN_BRACKETS.fullmatch(written):
            return Row()
        return Row(cells=model_cells, field=self.field, place=self.place)

    def _counts(self, index: int) -> bool:
        """Whether a column holds running numbers only."""
        return index < len(self.heads) and key(self.heads[index]) in _NUMBERS and bool(self.heads[index])


_IN_BRACKETS = re.compile(r"\([^()]*\)")
"""`(chưa đăng ký)` in the column of names."""


def _running(cell: str) -> int:
    match = re.fullmatch(r"(\d{1,5})[.)]?", cell)
    return int(match[1]) if match else 0


def _is_number(cell: str) -> bool:
    return bool(re.fullmatch(r"\W*(?:\d{1,3}|[A-Z])\W*", cell))


def is_place(text: str) -> bool:
    """Whether a text consists of the name of a commune: `XÃ BA CHÚC`, `Xã Ba Chúc, tỉnh An Giang`."""
    return bool(
        re.fullmatch(rf"\W*{commune()}[\w' -]{{2,40}}(?:,\s*(?:tỉnh|thành phố|huyện)\s[\w' -]{{2,40}})?\W*", text)
    )
