"""The folder for a USB stick: links, scripts, pieces, refused targets. `tests/browser/test_usb.py` opens it."""

import base64
import hashlib
import json
import re
import shutil
from datetime import date
from pathlib import Path

import pytest
from build_usb import KIND, accepted_place, require_few, write

from showcase.targets import mark
from showcase.targets.mark import MARK, PARTIAL, read_mark, replace_file, write_digests
from showcase.targets.refusing import Refused
from showcase.usb.data_scripts import PIECE, pieces
from showcase.usb.folder import LIMIT, README, usb_files, usb_page
from showcase.usb.scripts import bundle, joined, needed

MADE = date(2026, 3, 7)
PAGE = """<html><head>
<meta charset="utf-8">
<link rel="manifest" href="../manifest.webmanifest">
<link rel="preload" href="../a.woff2" as="font" crossorigin>
<link rel="stylesheet" href="../assets/common/site.css">
</head><body><a href="{href}">x</a>
<div class="page" id="noi-dung"><a href="../../dia-ban/b/#so">x</a><a href="to-a4/">x</a><a href="https://vd.vn/">x</a>
</div><footer class="bottom"></footer>
<script type="module" src="../../assets/a.js"></script>
<script type="module" src="../../assets/offline/register.js"></script>
</body></html>"""


@pytest.mark.parametrize(
    ("href", "led"),
    [
        ("..", "../index.html"),
        ("../..", "../../index.html"),
        ("./", "./index.html"),
        ("../tra-cuu/?q=a/b", "../tra-cuu/index.html?q=a/b"),
        ("../dia-ban/#xa", "../dia-ban/index.html#xa"),
        ("#noi-dung", "#noi-dung"),
        ("?q=x", "?q=x"),
        ("../du-lieu/models.csv", "../du-lieu/models.csv"),
        ("https://vidu.vn/trang/", "https://vidu.vn/trang/"),
        ("mailto:a@vidu.vn", "mailto:a@vidu.vn"),
    ],
)
def test_links_lead_to_files(href: str, led: str) -> None:
    page, _ = usb_page(PAGE.replace("{href}", href), "../../", MADE)
    assert f'<body><a href="{led}">' in page


def test_a_page_keeps_its_style_and_loses_what_needs_a_server() -> None:
    page, modules = usb_page(PAGE, "../../", MADE)
    assert modules == ["assets/a.js"]
    assert '<script defer src="../../assets/usb.js" data-modules="assets/a.js"></script>\n</body>' in page
    assert 'type="module"' not in page
    assert re.findall(r'<link rel="(\w+)"', page) == ["stylesheet"]
    assert "connect-src 'none'" in page
    assert "Bản chép ra USB ngày 07/03/2026." in page


MODULES = {
    "assets/a.js": 'import { b, c as d } from "./x/b.js";\nexport async function run() {\n  b(d);\n}\nawait run();\n',
    "assets/x/b.js": 'import "../y.js";\nexport const c = import.meta.url;\n'
    'export function b() {\nimport("./d.js");\n}\n',
    "assets/x/d.js": 'export { b, c as e } from "./b.js";\nexport class D {}\nconst f = 1;\nexport { f };\n',
    "assets/y.js": 'const w = new Worker(new URL("w.js", import.meta.url), { type: "module" });\n',
    "assets/w.js": "self.onmessage = null;\n",
    "assets/unused.js": 'export default "x";\n',
}


def test_all_that_a_page_runs_is_found_and_nothing_else() -> None:
    assert needed(MODULES, ["assets/a.js"]) == [
        "assets/a.js", "assets/w.js", "assets/x/b.js", "assets/x/d.js", "assets/y.js",
    ]  # fmt: skip


