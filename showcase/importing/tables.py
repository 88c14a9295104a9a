"""Tables of models: which column holds the name, which the owner or a part; or a heading beside its text."""

from dataclasses import dataclass, field

from showcase.importing.outlines import field_named, key, part_headings
from showcase.importing.passages import Passage

_NO_MODELS = ("tong", "cong", "tong cong", "tong so")


@dataclass(frozen=True)
class Row:
    """What one row says."""

    head: bool = False
    """The row names the columns."""
    values: dict[str, str] = field(default_factory=dict)
    """Part -> text of the model of this row, `title` among them; empty when the row is of none."""
    pair: tuple[str, str] | None = None
    """A part and its text, in tables of two columns."""
    field: str | None = None


class Rows:
    """Reads the rows of tables one after the other."""

    def __init__(self) -> None:
        self.table = 0
        self.columns: dict[int, str] = {}
        self.field: str | None = None

    def read(self, passage: Passage) -> Row:
        """What a row says, given the rows of the same table before it."""
        if passage.table != self.table:
            self.table, self.columns, self.field = passage.table, {}, None
        cells = [cell.strip() for cell in passage.cells]
        known = {index: part_headings().get(key(cell)) for index, cell in enumerate(cells)}
        columns = {index: part for index, part in known.items() if part}
        filled = [cell for cell in cells if cell]
        if not self.columns and "title" in columns.values() and len(columns) > 1:
            self.columns = columns
            return Row(head=True)
        if not self.columns:
            part = known.get(0)
            return Row(pair=(part, cells[1])) if part and len(cells) == 2 and cells[1] else Row()
        if len(set(filled)) <= 2 and (code := next(filter(None, map(field_named, filled)), None)):
            self.field = code
            return Row()
        values = {part: cells[index] for index, part in self.columns.items() if index < len(cells) and cells[index]}
        title = key(values.get("title", ""))
        if not title or title in _NO_MODELS or title.replace(" ", "").isdigit():
            return Row()
        return Row(values=values, field=self.field)
