"""The catalogue as open data: JSON, CSV, GeoJSON, and a Frictionless data package.

A value that a model does not have is absent (JSON) or empty (CSV); nothing is guessed.
"""

import csv
import dataclasses
import hashlib
import io
import json
from collections.abc import Iterable, Mapping
from typing import Any

from showcase.insight.completeness import completeness
from showcase.insight.ledger import Entry, Ledger
from showcase.insight.promises import Pledge
from showcase.insight.site import Site, model_address
from showcase.look.spreadsheets import cell
from showcase.model.model import Model, Place
from showcase.model.places import place_line
from showcase.opendata.tables import COMMUNE_COLUMNS, FIGURE_COLUMNS, commune_rows, evidence_words, figure_rows
from showcase.schema.settings import home_province
from showcase.schema.vocabulary import CRITERIA, label, labels

TITLE = "Mô hình “Dân vận khéo”"

VERSION = "1.0.0"
"""Version of the columns (semver): the first number rises when a column is removed or changes its meaning."""

LICENCE = {
    "name": "CC-BY-4.0",
    "title": "Creative Commons Attribution 4.0",
    "path": "https://creativecommons.org/licenses/by/4.0/",
}

COLUMNS: dict[str, tuple[str, str]] = {
    "slug": ("string", "Tên tệp, cũng là phần cuối của địa chỉ trang"),
    "title": ("string", "Tên mô hình"),
    "summary": ("string", "Tóm tắt"),
    "owner": ("string", "Tên chủ thể; trống khi chưa rõ"),
    "owner_kind": ("string", "Mã loại chủ thể"),
    "owner_kind_label": ("string", "Loại chủ thể bằng chữ"),
    "fields": ("string", "Mã lĩnh vực, cách nhau bằng dấu chấm phẩy"),
    "field_labels": ("string", "Lĩnh vực bằng chữ, viết như trên"),
    "group": ("string", "Mã nhóm năm 2026"),
    "group_label": ("string", "Nhóm năm 2026 bằng chữ"),
    "topics": ("string", "Mã chủ đề, cách nhau bằng dấu chấm phẩy"),
    "topic_labels": ("string", "Chủ đề bằng chữ, viết như trên"),
    "kind": ("string", "Mã loại việc"),
    "commune_codes": ("string", "Mã xã hiện nay, cách nhau bằng dấu chấm phẩy"),
    "candidate_codes": ("string", "Mã các xã có thể là nơi làm, khi chưa rõ là xã nào, viết như trên"),
    "planned_codes": ("string", "Mã các xã mới dự kiến, chưa rõ đã làm hay chưa, viết như trên"),
    "place": ("string", "Địa bàn bằng chữ"),
    "started": ("string", "Ngày, tháng hoặc năm bắt đầu"),
    "status": ("string", "Mã tình trạng"),
    "status_label": ("string", "Tình trạng bằng chữ"),
    "status_day": ("string", "Ngày, năm hay quãng năm của tình trạng ấy; trống khi chưa rõ"),
    "source_day": ("string", "Ngày hay năm của nguồn mới nhất; nguồn không ghi ngày thì năm trong tên"),
    "detail": ("string", "Mức kể: followable (làm theo được), results (có kết quả) hoặc name (mới ghi tên)"),
    "detail_label": ("string", "Mức kể bằng chữ"),
    "completeness": ("integer", "Đã kể được bao nhiêu phần trăm"),
    **{key: ("string", f"Tiêu chí {key}: figures, text hoặc empty") for key in CRITERIA},
    **{f"{key}_evidence": ("string", f"Chứng cứ của tiêu chí {key}, bằng chữ") for key in CRITERIA},
    "figures": ("integer", "Số con số có trong mô hình; từng con số ở figures.csv"),
    "sources": ("string", "Các nguồn: số hiệu hoặc tên văn bản, cách nhau bằng dấu chấm phẩy"),
    "changed": ("date", "Ngày sửa lần cuối; trống khi không biết"),
    "address": ("string", "Địa chỉ trang, tính từ gốc của trang"),
}
"""Column of models.csv -> type (Frictionless) and meaning: the data dictionary."""


