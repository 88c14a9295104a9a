"""Finding the models that a report tells of: one walk through its passages, from heading to heading.

Nothing is guessed and nothing is lost. A text goes to a part of a model only under the heading of that part, or where
its first words tell the part; what stands beside a model otherwise is kept as `more`; what belongs to no model stays
`between`, and what names one that cannot be placed is a `Leftover`.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from showcase.importing.capitals import as_in_a_sentence
from showcase.importing.headings import Found, Gathering, Leftover, Told, alike, is_of
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
    opening_of,
    part_head,
    parted,
)
from showcase.importing.owners import organisation, whole_owner
from showcase.importing.passages import PASSAGE_LIMIT, Passage, Progress, without_references
from showcase.importing.sections import Section
from showcase.importing.set_aside import SetAside
from showcase.importing.tables import Rows, is_place
from showcase.importing.titles import heading, mentions
from showcase.importing.wording import begins_passage, is_headline, pieces, told_before, told_behind
from showcase.schema.vocabulary import CRITERIA

_HEADING_LENGTH = 250
_HEADLINE_LENGTH = 150
"""Of a heading that has neither number nor style."""
_GOES_ON = (".", ";", ",", ":", "!", "?", "…", "”")
"""A line that ends so is no heading."""
_BEFORE_TITLE = {"owner", "place", "field", "schedule"}
"""What a form may tell before the title, on the line of its heading."""
_SENTENCE = re.compile(r"(?<=[.!?…])\s+(?=[^\W\d_])")
_ANSWER = re.compile(r"[^\W\d][^:.;]{1,60}:\s+\S")
"""A line of a form under a head that is not known: `4. Quy mô: 120 hộ`."""
_NEAR = 3
"""Passages right behind one that names a model, which may tell of it."""
_REST_OF_FORM = 40
"""Passages behind the only form of a document that are kept beside its model."""
_AGAIN = 20
"""How many of the last models a passage may name again by a bare title."""
_PENDING = 6
"""Parts of a form that may stand before its title."""


def find_models(passages: list[Passage], progress: Progress | None = None) -> Gathering:
    """The models in a report, in the order in which it names them first; those of footnotes last."""
    walk = _Walk()
    notes = [passage for passage in passages if passage.note]
    walk.gathering.footnotes = {one.note: Told(one.text, one.where) for one in notes}
    walk.gathering.leftovers += [cut for one in passages for cut in _cuts(one)]
    rows, numbered = Rows(), outlines_of(passages)
    for done, passage in enumerate(passages):
        if progress:
            progress(done, len(passages))
        if passage.table:
            walk.row(rows, passage)
        elif not passage.note:
            walk.enter(numbered, done)
            walk.step(passage)
    walk.drop_pending()
    walk.keep_rest_of_form()
    for passage in notes:
        walk.note(passage)
    return walk.gathering


def _cuts(passage: Passage) -> Iterator[Leftover]:
    """What of a passage is longer than anything that is read as a model."""
    if len(passage.text) >= PASSAGE_LIMIT:
        yield Leftover(passage.where, passage.text, "đoạn dài quá mức, chỉ đọc được phần đầu")
    for cell in passage.cells:
        if len(cell) > PASSAGE_LIMIT:
            yield Leftover(passage.where, cell[PASSAGE_LIMIT:], "ô dài quá mức, phần này chưa đọc")


class _Walk:
    """Where the walk stands: the models, parts, field and group that the next passage belongs to."""

    def __init__(self) -> None:
        self.gathering = Gathering()
        self.current: list[Found] = []
        self.depth = UNNUMBERED
        self.under_heading = False
        """The current models were opened by a line of their own, so that plain text below it is theirs."""
        self.parts: list[str] = []
        self.part_name = ""
        """The heading of the open parts, as written."""
        self.told = False
        """Whether the open parts have text already."""
        self.answers = False
        """Whether the passage stands between two headings of a numbered outline, where no line is a heading."""
        self.title_depth = UNNUMBERED
        """How deep `Tên mô hình` stands, beside which the other parts of its model stand."""
        self.section = Section()
        self.aside = SetAside()
        self.led = LedList()
        self.outline: int | None = None
        """The numbered outline whose heading the passage is."""
        self.own: int | None = None
        """The numbered outline that begins right below the line of its model."""
        self.pending: list[tuple[list[str], str, Passage]] = []
        """Parts of a form that stand before its title."""
        self.before: Passage | None = None
        self.named: Found | None = None
        """The model that the passage before named last."""
        self.near = 0
        """How many passages may still stand right behind it."""
        self.form: int | None = None
        """How many passages belonged to no model when the first form or headline gave its title."""

    def enter(self, numbered: Outlines, at: int) -> None:
        """Note where a passage stands in a numbered outline, and whether that is of the model in the line above."""
        self.answers = at in numbered.answers
        self.outline = outline = numbered.headings.get(at)
        if outline == at and self.under_heading and len(self.current) == 1 and not self.current[0].parts:
            self.own = outline

    def step(self, passage: Passage) -> None:
        """Take the next paragraph, a form that runs on in one paragraph as its parts."""
        if self.is_set_aside(passage):
            self.gathering.leave_between(passage.text, passage.where)
            return
        body, depth = parted(passage.text, passage.level)
        for piece in pieces(body):
            self.piece(piece, depth, passage)
        self.before = passage
        self.section.note_plans(passage.text)

    def is_set_aside(self, passage: Passage) -> bool:
        """Whether a passage tells of no model, being contents or instructions; the latter end the model before."""
        if self.aside.is_contents(passage):
            return True
        instructs = self.aside.is_instructions(passage, bool(self.current))
        if instructs:
            self.close()
        return instructs

    def piece(self, body: str, depth: int, passage: Passage) -> None:
        head = part_head(body)
        if begins_with("closings", body) and not any(one.quoted for one in mentions(body)):
            self.close()
            self.gathering.leave_between(body, passage.where)
        elif head and not self.is_section(*head, depth) and not self.is_sentence(*head):
            self.part(*head, passage, body)
        elif (
            depth == self.title_depth < UNNUMBERED
            and self.parts != ["title"]
            and _ANSWER.match(body)
            and not mentions(body)
        ):
            self.gathering.tell_more(self.current, body, passage.where)
        else:
            self.paragraph(body, depth, passage)

    def is_sentence(self, parts: list[str], text: str) -> bool:
        """Whether `Mô hình: duy trì mô hình “A”` is a sentence, or `Chủ trì: B` one of the forces."""
        named = mentions(text) if parts == ["title"] else []
        return bool(named and named[0].quoted and named[0].start > 3) or (parts == ["owner"] and "forces" in self.parts)

    def note(self, passage: Passage) -> None:
        """A footnote may name models, too; it stands in no field and no group."""
        self.section.leave_for_note(passage.note)
        named = mentions(passage.text)
        self.gathering.leave_between(told_before(passage.text[: named[0].start]) if named else "", passage.where)
        self.add(named, passage, body=passage.text)
        told = Told(passage.text, passage.where)
        if not named and not any(told in model.more for model in self.gathering.models):
            self.gathering.leave_between(passage.text, passage.where)

    def row(self, rows: Rows, passage: Passage) -> None:
        """A row of a table: a model of its own where the head of the table has a column for its name."""
        new = rows.table != passage.table
        row = rows.read(replace(passage, cells=tuple(cell[:PASSAGE_LIMIT] for cell in passage.cells)))
        text = " | ".join(filter(None, passage.cells))
        if row.head:
            self.close()
            self.gathering.leave_between(text, passage.where)
        elif row.pair:
            self.part([row.pair.part or ""], row.pair.text, passage, f"{row.pair.head}: {row.pair.text}")
        elif row.title and (named := heading(row.title)):
            for model in self.add([named], passage, row.field):
                model.around = row.place or model.around
                for cell in row.cells:
                    model.put(cell.part or "", cell.text, passage.where, cell.head)
        else:
            if new and len(passage.cells) > 2:
                self.gathering.unknown_heads.append((passage.where, tuple(filter(None, passage.cells))))
            self.gathering.leave_between(text, passage.where)

    def leave(self) -> None:
        self.current, self.parts, self.under_heading = [], [], False

    def close(self) -> None:
        """Leave the current models, and let nothing that follows stand beside them."""
        self.leave()
        self.near = 0

    def is_section(self, parts: list[str], text: str, depth: int) -> bool:
        """Whether a heading such as `3. Kết quả` is one of the report and not of the outline of a model."""
        if set(parts) <= {*CRITERIA, "title", "two_tier_impact"} or (text and set(parts) <= _BEFORE_TITLE):
            return False
        if self.current and self.outline is not None and self.outline == self.own:
            return False
        return not self.current or depth <= min(self.depth, LETTERED - 1)

    def paragraph(self, body: str, depth: int, passage: Passage) -> None:
        """A passage that is no heading of a part."""
        is_heading = depth < UNNUMBERED and len(body) <= _HEADING_LENGTH and not body.endswith((".", ";", ","))
        is_heading = (is_heading or 0 < passage.level <= 4) and not self.answers
        named = self.led.items(body, passage) or mentions(as_in_a_sentence(body))
        if named and self.current and all(map(self.is_current, named)):
            for mention in named:
                next(model for model in self.current if is_of(model, mention)).merge(mention, passage.where)
            named = []
        area = field_of(body)
        opens = (
            bool(named)
            and (begins_passage(body, named[0].start) or is_headline(body, named))
            and len({one.start for one in named}) == 1
        )
        headline = not named and len(body) <= _HEADLINE_LENGTH and not passage.text.startswith("-") and not self.answers
        headline = headline and depth == UNNUMBERED and not body.endswith(_GOES_ON)
        leaves = (opens and (named[0].quoted or depth < UNNUMBERED)) or (is_heading and depth < LETTERED)
        leaves = leaves or (headline and self.told) or (is_place(body) and not self.answers)
        lists = (
            (not self.answers and (area or group_of(body))) or len(named) > 1 or (named and begins_with("asides", body))
        )
        if self.parts == ["title"] and not leaves:
            self.title(body, passage)
        elif self.parts and not leaves and not lists:
            self.tell(passage.text.lstrip("-+•– ") if body in passage.text else body, passage)
        else:
            self.section.enter(body, depth, is_heading or headline, area, bool(named))
            self.outside(body, depth, passage, named, opens, is_heading)

    def is_current(self, mention: Mention) -> bool:
        """Whether a mention only repeats the model whose text this is."""
        return (self.under_heading or bool(self.parts)) and any(is_of(model, mention) for model in self.current)

    def outside(
        self, body: str, depth: int, passage: Passage, named: list[Mention], opens: bool, is_heading: bool
    ) -> None:
        """A passage that stands in no part of a model."""
        area = field_of(body)
        if opens:
            self.open(named, body, depth, passage, area)
        elif named:
            self.within(named, body, passage, area)
        elif (owner := whole_owner(body)) and self.lacks_owner():
            self.current[0].put("owner", owner, passage.where)
        elif self.under_heading and self.current and not is_heading:
            self.tell_below(body, passage)
        elif again := self.named_again(body):
            self.leave()
            self.gathering.tell_more([again], body, passage.where)
        else:
            self.leave()
            self.behind(passage, is_heading)

    def named_again(self, body: str) -> Found | None:
        """The model that a passage names by its bare title once more: `Riêng mô hình Cây cầu đêm trăng đã ...`."""
        folded = f" {key(body)} " if re.search(WORD, body) else ""
        near = reversed(self.gathering.models[-_AGAIN:]) if folded else ()
        return next((one for one in near if f" mo hinh {key(one.title)} " in folded), None)

    def lacks_owner(self) -> bool:
        """Whether the passage stands right below the line of a model that names no owner."""
        return self.under_heading and len(self.current) == 1 and not (self.current[0].owner or self.current[0].more)

    def within(self, named: list[Mention], body: str, passage: Passage, area: str | None) -> None:
        """The models that a passage names within its text."""
        self.leave()
        lead = told_before(body[: named[0].start])
        found = self.add(named, passage, area, body)
        if lead and len(found) == 1:
            found[0].near.append(Told(without_references(lead), passage.where))
        else:
            self.gathering.leave_between(lead, passage.where)
        self.named, self.near = (found[-1], _NEAR) if found else (None, 0)

    def behind(self, passage: Passage, is_heading: bool) -> None:
        """A passage of no model: kept beside the model that was named right before it, up to the next heading."""
        self.near = 0 if is_heading or passage.text.isupper() else self.near - 1
        if self.named and self.near >= 0 and not is_heading and not passage.text.isupper():
            self.named.near.append(Told(without_references(passage.text), passage.where))
        else:
            self.gathering.leave_between(passage.text, passage.where)

    def tell_below(self, body: str, passage: Passage) -> None:
        """Text below the line that names its model: to the part that its first words tell, or beside the parts."""
        part = opening_of(body) if len(self.current) == 1 else None
        if part:
            self.current[0].put(part, body, passage.where)
        else:
            self.gathering.tell_more(self.current, body, passage.where)
        self.gathering.tell_footnotes(self.current, body)

    def open(self, named: list[Mention], body: str, depth: int, passage: Passage, area: str | None = None) -> None:
        """Begin the models of a passage that begins with them."""
        self.close()
        self.current = self.add(named, passage, area)
        if depth == UNNUMBERED and self.form is None:
            self.form = len(self.gathering.between)
        self.depth = depth
        for model in self.current:
            model.group = model.group or self.section.group_of_line()
        rest = without_references(body[named[-1].end :]).strip(" ;,.*”“:()")
        self.under_heading = not rest or named[-1].quoted
        if rest:
            self.tell_below(rest, passage)
        self.gathering.tell_footnotes(self.current, body)

    def add(self, named: list[Mention], passage: Passage, area: str | None = None, body: str = "") -> list[Found]:
        """Add the models of a passage, each with the words of `body` that follow it up to the next."""
        found: list[Found] = []
        ends = [*(one.start for one in named[1:]), len(body)][: len(named)]
        code = area or self.section.field_code()
        for mention, end in zip(named, ends, strict=True):
            model = self.gathering.add(mention, passage.where, found, self.section.is_planned(body))
            if model is None:
                self.gathering.leave_between(body[mention.start : end], passage.where)
                continue
            found.append(model)
            model.around = model.around or self.section.commune()
            model.fields += [code] if code and code not in model.fields else []
            model.group = model.group or self.section.group_of_text()
            self.tell_behind(model, found, told_behind(body, mention.end, end), passage)
            self.gathering.tell_footnotes([model], body[mention.start : max(end, mention.end)])
        return found

    def tell_behind(self, model: Found, models: list[Found], text: str, passage: Passage) -> None:
        """Give the words behind a title to its model; behind a list, each sentence to the model that it names."""
        first, *others = _SENTENCE.split(text) if len(models) > 1 else [text]
        others_named = [one for one in models[-_AGAIN:-1] if one is not model and key(one.title) in key(first)]
        named_first = others_named[:1] if key(model.title) not in key(first) else []
        self.gathering.tell_more(named_first or [model], first, passage.where)
        for sentence in others:
            folded = key(sentence)
            named = [one for one in models if key(one.title) in folded] or [model]
            if named == [model] and begins_with("plurals", sentence):
                self.gathering.leave_between(sentence, passage.where)
            else:
                self.gathering.tell_more(named, sentence, passage.where)

    def part(self, parts: list[str], text: str, passage: Passage, head: str) -> None:
        """A heading of a part, with or without its text behind it."""
        if not set(parts) & {"title"} and not self.takes(parts) and not self.open_before():
            self.pending.append((parts, head, passage))
            self.drop_pending(_PENDING)
            return
        above = (self.parts, self.part_name) if self.answers and text and parts != ["title"] else None
        self.parts, self.told = parts, False
        self.part_name = head.removesuffix(text).strip(" :.-–") if text else head.strip(" :.-–")
        if parts == ["title"]:
            self.title_depth = parted(passage.text, passage.level)[1]
        if text and parts == ["title"]:
            self.title(text, passage)
        elif text:
            self.tell(text, passage)
            if set(parts) <= _BEFORE_TITLE:  # a name or a day ends with its line
                self.parts, self.under_heading = [], True
        if above:  # `Kinh phí: 5 triệu đồng` is one line of the answer to `7. Thời gian, nguồn lực`
            (self.parts, self.part_name), self.told = above, True

    def takes(self, parts: list[str]) -> bool:
        """Whether the current models can take these parts; an owner beside theirs is of the next form."""
        again = parts == ["owner"] and all(model.owner and "owner" not in self.parts for model in self.current)
        return bool(self.current) and not (again and any(model.parts for model in self.current))

    def drop_pending(self, most: int = 0) -> None:
        """Let go of parts whose model never came; criteria are told, since they must belong to one."""
        while len(self.pending) > most:
            parts, text, passage = self.pending.pop(0)
            self.gathering.leave_between(text, passage.where)
            if set(parts) & set(CRITERIA):
                why = "không rõ phần này của mô hình nào"
                self.gathering.leftovers.append(Leftover(passage.where, passage.text or text, why))

    def open_before(self) -> bool:
        """Open the model that the line right above the first part names, with its owner or in quotes."""
        if self.current or self.before is None or len(self.before.text) > _HEADING_LENGTH:
            return False
        body, depth = parted(self.before.text, self.before.level)
        named = heading(body)
        if (
            not named
            or part_head(body)
            or not (named.quoted or re.match(organisation(), named.owner) or (named.place and re.match(WORD, body)))
        ):
            return False
        self.open([named], body[: named.end], depth, self.before)
        return bool(self.current)

    def title(self, text: str, passage: Passage) -> None:
        """The text of the part `Tên mô hình`: the model above it once more, or a new one."""
        self.parts = []
        named = heading(text, line=key(self.part_name) == "mo hinh")
        if named is None:
            self.close()
            self.gathering.leave_between(text, passage.where)
            return
        for model in self.current:
            if not model.parts and alike(model.title, named.title):
                model.merge(named, passage.where)
                return
        self.open_form(named, text, passage)

    def open_form(self, named: Mention, text: str, passage: Passage) -> None:
        """Begin the model whose form gives its title here."""
        self.open([named], text, self.title_depth - 1, passage)
        self.under_heading = False
        self.form = len(self.gathering.between) if self.form is None else self.form
        self.take_pending()
        numbered = self.part_name if re.search(r"\d", self.part_name) else ""
        self.gathering.tell_more(self.current, numbered, passage.where)

    def keep_rest_of_form(self) -> None:
        """Where a document is the form of one model, keep beside it what follows under headings that are not known."""
        if self.form is None or len(self.gathering.models) != 1:
            return
        rest = self.gathering.between[self.form :]
        kept = [one for one in rest if not begins_with("closings", one.text)][:_REST_OF_FORM]
        self.gathering.models[0].near += kept
        self.gathering.between[self.form :] = [one for one in rest if one not in kept]

    def take_pending(self) -> None:
        """Give the new model the parts of its form that stood before its title."""
        taken, self.pending = self.pending, []
        for parts, text, passage in taken:
            head = part_head(text)
            for model in self.current if head else ():
                model.put(parts[0], head[1] if head else text, passage.where, text.partition(":")[0])

    def tell(self, text: str, passage: Passage) -> None:
        """Put a text into the open parts of the current models."""
        self.told = True
        for model in self.current:
            for part in self.parts:
                model.put(part, text, passage.where, self.part_name)
        self.gathering.tell_footnotes(self.current, text)
