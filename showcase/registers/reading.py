"""Read a register: .xlsx, .csv with any usual delimiter and encoding, and the tables and forms of .docx."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from showcase.importing.documents import read_document
from showcase.importing.passages import Passage, Unreadable
from showcase.importing.plain_text import decode
from showcase.registers.columns import Given, find_head
from showcase.registers.forms import forms_table
from showcase.registers.tables import (
    CELLS_LIMIT,
    ROWS_LIMIT,
    TOO_MANY,
    Line,
    Progress,
    Register,
    Table,
    settled,
    silent,
)
from showcase.registers.workbooks import PACKED_LIMIT, read_workbook

KINDS = (".xlsx", ".csv", ".docx")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OPEN = "tệp .csv có dấu nháy không đóng, hoặc ô dài quá 131.072 ký tự; hãy mở bằng Excel rồi lưu thành .xlsx"
_ABOVE = 12
"""So many paragraphs before a table of a Word document are read as its title."""


def read_register(path: Path, progress: Progress = silent, given: Given | None = None) -> Register:
    """All tables of a file; registration forms become one table. `given`: columns that an editor named.

    Raises OSError, and `Unreadable` with the reason and the remedy.
    """
    suffix = path.suffix.lower()
    if suffix not in KINDS:
        raise Unreadable(f"chỉ đọc được sổ {', '.join(KINDS)}; hãy mở bằng Excel rồi lưu thành .xlsx")
    if path.stat().st_size > PACKED_LIMIT:
        raise Unreadable(f"tệp quá lớn, hơn {PACKED_LIMIT // 2**20} MB")
    if suffix == ".docx":
        return _of_document(path, progress, given or {})
    with path.open("rb") as stream:
        first = stream.read(8)
    _refuse_misnamed(first, suffix)
    if suffix == ".xlsx":
        return settled(*read_workbook(path, progress))
    return settled([Table("", _of_csv(decode(path.read_bytes())))])


def _refuse_misnamed(first: bytes, suffix: str) -> None:
    if not first:
        raise Unreadable("tệp rỗng, không có chữ nào; hãy xin lại tệp")
    if first.startswith(_OLE):
        raise Unreadable(
            "tệp có mật khẩu, hoặc là tệp Excel cũ (.xls); hãy mở bằng Excel, bỏ mật khẩu, lưu thành .xlsx"
        )
    packed = first.startswith(b"PK\x03\x04")
    if suffix == ".xlsx" and not packed:
        raise Unreadable("tệp không phải tệp Excel dù có đuôi .xlsx; hãy mở bằng Excel rồi lưu thành .xlsx")
    if suffix == ".csv" and packed:
        raise Unreadable("đây là tệp Excel hoặc Word đổi đuôi thành .csv; hãy đổi lại đuôi")


def _of_csv(text: str) -> list[Line]:
    """The rows, with the delimiter (comma, semicolon or tab) that gives the widest table."""
    head = text[:50_000]
    delimiter = max(",;\t", key=lambda delimiter: _width(head, delimiter))
    lines: list[Line] = []
    room = CELLS_LIMIT
    try:
        for number, cells in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), start=1):
            if any(cell.strip() for cell in cells):
                lines.append(Line(number, tuple(cell.strip() for cell in cells)))
                room -= len(cells)
            if len(lines) > ROWS_LIMIT or room < 0:
                raise Unreadable(TOO_MANY)
    except csv.Error:
        raise Unreadable(_OPEN) from None
    return lines


def _width(text: str, delimiter: str) -> int:
    """The number of cells in the first 40 rows, which is highest for the right delimiter."""
    try:
        rows = [
            row
            for row, _ in zip(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), range(40), strict=False)
        ]
    except csv.Error:
        return 0
    return sum(len(row) for row in rows if len(row) > 1)


def _of_document(path: Path, progress: Progress, given: Given) -> Register:
    document = read_document(path, progress)
    tables = list(_tables(document.passages))
    if not any(find_head(table, given) for table in tables) and (forms := forms_table(document.passages, given)):
        tables = [forms]
    return Register(tables, document.notices)


def _tables(passages: list[Passage]) -> Iterator[Table]:
    """The tables of a Word document, each with the paragraphs above it."""
    current: Table | None = None
    above: list[str] = []
    number = 0
    for passage in passages:
        if not passage.table:
            above.append(passage.text)
            continue
        if passage.table != number:
            if current:
                yield current
            number, current = passage.table, Table(f"bảng {passage.table}", above=above[-_ABOVE:])
            above = []
        assert current is not None
        current.lines.append(Line(_row_of(passage), passage.cells))
    if current:
        yield current


def _row_of(passage: Passage) -> int:
    """The number of a row from its place: 3 of `bảng 2, hàng 3`."""
    digits = passage.where.rpartition("hàng ")[2]
    return int(digits) if digits.isdecimal() else 0
