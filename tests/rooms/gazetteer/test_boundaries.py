"""Boundaries: the data taken from the source, its simplification, and its reading in the build."""

import gzip
import hashlib
import json
import subprocess
import sys
from itertools import combinations, pairwise
from math import pi, sin
from pathlib import Path

import fetch_boundaries
import pytest
import shapely

from showcase.gazetteer.boundaries import MANIFEST, Boundaries, DamagedError, load
from showcase.gazetteer.boundary_files import FINE, Detail, topology
from showcase.gazetteer.boundary_source import Refused, Unit, commune_units, polygons, province_unit
from showcase.gazetteer.communes import gazetteer

ROOT = Path(__file__).resolve().parents[3]
GEO = ROOT.parent / "shared" / "geo"

SIDE = 0.1
"""Degrees from one corner of the made communes to the next; the first corner is 105 east, 10 north."""


def unit(code):
    return Unit(code, f"Xã Số {code}", f"Số {code}", f"wards/{code}.geojson")


def border(start, end):
    """A winding line with teeth of five metres; the same points in both directions."""
    if start > end:
        return border(end, start)[::-1]
    line = []
    for step in range(201):
        share, tooth = step / 200, 0.00005 if step % 2 else 0
        beside = 0.004 * sin(3 * pi * share) + (tooth if 0 < step < 200 else 0)
        across, up = end[0] - start[0], end[1] - start[1]
        x, y = start[0] + share * across - beside * up / SIDE, start[1] + share * up + beside * across / SIDE
        line.append((round(x, 6), round(y, 6)))
    return line


def square(column, row):
    corners = [(105 + SIDE * (column + x), 10 + SIDE * (row + y)) for x, y in ((0, 0), (1, 0), (1, 1), (0, 1))]
    ring = [
        point
        for one, other in zip(corners, corners[1:] + corners[:1], strict=True)
        for point in border(one, other)[:-1]
    ]
    return [*ring, ring[0]]


def box(west, south, width, height=None):
    """A rectangular ring, in degrees."""
    east, north = west + width, south + (width if height is None else height)
    return [(west, south), (east, south), (east, north), (west, north), (west, south)]


def grid():
    """Nine communes, three by three: 00000 in the south-west, 00004 in the middle, 00008 in the north-east."""
    return [(unit(f"{row * 3 + column:05d}"), [[square(column, row)]]) for row in range(3) for column in range(3)]


def made(units, detail=FINE):
    content, _ = topology("communes", units, detail)
    return json.loads(content)


def read(units, detail=FINE):
    """The invented communes as read by the build, with an empty layer of provinces."""
    outlines, _ = topology("provinces", [(unit("00"), [[box(105, 10, 1)]])], FINE)
    content, _ = topology("communes", units, detail)
    return Boundaries({"00.topo.json": content, "provinces.topo.json": outlines}, {})


def shape(boundaries, code):
    return shapely.MultiPolygon([(polygon[0], polygon[1:]) for polygon in boundaries.polygons(code)])


def users(topo):
    """Number of an arc -> codes of the communes that use it."""
    found = {}
    for geometry in topo["objects"]["communes"]["geometries"]:
        for number in (n for part in geometry["arcs"] for ring in part for n in ring):
            found.setdefault(max(number, ~number), []).append(geometry["properties"]["code"])
    return found


# --- making


def test_a_shared_border_is_held_once():
    shared = sorted(tuple(codes) for codes in users(made(grid())).values() if len(codes) > 1)
    sideways = [(f"{row * 3 + column:05d}", f"{row * 3 + column + 1:05d}") for row in range(3) for column in range(2)]
    upwards = [(f"{number:05d}", f"{number + 3:05d}") for number in range(6)]
    assert shared == sorted(sideways + upwards)


def test_simplification_leaves_no_gap_and_no_overlap():
    boundaries = read(grid())
    shapes = [shape(boundaries, one.code) for one, _ in grid()]
    assert all(one.is_valid for one in shapes)
    whole = shapely.union_all(shapes)
    assert len(shapely.get_parts(whole)) == 1
    assert not shapely.get_parts(whole)[0].interiors
    assert whole.area == pytest.approx(sum(one.area for one in shapes), rel=1e-9)
    assert whole.area == pytest.approx(9 * SIDE**2, rel=0.01)


