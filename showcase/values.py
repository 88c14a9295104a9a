"""The rule of each kind of value: from the text of a YAML scalar to a Python value, or an `Invalid`."""

import re
import unicodedata
from collections.abc import Callable
from urllib.parse import urlsplit

from showcase.communes import MERGER_DATE, gazetteer
from showcase.dates import read_date, read_period
from showcase.fields import Field, Kind
from showcase.text import nearest, slugify
from showcase.vocabulary import vocabulary

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
NUMBER_LIMIT = 10**13
"""10.000 tỷ đồng is more than any model costs; far beyond it floats would lose digits."""

_MARKUP = re.compile(r"<[a-zA-Z/!?]|\{\{|\{%|\{#|&(?:#\d+|#x[0-9a-fA-F]+|[a-zA-Z]+);|javascript:", re.IGNORECASE)
# C0 and C1 controls but line feed, zero-width and direction marks, byte order mark, line separators, tags.
_CONTROL = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_PLAIN_NUMBER = re.compile(r"\d+(?:\.\d+)?")
# 1.030 is one thousand and thirty for a Vietnamese reader and 1.03 for YAML.
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d{1,3}(?:,\d{3}){2,}")
_COMMA_DECIMAL = re.compile(r"(\d+),(\d+)")
_DEFAULT_LENGTH = {Kind.LINE: 300, Kind.PROSE: 3000}


class Invalid(ValueError):
    """A value that breaks the rule of its kind; carries the rule's key and what its message needs."""

    def __init__(self, rule: str, found: str = "", nearest: str = "", **values: object) -> None:
        super().__init__(rule)
        self.rule, self.found, self.nearest, self.values = rule, found, nearest, values


def convert(row: Field, text: str, *, plain: bool, is_text: bool) -> object:
    """The value of `text` for `row`. `plain`: written without quotes; `is_text`: YAML itself takes it for text."""
    return _RULES[row.kind](row, text, plain, is_text)


def check_text(text: str) -> None:
    """Refuse markup, template signs, invisible characters and text that is not NFC."""
    if _CONTROL.search(text):
        raise Invalid("control")
    if match := _MARKUP.search(text):
        raise Invalid("markup", text[match.start() : match.start() + 60])
    if not unicodedata.is_normalized("NFC", text):
        raise Invalid("not-nfc")


def _prose(row: Field, text: str, plain: bool, is_text: bool) -> str:
    if plain and not is_text:
        raise Invalid("not-text")
    check_text(text)
    text = text.strip()
    limit = _DEFAULT_LENGTH[row.kind] if row.many else row.most or _DEFAULT_LENGTH[row.kind]
    if len(text) > limit:
        raise Invalid("too-long", length=len(text), limit=limit, excess=len(text) - limit)
    return text


def _line(row: Field, text: str, plain: bool, is_text: bool) -> str:
    value = _prose(row, text, plain, is_text)
    if "\n" in value:
        raise Invalid("line-break")
    return value


def _code(row: Field, text: str, plain: bool, is_text: bool) -> str:
    codes = vocabulary(row.vocabulary)
    if text in codes:
        return text
    by_label = {label: code for code, label in codes.items()}
    meant = nearest(text, codes) or by_label.get(nearest(text, by_label) or "", "")
    raise Invalid("unknown-code", nearest=meant, options=", ".join(codes))


def _commune(row: Field, text: str, plain: bool, is_text: bool) -> str:
    if not text.isdecimal():
        raise _commune_by_name(text)
    if text not in gazetteer().by_code:
        raise Invalid("unknown-commune", nearest=nearest(text, gazetteer().by_code) or "")
    if plain:
        raise Invalid("code-unquoted")
    return text


def _commune_by_name(text: str) -> Invalid:
    if today := gazetteer().named(text):
        return Invalid("commune-name", suggestion=f'"{today[0].code}" ({today[0].full_name})')
    if today := gazetteer().formerly(text):
        return Invalid(
            "former-commune", merger=MERGER_DATE, suggestion=", ".join(f'{c.name} "{c.code}"' for c in today[:4])
        )
    return Invalid("unknown-commune")


