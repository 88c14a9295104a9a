"""What the query engine needs before it answers: dictionary, facets, places, synonyms. Format: `index.py`."""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from showcase.files.catalogue import Catalogue
from showcase.gazetteer.communes import HOME_PROVINCE, Commune, FormerUnit, gazetteer
from showcase.language.packing import gzipped
from showcase.language.words import fold
from showcase.model.model import Model
from showcase.schema.dates import read_date
from showcase.schema.fields import MODEL
from showcase.schema.vocabulary import vocabulary
from showcase.search.documents import PARTS
from showcase.search.postings import Postings, scale, write_number

SYNONYMS = Path(__file__).with_name("synonyms.yml")
KINDS = ("abbreviation", "synonym", "spelling")

_EVIDENCE_ORDER = ("verified", "documented", "claimed")


@dataclass(frozen=True)
class Facet:
    """A way of narrowing the answer down; `key` is its name in the address."""

    key: str
    label: str
    values: tuple[tuple[str, str], ...]
    """Code and label, in the order of display."""
    of: Callable[[Model], Iterable[str]]
    """The codes of one model."""


def facets(models: Sequence[Model]) -> list[Facet]:
    """All facets in the order of display."""
    copied = {model.replicates.model for model in models if model.replicates}
    return [
        _listed("linh-vuc", "Lĩnh vực", "fields", lambda model: model.fields),
        _listed("nhom", "Nhóm mô hình", "groups", lambda model: [model.group]),
        _listed("chu-the", "Chủ thể", "owner_kinds", lambda model: [model.owner.kind]),
        Facet("dia-ban", "Địa bàn", _communes(models), lambda model: [commune.slug for commune in model.communes]),
        _listed("dac-diem", "Đặc điểm địa bàn", "area_traits", lambda model: model.area_traits),
        _listed("muc-ke", "Mức kể", "details", lambda model: [model.detail]),
        _listed("chung-cu", "Mức chứng cứ cao nhất", "evidence", lambda model: [_best_evidence(model)]),
        _listed("tinh-trang", "Tình trạng", "statuses", lambda model: [model.status]),
        _listed("hinh-thuc", "Hình thức đăng ký", "registrations", lambda model: [model.registration]),
        Facet("so-lieu", "Số liệu", (("co", "Có số liệu"),), lambda model: ["co"] * bool(model.figures)),
        Facet(
            "lam-theo",
            "Làm theo",
            (("co", "Có hướng dẫn làm theo"), ("da-lam-lai", "Đã có nơi làm lại")),
            lambda model: ["co"] * model.replication.told + ["da-lam-lai"] * (model.slug in copied),
        ),
    ]


def core(catalogue: Catalogue, models: Sequence[Model], postings: Postings | None, sizes: list[int]) -> bytes:
    """The one file that is fetched before the first query.

    `models` in the order of their numbers; `postings` None when the engine weighs the terms itself; `sizes` is the
    number of models in each file of models.
    """
    columns = bytearray()
    numbers = bytearray()
    counts = [count for _, count in postings.vocabulary] if postings else []
    for number in (len(sizes), *sizes, *counts):
        write_number(numbers, number)
    header = {
        "count": len(models),
        **(_terms(postings) if postings else {"scale": scale()}),
        "parts": [MODEL.by_key[part].label for part in PARTS],
        "synonyms": [[KINDS.index(kind), phrases] for kind, phrases in synonyms()],
        "places": _places(models),
        "facets": [_facet(facet, models, columns) for facet in facets(models)],
        "maybeColumn": _column([_maybe(model) for model in models], columns),
        "dateColumn": _column([[date] if (date := _date(catalogue, model)) else [] for model in models], columns),
        "numbersAt": len(columns),
    }
    text = json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode()
    return gzipped(len(text).to_bytes(4, "little") + text + bytes(columns) + bytes(numbers))


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


def _listed(key: str, label: str, name: str, of: Callable[[Model], Iterable[str | None]]) -> Facet:
    return Facet(key, label, tuple(vocabulary(name).items()), lambda model: [code for code in of(model) if code])


def _communes(models: Sequence[Model]) -> tuple[tuple[str, str], ...]:
    found = {commune for model in models for commune in model.communes}
    ordered = sorted(found, key=lambda commune: (fold(commune.short_name), commune.code))
    home = HOME_PROVINCE
    return tuple((one.slug, one.name if one.province_code == home else one.full_name) for one in ordered)


def _best_evidence(model: Model) -> str | None:
    found = {part.evidence for part in model.criteria.values()}
    return next((level for level in _EVIDENCE_ORDER if level in found), None)


def _date(catalogue: Catalogue, model: Model) -> str | None:
    """When it began, or else the day of its newest source; as text that sorts: `2025-11-24`."""
    dates = [model.started] if model.started else [catalogue.source(source).date for source in model.sources]
    # A span counts from its last year.
    known = [read_date(date.replace("–", "-").split("-")[-1].strip()) for date in dates if date]
    return max(known).iso() if known else None


def _facet(facet: Facet, models: Sequence[Model], columns: bytearray) -> dict[str, Any]:
    order = {code: position for position, (code, _) in enumerate(facet.values)}
    column = _column([sorted(order[code] for code in set(facet.of(model))) for model in models], columns)
    return {"key": facet.key, "label": facet.label, "values": [list(value) for value in facet.values], **column}


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
        "communes": [[commune.code, commune.slug, commune.name, commune.short_name] for commune in shown],
        "former": [[*name, numbers] for name, numbers in sorted(former.items())],
    }


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
    return sorted({code for place in model.places for code in place.candidates})
