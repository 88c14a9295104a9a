"""The files of the public boundary dataset: where each lies, and whether one holds what it should.

The dataset is thanglequoc/vietnamese-provinces-database (MIT): one GeoJSON file a commune and one a province, each a
FeatureCollection of one Feature with `code` and `name`. Coordinates are (longitude, latitude) in degrees, WGS84.
"""

import json
from dataclasses import dataclass
from math import isfinite
from typing import Any, NoReturn

from showcase.gazetteer.communes import Commune, gazetteer
from showcase.gazetteer.shapes import Box, Line, Polygon
from showcase.language.words import slugify

FOLDER = "json/geojson"

LICENCE = "LICENSE"

VIETNAM: Box = (102.0, 6.5, 118.0, 23.5)
"""The land, the islands and the special zones Hoàng Sa and Trường Sa; the dataset's own reach is 102.1 to 117.83
east and 7.18 to 23.4 north."""


class Refused(ValueError):
    """A file of the source that cannot be used; the message names it and says why, in Vietnamese."""


@dataclass(frozen=True)
class Unit:
    """A commune or a province and the file that holds its boundary."""

    code: str
    name: str
    """With its type: `Xã Ba Chúc`, `Tỉnh An Giang`."""
    short_name: str
    path: str
    """From the root of the dataset: `json/geojson/91_an_giang/wards/30547_ba_chuc.geojson`."""


def province_unit(code: str) -> Unit:
    """A province by its code (`"91"`). Raises KeyError when there is none."""
    name = gazetteer().provinces[code]
    short = name.removeprefix("Tỉnh ").removeprefix("Thành phố ")
    stem = _stem(code, short)
    return Unit(code, name, short, f"{FOLDER}/{stem}/{stem}.geojson")


def commune_units(province: str) -> list[Unit]:
    """The communes of a province (`"91"`), sorted by code. Raises KeyError when there is no such province."""
    folder = province_unit(province).path.rpartition("/")[0]
    communes = sorted(gazetteer().of_province(province), key=lambda commune: commune.code)
    return [_commune_unit(commune, folder) for commune in communes]


def _commune_unit(commune: Commune, folder: str) -> Unit:
    path = f"{folder}/wards/{_stem(commune.code, commune.short_name)}.geojson"
    return Unit(commune.code, commune.name, commune.short_name, path)


def _stem(code: str, short_name: str) -> str:
    """`30547_ba_chuc`, `24829_blao` for B'Lao: the dataset drops apostrophes and joins words with `_`."""
    plain = slugify(short_name.replace("'", "").replace("’", ""))
    return f"{code}_{plain.replace('-', '_')}"


def polygons(unit: Unit, content: bytes) -> list[Polygon]:
    """The polygons in a file of the source. Raises Refused when it does not hold the boundary of that unit.

    A good file is a GeoJSON Feature, or a FeatureCollection of one, with the unit's code and name (diacritics
    ignored) and a Polygon or MultiPolygon of closed rings of at least four points within Việt Nam.
    """
    feature = _feature(unit, _document(unit, content))
    properties = feature.get("properties")
    properties = properties if isinstance(properties, dict) else {}
    code, name = properties.get("code"), properties.get("name")
    if code != unit.code:
        _refuse(unit, f"mã trong tệp là {_shown(code)}, phải là “{unit.code}” ({unit.name})")
    if not isinstance(name, str) or slugify(name) not in {slugify(unit.name), slugify(unit.short_name)}:
        _refuse(unit, f"tên trong tệp là {_shown(name)}, phải là “{unit.short_name}” (mã {unit.code})")
    return _geometry(unit, feature.get("geometry"))


def _refuse(unit: Unit, why: str) -> NoReturn:
    raise Refused(f"{unit.path}: {why}")


def _shown(value: object) -> str:
    return f"“{value}”" if isinstance(value, str) else "trống" if value is None else json.dumps(value)[:40]


def _document(unit: Unit, content: bytes) -> dict[str, Any]:
    try:
        document = json.loads(content)
    except (ValueError, RecursionError):
        _refuse(unit, "tệp hỏng hoặc tải về chưa đủ, không đọc được thành JSON")
    if not isinstance(document, dict):
        _refuse(unit, "tệp không phải là GeoJSON")
    return document


def _feature(unit: Unit, document: dict[str, Any]) -> dict[str, Any]:
    features = document.get("features") if document.get("type") == "FeatureCollection" else [document]
    if not isinstance(features, list) or len(features) != 1:
        _refuse(unit, "tệp phải có đúng một đối tượng (Feature)")
    feature = features[0]
    if not isinstance(feature, dict) or feature.get("type") != "Feature":
        _refuse(unit, "tệp không phải là GeoJSON loại Feature hay FeatureCollection")
    return feature


def _geometry(unit: Unit, geometry: object) -> list[Polygon]:
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if not isinstance(geometry, dict) or kind not in ("Polygon", "MultiPolygon"):
        _refuse(unit, f"hình phải thuộc loại Polygon hay MultiPolygon, trong tệp là {_shown(kind)}")
    coordinates = geometry.get("coordinates")
    parts: Any = [coordinates] if kind == "Polygon" else coordinates
    if not _filled_list(parts) or not all(_filled_list(part) for part in parts):
        _refuse(unit, "hình không có vòng ranh giới nào")
    return [[_ring(unit, ring) for ring in part] for part in parts]


def _filled_list(value: object) -> bool:
    return isinstance(value, list) and bool(value)


def _ring(unit: Unit, ring: object) -> Line:
    if not isinstance(ring, list) or len(ring) < 4:
        _refuse(unit, "có vòng ranh giới dưới bốn điểm")
    line = [_point(unit, point) for point in ring]
    if line[0] != line[-1]:
        _refuse(unit, "có vòng ranh giới không khép kín")
    return line


def _point(unit: Unit, point: object) -> tuple[float, float]:
    if not isinstance(point, list) or len(point) < 2 or not all(_is_number(value) for value in point[:2]):
        _refuse(unit, f"có điểm không phải là cặp kinh độ, vĩ độ: {json.dumps(point)[:40]}")
    longitude, latitude = float(point[0]), float(point[1])
    if not (VIETNAM[0] <= longitude <= VIETNAM[2] and VIETNAM[1] <= latitude <= VIETNAM[3]):
        _refuse(unit, f"có điểm nằm ngoài Việt Nam: kinh độ {longitude:g}, vĩ độ {latitude:g}")
    return longitude, latitude


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)
