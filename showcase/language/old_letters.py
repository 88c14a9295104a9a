"""Letters of the fonts before Unicode, TCVN3 and VNI, as Unicode: by the name of the font, or by the words they make.

`M« h×nh` and `Moâ hình` are `Mô hình`. A word counts as old when it is no Vietnamese syllable as it stands and one
once it is converted; a stretch of text is converted when several words of it are, so that a foreign name stays.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby
from pathlib import Path
from typing import Any

from showcase.language.data import read_data

FILE = Path(__file__).with_name("old_letters.yml")
KINDS = ("tcvn3", "vni")

_WORD = re.compile("[A-Za-z\u00a1-\u024f\u0300-\u036f\u1ea0-\u1ef9]+")
_UNICODE = re.compile(
    "[\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0\u01a1\u01af\u01b0\u0300-\u036f\u1ea0-\u1ef9]"
)
"""Letters that Vietnamese has in Unicode and no font of one byte a letter has."""
_CLAUSE_END = re.compile(r"[.;:!?()\n]")
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_CLOSED_TONES = ("\u0301", "\u0323")
_SIGNS = ("¹", "·", "»")
"""Numbers of footnotes, bullets and the like, where they stand alone."""
_LEAST_ALONE, _LEAST_BETWEEN = 2, 3
"""Old words that it takes in a text without any word in Unicode, and in a row between such words."""


@dataclass(frozen=True)
class Mended:
    """A text in Unicode, and the kinds of old letters it held: `("tcvn3",)`; none when nothing was changed."""

    text: str
    kinds: tuple[str, ...] = ()


@cache
def table() -> dict[str, Any]:
    """The whole file: fonts, letters, syllables."""
    found: dict[str, Any] = read_data(FILE)
    return found


def kind_of_font(name: str) -> str | None:
    """`tcvn3` for `.VnTime`, `vni` for `VNI-Times`, None for others."""
    small = name.lower()
    return next((kind for kind, starts in table()["fonts"].items() if small.startswith(tuple(starts))), None)


def is_capital_font(name: str) -> bool:
    """Whether small letters in this font look like capitals: `.VnTimeH`."""
    return kind_of_font(name) == "tcvn3" and name.rstrip().endswith("H")


def converted(text: str, kind: str) -> str:
    """The text with every letter taken as one of this kind; what the kind does not know stays as it is."""
    return text.translate(_tcvn3()) if kind == "tcvn3" else _vni().sub(_of_vni, text)


def of_font(text: str, font: str) -> Mended:
    """A text that stands in this font; unchanged where its words are spelled better as they stand.

    Many files name an old font and hold Unicode, because someone typed on with another keyboard.
    """
    kind = kind_of_font(font)
    if not kind or not text.strip() or _UNICODE.search(text):
        return Mended(text)
    new = _WORD.sub(lambda match: _capitals(match[0], converted(match[0], kind)), text)
    foreign = any(old == char and char.isalpha() and not char.isascii() for old, char in zip(text, new, strict=False))
    if new != text and (_spelled(new) < _spelled(text) or (kind == "tcvn3" and foreign)):
        return Mended(text)
    return Mended(new.upper() if is_capital_font(font) else new, (kind,) if new != text else ())


def _spelled(text: str) -> int:
    """How many words with marks are Vietnamese syllables."""
    return sum(is_syllable(word) for word in _WORD.findall(text) if not word.isascii())


def mended(text: str) -> Mended:
    """A text of unknown font: its stretches of old letters converted, all others untouched.

    The more of a document is given at once, one passage a line, the better its short lines are judged.
    """
    # Nearly every text has no old word, and each word of a catalogue comes again and again.
    if text.isascii() or not any(map(_may_be_old, set(_WORD.findall(text)))):
        return Mended(text)
    words = list(_words(text))
    found = [one for stretch in _stretches(words) for one in _old_words(text, stretch, len(stretch) == len(words))]
    pieces, position = [], 0
    for word, new in found:
        pieces += [text[position : word.start], new]
        position = word.end
    return Mended("".join([*pieces, text[position:]]), tuple(sorted({word.kind for word, _ in found})))


class _Word:
    """One word with marks: where it stands, and what speaks for its being old letters."""

    def __init__(self, start: int, text: str, line: int) -> None:
        self.start, self.end, self.text, self.line = start, start + len(text), text, line
        self.is_unicode = bool(_UNICODE.search(text)) and is_syllable(_bare(text))
        self.options = {} if self.is_unicode else _options(text)
        self.kind = ""

    def is_old(self, kind: str) -> bool:
        """Whether the word is a syllable in this kind only."""
        return kind in self.options and not is_syllable(_bare(self.text))


@lru_cache(maxsize=50_000)
def _may_be_old(text: str) -> bool:
    """Whether a word is old letters in any kind, whatever stands beside it."""
    word = _Word(0, text, 0)
    return not text.isascii() and any(map(word.is_old, KINDS))


def _words(text: str) -> Iterator[_Word]:
    start = 0
    for number, line in enumerate(text.split("\n")):
        for match in _WORD.finditer("" if line.isascii() else line):
            if not match[0].isascii():
                yield _Word(start + match.start(), match[0], number)
        start += len(line) + 1


def _bare(word: str) -> str:
    """A word without quotes and footnote numbers at its ends."""
    return word.lstrip("«»").rstrip("«»¹²³·")


@lru_cache(maxsize=50_000)
def _options(word: str) -> dict[str, str]:
    """What a word is in each kind in which it is a Vietnamese syllable, quotes at its ends kept where they are such."""
    return {kind: new for kind in KINDS for new in [_as(word, kind)] if new}


def _as(word: str, kind: str) -> str:
    for inner in (word, word.lstrip("«"), word.strip("«»"), _bare(word)):
        new = converted(inner, kind)
        if is_syllable(new) and new != inner and word not in _SIGNS:
            return word.replace(inner, _capitals(inner, new))
    return ""


def _as_no_syllable(word: str, kind: str) -> str:
    """A word beside old ones that is a syllable in no letters: a short form (`H§ND`), a name of another language."""
    inner = _bare(word)
    new = converted(inner, kind)
    return word.replace(inner, _capitals(inner, new)) if inner and not is_syllable(inner) else word


def _capitals(old: str, new: str) -> str:
    """The new word in capitals where the old one has no small letter besides those that have no capital there."""
    shouted = len(re.findall("[A-Z]", old)) > 1 and not re.search("[a-z]", old)
    return new.upper() if shouted else new


def _stretches(words: list[_Word]) -> Iterator[list[_Word]]:
    """The words between those that are Unicode beyond doubt."""
    stretch: list[_Word] = []
    for word in words:
        if word.is_unicode:
            yield stretch
            stretch = []
        else:
            stretch.append(word)
    yield stretch


def _old_words(text: str, stretch: list[_Word], whole: bool) -> Iterator[tuple[_Word, str]]:
    """The words of a stretch that are converted, each with its new text."""
    counts = Counter(kind for word in stretch for kind in KINDS if word.is_old(kind))
    if not counts or max(counts.values()) < (_LEAST_ALONE if whole else _LEAST_BETWEEN):
        return
    kind = max(KINDS, key=lambda one: counts[one])
    first, last = (0, len(stretch) - 1) if whole else _bounds(text, stretch, kind)
    for line in _lines(stretch[first : last + 1]):
        yield from _of_line(line, kind, whole)


def _lines(words: list[_Word]) -> Iterator[list[_Word]]:
    return (list(line) for _, line in groupby(words, key=lambda word: word.line))


def _of_line(words: list[_Word], kind: str, whole: bool) -> Iterator[tuple[_Word, str]]:
    """The words of a line, in its own kind where it has one; without any old word it must not lose by it."""
    counts = Counter(one for word in words for one in KINDS if word.is_old(one))
    kind = max(KINDS, key=lambda one: counts[one]) if counts else kind
    gain = sum((kind in word.options) - is_syllable(_bare(word.text)) for word in words)
    for word in words if counts[kind] or (whole and gain >= 0) else ():
        new = word.options.get(kind) or _as_no_syllable(word.text, kind)
        if new != word.text:
            word.kind = kind
            yield word, new


def _bounds(text: str, stretch: list[_Word], kind: str) -> tuple[int, int]:
    """First and last word to convert: from the first old one to the last, and on to the ends of their clauses."""
    old = [index for index, word in enumerate(stretch) if word.is_old(kind)]
    first, last = old[0], old[-1]
    while first and not _CLAUSE_END.search(text, stretch[first - 1].end, stretch[first].start):
        first -= 1
    while last + 1 < len(stretch) and not _CLAUSE_END.search(text, stretch[last].end, stretch[last + 1].start):
        last += 1
    return first, last


@cache
def _tcvn3() -> dict[int, str]:
    return {ord(old): new for olds, news in table()["tcvn3"] for old, new in zip(olds, news, strict=True)}


@cache
def _vni() -> re.Pattern[str]:
    """A vowel with its sign, a horned letter with its tone, or a letter that stands alone."""
    vni = table()["vni"]
    signs, horned, alone = ("".join(vni[name]) for name in ("signs", "horned", "alone"))
    pattern = f"([{vni['vowels']}])([{signs}])|([{horned}])([{signs[:5]}])?|([{alone}])"
    return re.compile(pattern, re.IGNORECASE)


def _of_vni(match: re.Match[str]) -> str:
    vni = table()["vni"]
    vowel, sign, horned, tone, alone = match.groups("")
    old = vowel or horned or alone
    new = old if vowel else (vni["horned"] | vni["alone"])[old.lower()]
    mark = vni["signs"].get((sign or tone).lower(), "")
    return unicodedata.normalize("NFC", (new.upper() if old.isupper() else new) + mark)


@lru_cache(maxsize=50_000)
def is_syllable(word: str) -> bool:
    """Whether a word is spelled as a Vietnamese syllable: `người`, `Hòa`, `hoà`; not `ngöôøi`, `môt`."""
    letters = unicodedata.normalize("NFD", word.lower())
    tones = [char for char in letters if char in _TONES]
    bare = unicodedata.normalize("NFC", "".join(char for char in letters if char not in _TONES))
    match = _syllable().fullmatch(bare)
    if not match or len(tones) > 1:
        return False
    return not match["rhyme"].endswith(tuple(table()["syllables"]["closed"])) or (*tones, "")[0] in _CLOSED_TONES


@cache
def _syllable() -> re.Pattern[str]:
    syllables = table()["syllables"]
    rhymes = "|".join(" ".join(syllables["rhymes"]).split())
    return re.compile(f"(?:{'|'.join(syllables['onsets'])})?(?P<rhyme>{rhymes})")