def test_simplification_leaves_the_teeth_out_and_keeps_the_bends():
    topo = made(grid())
    inner = [topo["arcs"][number] for number, codes in users(topo).items() if len(codes) > 1]
    assert max(map(len, inner)) < 60  # of 201
    assert min(map(len, inner)) > 8  # three bends


def test_neighbours_share_a_border_and_not_only_a_corner():
    boundaries = read(grid())
    assert boundaries.neighbours("00004") == ["00001", "00003", "00005", "00007"]
    assert boundaries.neighbours("00000") == ["00001", "00003"]


def test_an_enclave_shares_its_whole_border():
    outer, inner = (
        box(105, 10, 0.2),
        [[105.05, 10.05], [105.1, 10.02], [105.15, 10.1], [105.06, 10.12], [105.05, 10.05]],
    )
    units = [(unit("00001"), [[outer, inner]]), (unit("00002"), [[inner]])]
    topo = made(units)
    around, within = topo["objects"]["communes"]["geometries"]
    [[number]] = within["arcs"][0]
    assert around["arcs"][0][1] == [~number]
    assert read(units).neighbours("00002") == ["00001"]


def test_a_commune_in_two_parts_keeps_both():
    units = [*grid(), (unit("00009"), [[box(105.5, 10, 0.05)], [box(105.7, 10, 0.02)]])]
    boundaries = read(units)
    assert len(boundaries.polygons("00009")) == 2
    assert boundaries.bounds("00009") == pytest.approx((105.5, 10, 105.72, 10.05), abs=0.0001)
    assert boundaries.neighbours("00009") == []


def test_parts_below_a_hectare_go_but_never_the_largest():
    hectare, islet = box(105.6, 10, 0.0011), box(105.7, 10, 0.0005)
    units = [
        (unit("00001"), [[box(105, 10, 0.1)], [hectare], [islet]]),
        (unit("00002"), [[box(105.8, 10, 0.0006)], [box(105.9, 10, 0.0005)]]),
    ]
    boundaries = read(units)
    assert [len(boundaries.polygons(code)) for code in ("00001", "00002")] == [2, 1]
    assert boundaries.bounds("00002")[0] == pytest.approx(105.8, abs=0.0001)


def test_a_small_island_keeps_its_shape():
    """Six bends within 300 m; the tolerance of a mainland border would make it a triangle."""
    hexagon = [
        (105.3, 10.3),
        (105.301, 10.2995),
        (105.302, 10.3),
        (105.302, 10.301),
        (105.301, 10.3015),
        (105.3, 10.301),
    ]
    units = [*grid(), (unit("00009"), [[[(x + 0.2, y + 0.2) for x, y in [*hexagon, hexagon[0]]]]])]
    [[ring]] = read(units).polygons("00009")
    assert len(ring) == 7


def test_an_island_smaller_than_the_grid_makes_the_grid_finer():
    units = [(unit("00001"), [[box(105, 10, 0.1)]]), (unit("00002"), [[box(105.500001, 10.000001, 0.00002)]])]
    assert made(units[:1])["transform"]["scale"] == [FINE.grid, FINE.grid]
    topo = made(units)
    assert topo["transform"]["scale"][0] == pytest.approx(FINE.grid / 5)
    assert shape(read(units), "00002").area == pytest.approx(0.00002**2, rel=0.2)


def test_an_island_that_no_grid_can_hold_is_refused():
    units = [(unit("00001"), [[box(105, 10, 1e-8)]])]
    message = "^wards: không đơn giản hóa được mà giữ nguyên ranh giới chung$"
    with pytest.raises(Refused, match=message):
        made(units)


def test_a_slip_of_ten_metres_is_mended():
    """Two communes that overlap by a strip, and two with a narrow lens between them that belongs to neither."""
    units = [(unit("00001"), [[box(105, 10, 0.1001, 0.1)]]), (unit("00002"), [[box(105.1, 10, 0.1)]])]
    assert read(units).neighbours("00001") == ["00002"]
    bent = [(105, 10), (105.1, 10), (105.09992, 10.05), (105.1, 10.1), (105, 10.1), (105, 10)]
    units = [(unit("00001"), [[bent]]), (unit("00002"), [[box(105.1, 10, 0.1)]])]
    boundaries = read(units)
    assert boundaries.neighbours("00001") == ["00002"]
    whole = shapely.union_all([shape(boundaries, "00001"), shape(boundaries, "00002")])
    assert [len(part.interiors) for part in shapely.get_parts(whole)] == [0]


