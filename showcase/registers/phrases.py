"""Read the text of one cell: dates, years, levels, lists, clauses. None where the meaning is not certain."""

import re
from collections.abc import Iterator
from functools import cache

from showcase.importing.outlines import key, words
from showcase.registers.columns import headings
from showcase.schema.dates import PartialDate, read_date, read_period
from showcase.schema.vocabulary import vocabulary

_DATE = re.compile(
    r"(?i)(?:(?:từ|kể từ|bắt đầu)\s+)*(?:ngày\s+)?(?:(\d{1,2})\s*(?:[/.-]|tháng)\s*)?(?:tháng\s*)?"
    r"(?:(\d{1,2})\s*(?:[/.-]|năm)\s*)?(?:năm\s+)?([12]\d{3})\.?"
)
_BULLET = re.compile(r"^\s*(?:[-+•*–]|\(?\d{1,2}[.)]|[a-zđ]\))\s*")
_YEAR = re.compile(r"\b((?:19|20)\d\d)\b")


def date_of(text: str) -> str | None:
    """A day, month or year: `05/3/2026`, `tháng 3 năm 2026`, `từ 2026`; None for any other text."""
    match = _DATE.fullmatch(" ".join(text.split()))
    if not match:
        return None
    day, month, year = (part or "" for part in match.groups())
    try:
        return str(read_date("/".join(filter(None, (day, month, year) if month else (day, year)))))
    except ValueError:
        return None


def period_of(text: str) -> str | None:
    """A year or range of years: `2026`, `Năm 2026`, `giai đoạn 2020 - 2022`; None for any other text."""
    bare = re.sub(r"(?i)^(?:giai đoạn|năm|đợt|các năm)\s+", "", " ".join(text.split()))
    try:
        return read_period(bare)
    except ValueError:
        return date_of(bare)


def date_and_end(text: str) -> tuple[str | None, str | None]:
    """The two dates of `01/3/2026 - 30/11/2026`, `từ tháng 3/2026 đến tháng 11/2026`; both None for any other text."""
    ends = re.split(r"\s+(?:đến|tới)\s+(?:hết\s+)?|\s+[-–]\s+", " ".join(text.split()))
    first, last = (date_of(ends[0]), date_of(ends[1])) if len(ends) == 2 else (None, None)
    return (first, last) if first and last and _ordered(first, last) else (None, None)


def _ordered(first: str, last: str) -> bool:
    start, end = read_date(first), read_date(last)
    return start <= PartialDate(end.year, end.month or 12, end.day or 31)


def coded(name: str, text: str) -> str | None:
    """The code in the list `name` that a cell gives as code or label: `coded("statuses", "Đang duy trì")`."""
    return _codes(name).get(key(text))


@cache
def _codes(name: str) -> dict[str, str]:
    listed = vocabulary(name)
    return {key(code): code for code in listed} | {key(label): code for code, label in listed.items()}


@cache
def _words(table: str) -> dict[str, str]:
    return {key(word): code for code, listed in headings()[table].items() for word in words(listed)}


def named(table: str, text: str) -> str | None:
    """The code for a phrase in a table of `headings.yml`: `named("levels", "Cấp tỉnh") == "tinh"`."""
    return _words(table).get(key(text))


def level_and_year(text: str) -> tuple[str | None, int | None]:
    """The level and the year of `Cấp tỉnh (2024)`; both None where the text has further words."""
    years = _YEAR.findall(text)
    rest = re.sub(r"(?i)\bnăm\b|[(),;]", " ", _YEAR.sub(" ", text))
    level = named("levels", rest) or coded("recognition_levels", rest)
    return (level, int(years[0]) if len(years) == 1 else None) if level and len(years) < 2 else (None, None)


def items(text: str, most: int) -> list[str]:
    """The lines of a cell without bullets, at most `most`; further lines are joined to the last one."""
    lines = [item for line in text.split("\n") if (item := _BULLET.sub("", line).strip())]
    return lines if len(lines) <= most else [*lines[: most - 1], " ".join(lines[most - 1 :])]


def clauses(text: str, table: str) -> Iterator[tuple[str | None, str]]:
    """The clauses of a cell, each with the code of the words before its colon, or None: `Chủ trì: Hội Phụ nữ; ...`."""
    code = None
    for clause in re.split(r"[\n;]+", text):
        lead, colon, rest = _BULLET.sub("", clause).partition(":")
        if colon and (new := named(table, lead)) and rest.strip():
            code, clause = new, rest
        body = _BULLET.sub("", clause).strip(" .;")
        if body:
            yield code, body


def first_sentence(text: str) -> str:
    """The first sentence, beginning with a capital."""
    sentence = re.split(r"(?<=[.!?…;])\s", " ".join(_BULLET.sub("", text).split()), maxsplit=1)[0].rstrip(" ;.")
    return sentence[:1].upper() + sentence[1:]
