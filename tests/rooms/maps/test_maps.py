"""The map's data, drawings and script, compared with counts made by hand."""

import json
import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from showcase.files.catalogue import Catalogue, ModelFiles
from showcase.gazetteer.boundaries import Boundaries
from showcase.gazetteer.shapes import around, base, clipped
from showcase.insight.site import Site
from showcase.maps.atlas import LETTERS, Atlas, data_file, list_files
from showcase.maps.drawing import preview_drawing, province_drawing
from showcase.maps.interactive import map_script, vendor_files
from showcase.maps.page import map_files, map_page, map_preview

ARCHIPELAGO_NAMES = ("Đặc khu Hoàng Sa (Đà Nẵng)", "Đặc khu Trường Sa (Khánh Hòa)")

SQUARES = {
    "type": "Topology",
    "transform": {"scale": [0.01, 0.01], "translate": [105.0, 10.0]},
    "arcs": [
        [[0, 0], [10, 0]],
        [[10, 0], [0, 10]],
        [[10, 10], [-10, 0], [0, -10]],
        [[10, 10], [10, 0], [0, -10], [-10, 0]],
    ],
    "objects": {
        "communes": {
            "type": "GeometryCollection",
            "geometries": [
                {"type": "MultiPolygon", "arcs": [[[0, 1, 2]]], "properties": {"code": "30547", "name": "Ba Chúc"}},
                {"type": "MultiPolygon", "arcs": [[[3, 1]]], "properties": {"code": "30544", "name": "Tri Tôn"}},
            ],
        }
    },
}
"""Two squares of a tenth of a degree that share one side."""

NO_PROVINCES = {**SQUARES, "arcs": [], "objects": {"provinces": {"type": "GeometryCollection", "geometries": []}}}


def model(title: str, places: str, **more: str) -> str:
    lines = [f"title: {title}", "summary: Một câu.", "owner:", f"  kind: {more.pop('kind', 'phu-nu')}"]
    lines += [f"{key}: {value}" for key, value in more.items()]
    source = ["sources:", "  - id: bao-cao", "    title: Báo cáo", "    issuer: Đảng ủy xã"]
    return "\n".join([*lines, "places:", places, *source]) + "\n"


BA_CHUC, TRI_TON = '  - commune: "30547"', '  - commune: "30544"'


@pytest.fixture
def atlas(tree: Callable[[dict[str, str]], ModelFiles]) -> Atlas:
    """Two models in Ba Chúc, one of them also in Tri Tôn and a copy of the other; one of the whole province."""
    catalogue = tree(
        {
            "ba-chuc/goc.yml": model("Gốc", BA_CHUC, fields="[kinh-te]"),
            "ba-chuc/lam-theo.yml": model(
                "Làm theo", f"{BA_CHUC}\n{TRI_TON}", kind="cong-an", replicates="{model: goc}"
            ),
            "toan-tinh/ca-tinh.yml": model("Cả tỉnh", '  - province: "91"\n    whole_province: true'),
        }
    ).load()
    assert catalogue.problems == []
    # The checks refuse markup in a file, so it is added after them: the page must not rely on the checks.
    models = [replace(one, title="Gốc <b>đậm</b>") if one.slug == "goc" else one for one in catalogue.models]
    return Atlas(Site(Catalogue(models, [])))


def test_every_commune_of_the_province_has_a_row(atlas: Atlas) -> None:
    rows = {row.commune.code: row for row in atlas.table(atlas.home)}
    assert len(rows) == 102
    assert (rows["30547"].count, rows["30547"].by_field) == (2, (1, 0, 0, 0, 0))
    assert (rows["30544"].count, rows["30544"].by_field) == (1, (0, 0, 0, 0, 0))
    assert sum(row.count for row in rows.values()) == 3


def test_data_tells_each_model_once_with_all_its_communes(atlas: Atlas) -> None:
    data = json.loads(data_file(atlas))
    codes = [commune[0] for commune in data["communes"]]
    assert data["runs"][codes.index("30547")] == sum(data["runs"]) == 2
    # Sorted by letters within a commune, so that equal titles are adjacent.
    assert [model.slug for model in atlas.models] == ["lam-theo", "goc", "ca-tinh"]
    assert data["also"] == [[0, codes.index("30544")]]
    kinds = data["facets"][2]
    told = [[kinds["values"][value][0] for value in kinds["lists"][LETTERS.index(one)]] for one in kinds["column"]]
    assert told == [["cong-an"], ["phu-nu"], ["phu-nu"]]


def test_lists_hold_titles_as_they_are_and_stay_valid_json(atlas: Atlas) -> None:
    lists = list_files(atlas)
    assert set(lists) == {"30547.json", "30544.json", "chua-ro-xa.json"}
    assert [row[1] for row in json.loads(lists["30547.json"])] == ["Gốc <b>đậm</b>", "Làm theo"]
    assert json.loads(lists["chua-ro-xa.json"])[0][3] == "Toàn tỉnh An Giang"


