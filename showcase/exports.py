"""The catalogue as open data: JSON, CSV, GeoJSON, and a Frictionless data package.

What a model does not tell is absent (JSON), empty (CSV), never guessed.
"""

import csv
import dataclasses
import io
import json
from typing import Any

from showcase.completeness import completeness
from showcase.model import Model, Place
from showcase.places import place_line
from showcase.spreadsheets import cell
from showcase.views import Site, model_address
from showcase.vocabulary import CRITERIA

LICENCE = {
    "name": "CC-BY-4.0",
    "title": "Creative Commons Attribution 4.0",
    "path": "https://creativecommons.org/licenses/by/4.0/",
}

COLUMNS: dict[str, tuple[str, str]] = {
    "slug": ("string", "Tên tệp, cũng là phần cuối của địa chỉ trang"),
    "title": ("string", "Tên mô hình"),
    "summary": ("string", "Tóm tắt"),
    "owner": ("string", "Tên chủ thể; trống khi nguồn không nêu"),
    "owner_kind": ("string", "Mã loại chủ thể"),
    "fields": ("string", "Mã lĩnh vực, cách nhau bằng dấu chấm phẩy"),
    "group": ("string", "Mã nhóm năm 2026"),
    "topics": ("string", "Mã chủ đề, cách nhau bằng dấu chấm phẩy"),
    "commune_codes": ("string", "Mã xã hiện nay, cách nhau bằng dấu chấm phẩy"),
    "place": ("string", "Địa bàn bằng chữ"),
    "started": ("string", "Ngày, tháng hoặc năm bắt đầu"),
    "status": ("string", "Mã tình trạng"),
    "detail": ("string", "Mức kể: full, partial hoặc name"),
    "completeness": ("integer", "Đã kể được bao nhiêu phần trăm"),
    **{key: ("string", f"Tiêu chí {key}: figures, text hoặc empty") for key in CRITERIA},
    "figures": ("integer", "Số con số có trong mô hình"),
    "changed": ("date", "Ngày sửa lần cuối; trống khi không biết"),
    "address": ("string", "Địa chỉ trang, tính từ gốc của trang"),
}
"""Column of models.csv -> type (Frictionless) and meaning: the data dictionary."""


def data_files(site: Site) -> dict[str, bytes]:
    """Path from the root of the site -> content of each file of open data."""
    return {
        "du-lieu/models.json": models_json(site).encode(),
        "du-lieu/models.csv": models_csv(site).encode("utf-8-sig"),
        "du-lieu/models.geojson": models_geojson(site).encode(),
        "du-lieu/datapackage.json": datapackage().encode(),
    }


def models_json(site: Site) -> str:
    """All models with everything told, in the words of the field table, plus what is derived."""
    models = [{**_told(model), **_derived(site, model)} for model in _by_slug(site)]
    return json.dumps({"license": LICENCE["name"], "models": models}, ensure_ascii=False, separators=(",", ":"))


def _by_slug(site: Site) -> list[Model]:
    return sorted(site.catalogue.models, key=lambda model: model.slug)


def _told(value: Any) -> Any:
    """A dataclass as a dict without what is not told."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        pairs = ((field.name, getattr(value, field.name)) for field in dataclasses.fields(value))
        told = {name: _told(child) for name, child in pairs}
        return {name: child for name, child in told.items() if child not in (None, "", [], {}, False)}
    return [_told(child) for child in value] if isinstance(value, tuple) else value


def _derived(site: Site, model: Model) -> dict[str, object]:
    changed = site.changes.get(model.file)
    return {
        "detail": model.detail,
        "completeness": completeness(model),
        "address": model_address(model),
        **({"changed": changed} if changed else {}),
    }


def models_csv(site: Site) -> str:
    """One row a model, with the columns of `COLUMNS`; opens right in Excel together with a byte order mark."""
    table = io.StringIO(newline="")
    writer = csv.writer(table, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows(_row(site, model) for model in _by_slug(site))
    return table.getvalue()


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
        "commune_codes": ";".join(commune.code for commune in model.communes),
        "place": place_line(model),
        "started": model.started,
        "status": model.status,
        **dict(zip(CRITERIA, model.states, strict=True)),
        "figures": len(model.figures),
        **_derived(site, model),
    }
    return [cell(values.get(column)) for column in COLUMNS]


def models_geojson(site: Site) -> str:
    """A point a model and commune: longitude, latitude (WGS84) of the commune, since no finer place is known."""
    features = [_feature(model, place) for model in _by_slug(site) for place in model.places if place.today]
    made = {"type": "FeatureCollection", "features": features}
    return json.dumps(made, ensure_ascii=False, separators=(",", ":"))


def _feature(model: Model, place: Place) -> dict[str, object]:
    commune = place.today
    assert commune is not None
    properties = {"slug": model.slug, "title": model.title, "commune": commune.code, "detail": model.detail}
    point = {"type": "Point", "coordinates": [commune.longitude, commune.latitude]}
    return {"type": "Feature", "geometry": point, "properties": properties}


def datapackage() -> str:
    """The Frictionless descriptor of the table."""
    fields = [{"name": name, "type": kind, "description": meaning} for name, (kind, meaning) in COLUMNS.items()]
    table = {
        "name": "models",
        "path": "models.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8-sig",
        "schema": {"fields": fields, "primaryKey": ["slug"]},
    }
    made = {
        "name": "dan-van-kheo",
        "title": "Mô hình “Dân vận khéo”",
        "licenses": [LICENCE],
        "resources": [table],
    }
    return json.dumps(made, ensure_ascii=False, indent=2) + "\n"
