"""Write .xlsx: every text is a text cell, so that codes keep their zeros and no text is computed as a formula.

Counts are numbers. Equal rows give equal bytes: the time of writing stands nowhere in the file.
"""

import errno
import io
import os
import re
import sys
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from lxml.etree import LxmlError, SerialisationError
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

MOST = 32_767
"""Most characters of a cell in Excel."""
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_WIDEST = 60
_WRAPPED = Alignment(vertical="top", wrap_text=True)
_WRITTEN = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_NO_TIME = (1980, 1, 1, 0, 0, 0)
_NAME = re.compile(r"[\\*?:/\[\]']")


@dataclass(frozen=True)
class TextSheet:
    """One sheet: lines above the head, the head, the rows."""

    name: str
    heads: Sequence[str]
    rows: Iterable[Sequence[str | int | float]]
    above: Sequence[str] = ()
    widths: Sequence[int] = ()
    """Width of each column in characters; 18 for columns beyond the list."""


def workbook(sheets: Iterable[TextSheet]) -> bytes:
    """The bytes of a workbook; each sheet has a frozen head with filters.

    Raises OSError when the folder for temporary files is full or not writable.
    """
    book = Workbook(write_only=True)
    names: set[str] = set()
    made = io.BytesIO()
    try:
        for sheet in sheets:
            _write(book, sheet, _free_name(sheet.name, names))
        book.save(made)
    except SerialisationError as error:  # openpyxl writes its sheets to temporary files first
        sys.unraisablehook = _without_half_sheets(sys.unraisablehook)
        code = getattr(errno, str(error).removeprefix("IO_"), errno.EIO)
        raise OSError(code, os.strerror(code)) from error
    return _without_time(made)


def _without_half_sheets(usual: Callable[[Any], object]) -> Callable[[Any], object]:
    """A hook for `sys.unraisablehook` that hides the errors of unfinished sheets when they are deleted."""
    return lambda about: None if isinstance(about.exc_value, LxmlError) else usual(about)


def _without_time(written: io.BytesIO) -> bytes:
    """The same workbook with 1 January 1980 as every time, the earliest that a ZIP file can hold."""
    made = io.BytesIO()
    with zipfile.ZipFile(written) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = zipfile.ZipInfo(name, _NO_TIME)
            part.compress_type = zipfile.ZIP_DEFLATED
            content = old.read(name)
            new.writestr(
                part, _WRITTEN.sub(rb"\g<1>1980-01-01T00:00:00Z", content) if name == "docProps/core.xml" else content
            )
    return made.getvalue()


def _free_name(name: str, taken: set[str]) -> str:
    base = _NAME.sub(" ", _ILLEGAL.sub("", name)).strip()[:28] or "Sổ"
    free = base if base.lower() not in taken else f"{base[:25]} {len(taken) + 1}"
    taken.add(free.lower())
    return free


def _write(book: Workbook, sheet: TextSheet, name: str) -> None:
    page = book.create_sheet(name)
    page._values_to_row = _placed  # openpyxl's own method wraps each cell first, which takes a third of the time
    head = len(sheet.above) + 1
    last = get_column_letter(len(sheet.heads))
    page.freeze_panes = f"A{head + 1}"
    for index in range(len(sheet.heads)):
        width = sheet.widths[index] if index < len(sheet.widths) else 18
        page.column_dimensions[get_column_letter(index + 1)].width = min(width, _WIDEST)
    bold, head_look, look = (
        _Look(page, Font(bold=True)),
        _Look(page, Font(bold=True), _WRAPPED),
        _Look(page, None, _WRAPPED),
    )
    for line in sheet.above:
        page.append([bold.cell(line)])
    page.append(head_look.cell(text) for text in sheet.heads)
    count = head
    for row in sheet.rows:
        page.append(look.cell(value) for value in row)
        count += 1
    page.auto_filter.ref = f"A{head}:{last}{count}"


def _placed(cells: Iterable[WriteOnlyCell], row: int) -> Iterator[WriteOnlyCell]:
    for column, cell in enumerate(cells, 1):
        cell.row, cell.column = row, column
        yield cell


class _Look:
    """Three reused cells of one look (font, alignment), since creating a cell takes longer than writing it."""

    def __init__(self, page: object, font: Font | None, alignment: Alignment | None = None) -> None:
        self._number = WriteOnlyCell(page, value=0)
        self._text, self._edited = (WriteOnlyCell(page, value="") for _ in range(2))
        for cell in (self._text, self._edited):
            cell.number_format = "@"
            cell.data_type = "s"
            if font:
                cell.font = font
            if alignment:
                cell.alignment = alignment
        self._edited.quotePrefix = True

    def cell(self, value: str | int | float) -> WriteOnlyCell:
        """The cell with a value; it must be written before the next call.

        A number becomes a number cell. A text stays a text, also when it is edited in Excel (`quotePrefix`,
        format `@`).
        """
        if isinstance(value, int | float):
            self._number.value = value
            return self._number
        cell = self._edited if value.startswith(("=", "+", "-", "@")) else self._text
        # Setting `value` would turn texts into formulas and errors.
        cell._value = _ILLEGAL.sub("", value)[:MOST]
        return cell
