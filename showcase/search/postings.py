"""Which term stands in which model and how weightily, packed into small files. The format: `showcase.search.index`."""

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Any, TypeAlias

from showcase.language.packing import gzipped
from showcase.search.documents import Texts
from showcase.search.terms import folded, terms

WEIGHTS = {"title": (5.0, 12), "aliases": (4.0, 12), "owner": (3.0, 16), "summary": (2.0, 40), "body": (1.0, 300)}
"""Field -> its weight and its usual length in syllables."""

LENGTH_EFFECT = 0.35
"""How far a field that is longer or shorter than usual counts less or more: 0 not at all, 1 in proportion."""

BODY_MOST = 1.0
"""However often the body says something, it weighs no more than this: title, topic and summary come first."""

SATURATION = 1.5
LEVELS = 15
COMMON = (500, 0.25)
"""A term in more models than both this number and this share is common: alone it is found only outside the body,
and all its places weigh the same; as part of a pair it is found everywhere."""

SHARD_BYTES = 2500
"""A file of terms is closed at this size before compression."""

_PAIR = 1 << 32

Places: TypeAlias = "array[int]"
Packed: TypeAlias = tuple[str, list[int], list[int]]
"""A term, its models and their levels."""


@dataclass(frozen=True)
class Postings:
    """All terms in order, with the models of each."""

    shards: list[tuple[str, bytes]]
    """What the folded terms of the file sort at or after, those of the one before it before; and its content."""
    families: list[bytes]
    """The files of terms that are looked up together."""
    vocabulary: list[tuple[str, int]]
    """Each single syllable and the number of models it stands in, sorted."""


def build(documents: Iterable[Texts], families: Sequence[Iterable[str]] = ()) -> Postings:
    """Count, weigh and pack the terms of all models; their positions in `documents` become their numbers.

    Each of the `families` are folded terms that get a file of their own.
    """
    names: list[str] = []
    postings, count = _collect(documents, names)
    common = max(COMMON[0], count * COMMON[1])
    keyed = sorted((_sort_key(term, names), term) for term in postings)
    vocabulary = [(key[1], len(postings[term])) for key, term in keyed if term < _PAIR]
    members = {key: number for number, keys in enumerate(families) for key in keys}
    apart: list[list[Packed]] = [[] for _ in families]
    for (key, exact), term in keyed:
        if key in members:
            apart[members[key]].append((exact, *_trimmed(postings[term], common)))
    lists = ((key, _trimmed(postings[term], common)) for key, term in keyed if key[0] not in members)
    return Postings(list(_shards(lists)), [packed(one) for one in apart], vocabulary)


def _collect(documents: Iterable[Texts], names: list[str]) -> tuple[dict[int, Places], int]:
    """Term -> places, each `model << 5 | outside the body << 4 | level`; a pair is `first << 32 | second`."""
    numbers: dict[str, int] = {}
    postings: dict[int, Places] = {}
    count = 0
    for count, texts in enumerate(documents, start=1):
        for term, place in _weighed(texts, (count - 1) << 5, numbers, names):
            try:
                postings[term].append(place)
            except KeyError:
                postings[term] = array("L", (place,))
    return postings, count


def _weighed(texts: Texts, base: int, numbers: dict[str, int], names: list[str]) -> Iterator[tuple[int, int]]:
    """Each term of one model with its place."""
    heavy: dict[int, float] = {}
    for field, parts in texts.fields().items():
        weight, usual = WEIGHTS[field]
        found, length = _counted(parts, numbers, names)
        share = weight / (1 + LENGTH_EFFECT * (length / usual - 1))
        if field != "body":
            for term, times in found.items():
                heavy[term] = heavy.get(term, 0.0) + share * times
    # What is left is the body, which holds most terms; there the level depends on the number of times alone.
    levels = [_level(min(share * times, BODY_MOST)) for times in range(max(found.values(), default=0) + 1)]
    for term, times in found.items():
        if term in heavy:
            heavy[term] += min(share * times, BODY_MOST)
        else:
            yield term, base | levels[times]
    for term, value in heavy.items():
        yield term, base | 16 | _level(value)


