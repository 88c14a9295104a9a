"""Read texts typed without diacritics: `mo hinh "Bo bao" do Chi hoi Nong dan ap 5 lam`.

The words by which owners, places and titles are recognised get their diacritics; the length of the text stays. The
results are then written as they were typed.
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
"""Most characters of a document typed without diacritics."""
_LEAST_WORDS = 3
"""Least words of a passage typed without diacritics; `Ban Nam` may be a correct name."""
_SHARE = 0.6
"""Least share of a document that must be typed without diacritics."""


class Typing:
    """The passages of a document with diacritics added, and the original text."""

    def __init__(self, passages: list[Passage]) -> None:
        self.passages = passages
        self._typed = ""
        chosen = _typed_without(passages)
        if not chosen:
            return
        self.passages = [_for_reading(item) if number in chosen else item for number, item in enumerate(passages)]
        self._typed = _whole([passages[number] for number in chosen])
        self._read = _whole([self.passages[number] for number in chosen])

    def give_back(self, gathering: Gathering) -> Gathering:
        """The same gathering with all texts as they were typed."""
        if not self._typed:
            return gathering
        for model in gathering.models:
            _write_back(model, self.as_typed)
        gathering.leftovers = [replace(item, text=self.as_typed(item.text)) for item in gathering.leftovers]
        gathering.between = [self._as_typed(item) for item in gathering.between]
        return gathering

    def as_typed(self, text: str) -> str:
        """A piece of text as typed; unchanged for a piece of a passage with diacritics."""
        at = self._read.find(text)
        return self._typed[at : at + len(text)] if at >= 0 else text

    def _as_typed(self, piece: ReportText) -> ReportText:
        return replace(piece, text=self.as_typed(piece.text), heading=self.as_typed(piece.heading))


def _write_back(model: ReportedModel, typed: Callable[[str], str]) -> None:
    """Replace the texts of one model by the texts as typed."""

    def all_typed(pieces: list[ReportText]) -> list[ReportText]:
        return [replace(piece, text=typed(piece.text), heading=typed(piece.heading)) for piece in pieces]

    model.title, model.owner, model.around = typed(model.title), typed(model.owner), typed(model.around)
    model.places = [typed(place) for place in model.places]
    model.other_names = [typed(name) for name in model.other_names]
    model.more, model.near = all_typed(model.more), all_typed(model.near)
    model.parts = {part: all_typed(pieces) for part, pieces in model.parts.items()}


def _typed_without(passages: list[Passage]) -> set[int]:
    """The numbers of the passages typed without diacritics, if most of the document is; else empty."""
    texts = [" ".join((passage.text, *passage.cells)) for passage in passages]
    length = sum(map(len, texts))
    if length > _LETTERS_LIMIT:
        return set()
    chosen = {number for number, text in enumerate(texts) if _is_unmarked(text)}
    return chosen if sum(len(texts[number]) for number in chosen) > _SHARE * length else set()


def _is_unmarked(text: str) -> bool:
    """Whether a text of at least `_LEAST_WORDS` words has only English letters."""
    return not re.search(r"[^\W\d_a-zA-Z]", text) and len(text.split()) >= _LEAST_WORDS


def _whole(passages: list[Passage]) -> str:
    return "\n".join(text for passage in passages for text in (passage.text, *passage.cells))


def _for_reading(passage: Passage) -> Passage:
    return replace(passage, text=with_marks(passage.text), cells=tuple(map(with_marks, passage.cells)))


def readable(text: str) -> str:
    """A name or a place with diacritics added if it was typed without; others unchanged."""
    return text if re.search(r"[^\W\d_a-zA-Z]", text) else with_marks(text)


def with_marks(text: str) -> str:
    """The text with diacritics added to words for models, owners and places; its length stays."""
    return _known().sub(_marked, text)


def _marked(match: re.Match[str]) -> str:
    """A word or phrase with diacritics, in the same letter case."""
    known = _phrases()[str(match.lastgroup)].get(fold(match[0]))
    if not known or len(known) != len(match[0]):
        return match[0]
    return "".join(new.upper() if old.isupper() else new.lower() for old, new in zip(match[0], known, strict=True))


@cache
def _known() -> re.Pattern[str]:
    """A pattern for known words: anywhere, before a name or a number, or with a capital."""
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
    """Typed without diacritics -> the word: a map for each position: anywhere, before names, and so on."""
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
    """Word without diacritics -> the word; if two are equal, the first."""
    known: dict[str, str] = {}
    for items in lists:
        for word in (inner for item in items for inner in (item if isinstance(item, list) else [item])):
            known.setdefault(fold(word), word)
    return known
