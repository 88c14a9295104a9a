"""Write `showcase/gazetteer/land.json`: land, national borders and archipelagos around Việt Nam, cut and simplified.

    python scripts/write_basemap.py [--atlas FOLDER]

The shapes are Natural Earth's (public domain), taken from the npm package `world-atlas` (ISC) by its name, or from
FOLDER where that package has been unpacked. Run by hand when the base is to change; the result is committed.
Only shapes are taken over: no names, no line across a sea. The islets of Hoàng Sa and Trường Sa become points of
their special zones, and the land of Việt Nam is told apart from the rest.
"""

from lib.commands import run_command

import argparse
import heapq
import json
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from showcase.gazetteer.shapes import Box, Line, Point, clipped
from showcase.targets.mark import replace_file

PACKAGE = "world-atlas@2.0.2"
TOPOLOGY = "countries-10m.json"
TARGET = Path(__file__).resolve().parent.parent / "showcase" / "gazetteer" / "land.json"
CREDIT = "Natural Earth (phạm vi công cộng), qua gói npm world-atlas 2.0.2"

REGION: Box = (95, 0, 120, 25)
NEAR: Box = (102.5, 8.0, 107.0, 11.6)
"""An Giang and its surroundings, which are shown larger and so with more detail."""
COUNTRY: Box = (102.0, 8.0, 110.0, 23.5)
ARCHIPELAGOS: dict[str, Box] = {"20333": (111, 15.5, 113, 17.3), "22736": (113.5, 8.5, 116.2, 11.7)}
"""Code of the special zone -> where the atlas has its islets."""
SPARE = {"Scarborough Reef"}


