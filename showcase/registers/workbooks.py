"""Reading .xlsx: cells as a person sees them, merged cells filled downwards, sizes limited before anything is unpacked.

A workbook comes from anywhere. Formulas are never computed: their last value counts. Links to other files stay closed.
"""

import warnings
import zipfile
from bisect import bisect_right
from collections.abc import Iterator
from datetime import date, datetime, time
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import Any

from lxml import etree
from openpyxl import load_workbook
from openpyxl.utils.cell import range_boundaries

from showcase.importing.passages import Unreadable
from showcase.registers.tables import CELLS_LIMIT, ROWS_LIMIT, TOO_MANY, Line, Progress, Table

PACKED_LIMIT = 50 * 2**20
UNPACKED_LIMIT = 300 * 2**20
STRINGS_LIMIT = 80 * 2**20
"""Bytes of the texts that several cells share, which are all in memory at once."""
_PARTS_LIMIT, _SHEETS_LIMIT, _MERGES_LIMIT = 2_000, 60, 50_000
BROKEN = "tệp .xlsx bị hỏng; hãy mở bằng Excel (chọn sửa tệp nếu Excel hỏi) rồi lưu lại thành .xlsx"
_TOO_MUCH = "tệp .xlsx quá lớn khi mở ra; hãy chép riêng bảng mô hình sang một tệp mới"
_ENTITIES = "tệp .xlsx có khai báo DOCTYPE mà Excel không bao giờ viết; hãy mở bằng Excel rồi lưu lại"
_OTHERS = {"word/document.xml": "Word", "ppt/presentation.xml": "PowerPoint"}
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_UNCOMPUTED = "Trang tính “{sheet}” có {count} ô công thức chưa có giá trị; hãy mở bằng Excel, lưu lại rồi đọc lại."


def read_workbook(path: Path, progress: Progress) -> tuple[list[Table], list[str]]:
    """All sheets with text, and notices. Raises OSError and `Unreadable`."""
    data = path.read_bytes()
    _refuse_hostile(data)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl tells which of Excel's extras it leaves out
            return _sheets(data, progress)
    except Unreadable:
        raise
    except MemoryError:
        raise Unreadable(_TOO_MUCH) from None
    except Exception as error:  # whatever a broken workbook makes openpyxl stumble over
        raise Unreadable(BROKEN) from error


