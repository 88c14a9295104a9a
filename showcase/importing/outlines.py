"""The words of official reports from `outlines.yml`: headings, opening words, owners, units."""

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from showcase.language.data import read_data
from showcase.language.words import fold, syllables

FILE = Path(__file__).with_name("outlines.yml")

UPPER = "".join(char for char in map(chr, range(0x41, 0x1F00)) if char.isupper() and char.isalpha())
"""All capital letters that Vietnamese names may begin with."""

LABEL = re.compile(
    r"(?:[-+•–]\s*)?(?:\(?(?P<mark>[IVX]{1,5}|[ivx]{2,5}(?=[.)])|[A-Z]\d{1,2}(?=[.)])|\d{1,3}(?:\.\d{1,2})*|[a-zđ])(?:[.)](?!\d)\s*|/\s+|\s?[-–]\s+|-\s+))?\s*"
)
"""The label before a heading or item: `- `, `2.1. `, `a) `, `V- `."""


_HEADING_WORDS = 10
_OWNERS = re.compile(
    r"(?:ten )?(?:co quan|don vi|tap the|ca nhan|to chuc|chu the)"
    r"(?: (?:va |hoac )?(?:co quan|don vi|tap the|ca nhan|to chuc))*"
    r"(?: (?:dang ky|thuc hien|xay dung|chu tri|phu trach))?(?: mo hinh)?"
)
_TITLE_WORDS = r"(?:mo hinh(?: dan van kheo)?|cong trinh|phan viec|sang kien|cach lam(?: hay)?|dien hinh)"
_KINDS = r"(?:dang ky|tieu bieu|dien hinh|hieu qua|moi|noi bat)"
_TITLES = re.compile(rf"(?:ten )?(?=.*mo hinh){_TITLE_WORDS}(?: (?:va |hoac )?{_TITLE_WORDS})*(?: {_KINDS})?")
"""Headings of the column of titles: `Tên công trình, mô hình`, `Mô hình, cách làm hay`."""
UNNUMBERED = 9
"""Depth of a passage without a number or heading style."""
LETTERED = 5


@cache
def outlines() -> dict[str, Any]:
    """The content of `outlines.yml`."""
    content: dict[str, Any] = read_data(FILE)
    return content


@lru_cache(maxsize=20_000)
def key(text: str) -> str:
    """A text for comparison, without tones and punctuation: `quoc phong an ninh` for `Quốc phòng - an ninh:`."""
    return " ".join(syllables(text))


def words(*lists: Iterable[str | list[str]]) -> list[str]:
    """The words of (nested) lists, longest first, since a pattern tries them in this order."""
    flat = [word for items in lists for item in items for word in (item if isinstance(item, list) else [item])]
    return sorted(flat, key=len, reverse=True)


def any_of(choices: Iterable[str]) -> str:
    """A regular expression for any of these words, in this letter case."""
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in choices) + ")"


@cache
def part_headings() -> dict[str, str]:
    """Folded heading -> part: `{"tinh moi": "novelty"}`."""
    return {key(heading): part for part, headings in outlines()["parts"].items() for heading in words(headings)}


def part_named(heading: str) -> str | None:
    """The part that a heading names: known headings, `Tên mô hình ...`, `Cơ quan, đơn vị đăng ký` in any order."""
    name = key(heading)
    if (known := part_headings().get(name)) or len(name.split()) > _HEADING_WORDS:
        return known
    if name.startswith("ten mo hinh "):
        return "title"
    return "owner" if _OWNERS.fullmatch(name) else None


def column_named(head: str) -> str | None:
    """The part that the heading of a column names. `Mô hình tiêu biểu` is a column of titles, elsewhere a chapter."""
    return part_named(head) or ("title" if _TITLES.fullmatch(key(head)) else None)


@cache
def _starts(group: str) -> list[tuple[str, str]]:
    pairs = [(key(phrase), code) for code, phrases in outlines()[group].items() for phrase in phrases]
    return sorted(pairs, key=lambda pair: len(pair[0]), reverse=True)


def field_of(text: str) -> str | None:
    """The code of the field that a heading or the beginning of a list names; None without one."""
    head = key(text[:80]) + " "
    return next((code for phrase, code in _starts("fields") if head.startswith(phrase + " ")), None)