REPLICATION_COLUMNS: dict[str, tuple[str, str]] = {
    "copy": ("string", "Mô hình làm lại: tên tệp, như cột slug của models.csv"),
    "copy_title": ("string", "Tên mô hình làm lại"),
    "copy_owner": ("string", "Chủ thể đã làm lại; trống khi chưa rõ"),
    "copy_place": ("string", "Địa bàn làm lại, bằng chữ"),
    "copy_communes": ("string", "Mã xã, phường, đặc khu nơi làm lại, cách nhau bằng dấu chấm phẩy; trống khi chưa rõ"),
    "original": ("string", "Mô hình gốc: tên tệp, như cột slug của models.csv"),
    "original_title": ("string", "Tên mô hình gốc"),
    "original_owner": ("string", "Chủ thể của mô hình gốc; trống khi chưa rõ"),
    "original_place": ("string", "Địa bàn của mô hình gốc, bằng chữ"),
    "original_communes": ("string", "Mã xã, phường, đặc khu của mô hình gốc, viết như trên"),
    "when": ("string", "Ngày, tháng, năm hay quãng năm bắt đầu làm lại; trống khi chưa rõ"),
    "adapted": ("string", "Đã thay đổi gì; trống khi chưa rõ"),
    "outcome": ("string", "Mã nay ra sao: dang-lam, nang-chat hoặc da-dung; trống khi không rõ"),
    "reason": ("string", "Vì sao dừng; trống khi không dừng hoặc chưa rõ"),
    "source": ("string", "Tên văn bản nói về việc làm lại"),
    "source_number": ("string", "Số hiệu văn bản"),
    "source_where": ("string", "Chỗ trong văn bản"),
}
"""Column of replications.csv -> type and meaning: one row for each time that a model was done again."""


PROMISE_COLUMNS: dict[str, tuple[str, str]] = {
    "original": ("string", "Mô hình hứa làm theo: tên tệp, như cột slug của models.csv"),
    "commune": ("string", "Mã xã, phường, đặc khu đã hứa"),
    "commune_name": ("string", "Tên xã, phường, đặc khu"),
    "office": ("string", "Cơ quan, đoàn thể đứng ra hứa"),
    "registered": ("string", "Ngày, tháng hay năm đăng ký"),
    "due": ("string", "Hẹn làm trước ngày; trống khi không hẹn"),
    "state": ("string", "Mã nay ra sao: dang-ky (mới đăng ký, chưa làm), dang-lam, nang-chat hoặc da-dung"),
    "as_of": ("string", "Ngày biết được điều ấy"),
    "reason": ("string", "Vì sao dừng; trống khi không dừng"),
    "copy": ("string", "Mô hình của xã ấy kể việc đã làm: tên tệp; trống khi chưa có"),
}
"""Column of promises.csv -> type and meaning: one row for each promise to do the same, which is not a deed."""


DOWNLOADS = {
    "du-lieu/models.csv": "text/csv",
    "du-lieu/models.json": "application/json",
    "du-lieu/models.geojson": "application/geo+json",
}
"""Path from the root of the site -> media type of each form in which all models can be taken away."""


def data_files(site: Site) -> dict[str, bytes]:
    """Path from the root of the site -> content of each file of open data."""
    tables = {
        "models.csv": models_csv(site).encode("utf-8-sig"),
        "replications.csv": replications_csv(site).encode("utf-8-sig"),
        "promises.csv": promises_csv(site).encode("utf-8-sig"),
        "figures.csv": _table_csv(FIGURE_COLUMNS, figure_rows(site, _by_slug(site))),
        "communes.csv": _table_csv(COMMUNE_COLUMNS, commune_rows(site)),
    }
    return {
        "du-lieu/models.json": models_json(site).encode(),
        "du-lieu/models.geojson": models_geojson(site).encode(),
        "du-lieu/replications.json": replications_json(site).encode(),
        "du-lieu/promises.json": promises_json(site).encode(),
        **{f"du-lieu/{name}": content for name, content in tables.items()},
        "du-lieu/datapackage.json": datapackage(tables).encode(),
    }


def models_json(site: Site) -> str:
    """All models with all their values, by the keys of the field table, and derived values."""
    models = [{**_without_empty(model), **_derived(site, model)} for model in _by_slug(site)]
    return json.dumps({"license": LICENCE["name"], "models": models}, ensure_ascii=False, separators=(",", ":"))


