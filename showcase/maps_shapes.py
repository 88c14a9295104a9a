"""Shapes for maps: the base (land, borders, archipelagos) and, where they have been fetched, boundaries of communes.

Points are (longitude, latitude) in degrees, WGS84, as in GeoJSON.
"""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from math import cos, pi, sin
from pathlib import Path
from typing import Any

Point = tuple[float, float]
"""Longitude, latitude."""
Line = list[Point]
Polygon = list[Line]
"""The outer ring, then holes."""
Box = tuple[float, float, float, float]
"""West, south, east, north."""

BASE = Path(__file__).parent / "data" / "land.json"
"""Written by `scripts/write_basemap.py`."""

BOUNDARIES = Path(os.environ.get("SHOWCASE_BOUNDARIES", Path(__file__).parent.parent / "boundaries"))
"""Where `scripts/fetch_boundaries.py` leaves one `<province>.topo.json` a province; never committed."""


@dataclass(frozen=True)
class Base:
    """What lies under the communes."""

    credit: str
    home: list[Polygon]
    """The land of Việt Nam."""
    land: list[Polygon]
    """The land of all others."""
    borders: list[Line]
    islands: dict[str, Line]
    """Code of the special zones Hoàng Sa and Trường Sa -> their islets."""


@cache
def base() -> Base:
    """The base of all maps."""
    return Base(**json.loads(BASE.read_text(encoding="utf-8")))


def boundaries(folder: Path = BOUNDARIES) -> dict[str, list[Polygon]]:
    """Code of a commune -> its polygons; empty when no boundaries have been fetched.

    Raises ValueError with the name of a file that is no TopoJSON of communes.
    """
    found: dict[str, list[Polygon]] = {}
    for path in sorted(folder.glob("*.topo.json")):
        try:
            topology = json.loads(path.read_text(encoding="utf-8"))
            communes = topology["objects"].get("communes", {"geometries": []})
            arcs = list(_arcs(topology))
            for geometry in communes["geometries"]:
                found[geometry["properties"]["code"]] = _polygons(geometry, arcs)
        except (KeyError, TypeError, IndexError, ValueError) as problem:
            raise ValueError(f"{path.name}: {problem!r}") from problem
    return found


def _arcs(topology: dict[str, Any]) -> Iterator[Line]:
    """The arcs of a TopoJSON in degrees, whether quantized or not."""
    transform = topology.get("transform")
    for arc in topology["arcs"]:
        if transform is None:
            yield [(x, y) for x, y in arc]
            continue
        (scale_x, scale_y), (shift_x, shift_y) = transform["scale"], transform["translate"]
        x = y = 0
        line = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            line.append((round(x * scale_x + shift_x, 5), round(y * scale_y + shift_y, 5)))
        yield line


def _polygons(geometry: dict[str, Any], arcs: list[Line]) -> list[Polygon]:
    polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    return [[_ring(ring, arcs) for ring in polygon] for polygon in polygons]


def _ring(numbers: list[int], arcs: list[Line]) -> Line:
    """The closed line that some arcs make; a negative number is an arc taken backwards."""
    line: Line = []
    for number in numbers:
        points = arcs[number] if number >= 0 else arcs[~number][::-1]
        line += points[1:] if line else points
    return line


def clipped(ring: Line, box: Box) -> Line:
    """A ring cut to a box, side after side (Sutherland and Hodgman); empty when it lies outside."""
    for axis, limit, sign in ((0, box[0], 1), (1, box[1], 1), (0, box[2], -1), (1, box[3], -1)):
        ring = list(_cut(ring, axis, limit, sign))
    return ring


def _cut(ring: Line, axis: int, limit: float, sign: int) -> Iterator[Point]:
    for start, end in zip(ring, ring[1:] + ring[:1], strict=True):
        start_in, end_in = sign * (start[axis] - limit) >= 0, sign * (end[axis] - limit) >= 0
        if start_in:
            yield start
        if start_in != end_in:
            share = (limit - start[axis]) / (end[axis] - start[axis])
            yield (start[0] + share * (end[0] - start[0]), start[1] + share * (end[1] - start[1]))


def around(points: Line, beyond: float = 0.45, corners: int = 36) -> Line:
    """A closed oval around some points, `beyond` degrees outside them: how a chart marks an archipelago."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    middle_x, middle_y = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
    half_x, half_y = (max(xs) - min(xs)) / 2 + beyond, (max(ys) - min(ys)) / 2 + beyond
    turns = [2 * pi * corner / corners for corner in range(corners)]
    ring = [(round(middle_x + half_x * cos(turn), 3), round(middle_y + half_y * sin(turn), 3)) for turn in turns]
    return [*ring, ring[0]]
