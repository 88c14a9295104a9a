"""The rows of a register: models, told from sub-headings by field or commune, column numbers, totals and signatures."""

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
    """One model as a register tells it."""

    table: str
    number: int
    parts: dict[str, list[Cell]]
    """Part -> its cells with text."""
    others: tuple[Cell, ...] = ()
    """Cells of columns that are not known."""
    around: str = ""
    """The commune that a sub-heading, or the name of the sheet, names."""
    field: str | None = None
    """The field that a sub-heading names."""
    under: str = ""
    """Any other sub-heading above it."""
    cells: tuple[str, ...] = ()

    @property
    def where(self) -> str:
        """Its place: `trang tính “Sheet1”, hàng 14`; a row of a mended register says where it came from."""
        came_from = self.text("where")
        return came_from or ", ".join(filter(None, (self.table, f"hàng {self.number}")))

    def clauses(self, part: str) -> list[str]:
        """The texts of a part, parted at line breaks and semicolons."""
        return [
            one.strip() for cell in self.parts.get(part, []) for one in re.split(r"[\n;]", cell.text) if one.strip()
        ]

    def text(self, part: str) -> str:
        """The first text of a part, on one line; empty where there is none."""
        cells = self.parts.get(part)
        return " ".join(cells[0].text.split()) if cells else ""


@dataclass
class Rows:
    """What one table holds."""

    head: Head
    name: str
    models: list[Row] = field(default_factory=list)
    skipped: list[tuple[str, str]] = field(default_factory=list)
    """Rows that are no models, with what they are taken for: `("hàng 20: Tổng cộng", "hàng tổng")`."""
    above: list[str] = field(default_factory=list)
    """What stands above the head: the title of the register, its office, its year."""


def read_rows(table: Table, given: Given) -> Rows | None:
    """The models of a table; None where no row of it is a head."""
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
    """Reads the lines below a head one after the other."""

    rows: Rows
    given: Given
    sheet: str
    """The commune that the sheet is named after."""
    place: str = ""
    field: str | None = None
    under: str = ""
    outer: str = ""
    """Which kind of sub-heading came first, and so holds the other: `place` or `field`."""

    def read(self, lines: list[Line]) -> None:
        """Take every line."""
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
        """What a line is that is no model; empty for a model."""
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
        """Take a line with little in it as a heading of those that follow, where it is one."""
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
        """Numbered as headings are, or one text alone where all models have a number."""
        column = self.rows.head.of("number")
        if column is None:
            return False
        number = line.cells[column] if column < len(line.cells) else ""
        alone = len(filled) == 1 and not number.strip(". ").isdigit() and bool(number or self.rows.models)
        return bool(_OUTLINE.fullmatch(number)) or alone

    def _enter(self, kind: str, value: str) -> None:
        """Begin a part of the register; the outer kind of heading ends what the inner one said."""
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
        """Whether signatures begin: few cells without a number that begin as those do."""
        column = self.rows.head.of("number")
        number = line.cells[column] if column is not None and column < len(line.cells) else ""
        few = len(filled) <= 3 and not number.strip().isdigit() and bool(self.rows.models)
        return few and any(re.match(rf"(?:{'|'.join(headings()['closings'])})\b", key(text)) for text in filled)

    def _skip_rest(self, lines: list[Line]) -> None:
        for line in lines:
            text = " | ".join(dict.fromkeys(text for text in line.cells if text))
            self.rows.skipped.append((f"hàng {line.number}: {text}", "cuối bảng"))


def _goes_on(last: Row, row: Row) -> bool:
    """Whether a row is one more line of the model above, whose cells are merged downwards."""
    same = all(last.parts.get(part) == row.parts.get(part) for part in ("title", "owner", "place", "commune", "hamlet"))
    return (
        same and last.parts.get("number") == row.parts.get("number") and "number" in row.parts and "title" in row.parts
    )


def _joined(last: Row, row: Row) -> Row:
    """Both lines as one row, a text that is the same in both taken once."""
    parts = {part: list(cells) for part, cells in last.parts.items()}
    for part, cells in row.parts.items():
        for cell in cells:
            known = parts.setdefault(part, [])
            before = next((at for at, one in enumerate(known) if one.heading == cell.heading), None)
            if before is None:
                known.append(cell)
            elif cell.text not in known[before].text:
                known[before] = Cell(cell.heading, f"{known[before].text}\n{cell.text}")
    others = dict.fromkeys((*last.others, *row.others))
    return replace(last, parts=parts, others=tuple(others))


def _is_total(text: str) -> bool:
    words = key(text)
    return any(
        words == one or _AMOUNT.fullmatch(words.removeprefix(one))
        for one in headings()["totals"]
        if words.startswith(one)
    )


def field_code(text: str) -> str | None:
    """The field of a cell: `Kinh tế`, `LĨNH VỰC VĂN HÓA - XÃ HỘI`, or its code."""
    name = key(text).removeprefix("linh vuc ").removeprefix("ve ").strip()
    by_name = {key(label): code for code, label in vocabulary("fields").items()} | {
        key(code): code for code in vocabulary("fields")
    }
    return by_name.get(name) or field_named(text)


def is_mark(text: str) -> bool:
    """Whether a cell holds a cross or tick in place of words."""
    return text.strip().lower() in _MARKS
