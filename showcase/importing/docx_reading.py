"""Passages of a Word document as Word shows them: paragraphs, rows of tables, text boxes, footnotes and endnotes.

Tracked insertions are read and deletions left out; so are hidden text and tables of contents. Rows, cells and
paragraphs in content controls are read in order; so are documents embedded in the document.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

from showcase.importing.outlines import LABEL, part_head
from showcase.importing.passages import Document, Passage, Progress, Unreadable, settled
from showcase.importing.word_package import Element, Package, r, w
from showcase.importing.word_styles import Numbering, Styles
from showcase.language.old_letters import kind_of_font, of_font

_COLUMNS = 64
_NESTED = 3
"""Most levels of documents embedded in documents."""
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_P, _TBL, _TR, _TC, _RUN, _SDT, _CHUNK = (w(name) for name in ("p", "tbl", "tr", "tc", "r", "sdt", "altChunk"))
_TEXT, _BOX, _FIELD, _CODE, _SYMBOL = (w(name) for name in ("t", "txbxContent", "fldChar", "instrText", "sym"))
_SIGNS = {w("tab"): " ", w("ptab"): " ", w("cr"): "\n", w("noBreakHyphen"): "-", w("softHyphen"): "\xad"}
_REFERENCES = {w("footnoteReference"): "", w("endnoteReference"): "e"}
_GONE = {w(name) for name in ("del", "moveFrom", "rPr", "pPr", "instrText", "delText", "rt", "sdtPr", "tblPr", "trPr")}
_EMBEDDED = "tài liệu chứa một tài liệu khác chưa đọc được ({name}); mở bằng Word, lưu lại thành .docx rồi đọc lần nữa"


def read_docx(path: Path, progress: Progress | None = None) -> Document:
    """All passages in order, notes last. Raises OSError and `Unreadable`."""
    return _read(path.read_bytes(), progress, 0)


def _read(data: bytes, progress: Progress | None, nested: int) -> Document:
    package = Package(data)
    body = package.xml(package.main).find(w("body"))
    if body is None:
        raise Unreadable("tệp .docx không có phần chữ của Word; hãy mở bằng Word rồi lưu lại thành .docx")
    reader = _Reader(package, nested)
    try:
        raw = reader.read(body, progress)
    except RecursionError:
        raise Unreadable("tệp .docx lồng quá nhiều lớp; hãy mở bằng Word rồi lưu lại thành .docx") from None
    pictures = any(name.startswith("word/media/") for name in package.names)
    return settled(raw, reader.notices, set(reader.kinds), pictures)


@dataclass
class _Line:
    """A paragraph while it is read: pieces of text with their fonts, and the text boxes anchored in it."""

    pieces: list[tuple[str, str]] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)

    def add(self, text: str, font: str) -> None:
        if self.pieces and self.pieces[-1][1] == font:
            text, _ = self.pieces.pop()[0] + text, None
        self.pieces.append((text, font))


class _Reader:
    """Reads one document from beginning to end."""

    def __init__(self, package: Package, nested: int) -> None:
        self.package, self.nested = package, nested
        self.styles = Styles(package)
        self.numbering = Numbering(self.styles).load(package)
        self.order: dict[str, str] = {}
        """Id of a note in the file -> its number as printed."""
        self.fields: list[list[str]] = []
        """The open fields: `[code]` before the result of the field, `[code, ""]` within the result."""
        self.before = ""
        """The text of a paragraph whose end mark was deleted: the next paragraph continues it."""
        self.kinds: list[str] = []
        self.notices: list[str] = []
        self.paragraphs = self.tables = 0

    def read(self, body: Element, progress: Progress | None) -> list[Passage]:
        blocks = list(self.blocks(body))
        passages: list[Passage] = []
        for done, block in enumerate(blocks):
            if progress:
                progress(done, len(blocks))
            passages += self.block(block)
        return passages + list(self.notes())

    def blocks(self, parent: Element) -> Iterator[Element]:
        """Paragraphs, tables and embedded documents, also those in content controls and insertions."""
        for child in parent:
            if child.tag in (_P, _TBL, _CHUNK):
                yield child
            elif isinstance(child.tag, str) and child.tag not in _GONE and not _is_contents(child):
                yield from self.blocks(_chosen(child))

    def block(self, block: Element) -> Iterator[Passage]:
        if block.tag == _TBL:
            yield from self.table(block)
        elif block.tag == _CHUNK:
            yield from self.chunk(block)
        else:
            yield from self.paragraph(block)

    def paragraph(self, element: Element) -> Iterator[Passage]:
        self.paragraphs += 1
        where, level = f"đoạn {self.paragraphs}", self.styles.level(element)
        line = self.line(element)
        text = self.before + self.text(line)
        self.before = ""
        if element.find(f"{w('pPr')}/{w('rPr')}/{w('del')}") is not None:
            self.before = text
        elif text.strip() and not self.styles.is_contents(element):
            label = self.numbering.label(element)
            for piece in _parted_lines(label + text.strip()):
                yield Passage(piece, where, level=level)
        for box in line.boxes:
            for block in self.blocks(box):
                yield from self.block(block)

    def table(self, element: Element) -> Iterator[Passage]:
        self.tables += 1
        table, merged = self.tables, dict[int, str]()
        for number, row in enumerate(_within(element, _TR), start=1):
            cells = list(_within(row, _TC))
            if _is_gone(row):
                continue
            if len(cells) == 1 and not merged and len(list(self.blocks(cells[0]))) > 1:
                for block in self.blocks(cells[0]):  # the table is a frame around text, or the layout of a page
                    yield from self.block(block)
                continue
            texts = tuple(self.cells(row, cells, merged))
            if any(text.strip() for text in texts):
                yield Passage("", f"bảng {table}, hàng {number}", table=table, cells=texts)

    def cells(self, row: Element, cells: list[Element], merged: dict[int, str]) -> Iterator[str]:
        """The texts of a row; a cell merged with the cell above has that cell's text."""
        column = _count(row.find(f"{w('trPr')}/{w('gridBefore')}"), 0)
        yield from [""] * column
        for cell in cells:
            if column >= _COLUMNS:
                return
            properties = cell.find(w("tcPr"))
            merge = None if properties is None else properties.find(w("vMerge"))
            goes_on = merge is not None and merge.get(w("val"), "continue") == "continue"
            merged[column] = merged.get(column, "") if goes_on else self.cell(cell)
            yield merged[column]
            span = min(_count(None if properties is None else properties.find(w("gridSpan")), 1), _COLUMNS - column)
            yield from [""] * (span - 1)
            column += max(span, 1)

    def cell(self, cell: Element) -> str:
        """The text of a cell: its paragraphs and boxes in order."""
        texts = []
        for block in self.blocks(cell):
            if block.tag == _P:
                line = self.line(block)
                texts += [self.numbering.label(block) + self.text(line), *map(self.cell, line.boxes)]
            elif block.tag == _TBL:
                texts += [self.cell(inner) for row in _within(block, _TR) for inner in _within(row, _TC)]
        return " ".join(" ".join(texts).split("\n"))

    def line(self, paragraph: Element) -> _Line:
        line = _Line()
        self.collect(paragraph, paragraph, "", line)
        return line

    def text(self, line: _Line) -> str:
        """The text of a paragraph in Unicode, converted where the name of a font shows an old encoding."""
        mended = [of_font(text, font) for text, font in line.pieces]
        self.kinds += [kind for piece in mended for kind in piece.kinds]
        return "".join(piece.text for piece in mended)

    def collect(self, element: Element, paragraph: Element, font: str, line: _Line) -> None:
        """Collect the visible text: insertions accepted, deletions left out, notes as `[^3]`."""
        for child in element:
            tag = child.tag
            if tag == _FIELD:
                self.field(child.get(w("fldCharType"), ""))
            elif tag == _CODE and self.fields:
                self.fields[-1][0] += child.text or ""
            elif tag == _BOX:
                line.boxes.append(child)
            elif tag == _RUN:
                if not self.styles.is_hidden(child, paragraph):
                    self.collect(child, paragraph, self.old_font(child, paragraph), line)
            elif isinstance(tag, str) and tag not in _GONE and not _is_contents(child):
                if (text := self.sign(child)) is None:
                    self.collect(_chosen(child), paragraph, font, line)
                elif not self.is_in_code():
                    line.add(text, child.get(w("font"), "") if tag == _SYMBOL else font)

    def old_font(self, run: Element, paragraph: Element) -> str:
        font = self.styles.font(run, paragraph)
        return font if kind_of_font(font) else ""

    def sign(self, element: Element) -> str | None:
        """The text that an element represents; None for an element with child elements."""
        tag = element.tag
        if tag in (_TEXT, _MATH_TEXT):
            return element.text or ""
        if tag == w("br"):
            return " " if element.get(w("type")) in ("page", "column") else "\n"
        if tag in _REFERENCES:
            return f"[^{self.number(element)}]"
        return _symbol(element) if tag == _SYMBOL else _SIGNS.get(tag)

    def field(self, kind: str) -> None:
        """Track the beginning of a field, of its result, and its end. `kind`: `begin`, `separate` or `end`."""
        if kind == "begin":
            self.fields.append([""])
        elif kind == "separate" and self.fields:
            self.fields[-1].append("")
        elif kind == "end" and self.fields:
            self.fields.pop()

    def is_in_code(self) -> bool:
        """Whether the current text is the code of a field, or the result of a table of contents."""
        return any(len(field) == 1 or field[0].strip().upper().startswith("TOC") for field in self.fields)

    def number(self, reference: Element) -> str:
        key = _REFERENCES[reference.tag] + reference.get(w("id"), "")
        return self.order.setdefault(key, str(len(self.order) + 1))

    def notes(self) -> Iterator[Passage]:
        """The notes that the text refers to, with their printed numbers."""
        for kind, prefix in (("footnotes", ""), ("endnotes", "e")):
            root = self.package.related(kind)
            for note in () if root is None else root:
                number = self.order.get(prefix + (note.get(w("id")) or "")) if isinstance(note.tag, str) else None
                if number and (text := self.cell(note).strip()):
                    yield Passage(text, f"chú thích {number}", note=number)

    def chunk(self, element: Element) -> Iterator[Passage]:
        """The passages of an embedded document."""
        _, name = self.package.relations.get(element.get(r("id"), ""), ("", ""))
        if not name:
            return
        try:
            if name not in self.package.names or self.nested >= _NESTED:
                raise Unreadable("")
            document = _embedded(self.package.read(name), self.nested)
        except Unreadable:
            self.notices.append(_EMBEDDED.format(name=name.rpartition("/")[2]))
            return
        self.notices += document.notices
        base = self.tables
        self.tables += max([0, *(passage.table for passage in document.passages)])
        for passage in document.passages:
            table = passage.table + base if passage.table else 0
            yield Passage(
                passage.text, f"tài liệu lồng, {passage.where}", passage.note, passage.level, table, passage.cells
            )


