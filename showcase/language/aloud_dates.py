"""Dates and times of day in words: `30/4` is "ba mươi tháng tư", `8h30` is "tám giờ ba mươi phút".

A day without a year is written like a share (8/10 hộ); the words beside it, listed in `aloud.yml`, decide.
"""

import re

from showcase.language.aloud_numbers import Match, in_words, listed, stands_behind, word_after, word_before

_DAY, _MONTH, _YEAR = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:0?[1-9]|1[0-2])", r"[12]\d{3}"
_ALONE, _END = r"(?<![\w/.,-])", r"(?![\w/]|[.,-]\d)"
_JOINED = r"\s*(?:[,;-]|và|đến|tới|hoặc)\s*"

_FULL_DATE = re.compile(rf"{_ALONE}({_DAY})([.-])({_MONTH})\2({_YEAR}){_END}")
_ISO_DATE = re.compile(rf"{_ALONE}({_YEAR})-(0[1-9]|1[0-2])-({_DAY}){_END}")
_ONE_DAY = rf"(?:{_DAY}\s*-\s*)?{_DAY}/{_MONTH}(?:/{_YEAR})?(?![/\d])"
_DAYS = re.compile(rf"{_ALONE}{_ONE_DAY}(?:{_JOINED}(?:ngày )?{_ONE_DAY})*{_END}")
_DAY_IN_DAYS = re.compile(rf"({_JOINED})?(ngày )?(?:({_DAY})\s*-\s*)?({_DAY})/({_MONTH})(?:/({_YEAR}))?(?![/\d])")
_SAME_WORD = re.compile(r"\b([^\W\d_]+)( \d[\d/]*)\s*-\s*(?=\1 \d)", re.IGNORECASE)
_DASHED_DAY = re.compile(rf"{_ALONE}({_DAY})[-.]({_MONTH}){_END}")
_DAYS_BEFORE = re.compile(r"(?:ngày|dịp|lễ) (?:\d+[./-]\d+(?:,| và|;) )+$", re.IGNORECASE)
_MONTHS = re.compile(rf"{_ALONE}(T|tháng )?(?:({_MONTH})\s*-\s*)?({_MONTH})([/-])({_YEAR}){_END}", re.IGNORECASE)
_MONTH_WORD = re.compile(rf"\b([Tt]háng) ({_MONTH})(?:\s*-\s*({_MONTH}))?(?![\d/]|[.,]\d)")
_FIRST_DAYS = re.compile(r"\b([Nn]gày) 0?([1-9]|10)(?= tháng)")
_QUARTER = re.compile(rf"\b([Qq]uý) ([1-4])(?:\s*[-/]\s*([1-4]))?(?:/({_YEAR}))?(?!\w|[.,/]\d)")
_CLOCK = re.compile(r"(?<![\w.,:/])([01]?\d|2[0-4])(?:\s?[hg]|:)([0-5]\d)(?:p|\s?phút)?(?![\w:]|[.,]\d)")
# "Từ 22 đến 24/7": the day before the last one is a day too.
_FROM_DAY = re.compile(rf"\b([Tt]ừ) ({_DAY})(?= (?:đến|tới) (?:ngày )?{_DAY}/{_MONTH}(?![/\d]*\d{{5}}))")
# "Giai đoạn 2016-2020 huyện làm", "Năm 2024 5 hộ": without a pause the years run into what follows.
_SPAN_FIRST = re.compile(
    rf"((?:^|(?<=[.;:!?] ))(?:Đầu |Trong )?(?:[Gg]iai đoạn|[Nn]ăm học) {_YEAR}\s*[-–]\s*{_YEAR})"
    r"(?= (?!của|và|là|đến)\w)"
)
_YEAR_FIRST = re.compile(rf"\b([Nn]ăm {_YEAR}) (?=\d)")
_HOURS = re.compile(r"(\d\s?(?:h|giờ|phút)|giờ)\s*-\s*(?=\d{1,2}\s?(?:h|giờ))")


def dates(text: str) -> str:
    """All dates, months and quarters: `từ 01/7/2025` is `từ ngày mồng một tháng bảy năm 2025`."""
    text = _FROM_DAY.sub(r"\1 ngày \2", text)
    text = _SPAN_FIRST.sub(r"\1,", text)
    text = _YEAR_FIRST.sub(r"\1, ", text)
    text = _SAME_WORD.sub(r"\1\2 đến ", text)
    text = _ISO_DATE.sub(r"\3/\2/\1", text)
    text = _FULL_DATE.sub(r"\1/\3/\4", text)
    text = _DASHED_DAY.sub(_dashed, text)
    text = _DAYS.sub(_days, text)
    text = _QUARTER.sub(_quarter, text)
    text = _MONTHS.sub(_months, text)
    text = _FIRST_DAYS.sub(lambda match: f"{match[1]} {_day(match[2])}", text)
    return _MONTH_WORD.sub(_month_word, text)


