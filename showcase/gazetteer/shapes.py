"""Shapes for maps: the base (land, borders, archipelagos), and what it takes to cut them to a drawing.

Points are (longitude, latitude) in degrees, WGS84, as in GeoJSON.
"""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from math import cos, pi, sin
from pathlib import Path

Point = tuple[float, float]
"""Longitude, latitude."""
Line = list[Point]
Polygon = list[Line]
"""The outer ring, then holes."""
Box = tuple[float, float, float, float]
"""West, south, east, north."""

BASE = Path(__file__).with_name("land.json")
"""Written by `scripts/write_basemap.py`."""

BOUNDARIES = Path(os.environ.get("SHOWCASE_BOUNDARIES", Path(__file__).parents[2] / "boundaries"))
"""Where `scripts/fetch_boundaries.py` leaves one `<province>.topo.json` a province; never committed."""


@dataclass(frozen=True)
class Base:
    """The base layer of maps, below the communes."""

    credit: str
    home: list[Polygon]
    """The land of Việt Nam."""
    land: list[Polygon]
    """The land of all other countries."""
    borders: list[Line]
    islands: dict[str, Line]
    """Code of the special zones Hoàng Sa and Trường Sa -> their islets."""


@cache
def base() -> Base:
    """The base layer of all maps."""
    return Base(**json.loads(BASE.read_text(encoding="utf-8")))


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
