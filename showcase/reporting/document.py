"""The layout of an official document after Decree 30/2020/NĐ-CP, Annex I: size, margins, font, head, signature.

The name of the office, number, date and signer are left as placeholders in square brackets.
"""

from collections.abc import Iterable, Sequence

import docx
from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.table import CT_Row
from docx.shared import Mm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph

FONT = "Times New Roman"
BODY = Pt(14)
# Annex I, part I: A4, 20 to 25 mm above and below, 30 to 35 left, 15 to 20 right.
TOP, BOTTOM, LEFT, RIGHT = Mm(20), Mm(20), Mm(30), Mm(15)


def new_document(title: str) -> Document:
    """An empty document with the decree's size, margins, font and page numbers."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = TOP, BOTTOM
    section.left_margin, section.right_margin = LEFT, RIGHT
    section.header_distance = Mm(10)
    section.different_first_page_header_footer = True
    _number_pages(section.header.paragraphs[0])
    _set_styles(document)
    document.core_properties.title = title
    document.core_properties.author = document.core_properties.comments = ""
    document.core_properties.language = "vi-VN"
    return document


def _set_styles(document: Document) -> None:
    for name, size in (("Normal", BODY), ("Heading 1", BODY), ("Heading 2", BODY)):
        style = document.styles[name]
        style.font.name, style.font.size = FONT, size
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for kind in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
            fonts.set(qn(kind), FONT)
        for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            fonts.attrib.pop(qn(theme), None)
        style.font.color.rgb = None
        style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(6)
        style.paragraph_format.line_spacing = 1.15
    document.styles["Heading 1"].font.bold = True
    document.styles["Heading 2"].font.bold = True


def _number_pages(paragraph: Paragraph) -> None:
    """Add the page number at the top centre, from the second page on."""
    paragraph.alignment = ALIGN.CENTER
    run = paragraph.add_run()
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        made = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            made.set(qn("w:fldCharType"), kind)
        else:
            made.text = text
        run._r.append(made)


def add_heading_block(document: Document, name: str, subject: str) -> None:
    """Add the head of the first page: office and state, number and date, kind of document and subject."""
    table = document.add_table(1, 2)
    table.autofit = False
    office, state = table.rows[0].cells
    _lines(office, ("[TÊN CƠ QUAN CHỦ QUẢN]", 13, ""), ("[TÊN CƠ QUAN BÁO CÁO]", 13, "b"))
    _lines(office, ("_______", 10, ""), ("Số:          /BC-[…]", 13, ""))
    _lines(state, ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 13, "b"), ("Độc lập - Tự do - Hạnh phúc", 14, "b"))
    _lines(state, ("_______________________", 10, ""), ("[Địa danh], ngày      tháng      năm ", 14, "i"))
    for column, width in zip(table.columns, (Mm(67), Mm(98)), strict=True):
        column.width = column.cells[0].width = width
    add_line(document, name, bold=True, space_before=Pt(12))
    add_line(document, subject, bold=True)
    add_line(document, "_________")


def _lines(cell: _Cell, *lines: tuple[str, int, str]) -> None:
    """Add centred lines: (text, size in points, look: `b` for bold, `i` for italic, or empty)."""
    for text, size, look in lines:
        first = cell.paragraphs[0]
        paragraph = cell.add_paragraph() if first.text else first
        paragraph.alignment = ALIGN.CENTER
        paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(0)
        run = paragraph.add_run(text)
        run.font.size, run.bold, run.italic = Pt(size), "b" in look, "i" in look


def add_line(document: Document, text: str, bold: bool = False, space_before: int | None = None) -> None:
    """Add one centred line."""
    paragraph = document.add_paragraph()
    paragraph.alignment = ALIGN.CENTER
    paragraph.paragraph_format.space_after = Pt(0)
    paragraph.paragraph_format.space_before = space_before or Pt(0)
    paragraph.add_run(text).bold = bold


def add_paragraph(document: Document, text: str, lead: str = "") -> None:
    """Add a justified paragraph, its first line indented by 10 mm. `lead`: words before it in bold."""
    paragraph = document.add_paragraph()
    paragraph.alignment = ALIGN.JUSTIFY
    paragraph.paragraph_format.first_line_indent = Mm(10)
    if lead:
        paragraph.add_run(f"{lead} ").bold = True
    paragraph.add_run(text)


def add_heading(document: Document, text: str, level: int = 1) -> None:
    """Add a heading, `I. TỔNG QUAN` (level 1) or `1. Tên mô hình` (level 2), in a heading style of Word."""
    heading = document.add_heading(text, level)
    heading.paragraph_format.first_line_indent = Mm(10)
    heading.paragraph_format.keep_with_next = True


def add_table(document: Document, heads: Sequence[str], widths: Sequence[int], rows: Iterable[Sequence[str]]) -> None:
    """Add a table with borders; its head is repeated on every page. Widths in millimetres."""
    table = document.add_table(1, len(heads))
    table.style = "Table Grid"
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    _fill(table.rows[0].cells, heads, bold=True)
    _mark(table.rows[0]._tr, "w:tblHeader")
    for texts in rows:
        row = table.add_row()
        _fill(row.cells, texts)
        _mark(row._tr, "w:cantSplit")
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)


def _fill(cells: Sequence[_Cell], texts: Sequence[str], bold: bool = False) -> None:
    for cell, text in zip(cells, texts, strict=True):
        paragraph = cell.paragraphs[0]
        paragraph.alignment = ALIGN.CENTER if bold else ALIGN.LEFT
        paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(2)
        paragraph.paragraph_format.line_spacing = 1
        run = paragraph.add_run(text)
        run.font.size, run.bold = Pt(12), bold


def _mark(row: CT_Row, name: str) -> None:
    """Set a property of a row that python-docx has no words for: repeated as head, not split between pages."""
    made = OxmlElement(name)
    made.set(qn("w:val"), "true")
    row.get_or_add_trPr().append(made)


def add_signature(document: Document) -> None:
    """Who receives it, on the left; who signs, on the right: both left open."""
    table = document.add_table(1, 2)
    receivers, signer = table.rows[0].cells
    paragraph = receivers.paragraphs[0]
    run = paragraph.add_run("Nơi nhận:")
    run.bold = run.italic = True
    run.font.size = Pt(12)
    for line in ("- [Cơ quan nhận báo cáo];", "- Lưu: VT."):
        paragraph = receivers.add_paragraph()
        paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(0)
        paragraph.add_run(line).font.size = Pt(11)
    _lines(signer, ("[CHỨC VỤ CỦA NGƯỜI KÝ]", 14, "b"))
    for _ in range(4):
        signer.add_paragraph()
    _lines(signer, ("[Họ và tên]", 14, "b"))
