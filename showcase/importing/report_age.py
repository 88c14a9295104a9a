"""Decide from the text of a report whether it was written before or after the merger of communes (1 July 2025).

The date below its head decides. Without one: dates after the merger that are no plans; then words and units that exist
only since the merger. Without those the age stays open.
"""

import re
from collections.abc import Iterator
from datetime import date

from showcase.importing.outlines import UPPER, speaks_of_two_tiers

MERGER = date(2025, 7, 1)
_HEAD = 30
"""So many first passages of a report are searched for its date and its year."""
_DATE = r"\s+(?P<day>\d{1,2})(?:\s*[/.-]\s*|\s+tháng\s+)(?P<month>\d{1,2})(?:\s*[/.-]\s*|\s+năm\s+)(?P<year>20\d\d)"
_LINE = re.compile(rf"(?:[{UPPER}]\w+,\s*|(?:BC|KH|TB|CTr|NQ|TTr|CV|HD|QĐ)[\w/-]*,?\s+)[Nn]gày{_DATE}")
_FULL = re.compile(rf"[Nn]gày{_DATE}")
_SHORT = re.compile(r"(?<![\d/.-])(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>20\d\d)(?!\d)")
_MONTH = re.compile(r"(?<![\d/.-])(?P<month>1[0-2]|0?[1-9])/(?P<year>20\d\d)(?!\d)")
_YEAR = re.compile(r"[Nn](?:ăm|ĂM)\s+(?P<year>20\d\d)(?!\s*[-–]\s*\d|\d)")
_PLAN = re.compile(
    r"(?:đến|trước|hết|tới|phấn đấu|mục tiêu|dự kiến|kế hoạch|phương hướng|giai đoạn|nhiệm kỳ)\W"
    r"(?!.*\btừ\b)[^.;]{0,40}$",
    re.IGNORECASE,
)
_NEW_UNIT = re.compile(rf"[Đđ]ặc khu\s+[{UPPER}]|ĐẶC KHU\s")


def is_of_today(texts: list[str]) -> bool | None:
    """True for a report written since the merger, False for an older one, None if unknown."""
    head = texts[:_HEAD]
    if written := next(_days(_LINE, head), None):
        return written >= MERGER
    days = [*_days(_FULL, texts), *_days(_SHORT, texts), *_days(_MONTH, texts), *_days(_YEAR, head)]
    if any(day >= MERGER for day in days) or any(speaks_of_two_tiers(text) or _NEW_UNIT.search(text) for text in texts):
        return True
    years = list(_days(_YEAR, head))
    return False if years and max(years) < MERGER.replace(month=1, day=1) else None


def _days(pattern: re.Pattern[str], texts: list[str]) -> Iterator[date]:
    """The dates that match a pattern, without plans. A month gives its 28th day, a year its first day."""
    for text in texts:
        for match in pattern.finditer(text):
            named = match.groupdict()
            if _PLAN.search(text, max(0, match.start() - 80), match.start()):
                continue
            try:
                month = int(named.get("month") or 1)
                yield date(int(match["year"]), month, int(named.get("day") or (28 if "month" in named else 1)))
            except ValueError:
                continue
