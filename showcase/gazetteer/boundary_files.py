"""From the polygons of the source to one small TopoJSON: simplified, on a grid, each shared border held once.

shapely does the geometry (`coverage_clean`, `coverage_simplify`); only `scripts/fetch_boundaries.py` imports this
module, never the build. Coordinates are (longitude, latitude) in degrees, WGS84.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import cos, radians, sqrt
from typing import Any

import shapely

from showcase.gazetteer.boundary_source import Refused, Unit
from showcase.gazetteer.shapes import Polygon

Step = tuple[int, int]
"""A point on the grid: steps east and north."""
Ring = list[Step]
"""Closed: the last point is the first."""


@dataclass(frozen=True)
class Detail:
    """The level of detail of simplified shapes."""

    tolerance: float
    """Degrees: corners whose triangle is smaller than the square of this are left out."""
    grid: float
    """Degrees between two points of the grid that all points are moved to."""
    smallest_km2: float
    """Parts smaller than this are left out, but never the largest part of a unit."""


FINE = Detail(tolerance=0.0003, grid=0.00005, smallest_km2=0.01)
"""For communes: 33 m and 5 m, so that at 1:200.000 a line is off by a sixth of a millimetre; parts from one hectare."""
COARSE = Detail(tolerance=0.004, grid=0.0001, smallest_km2=0.1)
"""For outlines of provinces in drawings of the whole country: 440 m and 11 m."""

GAP = 0.0001
"""Degrees: narrower gaps between two units are slips of the source and are closed."""

LOST = 0.02
"""At most this share of a unit may lie on its neighbours; more is a wrong file."""

ISLAND = 8
"""An island keeps corners of at least 1/64 of its area, however small it is."""

FINER = (1, 5, 25)
"""Where the grid would make borders cross or islands vanish, a grid so many times finer is taken."""


def topology(layer: str, units: list[tuple[Unit, list[Polygon]]], detail: Detail) -> tuple[bytes, list[str]]:
    """A quantised TopoJSON with one MultiPolygon a unit (properties `code`, `name`), and what had to be mended.

    Raises Refused when units lie on each other, or no grid keeps all of them apart.
    """
    units = sorted(units, key=lambda pair: pair[0].code)
    notes = [f"{unit.path}: đường ranh giới tự cắt, đã nắn lại" for unit, shape in units if not _shape(shape).is_valid]
    owners, parts = _parts(_clean(units), detail)
    parts = _simplified(parts, detail.tolerance)
    for finer in FINER:
        grid = detail.grid / finer
        rings = [_on_grid(part, grid) for part in parts]
        if _is_sound(rings):
            members: list[list[list[Ring]]] = [[] for _ in units]
            for owner, part in zip(owners, rings, strict=True):
                members[owner].append(part)
            return _encoded(layer, [unit for unit, _ in units], members, grid), notes
    raise Refused(f"{units[0][0].path.rpartition('/')[0]}: không đơn giản hóa được mà giữ nguyên ranh giới chung")


def _shape(polygons: list[Polygon]) -> Any:
    return shapely.MultiPolygon([(polygon[0], polygon[1:]) for polygon in polygons])


def _clean(units: list[tuple[Unit, list[Polygon]]]) -> list[Any]:
    """The shapes without overlaps and narrow gaps, so that neighbours meet in the very same points."""
    shapes = [_mended(unit, polygons) for unit, polygons in units]
    clean = list(shapely.coverage_clean(shapes, gap_width=GAP))
    for at, (before, after) in enumerate(zip(shapes, clean, strict=True)):
        if after.area < before.area * (1 - LOST):
            paths = sorted((units[at][0].path, units[_most_covered(shapes, at)][0].path))
            raise Refused(f"{paths[0]}: hình trùm lên {paths[1]}")
    return clean


def _most_covered(shapes: list[Any], at: int) -> int:
    """Index of the shape with the largest overlap."""
    others = (other for other in range(len(shapes)) if other != at)
    return max(others, key=lambda other: float(shapes[at].intersection(shapes[other]).area))


def _mended(unit: Unit, polygons: list[Polygon]) -> Any:
    """A valid shape: mending a ring that crosses itself may leave lines and points beside the areas."""
    areas = [part for part in shapely.get_parts(shapely.make_valid(_shape(polygons))) if part.area > 0]
    if not areas:
        raise Refused(f"{unit.path}: hình không có diện tích")
    return shapely.union_all(areas)


def _parts(shapes: list[Any], detail: Detail) -> tuple[list[int], list[Any]]:
    """The index of the unit of each remaining part, and the parts."""
    owners, parts = [], []
    for at, shape in enumerate(shapes):
        by_size = sorted(shapely.get_parts(shape), key=lambda part: -part.area)
        large = [part for rank, part in enumerate(by_size) if not rank or _km2(part) >= detail.smallest_km2]
        owners += [at] * len(large)
        parts += [_without_specks(part, detail) for part in large]
    return owners, parts


def _without_specks(part: Any, detail: Detail) -> Any:
    holes = [hole for hole in part.interiors if _km2(shapely.Polygon(hole)) >= detail.smallest_km2]
    return shapely.Polygon(part.exterior, holes)


def _km2(polygon: Any) -> float:
    return float(polygon.area) * 111.195**2 * cos(radians(polygon.centroid.y))


def _simplified(parts: list[Any], tolerance: float) -> list[Any]:
    """The parts with fewer points; shared borders stay shared. Islands are simplified by their own size."""
    together = list(shapely.coverage_simplify(parts, tolerance))
    islands = _islands(parts)
    each = [*together]
    for at in islands:
        each[at] = shapely.coverage_simplify(parts[at], min(tolerance, sqrt(parts[at].area) / ISLAND))
    return each if shapely.coverage_is_valid(each) else together


def _islands(parts: list[Any]) -> set[int]:
    """The indices of the parts that touch no other part."""
    points = [set(map(tuple, shapely.get_coordinates(part).tolist())) for part in parts]
    used = Counter(point for part in points for point in part)
    return {at for at, part in enumerate(points) if all(used[point] == 1 for point in part)}


def _on_grid(part: Any, grid: float) -> list[Ring]:
    """The rings of a part on the grid, the outer one first and anticlockwise, as GeoJSON wants it."""
    turned = shapely.orient_polygons(part)
    return [list(_steps(ring.coords, grid)) for ring in (turned.exterior, *turned.interiors)]


def _steps(points: Iterable[tuple[float, float]], grid: float) -> Iterator[Step]:
    last: Step | None = None
    for x, y in points:
        step = (round(x / grid), round(y / grid))
        if step != last:
            yield step
        last = step


def _is_sound(parts: list[list[Ring]]) -> bool:
    """Whether the parts are valid: no ring is a line, no rings cross, and neighbours share their border points."""
    if any(len(ring) < 4 for rings in parts for ring in rings):
        return False
    shapes = [shapely.Polygon(rings[0], rings[1:]) for rings in parts]
    return all(shape.is_valid for shape in shapes) and bool(shapely.coverage_is_valid(shapes))


class Arcs:
    """The arcs: pieces of border between points where borders meet, each stored once."""

    def __init__(self, rings: Iterable[Ring]) -> None:
        self.lines: dict[tuple[Step, ...], int] = {}
        self._beside: dict[Step, set[Step]] = {}
        for ring in rings:
            for point, following in pairwise(ring):
                self._beside.setdefault(point, set()).add(following)
                self._beside.setdefault(following, set()).add(point)

    def along(self, ring: Ring) -> list[int]:
        """The numbers of the arcs of a ring, in order; `~number` for an arc in reverse direction."""
        points = ring[:-1]
        start = next((at for at, point in enumerate(points) if self._is_meeting(point)), points.index(min(points)))
        points = [*points[start:], *points[: start + 1]]
        cuts = [at for at, point in enumerate(points) if self._is_meeting(point) or at in (0, len(points) - 1)]
        return [self._number(tuple(points[first : last + 1])) for first, last in pairwise(cuts)]

    def _is_meeting(self, point: Step) -> bool:
        """Whether more than two lines meet at a point: an arc ends there."""
        return len(self._beside[point]) > 2

    def _number(self, line: tuple[Step, ...]) -> int:
        if line[::-1] in self.lines:
            return ~self.lines[line[::-1]]
        return self.lines.setdefault(line, len(self.lines))


def _encoded(layer: str, units: list[Unit], members: list[list[list[Ring]]], grid: float) -> bytes:
    rings = [ring for parts in members for part in parts for ring in part]
    west, south = min(x for ring in rings for x, _ in ring), min(y for ring in rings for _, y in ring)
    arcs = Arcs(rings)
    geometries = [
        {
            "type": "MultiPolygon",
            "arcs": [[arcs.along(ring) for ring in part] for part in parts],
            "properties": {"code": unit.code, "name": unit.name},
        }
        for unit, parts in zip(units, members, strict=True)
    ]
    made = {
        "type": "Topology",
        "transform": {"scale": [grid, grid], "translate": [round(west * grid, 6), round(south * grid, 6)]},
        "objects": {layer: {"type": "GeometryCollection", "geometries": geometries}},
        "arcs": [_deltas(line, (west, south)) for line in arcs.lines],
    }
    return json.dumps(made, ensure_ascii=False, separators=(",", ":")).encode()


def _deltas(line: tuple[Step, ...], start: Step) -> list[list[int]]:
    """Each point as steps from the point before; the first from the corner `start`."""
    return [[x - was_x, y - was_y] for (was_x, was_y), (x, y) in pairwise((start, *line))]
