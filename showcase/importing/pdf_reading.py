"""Passages of a PDF with a text layer, read by the library that Chromium shows PDFs with.

A PDF has lines and no paragraphs: a line that ends well before the others of its page ends a paragraph.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pypdfium2

from showcase.importing.passages import TEXT_LIMIT, Document, Progress, Unreadable
from showcase.importing.plain_text import PARAGRAPH_END, document_of_text

_PAGES = 1000
_LEAST = 10
"""Letters and digits on a page, on the average; below it the pages are pictures."""
_FULL = 0.85
"""How long a line is, as a share of the longest ones of its page, that may go on in the next."""
_BROKEN = "tệp PDF bị hỏng; hãy xin lại tệp, hoặc xin bản .docx"
_LOCKED = "tệp PDF có mật khẩu; hãy mở bằng mật khẩu, in ra tệp PDF mới không có mật khẩu rồi đọc lại"
_SCANNED = "tệp PDF chỉ có ảnh, không có chữ (bản quét); hãy xin bản .docx, hoặc nhận dạng chữ (OCR) rồi đọc lại"


def read_pdf(path: Path, progress: Progress | None = None) -> Document:
    """All passages in order, each with its page and line there. Raises OSError and `Unreadable`."""
    pages = _pages(path.read_bytes(), progress)
    if sum(len(re.findall(r"\w", page)) for page in pages) < _LEAST * len(pages):
        raise Unreadable(_SCANNED)
    if sum(map(len, pages)) > TEXT_LIMIT:
        raise Unreadable(f"báo cáo quá dài, hơn {TEXT_LIMIT // 2**20} MB chữ")
    lines: list[str] = []
    starts: list[int] = []
    for page in pages:
        starts.append(len(lines))
        lines += _paragraphs(_without_number(page.split("\n")))
    document = document_of_text("\n".join(lines))
    return replace(document, passages=[replace(one, where=_place(one.where, starts)) for one in document.passages])


def _pages(data: bytes, progress: Progress | None) -> list[str]:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise Unreadable(_LOCKED if "password" in str(error).lower() else _BROKEN) from None
    try:
        count = min(len(document), _PAGES)
        found = []
        for number in range(count):
            if progress:
                progress(number, count)
            found.append(_text(document, number))
        return found
    finally:
        document.close()


def _text(document: pypdfium2.PdfDocument, number: int) -> str:
    """The text of a page; a soft hyphen, which in an old font is a letter, as itself."""
    try:
        text = str(document[number].get_textpage().get_text_range())
    except pypdfium2.PdfiumError:
        raise Unreadable(_BROKEN) from None
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\ufffe", "\xad").replace("\x02", "\xad")


def _without_number(lines: list[str]) -> list[str]:
    """The lines of a page without its number at the top or bottom; a blank one keeps the count of lines right."""
    filled = [index for index, line in enumerate(lines) if line.strip()]
    for index in {*filled[:1], *filled[-1:]}:
        if re.fullmatch(r"\W*(?:Trang\s*)?\d{1,4}(?:\s*/\s*\d{1,4})?\W*", lines[index]):
            lines[index] = ""
    return lines


def _paragraphs(lines: list[str]) -> Iterator[str]:
    """The lines of a page, each that ends a paragraph with a mark that plain text joins nothing to."""
    longest = sorted(map(len, lines))[-max(1, len(lines) // 5)] if lines else 0
    for line in lines:
        yield line.strip() + ("" if len(line.strip()) >= _FULL * longest else PARAGRAPH_END)


def _place(where: str, starts: list[int]) -> str:
    """`dòng 86-88` of the whole as `trang 3, dòng 6-8`."""
    first, *rest = map(int, re.findall(r"\d+", where.rpartition("dòng ")[2]))
    page = sum(start < first for start in starts)
    numbers = [str(number - starts[page - 1]) for number in (first, *rest) if number > starts[page - 1]]
    note = where.partition(", dòng")[0] + ", " if where.startswith("chú thích") else ""
    return f"{note}trang {page}, dòng {'-'.join(numbers)}"
