"""The section of a report that contains a passage: its field, group and commune, and whether it lists plans."""

from showcase.importing.headings import REFERENCE
from showcase.importing.outlines import UNNUMBERED, begins_with, group_of
from showcase.importing.tables import is_place

_HEADING_LENGTH = 250
_OPENING = 150
"""A heading such as `Phương hướng:` must end within so many characters of a passage."""

Opened = tuple[str, int] | None
"""The value that a heading gave, and the depth of the heading: `("kinh-te", 2)`."""


class Section:
    """Field, group and commune of the current section, and whether it lists plans."""

    def __init__(self) -> None:
        self.field: Opened = None
        self.group: Opened = None
        self.around: Opened = None
        """The commune in a heading."""
        self.plans = False
        self.planned: set[str] = set()
        """Numbers of the footnotes to plans."""

    def enter(self, body: str, depth: int, is_heading: bool, area: str | None, names: bool) -> None:
        """Update field, group, commune and plans at this passage. `names`: whether it names a model."""
        self._end(body, depth, is_heading, names)
        if is_place(body):
            self.around = body.strip(" .:"), depth
        if is_heading and (depth <= 2 or body.isupper()):
            self.plans = begins_with("plans", body) or (self.plans and depth == 2)
        elif is_heading and depth == UNNUMBERED:
            self.plans = self.plans or begins_with("plans", body)
        if area and (depth < UNNUMBERED or not names):
            self.field = area, depth
            self.group = None if self.group and self.group[1] == UNNUMBERED else self.group
        if (group := group_of(body)) and len(body) <= _HEADING_LENGTH:
            self.group = group, depth

    def _end(self, body: str, depth: int, is_heading: bool, names: bool) -> None:
        """End the values that do not reach beyond a passage of this depth."""
        if self.field and self.field[1] == UNNUMBERED and (not names or begins_with("asides", body)):
            self.field = None
        if self.field and depth <= self.field[1] < UNNUMBERED:
            self.field = None
        if _ends(self.group, body, depth, is_heading):
            self.group = None
        if _ends(self.around, body, depth, is_heading):
            self.around = None

    def leave_for_note(self, number: str) -> None:
        """Set the section of a footnote: no field, no group; plans if the text that refers to it lists plans."""
        self.field, self.group, self.around, self.plans = None, None, None, number in self.planned

    def note_plans(self, text: str) -> None:
        """Remember the footnotes of a passage in a section of plans."""
        self.planned |= set(REFERENCE.findall(text)) if self.plans else set()

    def is_planned(self, body: str) -> bool:
        """Whether the models in a passage are plans."""
        return self.plans or (begins_with("plans", body) and ":" in body[:_OPENING])

    def field_code(self) -> str | None:
        """The code of the section's field: `kinh-te`; None without one."""
        return self.field[0] if self.field else None

    def commune(self) -> str:
        """The commune in a heading, as written; empty without one."""
        return self.around[0] if self.around else ""

    def group_of_line(self) -> str | None:
        """The group for a model with a line of its own."""
        return self.group[0] if self.group else None

    def group_of_text(self) -> str | None:
        """The group for a model within a text; None below a heading without a number: its group has no clear end."""
        return self.group[0] if self.group and self.group[1] < UNNUMBERED else None


def _ends(opened: Opened, body: str, depth: int, is_heading: bool) -> bool:
    """Whether a passage ends the value of a heading: it is of the same or a higher level, or a heading in capitals."""
    return bool(opened and (depth <= opened[1] < UNNUMBERED or (is_heading and body.isupper())))