def test_a_shape_on_its_neighbour_is_refused():
    units = [(unit("00001"), [[box(105, 10, 0.1)]]), (unit("00002"), [[box(105, 10, 0.1)]])]
    with pytest.raises(Refused, match=r"^wards/00001\.geojson: hình trùm lên wards/00002\.geojson$"):
        made(units)


def test_a_shape_without_area_is_refused():
    flat = [(105, 10), (105.1, 10), (105.2, 10), (105, 10)]
    with pytest.raises(Refused, match=r"^wards/00001\.geojson: hình không có diện tích$"):
        made([(unit("00001"), [[flat]])])


def test_a_ring_that_crosses_itself_is_mended_and_told():
    bow = [(105, 10), (105.1, 10.1), (105.1, 10), (105, 10.1), (105, 10)]
    content, notes = topology("communes", [(unit("00001"), [[bow]])], FINE)
    assert notes == ["wards/00001.geojson: đường ranh giới tự cắt, đã nắn lại"]
    [geometry] = json.loads(content)["objects"]["communes"]["geometries"]
    assert len(geometry["arcs"]) == 2


def test_the_same_communes_give_the_same_bytes():
    assert topology("communes", grid(), FINE) == topology("communes", grid()[::-1], FINE)


def test_a_coarser_detail_keeps_fewer_points():
    coarse = Detail(tolerance=0.01, grid=0.0001, smallest_km2=0.01)
    fine_points, coarse_points = (sum(map(len, made(grid(), detail)["arcs"])) for detail in (FINE, coarse))
    assert coarse_points < fine_points / 2
    assert read(grid(), coarse).neighbours("00004") == ["00001", "00003", "00005", "00007"]


# --- the files of the source


def document(code="30547", name="Ba Chúc", ring=None, **feature):
    geometry = {"type": "MultiPolygon", "coordinates": [[box(104.9, 10.4, 0.1) if ring is None else ring]]}
    made = {"type": "Feature", "geometry": geometry, "properties": {"code": code, "name": name}, **feature}
    return {"type": "FeatureCollection", "features": [made]}


BA_CHUC = next(one for one in commune_units("91") if one.code == "30547")
PATH = "json/geojson/91_an_giang/wards/30547_ba_chuc.geojson"


@pytest.mark.parametrize(
    "good",
    [
        document(),
        document(name="Xã Ba Chúc"),
        document(name="BA CHUC"),
        document()["features"][0],
        document(geometry={"type": "Polygon", "coordinates": [box(104.9, 10.4, 0.1)]}),
        document(geometry={"type": "Polygon", "coordinates": [[[*point, 0] for point in box(104.9, 10.4, 0.1)]]}),
    ],
)
def test_a_good_file(good):
    [[ring]] = polygons(BA_CHUC, json.dumps(good).encode())
    assert ring == box(104.9, 10.4, 0.1)


