"""Dates as the sources give them: a day, a month, a year, or a span of years.

Accepted, as quoted text: `24/11/2025`, `11/2025`, `2025`; for spans `2016-2020`.
"""

import datetime
import re
from dataclasses import dataclass

from showcase.schema.grammar import pattern

_DATE, _SPAN = pattern("date"), pattern("span")


@dataclass(frozen=True, order=True)
class PartialDate:
    """A date of which only the year, or year and month, may be known; 0 stands for not known."""

    year: int
    month: int = 0
    day: int = 0

    def __str__(self) -> str:
        """As Vietnamese readers write it: `24/11/2025`, `11/2025` or `2025`."""
        parts = [f"{self.day:02}"] * bool(self.day) + [f"{self.month:02}"] * bool(self.month)
        return "/".join([*parts, str(self.year)])

    def iso(self) -> str:
        """ISO 8601 with the known precision: `2025-11-24`, `2025-11` or `2025`."""
        parts = [f"{self.month:02}"] * bool(self.month) + [f"{self.day:02}"] * bool(self.day)
        return "-".join([f"{self.year:04}", *parts])


def read_date(text: str) -> PartialDate:
    """Read `24/11/2025`, `11/2025` or `2025`. Raises ValueError for another form or a day that does not exist."""
    match = _DATE.fullmatch(text)
    if not match:
        raise ValueError(text)
    day, month, year = (int(part) if part else 0 for part in match.groups())
    if (match[2] and not month) or (match[1] and not day):
        raise ValueError(text)
    datetime.date(year, month or 1, day or 1)
    return PartialDate(year, month, day)


def last_day(period: str) -> str:
    """The last ISO day that a date or a span of years may mean: `2024-02-29` of `02/2024`, `2020-12-31` of `2016-2020`.

    Raises ValueError for another form.
    """
    date = read_date(period.split("-")[-1])
    month = date.month or 12
    if date.day:
        return datetime.date(date.year, month, date.day).isoformat()
    following = datetime.date(date.year + month // 12, month % 12 + 1, 1)
    return (following - datetime.timedelta(days=1)).isoformat()


def meant_date(text: str) -> PartialDate | None:
    """The date in our spelling, from another spelling: `2025-11-24`, `24.11.2025`, `ngày 24 tháng 11 năm 2025`."""
    numbers = re.findall(r"[0-9]+", text[:60])
    if numbers and len(numbers[0]) == 4:
        numbers.reverse()
    try:
        return read_date("/".join(numbers))
    except ValueError:
        return None


def read_period(text: str) -> str:
    """Read a date or a span of years and give it back in one spelling: `2016-2020`. Raises ValueError."""
    span = _SPAN.fullmatch(text)
    if not span:
        return str(read_date(text))
    if int(span[1]) >= int(span[2]):
        raise ValueError(text)
    return f"{span[1]}-{span[2]}"
