"""Read .xlsx: cells as Excel shows them, merged cells filled downwards. Sizes are checked before unpacking.

A workbook is untrusted input. Formulas are not computed: their stored value counts. Links to files are not opened.
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
"""Most bytes of the shared strings, which are all in memory at the same time."""
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
            warnings.simplefilter("ignore")  # openpyxl warns of each feature that it does not support
            return _sheets(data, progress)
    except Unreadable:
        raise
    except MemoryError:
        raise Unreadable(_TOO_MUCH) from None
    except Exception as error:  # a broken workbook makes openpyxl raise any kind of error
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
    except Exception as error:  # a broken archive makes zipfile and zlib raise any kind of error
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
    """The rows of a sheet with text. Raises `Unreadable` for more rows or cells than the limits."""
    sheet.reset_dimensions()  # the size stated in the file is often wrong
    count = 0
    for number, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
        if cells.count(None) == len(cells):  # skip early: a sheet may have a million empty rows
            continue
        texts = _texts(cells)
        if not texts:
            continue
        count += 1
        room -= len(texts)
        if count > ROWS_LIMIT or room < 0:
            raise Unreadable(TOO_MANY)
        if count % 500 == 0:
            progress(count, 0)
        yield Line(number, texts)


def _texts(cells: tuple[object, ...]) -> tuple[str, ...]:
    """The texts of a row up to its last filled cell; many sheets have colours up to the last of 16,384 columns."""
    texts = [_text(cell) for cell in cells]
    end = next((at for at in range(len(texts), 0, -1) if texts[at - 1]), 0)
    return tuple(texts[:end])


def _text(value: object) -> str:
    """A value in Vietnamese notation: `05/03/2026`, `2026`, `4,5`."""
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
"""Vertically merged cells: column (from 0), first row, last row."""


def _extras(data: bytes, part: str) -> tuple[list[Merge], int]:
    """Merged cells, and the number of formulas without a value: openpyxl gives neither while it reads row by row."""
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
    """The rows, with the text of a merged cell in each row that it spans."""
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
