"""Vietnamese text as it is read aloud: numbers, dates, units and abbreviations in words.

Numbers are read as the radio reads them: `1.030` is "một nghìn không trăm ba mươi", `4,4` is "bốn phẩy bốn".
What abbreviations and units are called stands in `data/spoken.yml`.
"""

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import yaml

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_SCALES = ("", " nghìn", " triệu")

_NUMBER = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_MONTH = r"(?:0?[1-9]|1[0-2])"
_DATE = re.compile(
    rf"(?<![\d/])(?:(ngày )?({_DAY})/({_MONTH})/([12]\d{{3}})|(tháng )?({_MONTH})/([12]\d{{3}}))(?![\d/])"
)
_SHORT_DATE = re.compile(rf"\bngày ({_DAY})/({_MONTH})(?![\d/])")
_DOCUMENT = re.compile(
    r"\b((?:số|Nghị quyết|Quyết định|Chỉ thị|Kế hoạch|Kết luận|Công văn) )?(\d+)-([A-ZĐ]+)(/[A-ZĐ-]+)?(?!\w)"
)
_RANGE = re.compile(rf"(?<![\d.,])({_NUMBER})\s*[-–]\s*({_NUMBER})(?![\d]|[.,]\d)")
_SHARE = re.compile(rf"(?<![\d.,/])({_NUMBER})/({_NUMBER})(?![\d/]|[.,]\d)")
_ORDINAL = re.compile(r"\b([Tt]hứ) (\d)\b")
_ANY_NUMBER = re.compile(rf"(?<![\d.,])(?:{_NUMBER})(?![.,]?\d)")
_PADDED = re.compile(r"(?<![\d.,/])(?<!\bsố )0+(?=[1-9]\d*(?![.,]?\d))")
_CAPITALS = re.compile(r"(?<!\w)[A-ZĂÂĐÊÔƠƯ]{2,}(?!\w)")
_RATE_OF_NUMBER = re.compile(r"(?<=[a-zà-ỹđ²³])/(?=\d)")
_RATE = re.compile(r"(?<=[a-zà-ỹđ²³])/(?=[a-zà-ỹđ])")
_WORD = re.compile(r"[^\W_]+")


@cache
def settings() -> dict[str, Any]:
    """What `data/spoken.yml` says: `abbreviations`, `units`, `letters`, `pace` and `most`."""
    loaded: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "data" / "spoken.yml").read_text("utf-8"))
    return loaded


def spoken(text: str) -> str:
    """The text in words alone: `spoken("24 thẻ BHYT") == "hai mươi tư thẻ bảo hiểm y tế"`.

    Brackets become pauses and quotes fall away; everything else keeps its place.
    """
    for rule in _RULES:
        text = rule(text)
    return re.sub(r" +(?=[,.;:!?])", "", " ".join(text.split())).lstrip(",; ")


def syllables_of(text: str) -> int:
    """How many syllables a text in words has; a hyphen joins two: `ki-lô-mét` has three."""
    return len(_WORD.findall(text))


def minutes(text: str) -> float:
    """How long slow reading takes, in minutes, to the half: `0.5`, `1.5`."""
    pace: int = settings()["pace"]
    return max(1, round(2 * syllables_of(text) / pace)) / 2


def in_words(number: int) -> str:
    """A whole number from 0 up: `in_words(1005) == "một nghìn không trăm linh năm"`."""
    if number >= 10**9:
        billions, rest = divmod(number, 10**9)
        return f"{in_words(billions)} tỷ" + (f" {_below_billion(rest, full=True)}" if rest else "")
    return _below_billion(number) or _DIGITS[0]


def _below_billion(number: int, full: bool = False) -> str:
    """The groups of three, highest first; `full` when something stands before, so that hundreds are said."""
    said = ""
    for power in (2, 1, 0):
        group = number // 1000**power % 1000
        if group:
            said += f" {_three_digits(group, bool(said) or full)}{_SCALES[power]}"
    return said.strip()


def _three_digits(number: int, full: bool) -> str:
    hundreds, rest = divmod(number, 100)
    said = f"{_DIGITS[hundreds]} trăm" if hundreds or full else ""
    if not rest:
        return said
    return f"{said} {_two_digits(rest, after_hundreds=bool(said))}".strip()


def _two_digits(number: int, after_hundreds: bool) -> str:
    tens, ones = divmod(number, 10)
    if tens == 0:
        return f"linh {_DIGITS[ones]}" if after_hundreds else _DIGITS[ones]
    said = "mười" if tens == 1 else f"{_DIGITS[tens]} mươi"
    # Sounds change behind the tens: 15 is mười lăm, 21 hai mươi mốt, 24 hai mươi tư.
    changed = {0: "", 5: " lăm"} | ({1: " mốt", 4: " tư"} if tens > 1 else {})
    return said + changed.get(ones, f" {_DIGITS[ones]}")


