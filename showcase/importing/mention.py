"""One mention of a model in a passage."""

from dataclasses import dataclass

TITLE_LIMIT = 250
"""Most characters of a title, as in the field table."""
QUOTE = rf"“([^“”]{{2,{TITLE_LIMIT}}})”"
WORD = r"(?:[Mm]ô\s+hình|M(?:Ô|ô)\s+H(?:ÌNH|ình)|MH(?=\s*[“:]|\s+[A-ZĐÀ-Ỹ][^\W\dA-Z]))"


@dataclass(frozen=True)
class Mention:
    """One title in a passage. `start`, `end`: its characters in the passage, owner included."""

    title: str
    start: int
    end: int
    owner: str = ""
    place: str = ""
    """The words after `tại` or `ở`, or in parentheses."""
    person: bool = False
    quoted: bool = True
    needs_owner: bool = False
    """Whether the mention is dropped without owner and place: `sáng kiến “A”` may be no model."""
