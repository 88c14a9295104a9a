r"""The search index: static files that the query engine (`docs/assets/search/`) fetches as far as a query needs them.

`index_files` gives, relative to one folder of the site:

`entry.json`
    `{"core": "<state>/core.bin"}`. `<state>` changes with the content, so that no cache mixes two states; only this
    file has to be fetched afresh.
`<state>/core.bin`
    What is needed before the first query: four bytes with the length of a JSON text (little-endian), the text,
    columns, numbers. The text holds the number of models, where each file of terms begins, the dictionary (single
    syllables without rare numbers; both lists are sorted, and each text stands after a letter for how many characters
    it shares with the one before), labels, synonyms, everyday words, communes of today with former units
    (`places.py`), and the facets. A column (`{lists, at, width}`) has for each model the number of one of its `lists`:
    at `at`, all low bytes, then, where `width` is 2, all high bytes. Columns of few lists (`{lists, of}`) are written
    as one, `fewColumn`, whose lists hold the number of a list of each: `of` is its position there. From `numbersAt` on:
    how many files of heads there are and how many models each holds, the same of the files of sentences, and how many
    models hold each syllable of the dictionary. From `beforeAt` to the end: the text that each file of heads and of
    sentences continues.
`<state>/dates.bin`
    The column of days, for those who sort by them; as `core.bin`.
`<state>/slugs.bin`
    The slugs of all models in the order of their numbers, a line each, for those who take a long answer home.
`<state>/t<number>.bin`
    Terms, sorted by their folded form (`showcase.search.terms`): syllables and pairs of neighbours (`be\u0302p\u0301
    a\u0306n`). Three lengths in bytes; the terms, a line each; for each term its number of models; for each of those
    the gap to the one before; for each of those a level of 1 to 15 in half a byte. The level is the weight of the
    term in the model after BM25F: times in each field, by the weight of the field and against its length, added up
    and saturated.
`<state>/s<number>.bin`
    As `t<number>.bin`: the terms of one entry of the synonyms, in their order; the last those of peoples
    (`wordings.py`). The engine looks them up together, so they come in one file instead of ten.
`<state>/h<number>.bin`
    Models as a JSON list of what every result shows: `slug`, `title`, `common` (how much of it stands before the place
    at its end; in UTF-16), `aliases`, `owner`, `place`, `former`, `summary`,
    `states` (six letters: figures, text, empty) and `quiet` (where clauses of the summary begin and end that only tell
    of the source; positions in UTF-16).
`<state>/d<number>.bin`
    Of each model what it says further, a list of [part, sentence]: fetched only for a result whose head does not hold
    all that was asked.

    These two kinds of files hold only what they have not in common with some heads and sentences of the same
    catalogue, which lie in `core.bin`: each is the rest of a gzip file that begins with them (`language.packing`).

A small catalogue has no files of terms and no dictionary: its models lie in `core.bin` as `cards`, with `places` as
well, and the engine weighs their terms itself (`docs/assets/search/weighing.js`) by the `scale` beside them. It shows
most of the models sooner or later, and the terms would double what has to be sent. `core.bin` is compressed by
bzip2 where that is smaller: in a small catalogue by a fifth.

Numbers are written seven bits a byte, the lowest first. All other `.bin` are compressed by gzip in the file itself, so
that they are as small on hosts that do not compress. The number decides between models that fit equally well.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from showcase.files.catalogue import Catalogue
from showcase.insight.completeness import completeness
from showcase.language.packing import continued, gzipped
from showcase.language.words import fold, syllables
from showcase.model.model import Model
from showcase.search.core import core, dates, everyday_words
from showcase.search.documents import Texts, beyond_card, describe, name_only
from showcase.search.postings import Postings, build
from showcase.search.wordings import families

ENTRY = "entry.json"

HEAD_BYTES = 6_000
DOCUMENT_BYTES = 4_000
"""A file of heads, and one of sentences, is closed at this size before compression."""

HEADS_BEFORE = 5_000
SENTENCES_BEFORE = 5_000
"""About so many bytes of heads and of sentences are sent beforehand, which the others continue."""

STOCK_PHRASE = 0.02
"""Share of the titles in which a pair of syllables says little of what a model is about."""

SMALL = 900_000
"""Bytes of all models before compression up to which a catalogue is small: about 320 models told as well as now."""


def index_files(catalogue: Catalogue) -> dict[str, bytes]:
    """Name -> content of each file of the index. The same catalogue gives the same bytes."""
    models = sorted(catalogue.models, key=lambda model: (-completeness(model), fold(model.title), model.slug))
    if small := _small(catalogue, models):
        return small
    return _large(catalogue, _side_by_side(models))


def _side_by_side(models: Sequence[Model]) -> list[Model]:
    """Models that are likely to be found together next to each other, so that an answer lies in few files.

    They are ordered by their rarest topic, those that are told first, then by the two neighbouring syllables that a
    title shares with most others, short of a stock phrase.
    """
    pairs = _usual_pairs(models)
    topics = Counter(topic for model in models for topic in model.topics)

    def key(model: Model) -> tuple[str, bool, str, str, str]:
        topic = min(model.topics, key=lambda topic: (topics[topic], topic), default="")
        return topic, name_only(model), pairs[model.slug], fold(model.title), model.slug

    return sorted(models, key=key)


def _usual_pairs(models: Sequence[Model]) -> dict[str, str]:
    """Slug -> the neighbouring syllables of its title that most titles share, short of a stock phrase."""
    pairs = {model.slug: [" ".join(pair) for pair in pairwise(syllables(model.title))] for model in models}
    times = Counter(pair for own in pairs.values() for pair in set(own))
    most = STOCK_PHRASE * len(models)
    usual = {slug: [pair for pair in own if times[pair] <= most] for slug, own in pairs.items()}
    return {slug: max(own, key=lambda pair: (times[pair], pair), default="") for slug, own in usual.items()}


def _small(catalogue: Catalogue, models: Sequence[Model]) -> dict[str, bytes] | None:
    """Only the models, from which the engine takes the terms itself; None when they are too much for that."""
    cards = []
    size = 0
    for model in models:
        texts, shown = describe(model)
        cards.append({**shown, **beyond_card(texts)})
        size += len(_json(cards[-1]))
        if size > SMALL:
            return None
    return _named({"core.bin": core(catalogue, models, None, (), cards), "dates.bin": dates(catalogue, models)})


def _large(catalogue: Catalogue, models: Sequence[Model]) -> dict[str, bytes]:
    packed = packed_models(map(describe, models))
    return _named(
        {
            **packed.files,
            "core.bin": core(catalogue, models, packed.postings, packed.sizes, before=packed.before),
            "dates.bin": dates(catalogue, models),
            "slugs.bin": gzipped("\n".join(model.slug for model in models).encode()),
        }
    )


@dataclass(frozen=True)
class PackedModels:
    """Models in files of terms, heads and sentences, and what the core tells of these."""

    files: dict[str, bytes]
    postings: Postings
    sizes: list[list[int]]
    """Numbers of models in each file of heads, and in each of sentences."""
    before: bytes
    """What files of heads and of sentences continue."""


def packed_models(described: Iterable[tuple[Texts, dict[str, Any]]]) -> PackedModels:
    """All models in the order of their numbers, each as `describe` gives it."""
    heads: list[bytes] = []
    sentences: list[bytes] = []
    postings = build(_texts(described, heads, sentences), families(everyday_words()["peoples"]))
    files = {f"t{number}.bin": content for number, (_, content) in enumerate(postings.shards)}
    files |= {f"s{number}.bin": content for number, content in enumerate(postings.families)}
    before = _typical(heads, HEADS_BEFORE) + _typical(sentences, SENTENCES_BEFORE)
    groups = {"h": list(_groups(heads, HEAD_BYTES)), "d": list(_groups(sentences, DOCUMENT_BYTES))}
    for letter, parts in groups.items():
        files |= {f"{letter}{number}.bin": continued(_listed(part), before) for number, part in enumerate(parts)}
    return PackedModels(files, postings, [[len(part) for part in parts] for parts in groups.values()], before)


def _listed(group: list[bytes]) -> bytes:
    return b"[" + b",".join(group) + b"]"


def _typical(parts: Sequence[bytes], most: int) -> bytes:
    """Some of these texts, as far from each other as can be: about `most` bytes of those that hold something."""
    told = [part for part in parts if len(part) > len(b"[]")]
    step = max(1, sum(map(len, told)) // most)
    return b"".join(told[::step])[: 2 * most]


def _texts(
    described: Iterable[tuple[Texts, dict[str, Any]]], heads: list[bytes], sentences: list[bytes]
) -> Iterator[Texts]:
    """The texts of each model in turn; what a result shows of it is added to `heads` and `sentences`."""
    for texts, shown in described:
        sentences.append(_json(shown.get("text", [])))
        heads.append(_json({key: value for key, value in shown.items() if key != "text"}))
        yield texts


def _groups(parts: list[bytes], most: int) -> Iterator[list[bytes]]:
    """Those of each file, of at most so many bytes."""
    group: list[bytes] = []
    size = 0
    for part in parts:
        if group and size + len(part) > most:
            yield group
            group, size = [], 0
        group.append(part)
        size += len(part)
    if group:
        yield group


def _named(files: dict[str, bytes]) -> dict[str, bytes]:
    """The files in the folder of their state, and the entry that names it."""
    state = _state(files)
    entry = _json({"core": f"{state}/core.bin"})
    return {ENTRY: entry, **{f"{state}/{name}": content for name, content in sorted(files.items())}}


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _state(files: dict[str, bytes]) -> str:
    digest = hashlib.sha256()
    for name in sorted(files):
        digest.update(name.encode() + b"\0" + hashlib.sha256(files[name]).digest())
    return digest.hexdigest()[:12]
