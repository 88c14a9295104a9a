"""The rows of a register: models on one side; sub-headings, column numbers, totals and signatures on the other."""

import re
from dataclasses import dataclass, field, replace

from showcase.importing.outlines import field_named, key, parted
from showcase.importing.tables import is_place
from showcase.registers.columns import Given, Head, find_head, headings
from showcase.registers.tables import Line, Table
from showcase.schema.vocabulary import vocabulary

_COLUMN_NUMBER = re.compile(r"\(?\s*(?:\d{1,2}|[A-Z])\s*\)?(?:\s*=.*)?")
_OUTLINE = re.compile(r"\(?(?:[IVX]{1,5}|[A-HĐ])[.)]?|\d{1,2}(?:\.\d{1,2})+\.?")
_AMOUNT = re.compile(r"(?: la)? \d[\d ]*(?: (?:mo hinh|don vi))?")
_MARKS = ("x", "v", "✓", "✔", "√")


@dataclass(frozen=True)
class Cell:
    """One cell of a model's row under its heading."""

    heading: str
    text: str


@dataclass(frozen=True)
class Row:
    """One row with a model."""

    table: str
    number: int
    parts: dict[str, list[Cell]]
    """Part -> its cells with text: `{"title": [Cell("Tên mô hình", "Vườn mẫu")]}`."""
    others: tuple[Cell, ...] = ()
    """Cells of columns whose heading is unknown."""
    around: str = ""
    """The commune in a sub-heading or in the name of the sheet."""
    field: str | None = None
    """The code of the field (lĩnh vực) in a sub-heading."""
    under: str = ""
    """The text of any other sub-heading above the row."""
    cells: tuple[str, ...] = ()

    @property
    def where(self) -> str:
        """The place of the row: `trang tính “Sheet1”, hàng 14`. A corrected row has its first place in a column."""
        came_from = self.text("where")
        return came_from or ", ".join(filter(None, (self.table, f"hàng {self.number}")))

    def clauses(self, part: str) -> list[str]:
        """The texts of a part, split at line breaks and semicolons."""
        return [
            clause.strip()
            for cell in self.parts.get(part, [])
            for clause in re.split(r"[\n;]", cell.text)
            if clause.strip()
        ]

    def text(self, part: str) -> str:
        """The first text of a part, on one line; empty where the row has none."""
        cells = self.parts.get(part)
        return " ".join(cells[0].text.split()) if cells else ""


@dataclass
class Rows:
    """The rows of one table."""

    head: Head
    name: str
    models: list[Row] = field(default_factory=list)
    skipped: list[tuple[str, str]] = field(default_factory=list)
    """Rows without a model, with their kind: `("hàng 20: Tổng cộng", "hàng tổng")`."""
    above: list[str] = field(default_factory=list)
    """Texts above the head: the title of the register, its office, its year."""


def read_rows(table: Table, given: Given) -> Rows | None:
    """The rows of a table; None where it has no head."""
    head = find_head(table, given)
    if head is None:
        return None
    above = [text for line in table.lines[: head.line] for text in dict.fromkeys(line.cells) if text]
    rows = Rows(head, table.name, above=[*table.above, *above])
    sheet = table.name.partition("“")[2].rstrip("”")
    _Reader(rows, given, sheet if is_place(sheet) else "").read(table.lines[head.line + 1 :])
    return rows


