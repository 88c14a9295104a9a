"""Letters that are not Vietnamese: styled ones that stand for plain letters, and those of other alphabets.

Most of them look like Vietnamese letters, so a reader cannot see why a search misses the word.
"""

import unicodedata
from dataclasses import dataclass
from functools import cache

from showcase.schema.grammar import grammar, letter_names, pattern


@dataclass(frozen=True)
class ForeignLetter:
    """The first letter of a text that is not Vietnamese."""

    letter: str
    word: str
    name: str
    """What it is: `chữ Kirin (Nga)`."""
    meant: str
    """The word in plain letters; empty where nobody can say."""
    is_styled: bool
    """A plain letter in another style, `𝗮`, which may be mended without asking."""


def foreign_letter(text: str) -> ForeignLetter | None:
    """The first foreign letter of a text; None where all its letters are Vietnamese."""
    match = pattern("unusual").search(text) and pattern("foreign-letter").search(text)
    if not match:
        return None
    letter, word = match[0], _word_at(text, match.start())
    plain = settled(word)
    if settled(letter) != letter and not pattern("foreign-letter").search(plain):
        return ForeignLetter(letter, word, "", plain, True)
    name = next(name for name, written in letter_names() if written.match(letter))
    return ForeignLetter(letter, word, name, _meant(plain), False)


def settled(text: str) -> str:
    """The text with letters and digits of another style made plain: `𝗿𝗮𝘂 ｓạｃｈ` is `rau sạch`."""
    return pattern("foreign-letter").sub(lambda match: _plain(match[0]), text)


@cache
def _plain(letter: str) -> str:
    plain = unicodedata.normalize("NFKC", letter)
    return letter if pattern("unsettled").match(letter) or pattern("foreign-letter").search(plain) else plain


def _meant(word: str) -> str:
    """The Vietnamese word that was meant: lookalike letters replaced, foreign marks removed."""
    word = word.translate(_lookalikes())
    bare = pattern("foreign-letter").sub(lambda match: unicodedata.normalize("NFD", match[0])[0], word)
    return "" if pattern("foreign-letter").search(bare) else bare


@cache
def _lookalikes() -> dict[int, str]:
    return {
        ord(one): ours for theirs, own in grammar()["lookalikes"].items() for one, ours in zip(theirs, own, strict=True)
    }


def _word_at(text: str, position: int) -> str:
    before, after = text[:position], text[position:]
    return before[max(before.rfind(" "), before.rfind("\n")) + 1 :] + after.split(" ")[0].split("\n")[0]