def _by_slug(site: Site) -> list[Model]:
    return sorted(site.catalogue.models, key=lambda model: model.slug)


def _without_empty(value: Any) -> Any:
    """A dataclass as a dict without empty values."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        pairs = ((field.name, getattr(value, field.name)) for field in dataclasses.fields(value))
        values = {name: _without_empty(child) for name, child in pairs}
        return {name: child for name, child in values.items() if child not in (None, "", [], {}, False)}
    return [_without_empty(child) for child in value] if isinstance(value, tuple) else value


def _derived(site: Site, model: Model) -> dict[str, object]:
    changed = site.changes.get(model.file)
    return {
        "detail": model.detail,
        "completeness": completeness(model),
        "address": model_address(model),
        **({"changed": changed} if changed else {}),
    }


def models_csv(site: Site) -> str:
    """One row a model, with the columns of `COLUMNS`. Excel opens it correctly if a byte order mark is added."""
    return _csv(COLUMNS, (_row(site, model) for model in _by_slug(site)))


def _csv(columns: Iterable[str], rows: Iterable[list[str]]) -> str:
    table = io.StringIO(newline="")
    writer = csv.writer(table, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return table.getvalue()


def _table_csv(columns: Iterable[str], rows: Iterable[list[object]]) -> bytes:
    texts = ([str(value) if isinstance(value, int | float) else cell(value) for value in row] for row in rows)
    return _csv(columns, texts).encode("utf-8-sig")


def _row(site: Site, model: Model) -> list[str]:
    values: dict[str, object] = {
        "slug": model.slug,
        "title": model.title,
        "summary": " ".join(model.summary.split()),
        "owner": model.owner.name,
        "owner_kind": model.owner.kind,
        "fields": ";".join(model.fields),
        "group": model.group,
        "topics": ";".join(model.topics),
        "kind": model.kind or "",
        "commune_codes": ";".join(commune.code for commune in model.communes),
        "candidate_codes": ";".join(model.candidates),
        "planned_codes": ";".join(model.planned_codes),
        "place": place_line(model),
        "started": model.started,
        "status": model.status,
        "status_day": (model.status_as_of or "") if model.status else "",
        "source_day": model.source_day,
        **dict(zip(CRITERIA, model.states, strict=True)),
        "figures": len(model.figures),
        **_derived(site, model),
        **_in_words(site, model),
    }
    return [cell(values.get(column)) for column in COLUMNS]


def _in_words(site: Site, model: Model) -> dict[str, str]:
    """The values of the columns with labels, of the evidence of each criterion, and of the sources."""
    sources = map(site.catalogue.source, model.sources)
    return {
        "owner_kind_label": label("owner_kinds", model.owner.kind),
        "field_labels": labels("fields", model.fields),
        "group_label": labels("groups", [model.group]),
        "topic_labels": labels("topics", model.topics),
        "status_label": labels("statuses", [model.status]),
        "detail_label": label("details", model.detail),
        **{f"{key}_evidence": evidence_words(part) for key, part in model.criteria.items()},
        "sources": "; ".join(" ".join((source.number or source.title).split()) for source in sources),
    }


def replications_json(site: Site) -> str:
    """The ledger of copies, one object for each copy, without empty values."""
    rows = ({name: value for name, value in row.items() if value} for row in _replications(site))
    made = {"license": LICENCE["name"], "replications": list(rows)}
    return json.dumps(made, ensure_ascii=False, separators=(",", ":"))


def replications_csv(site: Site) -> str:
    """The ledger of copies with the columns of `REPLICATION_COLUMNS`."""
    rows = ([cell(row[column]) for column in REPLICATION_COLUMNS] for row in _replications(site))
    return _csv(REPLICATION_COLUMNS, rows)


def _replications(site: Site) -> list[dict[str, str]]:
    return [_replication(entry) for entry in sorted(Ledger(site).entries, key=lambda entry: entry.copy.slug)]


def _replication(entry: Entry) -> dict[str, str]:
    copy, original, record, source = entry.copy, entry.original, entry.record, entry.source
    return {
        "copy": copy.slug,
        "copy_title": copy.title,
        "copy_owner": copy.owner.name,
        "copy_place": place_line(copy),
        "copy_communes": _communes(copy),
        "original": original.slug,
        "original_title": original.title,
        "original_owner": original.owner.name,
        "original_place": place_line(original),
        "original_communes": _communes(original),
        "when": record.when or "",
        "adapted": " ".join(record.adapted.split()),
        "outcome": record.outcome or "",
        "reason": " ".join(record.reason.split()),
        "source": source.title if source else "",
        "source_number": source.number if source else "",
        "source_where": record.source.where if record.source else "",
    }


def promises_json(site: Site) -> str:
    """The promises, one object each, without empty values."""
    rows = [{name: value for name, value in _promise(pledge).items() if value} for pledge in site.promises.all]
    return json.dumps({"license": LICENCE["name"], "promises": rows}, ensure_ascii=False, separators=(",", ":"))


def promises_csv(site: Site) -> str:
    """The promises with the columns of `PROMISE_COLUMNS`."""
    return _csv(PROMISE_COLUMNS, ([cell(value) for value in _promise(pledge).values()] for pledge in site.promises.all))


def _promise(pledge: Pledge) -> dict[str, str]:
    promise = pledge.promise
    return {
        "original": pledge.original.slug,
        "commune": promise.commune,
        "commune_name": pledge.commune.name,
        "office": promise.office,
        "registered": promise.registered,
        "due": promise.due or "",
        "state": pledge.state,
        "as_of": promise.as_of or "",
        "reason": " ".join(promise.reason.split()),
        "copy": pledge.copy.slug if pledge.copy else "",
    }


def _communes(model: Model) -> str:
    return "; ".join(commune.code for commune in model.communes)


def models_geojson(site: Site) -> str:
    """One point for each model and commune: longitude, latitude (WGS84) of the commune, the finest known place."""
    features = [_feature(model, place) for model in _by_slug(site) for place in model.done if place.today]
    made = {"type": "FeatureCollection", "features": features}
    return json.dumps(made, ensure_ascii=False, separators=(",", ":"))


def _feature(model: Model, place: Place) -> dict[str, object]:
    commune = place.today
    assert commune is not None
    properties = {"slug": model.slug, "title": model.title, "commune": commune.code, "detail": model.detail}
    point = {"type": "Point", "coordinates": [commune.longitude, commune.latitude]}
    return {"type": "Feature", "geometry": point, "properties": properties}


def datapackage(tables: Mapping[str, bytes]) -> str:
    """The Frictionless descriptor of the tables, with version, size and digest; `tables`: file name -> content.

    Across provinces a model is identified by `province` and `slug` together: `91/to-gop-von`.
    """
    keys = [_key(name) for name in ("copy", "original")]
    made = {
        "name": f"dan-van-kheo-{home_province()}",
        "version": VERSION,
        "title": TITLE,
        "province": home_province(),
        "licenses": [LICENCE],
        "resources": [
            _table("models", COLUMNS, tables, primaryKey=["slug"]),
            _table("replications", REPLICATION_COLUMNS, tables, primaryKey=["copy"], foreignKeys=keys),
            _table("promises", PROMISE_COLUMNS, tables, foreignKeys=keys[1:]),
            _table("figures", FIGURE_COLUMNS, tables, foreignKeys=[_key("model")]),
            _table("communes", COMMUNE_COLUMNS, tables, primaryKey=["code"]),
        ],
    }
    return json.dumps(made, ensure_ascii=False, indent=2) + "\n"


def _key(column: str) -> dict[str, object]:
    """A foreign key: a column with slugs of models."""
    return {"fields": [column], "reference": {"resource": "models", "fields": ["slug"]}}


def _table(
    name: str, columns: Mapping[str, tuple[str, str]], tables: Mapping[str, bytes], **constraints: object
) -> dict[str, object]:
    fields = [{"name": column, "type": kind, "description": meaning} for column, (kind, meaning) in columns.items()]
    return {
        "name": name,
        "path": f"{name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8-sig",
        "bytes": len(tables[f"{name}.csv"]),
        "hash": f"sha256:{hashlib.sha256(tables[f'{name}.csv']).hexdigest()}",
        "schema": {"fields": fields, **constraints},
    }
