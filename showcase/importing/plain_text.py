"""Read plain and Markdown text. Many files come from converters that broke lines, lost note marks or left tags."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from showcase.importing.outlines import column_named, part_head
from showcase.importing.passages import (
    PASSAGE_LIMIT,
    TEXT_LIMIT,
    Document,
    Passage,
    Unreadable,
    clean,
    clean_whole,
    settled,
)
from showcase.language.old_letters import mended


@dataclass(frozen=True)
class _Line:
    text: str
    first: int
    last: int
    after_blank: bool

    @property
    def where(self) -> str:
        return f"dòng {self.first}" if self.first == self.last else f"dòng {self.first}-{self.last}"


_NOTE = re.compile(r"\[\^(\d{1,3})\]:?\s*")
_RULE = re.compile(r"[-*_=\s|:]*")
_ENDS = (".", ";", ":", "!", "?", "…", "”", ")")
_LABEL = re.compile(r"(?:[-+•*–]\s|\(?(?:[IVX]{1,5}|\d{1,3}(?:\.\d{1,2})*|[ivx]{2,5}|[a-zđ])[.)\-/](?:\s|$))")
_WRAPPED_AT = 60
"""A line of at least this length without an end mark may continue in the next line."""
PARAGRAPH_END = "\x1e"
"""Marks the end of a paragraph, for readers of files that know it."""
_QUOTES = str.maketrans(dict(zip("\x91\x92\x93\x94\x95\x96\x97", "‘’“”•–—", strict=True)))
"""Characters of Windows-1252 at bytes without a character in Latin-1."""
_WIDEST = 130
"""Most characters of a line in a text that was wrapped at one width."""
LOST_MARK = "\ufffd"
"""The character that some converters write in place of the number of a footnote."""


def decode(data: bytes) -> str:
    """The text of a .txt or .md file in UTF-8, UTF-16 or an old 8-bit encoding. Raises `Unreadable`."""
    if len(data) > TEXT_LIMIT:
        raise Unreadable(f"báo cáo quá dài, hơn {TEXT_LIMIT // 2**20} MB chữ")
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        text = data.decode("latin-1").translate(_QUOTES)
    if mended(text[:20_000]).kinds:
        return text
    raise Unreadable("tệp chữ không ở dạng UTF-8; hãy lưu lại với bảng mã UTF-8")


def document_of_text(text: str) -> Document:
    """The passages of a text, converted to Unicode if it is in an old encoding; a notice says so."""
    new = mended(text)
    notices = settled([], kinds=new.kinds).notices
    return Document(passages_of_text(new.text), notices)


def passages_of_text(text: str) -> list[Passage]:
    """The passages of a plain or Markdown text."""
    lines = _joined(_notes_apart(_lines(_with_bars(text))))
    passages = [passage for line in lines for passage in _passages_of(line)]
    return _tables(_lost_numbers(passages))


_GAP = re.compile(r"\t+| {3,}|\s\|\s")


def _with_bars(text: str) -> str:
    """Rows separated by tabs, wide gaps or single bars as a Markdown table; only below a head with titles."""
    lines = text.split("\n")
    parts, single = 0, False
    for number, line in enumerate(lines):
        single = single and "\t" in line
        pieces = _cells(line) if single else [piece.strip() for piece in _GAP.split(line.strip())]
        heads = len(pieces) > 1 and "title" in map(column_named, pieces)
        single = single or (heads and pieces == _cells(line))
        parts = len(pieces) if heads and not line.lstrip().startswith("|") else parts if len(pieces) == parts else 0
        if parts:
            lines[number] = f"| {' | '.join(pieces)} |"
    return "\n".join(lines)


def _cells(line: str) -> list[str]:
    """The cells of a row as it comes from a spreadsheet, the empty ones among them."""
    return [cell.strip() for cell in line.split("\t")]


def _lines(text: str) -> Iterator[_Line]:
    """The lines with text. A lost footnote mark that was split over two lines is joined."""
    blank, held = True, None
    for number, raw in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), start=1):
        content = raw.strip()
        if held and content.startswith(")"):
            held = replace(held, text=f"{held.text}[^?]{content}", last=number)
        elif content and (content.startswith("|") or not _RULE.fullmatch(content)):
            if held:
                yield held
            held = _Line(content, number, number, blank)
        if held and not held.text.endswith("("):
            yield held
            held = None
        blank = not content
    if held:
        yield held


def _notes_apart(lines: Iterator[_Line]) -> list[_Line]:
    """The lines with all footnotes moved to the end, since footnotes interrupt the text at each end of a page."""
    running: list[_Line] = []
    notes: list[_Line] = []
    for line in lines:
        (notes if _is_note(line.text) else running).append(line)
    return running + notes


def _is_note(text: str) -> bool:
    return text.startswith((LOST_MARK, "[^")) or bool(re.match(r"<sup>|[⁰¹²³⁴⁵⁶⁷⁸⁹]", text))


def _joined(lines: list[_Line]) -> list[_Line]:
    """The lines joined to paragraphs where a page or line break split them."""
    joined: list[_Line] = []
    wrapped = _is_wrapped(lines)
    for line in lines:
        if joined and len(joined[-1].text) < PASSAGE_LIMIT and _goes_on(joined[-1], line, wrapped):
            whole = f"{joined[-1].text} {line.text}"
            joined[-1] = replace(joined[-1], text=whole, last=line.last)
        else:
            joined.append(line)
    return joined


def _is_wrapped(lines: list[_Line]) -> bool:
    """Whether the text was wrapped at one width: a line beginning with a capital may then continue the last one."""
    lengths = [len(line.text) for line in lines if not line.text.startswith("|")]
    longest = max(lengths, default=0)
    return (
        longest <= _WIDEST
        and len(lengths) > 5
        and sum(length > 0.8 * longest for length in lengths) > 0.5 * len(lengths)
    )


def _goes_on(before: _Line, line: _Line, wrapped: bool) -> bool:
    if _is_note(line.text) or _is_note(before.text) or line.text[0] in "|#":
        return False
    if before.text[0] in "|#" or _LABEL.match(line.text) or before.text.rstrip("*").endswith(_ENDS):
        return False
    tail = before.text[-400:]
    if tail.rfind("“") > tail.rfind("”"):
        return True
    if line.text[0] in '“"«' and before.text.rstrip(PARAGRAPH_END).endswith("mô hình"):
        return True
    if before.text.endswith(PARAGRAPH_END):
        return line.text[0].islower()
    if len(before.text) < _WRAPPED_AT or part_head(line.text):
        return False
    return line.text[0].islower() or line.text[0].isdigit() or (wrapped and not line.after_blank)


def _passages_of(line: _Line) -> Iterator[Passage]:
    level = len(line.text) - len(line.text.lstrip("#"))
    text = re.sub(r"^[*]\s", "- ", line.text.lstrip("#").strip())
    if line.text.startswith("|"):
        yield Passage(
            "", line.where, cells=tuple(clean_whole(cell) for cell in line.text.strip("|").split("|")), table=1
        )
    elif text.startswith(LOST_MARK):
        yield Passage(clean(text.lstrip(LOST_MARK)), line.where, note="?")
    elif cleaned := clean(text):
        note = _NOTE.match(cleaned) if _is_note(text) else None
        if note:
            yield Passage(cleaned[note.end() :], f"chú thích {note[1]}, {line.where}", note=note[1])
        else:
            yield Passage(cleaned, line.where, level=min(level, 6))


def _lost_numbers(passages: list[Passage]) -> list[Passage]:
    """Footnotes that lost their numbers, numbered in order if their count equals the count of references."""
    marks = sum(passage.text.count("[^?]") for passage in passages)
    notes = sum(passage.note == "?" for passage in passages)
    if not marks or marks != notes:
        return passages
    counts = {"mark": 0, "note": 0}

    def numbered(which: str) -> str:
        counts[which] += 1
        return str(counts[which])

    numbered_passages = []
    for passage in passages:
        text = re.sub(r"\[\^\?\]", lambda _: f"[^{numbered('mark')}]", passage.text)
        number = numbered("note") if passage.note else ""
        where = f"chú thích {number}, {passage.where}" if number else passage.where
        numbered_passages.append(replace(passage, text=text, note=number, where=where))
    return numbered_passages


def _tables(passages: list[Passage]) -> list[Passage]:
    """Rows of Markdown tables with the number of their table; any other passage ends a table."""
    rows: list[Passage] = []
    number, within = 0, False
    for passage in passages:
        is_row = passage.table > 0
        number += is_row and not within
        within = is_row
        rows.append(replace(passage, table=number) if is_row else passage)
    return [passage for passage in rows if not passage.table or any(cell.strip("-: ") for cell in passage.cells)]
