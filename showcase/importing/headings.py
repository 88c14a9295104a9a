"""What a report tells of each model, gathered: one model however often and in whatever words it is named."""

import re
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from showcase.importing.mention import Mention
from showcase.importing.outlines import field_named, key
from showcase.importing.owners import person, place_within, unit
from showcase.importing.passages import PASSAGE_LIMIT, without_references

SAME_TITLE = 0.85
"""How alike two wordings in one passage must be, of 1, to be one model told twice."""
_NAME_LIMIT = 250
"""Characters of an owner or a place under its heading."""
_NEAR = 20
"""How many of the models before a mention are looked at for another wording of its title."""
_LEAST_WORDS = 3
"""Of a title that may be a shorter wording of another one of the same owner."""
REFERENCE = re.compile(r"\[\^(\d{1,3})\]")


_PERSON_AND_PLACE = re.compile(rf"({person()}),\s+({unit()}.+)")
"""`Ông Huỳnh Văn Lành, ấp Bình Lợi, xã Lấp Vò`."""


@dataclass(frozen=True)
class Told:
    """A piece of text with its place in the report."""

    text: str
    where: str
    heading: str = ""
    """What stood above or before it."""


@dataclass
class Found:
    """A model as the report tells it."""

    title: str
    owner: str = ""
    person: bool = False
    places: list[str] = field(default_factory=list)
    fields: list[str] = field(default_factory=list)
    group: str | None = None
    parts: dict[str, list[Told]] = field(default_factory=dict)
    more: list[Told] = field(default_factory=list)
    """Told of this model, but under no heading of the outlines."""
    near: list[Told] = field(default_factory=list)
    """Stands behind the passage that names this model, and may be told of it or not."""
    wheres: list[str] = field(default_factory=list)
    """All places that name it."""
    other_names: list[str] = field(default_factory=list)
    """Other wordings of title and owner."""
    around: str = ""
    """The commune that a heading above names."""

    def put(self, part: str, text: str, where: str, heading: str = "") -> None:
        """Add a text to a part, or take owner, place or field from it; what does not fit there stays as told."""
        told = Told(without_references(text), where, heading)
        name = told.text.strip(" .;")
        if part == "owner" and not self.owner and len(name) <= _NAME_LIMIT:
            self.take_owner(name)
        elif part == "place" and len(name) <= _NAME_LIMIT and (place_within(name) or not re.search(r"\d", name)):
            self.places += [] if name in self.places else [name]
            before = name[: name.find(place_within(name))] if place_within(name) else ""
            self.more += [told] if re.search(r"\d", before) else []  # `3 điểm trường, xã A`
        elif part == "field" and (code := field_named(name)):
            self.fields += [] if code in self.fields else [code]
        elif part in ("owner", "place", "field"):
            self.more += [told] if name not in (self.owner, *self.places) else []
        else:
            self.tell(part, told)

    def take_owner(self, name: str) -> None:
        """Take an owner, of a person with an address the name, and the address as a place."""
        lives = _PERSON_AND_PLACE.fullmatch(name)
        self.owner, self.person = (lives[1], True) if lives else (name, self.person)
        self.places += [lives[2]] if lives else []

    def tell(self, part: str, told: Told) -> None:
        """Add a text to a part; beyond all measure it is kept beside the parts."""
        kept = self.parts.setdefault(part, [])
        (kept if sum(len(one.text) for one in kept) < PASSAGE_LIMIT else self.more).append(told)

    def merge(self, mention: Mention, where: str) -> None:
        """Take what one more mention of the model tells."""
        if where not in self.wheres:
            self.wheres.append(where)
        self.owner = self.owner or mention.owner
        names = [(mention.title, self.title), (mention.owner, self.owner)]
        self.other_names += [new for new, old in names if new and new != old and new not in self.other_names]
        if mention.place and not any(key(mention.place) in key(one) for one in self.places):
            self.places.append(mention.place)

    def may_be(self, mention: Mention) -> bool:
        """Whether a mention with this title may be this model: no other owner, no other place."""
        owners = key(self.owner), key(mention.owner)
        if all(owners) and not (owners[0].endswith(owners[1]) or owners[1].endswith(owners[0])):
            return False
        place, places = key(mention.place), [key(one) for one in self.places]
        return not (place and places) or any(place in one or one in place for one in places)


@dataclass(frozen=True)
class Leftover:
    """What could not be placed, and why, in Vietnamese."""

    where: str
    text: str
    why: str


@dataclass
class Gathering:
    """All that one report gives, in the order in which it comes."""

    models: list[Found] = field(default_factory=list)
    leftovers: list[Leftover] = field(default_factory=list)
    footnotes: dict[str, Told] = field(default_factory=dict)
    between: list[Told] = field(default_factory=list)
    """Passages that belong to no model."""
    unknown_heads: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    """Tables without a column for the names of models: place and heads."""
    _by_owner: dict[str, list[Found]] = field(default_factory=dict)
    _by_title: dict[str, list[Found]] = field(default_factory=dict)

    def add(self, mention: Mention, where: str, near: list[Found], planned: bool) -> Found | None:
        """The model of a mention, known or new; None when it is only planned. `near`: those of the same passage."""
        same = [one for one in self._by_title.get(key(mention.title), []) if one.may_be(mention)]
        same = same or [one for one in self._by_owner.get(key(mention.owner), [])[-_NEAR:] if is_shorter(one, mention)]
        if not same and not mention.owner:
            same = [one for one in near[-_NEAR:] if alike(one.title, mention.title)]
        if not same and planned:
            why = "nêu trong phần phương hướng, kiến nghị nên không viết nháp"
            self.leftovers.append(Leftover(where, mention.title, why))
            return None
        model = same[0] if same else Found(mention.title, mention.owner, mention.person)
        if not same:
            self.models.append(model)
            self._by_title.setdefault(key(model.title), []).append(model)
            if model.owner:
                self._by_owner.setdefault(key(model.owner), []).append(model)
        model.merge(mention, where)
        return model

    def tell_more(self, models: list[Found], text: str, where: str) -> None:
        """Keep words that stand beside models under no heading."""
        for model in models if text else []:
            model.more.append(Told(without_references(text), where))

    def leave_between(self, text: str, where: str) -> None:
        """Keep a passage that belongs to no model."""
        if text.strip():
            self.between.append(Told(without_references(text), where))

    def tell_footnotes(self, models: list[Found], text: str) -> None:
        """Keep the footnotes that a text about models refers to."""
        for number in REFERENCE.findall(text):
            told = self.footnotes.get(number)
            for model in models:
                if told and told not in model.more:
                    model.more.append(told)


def is_shorter(model: Found, mention: Mention) -> bool:
    """Whether one of the two titles is the other one without its first or last words."""
    first, second = sorted((key(model.title), key(mention.title)), key=len)
    return len(first.split()) >= _LEAST_WORDS and (second.startswith(f"{first} ") or second.endswith(f" {first}"))


def alike(one: str, other: str) -> bool:
    """Whether two titles are wordings of one; `Tổ số 1` and `Tổ số 2` are two."""
    first, second = key(one), key(other)
    if first == second or re.findall(r"\d+", first) != re.findall(r"\d+", second):
        return first == second
    return SequenceMatcher(None, first, second, autojunk=False).ratio() >= SAME_TITLE


def is_of(model: Found, mention: Mention) -> bool:
    """Whether a mention is of this model, perhaps by a shorter title."""
    return model.may_be(mention) and (alike(model.title, mention.title) or is_shorter(model, mention))