WHOLE = json.dumps(document()).encode()


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        (WHOLE[:-40], "tệp hỏng hoặc tải về chưa đủ, không đọc được thành JSON"),
        (b"", "tệp hỏng hoặc tải về chưa đủ, không đọc được thành JSON"),
        (b"\xff\xfe\x00", "tệp hỏng hoặc tải về chưa đủ, không đọc được thành JSON"),
        (b"[" * 100_000, "tệp hỏng hoặc tải về chưa đủ, không đọc được thành JSON"),
        (b"[]", "tệp không phải là GeoJSON"),
        ({"type": "Topology"}, "tệp không phải là GeoJSON loại Feature hay FeatureCollection"),
        ({"type": "FeatureCollection", "features": []}, "tệp phải có đúng một đối tượng (Feature)"),
        (
            {"type": "FeatureCollection", "features": [1]},
            "tệp không phải là GeoJSON loại Feature hay FeatureCollection",
        ),
        (document(code="30550"), "mã trong tệp là “30550”, phải là “30547” (Xã Ba Chúc)"),
        (document(code=30547), "mã trong tệp là 30547, phải là “30547” (Xã Ba Chúc)"),
        (document(properties=None), "mã trong tệp là trống, phải là “30547” (Xã Ba Chúc)"),
        (document(name="Ba Chức Hạ"), "tên trong tệp là “Ba Chức Hạ”, phải là “Ba Chúc” (mã 30547)"),
        (document(name=None), "tên trong tệp là trống, phải là “Ba Chúc” (mã 30547)"),
        (document(geometry=None), "hình phải thuộc loại Polygon hay MultiPolygon, trong tệp là trống"),
        (
            document(geometry={"type": "Point", "coordinates": [105, 10]}),
            "hình phải thuộc loại Polygon hay MultiPolygon, trong tệp là “Point”",
        ),
        (document(geometry={"type": "MultiPolygon", "coordinates": [[]]}), "hình không có vòng ranh giới nào"),
        (document(geometry={"type": "Polygon"}), "hình không có vòng ranh giới nào"),
        (document(ring=[[105, 10], [105, 10.1], [105, 10]]), "có vòng ranh giới dưới bốn điểm"),
        (document(ring=box(105, 10, 0.1)[:-1]), "có vòng ranh giới không khép kín"),
        (document(ring=box(10, 105, 0.1)), "có điểm nằm ngoài Việt Nam: kinh độ 10, vĩ độ 105"),
        (document(ring=box(118.5, 10, 0.1)), "có điểm nằm ngoài Việt Nam: kinh độ 118.5, vĩ độ 10"),
        (document(ring=[["105", 10]] * 4), 'có điểm không phải là cặp kinh độ, vĩ độ: ["105", 10]'),
        (document(ring=[[105]] * 4), "có điểm không phải là cặp kinh độ, vĩ độ: [105]"),
        (document(ring=[[float("nan"), 10]] * 4), "có điểm không phải là cặp kinh độ, vĩ độ: [NaN, 10]"),
        (document(ring=[[True, 10]] * 4), "có điểm không phải là cặp kinh độ, vĩ độ: [true, 10]"),
    ],
)
def test_a_bad_file_is_refused_by_name(bad, why):
    content = bad if isinstance(bad, bytes) else json.dumps(bad).encode()
    with pytest.raises(Refused) as caught:
        polygons(BA_CHUC, content)
    assert str(caught.value) == f"{PATH}: {why}"


@pytest.mark.parametrize(
    ("province", "code", "path"),
    [
        ("91", "30547", PATH),
        ("68", "24829", "json/geojson/68_lam_dong/wards/24829_blao.geojson"),
        ("66", "24184", "json/geojson/66_dak_lak/wards/24184_ea_hleo.geojson"),
        ("01", "00226", "json/geojson/01_ha_noi/wards/00226_van_mieu_quoc_tu_giam.geojson"),
        ("68", "24823", "json/geojson/68_lam_dong/wards/24823_1_bao_loc.geojson"),
    ],
)
def test_names_of_files(province, code, path):
    """The names listed by the dataset."""
    assert next(one.path for one in commune_units(province) if one.code == code) == path


def test_the_special_zones_far_out_lie_within_the_bounds():
    """Hoàng Sa and the eastern and southern ends of Trường Sa, as in the dataset."""
    for point in ((111.2, 17.1), (117.83, 8.9), (111.6, 7.18)):
        ring = box(*point, 0.0005)
        assert polygons(BA_CHUC, json.dumps(document(ring=ring)).encode()) == [[ring]]


# --- reading

