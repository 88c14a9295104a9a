"""Numbers as editors type them, and what belongs there instead.

A file holds bare digits with a dot before decimals; Vietnamese writing has it the other way round: 1.030 and 4,4.
"""

import re

from showcase.text import slugify
from showcase.vocabulary import vocabulary

_PLAIN = re.compile(r"[0-9]+(?:\.[0-9]+)?")
# 1.030 is one thousand and thirty for a Vietnamese reader and 1.03 for YAML; 0.125 is the same for both.
_THOUSANDS = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+(?:,[0-9]+)?|[1-9][0-9]{0,2}(?:,[0-9]{3}){2,}(?:\.[0-9]+)?")
_SPACED = re.compile(r"[1-9][0-9]{0,2}(?:\s[0-9]{3})+")
_COMMA_DECIMAL = re.compile(r"([0-9]+),([0-9]+)")
_RANGE = re.compile(r"([0-9]+)\s*(?:[-–]|đến)\s*([0-9]+)")
_IN_WORDS = re.compile(r"([^0-9]*?)\s*([0-9][0-9.,]*)\s*([^0-9]*)")
_QUALIFIERS = {code: code for code in vocabulary("qualifiers")} | {"hon": "tren", "toi-thieu": "it-nhat"}
_SCALES = ("nghìn", "ngàn", "triệu", "tỷ", "tỉ")


def is_plain(text: str) -> bool:
    """Whether a text is a number that people and machines read alike: `1030`, `4.4`, but not `1.030`."""
    return bool(_PLAIN.fullmatch(text)) and not _THOUSANDS.fullmatch(text)


def remedy(text: str) -> str:
    """What to type instead of a number with separators, words or a range."""
    if _SPACED.fullmatch(text) or _THOUSANDS.fullmatch(text):
        return _without_separators(text)
    if match := _COMMA_DECIMAL.fullmatch(text):
        whole = f"; nếu là hàng nghìn thì viết: {match[1]}{match[2]}" if len(match[2]) == 3 else ""
        return f"Viết: {match[1]}.{match[2]}{'0' if len(match[2]) == 3 else ''}{whole}"
    if match := _RANGE.fullmatch(text):
        return f"Viết số đầu {match[1]} vào value, số cuối {match[2]} vào value_to."
    if match := _IN_WORDS.fullmatch(text[:80]):
        return _words_apart(*match.groups())
    return "Chỉ giữ chữ số; chữ như trên, khoảng ghi vào qualifier; đơn vị ghi vào unit."


def _without_separators(text: str) -> str:
    if text.count(",") > 1:  # 1,234,567.8 as in English
        return "Viết: " + text.replace(",", "")
    typed = re.sub(r"[.\s]", "", text).replace(",", ".")
    if re.fullmatch(r"[0-9]+\.[0-9]{3}", text):
        return f"Viết: {typed}; nếu là số lẻ thì viết thêm một số 0: {text}0"
    return f"Viết: {typed}"


def _words_apart(before: str, digits: str, after: str) -> str:
    """`trên 60 hộ` -> where each of the three goes."""
    digits = digits.rstrip(".,")
    if any(scale in after for scale in _SCALES):
        return "Viết đủ chữ số, ví dụ 356 triệu là 356000000; hoặc ghi chữ đó vào unit, như triệu đồng."
    steps = [f"Chỉ ghi {digits}." if is_plain(digits) else remedy(digits) + "."]
    if code := _QUALIFIERS.get(slugify(before)):
        steps.append(f"“{before}” ghi thành qualifier: {code}.")
    elif before:
        steps.append(f"Bỏ “{before}” hoặc ghi vào label.")
    if after:
        steps.append(f"“{after}” ghi vào unit.")
    return " ".join(steps)
