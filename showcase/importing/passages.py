"""Passages: the paragraphs, rows of tables and footnotes of a report, each with its place."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

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


_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\uf8ff\ufeff]")
_EMPHASIS = re.compile(r"\*\*|__|(?<!\w)\*(?=\S)|(?<=\S)\*(?!\w)")
_SUP_TAG = re.compile(r"<sup>\s*\(?(\d{1,3})\)?\s*</sup>", re.IGNORECASE)
_SUP_DIGITS = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}")
_STRAIGHT = re.compile(r'"([^"“”]{1,300})"')


def clean(text: str) -> str:
    """One passage on one line: NFC, single spaces, curly quotes, references as `[^12]`, no emphasis."""
    text = _HIDDEN.sub("", unicodedata.normalize("NFC", text).replace("\xa0", " "))
    text = _SUP_TAG.sub(r"[^\1]", _EMPHASIS.sub("", text))
    text = _SUP_DIGITS.sub(lambda match: f"[^{match[0].translate(_SUPERSCRIPTS)}]", text)
    text = _STRAIGHT.sub(r"“\1”", " ".join(text.split()).replace("«", "“").replace("»", "”"))
    return text[:PASSAGE_LIMIT]


def without_references(text: str) -> str:
    """The text as a reader sees it, without `[^12]`."""
    return re.sub(r"\s?\(?\[\^[\d?]{1,4}\]\)?", "", text)
