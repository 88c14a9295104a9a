"""Small drawings of where in its province a place lies: inline SVG, one a province on a page.

The province is its outline where boundaries have been fetched, otherwise a rough one, drawn around the points of its
communes and dashed. Looks come from `assets/common/site.css` by class; no attribute here sets a colour.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from math import cos, radians, sqrt

import shapely
from markupsafe import Markup

from showcase.gazetteer.boundaries import Boundaries
from showcase.gazetteer.communes import Commune, gazetteer
from showcase.gazetteer.shapes import Box
from showcase.language.words import uncapitalised

SIZE = 100
"""The longer side of a province in units of the drawing."""

MARGIN = 4
"""Units around the province, so that a mark on its border is drawn whole."""

REACH, BACK = 1.0, 0.6
"""A rough outline runs around circles of so many mean distances of the communes, and then draws back by so many."""

NAMED = 3
"""So many places are named in the words of a drawing; the others are counted."""


@dataclass(frozen=True)
class _Ground:
    """One province, drawn, with the way from degrees to units."""

    box: Box
    width: float
    height: float
    province: Markup
    rough: bool = False
    """Whether the outline is drawn around the points of the communes."""

    def at(self, commune: Commune) -> tuple[float, float]:
        """Where the point of a commune lies, in units."""
        west, south, east, north = self.box
        across, down = (commune.longitude - west) / (east - west), (north - commune.latitude) / (north - south)
        return round(across * self.width, 1), round(down * self.height, 1)


class Locator:
    """Makes the drawings of one build; each is drawn once, however many models lie in the commune."""

    def __init__(self, boundaries: Boundaries | None) -> None:
        self._boundaries = boundaries
        self._grounds: dict[str, _Ground] = {}
        self._drawn: dict[tuple[Commune, ...], Markup] = {}

    def drawing(self, communes: Iterable[Commune]) -> Markup:
        """The places marked in their province, a drawing for each province; empty when no commune is given."""
        provinces: dict[str, list[Commune]] = {}
        for commune in dict.fromkeys(communes):
            provinces.setdefault(commune.province_code, []).append(commune)
        return Markup("").join(self._province(tuple(places)) for places in provinces.values())

    def _province(self, places: tuple[Commune, ...]) -> Markup:
        if places not in self._drawn:
            self._drawn[places] = _drawing(self._ground(places[0].province_code), places)
        return self._drawn[places]

    def _ground(self, province: str) -> _Ground:
        if province not in self._grounds:
            known = self._boundaries if self._boundaries and province in self._boundaries else None
            self._grounds[province] = _outline(known, province) if known else _rough(province)
        return self._grounds[province]


def words(places: Iterable[Commune]) -> str:
    """What a drawing shows: `Vị trí của xã Ba Chúc trong tỉnh An Giang`; all places lie in one province."""
    all_places = list(places)
    names = [uncapitalised(place.name) for place in all_places[:NAMED]]
    rest = f" và {len(all_places) - NAMED} nơi khác" if len(all_places) > NAMED else ""
    return f"Vị trí của {', '.join(names)}{rest} trong {uncapitalised(all_places[0].province)}"


def _drawing(ground: _Ground, places: tuple[Commune, ...]) -> Markup:
    mark = Markup('<circle class="mark" cx="{:g}" cy="{:g}" r="3.5"/>')
    marks = Markup("").join(mark.format(*ground.at(place)) for place in places)
    box = f"{-MARGIN} {-MARGIN} {ground.width + 2 * MARGIN:g} {ground.height + 2 * MARGIN:g}"
    frame = Markup('<svg class="locator" role="img" aria-label="{}" viewBox="{}">{}{}</svg>')
    said = words(places) + (", đường bao vẽ phỏng" if ground.rough else "")
    return frame.format(said, box, ground.province, marks)


def _outline(boundaries: Boundaries, province: str) -> _Ground:
    box = boundaries.bounds(province)
    width, height = _size(box)
    path = boundaries.path(province, box, (width, height))
    return _Ground(box, width, height, Markup('<path class="land" d="{}"/>').format(path))


def _rough(province: str) -> _Ground:
    """An outline without boundaries: what lies near a commune, islands by themselves."""
    box, communes = _bounds(province), _sideways(province)
    ground = _Ground(box, *_size(box), Markup(""))
    apart = sqrt(ground.width * ground.height / len(communes))
    points = shapely.MultiPoint([ground.at(commune) for commune in communes])
    area = points.buffer(REACH * apart, quad_segs=4).buffer(-BACK * apart, quad_segs=4).simplify(1)
    rings = (shapely.get_exterior_ring(part) for part in shapely.get_parts(area))
    path = "".join(_closed(ring.coords[:-1]) for ring in rings)
    return _Ground(
        box, ground.width, ground.height, Markup('<path class="land land--rough" d="{}"/>').format(path), True
    )


def _closed(points: Iterable[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{round(x, 1):g} {round(y, 1):g}" for x, y in points) + "Z"


@cache
def _sideways(province: str) -> list[Commune]:
    """The communes of a province from west to east."""
    return sorted(gazetteer().of_province(province), key=lambda commune: (commune.longitude, commune.code))


def _bounds(province: str) -> Box:
    longitudes = [commune.longitude for commune in _sideways(province)]
    latitudes = [commune.latitude for commune in _sideways(province)]
    return min(longitudes), min(latitudes), max(longitudes), max(latitudes)


def _size(box: Box) -> tuple[float, float]:
    """Width and height in units, the longer one `SIZE`."""
    west, south, east, north = box
    across, up = (east - west) * cos(radians((south + north) / 2)), north - south
    return round(SIZE * across / max(across, up), 1), round(SIZE * up / max(across, up), 1)
