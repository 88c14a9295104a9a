"""Lists whose items stand on lines of their own below the line that opens them."""

import re
from dataclasses import replace
from functools import cache

from showcase.importing import bare_titles
from showcase.importing.mention import QUOTE, WORD, Mention
from showcase.importing.owners import organisation, unit
from showcase.importing.passages import Passage
from showcase.importing.titles import mentions

_LINE = 200
_OPENS_LIST = re.compile(rf"(?:[Cc]ác|[Nn]hiều|[Mm]ột số|[Nn]hững|\d{{1,3}})\s+{WORD}[^:“”]{{0,80}}:$")


_HEADS_LIST = re.compile(
    rf"(?i:các|danh sách|DS|danh mục|tổng hợp|những|\d{{1,3}})\s+(?:các\s+)?{WORD}\b[^:;]{{0,120}}"
)
"""A line of its own above a list: `các mô hình “Dân vận khéo” đăng ký năm 2027`."""


@cache
def _owned() -> re.Pattern[str]:
    """An item that is an owner and a title: `Hội Nông dân: “A”`."""
    return re.compile(rf"(?P<owner>{organisation()}[^“”:;.]{{0,120}})\s*[:–-]\s*{QUOTE}\s*[.;,]?")


@cache
def _of_hamlet() -> re.Pattern[str]:
    """An item that names its hamlet before its title: `Ấp 1: “A”`."""
    return re.compile(rf"{unit()}[^:“”]{{1,40}}:\s*{QUOTE}")


class LedList:
    """The line that opens a list, for the items that come."""

    def __init__(self) -> None:
        self.lead = ""
        self.heads = False
        """Whether a line above tells that a list of models comes, whose items may be an owner and a title."""

    def items(self, body: str, passage: Passage) -> list[Mention]:
        """The models of an item below a line that opens a list: `Hội A có 3 mô hình:`, then `- “B”: ...`."""
        owned = _owned().fullmatch(body) if self.heads else None
        goes_on = self.heads and _of_hamlet().match(body)
        self.heads = bool(owned or goes_on or _HEADS_LIST.search(passage.text)) and len(passage.text) < _LINE
        if owned:
            return [Mention(owned[2].strip(), 0, len(body), owner=owned["owner"].strip())]
        if _OPENS_LIST.search(passage.text):
            self.lead = re.sub(r"\.\s*(?:Đó là|Cụ thể|Bao gồm|Gồm)\s*:$", ":", passage.text) + " "
            return []
        is_item = bool(self.lead) and body != passage.text
        bare = is_item and not body.startswith("“") and not re.search(WORD, body)
        if items := list(bare_titles.item(body)) if bare else []:
            return items
        self.lead = self.lead if is_item and re.match(rf"(?:{WORD}\s*:?\s*)?“", body) else ""
        start = len(self.lead)
        named = mentions(self.lead + body) if start else []
        return [replace(one, start=max(0, one.start - start), end=one.end - start) for one in named if one.end > start]
