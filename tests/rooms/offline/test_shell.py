"""Version, shell, manifest, icons and packs that the build gives to the worker."""

import gzip
import hashlib
import io
import json
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from showcase.files.catalogue import ModelFiles
from showcase.insight.site import Site
from showcase.look.style_sheet import SHEET
from showcase.offline.manifest import ICON_SIZES, icon, manifest
from showcase.offline.packs import Weight, pack_files
from showcase.offline.shell import (
    SHELL_INDEX_LIMIT,
    WORKER,
    bundles,
    frame,
    offline_files,
    shell_pages,
    stamped,
    version,
)

ROOT = Path(__file__).resolve().parents[3]
MADE = {
    "assets/lotus.svg": b"<svg/>",
    "assets/search/index/abc/core.bin": b"1",
    "assets/map/communes.json": b"[]",
    "assets/the/abc.png": b"1",
    "assets/form/models.json": b"[]",
    "assets/form/models/0123456789ab/k0.json": b"{}",
    "du-lieu/models.json": b"[]",
}


@pytest.fixture(scope="module")
def site() -> Site:
    return Site(ModelFiles(ROOT / "models").load())


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    for name in ("docs/assets/common", "docs/assets/offline", "overrides", "showcase"):
        (tmp_path / name).mkdir(parents=True)
    for name in (
        "docs/index.md",
        "docs/ban-do.md",
        "docs/assets/common/site.css",
        *(f"docs/assets/offline/{part}" for part in WORKER),
        "requirements.txt",
        "overrides/main.html",
        "showcase/a.py",
        "mkdocs.yml",
    ):
        (tmp_path / name).write_text("một", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    "name", ["docs/index.md", "docs/assets/common/site.css", "overrides/main.html", "showcase/a.py", "mkdocs.yml"]
)
def test_every_source_makes_a_version_of_its_own(sources: Path, name: str) -> None:
    before = version(sources, MADE)
    assert version(sources, MADE) == before
    (sources / name).write_text("hai", encoding="utf-8")
    assert version(sources, MADE) != before


def test_every_made_file_counts_with_its_name(sources: Path) -> None:
    before = version(sources, MADE)
    assert version(sources, {**MADE, "du-lieu/models.json": b"[1]"}) != before
    assert version(sources, {**MADE, "them.json": b""}) != before


def test_what_python_leaves_behind_does_not(sources: Path) -> None:
    before = version(sources, MADE)
    (sources / "showcase/a.cpython-311.pyc").write_bytes(b"x")
    assert version(sources, MADE) == before


def test_the_frame_is_of_scripts_and_styles_and_not_of_what_the_models_tell(sources: Path) -> None:
    before = frame(sources, MADE)
    assert frame(sources, {**MADE, "assets/map/map.js": b"1", "du-lieu/models.json": b"[1]"}) == before
    (sources / "docs/index.md").write_text("hai", encoding="utf-8")
    (sources / "docs/assets/offline/worker.js").write_text("hai", encoding="utf-8")
    assert frame(sources, MADE) == before
    for changed in (
        {**MADE, "assets/lotus.svg": b"<svg> </svg>"},
        {**MADE, "assets/fonts/a.woff2": b"1"},
        {**MADE, SHEET: b""},
    ):
        assert frame(sources, changed) != before
    (sources / "docs/assets/common/site.css").write_text("hai", encoding="utf-8")
    assert frame(sources, MADE) != before


def test_the_shell_is_the_hand_written_pages_with_their_assets(sources: Path) -> None:
    assert shell_pages(sources) == ["ban-do/", ""]
    code, data, index = (sorted(files) for files, _ in bundles(sources, MADE))
    assert code == ["assets/common/site.css", "assets/lotus.svg", "assets/offline/existing_cache.js"]
    assert data == ["assets/map/communes.json"]
    assert index == ["assets/search/index/abc/core.bin"]


def test_a_large_index_is_kept_only_where_it_is_asked_for(sources: Path) -> None:
    assert [optional for _, optional in bundles(sources, MADE)] == [False, False, False]
    made = {**MADE, "assets/search/index/abc/d0.bin": bytes(SHELL_INDEX_LIMIT)}
    assert [optional for _, optional in bundles(sources, made)] == [False, False, True]


def test_the_shell_of_the_real_site_weighs_little(site: Site) -> None:
    made = offline_files(ROOT, site, "0", {})
    assert sum(len(content) for name, content in made.items() if name.endswith("goi.bin")) < 300_000
    for address in shell_pages(ROOT):
        assert (ROOT / "docs" / f"{address[:-1] or 'index'}.md").is_file()


def settings(worker: bytes) -> dict[str, Any]:
    """The settings that the build writes at the start of the worker."""
    line = worker.decode().partition("\n")[0]
    return json.loads(line.removeprefix("const BUILD = ").removesuffix(";"))


