"""What the query engine needs before it answers: dictionary, facets, places, synonyms. Format: `index.py`."""

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

import yaml

from showcase.files.catalogue import Catalogue
from showcase.gazetteer.communes import HOME_PROVINCE, Commune, FormerUnit, gazetteer
from showcase.insight.completeness import completeness
from showcase.insight.facets import Facet, facets
from showcase.language.packing import gzipped
from showcase.model.model import Model
from showcase.schema.dates import read_date
from showcase.schema.fields import MODEL
from showcase.schema.vocabulary import vocabulary
from showcase.search.documents import PARTS, name_only
from showcase.search.postings import Postings, scale, write_number

SYNONYMS = Path(__file__).with_name("synonyms.yml")
EVERYDAY = Path(__file__).with_name("everyday.yml")
UNKNOWN_OWNER = "khac"
KINDS = ("abbreviation", "synonym", "spelling")


def core(
    catalogue: Catalogue,
    models: Sequence[Model],
    postings: Postings | None,
    sizes: Sequence[int],
    cards: Sequence[dict[str, Any]] = (),
) -> bytes:
    """The one file that is fetched before the first query.

    `models` in the order of their numbers; `postings` None when the engine weighs the terms itself, from `cards`;
    `sizes` is the number of models in each file of models.
    """
    columns = bytearray()
    numbers = bytearray()
    counts = [count for _, count in postings.vocabulary] if postings else []
    for number in (len(sizes), *sizes, *counts):
        write_number(numbers, number)
    header = {
        "count": len(models),
        **(_terms(postings) if postings else {"scale": scale(), "cards": cards}),
        "parts": [MODEL.by_key[part].label for part in PARTS],
        "synonyms": [[KINDS.index(kind), phrases] for kind, phrases in synonyms()],
        "everyday": everyday(),
        "places": _places(models),
        "facets": [_facet(facet, models, columns) for facet in facets(models)],
        "maybeColumn": _column([_maybe(model) for model in models], columns),
        "nameColumn": _column([[1] * name_only(model) for model in models], columns),
        "rankColumn": _column([[rank] for rank in _ranks(models)], columns),
        "numbersAt": len(columns),
    }
    return _file(header, bytes(columns) + bytes(numbers))


def dates(catalogue: Catalogue, models: Sequence[Model]) -> bytes:
    """The column of the days by which answers are sorted, in a file of its own: few ask for it."""
    columns = bytearray()
    header = _column([[date] if (date := _date(catalogue, model)) else [] for model in models], columns)
    return _file(header, bytes(columns))


def _file(header: dict[str, Any], columns: bytes) -> bytes:
    text = json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode()
    return gzipped(len(text).to_bytes(4, "little") + text + columns)


def _terms(postings: Postings) -> dict[str, str]:
    return {
        "termShards": "\n".join(first for first, _ in postings.shards),
        "vocabulary": "\n".join(term for term, _ in postings.vocabulary),
    }


def synonyms() -> list[tuple[str, list[str]]]:
    """Kind and phrases of every entry of the data file. Raises ValueError for an entry that is not well formed."""
    entries = yaml.safe_load(SYNONYMS.read_text(encoding="utf-8"))
    for entry in entries:
        if set(entry) != {"kind", "terms"} or entry["kind"] not in KINDS or len(set(entry["terms"])) < 2:
            raise ValueError(f"{SYNONYMS.name}: {entry}")
    return [(entry["kind"], [str(term) for term in entry["terms"]]) for entry in entries]


def everyday() -> dict[str, Any]:
    """The words of `everyday.yml`, each list as one text: facets as [key, code, words, near], peoples, filler.

    The labels of topics and kinds of owners count as words too. Raises ValueError for a code that no list has.
    """
    told = yaml.safe_load(EVERYDAY.read_text(encoding="utf-8"))
    rows = [*_words("chu-de", "topics", told["topics"]), *_words("chu-the", "owner_kinds", told["owners"])]
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


def _facet(facet: Facet, models: Sequence[Model], columns: bytearray) -> dict[str, Any]:
    flags = {key: 1 for key in ("opened", "chip", "by_count", "hidden") if getattr(facet, key)}
    column = _column([facet.positions(model) for model in models], columns)
    return {"key": facet.key, "label": facet.label, "values": [list(one) for one in facet.values], **flags, **column}


def _column(rows: list[Any], columns: bytearray) -> dict[str, Any]:
    """One value list a model: the distinct lists, and for each model the number of its own in one or two bytes."""
    distinct = sorted({tuple(row) for row in rows})
    numbers = {row: number for number, row in enumerate(distinct)}
    width = 1 if len(distinct) <= 256 else 2
    at = len(columns)
    # Low bytes first, then high bytes: alike bytes side by side compress better.
    for byte in range(width):
        columns += bytes(numbers[tuple(row)] >> 8 * byte & 255 for row in rows)
    return {"lists": [list(row) for row in distinct], "at": at, "width": width}


def _places(models: Sequence[Model]) -> dict[str, Any]:
    shown = _shown(models)
    former: dict[tuple[str, str], list[int]] = {}
    for number, commune in enumerate(shown):
        for unit in commune.former:
            for name in _former_names(unit):
                known = former.setdefault(name, [])
                if number not in known:
                    known.append(number)
    return {
        "communes": [[commune.code, commune.slug, commune.name] for commune in shown],
        "former": _by_superior(former),
    }


def _by_superior(former: dict[tuple[str, str], list[int]]) -> dict[str, list[list[Any]]]:
    """District or province -> its units: name, and the numbers of the communes of today."""
    ordered = sorted(former.items(), key=lambda one: one[0][::-1])
    groups = groupby(ordered, key=lambda one: one[0][1])
    return {within: [[name, *numbers] for (name, _), numbers in group] for within, group in groups}


def _former_names(unit: FormerUnit) -> list[tuple[str, str]]:
    return [(unit.name, unit.district), (unit.district, unit.province)]


def _shown(models: Sequence[Model]) -> list[Commune]:
    """The communes of the home province, and those of others that models are or may be in."""
    codes = {commune.code for model in models for commune in model.communes}
    codes |= {code for model in models for code in _maybe(model)}
    codes |= {commune.code for commune in gazetteer().of_province(HOME_PROVINCE)}
    return [gazetteer().by_code[code] for code in sorted(codes)]


def _maybe(model: Model) -> list[str]:
    """Codes of the communes that a model may be in."""
    return sorted(model.candidates)
