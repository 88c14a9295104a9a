"""Remove the place from a title: `Tiếng kẻng an ninh ở thôn Bãi Mạc, xã Thượng Quận` -> `Tiếng kẻng an ninh`."""

import re
from collections.abc import Sequence

_UNITS = {
    *("tổ", "ấp", "khóm", "thôn", "bản", "buôn", "bon", "plei", "sóc", "phum", "xóm", "làng", "chi hội"),
    *("khu phố", "khu dân cư", "khu vực", "tổ dân phố", "tổ nhân dân tự quản", "tổ đoàn kết", "cụm dân cư"),
    *("xã", "phường", "thị trấn", "thị xã", "huyện", "quận", "thành phố", "tỉnh", "đặc khu"),
}
_LONGEST_UNIT = 4
"""Words of the longest of these."""

_NO_UNIT = {("tác", "xã"), ("già", "làng"), ("liên", "xã"), ("cấp", "xã")}
"""`hợp tác xã Mé Ban` names no commune."""

_BEFORE_BARE_NAMES = {"ở", "tại", "về"}
_LINKS = (("trên", "địa", "bàn"), ("ở",), ("tại",), ("của",), ("thuộc",), ("về",))

LEAST = 3
"""A title of fewer words before its place is too common to say what a model does."""

_WORD = re.compile(r"[^\s,;()–—-]+(?:-[^\s,;()–—-]+)*")


def without_place(title: str) -> str:
    """A title without the place at its end; unchanged if it has none, or if almost nothing would remain."""
    found = list(_WORD.finditer(title))
    words = [match[0] for match in found]
    end = _start_of_places(words)
    end = next((end - len(link) for link in _LINKS if _ends_with(words[:end], link)), end)
    return title[: found[end - 1].end()] if LEAST <= end < len(words) else title


def _start_of_places(words: Sequence[str]) -> int:
    """The position of the first of the places at the end: `ấp 2 và ấp 6, xã Lê Minh Xuân`."""
    start = len(words)
    while True:
        end = start - 1 if start < len(words) and words[start - 1].lower() == "và" else start
        before = _start_of_place(words, end)
        if before == end:
            return start
        start = before


def _start_of_place(words: Sequence[str], end: int) -> int:
    """The position of the place that ends at `end`, else `end`."""
    first = end
    while first and _names(words[first - 1]):
        first -= 1
    if first == end:
        return end
    unit = _unit_before(words, first)
    inside = next((at for at in range(first, end - 1) if _unit_before(words, at + 1)), end)
    bare = first if first and words[first - 1].lower() in _BEFORE_BARE_NAMES else end
    return first - unit if unit else min(inside, bare)


def _unit_before(words: Sequence[str], at: int) -> int:
    """The number of words before this position that name a kind of place (`xã`), 0 for none."""
    for length in range(min(_LONGEST_UNIT, at), 0, -1):
        unit = " ".join(words[at - length : at]).lower()
        if unit in _UNITS and (at == length or (words[at - length - 1].lower(), unit) not in _NO_UNIT):
            return length
    return 0


def _names(word: str) -> bool:
    return word[0].isupper() or word[0].isdigit() or word == "số"


def _ends_with(words: Sequence[str], link: tuple[str, ...]) -> bool:
    return tuple(word.lower() for word in words[-len(link) :]) == link
