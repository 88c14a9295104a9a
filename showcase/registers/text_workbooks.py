"""Writing .xlsx: every text stays a text, so that a code keeps its zeros and no text of an editor is ever computed.

Counts are numbers. The same rows make the same bytes: neither the workbook nor its parts bear the time of writing.
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
"""Characters of a cell, as Excel takes them."""
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_WIDEST = 60
_WRAPPED = Alignment(vertical="top", wrap_text=True)
_WRITTEN = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_NO_TIME = (1980, 1, 1, 0, 0, 0)
_NAME = re.compile(r"[\\*?:/\[\]']")


@dataclass(frozen=True)
class TextSheet:
    """One sheet: lines above, the head, the rows."""

    name: str
    heads: Sequence[str]
    rows: Iterable[Sequence[str | int | float]]
    above: Sequence[str] = ()
    widths: Sequence[int] = ()
    """Characters a column; 18 where none is given."""


def workbook(sheets: Iterable[TextSheet]) -> bytes:
    """The bytes of a workbook with frozen heads and filters.

    Raises OSError when the place for temporary files is full or takes nothing.
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
    """Says nothing of the sheets that were begun: when they are thrown away, each complains that it has no end."""
    return lambda about: None if isinstance(about.exc_value, LxmlError) else usual(about)


def _without_time(written: io.BytesIO) -> bytes:
    """The same workbook as if written at the earliest moment that its parts can bear."""
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
    page._values_to_row = _placed  # that of openpyxl takes each cell for a value first: a third of the time
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
    """The cells of a sheet that look alike: three in all, since making a cell takes longer than writing it."""

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
        """The cell with a value, to be written before the next one is asked for.

        A number for a number; a text is one whatever it begins with, also when it is edited in Excel (`quotePrefix`,
        format `@`).
        """
        if isinstance(value, int | float):
            self._number.value = value
            return self._number
        cell = self._edited if value.startswith(("=", "+", "-", "@")) else self._text
        # Setting `value` would look for formulas and errors, and take them for such.
        cell._value = _ILLEGAL.sub("", value)[:MOST]
        return cell
