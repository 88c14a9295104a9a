"""Lists of models: an opening line, and items on the lines below it."""

import re
from dataclasses import replace
from functools import cache

from showcase.importing import bare_titles
from showcase.importing.capitals import as_in_a_sentence
from showcase.importing.mention import QUOTE, WORD, Mention
from showcase.importing.outlines import any_of, outlines, words
from showcase.importing.owners import organisation, unit
from showcase.importing.passages import Passage
from showcase.importing.titles import mentions

_LINE = 200
_OPENS_LIST = re.compile(rf"(?:[Cc]ác|[Nn]hiều|[Mm]ột số|[Nn]hững|\d{{1,3}})\s+{WORD}[^:“”]{{0,80}}:$")
_COUNTS_LIST = re.compile(rf"(?:\d{{1,3}}|hai|ba|bốn|năm|sáu)\s+{WORD}[^:“”]{{0,80}}:$")
"""A line that opens a list of so many models of its subject."""


@cache
def _of_all() -> re.Pattern[str]:
    """`Các mô hình do Đồn Biên phòng A thực hiện`: a line that tells whose the models below it are."""
    deeds = any_of(words(outlines()["owners"]["deeds"]))
    return re.compile(
        rf"(?i:các|những|\d{{1,3}})\s+{WORD}\b[^:;]{{0,40}}?\sdo\s+(?P<owner>{organisation()}[^:;.“”]{{1,80}}?)\s+{deeds}[:.]?\s*$"
    )


_HEADS_LIST = re.compile(
    rf"(?i:các|danh sách|DS|danh mục|tổng hợp|những|\d{{1,3}})\s+(?:các\s+)?{WORD}\b[^:;]{{0,120}}"
)
"""A heading line above a list: `các mô hình “Dân vận khéo” đăng ký năm 2027`."""


@cache
def _owned() -> re.Pattern[str]:
    """An item with owner and title: `Hội Nông dân: “A”`."""
    return re.compile(rf"(?P<owner>{organisation()}[^“”:;.]{{0,120}})\s*[:–-]\s*{QUOTE}\s*[.;,]?")


@cache
def _of_hamlet() -> re.Pattern[str]:
    """An item with hamlet and title: `Ấp 1: “A”`."""
    return re.compile(rf"{unit()}[^:“”]{{1,40}}:\s*{QUOTE}")


class LedList:
    """The opening line of a list, while its items are read."""

    def __init__(self) -> None:
        self.lead = ""
        self.owner = ""
        """Whose all the models of the list are."""
        self.heads = False
        """Whether a line above is the heading of a list of models; its items may be an owner and a title."""

    def _of_owner(self, body: str, passage: Passage) -> list[Mention]:
        """The models of an item of a list that tells above whose all its models are."""
        if called := _of_all().search(as_in_a_sentence(passage.text)):
            self.owner = called["owner"].strip()
        elif _COUNTS_LIST.search(passage.text):
            named = mentions(f"{passage.text} “Tên của mô hình”")
            self.owner = named[0].owner if len(named) == 1 else ""
        elif body == passage.text and not passage.text.startswith("("):
            self.owner = ""
        named = mentions(body) if self.owner and body != passage.text else []
        return [replace(one, owner=self.owner) for one in named] if not any(one.owner for one in named) else []

    def items(self, body: str, passage: Passage) -> list[Mention]:
        """The models of an item below an opening line: `Hội A có 3 mô hình:`, then `- “B”: ...`."""
        if named := self._of_owner(body, passage):
            return named
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
        behind = [mention for mention in named if mention.end > start]
        return [replace(mention, start=max(0, mention.start - start), end=mention.end - start) for mention in behind]
