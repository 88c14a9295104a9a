"""Parts of a form that stand before the title of its model."""

from showcase.importing.headings import Found, Gathering, Leftover
from showcase.importing.outlines import part_head
from showcase.importing.passages import Passage
from showcase.schema.vocabulary import CRITERIA

_MOST = 6


class WaitingParts:
    """Parts whose model has not come yet, the first one first; of more than six the first is let go of."""

    def __init__(self, gathering: Gathering) -> None:
        self.gathering = gathering
        self.parts: list[tuple[list[str], str, Passage]] = []

    def add(self, parts: list[str], text: str, passage: Passage) -> None:
        """Keep parts with the text of their heading until their model comes."""
        self.parts.append((parts, text, passage))
        self.drop(_MOST)

    def drop(self, most: int = 0) -> None:
        """Let go of parts whose model never came; criteria are told, since they must belong to one."""
        while len(self.parts) > most:
            parts, text, passage = self.parts.pop(0)
            self.gathering.leave_between(text, passage.where)
            if set(parts) & set(CRITERIA):
                why = "không rõ phần này của mô hình nào"
                self.gathering.leftovers.append(Leftover(passage.where, passage.text or text, why))

    def give(self, models: list[Found]) -> None:
        """Give all of them to the models of the title that follows."""
        taken, self.parts = self.parts, []
        for parts, text, passage in taken:
            head = part_head(text)
            for model in models if head else ():
                model.put(parts[0], head[1] if head else text, passage.where, text.partition(":")[0])
