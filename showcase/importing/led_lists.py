"""Lists whose items stand on lines of their own below the line that opens them."""

import re
from dataclasses import replace

from showcase.importing import bare_titles
from showcase.importing.mention import WORD, Mention
from showcase.importing.passages import Passage
from showcase.importing.titles import mentions

_OPENS_LIST = re.compile(rf"(?:[Cc]ác|[Nn]hiều|[Mm]ột số|[Nn]hững|\d{{1,3}})\s+{WORD}[^:“”]{{0,80}}:$")


class LedList:
    """The line that opens a list, for the items that come."""

    def __init__(self) -> None:
        self.lead = ""

    def items(self, body: str, passage: Passage) -> list[Mention]:
        """The models of an item below a line that opens a list: `Hội A có 3 mô hình:`, then `- “B”: ...`."""
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