def scale() -> dict[str, Any]:
    """How terms are weighed, for the engine that does it itself."""
    return {
        "fields": WEIGHTS,
        "lengthEffect": LENGTH_EFFECT,
        "bodyMost": BODY_MOST,
        "saturation": SATURATION,
        "levels": LEVELS,
    }


def _level(value: float) -> int:
    return max(1, int(LEVELS * value / (SATURATION + value) + 0.5))


def _counted(texts: tuple[str, ...], numbers: dict[str, int], names: list[str]) -> tuple[Counter[int], int]:
    """How often each syllable and each pair of neighbours stands in the texts; and the syllables in all."""
    found: Counter[int] = Counter()
    length = 0
    for text in texts:
        syllables = terms(text)
        try:
            ids = [numbers[term] for term in syllables]
        except KeyError:
            ids = [_numbered(term, numbers, names) for term in syllables]
        found.update(ids)
        found.update([first << 32 | second for first, second in pairwise(ids)])
        length += len(ids)
    return found, length


def _numbered(term: str, numbers: dict[str, int], names: list[str]) -> int:
    if term not in numbers:
        names.append(term)
        # From 1 on, so that a pair is never smaller than `_PAIR`.
        numbers[term] = len(names)
    return numbers[term]


def _sort_key(term: int, names: list[str]) -> tuple[str, str]:
    text = names[term - 1] if term < _PAIR else f"{names[(term >> 32) - 1]} {names[(term & (_PAIR - 1)) - 1]}"
    return folded(text), text


def _trimmed(places: Places, common: float) -> tuple[list[int], list[int]]:
    """The models that are kept and their levels."""
    if len(places) > common:
        models = [place >> 5 for place in places if place & 16]
        return models, [LEVELS // 2] * len(models)
    return [place >> 5 for place in places], [place & 15 for place in places]


def _shards(lists: Iterable[tuple[tuple[str, str], tuple[list[int], list[int]]]]) -> Iterator[tuple[str, bytes]]:
    """Files of about `SHARD_BYTES`; the variants of one folded term are never parted."""
    waiting: list[Packed] = []
    first, last, size = "", "", 0
    for key, group in groupby(lists, key=lambda item: item[0][0]):
        variants = [(exact, models, levels) for (_, exact), (models, levels) in group]
        more = sum(len(exact) // 2 + 2 + len(models) * 3 // 2 for exact, models, _ in variants)
        if waiting and size + more > SHARD_BYTES:
            yield first, packed(waiting)
            waiting, size, first = [], 0, _between(last, key)
        waiting += variants
        size += more
        last = key
    if waiting:
        yield first, packed(waiting)


def _between(before: str, after: str) -> str:
    """The shortest beginning of `after` that sorts after `before`."""
    same = next((at for at, (one, other) in enumerate(zip(before, after, strict=False)) if one != other), len(before))
    return after[: same + 1]


def packed(lists: list[Packed]) -> bytes:
    """One file of terms."""
    text = "\n".join(term for term, _, _ in lists).encode()
    counts = bytearray()
    gaps = bytearray()
    levels: list[int] = []
    for _, models, theirs in lists:
        write_number(counts, len(models))
        steps = [after - before - 1 for before, after in pairwise([-1, *models])]
        if max(steps, default=0) < 128:
            gaps += bytes(steps)
        else:
            for step in steps:
                write_number(gaps, step)
        levels += theirs
    head = bytearray()
    for part in (text, counts, gaps):
        write_number(head, len(part))
    levels.append(0)
    halves = bytes(high << 4 | low for high, low in zip(levels[::2], levels[1::2], strict=False))
    return gzipped(bytes(head) + text + bytes(counts) + bytes(gaps) + halves)


def write_number(out: bytearray, value: int) -> None:
    """Seven bits a byte, the lowest first; the eighth says that more follow."""
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    out.append(value)
