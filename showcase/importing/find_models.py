"""Finding the models that a report tells of: one walk through its passages, from heading to heading.

Nothing is guessed. A text goes to a part of a model only under the heading of that part; what stands beside a
model without one is kept as `more`; what belongs to no model is a `Leftover`.
"""

import re

from showcase.importing.headings import REFERENCE, Found, Gathering, Leftover, Told, alike
from showcase.importing.mention import Mention
from showcase.importing.outlines import LETTERED, UNNUMBERED, begins_with, field_of, group_of, part_head, parted
from showcase.importing.passages import PASSAGE_LIMIT, Passage, Progress, without_references
from showcase.importing.tables import Rows
from showcase.importing.titles import heading, mentions
from showcase.schema.vocabulary import CRITERIA

_HEADING_LENGTH = 250
_HEADLINE_LENGTH = 150
"""Of a heading that has neither number nor style."""
_GOES_ON = (".", ";", ",", ":", "!", "?", "…", "”")
"""A line that ends so is no heading."""


def find_models(passages: list[Passage], progress: Progress | None = None) -> Gathering:
    """The models in a report, in the order in which it names them first; those of footnotes last."""
    walk = _Walk()
    notes = [passage for passage in passages if passage.note]
    walk.gathering.footnotes = {one.note: Told(one.text, one.where) for one in notes}
    walk.gathering.leftovers += [_cut(one) for one in passages if len(one.text) == PASSAGE_LIMIT]
    rows = Rows()
    for done, passage in enumerate(passages):
        if progress:
            progress(done, len(passages))
        if passage.table:
            walk.row(rows, passage)
        elif not passage.note:
            walk.step(passage)
    for passage in notes:
        walk.note(passage)
    return walk.gathering


def _cut(passage: Passage) -> Leftover:
    return Leftover(passage.where, passage.text, "đoạn dài quá mức, chỉ đọc được phần đầu")


