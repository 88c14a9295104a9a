"""The rule of each kind of value: from the text of a YAML scalar to a Python value, or an `Invalid`."""

import re
import unicodedata
from collections.abc import Callable
from functools import cache
from urllib.parse import urlsplit

from showcase.files.letters import foreign_letter
from showcase.gazetteer.communes import MERGER_DATE, Commune, gazetteer
from showcase.language.old_letters import mended, table
from showcase.language.words import nearest, slug_within, slugify
from showcase.schema import numbers
from showcase.schema.dates import meant_date, read_date, read_period
from showcase.schema.fields import Field, Kind
from showcase.schema.grammar import limit, pattern
from showcase.schema.settings import home_province
from showcase.schema.vocabulary import vocabulary

SLUG = pattern("slug")
SLUG_LIMIT = limit("slug")
NUMBER_LIMIT = limit("number")

_MARKUP = pattern("markup")
_KHMER, _NOT_KHMER = pattern("khmer"), pattern("not-khmer")
_HIDDEN = pattern("hidden")
_DEFAULT_LENGTH = {Kind.LINE: limit("line"), Kind.PROSE: limit("prose")}
_LINK_LENGTH = limit("link")


class Invalid(ValueError):
    """A value that breaks the rule of its kind; carries the rule's key and what its message needs."""

    def __init__(self, rule: str, found: str = "", nearest: str = "", **values: object) -> None:
        super().__init__(rule)
        self.rule, self.found, self.nearest, self.values = rule, found, nearest, values


def convert(row: Field, text: str, *, plain: bool, is_text: bool) -> object:
    """The value of `text` for `row`. `plain`: written without quotes; `is_text`: YAML itself takes it for text."""
    return _RULES[row.kind](row, text, plain, is_text)


def check_text(text: str) -> None:
    """Refuse markup, template signs, invisible characters, text that is not NFC, letters of other alphabets."""
    if kinds := (old := mended(text)).kinds:
        raise Invalid("old-letters", kind=", ".join(table()["names"][kind] for kind in kinds), typed=old.text)
    if match := _HIDDEN.search(text):
        raise Invalid("control", _word_at(text, match.start()))
    if match := _MARKUP.search(text):
        raise Invalid("markup", text[match.start() :].split("\n")[0][:60])
    if not unicodedata.is_normalized("NFC", text):
        words = (word for word in text.split() if not unicodedata.is_normalized("NFC", word))
        raise Invalid("not-nfc", next(words, ""))  # U+2000 is a space, and so in none of the words

    if odd := foreign_letter(text):
        rule, code = "styled-letter" if odd.is_styled else "foreign-letter", f"U+{ord(odd.letter):04X}"
        raise Invalid(rule, odd.word, odd.meant, letter=odd.letter, name=odd.name, code=code)


def _word_at(text: str, position: int) -> str:
    before, after = text[:position], text[position + 1 :]
    return before[max(before.rfind(" "), before.rfind("\n")) + 1 :] + text[position] + re.split("[ \n]", after)[0]


def _prose(row: Field, text: str, plain: bool, is_text: bool) -> str:
    if plain and not is_text:
        raise Invalid("not-text")
    value = "\n".join(line.rstrip() for line in text.split("\n")).strip()
    _check_length(value, _DEFAULT_LENGTH[row.kind] if row.many else row.most or _DEFAULT_LENGTH[row.kind])
    check_text(text)
    return value


def _khmer(row: Field, text: str, plain: bool, is_text: bool) -> str:
    """Refuse anything but Khmer letters, digits, plain punctuation and the zero-width spaces between Khmer words."""
    if plain and not is_text:
        raise Invalid("not-text")
    value = " ".join(filter(None, re.split("[ \t\n]", text)))
    _check_length(value, row.most)
    if match := _MARKUP.search(value):
        raise Invalid("markup", value[match.start() :][:60])
    if match := _NOT_KHMER.search(value):
        raise Invalid("not-khmer", _word_at(value, match.start()))
    if not _KHMER.search(value):
        raise Invalid("not-khmer", value[:60])
    if not unicodedata.is_normalized("NFC", value):
        raise Invalid("not-nfc", value[:60])
    return value


def _check_length(text: str, limit: int) -> None:
    """Refuse too long a text before any other check, since it may be as long as a file."""
    if len(text) > limit:
        raise Invalid("too-long", length=len(text), limit=limit, excess=len(text) - limit)


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
        raise _commune_by_name(text) if len(text) <= _DEFAULT_LENGTH[Kind.LINE] else Invalid("unknown-commune")
    if text not in gazetteer().by_code:
        could_be_slip = text.isascii() and len(text) <= limit("commune")
        raise Invalid("unknown-commune", nearest=_similar_code(text) if could_be_slip else "")
    if plain:
        raise Invalid("code-unquoted")
    return text


