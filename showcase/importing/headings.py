"""The models found in a report, with their texts. Different wordings of one title are merged into one model."""

import re
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from showcase.importing.mention import Mention
from showcase.importing.outlines import field_named, key
from showcase.importing.owners import person, place_within, unit
from showcase.importing.passages import PASSAGE_LIMIT, without_references

SAME_TITLE = 0.85
"""Least similarity (0 to 1) at which two titles in one passage are wordings of one model."""
_NAME_LIMIT = 250
"""Most characters of an owner or a place under its heading."""
_NEAR = 20
"""So many models before a mention are compared with its title."""
_LEAST_WORDS = 3
"""Least words of a title that may be a shorter wording of another title of the same owner."""
REFERENCE = re.compile(r"\[\^(\d{1,3})\]")


_PERSON_AND_PLACE = re.compile(rf"({person()}),\s+({unit()}.+)")
"""`Ông Huỳnh Văn Lành, ấp Bình Lợi, xã Lấp Vò`."""


@dataclass(frozen=True)
class ReportText:
    """A piece of text with its place in the report: `ReportText("Họp ấp", "dòng 86")`."""

    text: str
    where: str
    heading: str = ""
    """The heading above or before the text."""


@dataclass
class ReportedModel:
    """A model found in a report."""

    title: str
    owner: str = ""
    person: bool = False
    places: list[str] = field(default_factory=list)
    fields: list[str] = field(default_factory=list)
    group: str | None = None
    parts: dict[str, list[ReportText]] = field(default_factory=dict)
    more: list[ReportText] = field(default_factory=list)
    """Texts about this model without a known heading."""
    near: list[ReportText] = field(default_factory=list)
    """Texts directly after a passage that names this model; they may be about it or not."""
    wheres: list[str] = field(default_factory=list)
    """All places in the report that name the model."""
    other_names: list[str] = field(default_factory=list)
    """Other wordings of title and owner."""
    around: str = ""
    """The commune in a heading above."""

    def put(self, part: str, text: str, where: str, heading: str = "") -> None:
        """Add a text to a part, or set owner, place or field from it; a text that does not fit goes to `more`."""
        piece = ReportText(without_references(text), where, heading)
        name = piece.text.strip(" .;")
        if part == "owner" and not self.owner and len(name) <= _NAME_LIMIT:
            self.take_owner(name)
        elif part == "place" and len(name) <= _NAME_LIMIT and (place_within(name) or not re.search(r"\d", name)):
            self.places += [] if name in self.places else [name]
            before = name[: name.find(place_within(name))] if place_within(name) else ""
            self.more += [piece] if re.search(r"\d", before) else []  # `3 điểm trường, xã A`
        elif part == "field" and (code := field_named(name)):
            self.fields += [] if code in self.fields else [code]
        elif part in ("owner", "place", "field"):
            self.more += [piece] if name not in (self.owner, *self.places) else []
        else:
            self.add_text(part, piece)

    def take_owner(self, name: str) -> None:
        """Set the owner. Of `Ông Lê Văn A, ấp B, xã C` the name is the owner, the address a place."""
        lives = _PERSON_AND_PLACE.fullmatch(name)
        self.owner, self.person = (lives[1], True) if lives else (name, self.person)
        self.places += [lives[2]] if lives else []

    def add_text(self, part: str, piece: ReportText) -> None:
        """Add a text to a part, or to `more` when the part has PASSAGE_LIMIT characters."""
        texts = self.parts.setdefault(part, [])
        (texts if sum(len(text.text) for text in texts) < PASSAGE_LIMIT else self.more).append(piece)

    def merge(self, mention: Mention, where: str) -> None:
        """Add place, owner and wording of a further mention of this model."""
        if where not in self.wheres:
            self.wheres.append(where)
        self.owner = self.owner or mention.owner
        names = [(mention.title, self.title), (mention.owner, self.owner)]
        self.other_names += [new for new, old in names if new and new != old and new not in self.other_names]
        if mention.place and not any(key(mention.place) in key(place) for place in self.places):
            self.places.append(mention.place)

    def may_be(self, mention: Mention) -> bool:
        """Whether owner and place of a mention do not contradict this model."""
        owners = key(self.owner), key(mention.owner)
        if all(owners) and not (owners[0].endswith(owners[1]) or owners[1].endswith(owners[0])):
            return False
        place, places = key(mention.place), [key(name) for name in self.places]
        return not (place and places) or any(place in name or name in place for name in places)


