"""Personal data, which must not be published: telephone numbers, identity cards, e-mail addresses, accounts.

Files are published as they are, so comments, keys and addresses are checked as well as values. How people write such
numbers stands in `schema/grammar.yml` (Law 91/2025/QH15).
"""

import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache

from showcase.schema.fields import Kind, walk
from showcase.schema.grammar import pattern, personal_patterns

_DIGIT = re.compile(r"[^\D0-9]")
"""A digit of another script: `٩`."""
_NOT_PLAIN = re.compile("[^\n -~À-ÖØ-öø-ÿĂăĐđĨĩŨũƠơƯưẠ-ỹ–—‘’“”•]")
"""Whatever is neither ASCII, a letter of Vietnamese nor a common mark: only such signs may look like others."""
_NUMBERS = (Kind.NUMBER, Kind.INTEGER)


@dataclass(frozen=True)
class Personal:
    """Personal data: its kind, `số điện thoại`, and the text that shows it, `0912 345 678`."""

    what: str
    text: str


def personal_in(text: str) -> Personal | None:
    """The first personal data in a text. Web addresses, which are full of numbers, have patterns of their own."""
    text = _plain(text)
    if not pattern("worth-a-look").search(text):
        return None
    rest = pattern("endless-word").sub(" ", pattern("address").sub(" ", text))
    in_addresses = (_first("personal-in-address", address) for address in pattern("address").findall(text))
    return _first("personal", rest) or next((found for found in in_addresses if found), None)


def personal_lines(source: str, reported: Collection[str]) -> Iterator[tuple[int, Personal]]:
    """Line (from 1) and finding of each line of a file, but for texts that are `reported` already."""
    source = _plain(source)
    lines = source.split("\n")
    for number in dict.fromkeys(_suspects(source)):
        found = personal_in(_number_values().sub(" ", lines[number]))
        if found and found.text not in reported:
            yield number + 1, found


def _suspects(source: str) -> Iterator[int]:
    """The lines (from 0) that may hold personal data."""
    line, position = 0, 0
    for match in pattern("worth-a-look").finditer(source):
        first = line + source.count("\n", position, match.start())
        line, position = first + match[0].count("\n"), match.end()
        yield from range(first, line + 1)


def _plain(text: str) -> str:
    """A text as it looks to a reader: styled digits and letters made plain, signs of no width removed."""
    return _made_plain(text) if _NOT_PLAIN.search(text) else text


def _made_plain(text: str) -> str:
    return pattern("hidden").sub("", _DIGIT.sub(_plain_digit, unicodedata.normalize("NFKC", text)))


def _plain_digit(digit: re.Match[str]) -> str:
    return str(unicodedata.decimal(digit[0]))


def _first(section: str, text: str) -> Personal | None:
    matches = ((what, one.search(text)) for what, one in personal_patterns(section))
    return next((Personal(what, match[1]) for what, match in matches if match), None)


@cache
def _number_values() -> re.Pattern[str]:
    """Figures in fields of their own, `value: 351234567`, which are no personal data."""
    keys = "|".join(dict.fromkeys(row.key for _, row in walk() if row.kind in _NUMBERS))
    return re.compile(rf"(?:{keys}):[ ]+[1-9][0-9.]*")
