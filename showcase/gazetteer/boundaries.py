"""Boundaries of communes and outlines of provinces for the build, read from files of `scripts/fetch_boundaries.py`.

Coordinates are (longitude, latitude) in degrees, WGS84. Reading needs the standard library only; `boundary_files`,
which makes the files, is never imported by the build.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any

from showcase.gazetteer.shapes import Box, Line, Polygon, clipped
from showcase.schema.problems import describe

MANIFEST = "manifest.json"
"""File with the names, origin and checksums of the fetched files; without it there are no boundaries."""

OUTLINES = "provinces"
"""Name of the layer and of the file of all provinces: `provinces.topo.json`."""

COMMUNES = "communes"
"""Name of the layer in the file of one province: `91.topo.json`."""

STEP = 0.8
"""A point of a drawing is left out if it is nearer than this to the last point (in units of the drawing)."""


@dataclass(frozen=True)
class Area:
    """One commune or province."""

    code: str
    name: str
    polygons: list[Polygon]
    arcs: frozenset[int]
    """Numbers of the arcs in its rings, without direction."""


class Boundaries:
    """The boundaries of some provinces' communes and the outlines of all provinces."""

    def __init__(self, files: dict[str, bytes], manifest: dict[str, Any]) -> None:
        self.manifest = manifest
        self._files = files

    @property
    def provinces(self) -> list[str]:
        """Codes of the provinces whose communes have boundaries: `["12", "91"]`."""
        names = (name.removesuffix(".topo.json") for name in self._files)
        return sorted(name for name in names if name != OUTLINES)

    @cached_property
    def digest(self) -> str:
        """A digest of all boundaries."""
        return hashlib.sha256(repr((sorted(self._files.items()), self.manifest)).encode()).hexdigest()

    def topology(self, province: str) -> bytes:
        """The TopoJSON file to ship: layer `communes` of a province (`"91"`), or `provinces` of `"provinces"`.

        Raises KeyError when the province was not fetched.
        """
        return self._files[f"{province}.topo.json"]

    @cached_property
    def areas(self) -> dict[str, Area]:
        """Code -> commune (`"30547"`) or province (`"91"`)."""
        communes = [area for province in self.provinces for area in self._layer(province, COMMUNES)]
        return {area.code: area for area in [*communes, *self._layer(OUTLINES, OUTLINES)]}

    def _layer(self, file: str, layer: str) -> list[Area]:
        topology = json.loads(self.topology(file))
        arcs = list(_arcs(topology))
        return [_area(geometry, arcs) for geometry in topology["objects"][layer]["geometries"]]

    def __contains__(self, code: str) -> bool:
        return code in self.areas

    def polygons(self, code: str) -> list[Polygon]:
        """The polygons of a commune or province in degrees, each an outer ring and its holes, all rings closed.

        This and all accessors below raise KeyError for a code without boundaries.
        """
        return self.areas[code].polygons

    def bounds(self, code: str) -> Box:
        """West, south, east, north of a commune or province, in degrees."""
        points = [point for polygon in self.polygons(code) for point in polygon[0]]
        xs, ys = [x for x, _ in points], [y for _, y in points]
        return min(xs), min(ys), max(xs), max(ys)

    def neighbours(self, code: str) -> list[str]:
        """Codes of the communes of the same province (or of the provinces) that share a stretch of border, sorted.

        A single common point is no border. Across a border of provinces no neighbour of a commune is known.
        """
        return self._neighbours[code]

    @cached_property
    def _neighbours(self) -> dict[str, list[str]]:
        neighbours: dict[str, list[str]] = {}
        for province in self.provinces:
            neighbours |= _neighbours(self._layer(province, COMMUNES))
        return neighbours | _neighbours(self._layer(OUTLINES, OUTLINES))

    def path(self, code: str, box: Box, size: tuple[float, float]) -> str:
        """The `d` of an SVG path: the part of a commune or province within `box`, drawn on a sheet of `size`.

        `box` is in degrees, `size` is width and height in the drawing's units; the box fills the sheet, north up.
        Shapes keep their proportions when height = width x (north - south) / ((east - west) x cos(latitude)).
        An island too small for an area becomes a dot, `M3.5 2h0`, seen where lines have round caps. Empty when
        nothing lies within the box.
        """
        across, down = size[0] / (box[2] - box[0]), size[1] / (box[3] - box[1])
        parts = []
        for polygon in self.polygons(code):
            for at, ring in enumerate(polygon):
                drawn = [((x - box[0]) * across, (box[3] - y) * down) for x, y in clipped(ring[:-1], box)]
                parts.append(_drawn(drawn, dot=at == 0))
        return "".join(parts)