def main() -> int:
    """Fetch, cut, write; 1 when the package cannot be fetched."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--atlas", type=Path, help="thư mục đã có sẵn tệp của gói world-atlas")
    arguments = parser.parse_args()
    try:
        topology = _topology(arguments.atlas)
    except (OSError, subprocess.CalledProcessError) as problem:
        print(f"Không lấy được gói {PACKAGE}: {problem}", file=sys.stderr)
        return 1
    base = base_map(Atlas(topology))
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    replace_file(TARGET, (json.dumps(base, ensure_ascii=False, separators=(",", ":")) + "\n").encode())
    print(f"{TARGET.name}: {TARGET.stat().st_size:,} byte".replace(",", "."))
    return 0


def _topology(folder: Path | None) -> dict[str, Any]:
    if folder:
        found: dict[str, Any] = json.loads((folder / TOPOLOGY).read_text(encoding="utf-8"))
        return found
    with tempfile.TemporaryDirectory() as beside:
        done = subprocess.run(
            ["npm", "pack", "--silent", PACKAGE], cwd=beside, check=True, capture_output=True, text=True
        )
        with tarfile.open(Path(beside) / done.stdout.split()[-1]) as archive:
            member = archive.extractfile(f"package/{TOPOLOGY}")
            if member is None:
                raise FileNotFoundError(TOPOLOGY)
            loaded: dict[str, Any] = json.load(member)
            return loaded


class Atlas:
    """The countries of a TopoJSON file, arc by arc, so that neighbours keep one border."""

    def __init__(self, topology: dict[str, Any]) -> None:
        scale, shift = topology["transform"]["scale"], topology["transform"]["translate"]
        self.arcs = [simplified(_absolute(arc, scale, shift)) for arc in topology["arcs"]]
        self.countries = {
            geometry["properties"]["name"]: _polygons(geometry)
            for geometry in topology["objects"]["countries"]["geometries"]
            if geometry["type"] in {"Polygon", "MultiPolygon"}
        }

    def ring(self, arcs: list[int]) -> Line:
        """The closed line that some arcs make; a negative number is an arc taken backwards."""
        line: Line = []
        for arc in arcs:
            points = self.arcs[arc] if arc >= 0 else self.arcs[~arc][::-1]
            line += points[1:] if line else points
        return line


def _absolute(arc: list[list[int]], scale: list[float], shift: list[float]) -> Line:
    x = y = 0
    line = []
    for step_x, step_y in arc:
        x, y = x + step_x, y + step_y
        line.append((x * scale[0] + shift[0], y * scale[1] + shift[1]))
    return line


def _polygons(geometry: dict[str, Any]) -> list[list[list[int]]]:
    polygons: list[list[list[int]]] = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    return polygons


def base_map(atlas: Atlas) -> dict[str, Any]:
    """`{"credit", "home", "land", "borders", "islands"}`; polygons and lines as in GeoJSON."""
    islands: dict[str, list[Point]] = {code: [] for code in ARCHIPELAGOS}
    land: dict[bool, list[list[Line]]] = {True: [], False: []}
    for name, polygons in atlas.countries.items():
        for polygon in polygons if name not in SPARE else ():
            outer = atlas.ring(polygon[0])
            code, ring = _archipelago(outer), _drawn(outer)
            if code:
                islands[code].append(_rounded(_middle(outer)))
            elif ring:
                land[name == "Vietnam"].append([ring])
    return {
        "credit": CREDIT,
        "home": sorted(land[True]),
        "land": sorted(land[False]),
        "borders": sorted(_borders(atlas)),
        "islands": {code: sorted(points) for code, points in islands.items()},
    }


def _archipelago(ring: Line) -> str | None:
    west, east = min(x for x, _ in ring), max(x for x, _ in ring)
    if east - west > 0.5:
        return None
    return next((code for code, box in ARCHIPELAGOS.items() if _inside(_middle(ring), box)), None)


def _drawn(ring: Line) -> Line:
    """A ring cut to the region and rounded; empty if the rest is too small to draw."""
    cut = [_rounded(point) for point in clipped(ring, REGION)]
    line = [point for at, point in enumerate(cut) if not at or point != cut[at - 1]]
    if len(line) < 4:
        return []
    smallest = 0.00005 if _inside(_middle(line), COUNTRY) else 0.02
    return line if abs(_area(line)) > smallest else []


def _borders(atlas: Atlas) -> Iterator[Line]:
    """The arcs that two countries share, cut to the region."""
    users: dict[int, set[str]] = {}
    for name, polygons in atlas.countries.items():
        for arc in (arc for polygon in polygons for ring in polygon for arc in ring):
            users.setdefault(arc if arc >= 0 else ~arc, set()).add(name)
    for arc, names in users.items():
        if len(names) > 1:
            yield from _runs([_rounded(point) for point in atlas.arcs[arc]])


def _runs(line: Line) -> Iterator[Line]:
    """The stretches of a line within the region."""
    run: Line = []
    for point in line:
        if _inside(point, REGION):
            run.append(point)
        elif run:
            yield from [run] if len(run) > 1 else []
            run = []
    if len(run) > 1:
        yield run


def simplified(line: Line) -> Line:
    """Without the points that change the shape least (Visvalingam); ends stay, so that arcs still meet."""
    count = len(line)
    before, after = list(range(-1, count - 1)), list(range(1, count + 1))
    areas = [float("inf")] * count
    gone = [False] * count
    heap: list[tuple[float, int]] = []

    def weigh(at: int, least: float = 0.0) -> None:
        areas[at] = max(least, abs(_area([line[before[at]], line[at], line[after[at]]])) / _tolerance(line[at]))
        heapq.heappush(heap, (areas[at], at))

    for at in range(1, count - 1):
        weigh(at)
    while heap and heap[0][0] < 1:
        area, at = heapq.heappop(heap)
        if gone[at] or area != areas[at]:
            continue
        gone[at] = True
        left, right = before[at], after[at]
        after[left], before[right] = right, left
        for neighbour in (left, right):
            if 0 < neighbour < count - 1:
                weigh(neighbour, area)
    return [point for at, point in enumerate(line) if not gone[at]]


def _tolerance(point: Point) -> float:
    """Corners whose triangle has a smaller area (in square degrees) are left out."""
    if _inside(point, NEAR) or any(_inside(point, box) for box in ARCHIPELAGOS.values()):
        return 0.00002
    return 0.0006 if _inside(point, COUNTRY) else 0.006


def _area(ring: Line) -> float:
    turns: Iterable[tuple[Point, Point]] = zip(ring, ring[1:] + ring[:1], strict=True)
    return sum(one[0] * other[1] - other[0] * one[1] for one, other in turns) / 2


def _middle(ring: Line) -> Point:
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    return (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2


def _inside(point: Point, box: Box) -> bool:
    return box[0] <= point[0] <= box[2] and box[1] <= point[1] <= box[3]


def _rounded(point: Point) -> Point:
    return round(point[0], 3), round(point[1], 3)


if __name__ == "__main__":
    run_command(main, "Không viết được")