def _similar_code(code: str) -> str:
    """A code with one slip of the finger undone (a lost zero, two digits swapped, one digit wrong), with its name."""
    places = range(len(code))
    swapped = [code[:i] + code[i + 1 : i + 2] + code[i] + code[i + 2 :] for i in places]
    wrong = [code[:i] + digit + code[i + 1 :] for i in places for digit in "0123456789"] if len(code) == 5 else []
    slips = [f"0{code}", *swapped, *sorted(wrong, key=lambda other: abs(int(other) - int(code)))]
    known = [gazetteer().by_code[slip] for slip in slips if slip in gazetteer().by_code]
    at_home = [commune for commune in known if commune.province_code == home_province()]
    return next((_as_typed(commune) for commune in at_home + known), "")


def _as_typed(commune: Commune) -> str:
    return f'"{commune.code}" ({commune.full_name})'


def _commune_by_name(text: str) -> Invalid:
    name = text.split(",")[0].strip()
    if today := gazetteer().named(name):
        return Invalid("commune-name", suggestion=_listed(today))
    if today := gazetteer().formerly(name):
        return Invalid("former-commune", merger=MERGER_DATE, suggestion=_listed(today))
    return Invalid("unknown-commune")


def _listed(communes: list[Commune]) -> str:
    """The first six, those of the home province first."""
    return ", ".join(map(_as_typed, communes[:6])) + (", …" if communes[6:] else "")


def _province(row: Field, text: str, plain: bool, is_text: bool) -> str:
    if text not in gazetteer().provinces:
        raise Invalid("unknown-province", nearest=_province_by_name(text))
    if plain:
        raise Invalid("code-unquoted")
    return text


def _province_by_name(text: str) -> str:
    """The province of that name, or the one that a province of before 1 July 2025 went into."""
    code = province_names().get(_bare_name(text))
    return f'"{code}" ({gazetteer().provinces[code]})' if code else ""


@cache
def province_names() -> dict[str, str]:
    """Bare name of a province of today or of before 1 July 2025 -> code of today's: `kien-giang` -> `91`."""
    communes = gazetteer().by_code.values()
    codes = {_bare_name(unit.province): commune.province_code for commune in communes for unit in commune.former}
    return codes | {_bare_name(commune.province): commune.province_code for commune in communes}


def _bare_name(province: str) -> str:
    return re.sub("^(tinh|thanh-pho)-", "", slugify(province))


def _name(row: Field, text: str, plain: bool, is_text: bool) -> str:
    if not _is_name(text):
        raise Invalid("name", suggestion=slug_within(text, SLUG_LIMIT) or "ten-ngan")
    return text


def _is_name(text: str) -> bool:
    return bool(SLUG.fullmatch(text)) and len(text) <= SLUG_LIMIT


def _number(row: Field, text: str, plain: bool, is_text: bool) -> int | float:
    if not numbers.is_plain(text):
        raise Invalid("number-separators", remedy=numbers.remedy(text))
    if not plain:
        raise Invalid("number-quoted")
    if len(text.split(".")[0]) > len(str(NUMBER_LIMIT)) or float(text) >= NUMBER_LIMIT:
        raise Invalid("number-range")
    value = float(text) if "." in text else int(text)
    return int(value) if value == int(value) else value  # 4.0 is 4, as it is in a browser


def _integer(row: Field, text: str, plain: bool, is_text: bool) -> int:
    value = _number(row, text, plain, is_text)
    if not isinstance(value, int) or "." in text:
        raise Invalid("not-integer")
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
        raise Invalid(rule, nearest=f'"{meant}"' if (meant := meant_date(text)) else "") from None
    if plain and not is_text:
        raise Invalid("not-text")
    return value


def _link(row: Field, text: str, plain: bool, is_text: bool) -> str:
    _check_length(text, _LINK_LENGTH)
    check_text(text)
    if not _is_address(text):
        secure = "https://" + re.sub("^(?:http://|//)", "", text)
        raise Invalid("link", nearest=secure if _is_address(secure) else "")
    return text


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        parts.port  # noqa: B018 - raises for a port that no machine has
    except ValueError:
        return False
    odd = pattern("odd-in-link").search(text) or any(char in parts.netloc for char in "@[]")
    host = parts.hostname or ""
    return parts.scheme == "https" and "." in host.strip(".") and not odd


def _picture(row: Field, text: str, plain: bool, is_text: bool) -> str:
    if "/" in text or "\\" in text or ".." in text:
        raise Invalid("picture-path")
    stem, _, suffix = text.rpartition(".")
    if suffix not in ("jpg", "png", "webp") or not _is_name(stem):
        suffix = {"jpeg": "jpg"}.get(suffix.lower(), suffix.lower())
        kind = suffix if suffix in ("jpg", "png", "webp") else "jpg"
        raise Invalid("picture-name", suggestion=f"{slug_within(stem, SLUG_LIMIT) or 'anh'}.{kind}")
    if pattern("windows-name").fullmatch(stem):
        raise Invalid("windows-name")
    return text


_RULES: dict[Kind, Callable[[Field, str, bool, bool], object]] = {
    Kind.LINE: _line,
    Kind.PROSE: _prose,
    Kind.KHMER: _khmer,
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
