"""Small documents for the tests: Word files made with python-docx (and XML for what it cannot make), and PDFs."""

import zipfile
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import nsdecls, qn
from docx.text.paragraph import Paragraph

WML = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"


def new_document() -> Document:
    return docx.Document()


def table_document(rows: list[list[str]]) -> Document:
    """A document with one table of these rows."""
    document = new_document()
    table = document.add_table(rows=len(rows), cols=max(map(len, rows)))
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, cells, strict=False):
            cell.text = text
    return document


def cite(paragraph: Paragraph, number: int) -> None:
    """Add a reference to a footnote to a paragraph."""
    reference = OxmlElement("w:footnoteReference")
    reference.set(qn("w:id"), str(number))
    paragraph.add_run()._r.append(reference)


def add_footnotes(document: Document, notes: dict[int, str]) -> None:
    """Add the part with the footnotes, and the two footnotes that Word always adds for the line above them."""
    rules = "".join(
        f'<w:footnote w:type="{kind}" w:id="{number}"><w:p/></w:footnote>'
        for number, kind in ((-1, "separator"), (0, "continuationSeparator"))
    )
    written = "".join(
        f'<w:footnote w:id="{number}"><w:p><w:r><w:footnoteRef/></w:r>'
        f'<w:r><w:t xml:space="preserve"> {text}</w:t></w:r></w:p></w:footnote>'
        for number, text in notes.items()
    )
    blob = f"<w:footnotes {nsdecls('w')}>{rules}{written}</w:footnotes>".encode()
    part = Part(PackURI("/word/footnotes.xml"), FOOTNOTES, blob, document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def saved(document: Document, folder: Path, name: str = "bao-cao.docx") -> Path:
    path = folder / name
    document.save(str(path))
    return path


def with_part(path: Path, name: str, content: bytes) -> None:
    """Replace one part of a package, with the best compression."""
    with zipfile.ZipFile(path) as archive:
        parts = {one.filename: archive.read(one) for one in archive.infolist()}
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for part, data in (parts | {name: content}).items():
            archive.writestr(part, data)
    path.write_bytes(buffer.getvalue())


def with_body(folder: Path, body: str, name: str = "bao-cao.docx") -> Path:
    """A document whose text is this XML, with the styles of python-docx; `w`, `r`, `mc`, `wps` and `v` are bound."""
    path = saved(new_document(), folder, name)
    bound = " ".join(
        f'xmlns:{prefix}="{address}"'
        for prefix, address in {
            "w": WML,
            "r": RELATIONS,
            "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
            "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
            "v": "urn:schemas-microsoft-com:vml",
        }.items()
    )
    with_part(path, "word/document.xml", f"<w:document {bound}><w:body>{body}</w:body></w:document>".encode())
    return path


def part_of(path: Path, name: str) -> str:
    with zipfile.ZipFile(path) as archive:
        return archive.read(name).decode("utf-8")


def related(path: Path, relation: str, kind: str, target: str) -> None:
    """Add a relation to the document part; its target need not exist."""
    name = "word/_rels/document.xml.rels"
    one = f'<Relationship Id="{relation}" Type="{RELATIONS}/{kind}" Target="{target}"/></Relationships>'
    with_part(path, name, part_of(path, name).replace("</Relationships>", one).encode())


def run(text: str, properties: str = "") -> str:
    """The XML of one run of text."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(text: str, properties: str = "") -> str:
    """The XML of a paragraph of one run."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{run(text)}</w:p>"


PdfLine = str | tuple[str, ...]
"""A line of text, or a row of a table with drawn borders; a line break in a cell begins a second line there."""


def pdf_document(pages: Sequence[Sequence[PdfLine]], folder: Path, name: str = "bao-cao.pdf") -> Path:
    """A PDF of these lines; its font maps as many codes to letters as it needs, at most 223."""
    letters = sorted({char for page in pages for line in page for text in line for char in text})
    codes = {char: number for number, char in enumerate(letters, start=33)}
    mapped = "\n".join(f"<{code:02x}> <{ord(char):04x}>" for char, code in codes.items())
    cmap = f"begincmap 1 begincodespacerange <00> <ff> endcodespacerange {len(codes)} beginbfchar {mapped} endbfchar"
    widths = "/FirstChar 33 /LastChar 255 /Widths [" + "500 " * 223 + "]"
    font = f"/Type /Font /Subtype /TrueType /BaseFont /Any {widths} /ToUnicode 4 0 R"
    objects = ["", f"<< {font} >>", _stream(f"/CIDInit /ProcSet findresource begin {cmap} endcmap end")]
    kids = []
    for page in pages:
        objects.append(_stream("\n".join(_drawn(page, codes))))
        kids.append(len(objects) + 3)
        resources = "/Resources << /Font << /F 3 0 R >> >> /MediaBox [0 0 900 842]"
        objects.append(f"<< /Type /Page /Parent 2 0 R {resources} /Contents {len(objects) + 1} 0 R >>")
    objects[0] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(f'{kid - 1} 0 R' for kid in kids)}] >>"
    written = "%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
    for number, one in enumerate(objects, start=2):
        written += f"{number} 0 obj\n{one}\nendobj\n"
    path = folder / name
    path.write_bytes(f"{written}trailer << /Root 1 0 R >>\n%%EOF".encode("latin-1"))
    return path


def _drawn(page: Sequence[PdfLine], codes: dict[str, int]) -> Iterator[str]:
    """Drawing commands of a page, top down; stroked lines between rows, narrow rectangles between columns (Word)."""
    top = 796
    for line in page:
        cells = (line,) if isinstance(line, str) else line
        for column, cell in enumerate(cells):
            for number, text in enumerate(cell.split("\n")):
                shown = "".join(f"{codes[char]:02x}" for char in text)
                yield f"BT /F 12 Tf {52 + 200 * column} {top - 12 - 16 * number} Td <{shown}> Tj ET"
        bottom = top - 16 * max(cell.count("\n") + 1 for cell in cells)
        if not isinstance(line, str):
            yield from (f"50 {y} m {50 + 200 * len(cells)} {y} l S" for y in (top, bottom))
            yield from (f"{50 + 200 * at} {bottom} 0.5 {top - bottom} re f" for at in range(len(cells) + 1))
        top = bottom


def _stream(content: str) -> str:
    return f"<< /Length {len(content)} >>\nstream\n{content}\nendstream"