TWO = {
    "type": "Topology",
    "transform": {"scale": [0.1, 0.1], "translate": [105, 10]},
    "objects": {
        "communes": {
            "type": "GeometryCollection",
            "geometries": [
                {"type": "MultiPolygon", "arcs": [[[0, 1]]], "properties": {"code": "30001", "name": "Xã Tây"}},
                {
                    "type": "MultiPolygon",
                    "arcs": [[[~0, 2]], [[3]]],
                    "properties": {"code": "30002", "name": "Phường Đông"},
                },
            ],
        }
    },
    # The common border northwards; the rest of the western square; the rest of the eastern square; an islet.
    "arcs": [
        [[10, 0], [0, 10]],
        [[10, 10], [-10, 0], [0, -10], [10, 0]],
        [[10, 0], [10, 0], [0, 10], [-10, 0]],
        [[40, 0], [1, 0], [0, 1], [-1, -1]],
    ],
}
ALL = {
    "type": "Topology",
    "transform": {"scale": [1, 1], "translate": [105, 10]},
    "objects": {
        "provinces": {
            "type": "GeometryCollection",
            "geometries": [
                {"type": "MultiPolygon", "arcs": [[[0], [1]]], "properties": {"code": "99", "name": "Tỉnh Vuông"}}
            ],
        }
    },
    "arcs": [[[0, 0], [4, 0], [0, 4], [-4, 0], [0, -4]], [[1, 1], [0, 2], [2, 0], [0, -2], [-2, 0]]],
}


@pytest.fixture
def folder(tmp_path):
    """A folder as written by the script, made by hand."""
    files = {"99.topo.json": json.dumps(TWO).encode(), "provinces.topo.json": json.dumps(ALL).encode()}
    digests = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / MANIFEST).write_text(json.dumps({"files": {**digests, "LICENSE": "0"}, "commit": "c"}))
    return tmp_path


def test_without_a_manifest_there_are_no_boundaries(tmp_path):
    assert load(tmp_path) is None
    assert load(tmp_path / "nowhere") is None


def test_what_the_build_reads(folder):
    boundaries = load(folder)
    assert boundaries.provinces == ["99"]
    assert boundaries.topology("99") == (folder / "99.topo.json").read_bytes()
    assert boundaries.topology("provinces") == (folder / "provinces.topo.json").read_bytes()
    assert boundaries.manifest["commit"] == "c"
    assert {code: area.name for code, area in boundaries.areas.items()} == {
        "30001": "Xã Tây",
        "30002": "Phường Đông",
        "99": "Tỉnh Vuông",
    }
    assert "30001" in boundaries
    assert "30003" not in boundaries
    assert boundaries.polygons("30001") == [[[(106, 10), (106, 11), (105, 11), (105, 10), (106, 10)]]]
    assert boundaries.polygons("30002") == [
        [[(106, 11), (106, 10), (107, 10), (107, 11), (106, 11)]],
        [[(109, 10), (109.1, 10), (109.1, 10.1), (109, 10)]],
    ]
    assert boundaries.bounds("30002") == (106, 10, 109.1, 11)
    assert boundaries.neighbours("30001") == ["30002"]
    assert boundaries.neighbours("30002") == ["30001"]
    assert boundaries.neighbours("99") == []


def test_codes_without_boundaries(folder):
    boundaries = load(folder)
    with pytest.raises(KeyError):
        boundaries.neighbours("30003")
    with pytest.raises(KeyError):
        boundaries.path("30003", (105, 10, 106, 11), (10, 10))
    with pytest.raises(KeyError):
        boundaries.topology("91")


def test_drawing_north_up(folder):
    assert load(folder).path("30001", (105, 10, 107, 12), (40, 20)) == "M20 20l0 -10 -20 0 0 10z"


def test_drawing_cuts_at_the_box(folder):
    assert load(folder).path("30001", (105.5, 10, 106.5, 11), (20, 20)) == "M10 20l0 -20 -10 0 0 20z"
    assert load(folder).path("30001", (108, 10, 109, 11), (20, 20)) == ""


def test_drawing_an_islet_as_a_dot(folder):
    drawn = load(folder).path("30002", (105, 10, 110, 12), (25, 10))
    assert drawn == "M5 5l0 5 5 0 0 -5zM20 10h0"


def test_drawing_a_hole(folder):
    boundaries = load(folder)
    assert boundaries.path("99", (105, 10, 109, 14), (4000, 4000)).count("z") == 2
    assert boundaries.path("99", (105, 10, 109, 14), (1, 1)) == "M0 1l1 0 0 -1 -1 0z"  # the hole is too small


