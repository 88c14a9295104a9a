"""The section of a report that a passage stands in: its field, group and commune, and whether it tells plans."""

from showcase.importing.headings import REFERENCE
from showcase.importing.outlines import UNNUMBERED, begins_with, group_of
from showcase.importing.tables import is_place

_HEADING_LENGTH = 250
_OPENING = 150
"""Characters of a passage in which `Phương hướng:` must end."""

Opened = tuple[str, int] | None
"""What a heading told, and how deep the heading stands."""


class Section:
    """Field, group, commune and kind of the section that the next passage belongs to."""

    def __init__(self) -> None:
        self.field: Opened = None
        self.group: Opened = None
        self.around: Opened = None
        """The commune that a heading names."""
        self.plans = False
        self.planned: set[str] = set()
        """Numbers of the footnotes to what is still to be done."""

    def enter(self, body: str, depth: int, is_heading: bool, area: str | None, names: bool) -> None:
        """Note which field, group, commune and kind of section begin or end with this passage."""
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
        """End what a passage of this depth ends."""
        if self.field and self.field[1] == UNNUMBERED and (not names or begins_with("asides", body)):
            self.field = None
        if self.field and depth <= self.field[1] < UNNUMBERED:
            self.field = None
        if _ends(self.group, body, depth, is_heading):
            self.group = None
        if _ends(self.around, body, depth, is_heading):
            self.around = None

    def leave_for_note(self, number: str) -> None:
        """A footnote stands in no field and no group; it tells of plans where the text that refers to it does."""
        self.field, self.group, self.around, self.plans = None, None, None, number in self.planned

    def note_plans(self, text: str) -> None:
        """Note the footnotes of a passage that tells of plans."""
        self.planned |= set(REFERENCE.findall(text)) if self.plans else set()

    def is_planned(self, body: str) -> bool:
        """Whether what a passage names is still to be done."""
        return self.plans or (begins_with("plans", body) and ":" in body[:_OPENING])

    def field_code(self) -> str | None:
        """The field of the section, `kinh-te`."""
        return self.field[0] if self.field else None

    def commune(self) -> str:
        """The commune that a heading names, as written; empty without one."""
        return self.around[0] if self.around else ""

    def group_of_line(self) -> str | None:
        """The group of a model with a line of its own."""
        return self.group[0] if self.group else None

    def group_of_text(self) -> str | None:
        """The group of a model within a text: without a number nobody can tell where a group ends."""
        return self.group[0] if self.group and self.group[1] < UNNUMBERED else None


def _ends(opened: Opened, body: str, depth: int, is_heading: bool) -> bool:
    """Whether a passage ends what a heading has opened: its own heading stands as high, or it is in capitals."""
    return bool(opened and (depth <= opened[1] < UNNUMBERED or (is_heading and body.isupper())))
