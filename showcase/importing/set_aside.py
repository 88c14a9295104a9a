"""Passages that are skipped though they name models: tables of contents, and instructions for filling in a form."""

import re

from showcase.importing.outlines import begins_instructions, begins_with, is_contents, is_instruction, part_head, parted
from showcase.importing.passages import Passage


class SetAside:
    """The state while passages are read: within a table of contents, within instructions."""

    def __init__(self) -> None:
        self.contents = False
        self.instructs = False

    def is_contents(self, passage: Passage) -> bool:
        """Whether a passage belongs to a table of contents."""
        if begins_with("contents", passage.text) and len(passage.text) < 20:
            self.contents = True
            return True
        self.contents = self.contents and bool(re.search(r"\D\s*\d{1,4}$", passage.text))
        return self.contents or is_contents(passage.text)

    def is_instructions(self, passage: Passage, has_model: bool) -> bool:
        """Whether a passage belongs to instructions, which last until a heading or a real title."""
        if begins_instructions(passage.text):
            self.instructs = True
            return True
        head = part_head(parted(passage.text, passage.level)[0])
        if head and head[0] == ["title"] and is_instruction(head[1]):
            self.instructs = True
        elif not head or (head[0] == ["title"] and not has_model):
            self.instructs = self.instructs and bool(head) and is_instruction(head[1] if head else "")
        return self.instructs