def _province(row: Field, text: str, plain: bool, is_text: bool) -> str:
    if text not in gazetteer().provinces:
        raise Invalid("unknown-province")
    if plain:
        raise Invalid("code-unquoted")
    return text


def _name(row: Field, text: str, plain: bool, is_text: bool) -> str:
    if not SLUG.fullmatch(text) or len(text) > 80:
        raise Invalid("name", suggestion=slugify(text)[:80].strip("-") or "ten-ngan")
    return text


def _number(row: Field, text: str, plain: bool, is_text: bool) -> int | float:
    if not _PLAIN_NUMBER.fullmatch(text) or _THOUSANDS.fullmatch(text) or not plain:
        raise Invalid("number-separators", remedy=_number_remedy(text))
    value = float(text) if "." in text else int(text)
    if value >= NUMBER_LIMIT:
        raise Invalid("number-range")
    return value


def _number_remedy(text: str) -> str:
    if _THOUSANDS.fullmatch(text):
        return "Viết: " + text.replace(".", "").replace(",", ".")
    if match := _COMMA_DECIMAL.fullmatch(text):
        return f"Viết: {match[1]}.{match[2]}"
    if _PLAIN_NUMBER.fullmatch(text):
        return f"Viết {text} không có dấu nháy"
    return "Chỉ giữ chữ số; chữ như trên, khoảng ghi vào qualifier; đơn vị ghi vào unit."


def _integer(row: Field, text: str, plain: bool, is_text: bool) -> int:
    value = _number(row, text, plain, is_text)
    if not isinstance(value, int):
        raise Invalid("number-separators", remedy="Viết số nguyên, không có phần lẻ.")
    return value


def _boolean(row: Field, text: str, plain: bool, is_text: bool) -> bool:
    if text not in ("true", "false") or not plain:
        raise Invalid("boolean")
    return text == "true"


def _date(row: Field, text: str, plain: bool, is_text: bool) -> str:
    return _read_when(read_date, "date", text, plain, is_text)


def _period(row: Field, text: str, plain: bool, is_text: bool) -> str:
    return _read_when(read_period, "period", text, plain, is_text)


def _read_when(read: Callable[[str], object], rule: str, text: str, plain: bool, is_text: bool) -> str:
    try:
        value = str(read(text))
    except ValueError:
        raise Invalid(rule) from None
    if plain and not is_text:
        raise Invalid("not-text")
    return value


def _link(row: Field, text: str, plain: bool, is_text: bool) -> str:
    check_text(text)
    try:
        parts = urlsplit(text)
    except ValueError:
        raise Invalid("link") from None
    odd = any(char in text for char in " \"'<>\\`\n")
    if parts.scheme != "https" or not parts.hostname or "." not in parts.hostname or "@" in parts.netloc or odd:
        raise Invalid("link")
    return text


def _picture(row: Field, text: str, plain: bool, is_text: bool) -> str:
    stem, dot, suffix = text.rpartition(".")
    if not dot or suffix not in ("jpg", "png", "webp") or not SLUG.fullmatch(stem):
        raise Invalid("picture-path")
    return text


_RULES: dict[Kind, Callable[[Field, str, bool, bool], object]] = {
    Kind.LINE: _line,
    Kind.PROSE: _prose,
    Kind.CODE: _code,
    Kind.COMMUNE: _commune,
    Kind.PROVINCE: _province,
    Kind.SLUG: _name,
    Kind.NAME: _name,
    Kind.NUMBER: _number,
    Kind.INTEGER: _integer,
    Kind.BOOLEAN: _boolean,
    Kind.DATE: _date,
    Kind.PERIOD: _period,
    Kind.LINK: _link,
    Kind.PICTURE: _picture,
}
