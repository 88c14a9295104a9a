"""Abbreviations, words in capitals and numbers of documents as they are said.

`UBND` is "Ủy ban nhân dân", `12/QĐ-UBND` "Quyết định số 12 của Ủy ban nhân dân"; `HỘI NÔNG DÂN` is spoken as words.
Which abbreviations are known stands in `aloud.yml`; others are spelled, unless they can be words.
"""

import re
import unicodedata
from functools import cache

from showcase.language.aloud_numbers import Match, listed, settings

UPPER = "A-Z" + "".join(filter(str.isupper, map(chr, range(0xC0, 0x1EFA))))
"""All capital letters, for a class of a pattern."""

_DOCUMENT = re.compile(
    r"(?<![\w/.,-])(\d+)(?:/([12]\d{3}))?[-/]([A-ZĐ]\w*)(?:/([12]\d{3}))?(?:[-/]([A-ZĐ]\w*)(?:-[A-ZĐ]\w*)*)?(?!\w)"
)
_OF_YEAR = re.compile(r"(?<![\w/.,-])(\d+)/([12]\d{3})(?![\w/]|[.,-]\d)")
_TERM = re.compile(r"([A-Z]+)(\d+)")
_ISSUER_FOLLOWS = re.compile(r"[\s,]*(?:ngày [\d/.-]+)?[\s,]*của ")
_INITIALS = re.compile(rf"(?<![\w.])(?:[{UPPER}]\.){{2,}}[{UPPER}]?(?!\w)")
_TOWN = re.compile(rf"(?<![\w.])T\.\s?([XPT])\.?\s(?=[{UPPER}])")
_AND_SO_ON = re.compile(r",?\s*(?<!\w)[vV]\.?\s?v(?:\.{1,3}|…)?(?!\w)")
_IN_BRACKETS = re.compile(r"\s*\(([^\s()]+)\)")
_CAPITALS = re.compile(rf"(?<!\w)[{UPPER}]{{2,}}(?!\w)")
_NEXT_CAPITALS = re.compile(rf"[\s,\d:&-]*([{UPPER}]{{2,}})(?!\w)")
_LAST_CAPITALS = re.compile(rf"(?<!\w)([{UPPER}]{{2,}})[\s,\d:&-]*$")
_BESIDE_DIGIT = re.compile(r"(?<!\w)[A-ZĐ](?=\d)|(?<=\d)[A-ZĐ]{1,3}(?!\w)")
_TONES = str.maketrans("", "", "\u0300\u0301\u0303\u0309\u0323")
_VOWELS = frozenset("aeiouy")


@cache
def alternatives(names: str) -> str:
    """The names of a list of `aloud.yml` as a pattern, the longest first."""
    return "|".join(sorted(map(re.escape, settings()[names]), key=len, reverse=True))


def dotted(text: str) -> str:
    """`TP. Rạch Giá`, `U.B.N.D`, `v.v.`: dots that end no sentence go."""
    text = _TOWN.sub(r"T\1. ", text)
    text = _INITIALS.sub(lambda match: match[0].replace(".", ""), text)
    text = _dotted_names().sub(_without_dot, text)
    return _AND_SO_ON.sub(_and_so_on, text)


@cache
def _dotted_names() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w.])({alternatives('dotted')})\.\s?(?=[{UPPER}\d])")


def _without_dot(match: Match) -> str:
    before = match.string[: match.start()].split()[-1:]
    # Behind a name a single letter is an initial: Nguyễn P. Anh.
    if len(match[1]) == 1 and before and before[0].istitle():
        return match[0]
    return f"{settings()['dotted'][match[1]]} "


def _and_so_on(match: Match) -> str:
    after = match.string[match.end() :].lstrip()
    return f", vân vân{'.' if after[:1].isupper() else ''} "


def documents(text: str) -> str:
    """`15-NQ/TU` is said as `Nghị quyết số 15 của Tỉnh ủy`, its kind once only."""
    text = _DOCUMENT.sub(_document, text)
    return _OF_YEAR.sub(_of_year, text)


@cache
def _kind_and_number() -> re.Pattern[str]:
    known = settings()["documents"]
    kinds = "|".join([*map(re.escape, known.values()), alternatives("document_words"), *known])
    return re.compile(rf"(?:(?<!\w)({kinds})\s+)?(?:(?<!\w)(số)\s*:?\s*)?$", re.IGNORECASE)


def _before(match: Match) -> tuple[bool, bool]:
    """Whether a kind of document, and whether `số`, stands before a number already."""
    found = _kind_and_number().search(match.string, max(0, match.start() - 40), match.start())
    return (bool(found[1]), bool(found[2])) if found else (False, False)


