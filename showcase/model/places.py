"""Where a model is, in words and as the folder of its file."""

import re

from showcase.gazetteer.communes import MERGER_DATE, gazetteer
from showcase.language.words import fold, uncapitalised
from showcase.model.model import Model, Place
from showcase.schema.settings import home_province

_FEW = 2
"""Most possible communes of a place that are named in one line."""

WHOLE_PROVINCE_FOLDER = "toan-tinh"
UNKNOWN_COMMUNE_FOLDER = "chua-ro-xa"

# Words that only names of units abolished on 1 July 2025 carry; "thành phố" remains for the six cities.
_CITIES = "Hà Nội|Hồ Chí Minh|Hải Phòng|Đà Nẵng|Cần Thơ|Huế"
_FORMER = re.compile(rf"\b(?:huyện|thị xã|thị trấn|quận|thành phố(?! (?:{_CITIES})\b))\b", re.IGNORECASE)
_OF_TODAY = re.compile(r"\bnay (?:là|thuộc)\b", re.IGNORECASE)
_COMMUNE = re.compile(r"\b(?:xã|phường) [^,;()–-]+", re.IGNORECASE)


def folder_of(model: Model) -> str:
    """The folder under `models/` where the file belongs: `ba-chuc`, `toan-tinh` or `chua-ro-xa`."""
    first = model.places[0]
    if first.today:
        return first.today.slug
    return WHOLE_PROVINCE_FOLDER if first.whole_province else UNKNOWN_COMMUNE_FOLDER


def place_name(place: Place) -> str:
    """One line for cards: `Xã Ba Chúc`, `Toàn tỉnh An Giang`, `Chưa rõ xã, tỉnh Kiên Giang cũ`."""
    if place.today:
        home = place.today.province_code == home_province()
        return place.today.name if home else place.today.full_name
    if not place.province:
        return "Chưa rõ địa bàn"
    province = gazetteer().provinces[place.province]
    province = f"{place.former_province} cũ" if place.former_province else uncapitalised(province)
    return f"Toàn {province}" if place.whole_province else f"Chưa rõ xã, {province}"


def place_line(model: Model) -> str:
    """The places where something was done on one line, three at most; where nothing was yet, those that are planned.

    Beside communes that are known the others are counted: `Xã Bình An và 1 nơi khác`.
    """
    places = model.done or model.places
    known = [place for place in places if place.today] or places
    names = list(dict.fromkeys(map(place_name, known)))
    left = len(names[3:]) + len(places) - len(known)
    line = ", ".join(names[:3]) + (f" và {left} nơi khác" if left else "")
    return line if model.done else f"Dự kiến: {line}"


def written_place(model: Model) -> str:
    """The place of a model with unknown commune as in the sources, with the one or two communes of today it may be in.

    `xã Thượng Quận (Kinh Môn), có thể ở Phường Trần Liễu hoặc Xã Phú Thái`; empty where a commune is known.
    """
    places = model.done or model.places
    if any(place.today or place.whole_province for place in places):
        return ""
    return "; ".join(dict.fromkeys(filter(None, map(_written, places))))


def _written(place: Place) -> str:
    if not place.as_written or not 0 < len(place.candidates) <= _FEW:
        return place.as_written
    names = [gazetteer().by_code[code].name for code in place.candidates]
    return f"{place.as_written}, có thể ở {' hoặc '.join(names)}"


def former_name(place: Place) -> str | None:
    """`trước 01/7/2025: xã Kiên Bình, huyện Kiên Lương`, when the source wrote a unit that no longer exists."""
    if _OF_TODAY.search(place.as_written) or not (_FORMER.search(place.as_written) or _is_of_another_commune(place)):
        return None
    return f"trước {MERGER_DATE}: {place.as_written}"


def _is_of_another_commune(place: Place) -> bool:
    """Whether the source names a commune that is not the one of today: `xã Thượng Hà (Bảo Yên)`."""
    written = _COMMUNE.search(place.as_written)
    return bool(place.today and written and fold(written[0].strip()) != fold(place.today.name))
