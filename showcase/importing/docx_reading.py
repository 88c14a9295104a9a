"""Passages of a Word document: paragraphs, rows of tables, footnotes and endnotes."""

import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.package import OpcPackage
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from showcase.importing.passages import SIZE_LIMIT, TEXT_LIMIT, Passage, Progress, Unreadable, clean

UNPACKED_LIMIT = 2 * SIZE_LIMIT
"""Bytes of all parts together, as the archive declares them; no more than declared is ever unpacked."""
PARTS_LIMIT = 5_000
_COLUMNS = 64
_BROKEN = "tệp .docx hỏng hoặc không phải tệp Word; hãy mở bằng Word rồi lưu lại"

_P, _TBL, _TR, _TC = (qn(f"w:{name}") for name in ("p", "tbl", "tr", "tc"))
_TEXT, _TAB, _BREAK, _CR, _HYPHEN = (qn(f"w:{name}") for name in ("t", "tab", "br", "cr", "noBreakHyphen"))
_REFERENCES = {qn("w:footnoteReference"): "", qn("w:endnoteReference"): "e"}
_WRAPPERS = {qn(f"w:{name}") for name in ("sdt", "sdtContent", "ins", "customXml", "smartTag", "moveTo")}
_GONE = {qn("w:del"), qn("w:moveFrom"), "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}

Element = Any
"""An lxml element; lxml has no types of its own."""


def read_docx(path: Path, progress: Progress | None = None) -> list[Passage]:
    """All passages in order, notes last. Raises OSError and `Unreadable`."""
    data = path.read_bytes()
    _check_size(data)
    try:
        document = docx.Document(BytesIO(data))
        return _Reader(document.part.package).read(document.element.body, progress)
    except Unreadable:
        raise
    except Exception as error:  # python-docx lets through whatever a broken package makes it stumble over
        raise Unreadable(_BROKEN) from error


def _check_size(data: bytes) -> None:
    """Refuse what would grow beyond all measure; the archive's directory tells before anything is unpacked."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError):
        raise Unreadable(_BROKEN) from None
    texts = sum(part.file_size for part in parts if part.filename.endswith((".xml", ".rels")))
    if len(parts) > PARTS_LIMIT or texts > 4 * TEXT_LIMIT or sum(part.file_size for part in parts) > UNPACKED_LIMIT:
        raise Unreadable("tệp .docx quá lớn khi mở ra")


class _Reader:
    """One walk through a document."""

    def __init__(self, package: OpcPackage) -> None:
        self.package = package
        self.order: dict[str, str] = {}
        """Id of a note in the file -> the number that readers see."""
        self.paragraphs = self.tables = 0

    def read(self, body: Element, progress: Progress | None) -> list[Passage]:
        blocks = list(_blocks(body))
        found: list[Passage] = []
        for done, block in enumerate(blocks):
            if progress:
                progress(done, len(blocks))
            found += self.table(block) if block.tag == _TBL else self.paragraph(block)
        return found + list(self.notes())

    def paragraph(self, element: Element) -> Iterator[Passage]:
        self.paragraphs += 1
        if text := clean(self.text(element)):
            yield Passage(text, f"đoạn {self.paragraphs}", level=_level(element))

    def table(self, element: Element) -> Iterator[Passage]:
        self.tables += 1
        merged: dict[int, str] = {}
        for number, row in enumerate(element.iterchildren(_TR), start=1):
            cells = tuple(self.cells(row, merged))
            if any(cells):
                yield Passage("", f"bảng {self.tables}, hàng {number}", table=self.tables, cells=cells)

    def cells(self, row: Element, merged: dict[int, str]) -> Iterator[str]:
        """The texts of a row; a cell merged with the one above says what that one says."""
        column = 0
        for cell in row.iterchildren(_TC):
            properties = cell.find(qn("w:tcPr"))
            merge = None if properties is None else properties.find(qn("w:vMerge"))
            goes_on = merge is not None and merge.get(qn("w:val"), "continue") == "continue"
            merged[column] = merged.get(column, "") if goes_on else clean(self.text(cell))
            yield merged[column]
            span = min(_span(properties), _COLUMNS - column)
            yield from [""] * (span - 1)
            column += span
            if column >= _COLUMNS:
                return

    def text(self, element: Element) -> str:
        """What a reader sees: insertions accepted, deletions gone, notes as `[^3]`."""
        pieces: list[str] = []
        self._collect(element, pieces)
        return "".join(pieces)

    def _collect(self, element: Element, pieces: list[str]) -> None:
        for child in element:
            if child.tag == _TEXT:
                pieces.append(child.text or "")
            elif child.tag in (_TAB, _BREAK, _CR):
                pieces.append(" ")
            elif child.tag == _HYPHEN:
                pieces.append("-")
            elif child.tag in _REFERENCES:
                pieces.append(f"[^{self.number(child)}]")
            elif child.tag not in _GONE:
                self._collect(child, pieces)
                pieces.append(" " if child.tag == _P else "")

    def number(self, reference: Element) -> str:
        key = _REFERENCES[reference.tag] + reference.get(qn("w:id"), "")
        return self.order.setdefault(key, str(len(self.order) + 1))

    def notes(self) -> Iterator[Passage]:
        """The notes that the text refers to, by the numbers that readers see; python-docx has no way to them."""
        for kind, prefix in ((RELATIONSHIP_TYPE.FOOTNOTES, ""), (RELATIONSHIP_TYPE.ENDNOTES, "e")):
            for part in self.package.iter_parts():
                if any(part is one.target_part for one in self._relations(kind)):
                    for note in parse_xml(part.blob):
                        number = self.order.get(prefix + (note.get(qn("w:id")) or ""))
                        if number and (text := clean(self.text(note))):
                            yield Passage(text, f"chú thích {number}", note=number)

    def _relations(self, kind: str) -> list[Any]:
        relations = self.package.main_document_part.rels.values()
        return [one for one in relations if one.reltype == kind and not one.is_external]


def _blocks(parent: Element) -> Iterator[Element]:
    for child in parent:
        if child.tag in (_P, _TBL):
            yield child
        elif child.tag in _WRAPPERS:
            yield from _blocks(child)


def _span(properties: Element | None) -> int:
    span = None if properties is None else properties.find(qn("w:gridSpan"))
    value = "1" if span is None else span.get(qn("w:val"), "1")
    return min(int(value), _COLUMNS) if value.isdecimal() else 1


def _level(paragraph: Element) -> int:
    """1 to 9 for the heading styles of Word (`Heading 1`, `Heading1`), else 0."""
    style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    name = "" if style is None else style.get(qn("w:val"), "")
    digits = name.lower().replace("heading", "").strip()
    return int(digits) if name.lower().startswith("heading") and digits in "123456789" and digits else 0
