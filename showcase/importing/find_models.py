"""Find the models in a report, reading its passages once in order.

No text is guessed and none is lost. A text goes to a part of a model under the heading of that part, or if its first
words name the part. Other texts about a model go to `more`, texts about no model to `between`, and texts that name a
model but cannot be used become a `Leftover`.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from showcase.importing.capitals import as_in_a_sentence
from showcase.importing.current_models import CurrentModels
from showcase.importing.headings import Gathering, Leftover, ReportText, alike, is_of
from showcase.importing.led_lists import LedList
from showcase.importing.mention import WORD, Mention
from showcase.importing.outline_runs import Outlines, outlines_of
from showcase.importing.outlines import (
    LETTERED,
    UNNUMBERED,
    begins_with,
    field_of,
    group_of,
    key,
    part_head,
    parted,
)
from showcase.importing.owners import organisation, whole_owner
from showcase.importing.passages import PASSAGE_LIMIT, Passage, Progress
from showcase.importing.sections import Section
from showcase.importing.set_aside import SetAside
from showcase.importing.tables import Rows, is_place
from showcase.importing.titles import heading, mentions
from showcase.importing.unmarked import Typing
from showcase.importing.waiting_parts import WaitingParts
from showcase.importing.wording import begins_passage, is_headline, pieces, words_before
from showcase.schema.vocabulary import CRITERIA

_HEADING_LENGTH = 250
_HEADLINE_LENGTH = 150
"""Most characters of a heading without number and style."""
_GOES_ON = (".", ";", ",", ":", "!", "?", "…", "”")
"""A line with this ending is no heading."""
_BEFORE_TITLE = {"owner", "place", "field", "schedule"}
"""Parts that may stand before the title of a form, on one line with their heading."""
_ANSWER = re.compile(r"[^\W\d][^:.;]{1,60}:\s+\S")
"""A line of a form with an unknown heading: `4. Quy mô: 120 hộ`."""


def find_models(passages: list[Passage], progress: Progress | None = None) -> Gathering:
    """The models in a report, in the order of their first mention; models named only in footnotes come last."""
    typing = Typing(passages)
    return typing.give_back(_walked(typing.passages, progress))


def _walked(passages: list[Passage], progress: Progress | None) -> Gathering:
    walk = _Walk()
    notes = [passage for passage in passages if passage.note]
    walk.gathering.footnotes = {note.note: ReportText(note.text, note.where) for note in notes}
    walk.gathering.leftovers += [cut for passage in passages for cut in _cuts(passage)]
    rows, numbered = Rows(), outlines_of(passages)
    for done, passage in enumerate(passages):
        if progress:
            progress(done, len(passages))
        if passage.table:
            walk.row(rows, passage)
        elif not passage.note:
            walk.enter(numbered, done)
            walk.step(passage)
    walk.waiting.drop()
    walk.current.take_rest_of_form()
    for passage in notes:
        walk.note(passage)
    return walk.gathering


def _cuts(passage: Passage) -> Iterator[Leftover]:
    """A leftover for each part of a passage beyond PASSAGE_LIMIT."""
    if len(passage.text) >= PASSAGE_LIMIT:
        yield Leftover(passage.where, passage.text, "đoạn dài quá mức, chỉ đọc được phần đầu")
    for cell in passage.cells:
        if len(cell) > PASSAGE_LIMIT:
            yield Leftover(passage.where, cell[PASSAGE_LIMIT:], "ô dài quá mức, phần này chưa đọc")


class _Walk:
    """The state while passages are read: decides whether a passage is a heading of a part, a model's line, or text."""

    def __init__(self) -> None:
        self.gathering = Gathering()
        self.section = Section()
        self.current = CurrentModels(self.gathering, self.section)
        self.waiting = WaitingParts(self.gathering)
        self.aside = SetAside()
        self.led = LedList()
        self.answers = False
        """Whether the passage is between two headings of a numbered outline: no line there is a heading."""
        self.title_depth = UNNUMBERED
        """The depth of the heading `Tên mô hình`; the other parts of the model have the same depth."""
        self.outline: int | None = None
        """The numbered outline to which the passage is a heading; None for other passages."""
        self.own: int | None = None
        """The numbered outline that begins directly below the line of its model."""
        self.before: Passage | None = None

    def enter(self, numbered: Outlines, at: int) -> None:
        """Set the numbered outline of passage number `at`, and whether it belongs to the model in the line above."""
        self.answers = at in numbered.answers
        self.outline = outline = numbered.headings.get(at)
        model = self.current.model_of_line
        if outline == at and model and not model.parts:
            self.own = outline

    def step(self, passage: Passage) -> None:
        """Read the next paragraph; a form written as one paragraph is split into its parts."""
        if self.is_set_aside(passage):
            self.gathering.add_between(passage.text, passage.where)
            return
        body, depth = parted(passage.text, passage.level)
        for piece in pieces(body):
            self.piece(piece, depth, passage)
        self.before = passage
        self.section.note_plans(passage.text)

    def is_set_aside(self, passage: Passage) -> bool:
        """Whether a passage is a table of contents or an instruction. An instruction ends the current models."""
        if self.aside.is_contents(passage):
            return True
        instructs = self.aside.is_instructions(passage, bool(self.current.models))
        if instructs:
            self.current.close()
        return instructs

    def piece(self, body: str, depth: int, passage: Passage) -> None:
        head = part_head(body)
        if begins_with("closings", body) and not any(mention.quoted for mention in mentions(body)):
            self.current.close()
            self.gathering.add_between(body, passage.where)
        elif head and not self.is_section(*head, depth) and not self.is_sentence(*head):
            self.part(*head, passage, body)
        elif (
            depth == self.title_depth < UNNUMBERED
            and self.current.parts != ["title"]
            and _ANSWER.match(body)
            and not mentions(body)
        ):
            self.gathering.add_more(self.current.models, body, passage.where)
        else:
            self.paragraph(body, depth, passage)

    def is_sentence(self, parts: list[str], text: str) -> bool:
        """Whether a heading is part of the text: of a sentence, `Mô hình: duy trì mô hình “A”`, or of the forces."""
        named = mentions(text) if parts == ["title"] else []
        among_forces = parts == ["owner"] and "forces" in self.current.parts
        return among_forces or bool(named and named[0].quoted and named[0].start > 3)

    def note(self, passage: Passage) -> None:
        """Read a footnote, which may name models. It belongs to no field and no group."""
        self.section.leave_for_note(passage.note)
        named = mentions(passage.text)
        self.gathering.add_between(words_before(passage.text[: named[0].start]) if named else "", passage.where)
        self.current.add(named, passage, body=passage.text)
        piece = ReportText(passage.text, passage.where)
        if not named and not any(piece in model.more for model in self.gathering.models):
            self.gathering.add_between(passage.text, passage.where)

    def row(self, rows: Rows, passage: Passage) -> None:
        """Read a row of a table: a model, if the head of the table has a column for titles."""
        new = rows.table != passage.table
        row = rows.read(replace(passage, cells=tuple(cell[:PASSAGE_LIMIT] for cell in passage.cells)))
        text = " | ".join(filter(None, passage.cells))
        if row.head:
            self.current.close()
            self.gathering.add_between(text, passage.where)
        elif row.pair:
            self.part([row.pair.part or ""], row.pair.text, passage, f"{row.pair.head}: {row.pair.text}")
        elif row.title and (named := heading(row.title)):
            for model in self.current.add([named], passage, row.field):
                model.around = row.place or model.around
                for cell in row.cells:
                    model.put(cell.part or "", cell.text, passage.where, cell.head)
        else:
            if new and len(passage.cells) > 2:
                self.gathering.unknown_heads.append((passage.where, tuple(filter(None, passage.cells))))
            self.gathering.add_between(text, passage.where)

    def is_section(self, parts: list[str], text: str, depth: int) -> bool:
        """Whether a heading such as `3. Kết quả` begins a section of the report instead of a part of a model."""
        if set(parts) <= {*CRITERIA, "title", "two_tier_impact"} or (text and set(parts) <= _BEFORE_TITLE):
            return False
        if self.current.models and self.outline is not None and self.outline == self.own:
            return False
        return not self.current.models or depth <= min(self.current.depth, LETTERED - 1)

    def paragraph(self, body: str, depth: int, passage: Passage) -> None:
        """Read a passage that is no heading of a part."""
        is_heading = depth < UNNUMBERED and len(body) <= _HEADING_LENGTH and not body.endswith((".", ";", ","))
        is_heading = (is_heading or 0 < passage.level <= 4) and not self.answers
        named = self.led.items(body, passage) or mentions(as_in_a_sentence(body))
        if named and self.current.models and all(map(self.current.is_current, named)):
            for mention in named:
                next(model for model in self.current.models if is_of(model, mention)).merge(mention, passage.where)
            named = []
        area = field_of(body)
        opens = (
            bool(named)
            and (begins_passage(body, named[0].start) or is_headline(body, named))
            and len({mention.start for mention in named}) == 1
        )
        headline = not named and len(body) <= _HEADLINE_LENGTH and not passage.text.startswith("-") and not self.answers
        headline = headline and depth == UNNUMBERED and not body.endswith(_GOES_ON)
        leaves = (opens and (named[0].quoted or depth < UNNUMBERED)) or (is_heading and depth < LETTERED)
        leaves = leaves or (headline and self.current.has_text) or (is_place(body) and not self.answers)
        lists = (
            (not self.answers and (area or group_of(body))) or len(named) > 1 or (named and begins_with("asides", body))
        )
        if self.current.parts == ["title"] and not leaves:
            self.title(body, passage)
        elif self.current.parts and not leaves and not lists:
            self.current.add_text(passage.text.lstrip("-+•– ") if body in passage.text else body, passage)
        else:
            self.section.enter(body, depth, is_heading or headline, area, bool(named))
            self.outside(body, depth, passage, named, opens, is_heading)

    def outside(
        self, body: str, depth: int, passage: Passage, named: list[Mention], opens: bool, is_heading: bool
    ) -> None:
        """Read a passage outside the parts of a model."""
        area = field_of(body)
        self.current.supplement(body[: named[0].start] if named else body)
        if opens:
            self.current.open(named, body, depth, passage, area)
        elif named:
            self.current.within(named, body, passage, area)
        elif (owner := whole_owner(body)) and self.current.lacks_owner():
            self.current.models[0].put("owner", owner, passage.where)
        elif self.current.under_heading and self.current.models and not is_heading:
            self.current.add_below(body, passage)
        elif again := self.current.named_again(body):
            self.current.leave()
            self.gathering.add_more([again], body, passage.where)
        else:
            self.current.leave()
            self.current.behind(passage, is_heading)

    def part(self, parts: list[str], text: str, passage: Passage, head: str) -> None:
        """Read a heading of a part, perhaps followed by its text on the same line."""
        if not set(parts) & {"title"} and not self.current.takes(parts) and not self.open_before():
            self.waiting.add(parts, head, passage)
            return
        above = (self.current.parts, self.current.part_name) if self.answers and text and parts != ["title"] else None
        self.current.open_part(parts, head.removesuffix(text))
        if parts == ["title"]:
            self.title_depth = parted(passage.text, passage.level)[1]
        if text and parts == ["title"]:
            self.title(text, passage)
        elif text:
            self.current.add_text(text, passage)
            if set(parts) <= _BEFORE_TITLE:  # a name or a date is one line long
                self.current.parts, self.current.under_heading = [], True
        if above:  # `Kinh phí: 5 triệu đồng` is one line of the answer to `7. Thời gian, nguồn lực`
            (self.current.parts, self.current.part_name), self.current.has_text = above, True

    def open_before(self) -> bool:
        """Open the model named in the line directly above the first part, with an owner or in quotes."""
        if self.current.models or self.before is None or len(self.before.text) > _HEADING_LENGTH:
            return False
        body, depth = parted(self.before.text, self.before.level)
        named = heading(body)
        if (
            not named
            or part_head(body)
            or not (named.quoted or re.match(organisation(), named.owner) or (named.place and re.match(WORD, body)))
        ):
            return False
        self.current.open([named], body[: named.end], depth, self.before)
        return bool(self.current.models)

    def title(self, text: str, passage: Passage) -> None:
        """Read the text of the part `Tên mô hình`: the title of the model above it, or of a new model."""
        self.current.parts = []
        named = heading(text, line=key(self.current.part_name) == "mo hinh")
        if named is None:
            self.current.close()
            self.gathering.add_between(text, passage.where)
            return
        for model in self.current.models:
            if not model.parts and alike(model.title, named.title):
                model.merge(named, passage.where)
                return
        self.open_form(named, text, passage)

    def open_form(self, named: Mention, text: str, passage: Passage) -> None:
        """Begin the model of a form at its title."""
        self.current.open([named], text, self.title_depth - 1, passage)
        self.current.under_heading = False
        self.current.note_form()
        self.waiting.give(self.current.models)
        numbered = self.current.part_name if re.search(r"\d", self.current.part_name) else ""
        self.gathering.add_more(self.current.models, numbered, passage.where)
