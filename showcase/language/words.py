"""Vietnamese text: folding, slugs, nearest values, and numbers as Vietnamese readers write them."""

import difflib
import re
import unicodedata
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache

# đ does not decompose under NFD; Ð (eth) is what some keyboards and fonts put in its place.
_STROKED = str.maketrans({"đ": "d", "Đ": "d", "ð": "d", "Ð": "d"})
_NOT_WORD = re.compile(r"[^a-z0-9]+")


@lru_cache(maxsize=50_000)
def fold(text: str) -> str:
    """Lower case without diacritics: `fold("Đường ĐẾN trường") == "duong den truong"`. NFC and NFD give the same."""
    decomposed = unicodedata.normalize("NFD", text.casefold().translate(_STROKED))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def slugify(text: str) -> str:
    """ASCII kebab-case: `slugify("Xã Ba Chúc") == "xa-ba-chuc"`. Empty when the text has no letter or digit."""
    return _NOT_WORD.sub("-", fold(text)).strip("-")


def slug_within(text: str, length: int) -> str:
    """The slug of a text, or as many of its words as fit into `length` characters."""
    slug = slugify(text)
    return slug if len(slug) <= length else slug[: length + 1].rpartition("-")[0] or slug[:length]


def syllables(text: str) -> list[str]:
    """The folded words of a text in order: `["bep", "an", "tinh", "thuong"]`."""
    return [word for word in _NOT_WORD.split(fold(text)) if word]


def nearest(wrong: str, options: Iterable[str]) -> str | None:
    """The option that `wrong` was most likely meant to be, compared without diacritics; None when nothing is near."""
    folded: dict[str, str] = {}
    for option in options:
        folded.setdefault(slugify(option), option)
    found = difflib.get_close_matches(slugify(wrong), folded, n=1, cutoff=0.7)
    return folded[found[0]] if found else None


def number(value: int | float) -> str:
    """A number as Vietnamese readers write it: `number(1030) == "1.030"`, `number(4.4) == "4,4"`."""
    whole, _, decimals = f"{Decimal(repr(value)):f}".partition(".")
    grouped = f"{int(whole):,}".replace(",", ".")
    grouped = "-" + grouped if whole == "-0" else grouped
    return grouped if decimals in ("", "0") else f"{grouped},{decimals}"


def excerpt(text: str, length: int) -> str:
    """The text, or its beginning up to `length` characters, cut between words and closed with "…"."""
    if len(text) <= length:
        return text
    return text[: length - 1].rsplit(" ", 1)[0].rstrip(" ,;:.-") + "…"


def uncapitalised(name: str) -> str:
    """A name within a sentence: `uncapitalised("Xã Ba Chúc") == "xã Ba Chúc"`. Raises IndexError for no name."""
    return name[0].lower() + name[1:]
