"""Version, shell, manifest, icons and packs: what the build gives to the worker."""

import io
import json
import shutil
from pathlib import Path

import pytest
from PIL import Image

from showcase.catalogue import ModelFiles
from showcase.offline import ICON_SIZES, SHELL_INDEX_LIMIT, icon, manifest, offline_files, pack_files, shell, version
from showcase.views import Site

ROOT = Path(__file__).resolve().parents[2]
MADE = {"assets/lotus.svg": b"<svg/>", "assets/search/index/abc/core.bin": b"1", "du-lieu/models.json": b"[]"}


@pytest.fixture(scope="module")
def site() -> Site:
    return Site(ModelFiles(ROOT / "models").load())


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    for name in ("docs/assets", "overrides", "showcase"):
        (tmp_path / name).mkdir(parents=True)
    for name in (
        "docs/index.md",
        "docs/ban-do.md",
        "docs/assets/site.css",
        "overrides/main.html",
        "showcase/a.py",
        "mkdocs.yml",
    ):
        (tmp_path / name).write_text("một", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    "name", ["docs/index.md", "docs/assets/site.css", "overrides/main.html", "showcase/a.py", "mkdocs.yml"]
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


def test_the_shell_is_the_hand_written_pages_with_their_assets(sources: Path) -> None:
    assert shell(sources, MADE) == [
        "ban-do/", "", "assets/lotus.svg", "assets/search/index/abc/core.bin", "assets/site.css",
    ]  # fmt: skip


def test_a_large_index_is_left_on_the_host(sources: Path) -> None:
    made = {**MADE, "assets/search/index/abc/d0.bin": bytes(SHELL_INDEX_LIMIT)}
    assert not [name for name in shell(sources, made) if "index/abc" in name]


def test_the_shell_of_the_real_site_exists_and_weighs_little(tmp_path: Path, site: Site) -> None:
    shutil.copytree(ROOT / "docs", tmp_path / "docs")
    listed = shell(tmp_path, MADE)
    for entry in listed:
        if entry.endswith("/"):
            assert (tmp_path / "docs" / f"{entry[:-1]}.md").is_file()
        elif entry and entry not in MADE:
            assert (tmp_path / "docs" / entry).is_file()


def test_the_worker_carries_its_version(site: Site) -> None:
    made = offline_files(ROOT, site, "0123456789ab", MADE)
    assert made["sw.js"].startswith(b'const BUILD = {"version":"0123456789ab","shell":[')


def test_the_manifest_names_icons_that_are_made(site: Site) -> None:
    told = json.loads(manifest())
    made = offline_files(ROOT, site, "0", MADE)
    for one in told["icons"]:
        assert f"{Image.open(io.BytesIO(made[one['src']])).width}x" == one["sizes"][: one["sizes"].index("x") + 1]
    assert told["start_url"] == told["scope"] == "./"


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


def test_packs_list_every_page_once_and_tell_their_size(site: Site) -> None:
    files = pack_files(site)
    listed = {one["key"]: one for one in json.loads(files["assets/offline/packs.json"])}
    everything = json.loads(files["assets/offline/packs/tat-ca.json"])
    assert (
        len([one for one in everything if one.startswith("mo-hinh/") and one.count("/") == 2 and "trang-" not in one])
        == 90
    )
    assert listed["tat-ca"]["pages"] == len(everything) == len(set(everything))
    for key, one in listed.items():
        assert one["bytes"] == 6000 * len(json.loads(files[f"assets/offline/packs/{key}.json"]))
    kitchen = "mo-hinh/bep-an-tinh-thuong-vinh-trach/"
    assert kitchen in json.loads(files["assets/offline/packs/dia-ban-vinh-trach.json"])
    assert kitchen not in json.loads(files["assets/offline/packs/dia-ban-ba-chuc.json"])