def field_named(text: str) -> str | None:
    """The code of the field for a cell that consists of its name, with or without `Lĩnh vực`."""
    name = key(text).removeprefix("linh vuc ").removeprefix("phat trien ")
    known = {phrase.removeprefix("linh vuc "): code for phrase, code in _starts("fields")}
    return known.get(name)


def group_of(text: str) -> str | None:
    """The code of the group that a heading `Nhóm mô hình ...` names."""
    head = key(text[:200])
    if not head.startswith("nhom mo hinh"):
        return None
    return next((code for phrase, code in _starts("groups") if phrase in head), None)


def begins_with(kind: str, text: str) -> bool:
    """Whether a passage begins with a phrase of `sections`. `kind`: `plans`, `closings`, `asides` ..."""
    head = fold(text[:60])
    return any(head.startswith(fold(phrase)) for phrase in outlines()["sections"][kind])


def opening_of(text: str) -> str | None:
    """The part of the story by the first words of a sentence: `results` for `Đến nay đã ...`."""
    head = f"{text[:60].casefold()} "
    openings = ((part, word.casefold()) for part, phrases in outlines()["openings"].items() for word in phrases)
    return next((part for part, word in openings if re.match(rf"{re.escape(word)}\W", head)), None)


def is_contents(text: str) -> bool:
    """Whether a passage is an entry of a table of contents: dots and a page number at its end."""
    return bool(re.search(r"(?:\.{4,}|…{2,}|_{4,}|\s\.\s\.\s\.)\W*\d{1,4}$", text[-120:]))


def begins_instructions(text: str) -> bool:
    """Whether a passage begins instructions for filling in a form."""
    table = outlines()["instructions"]
    return text.startswith(tuple(table["opening"])) and any(ask in text for ask in table["ask"])


def is_instruction(title: str) -> bool:
    """Whether the text after `Tên mô hình:` is an instruction: `ngắn gọn, nêu được việc làm`."""
    return title.lstrip("( ").startswith(tuple(outlines()["instructions"]["texts"])) and "“" not in title


def speaks_of_two_tiers(text: str) -> bool:
    """Whether a text speaks of local government of two tiers, which exists since 1 July 2025."""
    return any(fold(phrase) in fold(text) for phrase in outlines()["sections"]["two_tiers"])


def kind_of_owner(owner: str) -> str | None:
    """The kind of owner by the first words of the name; None if they are unknown."""
    head = key(owner) + " "
    for kind, starts in outlines()["owners"]["kinds"].items():
        if any(head.startswith(key(start) + " ") for start in starts):
            return str(kind)
    return None


@cache
def movements() -> frozenset[str]:
    """Names in quotes after `mô hình` that are no titles: the movement itself, forms of organisation."""
    return frozenset(map(key, outlines()["titles"]["movements"]))


def parted(text: str, level: int) -> tuple[str, int]:
    """The text without its label, and its depth: 1 for `II.`, 2 for `3.`, 3 for `3.1.`, 5 for `a)`.

    `level`: the level of the heading style, used where there is no number.
    """
    label = LABEL.match(text)
    mark = label["mark"] if label else None
    body = text[label.end() :] if label else text
    if mark is None:
        return body, level or UNNUMBERED
    if mark[-1].isdigit():
        return body, 2 + mark.count(".")
    return body, 1 if mark.isupper() else LETTERED


def part_head(text: str) -> tuple[list[str], str] | None:
    """The parts that the heading of a passage names (one or two), and the text after the heading; None without one."""
    match = re.match(r"(?P<head>[^:.\n]{3,120}?)\s*(?::|\.(?=\s|$)|\s[-–]\s|\slà\s|$)", text)
    if not match:
        return None
    head = key(match["head"])
    if re.fullmatch(r"mo hinh (?:so )?\d{1,2}", head) and "“" not in text and match.end() < len(text):
        return ["title"], text[match.end() :].strip()
    parts = [part_named(head)] if part_named(head) else list(map(part_named, head.split(" va ")))
    known = [part for part in parts if part]
    return (known, text[match.end() :].strip()) if len(known) == len(parts) else None