def test_imports_and_exports_become_calls() -> None:
    made = bundle(MODULES, ["assets/a.js"])
    assert 'const { b, c: d } = usb.load("assets/x/b.js");' in made
    assert 'usb.modules["assets/a.js"] = async function' in made
    assert 'usb.modules["assets/x/b.js"] = function' in made
    assert "const c = usbAddress;" in made
    assert '(async () => usb.load("assets/x/d.js"))();' in made
    assert (
        'usb.show(usbExports, { D: () => D, b: () => usb.load("assets/x/b.js").b, '
        'e: () => usb.load("assets/x/b.js").c, f: () => f });' in made
    )
    assert not re.search(r"^(import|export)\b", made, re.MULTILINE)


def test_what_is_asked_for_later_stays_a_file_of_its_own() -> None:
    """Its address is relative to the bundle that now has the module; bundling once more includes it."""
    made = joined({**MODULES, "assets/a.js": MODULES["assets/a.js"].replace("await ", "")}, "assets/a.js")
    assert re.findall(r'usb\.modules\["([^"]+)"', made) == ["assets/a.js", "assets/x/b.js", "assets/y.js"]
    assert 'import("./x/d.js");' in made
    again = bundle({**MODULES, "assets/a.js": made}, ["assets/a.js"])
    assert 'usb.modules["assets/x/d.js"]' in again
    assert '(async () => usb.load("assets/x/d.js"))();' in again


@pytest.mark.parametrize("text", ['export default "x";', 'import all from "./b.js";', "export let a = 1;"])
def test_a_form_that_is_not_known_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"assets/a\.js: "):
        bundle({"assets/a.js": text, "assets/b.js": ""}, ["assets/a.js"])


def read(script: bytes) -> tuple[str, dict[str, str]]:
    found = re.fullmatch(r'usb\.keep\("([^"]+)", (.*)\);\n', script.decode(), re.DOTALL)
    assert found
    return found[1], json.loads(found[2])


