"""What the query engine needs before it answers: dictionary, facets, places, synonyms. Format: `index.py`."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from showcase.files.catalogue import Catalogue
from showcase.insight.completeness import completeness
from showcase.insight.facets import Facet, facets
from showcase.insight.lessons import kinds
from showcase.language.data import read_data
from showcase.language.packing import gzipped, packed
from showcase.model.model import Model
from showcase.schema.dates import read_date
from showcase.schema.fields import MODEL
from showcase.schema.vocabulary import kinds_of_deeds, vocabulary
from showcase.search.columns import Columns
from showcase.search.documents import PARTS, name_only
from showcase.search.places import places, shown_communes
from showcase.search.postings import Postings, scale, write_number
from showcase.search.wordings import KINDS, synonyms

EVERYDAY = Path(__file__).with_name("everyday.yml")
UNKNOWN_OWNER = "khac"
PLACE_FACET = "dia-ban"

RARE_NUMBER = 3
"""A number in fewer models than this stays out of a dictionary that is sent: there are thousands of them."""

MOST_SHARED = 25
"""Characters that a word may share with the one before it in the dictionary: so many letters follow `A`."""


def core(
    catalogue: Catalogue,
    models: Sequence[Model],
    postings: Postings | None,
    sizes: Sequence[Sequence[int]],
    cards: Sequence[dict[str, Any]] = (),
    before: bytes = b"",
) -> bytes:
    """The one file that is fetched before the first query.

    `models` in the order of their numbers; `postings` None when the engine weighs the terms itself, from `cards`;
    `sizes` are the numbers of models in each file of heads and in each of sentences, `before` what those continue.
    """
    columns = Columns(len(models))
    numbers = sizes_and_counts(postings, sizes)
    shown = shown_communes(models)
    numbered = {commune.slug: number for number, commune in enumerate(shown)}
    header = {
        "count": len(models),
        **(large_header(postings) if postings else {"scale": scale(), "cards": cards}),
        **shared_texts(),
        "facets": [_facet(facet, models, numbered, columns) for facet in facets(models)],
        "lessons": list(kinds(catalogue)),
        "places": places(shown),
        "maybeColumn": columns.add(_maybe(model) for model in models),
        "nameColumn": columns.add([1] * name_only(model) for model in models),
        "rankColumn": columns.add([rank] for rank in _ranks(models)),
        "fewColumn": columns.finish(),
        "numbersAt": len(columns.content),
        "beforeAt": len(columns.content) + len(numbers),
    }
    return packed(core_content(header, bytes(columns.content) + bytes(numbers) + before))


def sizes_and_counts(postings: Postings | None, sizes: Sequence[Sequence[int]]) -> bytearray:
    """The numbers of a core; without postings those of the files alone."""
    numbers = bytearray()
    files = [number for kind in sizes for number in (len(kind), *kind)]
    counts = [count for _, count in dictionary(postings.vocabulary)] if postings else []
    for number in (*files, *counts):
        write_number(numbers, number)
    return numbers


def shared_texts() -> dict[str, Any]:
    """What stands in the header of every core that this software writes."""
    return {
        "parts": [MODEL.by_key[part].label for part in PARTS],
        "synonyms": [[KINDS.index(kind), phrases] for kind, phrases in synonyms()],
        "everyday": everyday(),
    }


def dates(catalogue: Catalogue, models: Sequence[Model]) -> bytes:
    """The column of the days by which answers are sorted, in a file of its own: few ask for it."""
    columns = Columns(len(models))
    header = columns.add([date] if (date := _date(catalogue, model)) else [] for model in models)
    return gzipped(core_content({"dates": header, "fewColumn": columns.finish()}, bytes(columns.content)))


def core_content(header: dict[str, Any], columns: bytes) -> bytes:
    """What `core.bin` holds, unpacked: length and text of its header, then `columns` with what follows them."""
    text = json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode()
    return len(text).to_bytes(4, "little") + text + columns


def large_header(postings: Postings) -> dict[str, str]:
    """What the header tells of the files of terms: where each begins, and the dictionary."""
    syllables = dictionary(postings.vocabulary)
    return {
        "termShards": "\n".join(_shortened([first for first, _ in postings.shards])),
        "vocabulary": "\n".join(_shortened([term for term, _ in syllables])),
    }


def dictionary(vocabulary: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    """The syllables that the engine knows without looking, each with its number of models."""
    return [(term, count) for term, count in vocabulary if count >= RARE_NUMBER or not term.isdecimal()]


def _shortened(ordered: Sequence[str]) -> Iterator[str]:
    """Each text as a letter for how many characters it shares with the one before, `A` for none, and its rest."""
    for before, text in pairwise(["", *ordered]):
        differing = (at for at, (one, other) in enumerate(zip(before, text, strict=False)) if one != other)
        same = min(next(differing, len(before)), MOST_SHARED)
        yield chr(ord("A") + same) + text[same:]


def everyday_words() -> dict[str, Any]:
    """What stands in `everyday.yml`."""
    told: dict[str, Any] = read_data(EVERYDAY)
    return told


def everyday() -> dict[str, Any]:
    """The words of `everyday.yml`, each list as one text: facets as [key, code, words, near], peoples, filler.

    The labels of topics and kinds of owners count as words too. Raises ValueError for a code that no list has.
    """
    told = everyday_words()
    deeds = {code: list(kind.words) for code, kind in kinds_of_deeds().items()}
    rows = [
        *_words("chu-de", "topics", told["topics"]),
        *_words("chu-the", "owner_kinds", told["owners"]),
        *_words("loai-viec", "kinds", deeds),
    ]
    peoples = {name: _listed(words) for name, words in told["peoples"].items()}
    return {"facets": rows, "peoples": peoples, "filler": _listed(told["filler"])}


def _words(key: str, name: str, told: dict[str, Any]) -> Iterator[list[str]]:
    if strange := set(told) - set(vocabulary(name)):
        raise ValueError(f"{EVERYDAY.name}: {sorted(strange)}")
    for code, text in vocabulary(name).items():
        entry = told.get(code, [])
        words, near = (entry["words"], entry.get("near", [])) if isinstance(entry, dict) else (entry, [])
        label = text.split(", ") if code != UNKNOWN_OWNER else []
        yield [key, code, _listed([*label, *words]), _listed(near)]


def _listed(words: Iterable[object]) -> str:
    return "|".join(dict.fromkeys(str(word) for word in words))


def _ranks(models: Sequence[Model]) -> list[int]:
    """For each model how far behind the best told it stands, in thousandths; equally complete ones stand alike."""
    told = [completeness(model) for model in models]
    most = max(told, default=0)
    return [round(1000 * (1 - one / most)) if most else 0 for one in told]


def _date(catalogue: Catalogue, model: Model) -> str | None:
    """When it began, or else the day of its newest source; as text that sorts: `2025-11-24`."""
    dates = [model.started] if model.started else [catalogue.source(source).date for source in model.sources]
    # A span counts from its last year.
    known = [read_date(date.replace("–", "-").split("-")[-1].strip()) for date in dates if date]
    return max(known).iso() if known else None


def _facet(facet: Facet, models: Sequence[Model], places: Mapping[str, int], columns: Columns) -> dict[str, Any]:
    flags = {key: 1 for key in ("opened", "chip", "by_count", "hidden") if getattr(facet, key)}
    column = columns.add(facet.positions(model) for model in models)
    return {"key": facet.key, "label": facet.label, **_values(facet, places), **flags, **column}


def _values(facet: Facet, places: Mapping[str, int]) -> dict[str, Any]:
    """The values of a facet; communes by their number, values of one name by their codes alone."""
    codes, names = [code for code, _ in facet.values], {name for _, name in facet.values}
    if facet.key == PLACE_FACET:
        return {"communes": [places[code] for code in codes]}
    if len(names) == 1 and len(codes) > 1:
        return {"codes": " ".join(codes), "name": names.pop()}
    return {"values": [list(one) for one in facet.values]}


def _maybe(model: Model) -> list[str]:
    """Codes of the communes that a model may be in."""
    return sorted(model.candidates)