def times(text: str) -> str:
    """Times of day: `7:30` is `7 giờ 30 phút`; hours with a dash between them are a span."""
    text = _CLOCK.sub(_clock, text)
    return _HOURS.sub(r"\1 đến ", text)


def _day(written: str) -> str:
    return f"mồng {in_words(int(written))}" if int(written) <= 10 else in_words(int(written))


def _month(written: str) -> str:
    return "tư" if int(written) == 4 else in_words(int(written))


def _dashed(match: Match) -> str:
    """`ngày 30-4`; elsewhere, and before what can be counted, two numbers with a dash are a span."""
    before = word_before(match.string, match.start())
    behind_another = _DAYS_BEFORE.search(match.string, max(0, match.start() - 40), match.start())
    if not (before in ("ngày", "dịp", "lễ", "khánh") or behind_another) or _is_counted(match):
        return match[0]
    return f"{match[1]}/{match[2]}"


def _is_counted(match: Match) -> bool:
    """Whether the number before or the word behind makes it a count: mỗi ngày 5-7 suất."""
    before = match.string[max(0, match.start() - 30) : match.start()].lower().split()
    if before[-2:-1] and before[-2] in listed("each"):
        return True
    after = word_after(match.string, match.end())
    return after.islower() and after not in listed("day_ends")


def _days(match: Match) -> str:
    """A row of days, or of shares: `30/4 - 1/5`, `từ 01/01 đến 31/12`, `8/10 hộ`."""
    before = word_before(match.string, match.start())
    days = list(_DAY_IN_DAYS.finditer(match[0]))
    if not _are_days(match, before, days):
        return match[0]
    spans = before == "từ" or any(day[6] for day in days)
    return "".join(_day_aloud(day, before, spans) for day in days)


def _are_days(match: Match, before: str, days: list[Match]) -> bool:
    if before in listed("not_days") and not any(day[6] for day in days):
        return False
    if any(day[6] or day[2] for day in days):
        return True
    above = any(int(day[4]) > int(day[5]) for day in days)
    if above and before in listed("named_days"):
        return True
    if _is_counted(match):
        return False
    if match[0] in listed("never_days") and before not in listed("day_words"):
        return False
    padded = any(part.startswith("0") for day in days for part in day.group(4, 5))
    # A day above its month is no share of anything: 30/4.
    return before in listed("day_words") or padded or above


def _day_aloud(day: Match, before: str, spans: bool) -> str:
    joined, named, first, last, month, year = day.groups()
    joined = (joined or "").strip()
    before = word_before(joined, len(joined)) if joined else before
    joined = {"-": " đến " if spans else ", ", ",": ", ", ";": "; ", "": ""}.get(joined, f" {joined} ")
    asked = year or first or spans or before in listed("day_from") or "đến" in joined
    name = "ngày " if named or (asked and before != "ngày") else ""
    said = f"{_day(last)} tháng {_month(month)}" + (f" năm {year}" if year else "")
    return f"{joined}{name}" + (f"{_day(first)} đến ngày " if first else "") + said


def _months(match: Match) -> str:
    """`04/2026`, `tháng 6-2026`, `T6/2026`, `tháng 4-6/2026`; `đợt 2/2025` is no month."""
    named, first, last, sign, year = match.groups()
    before = word_before(match.string, match.start())
    if not named and (sign == "-" or before in listed("of_a_year")):
        return match[0] if sign == "-" else f"{match[0][: -len(year) - 1]} năm {year}"
    month = "Tháng" if named and named.startswith("Th") else "tháng"
    span = f"{month} {_month(first)} đến tháng" if first else month
    return f"{span} {_month(last)} năm {year}"


def _month_word(match: Match) -> str:
    """`tháng 4` is tháng tư, but `mỗi tháng 4 buổi` is four of something."""
    word, first, last = match.groups()
    if last and int(first) < int(last):
        return f"{word} {_month(first)} đến tháng {_month(last)}"
    if int(first) != 4 or last:
        return match[0]
    counted = word_after(match.string, match.end()) in listed("counted")
    each = word_before(match.string, match.start()) in listed("each")
    return f"{word} {'bốn' if counted or each else 'tư'}"


def _quarter(match: Match) -> str:
    word, first, last, year = match.groups()
    said = f"{word} {_month(first)}" + (f" đến quý {_month(last)}" if last else "")
    return said + (f" năm {year}" if year else "")


def _clock(match: Match) -> str:
    if stands_behind(match.string, match.start(), "ratios"):
        return match[0]
    hour, minute = int(match[1]), int(match[2])
    return f"{hour} giờ" + (f" {minute} phút" if minute else "")
