"""The gazetteer: today's communes and provinces, and the units before 1 July 2025 that they were formed from.

Read from the data files of the package `vietnamadminunits` (MIT), which carries the codes of the General
Statistics Office, points (WGS84) and areas; the package itself is never imported, since that takes a second.
"""

import importlib.util
import json
import sqlite3
from collections import Counter
from dataclasses import dataclass
from functools import cache, cached_property
from math import asin, cos, radians, sin, sqrt
from pathlib import Path
from typing import Any

from showcase.language.words import fold, slugify, uncapitalised
from showcase.schema.settings import home_province

Row = tuple[Any, ...]

MERGER_DATE = "01/7/2025"
"""Since this day there are 34 provinces and no districts (Resolutions 1654 to 1687/NQ-UBTVQH15)."""


@dataclass(frozen=True)
class FormerUnit:
    """A commune, ward or town as it was before 1 July 2025."""

    name: str
    district: str
    province: str
    partly: bool
    """True when its land went to several of today's communes."""

    def __str__(self) -> str:
        return f"{self.name}, {self.district}, {self.province}"


@dataclass(frozen=True)
class Commune:
    """One of today's communes (xã, phường, đặc khu)."""

    code: str
    """Five digits of the General Statistics Office, as text: `"03390"`."""
    name: str
    short_name: str
    kind: str
    """`Xã`, `Phường` or `Đặc khu`."""
    province_code: str
    province: str
    latitude: float
    longitude: float
    area_km2: float | None
    slug: str
    former: tuple[FormerUnit, ...]

    @property
    def full_name(self) -> str:
        """`Xã Bình Lư, tỉnh Lai Châu`: for places where the province is not clear."""
        return f"{self.name}, {uncapitalised(self.province)}"


class Gazetteer:
    """All of today's communes of the 34 provinces, by code, slug and name."""

    def __init__(self, communes: list[Commune]) -> None:
        self.by_code = {commune.code: commune for commune in communes}
        self.by_slug = {commune.slug: commune for commune in communes}
        self.provinces = {commune.province_code: commune.province for commune in communes}

    def of_province(self, code: str) -> list[Commune]:
        """The communes of one province (`"91"`), sorted by name in Vietnamese reading order."""
        communes = [commune for commune in self.by_code.values() if commune.province_code == code]
        return sorted(communes, key=lambda commune: (fold(commune.short_name), commune.code))

    def nearest(self, commune: Commune, most: int = 5) -> list[Commune]:
        """The communes of the same province whose points lie nearest, nearest first."""
        others = [other for other in self.of_province(commune.province_code) if other.code != commune.code]
        return sorted(others, key=lambda other: distance_km(commune, other))[:most]

    @cached_property
    def _by_name(self) -> dict[str, list[Commune]]:
        by_name: dict[str, list[Commune]] = {}
        for commune in self.by_code.values():
            for name in {fold(commune.name), fold(commune.short_name)}:
                by_name.setdefault(name, []).append(commune)
        return by_name

    @cached_property
    def _by_former_name(self) -> dict[str, list[Commune]]:
        by_name: dict[str, list[Commune]] = {}
        for commune in self.by_code.values():
            names = {fold(unit.name) for unit in commune.former} | {fold(unit.district) for unit in commune.former}
            for name in names:
                by_name.setdefault(name, []).append(commune)
        return by_name

    def named(self, name: str) -> list[Commune]:
        """Today's communes of that name, with or without `xã`/`phường`, accents ignored; home province first."""
        return _home_first(self._by_name.get(fold(name), []))

    def formerly(self, name: str) -> list[Commune]:
        """Today's communes on the land of a former commune or district of that name (`Huyện Tân Hiệp`)."""
        return _home_first(self._by_former_name.get(fold(name), []))


def distance_km(commune: Commune, other: Commune) -> float:
    """Great-circle distance between the points of two communes, in kilometres."""
    latitudes = radians(commune.latitude), radians(other.latitude)
    half_lat = sin((latitudes[1] - latitudes[0]) / 2) ** 2
    half_lon = sin(radians(other.longitude - commune.longitude) / 2) ** 2
    return 2 * 6371 * asin(sqrt(half_lat + cos(latitudes[0]) * cos(latitudes[1]) * half_lon))


def _home_first(communes: list[Commune]) -> list[Commune]:
    return sorted(communes, key=lambda commune: (commune.province_code != home_province(), commune.code))


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer of the installed package, slugs of communes short in the home province (`ba-chuc`) and with
    their province elsewhere (`binh-lu-lai-chau`). Raises ModuleNotFoundError when the package is missing."""
    folder = _data_folder()
    former = _former_units(folder)
    query = (
        "select wardCode, ward, wardShort, wardType, provinceCode, province, wardLat, wardLon, wardAreaKm2,"
        " provinceKey, provinceShort, wardKey from admin_units order by wardCode"
    )
    rows = _rows(folder / "dataset.db", query)
    taken = Counter(_plain_slug(row) for row in rows)
    return Gazetteer([_commune(row, former, taken) for row in rows])


def _commune(row: Row, former: dict[tuple[str, str], tuple[FormerUnit, ...]], taken: Counter[str]) -> Commune:
    slug = _plain_slug(row)
    # Ten pairs differ only in diacritics (Xã Tân Thành and Xã Tân Thạnh, Tây Ninh); their code keeps them apart.
    slug = slug if taken[slug] == 1 else f"{slug}-{row[0]}"
    code, name, short_name = row[:3]
    # The package's own column of kinds has four communes wrong whose names are right: Phường Tân Lộc, Cần Thơ.
    kind = name.removesuffix(short_name).strip()
    return Commune(*(code, name, short_name, kind, *row[4:9], slug, former.get((row[9], row[11]), ())))


def _plain_slug(row: Row) -> str:
    slug = slugify(row[2])
    return slug if row[4] == home_province() else f"{slug}-{slugify(row[10])}"


def _former_units(folder: Path) -> dict[tuple[str, str], tuple[FormerUnit, ...]]:
    """(province key, commune key) of today -> its former units, whole ones before divided ones."""
    converter = json.loads((folder / "converter_2025.json").read_text(encoding="utf-8"))
    query = (
        "select provinceKey || '_' || districtKey || '_' || wardKey, ward, district, province from admin_units_legacy"
    )
    legacy = {key: names for key, *names in _rows(folder / "dataset.db", query)}
    units_of: dict[tuple[str, str], list[FormerUnit]] = {}
    divided = {key for old in converter["DICT_PROVINCE_WARD_DIVIDED"].values() for key in old}
    for province, communes in converter["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for commune, keys in communes.items():
            # Five keys of other provinces have no counterpart in the package's own legacy table.
            whole = [FormerUnit(*(*legacy[key], False)) for key in keys if key in legacy and key not in divided]
            units_of[province, commune] = whole
    for province, units in converter["DICT_PROVINCE_WARD_DIVIDED"].items():
        for key, parts in units.items():
            for part in parts if key in legacy else ():
                units_of.setdefault((province, part["newWardKey"]), []).append(FormerUnit(*(*legacy[key], True)))
    return {key: tuple(units) for key, units in units_of.items()}


def _rows(database: Path, query: str) -> list[Row]:
    connection = sqlite3.connect(f"{database.as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()


def _data_folder() -> Path:
    spec = importlib.util.find_spec("vietnamadminunits")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("vietnamadminunits")
    return Path(spec.origin).parent / "data"
