"""The command that fetches boundaries: from a folder, from an address, and with faults.

The data is made here: Lai Châu's communes as a board of squares, the provinces as another board.
"""

import hashlib
import http.server
import json
import os
import shutil
import socket
import subprocess
import sys
import threading
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import fetch_boundaries
import pytest

from showcase.gazetteer.boundaries import load
from showcase.gazetteer.boundary_source import commune_units, province_unit
from showcase.gazetteer.communes import gazetteer
from showcase.targets import exchanging
from showcase.targets.mark import MARK, write_mark

ROOT = Path(__file__).resolve().parents[2]
UNITS = [*commune_units("12"), *map(province_unit, gazetteer().provinces)]
WARDS = "json/geojson/12_lai_chau/wards"
BINH_LU = f"{WARDS}/03390_binh_lu.geojson"
TA_LENG = f"{WARDS}/03405_ta_leng.geojson"
STAYS = "Ranh giới đã có giữ nguyên.\n"
POINTS = "Bản đồ sẽ vẽ theo điểm.\n"
COLUMNS = 7


def feature(unit, place):
    """A square of a tenth of a degree at its position on the board."""
    west, south = 103 + place % COLUMNS / 10, 10 + place // COLUMNS / 10
    corners = [(0, 0), (0.1, 0), (0.1, 0.1), (0, 0.1), (0, 0)]
    ring = [[round(west + x, 3), round(south + y, 3)] for x, y in corners]
    geometry = {"type": "MultiPolygon", "coordinates": [[ring]]}
    return {"type": "Feature", "geometry": geometry, "properties": {"code": unit.code, "name": unit.short_name}}


