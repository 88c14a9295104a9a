"""Parts of a form that are written before the title of the model."""

from showcase.importing.headings import Gathering, Leftover, ReportedModel
from showcase.importing.outlines import part_head
from showcase.importing.passages import Passage
from showcase.schema.vocabulary import CRITERIA

_MOST = 6


class WaitingParts:
    """Parts that wait for the title of their model, in order; at most six, then the first one is dropped."""

    def __init__(self, gathering: Gathering) -> None:
        self.gathering = gathering
        self.parts: list[tuple[list[str], str, Passage]] = []

    def add(self, parts: list[str], text: str, passage: Passage) -> None:
        """Add parts with the text of their heading."""
        self.parts.append((parts, text, passage))
        self.drop(_MOST)

    def drop(self, most: int = 0) -> None:
        """Drop the first parts until `most` are left; a dropped criterion becomes a leftover."""
        while len(self.parts) > most:
            parts, text, passage = self.parts.pop(0)
            self.gathering.add_between(text, passage.where)
            if set(parts) & set(CRITERIA):
                why = "không rõ phần này của mô hình nào"
                self.gathering.leftovers.append(Leftover(passage.where, passage.text or text, why))

    def give(self, models: list[ReportedModel]) -> None:
        """Add all parts to the models of the title that follows."""
        taken, self.parts = self.parts, []
        for parts, text, passage in taken:
            head = part_head(text)
            for model in models if head else ():
                model.put(parts[0], head[1] if head else text, passage.where, text.partition(":")[0])
