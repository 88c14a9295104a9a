"""Invented boundaries in the format of `scripts/fetch_boundaries.py`: enough to draw areas, no real data."""

import hashlib
import json
from pathlib import Path

from showcase.gazetteer.communes import gazetteer

HALF = 20
"""Half the side of a made-up commune, in steps of the grid; a step is a thousandth of a degree."""

INLAND = (
    "30547", "30544", "30826", "30316", "30337", "30352", "30463", "30580", "30697", "30982", "31027", "30760",
)  # fmt: skip
"""Communes of An Giang, each a square around its point; all others stay points."""

HOLLOW = "30544"
"""Tri Tôn: with a hole."""

ISLANDS = ("31078", "31105", "31108", "30811", "30814")
"""The special zones and two communes of islets near to each other: the live map gives each a badge."""

ELSEWHERE = "03390"
"""Bình Lư in Lai Châu."""

Ring = list[list[int]]


def lay(folder: Path) -> None:
    """Write the files and their manifest into a new folder."""
    folder.mkdir()
    made = {
        "91.topo.json": _topology("communes", {code: _parts(code) for code in (*INLAND, *ISLANDS)}),
        "12.topo.json": _topology("communes", {ELSEWHERE: _parts(ELSEWHERE)}),
        "provinces.topo.json": _topology("provinces", {}),
    }
    for name, content in made.items():
        (folder / name).write_text(content, encoding="utf-8")
    digests = {name: hashlib.sha256(content.encode()).hexdigest() for name, content in made.items()}
    (folder / "manifest.json").write_text(json.dumps({"files": digests}), encoding="utf-8")


def _parts(code: str) -> list[list[Ring]]:
    """The polygons of a commune, each an outer ring and its holes."""
    one = gazetteer().by_code[code]
    x, y = round(one.longitude * 1000), round(one.latitude * 1000)
    if code in ISLANDS:
        return [[_square(x, y, HALF)], [_square(x + 40, y, 1)], [_square(x, y + 40, 1)]]
    return [[_square(x, y, HALF), *([_square(x, y, 3)] if code == HOLLOW else [])]]


def _square(x: int, y: int, half: int) -> Ring:
    """A closed ring in TopoJSON: the first corner, then steps."""
    return [[x - half, y - half], [2 * half, 0], [0, 2 * half], [-2 * half, 0], [0, -2 * half]]


def _topology(layer: str, areas: dict[str, list[list[Ring]]]) -> str:
    arcs: list[Ring] = []
    geometries = []
    for code, polygons in areas.items():
        numbers: list[list[list[int]]] = []
        for polygon in polygons:
            numbers.append([[len(arcs) + number] for number in range(len(polygon))])
            arcs += polygon
        properties = {"code": code, "name": gazetteer().by_code[code].short_name}
        geometries.append({"type": "MultiPolygon", "arcs": numbers, "properties": properties})
    topology = {
        "type": "Topology",
        "transform": {"scale": [0.001, 0.001], "translate": [0, 0]},
        "arcs": arcs,
        "objects": {layer: {"type": "GeometryCollection", "geometries": geometries}},
    }
    return json.dumps(topology)