def _embedded(data: bytes, nested: int) -> Document:
    """The passages of an imported part: another Word document, a page of HTML or a plain text."""
    if data.startswith(b"PK"):
        return _read(data, None, nested + 1)
    if data.lstrip().startswith((b"{\\rtf", b"\xd0\xcf\x11\xe0", b"MIME-Version")) or len(data) > 2**21:
        raise Unreadable("")
    text = data.decode("utf-8-sig", errors="replace")
    if re.search(r"<(?:html|body|p|div|table)\b", text[:5000], re.IGNORECASE):
        page = _Page()
        page.feed(text)
        text = "".join(page.pieces)
    lines = [line.strip() for line in text.split("\n")]
    return settled([Passage(line, f"đoạn {number}") for number, line in enumerate(filter(None, lines), start=1)])


class _Page(HTMLParser):
    """The text of a page of HTML, one paragraph a line."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.silent += tag in ("script", "style", "title")
        self.pieces.append("\n" if tag in ("p", "div", "br", "li", "tr", "h1", "h2", "h3", "h4") else "")

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in ("script", "style", "title")

    def handle_data(self, data: str) -> None:
        self.pieces.append("" if self.silent > 0 else html.unescape(" ".join(data.split())) + " ")


def _within(parent: Element, tag: str) -> Iterator[Element]:
    """The rows of a table or cells of a row, also in content controls; without rows of inner tables."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in (_SDT, w("sdtContent"), w("customXml"), w("smartTag"), w("ins"), w("moveTo")):
            yield from _within(child, tag)