def lay_out(folder, province="12"):
    for units in (commune_units(province), list(map(province_unit, gazetteer().provinces))):
        for place, unit in enumerate(units):
            path = folder / unit.path
            path.parent.mkdir(parents=True, exist_ok=True)
            content = {"type": "FeatureCollection", "features": [feature(unit, place)]}
            path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    (folder / "LICENSE").write_text("MIT License\n\nCopyright (c) someone\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def good(tmp_path_factory):
    return lay_out(tmp_path_factory.mktemp("data"))


@pytest.fixture
def source(good, tmp_path):
    """A copy that tests may damage."""
    return Path(shutil.copytree(good, tmp_path / "source"))


@pytest.fixture
def target(tmp_path):
    """The folder of boundaries, in its own folder, so that leftovers are visible."""
    return tmp_path / "project" / "boundaries"


@pytest.fixture
def old(target):
    """The files of an earlier run."""
    target.mkdir(parents=True)
    (target / "manifest.json").write_text("old")
    (target / "91.topo.json").write_text("old")
    write_mark(target, fetch_boundaries.KIND)
    return target


def run(*arguments, province="12"):
    chosen = ["--province", province] if province else []
    command = [sys.executable, str(ROOT / "scripts" / "fetch_boundaries.py"), *chosen, *map(str, arguments)]
    variables = {**os.environ, "SHOWCASE_NO_VENV": "1", "no_proxy": "*"}
    return subprocess.run(
        command, env=variables, capture_output=True, text=True, encoding="utf-8", check=False, timeout=120
    )


def spoil(source, path, **properties):
    document = json.loads((source / path).read_text(encoding="utf-8"))
    document["features"][0]["properties"] |= properties
    (source / path).write_text(json.dumps(document), encoding="utf-8")


def content(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name != MARK}


def assert_untouched(old):
    assert content(old) == {"manifest.json": b"old", "91.topo.json": b"old"}
    assert list(old.parent.iterdir()) == [old]


# --- written


@pytest.fixture(scope="module")
def written(good, tmp_path_factory):
    folder = tmp_path_factory.mktemp("written") / "boundaries"
    return folder, run("--source", good, "--folder", folder, "--date", "2026-11-24")


def test_what_is_written(written):
    folder, done = written
    assert done.returncode == 0, done.stderr
    assert sorted(content(folder)) == ["12.topo.json", "LICENSE", "manifest.json", "provinces.topo.json"]
    assert list(folder.parent.iterdir()) == [folder]
    lines = done.stdout.splitlines()
    assert lines[0].startswith(f"Đã ghi ranh giới vào {folder} trong ")
    assert [line.split(":")[0].strip() for line in lines[1:]] == ["12.topo.json", "provinces.topo.json"]
    assert done.stderr == ""


def test_the_manifest_names_source_day_and_every_file(written, good):
    folder, _ = written
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert (manifest["source"], manifest["commit"], manifest["fetched"]) == (good.name, None, "2026-11-24")
    for listed, place in ((manifest["files"], folder), (manifest["sources"], good)):
        assert listed == {name: hashlib.sha256((place / name).read_bytes()).hexdigest() for name in listed}
    assert set(manifest["files"]) == {"12.topo.json", "LICENSE", "provinces.topo.json"}
    assert set(manifest["sources"]) == {"LICENSE", *(unit.path for unit in UNITS)}


def test_the_build_can_read_it(written):
    folder, _ = written
    boundaries = load(folder)
    assert boundaries.provinces == ["12"]
    codes = [unit.code for unit in commune_units("12")]
    assert set(boundaries.areas) == {*codes, *gazetteer().provinces}
    # On a board seven wide, the ninth square touches the second, eighth, tenth and sixteenth.
    assert boundaries.neighbours(codes[8]) == [codes[place] for place in (1, 7, 9, 15)]
    assert boundaries.bounds(codes[8]) == pytest.approx((103.1, 10.1, 103.2, 10.2))


def test_an_old_folder_goes_as_a_whole(good, old):
    assert run("--source", good, "--folder", old).returncode == 0
    assert sorted(content(old)) == ["12.topo.json", "LICENSE", "manifest.json", "provinces.topo.json"]
    assert list(old.parent.iterdir()) == [old]


def test_a_folder_that_this_command_has_not_written_is_refused_by_name(good, target):
    target.mkdir(parents=True)
    (target / "luận văn.docx").write_text("của tôi")
    done = run("--source", good, "--folder", target)
    assert (done.returncode, done.stdout) == (2, "")
    assert "luận văn.docx" in done.stderr
    assert content(target) == {"luận văn.docx": "của tôi".encode()}
    assert list(target.parent.iterdir()) == [target]


def test_when_the_swap_fails_the_old_folder_stays(old, monkeypatch):
    rename = Path.rename

    def fail(self, to):
        if self.name == "moi":
            raise PermissionError(13, "in use", str(to))
        return rename(self, to)

    monkeypatch.setattr(Path, "rename", fail)
    monkeypatch.setattr(exchanging, "_swap", lambda one, other: False)  # as on Windows
    with pytest.raises(PermissionError):
        fetch_boundaries.write(old, {"manifest.json": b"new"}, old / "models")
    assert_untouched(old)


def test_when_writing_fails_the_old_folder_stays(old):
    with pytest.raises(OSError, match="no-such"):
        fetch_boundaries.write(old, {"manifest.json": b"new", "no-such/12.topo.json": b"new"}, old / "models")
    assert_untouched(old)


def test_a_place_that_cannot_be_written(good, tmp_path):
    (tmp_path / "file").write_text("")
    done = run("--source", good, "--folder", tmp_path / "file" / "boundaries")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("Không ghi được ranh giới: ")


def test_a_ring_that_crosses_itself_is_told(source, target):
    document = json.loads((source / BINH_LU).read_text(encoding="utf-8"))
    [[ring]] = document["features"][0]["geometry"]["coordinates"]
    # A loop of fifty metres at the first corner.
    ring[:1] = [ring[0], [ring[0][0] - 0.0005, ring[0][1]], [ring[0][0], ring[0][1] - 0.0005]]
    ring.insert(3, [ring[0][0] - 0.0005, ring[0][1] + 0.0003])
    ring[-1] = ring[0]
    (source / BINH_LU).write_text(json.dumps(document), encoding="utf-8")
    done = run("--source", source, "--folder", target)
    assert done.returncode == 0, done.stderr
    assert done.stderr == f"Lưu ý: {BINH_LU}: đường ranh giới tự cắt, đã nắn lại.\n"
    notes = json.loads((target / "manifest.json").read_text(encoding="utf-8"))["notes"]
    assert notes == [f"{BINH_LU}: đường ranh giới tự cắt, đã nắn lại"]


# --- which provinces


def test_default_provinces(tree, minimal):
    away = minimal.replace("30547", "03390")
    files = tree({"ba-chuc/mot.yml": minimal, "binh-lu-lai-chau/hai.yml": away.replace("Tổ phụ nữ", "Nhóm hộ")})
    assert fetch_boundaries.default_provinces(files.folder) == ["12", "91"]
    assert fetch_boundaries.default_provinces(files.folder / "nowhere") == ["91"]


def test_the_home_province_comes_without_being_named(source, tmp_path, target):
    done = run("--source", source, "--folder", target, "--models", tmp_path / "nowhere", province=None)
    assert done.returncode == 1
    missing = [f"{unit.path}: nguồn không có tệp này" for unit in commune_units("91")]
    assert done.stderr.splitlines()[:-2] == missing


def test_an_unknown_province(good, target):
    done = run("--source", good, "--folder", target, province="99")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("Không có tỉnh mang mã 99. Các mã: 01 Thành phố Hà Nội, ")


# --- refused


def truncate(source, path):
    content = (source / path).read_bytes()
    (source / path).write_bytes(content[: len(content) // 2])


def open_ring(source, path):
    document = json.loads((source / path).read_text(encoding="utf-8"))
    del document["features"][0]["geometry"]["coordinates"][0][0][-1]
    (source / path).write_text(json.dumps(document), encoding="utf-8")


def remove(source, path):
    (source / path).unlink()


def copy_neighbour(source, path):
    other = json.loads((source / TA_LENG).read_text(encoding="utf-8"))["features"][0]["geometry"]
    document = json.loads((source / path).read_text(encoding="utf-8"))
    document["features"][0]["geometry"] = other
    (source / path).write_text(json.dumps(document), encoding="utf-8")


@pytest.mark.parametrize(
    ("damage", "why"),
    [
        (truncate, "tệp hỏng hoặc tải về chưa đủ, không đọc được thành JSON"),
        (open_ring, "có vòng ranh giới không khép kín"),
        (remove, "nguồn không có tệp này"),
        (partial(spoil, code="03405"), "mã trong tệp là “03405”, phải là “03390” (Xã Bình Lư)"),
        (partial(spoil, name="Bình Lục"), "tên trong tệp là “Bình Lục”, phải là “Bình Lư” (mã 03390)"),
        (copy_neighbour, f"hình trùm lên {TA_LENG}"),
    ],
    ids=["truncated", "open ring", "missing", "wrong code", "wrong name", "wrong shape"],
)
def test_a_wrong_file_is_refused_by_name(source, old, damage, why):
    damage(source, BINH_LU)
    done = run("--source", source, "--folder", old)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"{BINH_LU}: {why}\nKhông nhận dữ liệu mới: 1 tệp thiếu hoặc sai.\n{STAYS}"
    assert_untouched(old)


def test_all_wrong_files_are_named_at_once(source, target):
    outline = province_unit("56").path
    for path in (BINH_LU, TA_LENG, outline):
        spoil(source, path, code="1")
    done = run("--source", source, "--folder", target)
    assert done.returncode == 1
    assert [line.split(":")[0] for line in done.stderr.splitlines()] == [
        BINH_LU,
        TA_LENG,
        outline,
        "Không nhận dữ liệu mới",
        POINTS.strip(),
    ]
    assert not target.exists()


def test_a_folder_that_is_not_there(tmp_path, target):
    done = run("--source", tmp_path / "nowhere", "--folder", target)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"Không thấy thư mục nguồn: {tmp_path / 'nowhere'}\n{POINTS}"


# --- from an address


@contextmanager
def served(folder, answer=None):
    """A local server of a folder; `answer(handler)` may answer a request itself and return True."""

    class Handler(http.server.SimpleHTTPRequestHandler):
        def do_GET(self):
            if not (answer and answer(self)):
                super().do_GET()

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_an_address_gives_the_same_as_a_folder(good, written, target):
    with served(good) as address:
        done = run("--source", f"{address}/", "--folder", target)
    assert done.returncode == 0, done.stderr
    here, there = content(target), content(written[0])
    del here["manifest.json"], there["manifest.json"]
    assert here == there
    assert json.loads((target / "manifest.json").read_text())["source"] == f"{address}/"


def test_an_address_that_holds_the_commit_is_of_that_commit(good, tmp_path, target):
    (tmp_path / fetch_boundaries.COMMIT).symlink_to(good)
    with served(tmp_path) as address:
        done = run("--source", f"{address}/{fetch_boundaries.COMMIT}", "--folder", target)
    assert done.returncode == 0, done.stderr
    assert json.loads((target / "manifest.json").read_text())["commit"] == "cd58063299585146ded3981f2272946ef19ced54"


def test_the_source_is_the_pinned_commit():
    assert fetch_boundaries.SOURCE == (
        "https://raw.githubusercontent.com/thanglequoc/vietnamese-provinces-database"
        "/cd58063299585146ded3981f2272946ef19ced54"
    )


def answer_half(handler):
    """Announce a whole file, send half of it, and close."""
    if not handler.path.endswith("ta_leng.geojson"):
        return False
    content = Path(handler.translate_path(handler.path)).read_bytes()
    handler.send_response(200)
    handler.send_header("Content-Length", str(len(content)))
    handler.end_headers()
    handler.wfile.write(content[: len(content) // 2])
    handler.close_connection = True
    return True


def answer_error(handler):
    if not handler.path.endswith("ta_leng.geojson"):
        return False
    handler.send_error(503)
    return True


def answer_nothing(handler):
    if not handler.path.endswith("ta_leng.geojson"):
        return False
    handler.close_connection = True
    return True


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (answer_half, "Mạng đứt giữa chừng khi đang tải"),
        (answer_error, "Máy chủ không cho tải (mã 503)"),
        (answer_nothing, "Không nối được mạng tới nguồn ranh giới"),
    ],
)
def test_a_server_that_fails_half_way(good, old, answer, why):
    with served(good, answer) as address:
        done = run("--source", address, "--folder", old)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"{why}: {address}/{TA_LENG}\n{STAYS}"
    assert_untouched(old)


def test_a_file_that_the_server_does_not_have(source, old):
    (source / TA_LENG).unlink()
    with served(source) as address:
        done = run("--source", address, "--folder", old)
    assert done.returncode == 1
    assert done.stderr == (f"{TA_LENG}: nguồn không có tệp này\nKhông nhận dữ liệu mới: 1 tệp thiếu hoặc sai.\n{STAYS}")
    assert_untouched(old)


def test_without_a_network(target):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound but not listening: no answer
        address = f"http://127.0.0.1:{taken.getsockname()[1]}"
        done = run("--source", address, "--folder", target)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"Không nối được mạng tới nguồn ranh giới: {address}/LICENSE\n{POINTS}"
    assert not target.parent.exists()


def test_help_is_in_vietnamese():
    done = run("--help", province=None)
    assert done.returncode == 0
    assert "Tải ranh giới các xã, phường, đặc khu" in done.stdout


# --- automatically, before a build


@pytest.fixture
def project(tmp_path):
    """The files of the project that the command needs, in its own folder."""
    ignored = shutil.ignore_patterns("__pycache__", "node_modules", "templates")
    for name in ("scripts", "showcase"):
        shutil.copytree(ROOT / name, tmp_path / "project" / name, ignore=ignored)
    (tmp_path / "project" / "requirements.txt").touch()
    shutil.copy(ROOT / "showcase.yml", tmp_path / "project")
    return tmp_path / "project"


def before_a_build(project, source, day="2026-11-28", **more):
    program = f"import sys; sys.path.insert(0, 'scripts'); from lib import boundaries; boundaries.fetch_once({day!r})"
    variables = {key: value for key, value in os.environ.items() if key != "SHOWCASE_BOUNDARIES"}
    variables |= {"SHOWCASE_NO_VENV": "1", "no_proxy": "*", "SHOWCASE_FETCH": "1", "SHOWCASE_BOUNDARY_SOURCE": source}
    command = [sys.executable, "-B", "-c", program]
    done = subprocess.run(
        command, cwd=project, env=variables | more, capture_output=True, text=True, encoding="utf-8", timeout=120
    )
    assert done.returncode == 0, done.stderr
    return done.stderr


def test_the_first_build_fetches_and_the_second_asks_for_nothing(project, tmp_path):
    asked = []
    with served(lay_out(tmp_path / "data", "91"), lambda handler: asked.append(handler.path)) as address:
        before_a_build(project, address)
        count = len(asked)
        before_a_build(project, address)
    assert count == len(asked) == 1 + len(commune_units("91")) + 34
    assert load(project / "boundaries").polygons("30547")


def test_a_failure_is_told_once_a_day(project):
    def refuse(handler):
        asked.append(handler.path)
        handler.send_error(503)
        return True

    asked = []
    with served(project, refuse) as address:
        first = before_a_build(project, address)
        assert before_a_build(project, address) == ""
        assert len(asked) == 1
        before_a_build(project, address, day="2026-11-29")
        assert len(asked) == 2
        for unwanted in ({"SHOWCASE_FETCH": "0"}, {"SHOWCASE_BOUNDARIES": "elsewhere"}):
            assert before_a_build(project, address, day="2026-11-30", **unwanted) == ""
    assert len(asked) == 2
    assert "Máy chủ không cho tải (mã 503)" in first
    assert "Chưa có ranh giới, bản đồ vẽ theo điểm. Hôm nay không thử lại" in first
    assert "Traceback" not in first
    assert not (project / "boundaries").exists()
