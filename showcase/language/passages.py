"""The passage of a document that a source cites, as a reader of that document finds it.

Lines are those of the text that editors worked from; a document that is opened has none, so pages leave them out.
"""

import re

_LINES = re.compile(r"(?:,\s*)?\bdòng \d+(?:\s*(?:-|–|đến|và|,)\s*\d+)*", re.IGNORECASE)


def in_document(where: str) -> str:
    """`phần III.3, dòng 258-260` as `phần III.3`; empty where only lines are named."""
    parts = (_LINES.sub("", part).strip(" ,") for part in where.split(";"))
    return "; ".join(dict.fromkeys(part for part in parts if part))
