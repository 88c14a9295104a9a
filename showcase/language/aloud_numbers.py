"""Numbers in words, as the radio reads them.

`1.030` is "một nghìn không trăm ba mươi", `4,4` is "bốn phẩy bốn", `446/446 hộ` "bốn trăm bốn mươi sáu trên ...".
The words by which a share differs from a part stand in `aloud.yml`.
"""

import re
from functools import cache
from pathlib import Path
from typing import Any

from showcase.language.data import read_data

Match = re.Match[str]

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_SCALES = ("", " nghìn", " triệu")
_MOST_DIGITS = 12
"""A longer row of digits is a number of an account or a card: nobody reads it as an amount."""

NUMBER = r"(?:\d{1,3}(?:\.\d{3})+(?!\d)(?:,\d+)?|\d+(?:,\d+)?)"

_LAST_WORD = re.compile(r"([^\W\d_]+)\s*$")
_NEXT_WORD = re.compile(r"\s*([^\W\d_]+)")
_ROMAN = re.compile(r"(?<![\w.])([IVX]+)((?:\s*(?:[,/-]|và|đến)\s*[IVX]+)*)(?!\w|/[^\W\d])")
_ROMAN_NUMBER = re.compile(r"(?=.)(X{0,3})(IX|IV|V?I{0,3})")
_SAME_UNIT = re.compile(rf"(?<=\d)(\s?(?:[^\W\d_]+(?: [^\W\d_]+){{0,2}}[²³]?|[%‰]|°C?))\s*[-~]\s*(?={NUMBER}\1)")
_RANGE = re.compile(rf"(?<![\w.,/-]){NUMBER}(?:\s*[-~]\s*{NUMBER})+(?!\d|[.,]\d)")
_SHARE = re.compile(rf"(?<![\d.,/])({NUMBER})\s?/\s?({NUMBER})(?![\d/]|[.,]\d)")
_RATIO = re.compile(r"(?<=\d):(?=\d)")
_ORDINAL = re.compile(r"\b([Tt]hứ) ([14])\b(?![.,/]\d)")
_PHONE = re.compile(r"(?<![\w.,/+-])(?:\+\s?84|0)\d{1,3}(?:[ .-]?\d{2,4}){1,3}(?![\w/]|[.,-]\d)")
_SHORT_NUMBER = re.compile(r"(?<![\w.,/+-])(?:11[1-5]|1022|1[89]00(?: ?\d{2,6})?)(?![\w/]|[.,-]\d)")
_VERSION = re.compile(r"(?<![\d.,])\d+(?:\.\d+)+(?![.,]?\d)")
_ANY_NUMBER = re.compile(rf"(?<![\d.,]){NUMBER}(?![.,]?\d)")


@cache
def settings() -> dict[str, Any]:
    """What `aloud.yml` says: `abbreviations`, `units`, `letters`, `pace`, `most` and lists of words."""
    loaded: dict[str, Any] = read_data(Path(__file__).with_name("aloud.yml"))
    return loaded


@cache
def listed(name: str) -> frozenset[str]:
    """A list of words of `aloud.yml`, to look words up in."""
    return frozenset(settings()[name])


def word_before(text: str, end: int) -> str:
    """The word straight before a place of a text, in lower case; empty behind a sign."""
    found = _LAST_WORD.search(text, max(0, end - 20), end)
    return found[1].lower() if found else ""


def word_after(text: str, start: int) -> str:
    """The word straight behind a place of a text; empty before a sign."""
    found = _NEXT_WORD.match(text, start)
    return found[1] if found else ""


def stands_behind(text: str, end: int, name: str) -> bool:
    """Whether one of the phrases of the list `name` stands straight before a place of a text."""
    before = text[max(0, end - 25) : end].rstrip(" :").lower()
    return any(before.endswith(phrase) and not before[: -len(phrase)][-1:].isalpha() for phrase in listed(name))


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


def digit_by_digit(digits: str) -> str:
    """`digit_by_digit("115") == "một một năm"`; anything but digits falls away."""
    return " ".join(_DIGITS[int(digit)] for digit in digits if digit.isdecimal())