@pytest.mark.parametrize("name", ["99.topo.json", "provinces.topo.json", MANIFEST])
def test_a_spoilt_file_is_named(folder, name):
    (folder / name).write_bytes((folder / name).read_bytes()[:-5])
    with pytest.raises(DamagedError) as caught:
        load(folder)
    problem = caught.value.problem
    assert (problem.rule, problem.file, problem.line) == ("boundaries", f"{folder.name}/{name}", 1)
    remedy = "Chạy lại python scripts/fetch_boundaries.py, hoặc xóa cả thư mục này để bản đồ vẽ theo điểm."
    assert problem.remedy == remedy
    assert str(caught.value) == f"{folder.name}/{name}: {problem.message}"


@pytest.mark.parametrize("content", ["[]", "{}", '{"files": {}}', '{"files": [1]}'])
def test_a_manifest_without_files_is_named(folder, content):
    (folder / MANIFEST).write_text(content)
    with pytest.raises(DamagedError, match=r"/manifest\.json: "):
        load(folder)


def test_a_missing_file_is_named(folder):
    (folder / "99.topo.json").unlink()
    with pytest.raises(DamagedError, match=r"/99\.topo\.json: "):
        load(folder)


def test_reading_needs_no_geometry_library():
    code = "import sys, showcase.gazetteer.boundaries; print(*{'shapely', 'numpy'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "\n"


# --- the real data, if it is there


@pytest.fixture(scope="module")
def an_giang():
    if not GEO.is_dir():
        pytest.skip("the public boundary data is not beside this project")
    files = fetch_boundaries.make(str(GEO), ["91"], "2026-01-01")
    return Boundaries({name: content for name, content in files.items() if name.endswith(".topo.json")}, {})


@pytest.fixture(scope="module")
def sources(an_giang):
    return {one.code: source_shape(one) for one in commune_units("91")}


def source_shape(one):
    [feature] = json.loads((GEO / one.path).read_bytes())["features"]
    return shapely.geometry.shape(feature["geometry"])


def test_all_of_an_giang(an_giang, sources):
    codes = {commune.code for commune in gazetteer().of_province("91")}
    assert len(codes) == 102
    assert codes <= set(an_giang.areas)
    assert all(shape(an_giang, code).is_valid for code in codes)
    total = sum(shape(an_giang, code).area for code in codes)
    assert total == pytest.approx(sum(one.area for one in sources.values()), rel=0.01)
    small = [code for code in codes if abs(shape(an_giang, code).area / sources[code].area - 1) > 0.05]
    assert small == []


def test_no_island_of_a_special_zone_vanishes(an_giang, sources):
    for code in ("31078", "31105", "31108"):
        assert len(an_giang.polygons(code)) == len(shapely.get_parts(sources[code]))


def test_neighbours_of_an_giang(an_giang, sources):
    found = {code: an_giang.neighbours(code) for code in sources}
    assert all(code in found[other] for code, others in found.items() for other in others)
    for one, other in combinations(sources, 2):
        if other in found[one]:
            assert sources[one].distance(sources[other]) < 0.0005
        elif sources[one].intersects(sources[other]):
            assert sources[one].intersection(sources[other]).length < 0.001


def test_the_archipelagos_stay_in_the_outlines(an_giang):
    """Hoàng Sa with Đà Nẵng, Trường Sa with Khánh Hòa: every polygon of the source in the open sea."""
    for code, count in (("48", 46), ("56", 137)):
        source = [part for part in shapely.get_parts(source_shape(province_unit(code))) if part.bounds[0] > 109.5]
        kept = [polygon for polygon in an_giang.polygons(code) if min(x for x, _ in polygon[0]) > 109.5]
        assert len(kept) == len(source) >= count


def test_what_is_shipped_is_small(an_giang):
    assert len(gzip.compress(an_giang.topology("91"))) < 120_000
    assert len(gzip.compress(an_giang.topology("provinces"))) < 60_000


def test_a_locator_of_an_giang_is_small(an_giang):
    drawn = an_giang.path("91", (103.4, 9.2, 105.65, 11.0), (140, 114))
    assert 500 < len(drawn) < 4000


def test_rings_of_an_giang_are_closed(an_giang):
    for code in (commune.code for commune in gazetteer().of_province("91")):
        for ring in (ring for polygon in an_giang.polygons(code) for ring in polygon):
            assert ring[0] == ring[-1]
            assert all(one != other for one, other in pairwise(ring))