class _Walk:
    """Where the walk stands: the models, parts, field and group that the next passage belongs to."""

    def __init__(self) -> None:
        self.gathering = Gathering()
        self.current: list[Found] = []
        self.depth = UNNUMBERED
        self.under_heading = False
        """The current models were opened by a line of their own, so that plain text below it is theirs."""
        self.parts: list[str] = []
        self.told = False
        """Whether the open parts have text already."""
        self.title_depth = UNNUMBERED
        """How deep `Tên mô hình` stands, beside which the other parts of its model stand."""
        self.field: tuple[str, int] | None = None
        self.group: tuple[str, int] | None = None
        self.plans = False
        self.planned: set[str] = set()
        """Numbers of the footnotes to what is still to be done."""
        self.before: Passage | None = None

    def step(self, passage: Passage) -> None:
        """Take the next paragraph."""
        body, depth = parted(passage.text, passage.level)
        head = part_head(body)
        if begins_with("closings", body):
            self.leave()
        elif head and not self.is_section(head[0], depth):
            self.part(*head, passage)
        else:
            self.paragraph(body, depth, passage)
        self.before = passage
        self.planned |= set(REFERENCE.findall(passage.text)) if self.plans else set()

    def note(self, passage: Passage) -> None:
        """A footnote may name models, too; it stands in no field and no group."""
        self.field, self.group, self.plans = None, None, passage.note in self.planned
        self.add(mentions(passage.text), passage)

    def row(self, rows: Rows, passage: Passage) -> None:
        """A row of a table: a model of its own where the head of the table has a column for its name."""
        row = rows.read(passage)
        if row.head:
            self.leave()
        elif row.pair:
            self.part([row.pair[0]], row.pair[1], passage)
        elif row.values and (named := heading(row.values["title"])):
            for model in self.add([named], passage, row.field):
                for part, text in row.values.items():
                    model.put(part, text, passage.where)

    def leave(self) -> None:
        self.current, self.parts, self.under_heading = [], [], False

    def is_section(self, parts: list[str], depth: int) -> bool:
        """Whether a heading such as `3. Kết quả` is one of the report and not of the outline of a model."""
        if set(parts) <= {*CRITERIA, "title", "two_tier_impact"}:
            return False
        return not self.current or depth <= min(self.depth, LETTERED - 1)

    def paragraph(self, body: str, depth: int, passage: Passage) -> None:
        """A passage that is no heading of a part."""
        is_heading = depth < UNNUMBERED and len(body) <= _HEADING_LENGTH and not body.endswith((".", ";", ","))
        named = mentions(body)
        area = field_of(body)
        opens = bool(named) and named[0].start == 0 and len({one.start for one in named}) == 1
        headline = not named and len(body) <= _HEADLINE_LENGTH and not passage.text.startswith("-")
        headline = headline and depth == UNNUMBERED and not body.endswith(_GOES_ON)
        leaves = (opens and (named[0].quoted or depth < UNNUMBERED)) or (is_heading and depth < LETTERED)
        leaves = leaves or (headline and self.told)
        lists = area or group_of(body) or len(named) > 1 or (named and begins_with("asides", body))
        if self.parts == ["title"] and not leaves:
            self.title(body, passage)
        elif self.parts and not leaves and not lists:
            self.tell(passage.text.lstrip("-+•– "), passage)
        else:
            self.sections(body, depth, is_heading or headline, area, bool(named))
            self.outside(body, depth, passage, named, opens, is_heading)

    def outside(
        self, body: str, depth: int, passage: Passage, named: list[Mention], opens: bool, is_heading: bool
    ) -> None:
        """A passage that stands in no part of a model."""
        area = field_of(body)
        if opens:
            self.open(named, body, depth, passage, area)
        elif named:
            self.leave()
            self.add(named, passage, area, body)
        elif self.under_heading and self.current and not is_heading:
            self.gathering.tell_more(self.current, body, passage.where)
        else:
            self.leave()

    def sections(self, body: str, depth: int, is_heading: bool, area: str | None, names: bool) -> None:
        """Note which field, group and kind of section begin or end with this passage."""
        if self.field and self.field[1] == UNNUMBERED and (not names or begins_with("asides", body)):
            self.field = None
        if self.field and depth <= self.field[1] < UNNUMBERED:
            self.field = None
        if self.group and (depth <= self.group[1] < UNNUMBERED or (is_heading and body.isupper())):
            self.group = None
        if is_heading and (depth <= 2 or body.isupper()):
            self.plans = begins_with("plans", body) or (self.plans and depth == 2)
        elif is_heading and depth == UNNUMBERED:
            self.plans = self.plans or begins_with("plans", body)
        if area and (depth < UNNUMBERED or not names):
            self.field = area, depth
            self.group = None if self.group and self.group[1] == UNNUMBERED else self.group
        if (group := group_of(body)) and len(body) <= _HEADING_LENGTH:
            self.group = group, depth

    def open(self, named: list[Mention], body: str, depth: int, passage: Passage, area: str | None = None) -> None:
        """Begin the models of a passage that begins with them."""
        self.leave()
        self.current = self.add(named, passage, area)
        self.depth = depth
        for model in self.current:
            model.group = model.group or (self.group[0] if self.group else None)
        rest = without_references(body[named[-1].end :]).strip(" ;,.*”“:()")
        self.under_heading = not rest
        self.gathering.tell_more(self.current, "" if self.under_heading else rest, passage.where)
        self.gathering.tell_footnotes(self.current, body)

    def add(self, named: list[Mention], passage: Passage, area: str | None = None, body: str = "") -> list[Found]:
        """Add the models of a passage, each with the words of `body` that follow it up to the next."""
        found: list[Found] = []
        ends = [*(one.start for one in named[1:]), len(body)][: len(named)]
        code = area or (self.field[0] if self.field else None)
        for mention, end in zip(named, ends, strict=True):
            model = self.gathering.add(mention, passage.where, found, self.plans)
            if model is None:
                continue
            found.append(model)
            model.fields += [code] if code and code not in model.fields else []
            # Without a number nobody can tell where a group ends; then it counts for models with a line of their own.
            model.group = model.group or (self.group[0] if self.group and self.group[1] < UNNUMBERED else None)
            rest = re.split(r"(?:[.…]|\.\.\.)(?:\s|$)", body[mention.end : end])[0].strip(" ;,.*”“():")
            if len(rest.split()) > 3 and not rest.endswith("như"):
                self.gathering.tell_more([model], rest, passage.where)
            self.gathering.tell_footnotes([model], body[mention.start : max(end, mention.end)])
        return found

    def part(self, parts: list[str], text: str, passage: Passage) -> None:
        """A heading of a part, with or without its text behind it."""
        if not self.current and parts != ["title"] and not self.open_before():
            if set(parts) & set(CRITERIA):
                why = "không rõ phần này của mô hình nào"
                self.gathering.leftovers.append(Leftover(passage.where, passage.text, why))
            return
        self.parts, self.told = parts, False
        if parts == ["title"]:
            self.title_depth = parted(passage.text, passage.level)[1]
        if text and parts == ["title"]:
            self.title(text, passage)
        elif text:
            self.tell(text, passage)

    def open_before(self) -> bool:
        """Open the model that the line right above the first part names, with its owner or in quotes."""
        if self.before is None or len(self.before.text) > _HEADING_LENGTH:
            return False
        body, depth = parted(self.before.text, self.before.level)
        named = heading(body)
        if not named or part_head(body) or not (named.quoted or named.owner or named.place):
            return False
        self.open([named], body[: named.end], depth, self.before)
        return bool(self.current)

    def title(self, text: str, passage: Passage) -> None:
        """The text of the part `Tên mô hình`: the model above it once more, or a new one."""
        self.parts = []
        named = heading(text)
        if named is None:
            return
        for model in self.current:
            if not model.parts and alike(model.title, named.title):
                model.merge(named, passage.where)
                return
        self.open([named], text[: named.end], self.title_depth - 1, passage)
        self.under_heading = False

    def tell(self, text: str, passage: Passage) -> None:
        """Put a text into the open parts of the current models."""
        self.told = True
        for model in self.current:
            for part in self.parts:
                model.put(part, text, passage.where)
        self.gathering.tell_footnotes(self.current, text)
