"""Where a synthetic model takes place: mostly a home commune, sometimes one elsewhere or none for certain."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import Any

from measuring.phrases import Draw, hamlet, lower_first
from showcase.gazetteer.communes import Commune, gazetteer
from showcase.gazetteer.home import home as home_of_site
from showcase.model.places import UNKNOWN_COMMUNE_FOLDER, WHOLE_PROVINCE_FOLDER
from showcase.schema.settings import home_province

_NEIGHBOURS = ("82", "86", "92", "96")
"""Đồng Tháp, Vĩnh Long, Cần Thơ, Cà Mau: their hamlets are called ấp too."""

_HAMLET_UNITS = {"Xã": "ấp", "Phường": "khóm", "Đặc khu": "khu phố"}


@dataclass(frozen=True)
class Setting:
    """The place of a model, as its file tells it and as its sentences name it."""

    folder: str
    places: list[dict[str, Any]]
    seat: str
    """`xã Ba Chúc`, `tỉnh An Giang` or `huyện Kiên Lương`."""
    commune: str
    """The name alone: `Ba Chúc`."""
    hamlet: str


def choose_setting(draw: Draw, home: list[Commune], first: Commune | None) -> Setting:
    """A place in `first` where that is given, otherwise drawn; the communes named first in `home` come more often."""
    chance = draw.random.random()
    if first or chance >= 0.07:
        weights = [1 / (rank + 20) for rank in range(len(home))]
        return _in_commune(draw, first or draw.random.choices(home, weights)[0], home)
    if chance < 0.02:
        place = {"province": home_province(), "whole_province": True}
        return Setting(WHOLE_PROVINCE_FOLDER, [place], home_of_site().full_name, home_of_site().name, hamlet(draw))
    return _unknown_commune(draw) if chance < 0.04 else _in_commune(draw, draw.pick(_neighbours()), [])


def _in_commune(draw: Draw, commune: Commune, others: list[Commune]) -> Setting:
    name = hamlet(draw, _HAMLET_UNITS[commune.kind])
    place: dict[str, Any] = {"commune": commune.code}
    if draw.happens(0.7):
        place["hamlet"] = name
    if commune.former and draw.happens(0.35):
        former = draw.pick(list(commune.former))
        place["as_written"] = f"{name}, {lower_first(former.name)}, {lower_first(former.district)}"
    places = [place]
    if others and draw.happens(0.05):
        second = draw.pick([other for other in others if other is not commune])
        places.append({"commune": second.code})
    return Setting(commune.slug, places, lower_first(commune.name), commune.short_name, name)


def _unknown_commune(draw: Draw) -> Setting:
    """Only the former district is known, or not even that."""
    name = hamlet(draw)
    if draw.happens(0.2):
        place: dict[str, Any] = {"province": home_province(), "as_written": f"{name}, {home_of_site().name}"}
        return Setting(UNKNOWN_COMMUNE_FOLDER, [place], home_of_site().full_name, home_of_site().name, name)
    district, communes = draw.pick(_districts())
    seat = lower_first(district)
    place = {"province": home_province(), "candidates": communes, "as_written": f"{name}, {seat}"}
    return Setting(UNKNOWN_COMMUNE_FOLDER, [place], seat, district.split(" ", 1)[1], name)


@cache
def _neighbours() -> list[Commune]:
    """Some forty communes of other provinces."""
    return [
        commune
        for province in _NEIGHBOURS
        if province != home_of_site().code
        for commune in gazetteer().of_province(province)[::10]
    ]


@cache
def _districts() -> list[tuple[str, list[str]]]:
    """Former districts on the land of the home province, with the codes of today's communes there."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for commune in gazetteer().of_province(home_province()):
        for unit in commune.former:
            if unit.district.startswith("Huyện "):
                found[unit.district].add(commune.code)
    return [(district, sorted(codes)) for district, codes in sorted(found.items()) if len(codes) > 1]