@dataclass(frozen=True)
class Leftover:
    """A text that could not be used, and the reason in Vietnamese."""

    where: str
    text: str
    why: str


@dataclass
class Gathering:
    """The result for one report, in its order."""

    models: list[ReportedModel] = field(default_factory=list)
    leftovers: list[Leftover] = field(default_factory=list)
    footnotes: dict[str, ReportText] = field(default_factory=dict)
    between: list[ReportText] = field(default_factory=list)
    """Passages about no model."""
    unknown_heads: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    """Tables without a column for titles: (place, headings)."""
    _by_owner: dict[str, list[ReportedModel]] = field(default_factory=dict)
    _by_title: dict[str, list[ReportedModel]] = field(default_factory=dict)

    def add(self, mention: Mention, where: str, near: list[ReportedModel], planned: bool) -> ReportedModel | None:
        """The known or new model of a mention; None for a planned one. `near`: models of the same passage."""
        same = [model for model in self._by_title.get(key(mention.title), []) if model.may_be(mention)]
        by_owner = self._by_owner.get(key(mention.owner), [])[-_NEAR:]
        same = same or [model for model in by_owner if is_shorter(model, mention)]
        if not same and not mention.owner:
            same = [model for model in near[-_NEAR:] if alike(model.title, mention.title)]
        if not same and planned:
            why = "nêu trong phần phương hướng, kiến nghị nên không viết nháp"
            self.leftovers.append(Leftover(where, mention.title, why))
            return None
        model = same[0] if same else ReportedModel(mention.title, mention.owner, mention.person)
        if not same:
            self.models.append(model)
            self._by_title.setdefault(key(model.title), []).append(model)
            if model.owner:
                self._by_owner.setdefault(key(model.owner), []).append(model)
        model.merge(mention, where)
        return model

    def add_more(self, models: list[ReportedModel], text: str, where: str) -> None:
        """Add a text without a known heading to models."""
        for model in models if text else []:
            model.more.append(ReportText(without_references(text), where))

    def add_between(self, text: str, where: str) -> None:
        """Add a passage about no model."""
        if text.strip():
            self.between.append(ReportText(without_references(text), where))

    def add_footnotes(self, models: list[ReportedModel], text: str) -> None:
        """Add the footnotes to which a text about models refers."""
        for number in REFERENCE.findall(text):
            note = self.footnotes.get(number)
            for model in models:
                if note and note not in model.more:
                    model.more.append(note)


def is_shorter(model: ReportedModel, mention: Mention) -> bool:
    """Whether one of the two titles is the beginning or the end of the other one."""
    first, second = sorted((key(model.title), key(mention.title)), key=len)
    return len(first.split()) >= _LEAST_WORDS and (second.startswith(f"{first} ") or second.endswith(f" {first}"))


def alike(title: str, other: str) -> bool:
    """Whether two titles are wordings of one title. `Tổ số 1` and `Tổ số 2` are not."""
    first, second = key(title), key(other)
    if first == second or re.findall(r"\d+", first) != re.findall(r"\d+", second):
        return first == second
    return SequenceMatcher(None, first, second, autojunk=False).ratio() >= SAME_TITLE


def is_of(model: ReportedModel, mention: Mention) -> bool:
    """Whether a mention is of this model, also by a similar or shorter title."""
    return model.may_be(mention) and (alike(model.title, mention.title) or is_shorter(model, mention))
