"""One mention of a model in a passage."""

from dataclasses import dataclass

TITLE_LIMIT = 250
"""Characters of a title, as in the field table."""
QUOTE = rf"“([^“”]{{2,{TITLE_LIMIT}}})”"
WORD = r"(?:[Mm]ô\s+hình|M(?:Ô|ô)\s+H(?:ÌNH|ình)|MH(?=\s*[“:]|\s+[A-ZĐÀ-Ỹ][^\W\dA-Z]))"


@dataclass(frozen=True)
class Mention:
    """One title in a passage, from `start` to `end` with its owner."""

    title: str
    start: int
    end: int
    owner: str = ""
    place: str = ""
    """The words behind `tại` or `ở`, or in parentheses."""
    person: bool = False
    quoted: bool = True
    needs_owner: bool = False
    """It counts only with an owner or a place, since the word before it may name other things, too: `sáng kiến “A”`."""
