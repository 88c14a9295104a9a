"""The models that the current passage of a report is about, and their open parts.

No text is lost: it goes to an open part or to `more` of the models. The passages directly after one that names a model
go to its `near`; all other texts go to `between` of the report.
"""

import re

from showcase.importing.headings import Gathering, ReportedModel, ReportText, is_of
from showcase.importing.later_sentences import supplement
from showcase.importing.mention import WORD, Mention
from showcase.importing.outlines import UNNUMBERED, begins_with, key, opening_of
from showcase.importing.passages import Passage, without_references
from showcase.importing.sections import Section
from showcase.importing.wording import words_before, words_behind

_SENTENCE = re.compile(r"(?<=[.!?…])\s+(?=[^\W\d_])")
_NEAR = 3
"""So many passages directly after one that names a model may be about it."""
_BEFORE = 1500
"""Characters before a passage in which `hội` may be named in full."""
_REST_OF_FORM = 40
"""Most passages after the only form of a document that are added to its model."""
_AGAIN = 20
"""A passage may name one of so many last models again by its bare title."""


class CurrentModels:
    """The models of the current passage; empty between models."""

    def __init__(self, gathering: Gathering, section: Section) -> None:
        self.gathering = gathering
        self.section = section
        self.models: list[ReportedModel] = []
        self.depth = UNNUMBERED
        self.under_heading = False
        """Whether the models have a line of their own: plain text below it is about them."""
        self.parts: list[str] = []
        self.part_name = ""
        """The heading of the open parts, as written."""
        self.has_text = False
        """Whether the open parts have text."""
        self.named: ReportedModel | None = None
        """The last model that the previous passage named."""
        self.near = 0
        """How many further passages may be about `named`."""
        self.before = ""
        """The last text before the passage, for a name that it only hints at."""
        self.form: int | None = None
        """Length of `between` when the first form or headline gave its title; None before."""

    @property
    def model_of_line(self) -> ReportedModel | None:
        """The single model named in the line directly above the passage."""
        return self.models[0] if self.under_heading and len(self.models) == 1 else None

    def leave(self) -> None:
        """End the current models and their parts."""
        self.models, self.parts, self.under_heading = [], [], False

    def close(self) -> None:
        """End the current models; the following passages are not added to them."""
        self.leave()
        self.near = 0

    def is_current(self, mention: Mention) -> bool:
        """Whether a mention is of a model that the current text is about."""
        return (self.under_heading or bool(self.parts)) and any(is_of(model, mention) for model in self.models)

    def takes(self, parts: list[str]) -> bool:
        """Whether these parts belong to the current models; a second owner begins the next form."""
        again = parts == ["owner"] and all(model.owner and "owner" not in self.parts for model in self.models)
        return bool(self.models) and not (again and any(model.parts for model in self.models))

    def lacks_owner(self) -> bool:
        """Whether the passage is directly below the line of a model without an owner."""
        model = self.model_of_line
        return model is not None and not (model.owner or model.more)

    def supplement(self, text: str) -> None:
        """Add owner and place to the model named before, from a passage that mentions it again."""
        models = self.models if len(self.models) == 1 else [self.named] if self.named and self.near > 0 else []
        for model in models if len(models) == 1 else ():
            new = supplement(text, self.before)
            if new.owner and not model.owner:
                model.owner, model.person = new.owner, new.person
                model.places += [new.place] if new.place and not model.places else []
            elif new.place and not model.places and not new.owner:
                model.places.append(new.place)
        self.before = f"{self.before}\n{text}"[-_BEFORE:]

    def named_again(self, body: str) -> ReportedModel | None:
        """The model whose title a passage repeats without quotes: `Riêng mô hình Cây cầu đêm trăng đã ...`."""
        folded = f" {key(body)} " if re.search(WORD, body) else ""
        near = reversed(self.gathering.models[-_AGAIN:]) if folded else ()
        return next((model for model in near if f" mo hinh {key(model.title)} " in folded), None)

    def open(self, named: list[Mention], body: str, depth: int, passage: Passage, area: str | None = None) -> None:
        """Begin the models named at the beginning of a passage."""
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
            self.add_below(rest, passage)
        self.gathering.add_footnotes(self.models, body)

    def add(
        self, named: list[Mention], passage: Passage, area: str | None = None, body: str = ""
    ) -> list[ReportedModel]:
        """Add the models named in a passage, each with the words of `body` from its title to the next title."""
        models: list[ReportedModel] = []
        ends = [*(mention.start for mention in named[1:]), len(body)][: len(named)]
        code = area or self.section.field_code()
        for mention, end in zip(named, ends, strict=True):
            model = self.gathering.add(mention, passage.where, models, self.section.is_planned(body))
            if model is None:
                self.gathering.add_between(body[mention.start : end], passage.where)
                continue
            models.append(model)
            model.around = model.around or self.section.commune()
            model.fields += [code] if code and code not in model.fields else []
            model.group = model.group or self.section.group_of_text()
            self.add_behind(model, models, words_behind(body, mention.end, end), passage)
            self.gathering.add_footnotes([model], body[mention.start : max(end, mention.end)])
        return models

    def add_behind(self, model: ReportedModel, models: list[ReportedModel], text: str, passage: Passage) -> None:
        """Add the words after a title to its model; after a list of titles, each sentence to the model it names."""
        first, *others = _SENTENCE.split(text) if len(models) > 1 else [text]
        others_named = [other for other in models[-_AGAIN:-1] if other is not model and key(other.title) in key(first)]
        named_first = others_named[:1] if key(model.title) not in key(first) else []
        self.gathering.add_more(named_first or [model], first, passage.where)
        for sentence in others:
            folded = key(sentence)
            named = [other for other in models if key(other.title) in folded] or [model]
            if named == [model] and begins_with("plurals", sentence):
                self.gathering.add_between(sentence, passage.where)
            else:
                self.gathering.add_more(named, sentence, passage.where)

    def within(self, named: list[Mention], body: str, passage: Passage, area: str | None) -> None:
        """Read a passage that names models within its text."""
        self.leave()
        lead = words_before(body[: named[0].start])
        models = self.add(named, passage, area, body)
        if lead and len(models) == 1:
            models[0].near.append(ReportText(without_references(lead), passage.where))
        else:
            self.gathering.add_between(lead, passage.where)
        self.named, self.near = (models[-1], _NEAR) if models else (None, 0)

    def behind(self, passage: Passage, is_heading: bool) -> None:
        """Add a passage without a model to `near` of the model just before; a heading ends that."""
        self.near = 0 if is_heading or passage.text.isupper() else self.near - 1
        if self.named and self.near >= 0 and not is_heading and not passage.text.isupper():
            self.named.near.append(ReportText(without_references(passage.text), passage.where))
        else:
            self.gathering.add_between(passage.text, passage.where)

    def add_below(self, body: str, passage: Passage) -> None:
        """Add a text below the line of its model: to the part named by its first words, else to `more`."""
        part = opening_of(body) if len(self.models) == 1 else None
        if part:
            self.models[0].put(part, body, passage.where)
        else:
            self.gathering.add_more(self.models, body, passage.where)
        self.gathering.add_footnotes(self.models, body)

    def open_part(self, parts: list[str], name: str) -> None:
        """Begin the parts of a heading. `name`: the heading as written."""
        self.parts, self.part_name, self.has_text = parts, name.strip(" :.-–"), False

    def note_form(self) -> None:
        """Remember the position of the first form or headline."""
        self.form = len(self.gathering.between) if self.form is None else self.form

    def add_text(self, text: str, passage: Passage) -> None:
        """Add a text to the open parts of the current models."""
        self.has_text = True
        for model in self.models:
            for part in self.parts:
                model.put(part, text, passage.where, self.part_name)
        self.gathering.add_footnotes(self.models, text)

    def take_rest_of_form(self) -> None:
        """In a document with a single form, add the passages under unknown headings to its model."""
        if self.form is None or len(self.gathering.models) != 1:
            return
        rest = self.gathering.between[self.form :]
        added = [piece for piece in rest if not begins_with("closings", piece.text)][:_REST_OF_FORM]
        self.gathering.models[0].near += added
        self.gathering.between[self.form :] = [piece for piece in rest if piece not in added]