class DamagedError(ValueError):
    """A file of fetched boundaries is missing or has another checksum; `problem` describes it for editors."""

    def __init__(self, path: Path) -> None:
        self.problem = describe("boundaries", f"{path.parent.name}/{path.name}", 1, "", "")
        super().__init__(f"{self.problem.file}: {self.problem.message}")


def load(folder: Path) -> Boundaries | None:
    """The boundaries in a folder, or None when none were fetched. Raises DamagedError, naming the file."""
    path = folder / MANIFEST
    if not path.is_file():
        return None
    try:
        manifest = json.loads(path.read_bytes())
        digests = {name: digest for name, digest in manifest["files"].items() if name.endswith(".topo.json")}
    except (ValueError, TypeError, KeyError, AttributeError) as problem:
        raise DamagedError(path) from problem
    files = {name: _verified(folder / name, digest) for name, digest in digests.items()}
    if f"{OUTLINES}.topo.json" not in files:
        raise DamagedError(path)
    return Boundaries(files, manifest)


def _verified(path: Path, digest: str) -> bytes:
    content = path.read_bytes() if path.is_file() else b""
    if hashlib.sha256(content).hexdigest() != digest:
        raise DamagedError(path)
    return content


def _arcs(topology: dict[str, Any]) -> Iterator[Line]:
    """The arcs of a quantised TopoJSON in degrees."""
    (scale_x, scale_y), (west, south) = topology["transform"]["scale"], topology["transform"]["translate"]
    for arc in topology["arcs"]:
        x = y = 0
        line = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            line.append((round(west + x * scale_x, 6), round(south + y * scale_y, 6)))
        yield line


def _area(geometry: dict[str, Any], arcs: list[Line]) -> Area:
    """The area of a geometry of type MultiPolygon, the only type in these files."""
    polygons = [[_ring(ring, arcs) for ring in polygon] for polygon in geometry["arcs"]]
    numbers = frozenset(max(arc, ~arc) for polygon in geometry["arcs"] for ring in polygon for arc in ring)
    return Area(geometry["properties"]["code"], geometry["properties"]["name"], polygons, numbers)


def _ring(numbers: list[int], arcs: list[Line]) -> Line:
    """The closed line made of arcs; a negative number means an arc in reverse direction."""
    line: Line = []
    for number in numbers:
        points = arcs[number] if number >= 0 else arcs[~number][::-1]
        line += points[1:] if line else points
    return line


def _neighbours(areas: list[Area]) -> dict[str, list[str]]:
    users: dict[int, list[str]] = {}
    for area in areas:
        for number in area.arcs:
            users.setdefault(number, []).append(area.code)
    return {area.code: sorted({code for number in area.arcs for code in users[number]} - {area.code}) for area in areas}


def _drawn(points: Line, dot: bool) -> str:
    """One ring as a closed subpath of relative steps, in tenths of a unit; a ring of no size is a dot or nothing."""
    corners: list[tuple[int, int]] = []
    for x, y in points:
        tenths = (round(x * 10), round(y * 10))
        if not corners or abs(tenths[0] - corners[-1][0]) + abs(tenths[1] - corners[-1][1]) > STEP * 10:
            corners.append(tenths)
    if len(corners) < 3:
        return f"M{corners[0][0] / 10:g} {corners[0][1] / 10:g}h0" if corners and dot else ""
    steps = (((x - was_x) / 10, (y - was_y) / 10) for (was_x, was_y), (x, y) in pairwise(corners))
    line = " ".join(f"{right:g} {down:g}" for right, down in steps)
    return f"M{corners[0][0] / 10:g} {corners[0][1] / 10:g}l{line}z"
