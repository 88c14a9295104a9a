"""The models that the next passage of a report tells of, with their open parts, and how they take a text.

Nothing is lost: a text goes to an open part, or stays beside the models as `more`; what stands right behind a passage
that names a model is kept `near` it; everything else goes between the models.
"""

import re

from showcase.importing.headings import Found, Gathering, Told, is_of
from showcase.importing.later_sentences import supplement
from showcase.importing.mention import WORD, Mention
from showcase.importing.outlines import UNNUMBERED, begins_with, key, opening_of
from showcase.importing.passages import Passage, without_references
from showcase.importing.sections import Section
from showcase.importing.wording import told_before, told_behind

_SENTENCE = re.compile(r"(?<=[.!?…])\s+(?=[^\W\d_])")
_NEAR = 3
"""Passages right behind one that names a model, which may tell of it."""
_BEFORE = 1500
"""Characters before a passage in which `hội` may be named in full."""
_REST_OF_FORM = 40
"""Passages behind the only form of a document that are kept beside its model."""
_AGAIN = 20
"""How many of the last models a passage may name again by a bare title."""


class CurrentModels:
    """The models whose text the walk through a report stands in; none between models."""

    def __init__(self, gathering: Gathering, section: Section) -> None:
        self.gathering = gathering
        self.section = section
        self.models: list[Found] = []
        self.depth = UNNUMBERED
        self.under_heading = False
        """The models were opened by a line of their own, so that plain text below it is theirs."""
        self.parts: list[str] = []
        self.part_name = ""
        """The heading of the open parts, as written."""
        self.told = False
        """Whether the open parts have text already."""
        self.named: Found | None = None
        """The model that the passage before named last."""
        self.near = 0
        """How many passages may still stand right behind it."""
        self.before = ""
        """The last text before the passage, for a name that it only hints at."""
        self.form: int | None = None
        """How many passages belonged to no model when the first form or headline gave its title."""

    @property
    def model_of_line(self) -> Found | None:
        """The single model of the line right above the passage."""
        return self.models[0] if self.under_heading and len(self.models) == 1 else None

    def leave(self) -> None:
        """Leave the current models and their parts."""
        self.models, self.parts, self.under_heading = [], [], False

    def close(self) -> None:
        """Leave the current models, and let nothing that follows stand beside them."""
        self.leave()
        self.near = 0

    def is_current(self, mention: Mention) -> bool:
        """Whether a mention only repeats the model whose text this is."""
        return (self.under_heading or bool(self.parts)) and any(is_of(model, mention) for model in self.models)

    def takes(self, parts: list[str]) -> bool:
        """Whether the current models can take these parts; an owner beside theirs is of the next form."""
        again = parts == ["owner"] and all(model.owner and "owner" not in self.parts for model in self.models)
        return bool(self.models) and not (again and any(model.parts for model in self.models))

    def lacks_owner(self) -> bool:
        """Whether the passage stands right below the line of a model that names no owner."""
        model = self.model_of_line
        return model is not None and not (model.owner or model.more)

    def supplement(self, text: str) -> None:
        """Give the model named before what a passage that speaks of it again adds: its owner, its place."""
        models = self.models if len(self.models) == 1 else [self.named] if self.named and self.near > 0 else []
        for model in models if len(models) == 1 else ():
            new = supplement(text, self.before)
            if new.owner and not model.owner:
                model.owner, model.person = new.owner, new.person
                model.places += [new.place] if new.place and not model.places else []
            elif new.place and not model.places and not new.owner:
                model.places.append(new.place)
        self.before = f"{self.before}\n{text}"[-_BEFORE:]

    def named_again(self, body: str) -> Found | None:
        """The model that a passage names by its bare title once more: `Riêng mô hình Cây cầu đêm trăng đã ...`."""
        folded = f" {key(body)} " if re.search(WORD, body) else ""
        near = reversed(self.gathering.models[-_AGAIN:]) if folded else ()
        return next((one for one in near if f" mo hinh {key(one.title)} " in folded), None)

    def open(self, named: list[Mention], body: str, depth: int, passage: Passage, area: str | None = None) -> None:
        """Begin the models of a passage that begins with them."""
        self.close()
        self.models = self.add(named, passage, area)
        if depth == UNNUMBERED:
            self.note_form()
        self.depth = depth
        for model in self.models:
            model.group = model.group or self.section.group_of_line()
        rest = without_references(body[named[-1].end :]).strip(" ;,.*”“:()")
        self.under_heading = not rest or named[-1].quoted
        if rest:
            self.tell_below(rest, passage)
        self.gathering.tell_footnotes(self.models, body)

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
        part = opening_of(body) if len(self.models) == 1 else None
        if part:
            self.models[0].put(part, body, passage.where)
        else:
            self.gathering.tell_more(self.models, body, passage.where)
        self.gathering.tell_footnotes(self.models, body)

    def open_part(self, parts: list[str], name: str) -> None:
        """Begin the parts below a heading; `name` is the heading as written."""
        self.parts, self.part_name, self.told = parts, name.strip(" :.-–"), False

    def note_form(self) -> None:
        """Note where the first form or headline gives its title."""
        self.form = len(self.gathering.between) if self.form is None else self.form

    def tell(self, text: str, passage: Passage) -> None:
        """Put a text into the open parts of the current models."""
        self.told = True
        for model in self.models:
            for part in self.parts:
                model.put(part, text, passage.where, self.part_name)
        self.gathering.tell_footnotes(self.models, text)

    def keep_rest_of_form(self) -> None:
        """Where a document is the form of one model, keep beside it what follows under headings that are not known."""
        if self.form is None or len(self.gathering.models) != 1:
            return
        rest = self.gathering.between[self.form :]
        kept = [one for one in rest if not begins_with("closings", one.text)][:_REST_OF_FORM]
        self.gathering.models[0].near += kept
        self.gathering.between[self.form :] = [one for one in rest if one not in kept]
