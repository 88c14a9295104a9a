"""Letters typed without diacritics, `mo hinh "Bo bao" do Chi hoi Nong dan ap 5 lam`: read with, kept without.

For reading, the words by which owners, places and titles are recognised get their diacritics, each letter in its
place, so that nothing moves. What was read is then given back as it was typed.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache

from showcase.importing.headings import Gathering, ReportedModel, ReportText
from showcase.importing.outlines import any_of, outlines, words
from showcase.importing.passages import Passage
from showcase.language.words import fold

_LETTERS_LIMIT = 100_000
"""Characters of a whole document; nobody types a longer one without diacritics."""
_LEAST_WORDS = 3
"""Of a passage that counts as typed so; `Ban Nam` alone tells nothing."""
_SHARE = 0.6
"""How much of a document must be typed so."""


class Typing:
    """The passages of a document for reading, and how its words were typed."""

    def __init__(self, passages: list[Passage]) -> None:
        self.passages = passages
        self._typed = ""
        chosen = _typed_without(passages)
        if not chosen:
            return
        self.passages = [_for_reading(one) if number in chosen else one for number, one in enumerate(passages)]
        self._typed = _whole([passages[number] for number in chosen])
        self._read = _whole([self.passages[number] for number in chosen])

    def give_back(self, gathering: Gathering) -> Gathering:
        """The same gathering with every word as it was typed."""
        if not self._typed:
            return gathering
        for model in gathering.models:
            _write_back(model, self.as_typed)
        gathering.leftovers = [replace(one, text=self.as_typed(one.text)) for one in gathering.leftovers]
        gathering.between = [self._told(one) for one in gathering.between]
        return gathering

    def as_typed(self, text: str) -> str:
        """A piece of the text for reading as it was typed; a piece of a marked passage as it is."""
        at = self._read.find(text)
        return self._typed[at : at + len(text)] if at >= 0 else text

    def _told(self, told: ReportText) -> ReportText:
        return replace(told, text=self.as_typed(told.text), heading=self.as_typed(told.heading))


def _write_back(model: ReportedModel, typed: Callable[[str], str]) -> None:
    """Give the words of one model back as they were typed."""

    def told(some: list[ReportText]) -> list[ReportText]:
        return [replace(one, text=typed(one.text), heading=typed(one.heading)) for one in some]

    model.title, model.owner, model.around = typed(model.title), typed(model.owner), typed(model.around)
    model.places = [typed(one) for one in model.places]
    model.other_names = [typed(one) for one in model.other_names]
    model.more, model.near = told(model.more), told(model.near)
    model.parts = {part: told(some) for part, some in model.parts.items()}


def _typed_without(passages: list[Passage]) -> set[int]:
    """The numbers of the passages that are typed without diacritics, where they are the most of a document."""
    texts = [" ".join((one.text, *one.cells)) for one in passages]
    length = sum(map(len, texts))
    if length > _LETTERS_LIMIT:
        return set()
    chosen = {number for number, text in enumerate(texts) if _is_unmarked(text)}
    return chosen if sum(len(texts[number]) for number in chosen) > _SHARE * length else set()


def _is_unmarked(text: str) -> bool:
    """Whether a text of some words has no letter beyond those of English."""
    return not re.search(r"[^\W\d_a-zA-Z]", text) and len(text.split()) >= _LEAST_WORDS


def _whole(passages: list[Passage]) -> str:
    return "\n".join(text for one in passages for text in (one.text, *one.cells))


def _for_reading(passage: Passage) -> Passage:
    return replace(passage, text=with_marks(passage.text), cells=tuple(map(with_marks, passage.cells)))


def readable(text: str) -> str:
    """A name or a place for reading, where it is typed without diacritics; any other as it is."""
    return text if re.search(r"[^\W\d_a-zA-Z]", text) else with_marks(text)


def with_marks(text: str) -> str:
    """The text with the diacritics of words that tell of models, owners and places; as long as before."""
    return _known().sub(_marked, text)


def _marked(found: re.Match[str]) -> str:
    """A word or phrase with its diacritics, each letter large or small as it was."""
    known = _phrases()[str(found.lastgroup)].get(fold(found[0]))
    if not known or len(known) != len(found[0]):
        return found[0]
    return "".join(new.upper() if old.isupper() else new.lower() for old, new in zip(found[0], known, strict=True))


@cache
def _known() -> re.Pattern[str]:
    """Any known word: where it stands anywhere, before a name or a number, or with a capital."""
    anywhere, names, capitals, persons, numbers, at = (any_of(words(one)) for one in _phrases().values())
    phrases = any_of(one for one in words(_phrases()["anywhere"]) if " " in one)
    begins = r"(?:(?:^|(?<=[.:;!?•–-]\s))(?=[A-Z][a-z]))"
    return re.compile(
        rf"(?<!\w)(?:(?P<capitals>(?=[A-Z])(?i:{capitals}))|(?P<names>(?i:{names}))(?=\s+(?:so\s+)?[A-Z\d])"
        rf"|(?P<persons>(?i:{persons}))(?=\s+[A-Z])|(?P<numbers>(?i:{numbers}))(?=\s+\d)"
        rf"|(?P<anywhere>{anywhere}|{begins}(?i:{anywhere})|(?i:{phrases})))(?!\w)"
        rf"|(?<!\w)(?P<at>(?:(?i:{at})))(?=\s+(?:{names}\s|[A-Z][a-z]))"
    )


@cache
def _phrases() -> dict[str, dict[str, str]]:
    """Typed without diacritics -> the word: those of any place, before names, with a capital, before numbers."""
    owners, titles, units, own = (outlines()[name] for name in ("owners", "titles", "units", "unmarked"))
    of_sentences = [owners[name] for name in ("small_starts", "deeds", "adverbs", "stops", "never_deeds", "asks")]
    of_sentences += [owners[name] for name in ("presents", "praises", "authors", "receivers", "leads", "lead_words")]
    of_titles = [titles[name] for name in ("between", "works", "lessons", "never_within", "never_first", "ends")]
    near = titles["near_words"]
    levels = [units[level] for level in ("today", "former", "district", "province", "hamlet")]
    return {
        "anywhere": _folded(own["anywhere"], *of_sentences, *of_titles, near["nouns"], near["adjectives"]),
        "names": _folded(*levels),
        "capitals": _folded(own["capitals"], owners["starts"], *owners["kinds"].values(), list(units["of_youth"])),
        "persons": _folded(owners["persons"]),
        "numbers": _folded(own["before_numbers"]),
        "at": _folded(own["before_places"]),
    }


def _folded(*lists: list[str]) -> dict[str, str]:
    """Words by their letters alone; of two with the same letters the first."""
    found: dict[str, str] = {}
    for one in lists:
        for word in (inner for item in one for inner in (item if isinstance(item, list) else [item])):
            found.setdefault(fold(word), word)
    return found
