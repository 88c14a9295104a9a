"""A report as passages: its paragraphs, rows of tables and footnotes, each with its place."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from showcase.language.old_letters import mended, table

SIZE_LIMIT = 100 * 2**20
"""Most bytes of a file; a report with scanned pictures may be large."""
TEXT_LIMIT = 8 * 2**20
"""Most bytes of text; the longest of five real reports has 86 KB."""
PASSAGE_LIMIT = 20_000
"""Most characters of one passage; a long passage of a real report has about 4,000."""

Progress = Callable[[int, int], None]


class Unreadable(ValueError):
    """A file that cannot be read as a report; the message gives the reason in Vietnamese."""


@dataclass(frozen=True)
class Passage:
    """One paragraph, row of a table or footnote."""

    text: str
    """Without emphasis, with curly quotes, and with references to footnotes as `[^12]`."""
    where: str
    """`dòng 86`, `đoạn 14`, `bảng 2, hàng 3`, `chú thích 10, dòng 86`."""
    note: str = ""
    """Number of the footnote, for a passage that is a footnote."""
    level: int = 0
    """Level of a heading style or of Markdown's #; 0 for other passages."""
    table: int = 0
    """Number of the table, from 1; 0 outside tables."""
    cells: tuple[str, ...] = ()


@dataclass(frozen=True)
class Document:
    """The passages of a file, and notices about the reading, in Vietnamese."""

    passages: list[Passage]
    notices: tuple[str, ...] = ()


def settled(
    raw: list[Passage], notices: Iterable[str] = (), kinds: Iterable[str] = (), pictures: bool = False
) -> Document:
    """The passages of a file, converted to Unicode and cleaned. `kinds`: old encodings converted before.

    `pictures`: whether the file has pictures. Raises `Unreadable` when it has pictures but no text.
    """
    texts = [text for passage in raw for text in (passage.text, *passage.cells)]
    if pictures and not any(text.strip() for text in texts):
        raise Unreadable(SCANNED)
    new = mended("\n".join(text.replace("\n", " ") for text in texts))
    lines = iter(new.text.split("\n"))
    passages = [
        replace(passage, text=clean(next(lines)), cells=tuple(_joined(clean_whole(next(lines))) for _ in passage.cells))
        for passage in raw
    ]
    converted = sorted({*kinds, *new.kinds})
    notes = [CONVERTED.format(kinds=" và ".join(table()["names"][kind] for kind in converted))] if converted else []
    return Document([passage for passage in passages if passage.text or any(passage.cells)], (*notes, *notices))


SCANNED = (
    "tệp chỉ có ảnh, không có chữ (bản quét); hãy xin bản gõ, hoặc nhận dạng chữ (OCR) rồi lưu thành .docx và đọc lại"
)
CONVERTED = "Chữ trong tệp là chữ {kinds}, đã chuyển sang Unicode; hãy đọc lại tên riêng."

_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\uf8ff\ufeff]")
_EMPHASIS = re.compile(r"\*\*|__|(?<!\w)\*(?=\S)|(?<=\S)\*(?!\w)")
_SUP_TAG = re.compile(r"<sup>\s*\(?(\d{1,3})\)?\s*</sup>", re.IGNORECASE)
_SUP_DIGITS = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}")
_STRAIGHT = re.compile(r'"([^"“”]{1,300})"')
_SINGLE = re.compile(r"(?<![\w“])['‘]([^'‘’“”]{2,250})['’](?![\w”])")
_ANGULAR = str.maketrans({"«": "“", "»": "”", "„": "“", "‟": "“", "〝": "“", "〞": "”"})


def clean(text: str) -> str:
    """The text of a passage on one line, cut at PASSAGE_LIMIT: NFC, single spaces, `[^12]` for notes, no emphasis."""
    return _joined(clean_whole(text)[:PASSAGE_LIMIT])


def _joined(text: str) -> str:
    return _SHORT_UNIT.sub(r"\1 ", text)


_SHORT_UNIT = re.compile(r"(?:(?<=[\w,] )|(?<=\())(TP|TX|TT|H|P|X|Q|T)\.\s*(?=[^\W_])")
"""An abbreviated unit, whose dot is no end of a sentence: `P. Bửu Long`, `TP. Biên Hòa`."""


def clean_whole(text: str) -> str:
    """The same as `clean` without a limit of length, for cells of a register."""
    text = _HIDDEN.sub("", unicodedata.normalize("NFC", text).replace("\xa0", " "))
    text = _SUP_TAG.sub(r"[^\1]", _EMPHASIS.sub("", text))
    text = _SUP_DIGITS.sub(lambda match: f"[^{match[0].translate(_SUPERSCRIPTS)}]", text)
    text = _STRAIGHT.sub(r"“\1”", " ".join(text.split()).translate(_ANGULAR))
    return _SINGLE.sub(_outermost, text)


def _outermost(match: re.Match[str]) -> str:
    """Single quotes as curly double quotes, unless they are within a pair of those."""
    before = match.string[max(0, match.start() - 300) : match.start()]
    return match[0] if before.rfind("“") > before.rfind("”") else f"“{match[1]}”"


def without_references(text: str) -> str:
    """The text without references to footnotes (`[^12]`)."""
    return re.sub(r"\s?\(?\[\^[\d?]{1,4}\]\)?", "", text).strip()