def test_a_bundle_is_named_by_its_digest_and_holds_its_files(sources: Path, site: Site) -> None:
    made = offline_files(sources, site, "0123456789ab", MADE)
    told = settings(made["sw.js"])
    assert told["version"] == "0123456789ab"
    assert told["pages"] == ["ban-do/", ""]
    for bundle in told["bundles"]:
        packed = made[bundle["path"]]
        assert bundle["bytes"] == len(packed)
        assert hashlib.sha256(packed).hexdigest()[:12] in bundle["path"]
    names, _, content = gzip.decompress(made[told["bundles"][0]["path"]]).partition(b"\n")
    lengths = {"assets/common/site.css": 5, "assets/lotus.svg": 6, "assets/offline/existing_cache.js": 5}
    assert dict(json.loads(names)) == lengths
    assert content in {"một".encode() + b"<svg/>" + "một".encode(), "mộtmột".encode() + b"<svg/>"}


def test_a_changed_model_leaves_the_bundle_of_scripts_as_it_was(sources: Path, site: Site) -> None:
    before = settings(offline_files(sources, site, "0", MADE)["sw.js"])["bundles"]
    after = settings(offline_files(sources, site, "1", {**MADE, "assets/map/communes.json": b"[1]"})["sw.js"])[
        "bundles"
    ]
    assert [one["path"] == other["path"] for one, other in zip(before, after, strict=True)] == [True, False, True]


def test_pages_without_the_frame_of_the_site_are_stamped_too() -> None:
    made = stamped({"to-a4/index.html": b'<head><meta charset="utf-8"></head>', "a.json": b"{}"}, "abc")
    assert b'<meta charset="utf-8">\n<meta name="version" content="abc">' in made["to-a4/index.html"]
    assert made["a.json"] == b"{}"


def test_the_manifest_names_icons_that_are_made(site: Site) -> None:
    told = json.loads(manifest())
    made = offline_files(ROOT, site, "0", MADE)
    for one in told["icons"]:
        assert f"{Image.open(io.BytesIO(made[one['src']])).width}x" == one["sizes"][: one["sizes"].index("x") + 1]
    assert told["start_url"] == told["scope"] == "./"
    # `id` is relative to the root of the host: two sites on one host must not be the same application.
    assert "id" not in told


@pytest.mark.parametrize("size", ICON_SIZES)
def test_an_icon_leaves_room_for_the_mask_of_a_phone(size: int) -> None:
    picture = Image.open(io.BytesIO(icon(size))).convert("RGB")
    assert picture.size == (size, size)
    ground = picture.getpixel((0, 0))
    # The safe zone of a maskable icon is a circle of four fifths.
    outside = [
        (x, y)
        for x in range(size)
        for y in (0, size - 1)
        if (x - size / 2) ** 2 + (y - size / 2) ** 2 > (size * 0.4) ** 2
    ]
    assert all(picture.getpixel(place) == ground for place in outside)
    assert picture.getpixel((size // 2, size // 2)) != ground
    assert len(icon(size)) < 20_000


def test_packs_list_every_page_once_and_what_leads_to_the_models(site: Site) -> None:
    kitchen = "mo-hinh/bep-an-tinh-thuong-vinh-trach/"
    files = pack_files(site, {"version": "1", "index": 0}, {}, {f"{kitchen}to-a4/": Weight(90, 300)})
    told = json.loads(files["assets/offline/packs.json"])
    assert told["version"] == "1"
    listed = {one["key"]: one for one in told["packs"]}
    pages = {key: json.loads(files[f"assets/offline/packs/{key}.json"]) for key in listed}
    everything = pages["tat-ca"]
    of_models = [
        one for one in everything if one.startswith("mo-hinh/") and one.count("/") == 2 and "/trang-" not in one
    ]
    assert sorted(of_models) == sorted(f"mo-hinh/{model.slug}/" for model in site.catalogue.models)
    assert {"mo-hinh/trang-2/", "linh-vuc/", "linh-vuc/kinh-te/", "dia-ban/ba-chuc/", f"{kitchen}to-a4/"} <= {
        *everything
    }
    for key, one in listed.items():
        assert one["pages"] == len(pages[key]) == len(set(pages[key]))
        assert {*pages[key]} <= {*everything}
    assert {kitchen, f"{kitchen}to-a4/", "dia-ban/vinh-trach/"} <= {*pages["dia-ban-vinh-trach"]}
    assert kitchen not in pages["dia-ban-ba-chuc"]
    assert "dia-ban/vinh-trach/" in pages["linh-vuc-van-hoa-xa-hoi"]


def test_sheets_are_weighed(site: Site) -> None:
    def size(sheets: dict[str, Weight]) -> int:
        told = json.loads(pack_files(site, {}, {}, sheets)["assets/offline/packs.json"])
        return next(one["bytes"] for one in told["packs"] if one["key"] == "dia-ban-vinh-trach")

    sheet = {"mo-hinh/bep-an-tinh-thuong-vinh-trach/to-a4/": Weight(5000, 20_000)}
    assert size(sheet) - size({}) == 5000
