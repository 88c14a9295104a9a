"""Vietnamese text as search terms; `docs/assets/common/terms.js` does the very same.

A term is one syllable in lower case, decomposed, with its tone mark at the end, so that the three ways of placing
it (`hoà`, `hòa`) agree; without marks it is folded. `tests/search/tokens.yml` holds both sides to this.
"""

import re
import unicodedata
from functools import cache

_TOKEN = re.compile("[a-z0-9đ][a-z0-9đ\u0300-\u036f]*")
_THOUSANDS = re.compile(r"(?<=[0-9])\.(?=[0-9]{3}(?![0-9]))")
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_VOWEL_MARKS = "\u0302\u0306\u031b"
_MARKS = re.compile("[\u0300-\u036f]")


def terms(text: str) -> list[str]:
    """The syllables of a text in order as terms: `terms("Hoà 02 tổ") == ["hoa\u0300", "2", "to\u0302\u0309"]`."""
    # `ð` is what some keyboards and fonts put in the place of `đ`.
    plain = unicodedata.normalize("NFD", text.lower()).replace("ð", "đ")
    return [_term(raw) for raw in _TOKEN.findall(_THOUSANDS.sub("", plain))]


@cache
def folded(term: str) -> str:
    """A term, or several with spaces between, without any mark: `folded("đu\u031bo\u031bng\u0300") == "duong"`."""
    return _MARKS.sub("", term).replace("đ", "d")


@cache
def _term(raw: str) -> str:
    if raw.isdecimal():
        return raw.lstrip("0") or "0"
    tone = next((char for char in raw if char in _TONES), "")
    return "".join(char for char in raw if char in _VOWEL_MARKS or char < "\u0300") + tone