def test_a_model_names_where_its_copies_and_its_original_are(atlas: Atlas) -> None:
    rows = {row[0]: row[4] for row in json.loads(list_files(atlas)["30547.json"])}
    assert rows == {"goc": ["30547", "30544"], "lam-theo": ["30547"]}


def test_the_page_escapes_titles_and_names_both_archipelagos(atlas: Atlas) -> None:
    page = map_page(Site(atlas.catalogue), "../")
    assert "<b>đậm</b>" not in page
    assert "Gốc &lt;b&gt;đậm&lt;/b&gt;" in page
    assert page.count("data-commune=") == 102
    for name in ARCHIPELAGO_NAMES:
        assert name in page
    assert not re.search(r"<script(?![^>]* src=)|\son\w+=|style=", page)


def test_drawings_show_the_archipelagos_and_every_commune(atlas: Atlas) -> None:
    for drawing in (province_drawing(atlas, {}), preview_drawing(atlas)):
        assert drawing.count("Biển Đông") == 1
        assert drawing.count('class="archipelago"') == 2
        assert drawing.count("<circle") == 102
        for name in ARCHIPELAGO_NAMES:
            zone, province = name.split(" (")
            assert zone in drawing
            assert f"({province}" in drawing
    assert "1</strong>" not in map_preview(Site(atlas.catalogue), "./")
    assert "<strong>2</strong> trong 102" in map_preview(Site(atlas.catalogue), "./")


def test_the_script_is_the_same_in_every_build_and_asks_nobody(atlas: Atlas) -> None:
    script = map_script(atlas, {}).decode()
    assert script == map_script(Atlas(Site(atlas.catalogue)), {}).decode()
    assert not re.search(r"[0-9a-f]{32}|https?:|\$\.ajax|eval\(|innerHTML", script)
    assert script.startswith('import "./vendor/leaflet.js";\nexport function* draw() {')
    assert script.count('"code": "') == 102


def test_boundaries_are_drawn_where_they_are(atlas: Atlas) -> None:
    files = {"91.topo.json": json.dumps(SQUARES).encode(), "provinces.topo.json": json.dumps(NO_PROVINCES).encode()}
    site = Site(atlas.catalogue, boundaries=Boundaries(files, {}))
    script = map_files(site)["assets/map/map.js"].decode()
    # The shared side from (105.1, 10.0) to (105.1, 10.1) belongs to both; land and home make two more.
    assert "[[[[105.0, 10.0], [105.1, 10.0], [105.1, 10.1], [105.0, 10.1], [105.0, 10.0]]]]" in script
    assert "[[[[105.1, 10.1], [105.2, 10.1], [105.2, 10.0], [105.1, 10.0], [105.1, 10.1]]]]" in script
    assert script.count('"type": "MultiPolygon"') == 2 + 2
    page = map_page(site, "../")
    assert page[page.index("map__drawing") : page.index("map__live")].count("<circle") == 100
    assert "Mỗi xã là một điểm" not in page
    assert "Mỗi xã là một điểm" in map_page(Site(atlas.catalogue), "../")


def test_a_ring_is_cut_to_the_box() -> None:
    cut = clipped([(0, 0), (4, 0), (4, 4), (0, 4)], (1, 1, 3, 9))
    assert sorted(cut) == [(1, 1), (1, 4), (3, 1), (3, 4)]
    assert clipped([(0, 0), (1, 0), (1, 1)], (5, 5, 6, 6)) == []


def test_an_archipelago_is_ringed() -> None:
    ring = around([(111.2, 15.8), (112.7, 16.9)])
    assert ring[0] == ring[-1]
    assert min(x for x, _ in ring) < 111.2 < 112.7 < max(x for x, _ in ring)


def test_the_base_gives_the_islets_to_nobody_else() -> None:
    ground = base()
    assert {code: len(points) for code, points in ground.islands.items()} == {"20333": 7, "22736": 12}
    others = [point for polygon in ground.land + ground.home for ring in polygon for point in ring]
    for points in ground.islands.values():
        west, east = min(x for x, _ in points) - 0.3, max(x for x, _ in points) + 0.3
        south, north = min(y for _, y in points) - 0.3, max(y for _, y in points) + 0.3
        assert not [point for point in others if west < point[0] < east and south < point[1] < north]
    assert not [point for line in ground.borders for point in line if point[0] > 110 and 6 < point[1] < 22]


def test_leaflet_comes_with_its_files() -> None:
    assert vendor_files()["leaflet.js"].startswith(b"/* @preserve\n * Leaflet 1.9")


def test_files_of_the_map_lie_below_one_folder(atlas: Atlas) -> None:
    files = map_files(Site(atlas.catalogue))
    assert all(name.startswith("assets/map/") for name in files)
    assert {"assets/map/map.js", "assets/map/communes.json", "assets/map/vendor/leaflet.js"} <= set(files)
