"""Passages: the paragraphs, rows of tables and footnotes of a report, each with its place."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from showcase.language.old_letters import mended, table

SIZE_LIMIT = 100 * 2**20
"""Bytes of a file; scanned pictures make honest reports large."""
TEXT_LIMIT = 8 * 2**20
"""Bytes of text; the longest of five real reports has 86 KB."""
PASSAGE_LIMIT = 20_000
"""Characters of one passage; a real one has some 4,000."""

Progress = Callable[[int, int], None]


class Unreadable(ValueError):
    """A file that is no report this reader understands; the message says why, in Vietnamese."""


@dataclass(frozen=True)
class Passage:
    """One paragraph, row of a table or footnote."""

    text: str
    """Without emphasis; references to footnotes as `[^12]`, quotes curly."""
    where: str
    """`dòng 86`, `đoạn 14`, `bảng 2, hàng 3`, `chú thích 10, dòng 86`."""
    note: str = ""
    """Number of the footnote that this passage is."""
    level: int = 0
    """Level of a heading style or of Markdown's #, 0 when it has none."""
    table: int = 0
    """Number of the table, from 1; 0 outside tables."""
    cells: tuple[str, ...] = ()


@dataclass(frozen=True)
class Document:
    """What was read of a file, and what its reader should know of how it was read, in Vietnamese."""

    passages: list[Passage]
    notices: tuple[str, ...] = ()


def settled(
    raw: list[Passage], notices: Iterable[str] = (), kinds: Iterable[str] = (), pictures: bool = False
) -> Document:
    """Passages as they came from a file, in Unicode and clean. `kinds`: of old letters that were converted already.

    `pictures`: whether the file holds any. Raises `Unreadable` when it holds nothing else.
    """
    texts = [text for one in raw for text in (one.text, *one.cells)]
    if pictures and not any(text.strip() for text in texts):
        raise Unreadable(SCANNED)
    new = mended("\n".join(text.replace("\n", " ") for text in texts))
    lines = iter(new.text.split("\n"))
    passages = [
        replace(one, text=clean(next(lines)), cells=tuple(_joined(clean_whole(next(lines))) for _ in one.cells))
        for one in raw
    ]
    found = sorted({*kinds, *new.kinds})
    told = [CONVERTED.format(kinds=" và ".join(table()["names"][kind] for kind in found))] if found else []
    return Document([one for one in passages if one.text or any(one.cells)], (*told, *notices))


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
    """One passage on one line: NFC, single spaces, curly quotes, references as `[^12]`, no emphasis, cut."""
    return _joined(clean_whole(text)[:PASSAGE_LIMIT])


def _joined(text: str) -> str:
    return _SHORT_UNIT.sub(r"\1 ", text)


_SHORT_UNIT = re.compile(r"(?:(?<=[\w,] )|(?<=\())(TP|TX|TT|H|P|X|Q|T)\.\s*(?=[^\W_])")
"""`P. Bửu Long`, `TP. Biên Hòa`: a short word for a unit, whose dot ends no sentence."""


def clean_whole(text: str) -> str:
    """The same for a text of any length, as a cell of a register is."""
    text = _HIDDEN.sub("", unicodedata.normalize("NFC", text).replace("\xa0", " "))
    text = _SUP_TAG.sub(r"[^\1]", _EMPHASIS.sub("", text))
    text = _SUP_DIGITS.sub(lambda match: f"[^{match[0].translate(_SUPERSCRIPTS)}]", text)
    text = _STRAIGHT.sub(r"“\1”", " ".join(text.split()).translate(_ANGULAR))
    return _SINGLE.sub(_outermost, text)


def _outermost(match: re.Match[str]) -> str:
    """Single quotes as curly ones, unless they stand within others."""
    before = match.string[max(0, match.start() - 300) : match.start()]
    return match[0] if before.rfind("“") > before.rfind("”") else f"“{match[1]}”"


def without_references(text: str) -> str:
    """The text as a reader sees it, without `[^12]`."""
    return re.sub(r"\s?\(?\[\^[\d?]{1,4}\]\)?", "", text).strip()