def _document(match: Match) -> str:
    number, year, code, later_year, issuer = match.groups()
    kind, numbered = _before(match)
    known = settings()["documents"].get(code)
    if not known and not issuer:
        issuer = code
    told = _issuer(issuer) if issuer else ""
    if not known and not kind and not told:
        return match[0]
    said = "" if kind or numbered else f"{known or 'văn bản'} "
    said += f"{'' if numbered else 'số '}{number}"
    if year or later_year:
        said += f" năm {year or later_year}"
    return f"{said} của {told}" if told and not _ISSUER_FOLLOWS.match(match.string, match.end()) else said


def _issuer(code: str) -> str:
    """The office behind `TW`, `UBND` or `QH15`; empty when it is not known."""
    term = _TERM.fullmatch(code)
    if term and term[1] in settings()["terms"]:
        return f"{settings()['terms'][term[1]]} {term[2]}"
    return str(settings()["issuers"].get(code) or settings()["abbreviations"].get(code, ""))


def _of_year(match: Match) -> str:
    """`Nghị định 45/2025` has the year behind its number, no month."""
    kind, numbered = _before(match)
    return f"{'' if numbered else 'số '}{match[1]} năm {match[2]}" if kind else match[0]


def abbreviations(text: str) -> str:
    """Replace known abbreviations by words, spell unknown ones, and write words in capitals in small letters."""
    text = _IN_BRACKETS.sub(_without_repeated, text)
    text = _capital_words(text)
    return _BESIDE_DIGIT.sub(lambda match: f" {_spelled(match[0])} ", text)


def _without_repeated(match: Match) -> str:
    """Remove an abbreviation that only repeats the words before it: `bảo hiểm y tế (BHYT)`."""
    meant = settings()["abbreviations"].get(match[1], "")
    told = bool(meant) and match.string[: match.start()].lower().endswith(meant.lower())
    return "" if told else match[0]


def _capital_words(text: str) -> str:
    known = settings()["abbreviations"]
    mixed = re.compile(rf"(?<!\w)({_mixed_names()})(?!\w)")
    text = _CAPITALS.sub(_capitals, text)
    return mixed.sub(lambda match: known[match[1]], text)


@cache
def _mixed_names() -> str:
    return "|".join(name for name in settings()["abbreviations"] if not name.isupper())


def _capitals(match: Match) -> str:
    word, text = match[0], match.string
    known = settings()["abbreviations"].get(word)
    following = _NEXT_CAPITALS.match(text, match.end())
    # TU is Tỉnh ủy, but no abbreviation in TU BỔ DI TÍCH.
    if following and f"{word} {following[1]}" in listed("capital_words"):
        return word.lower()
    if known:
        return str(known)
    previous = _LAST_CAPITALS.search(text, max(0, match.start() - 30), match.start())
    in_heading = any(beside and _is_word(beside[1]) for beside in (previous, following))
    if _is_word(word) and (in_heading or len(word) > 3 or not word.replace("Đ", "D").isascii()):
        return word.lower()
    if _can_be_pronounced(word):
        return word.lower() if in_heading else word.capitalize()
    return _spelled(word)


def _spelled(word: str) -> str:
    letters = settings()["letters"]
    return " ".join(letters.get(letter, letter.lower()) for letter in word)


@cache
def _is_word(word: str) -> bool:
    """Whether capitals can be a Vietnamese word: it has a mark of tone, or is a syllable, and is no abbreviation."""
    if word in settings()["abbreviations"]:
        return False
    return _without_tone(word) != word.lower() or _can_be_syllable(word)


def _without_tone(word: str) -> str:
    bare = unicodedata.normalize("NFD", word.lower()).translate(_TONES)
    return unicodedata.normalize("NFC", bare)


@cache
def _can_be_syllable(word: str) -> bool:
    """Whether a word without a mark of tone can be a Vietnamese syllable: KHÔNG and BAN can, BCH and VAC cannot."""
    rhymes = "|".join(settings()["rhymes"].split())
    beginnings = "b|ch?|d|đ|gh?|gi|h|kh?|l|m|ngh?|nh?|ph?|qu|r|s|th?|tr|v|x"
    return bool(re.fullmatch(rf"(?:{beginnings})?(?:{rhymes})", word.lower()))


def _can_be_pronounced(word: str) -> bool:
    """Whether a foreign word in capitals can be pronounced: CAMERA and UNESCO, not HĐND."""
    sounds = "".join("v" if letter in _VOWELS else "c" for letter in word.lower())
    return len(word) > 3 and "ccc" not in sounds and sounds.count("v") >= 0.36 * len(word)