def _refuse_hostile(data: bytes) -> None:
    """Raise `Unreadable` for what is no workbook, and for one that would fill the memory."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            infos = archive.infolist()
            _refuse_sizes(infos)
            for info in infos:
                if info.filename.endswith((".xml", ".rels")):
                    with archive.open(info) as stream:
                        if b"<!DOCTYPE" in stream.read(4096):
                            raise Unreadable(_ENTITIES)
    except Unreadable:
        raise
    except Exception as error:  # zipfile lets through whatever a broken archive makes zlib stumble over
        raise Unreadable(BROKEN) from error


def _refuse_sizes(infos: list[zipfile.ZipInfo]) -> None:
    names = {info.filename for info in infos}
    other = next((program for part, program in _OTHERS.items() if part in names), None)
    if other:
        raise Unreadable(f"đây là tệp {other} đổi đuôi thành .xlsx; hãy đổi lại đuôi")
    shared = sum(info.file_size for info in infos if "sharedstrings" in info.filename.lower())
    whole = sum(info.file_size for info in infos)
    if len(infos) > _PARTS_LIMIT or whole > UNPACKED_LIMIT or shared > STRINGS_LIMIT:
        raise Unreadable(_TOO_MUCH)


def _sheets(data: bytes, progress: Progress) -> tuple[list[Table], list[str]]:
    workbook = load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
    tables, notices, room = [], [], CELLS_LIMIT
    for sheet in islice(workbook.worksheets, _SHEETS_LIMIT):
        lines = list(_lines(sheet, progress, room))
        room -= sum(len(line.cells) for line in lines)
        if lines:
            merges, uncomputed = _extras(data, sheet._worksheet_path)
            tables.append(Table(f"trang tính “{sheet.title}”", list(_filled(lines, merges))))
            notices += [_UNCOMPUTED.format(sheet=sheet.title, count=uncomputed)] if uncomputed else []
    return tables, notices


def _lines(sheet: Any, progress: Progress, room: int) -> Iterator[Line]:
    """The rows of a sheet that hold anything. Raises `Unreadable` for more than anybody can look through."""
    sheet.reset_dimensions()  # what a file says of its own size is often wrong
    found = 0
    for number, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
        if cells.count(None) == len(cells):  # a million empty rows are gone through in a few seconds
            continue
        texts = _texts(cells)
        if not texts:
            continue
        found += 1
        room -= len(texts)
        if found > ROWS_LIMIT or room < 0:
            raise Unreadable(TOO_MANY)
        if found % 500 == 0:
            progress(found, 0)
        yield Line(number, texts)


def _texts(cells: tuple[object, ...]) -> tuple[str, ...]:
    """The texts of a row up to its last cell that has any; sheets are often coloured to the last of 16,384 columns."""
    texts = [_text(cell) for cell in cells]
    end = next((at for at in range(len(texts), 0, -1) if texts[at - 1]), 0)
    return tuple(texts[:end])


def _text(value: object) -> str:
    """A value as a Vietnamese reader writes it: `05/3/2026`, `2026`, `4,5`."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value.strip().replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n")
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value).replace(".", ",")
    return _when(value) if isinstance(value, datetime | date | time) else str(value)


def _when(value: datetime | date | time) -> str:
    return f"{value:%H:%M}" if isinstance(value, time) else f"{value:%d/%m/%Y}"


Merge = tuple[int, int, int]
"""Column (from 0), first and last row of cells merged downwards."""


def _extras(data: bytes, part: str) -> tuple[list[Merge], int]:
    """What openpyxl does not tell while it reads row by row: the merged cells, and formulas without a value."""
    merges: list[Merge] = []
    uncomputed = 0
    with zipfile.ZipFile(BytesIO(data)) as archive, archive.open(part) as stream:
        tags = (f"{_MAIN}mergeCell", f"{_MAIN}c")
        for _, element in etree.iterparse(stream, tag=tags, resolve_entities=False, no_network=True):
            if element.tag == tags[1]:
                uncomputed += element.find(f"{_MAIN}f") is not None and not element.findtext(f"{_MAIN}v")
            elif len(merges) < _MERGES_LIMIT:
                first, top, _, bottom = range_boundaries(element.get("ref", ""))
                merges += [(first - 1, top, bottom)] if bottom > top else []
            element.clear()
            while (above := element.getparent()) is not None and above.getprevious() is not None:
                del above.getparent()[0]
    return merges, uncomputed


def _filled(lines: list[Line], merges: list[Merge]) -> Iterator[Line]:
    """The rows, each cell that is merged with the one above saying what that one says."""
    known = {line.number: line for line in lines}
    numbers = list(known)
    texts: dict[tuple[int, int], str] = {}
    for column, top, bottom in merges:
        cells = known[top].cells if top in known else ()
        if column < len(cells) and cells[column]:
            below = numbers[bisect_right(numbers, top) : bisect_right(numbers, bottom)]
            texts |= {(row, column): cells[column] for row in below}
    filled: dict[int, dict[int, str]] = {}
    for (row, column), text in texts.items():
        filled.setdefault(row, {})[column] = text
    for line in lines:
        yield _with(line, filled[line.number]) if line.number in filled else line


def _with(line: Line, filled: dict[int, str]) -> Line:
    width = max(len(line.cells), *(column + 1 for column in filled))
    cells = (*line.cells, *([""] * (width - len(line.cells))))
    return Line(line.number, tuple(cell or filled.get(index, "") for index, cell in enumerate(cells)))