@dataclass
class _Reader:
    """Reads the lines below a head in order."""

    rows: Rows
    given: Given
    sheet: str
    """The commune in the name of the sheet; empty where the name is no place."""
    place: str = ""
    field: str | None = None
    under: str = ""
    outer: str = ""
    """The kind of sub-heading that came first and so contains the other: `place` or `field`."""

    def read(self, lines: list[Line]) -> None:
        """Read all lines."""
        for index, line in enumerate(lines):
            filled = list(dict.fromkeys(text for text in line.cells if text))
            if self._is_closing(line, filled):
                self._skip_rest(lines[index:])
                return
            what = self._what(line, filled, index)
            if what:
                self.rows.skipped.append((f"hàng {line.number}: {' | '.join(filled)}", what))
            else:
                self._model(line)

    def _what(self, line: Line, filled: list[str], index: int) -> str:
        """The kind of a line without a model, in Vietnamese; empty for a model."""
        if index < 3 and all(_COLUMN_NUMBER.fullmatch(text) for text in filled):
            return "số thứ tự cột"
        if any(map(_is_total, [text for text in line.cells if text][:2])):
            return "hàng tổng"
        if self._repeats_head(line):
            return "tên cột nhắc lại"
        return self._sub_heading(line, filled)

    def _repeats_head(self, line: Line) -> bool:
        known = [text for index, text in enumerate(line.cells) if index in self.rows.head.parts and text]
        heads = [self.rows.head.texts[index] for index in self.rows.head.parts]
        return len(known) > 1 and [key(text) for text in known] == [key(text) for text in heads if text]

    def _sub_heading(self, line: Line, filled: list[str]) -> str:
        """Read a line with at most two texts as a sub-heading; its kind in Vietnamese, empty where it is none."""
        bodies = [parted(text, 0)[0].strip() or text for text in filled]
        if len(filled) > 2:
            return ""
        if code := next(filter(None, map(field_code, bodies)), None):
            self._enter("field", code)
            return "đề mục lĩnh vực"
        if place := next(filter(is_place, bodies), ""):
            self._enter("place", place)
            return "đề mục địa bàn"
        if self._is_heading_by_form(line, filled):
            self.under = " ".join(filled)
            return "đề mục"
        return ""

    def _is_heading_by_form(self, line: Line, filled: list[str]) -> bool:
        """Whether a line is numbered like a heading, or has a single text where models have a number."""
        column = self.rows.head.of("number")
        if column is None:
            return False
        number = line.cells[column] if column < len(line.cells) else ""
        alone = len(filled) == 1 and not number.strip(". ").isdigit() and bool(number or self.rows.models)
        return bool(_OUTLINE.fullmatch(number)) or alone

    def _enter(self, kind: str, value: str) -> None:
        """Begin a section of the register; a new outer heading clears the inner one."""
        self.outer = self.outer or kind
        self.under = ""
        if kind == self.outer:
            self.place, self.field = "", None
        setattr(self, kind, value)

    def _model(self, line: Line) -> None:
        parts: dict[str, list[Cell]] = {}
        others = []
        for index, text in enumerate(line.cells):
            cell = Cell(self.rows.head.heading(index), text)
            if text and index in self.rows.head.parts:
                parts.setdefault(self.rows.head.parts[index], []).append(cell)
            elif text:
                others.append(cell)
        around = self.place or self.sheet
        row = Row(self.rows.name, line.number, parts, tuple(others), around, self.field, self.under, line.cells)
        last = self.rows.models[-1] if self.rows.models else None
        if last and _goes_on(last, row):
            self.rows.models[-1] = _joined(last, row)
        else:
            self.rows.models.append(row)

    def _is_closing(self, line: Line, filled: list[str]) -> bool:
        """Whether the signatures begin here: at most three texts, no number, and a word of `closings`."""
        column = self.rows.head.of("number")
        number = line.cells[column] if column is not None and column < len(line.cells) else ""
        few = len(filled) <= 3 and not number.strip().isdigit() and bool(self.rows.models)
        return few and any(re.match(rf"(?:{'|'.join(headings()['closings'])})\b", key(text)) for text in filled)

    def _skip_rest(self, lines: list[Line]) -> None:
        for line in lines:
            text = " | ".join(dict.fromkeys(text for text in line.cells if text))
            self.rows.skipped.append((f"hàng {line.number}: {text}", "cuối bảng"))


def _goes_on(last: Row, row: Row) -> bool:
    """Whether a row is a further line of the model above, whose cells are merged vertically."""
    same = all(last.parts.get(part) == row.parts.get(part) for part in ("title", "owner", "place", "commune", "hamlet"))
    return (
        same and last.parts.get("number") == row.parts.get("number") and "number" in row.parts and "title" in row.parts
    )


def _joined(last: Row, row: Row) -> Row:
    """Two lines as one row; a text that stands in both is taken once."""
    parts = {part: list(cells) for part, cells in last.parts.items()}
    for part, cells in row.parts.items():
        for cell in cells:
            known = parts.setdefault(part, [])
            before = next((at for at, other in enumerate(known) if other.heading == cell.heading), None)
            if before is None:
                known.append(cell)
            elif cell.text not in known[before].text:
                known[before] = Cell(cell.heading, f"{known[before].text}\n{cell.text}")
    others = dict.fromkeys((*last.others, *row.others))
    return replace(last, parts=parts, others=tuple(others))


def _is_total(text: str) -> bool:
    words = key(text)
    return any(
        words == total or _AMOUNT.fullmatch(words.removeprefix(total))
        for total in headings()["totals"]
        if words.startswith(total)
    )


def field_code(text: str) -> str | None:
    """The code of the field that a cell names: `Kinh tế`, `LĨNH VỰC VĂN HÓA - XÃ HỘI`, or the code itself."""
    name = key(text).removeprefix("linh vuc ").removeprefix("ve ").strip()
    by_name = {key(label): code for code, label in vocabulary("fields").items()} | {
        key(code): code for code in vocabulary("fields")
    }
    return by_name.get(name) or field_named(text)


def is_mark(text: str) -> bool:
    """Whether a cell holds a cross or tick instead of words."""
    return text.strip().lower() in _MARKS
