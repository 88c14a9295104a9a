"""Small Word documents for the tests, made with python-docx; what it has no way to is written as XML."""

import zipfile
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
    """Let a paragraph refer to a footnote."""
    reference = OxmlElement("w:footnoteReference")
    reference.set(qn("w:id"), str(number))
    paragraph.add_run()._r.append(reference)


def add_footnotes(document: Document, notes: dict[int, str]) -> None:
    """The part with the footnotes, and the two that Word always puts there for the line above them."""
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
    """Replace one part of a package, compressed as well as can be."""
    with zipfile.ZipFile(path) as archive:
        parts = {one.filename: archive.read(one) for one in archive.infolist()}
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for part, data in (parts | {name: content}).items():
            archive.writestr(part, data)
    path.write_bytes(buffer.getvalue())