def _chosen(element: Element) -> Element:
    """The alternative of a drawing to read: the first one with text, else none."""
    if element.tag != f"{_MC}AlternateContent":
        return element
    choices = [choice for choice in element if any(True for _ in choice.iter(_TEXT))]
    return choices[0] if choices else []


def _is_contents(element: Element) -> bool:
    """Whether a content control or simple field is a table of contents."""
    if element.tag == w("fldSimple"):
        return str(element.get(w("instr"), "")).strip().upper().startswith("TOC")
    gallery = element.find(f"{w('sdtPr')}/{w('docPartObj')}/{w('docPartGallery')}") if element.tag == _SDT else None
    return gallery is not None and gallery.get(w("val")) == "Table of Contents"


def _is_gone(row: Element) -> bool:
    """Whether a row was deleted or is hidden."""
    return any(row.find(f"{w('trPr')}/{w(name)}") is not None for name in ("del", "hidden"))


def _count(element: Element | None, default: int) -> int:
    value = "" if element is None else element.get(w("val"), "")
    return min(int(value), _COLUMNS) if re.fullmatch("[0-9]{1,9}", value) else default


def _symbol(element: Element) -> str:
    """A symbol given by its code in a font: a letter in an old Vietnamese font; empty in a font of pictures."""
    font, code = element.get(w("font"), ""), element.get(w("char"), "")
    if not kind_of_font(font) or not re.fullmatch("[0-9A-Fa-f]{1,4}", code):
        return ""
    return chr(int(code, 16) & 0xFF)


def _parted_lines(text: str) -> Iterator[str]:
    """A paragraph with line breaks, split before each line that begins like an item or a heading of a part."""
    piece = ""
    for line in text.split("\n"):
        label = LABEL.match(line)
        begins = bool(label and label[0].strip()) or part_head(line.strip()) or line.lstrip().startswith(("- ", "• "))
        if piece.strip() and begins:
            yield piece
            piece = ""
        piece += f" {line}"
    yield piece
