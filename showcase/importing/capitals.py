"""Convert headings in capitals to sentence case, so that owners and places in them can be read."""

import re
from functools import cache

from showcase.importing.outlines import any_of, key, outlines, words


def as_in_a_sentence(text: str) -> str:
    """`của Đảng ủy xã Ba Chúc` for `CỦA ĐẢNG ỦY XÃ BA CHÚC`, of the same length. Titles in quotes stay.

    A text with small letters is returned unchanged.
    """
    if not text.isupper():
        return text
    begins = True

    def written(match: re.Match[str]) -> str:
        nonlocal begins
        new = match[0] if match["quoted"] else _kinds().get(match[0]) or _written(match[0], begins)
        begins = new in words(outlines()["capitals"]["small"])
        return new

    return _pieces().sub(written, text)


@cache
def _pieces() -> re.Pattern[str]:
    """A title in quotes, the first words of an organisation in capitals, or a word."""
    return re.compile(rf"(?P<quoted>“[^”]*”)|(?<!\w){any_of(words(list(_kinds())))}(?!\w)|[^\W\d_]+")


@cache
def _kinds() -> dict[str, str]:
    """`CÔNG AN` -> `Công an`: names of organisations and verbs of at least two words."""
    table = outlines()["owners"]
    listed = words(table["starts"], *table["kinds"].values())
    kinds = {phrase.upper(): phrase for phrase in listed if " " in phrase and phrase[0].isupper()}
    return kinds | {phrase.upper(): phrase for phrase in words(table["deeds"]) if " " in phrase}


def _written(word: str, begins: bool) -> str:
    """A word in small letters for a kind of unit, with a capital in a name; an abbreviation stays unchanged."""
    table = outlines()["capitals"]
    if word in table["kept"] or not re.search("[aeiouy]", key(word)):
        return word
    small = word.lower()
    if small in words(table["small"]) or (small in words(table["within"]) and not begins):
        return small
    return small.capitalize()