def test_pieces_hold_every_file_once_and_the_list_tells_where() -> None:
    files = {f"{number}.json": b'"</script>"' * (PIECE // 30) for number in range(7)} | {"b.bin": bytes(range(256))}
    made = dict(pieces(files.items()))
    read_back = dict(map(read, made.values()))
    places = read_back.pop("list")
    assert set(places) == set(files)
    for name, content in files.items():
        kept = read_back[places[name]][name]
        assert (base64.b64decode(kept) if name == "b.bin" else kept.encode()) == content
    assert len(read_back) == 3
    assert set(made) == {"assets/usb/0.js", "assets/usb/1.js", "assets/usb/2.js", "assets/usb/list.js"}


@pytest.fixture
def built(tmp_path: Path) -> Path:
    folder = tmp_path / "trang"
    for name, text in {
        "index.html": PAGE.replace("../../assets", "assets"),
        "mo-hinh/m/index.html": PAGE,
        "mo-hinh/m/m.yml": "title: m\n",
        "mo-hinh/m/anh.jpg": "ảnh",
        "assets/a.js": "",
        "assets/common/theme.js": "1",
        "assets/common/site.css": "",
        "assets/map/x.json": "[]",
        "du-lieu/models.json": "[]",
        "sw.js": "",
        "feed.xml": "",
        "khong-co-mang/index.html": PAGE,
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_the_folder_holds_what_works_without_a_server(built: Path) -> None:
    made = dict(usb_files(built, MADE))
    assert set(made) == {
        README, "index.html", "feed.xml", "mo-hinh/m/index.html", "mo-hinh/m/m.yml", "mo-hinh/m/anh.jpg",
        "assets/usb.js", "assets/common/theme.js", "assets/common/site.css", "assets/usb/0.js", "assets/usb/list.js",
        "du-lieu/models.json",
    }  # fmt: skip
    assert next(usb_files(built, MADE))[0] == README
    assert (
        made[README].decode("utf-8-sig").startswith("Bản chép ngày 07/03/2026, gồm 1 mô hình.\r\n\r\nMở tệp index.html")
    )
    _, kept = read(made["assets/usb/0.js"])
    assert set(kept) == {"assets/map/x.json", "mo-hinh/m/index.html", "mo-hinh/m/m.yml"}
    links = re.findall(r'href="([^"]*)"', kept["mo-hinh/m/index.html"])
    assert links == ["usb:/dia-ban/b/#so", "usb:/mo-hinh/m/to-a4/", "https://vd.vn/"]


def files_of(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


@pytest.fixture
def few(tmp_path: Path) -> Path:
    return models(tmp_path / "it", 1)


def test_an_older_folder_is_replaced_as_a_whole(built: Path, tmp_path: Path, few: Path) -> None:
    output = tmp_path / "usb"
    (built / "mo-hinh/cu").mkdir()
    (built / "mo-hinh/cu/index.html").write_text((built / "index.html").read_text("utf-8"), encoding="utf-8")
    write(built, output, few)
    assert (output / "mo-hinh/cu/index.html").is_file()
    shutil.rmtree(built / "mo-hinh/cu")
    count, size = write(built, output, few)
    files = files_of(output)
    del files[MARK]
    assert (count, size) == (len(files), sum(map(len, files.values())))
    assert not (output / "mo-hinh/cu").exists()


def test_what_somebody_has_put_beside_our_files_is_refused_by_name(built: Path, tmp_path: Path, few: Path) -> None:
    output = tmp_path / "usb"
    write(built, output, few)
    (output / "anh").mkdir()
    (output / "anh/dam-cuoi.jpg").write_bytes(b"x")
    before = files_of(output)
    with pytest.raises(Refused, match=r"có tệp khác ở trong \(anh/dam-cuoi.jpg\)"):
        write(built, output, few)
    assert files_of(output) == before


def test_a_file_that_somebody_has_changed_is_refused_by_name(built: Path, tmp_path: Path, few: Path) -> None:
    output = tmp_path / "usb"
    write(built, output, few)
    (output / "index.html").write_text("Ghi chú của tôi", encoding="utf-8")
    with pytest.raises(Refused, match=r"có tệp đã bị sửa sau khi ghi \(index.html\)"):
        write(built, output, few)
    assert (output / "index.html").read_text(encoding="utf-8") == "Ghi chú của tôi"


HOSTILE = ["../ngoài.txt", "../../ngoài.txt", "{outside}", "liên kết/ngoài.txt", "..", "", "assets/../../ngoài.txt"]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_list_on_the_stick_reaches_nothing_outside_the_folder(
    built: Path, tmp_path: Path, few: Path, name: str
) -> None:
    """The list names the files of an older run; anybody who has the stick can change it."""
    output, outside = tmp_path / "usb", tmp_path / "ngoài.txt"
    outside.write_text("của tôi", encoding="utf-8")
    write(built, output, few)
    listed = {path: {digest} for path, [digest] in (read_mark(output, KIND) or {}).items()}
    digest = hashlib.sha256(outside.read_bytes()).hexdigest()[:16]
    write_digests(output, KIND, listed | {name.replace("{outside}", str(outside)): {digest}})
    before = sorted(tmp_path.rglob("*"))
    write(built, output, few)
    assert outside.read_text(encoding="utf-8") == "của tôi"
    assert sorted(tmp_path.rglob("*")) == before


def test_a_link_on_the_stick_is_refused_and_leads_nowhere(built: Path, tmp_path: Path, few: Path) -> None:
    output, outside = tmp_path / "usb", tmp_path / "ngoài"
    write(built, output, few)
    shutil.move(output / "assets", outside)
    (output / "assets").symlink_to(outside)
    before = files_of(outside)
    with pytest.raises(Refused, match=r"\(assets\)"):
        write(built, output, few)
    assert files_of(outside) == before


def test_a_failure_leaves_the_older_folder(built: Path, tmp_path: Path, few: Path) -> None:
    output = tmp_path / "usb"
    write(built, output, few)
    before = files_of(output)
    (built / "assets/a.js").write_text('export * from "./khac.js";\n', encoding="utf-8")
    with pytest.raises(Refused, match=r"assets/a\.js"):
        write(built, output, few)
    assert files_of(output) == before


def models(folder: Path, count: int) -> Path:
    (folder / "xa").mkdir(parents=True)
    (folder / "sources.yml").touch()
    for number in range(count):
        (folder / "xa" / f"m{number}.yml").touch()
    return folder


def test_what_systems_leave_on_a_stick_is_no_hindrance_and_stays(built: Path, tmp_path: Path, few: Path) -> None:
    output = tmp_path / "usb"
    (output / "System Volume Information").mkdir(parents=True)
    (output / "System Volume Information/IndexerVolumeGuid").write_bytes(b"x")
    (output / ".Trashes").mkdir()
    (output / ".Trashes/cu.docx").write_bytes(b"x")
    (output / "Ảnh trống").mkdir()
    for _ in range(2):
        write(built, output, few)
    assert (output / "System Volume Information/IndexerVolumeGuid").is_file()
    assert (output / ".Trashes/cu.docx").is_file()
    assert (output / "Ảnh trống").is_dir()


def test_a_stick_without_room_is_refused_before_anything_goes(
    built: Path, tmp_path: Path, few: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    output = tmp_path / "usb"
    write(built, output, few)
    before = files_of(output)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: shutil._ntuple_diskusage(10**9, 10**9, 0))
    (built / "lon.bin").write_bytes(b"x" * 5_000_000)
    with pytest.raises(Refused, match=r"không đủ chỗ ở .*: cần khoảng 5 MB, còn 0 MB"):
        write(built, output, few)
    assert files_of(output) == before


@pytest.mark.parametrize("left", [b"", b"body {"], ids=["nothing", "a part"])
def test_an_interrupted_run_can_be_replaced(
    built: Path, tmp_path: Path, few: Path, monkeypatch: pytest.MonkeyPatch, left: bytes
) -> None:
    """Also if the stick was removed while a file was being written."""
    output = tmp_path / "usb"
    write(built, output, few)
    (built / "assets/common/site.css").write_text("body { margin: 0 }", encoding="utf-8")

    def full(path: Path, content: bytes) -> None:
        if path.name == "site.css":
            path.with_name(path.name + PARTIAL).write_bytes(left)
            raise OSError(28, "No space left on device")
        replace_file(path, content)

    with monkeypatch.context() as stick:
        stick.setattr(mark, "replace_file", full)
        with pytest.raises(OSError, match="No space"):
            write(built, output, few)
    write(built, output, few)
    assert (output / "assets/common/site.css").read_text(encoding="utf-8") == "body { margin: 0 }"
    assert not list(output.rglob(f"*{PARTIAL}"))


def test_a_thousand_models_and_no_more(tmp_path: Path) -> None:
    require_few(models(tmp_path / "vua", LIMIT))
    with pytest.raises(Refused, match=r"^có 1\.001 mô hình; thư mục USB chứa nhiều nhất 1\.000\. Hãy chép các mô hình"):
        require_few(models(tmp_path / "thua", LIMIT + 1))


def test_a_folder_of_somebody_is_left_alone(tmp_path: Path, few: Path) -> None:
    output = tmp_path / "usb"
    output.mkdir()
    accepted_place(output, few)
    (output / "anh-gia-dinh.jpg").touch()
    with pytest.raises(Refused, match=r"không do lệnh này ghi \(anh-gia-dinh\.jpg\)"):
        accepted_place(output, few)
    with pytest.raises(Refused, match="là một tệp"):
        accepted_place(output / "anh-gia-dinh.jpg", few)
    with pytest.raises(Refused, match="không có thư mục mô hình"):
        require_few(tmp_path / "khong-co")