def _read_number(written: str) -> str:
    """`1.030`, `4,4`, `0,05` in words; digits behind the comma one by one when they begin with nought."""
    whole, _, decimals = written.replace(".", "").partition(",")
    said = f"{_DIGITS[0]} {in_words(int(whole))}" if whole.startswith("0") and int(whole) else in_words(int(whole))
    if not decimals:
        return said
    one_by_one = decimals.startswith("0") or len(decimals) > 2
    return f"{said} phẩy {' '.join(_DIGITS[int(d)] for d in decimals) if one_by_one else in_words(int(decimals))}"


def _dates(text: str) -> str:
    def full(match: re.Match[str]) -> str:
        _, day, month, year, _, only_month, its_year = match.groups()
        if only_month:
            return f"tháng {_month(only_month)} năm {in_words(int(its_year))}"
        return f"ngày {_day(day)} tháng {_month(month)} năm {in_words(int(year))}"

    text = _DATE.sub(full, text)
    return _SHORT_DATE.sub(lambda match: f"ngày {_day(match[1])} tháng {_month(match[2])}", text)


def _day(written: str) -> str:
    return f"mồng {in_words(int(written))}" if int(written) <= 10 else in_words(int(written))


def _month(written: str) -> str:
    return "tư" if int(written) == 4 else in_words(int(written))


def _documents(text: str) -> str:
    """`15-NQ/TU` is said as `Nghị quyết số 15 của Tỉnh ủy`, its kind once only."""

    def said(match: re.Match[str]) -> str:
        before, number, issuer = match[1] or kind_of(match[3]), match[2], match[4] or ""
        named = before if before.strip() == "số" else f"{before.strip()} số "
        return f"{named}{number}" + (f" của {issuer.strip('/').replace('-', ' ')}" if issuer else "")

    def kind_of(abbreviation: str) -> str:
        return str(settings()["abbreviations"].get(abbreviation, f"văn bản {abbreviation}"))

    return _DOCUMENT.sub(said, text)


def _pairs(text: str) -> str:
    text = _RANGE.sub(lambda match: f"{match[1]} đến {match[2]}", text)
    text = _SHARE.sub(lambda match: f"{match[1]} trên {match[2]}", text)
    return _ORDINAL.sub(lambda match: f"{match[1]} {'tư' if match[2] == '4' else _DIGITS[int(match[2])]}", text)


def _units(text: str) -> str:
    """Units directly behind a number, and the stroke of `suất/ngày` or `triệu đồng/1.000 m²`."""
    # Between two names (Đoàn/Hội) a stroke is a choice, not a rate; a rate always stands behind a small letter or sign.
    text = _RATE_OF_NUMBER.sub(" trên ", text)
    text = _RATE.sub(f" {settings()['per']} ", text)
    # A unit stands behind a number, or alone behind "mỗi": triệu đồng mỗi ha.
    return _named("units").sub(lambda match: f" {settings()['units'][match[1]]}", text)


@cache
def _named(which: str) -> re.Pattern[str]:
    """All names of a list of `data/spoken.yml`, the longest first, where they may stand."""
    names = "|".join(sorted(map(re.escape, settings()[which]), key=len, reverse=True))
    if which == "units":
        return re.compile(rf"(?:(?<=\d)|(?<=\d )|(?<=\bmỗi ))\s*({names})(?![\w²³])")
    return re.compile(rf"(?<!\w)({names})(?!\w)")


def _abbreviations(text: str) -> str:
    known = settings()["abbreviations"]
    text = _named("abbreviations").sub(lambda match: known[match[1]], text)
    return _CAPITALS.sub(lambda match: " ".join(settings()["letters"][letter] for letter in match[0]), text)


def _numbers(text: str) -> str:
    text = re.sub(r"(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])", " ", text)
    # Reports write 05 hộ for five; only a number that names something keeps its nought: số 02.
    text = _PADDED.sub("", text)
    text = _ANY_NUMBER.sub(lambda match: _read_number(match[0]), text)
    # What is left is glued to letters or is no number that anyone would read as one.
    return re.sub(r"\d", lambda match: f" {_DIGITS[int(match[0])]} ", text)


def _signs(text: str) -> str:
    text = re.sub(r"\s*[(\[]\s*", ", ", text)
    text = re.sub(r"\s*[)\]]\s*(?=[.,;:!?]|$)", "", text)
    text = re.sub(r"\s*[)\]]\s*", ", ", text)
    return re.sub(r"[“”\"‘’]", "", text).replace(" - ", ", ").replace("/", " ")


_RULES: tuple[Callable[[str], str], ...] = (_dates, _documents, _pairs, _units, _abbreviations, _numbers, _signs)