def _number(match: Match) -> str:
    """`1.030`, `4,4`, `0,05` in words; digits after the comma are read singly when they begin with 0."""
    whole, comma, decimals = match[0].replace(".", "").partition(",")
    padded = len(whole) > 1 and whole.startswith("0")
    # Reports write 05 hộ for five; only a number that names something keeps its nought: số 02, Đề án 06.
    if len(whole) > _MOST_DIGITS or (
        padded and (len(whole) > 2 or word_before(match.string, match.start()) in ("số", "án"))
    ):
        said = digit_by_digit(whole)
    else:
        said = in_words(int(whole))
    if not comma:
        return said
    return f"{said} phẩy {_decimals(decimals)}"


def _decimals(digits: str) -> str:
    return digit_by_digit(digits) if digits.startswith("0") or len(digits) > 2 else in_words(int(digits))


def numbers(text: str) -> str:
    """Replace every number that is still in digits by words."""
    text = re.sub(r"(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])", " ", text)
    text = _ANY_NUMBER.sub(_number, text)
    text = _VERSION.sub(lambda match: " chấm ".join(_part(part) for part in match[0].split(".")), text)
    # What is left is no number that anyone would read as one.
    return re.sub(r"\d", lambda match: f" {_DIGITS[int(match[0])]} ", text)


def _part(digits: str) -> str:
    return digit_by_digit(digits) if digits.startswith("0") or len(digits) > 4 else in_words(int(digits))


def roman(text: str) -> str:
    """Roman numbers in digits: `khóa XIII` is `khóa 13`. A single I, V or X only behind a word such as `quý`."""

    def in_digits(match: Match) -> str:
        # At the beginning of a text it numbers a part: I. Tình hình.
        numbering = not match.start() and re.match(r"[.)-]\s", match.string[match.end() :])
        behind_rank = numbering or stands_behind(match.string, match.start(), "ranks")
        sure = any(len(one) > 1 and one not in ("VI", "XI", "XX") for one in re.findall("[IVX]+", match[0]))
        return re.sub("[IVX]+", _arabic, match[0]) if behind_rank or sure else match[0]

    return _ROMAN.sub(in_digits, text)


def _arabic(match: Match) -> str:
    found = _ROMAN_NUMBER.fullmatch(match[0])
    if not found:
        return match[0]
    ones = {"IX": 9, "IV": 4}.get(found[2]) or 5 * found[2].count("V") + found[2].count("I")
    return str(10 * len(found[1]) + ones)


def pairs(text: str) -> str:
    """Spans, shares, ratios and ordinals: `150 - 200` is `150 đến 200`, `446/446` is `446 trên 446`."""
    text = _SHORT_NUMBER.sub(_dialled, _PHONE.sub(_phone, text))
    text = _SAME_UNIT.sub(r"\1 đến ", text)
    text = _RANGE.sub(_range, text)
    text = _SHARE.sub(_share, text)
    text = _RATIO.sub(" trên ", text)
    return _ORDINAL.sub(lambda match: f"{match[1]} {'tư' if match[2] == '4' else 'nhất'}", text)


def _phone(match: Match) -> str:
    """A telephone number digit by digit, with a pause between its groups."""
    digits = re.sub(r"\D", "", match[0])
    if not 9 <= len(digits) <= 12:
        return match[0]
    groups = re.findall(r"\d+", match[0])
    return ", ".join(map(digit_by_digit, groups))


def _dialled(match: Match) -> str:
    return digit_by_digit(match[0]) if stands_behind(match.string, match.start(), "dialled") else match[0]


def _range(match: Match) -> str:
    ends = re.findall(NUMBER, match[0])
    rising = len(ends) == 2 and _value(ends[0]) < _value(ends[1])
    school = stands_behind(match.string, match.start(), "year_pairs")
    years = rising and all(re.fullmatch("(?:19|20)[0-9]{2}", end) for end in ends)
    named = "giai đoạn " if years and stands_behind(match.string, match.start(), "of_a_span") else ""
    return named + (" đến " if rising and not school else ", ").join(ends)


def _value(written: str) -> float:
    return float(written.replace(".", "").replace(",", "."))


def _share(match: Match) -> str:
    """`2/3 số hộ` is hai phần ba số hộ; of countable things it is so many of so many."""
    part, whole = match[1], match[2]
    years = len(part) == len(whole) == 4 and part.isdecimal() and whole.isdecimal()
    if years and int(whole) == int(part) + 1:
        return f"{part}, {whole}"
    if whole.isdecimal() and int(whole) <= 10 and word_after(match.string, match.end()) in listed("wholes"):
        return f"{part} phần {'tư' if int(whole) == 4 else whole}"
    return f"{part} trên {whole}"
