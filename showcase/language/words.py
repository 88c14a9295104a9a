"""Vietnamese text: folding, slugs, nearest values, and numbers as Vietnamese readers write them."""

import difflib
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache

# đ does not decompose under NFD; Ð (eth) is what some keyboards and fonts put in its place.
_STROKED = str.maketrans({"đ": "d", "Đ": "d", "ð": "d", "Ð": "d"})
_SHORT = 400
"""Characters of a text that is worth remembering: of hostile files fifty thousand long ones would fill the memory."""

_NEAR = 0.7
"""How much of two slugs must be in common blocks for one to be a slip of the other, as `difflib` counts."""

_PIECES_LOOKED_UP, _OPTIONS_COMPARED = 12, 30

_NOT_WORD = re.compile(r"[^a-z0-9]+")


def fold(text: str) -> str:
    """Lower case without diacritics: `fold("Đường ĐẾN trường") == "duong den truong"`. NFC and NFD give the same."""
    return _folded_once(text) if len(text) <= _SHORT else _folded(text)


@lru_cache(maxsize=50_000)
def _folded_once(text: str) -> str:
    return _folded(text)


def _folded(text: str) -> str:
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
    typed, folded = slugify(wrong), _by_slug(options)
    if len(typed) * _NEAR > max(map(len, folded), default=0) * (2 - _NEAR):  # too long to be a slip of any
        return None
    found = difflib.get_close_matches(typed, folded, n=1, cutoff=_NEAR)
    return folded[found[0]] if found else None


def _by_slug(options: Iterable[str]) -> dict[str, str]:
    folded: dict[str, str] = {}
    for option in options:
        folded.setdefault(slugify(option), option)
    return folded


class NearMisses:
    """Thousands of options, of which few are compared: those that share the rarest pieces of what was typed."""

    def __init__(self, options: Iterable[str]) -> None:
        self._folded = _by_slug(options)
        self._having: defaultdict[str, list[str]] = defaultdict(list)
        for slug in self._folded:
            for piece in _pieces(slug):
                self._having[piece].append(slug)
        self._answers: dict[str, str | None] = {}

    def nearest(self, wrong: str) -> str | None:
        """The option that `wrong` was most likely meant to be; None when nothing is near."""
        if wrong not in self._answers:
            self._answers[wrong] = nearest(wrong, self._candidates(slugify(wrong)))
        return self._answers[wrong]

    def _candidates(self, typed: str) -> list[str]:
        if len(self._folded) <= _OPTIONS_COMPARED:
            return list(self._folded.values())
        known = sorted((len(self._having[piece]), piece) for piece in _pieces(typed) if piece in self._having)
        shared = Counter(slug for _, piece in known[:_PIECES_LOOKED_UP] for slug in self._having[piece])
        ranked = sorted(shared, key=lambda slug: (-shared[slug], slug))
        return [self._folded[slug] for slug in ranked[:_OPTIONS_COMPARED]]


def _pieces(slug: str) -> set[str]:
    """The groups of three letters of a slug, with its ends: `-to`, `to-` of `to`."""
    text = f"-{slug}-"
    return {text[at : at + 3] for at in range(len(text) - 2)}


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


# First words of the names of owners and places that are no names themselves, and so are small within a sentence.
_COMMON_NOUNS = """Ông Bà Anh Chị Xã Phường Thị_trấn Huyện Thị_xã Thành_phố Tỉnh Ấp Khóm Thôn Xóm Bản Buôn Làng Tổ Nhóm
Bài Các Một Những Người Cán_bộ Lãnh_đạo Cấp_ủy Chính_quyền Dòng_họ Phụ_nữ Trưởng Linh_mục Trụ_trì"""
_COMMON = tuple(f"{noun.replace('_', ' ')} " for noun in _COMMON_NOUNS.split())


def within_sentence(name: str) -> str:
    """A name as it stands within a sentence: `xã Ba Chúc`, `các hộ dân bản Lè`, but `Hội Nông dân xã Ba Chúc`."""
    office = name.split()[1:2] in (["ủy"], ["đoàn"])  # Tỉnh ủy An Giang, Huyện đoàn Tân Hiệp
    return uncapitalised(name) if name.startswith(_COMMON) and not office else name


def uncapitalised(name: str) -> str:
    """A name within a sentence: `uncapitalised("Xã Ba Chúc") == "xã Ba Chúc"`. Raises IndexError for no name."""
    return name[0].lower() + name[1:]
