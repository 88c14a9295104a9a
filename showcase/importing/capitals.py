"""Headings in capitals as they would stand in a sentence, so that their owners and places are read like any others."""

import re
from functools import cache

from showcase.importing.outlines import any_of, key, outlines, words


def as_in_a_sentence(text: str) -> str:
    """`CỦA ĐẢNG ỦY XÃ BA CHÚC` as `của Đảng ủy xã Ba Chúc`, as long as before; titles in quotes as they are.

    A text that has small letters is given back as it is.
    """
    if not text.isupper():
        return text
    begins = True

    def written(found: re.Match[str]) -> str:
        nonlocal begins
        new = found[0] if found["quoted"] else _kinds().get(found[0]) or _written(found[0], begins)
        begins = new in words(outlines()["capitals"]["small"])
        return new

    return _pieces().sub(written, text)


@cache
def _pieces() -> re.Pattern[str]:
    """A title in quotes, the first words of an organisation in capitals, or a word."""
    return re.compile(rf"(?P<quoted>“[^”]*”)|(?<!\w){any_of(words(list(_kinds())))}(?!\w)|[^\W\d_]+")


@cache
def _kinds() -> dict[str, str]:
    """`CÔNG AN` -> `Công an`: how organisations begin and what they do, those of one word left out."""
    table = outlines()["owners"]
    listed = words(table["starts"], *table["kinds"].values())
    kinds = {one.upper(): one for one in listed if " " in one and one[0].isupper()}
    return kinds | {one.upper(): one for one in words(table["deeds"]) if " " in one}


def _written(word: str, begins: bool) -> str:
    """A word for a kind in small letters, one of a name or that begins one with a capital, a shortened one as it is."""
    table = outlines()["capitals"]
    if word in table["kept"] or not re.search("[aeiouy]", key(word)):
        return word
    small = word.lower()
    if small in words(table["small"]) or (small in words(table["within"]) and not begins):
        return small
    return small.capitalize()
