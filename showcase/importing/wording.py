"""The words around the titles of one passage: before, after, and whether a title begins the passage."""

import re
from collections.abc import Iterator

from showcase.importing.mention import WORD, Mention
from showcase.importing.outlines import part_head

_NUMBERED = re.compile(rf"{WORD}\s+(?:số\s+)?(?:\d{{1,3}}|thứ\s+\w+)\s*[:.–-]\s*")


def pieces(body: str) -> Iterator[str]:
    """The parts of a form written as one paragraph: `Tên mô hình: A. Đơn vị: B.` gives two."""
    if not part_head(body):
        yield body
        return
    start = 0
    for boundary in re.finditer(r"[.;]\s+(?=[^\W\d_][^:.;]{2,80}:)", body):
        if part_head(body[boundary.end() : boundary.end() + 120]):
            yield body[start : boundary.start()]
            start = boundary.end()
    yield body[start:]


def begins_passage(body: str, start: int) -> bool:
    """Whether a title is at the beginning of its passage, perhaps after a number: `Mô hình 2: “A”`."""
    return start == 0 or bool(_NUMBERED.fullmatch(body, 0, start))


def is_headline(body: str, named: list[Mention]) -> bool:
    """Whether a line consists of a few words, a colon and a title: `CHUYỆN DÂN VẬN: MÔ HÌNH “A”`."""
    return bool(re.fullmatch(r"[^“”.;:]{2,40}:\s*", body[: named[0].start])) and not body[named[-1].end :].strip("” ")


def words_behind(body: str, start: int, end: int) -> str:
    """The words after a title, up to the clause of the next title; empty for a single word."""
    rest = body[start:end]
    if end < len(body) and (clause := list(re.finditer(r"[;.](?=\s)", rest))):
        rest = rest[: clause[-1].start()]
    rest = re.sub(rf"(?:[,;]?\s*(?:và|như)?\s*(?:\d+\s+)?(?:{WORD})?[\s:“]*)$", "", rest).strip(" ;,.*”“():–-")
    return rest if len(rest.split()) > 1 else ""


def words_before(text: str) -> str:
    """The words before the first title of a passage; empty for three words or less."""
    return text if len(text.split()) > 3 else ""
