"""Read the text layer of a PDF with PDFium, the library of Chromium.

A PDF has lines but no paragraphs: a line that is clearly shorter than the others of its page ends a paragraph.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pypdfium2

from showcase.importing.outlines import key
from showcase.importing.passages import TEXT_LIMIT, Document, Passage, Progress, Unreadable
from showcase.importing.pdf_tables import text_with_tables
from showcase.importing.plain_text import PARAGRAPH_END, document_of_text

_PAGES = 1000
_LEAST = 10
"""Least letters and digits a page on average; with fewer, the pages are pictures."""
ROW = "|"
"""The beginning of a line that is a row of a table, and the separator of its cells."""
_FULL = 0.85
"""Least length of a line that may continue in the next one, as a share of the longest lines of its page."""
_HEAD = re.compile(r"(?:s?tt|so tt|so thu tu) (?:\w+ ){0,3}mo hinh\b")
"""The head of a table that was read as a plain line."""
_UNREAD = (
    "Ở {where} có bảng không kẻ khung, nên không rõ chữ nào ở cột nào; hãy xin bản Word, hoặc mở tệp này bằng Word, "
    "kẻ khung cho bảng rồi lưu thành .docx và đọc lại."
)
_NOTICES = 5
"""Most notices about such tables."""
_BROKEN = "tệp PDF bị hỏng; hãy xin lại tệp, hoặc xin bản .docx"
_LOCKED = "tệp PDF có mật khẩu; hãy mở bằng mật khẩu, in ra tệp PDF mới không có mật khẩu rồi đọc lại"
_SCANNED = "tệp PDF chỉ có ảnh, không có chữ (bản quét); hãy xin bản .docx, hoặc nhận dạng chữ (OCR) rồi đọc lại"


def read_pdf(path: Path, progress: Progress | None = None) -> Document:
    """All passages in order, each with its page and its line on that page. Raises OSError and `Unreadable`."""
    pages = _pages(path.read_bytes(), progress)
    if sum(len(re.findall(r"\w", page)) for page in pages) < _LEAST * len(pages):
        raise Unreadable(_SCANNED)
    if sum(map(len, pages)) > TEXT_LIMIT:
        raise Unreadable(f"báo cáo quá dài, hơn {TEXT_LIMIT // 2**20} MB chữ")
    lines: list[str] = []
    starts: list[int] = []
    for page in pages:
        starts.append(len(lines))
        new = _without_number(page.split("\n"))
        _go_on(lines, new)
        lines += _paragraphs(new)
    document = document_of_text("\n".join(lines))
    passages = [replace(passage, where=_place(passage.where, starts)) for passage in document.passages]
    return Document(passages, (*document.notices, *_unread(passages)[:_NOTICES]))


def _unread(passages: list[Passage]) -> list[str]:
    return [_UNREAD.format(where=passage.where) for passage in passages if _HEAD.match(key(passage.text[:80]))]


def _pages(data: bytes, progress: Progress | None) -> list[str]:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise Unreadable(_LOCKED if "password" in str(error).lower() else _BROKEN) from None
    try:
        count = min(len(document), _PAGES)
        texts = []
        for number in range(count):
            if progress:
                progress(number, count)
            texts.append(_text(document, number))
        return texts
    finally:
        document.close()


def _text(document: pypdfium2.PdfDocument, number: int) -> str:
    """The text of a page. Soft hyphens stay, since they are letters in old fonts."""
    try:
        text = text_with_tables(document[number])
    except pypdfium2.PdfiumError:
        raise Unreadable(_BROKEN) from None
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\ufffe", "\xad").replace("\x02", "\xad")


def _without_number(lines: list[str]) -> list[str]:
    """The lines of a page with its page number replaced by an empty line, so that line numbers stay right."""
    filled = [index for index, line in enumerate(lines) if line.strip()]
    for index in {*filled[:1], *filled[-1:]}:
        if re.fullmatch(r"\W*(?:Trang\s*)?\d{1,4}(?:\s*/\s*\d{1,4})?\W*", lines[index]):
            lines[index] = ""
    return lines


def _go_on(before: list[str], new: list[str]) -> None:
    """Join a table that was split by a page break: drop the repeated head, join the two halves of a row."""
    last = next((at for at in range(len(before) - 1, -1, -1) if before[at].strip()), 0)
    top = last
    while top and before[top - 1].startswith(ROW):
        top -= 1
    filled = [at for at, line in enumerate(new) if line.strip()][:2]
    if before and filled and new[filled[0]] == before[top] and before[top].startswith(ROW):
        new[filled.pop(0)] = ""
    if before and filled and (joined := _joined(before[last], new[filled[0]])):
        before[last], new[filled[0]] = joined, ""


def _joined(row: str, rest: str) -> str:
    """A row joined with its second half on the next page; empty if the next row is complete."""
    if not (row.startswith(ROW) and rest.startswith(ROW)):
        return ""
    cells, further = row.strip(ROW).split(ROW), rest.strip(ROW).split(ROW)
    if len(cells) != len(further) or further[0].strip() or not re.fullmatch(r"\s*\d{1,4}[.)]?\s*", cells[0]):
        return ""
    return ROW + ROW.join(f"{cell.rstrip()} {more.strip()} " for cell, more in zip(cells, further, strict=True)) + ROW


def _paragraphs(lines: list[str]) -> Iterator[str]:
    """The lines of a page, with PARAGRAPH_END after each that ends a paragraph."""
    lengths = sorted(len(line) for line in lines if not line.startswith(ROW))
    longest = lengths[-max(1, len(lengths) // 5)] if lengths else 0
    for line in lines:
        ends = len(line.strip()) < _FULL * longest and not line.startswith(ROW)
        yield line.strip() + (PARAGRAPH_END if ends else "")


def _place(where: str, starts: list[int]) -> str:
    """`trang 3, dòng 6-8` for `dòng 86-88` of the whole document. `starts`: first line of each page."""
    first, *rest = map(int, re.findall(r"\d+", where.rpartition("dòng ")[2]))
    page = sum(start < first for start in starts)
    numbers = [str(number - starts[page - 1]) for number in (first, *rest) if number > starts[page - 1]]
    note = where.partition(", dòng")[0] + ", " if where.startswith("chú thích") else ""
    return f"{note}trang {page}, dòng {'-'.join(numbers)}"
