"""The width of words in the typeface of the site, measured at build time."""

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Literal

from showcase.look.fonts import widths

Weight = Literal["400", "600"]

_SPACE = 0.24
"""The blank between two words, in em."""
_ROUNDING = 1.01
"""Browsers set letters a little wider than the typeface has them, to whole parts of a dot."""
_UNKNOWN = 1.0
"""A letter that the typeface does not have comes from another one: as wide as letters get."""
# A browser breaks behind these too; the address of a page is one long word otherwise.
_JOINTS = re.compile(r"(?<=[-/])(?=[^\s\d/-])")


@lru_cache(maxsize=32_768)
def word_width(word: str, weight: Weight = "400") -> float:
    """The width of a word in em, rather too wide: `word_width("mm") == 2 * word_width("m")`; kerning is left out."""
    known = _widths(weight)
    return _ROUNDING * sum(known.get(letter, _UNKNOWN) for letter in word)


def rows(words: Iterable[float], width: float) -> int:
    """How many lines words of these widths take, one after the other; what is wider than a line is broken anywhere."""
    count, filled = 1, -_SPACE
    for word in words:
        filled += _SPACE + word
        if filled <= width:
            continue
        if filled - word > _SPACE / 2:  # It is not the first on its line.
            count, filled = count + 1, word
        if filled > width:
            # No letter is parted, so each line of a broken word may stay one letter short.
            short = max(1.0, width - 1)
            count, filled = count + int(filled // short), filled % short
    return count


def lines(text: str, width: float, weight: Weight = "400") -> int:
    """How many lines a text takes in a column of `width` em; 0 for no text."""
    parts = _parts(text, weight)
    return rows(parts, width) if parts else 0


# A text is tried in many widths before one fits.
@lru_cache(maxsize=1_024)
def _parts(text: str, weight: Weight) -> tuple[float, ...]:
    return tuple(word_width(part, weight) for word in text.split() for part in _JOINTS.split(word))


_widths = cache(widths)
