"""The recipes of HACKING.md: each is carried out in a copy of the tree, then the built site is checked."""

from lib import browser_tools

import bz2
import gzip
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from recipes import ROOT, carry_out, copy_tree, recipes, run

from showcase.gazetteer.communes import gazetteer
from showcase.language.words import slugify

FILLED = "tests/cases/valid/everything-filled/models"
RECIPES = recipes()
TOLD = """title: Tổ phụ nữ góp vốn xoay vòng
summary: Phụ nữ góp tiền hằng tháng, lần lượt nhận vốn.
owner:
  kind: phu-nu
places:
  - commune: "{commune}"
sources:
  - id: bao-cao-xa-2025
    title: Báo cáo công tác dân vận năm 2025
    issuer: Đảng ủy xã
"""
ASK = """
import { readFileSync } from "node:fs";
import { unpacked } from "./docs/assets/search/fetching.js";
import { open } from "./docs/assets/search/engine.js";
const [base, ...queries] = process.argv.slice(1);
const read = (name) => readFileSync(new URL(name, base));
const answer = await open((name) => unpacked(new Uint8Array(read(name)), base));
for (const q of queries) console.log((await answer({ q })).results.map(({ slug }) => slug).join(" ") || "-");
"""


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_tree(tmp_path_factory.mktemp("tree"))


@pytest.fixture
def tree(original: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy for one recipe; files that no recipe changes, such as fonts, are made once for all copies."""
    monkeypatch.setenv("SHOWCASE_STORE", str(original.parent / "store"))
    copied = tmp_path / "tree"
    subprocess.run(["cp", "-r", "--reflink=auto", str(original), str(copied)], check=True)
    return copied


def built(tree: Path, models: str = FILLED) -> Path:
    run(["scripts/build.py", "--site-dir", "built"], tree, SHOWCASE_MODELS=str(tree / models))
    return tree / "built"


def page(site: Path, address: str) -> str:
    return (site / address / "index.html").read_text(encoding="utf-8")


def index_of(site: Path) -> str:
    """All files of the search index, unpacked."""
    files = sorted((site / "assets/search/index").rglob("*.bin"))
    contents = [path.read_bytes() for path in files]
    unpacked = [(bz2 if content.startswith(b"BZh") else gzip).decompress(content) for content in contents]
    return "".join(content.decode("utf-8", errors="replace") for content in unpacked)


def see_field(tree: Path) -> None:
    site = built(tree)
    assert "<dt>Mùa trong năm</dt><dd>mùa nước nổi</dd>" in page(site, "mo-hinh/to-gop-von")
    assert '"season":"mùa nước nổi"' in (site / "du-lieu/models.json").read_text(encoding="utf-8")
    assert "Mùa trong năm" in page(site, "dong-gop/nhap")
    assert "`season`" in (tree / "docs/dong-gop/truong.md").read_text(encoding="utf-8")


def see_code(tree: Path) -> None:
    path = tree / FILLED / "ba-chuc/to-gop-von.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("an-sinh]", "cay-xanh]"), encoding="utf-8")
    site = built(tree)
    assert "Trồng cây xanh" in page(site, "mo-hinh/to-gop-von")
    assert "Trồng cây xanh" in index_of(site)


def see_check(tree: Path) -> None:
    models = str(tree / "tests/cases/invalid/summary-unfinished/models")
    environment = {**os.environ, "SHOWCASE_NO_VENV": "1", "PYTHONUTF8": "1", "SHOWCASE_MODELS": models}
    command = [sys.executable, "scripts/check_models.py"]
    done = subprocess.run(command, cwd=tree, capture_output=True, text=True, env=environment)
    assert done.returncode == 1, done.stderr
    assert "Tóm tắt bỏ lửng bằng dấu ba chấm." in done.stdout
    assert "góp tiền hằng tháng…" in done.stdout
    assert "summary-unfinished" in (built(tree) / "assets/form/rules.json").read_text(encoding="utf-8")


def see_label(tree: Path) -> None:
    assert "<h3>Điều mới mẻ</h3>" in page(built(tree), "mo-hinh/to-gop-von")


def see_facet(tree: Path) -> None:
    assert "Có ảnh" in index_of(built(tree))


def see_export(tree: Path) -> None:
    titles = (built(tree) / "du-lieu/titles.txt").read_text(encoding="utf-8")
    assert "Khéo vận động hội viên góp vốn xoay vòng\n" in titles


def see_page(tree: Path) -> None:
    assert '<a href="../mo-hinh/to-gop-von/">' in page(built(tree), "da-dung")


def see_fit(tree: Path) -> None:
    assert "Mô hình nay đã thôi làm" in page(built(tree), "phu-hop")


def see_card(tree: Path) -> None:
    site = built(tree)
    assert '<p class="card__since">Từ 2010</p>' in page(site, "mo-hinh")
    assert ".card__since" in (site / "assets/common/site.css").read_text(encoding="utf-8")


def see_province(tree: Path) -> None:
    see_site(tree / "lai-chau", "03390", "Lai Châu có <strong>38</strong> đơn vị", ["bình lư", "thi tran tam duong"])


def see_site(tree: Path, commune: str, lead: str, queries: list[str]) -> None:
    """A new site with one model builds strictly, shows its communes, and finds the model by new and former names."""
    slug = gazetteer().by_code[commune].short_name
    folder = tree / "models" / slugify(slug)
    folder.mkdir()
    (folder / "to-gop-von.yml").write_text(TOLD.format(commune=commune), encoding="utf-8")
    site = built(tree, "models")
    assert lead in page(site, "dia-ban")
    assert f"<h1>{gazetteer().by_code[commune].name}</h1>" in page(site, f"dia-ban/{folder.name}")
    assert "An Giang" not in page(site, "") + page(site, "ban-do") + page(site, "thong-ke") + page(site, "toan-canh")
    index = (site / "assets/search/index").as_uri() + "/"
    command = [str(browser_tools.node()), "--input-type=module", "-e", ASK, index, *queries]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8")
    assert done.stdout.split() == ["to-gop-von"] * len(queries), done.stdout + done.stderr


def see_theme(tree: Path) -> None:
    site = built(tree)
    assert "Một kho mô hình của xã tôi." in page(site, "mo-hinh/to-gop-von")
    assert "Một kho mô hình của xã tôi." in page(site, "gioi-thieu")


SEEN: dict[str, Callable[[Path], None]] = {
    "A field": see_field,
    "A code of a list": see_code,
    "A check": see_check,
    "A criterion's label": see_label,
    "A facet": see_facet,
    "An export format": see_export,
    "A kind of page": see_page,
    "A rule of fit": see_fit,
    "The look of a card": see_card,
    "A new home province": see_province,
    "The theme": see_theme,
}


def test_every_recipe_is_tried() -> None:
    assert set(RECIPES) == set(SEEN)
    assert all(RECIPES.values())


@pytest.mark.parametrize("name", SEEN)
def test_a_recipe_does_what_it_says(name: str, tree: Path) -> None:
    carry_out(RECIPES[name], tree)
    SEEN[name](tree)


@pytest.mark.parametrize(
    ("province", "commune", "lead", "queries"),
    [
        ("48", "20242", "Đà Nẵng có <strong>94</strong> đơn vị", ["hai chau", "thuan phuoc"]),
        ("01", "00004", "Hà Nội có <strong>126</strong> đơn vị", ["ba dinh", "truc bach"]),
    ],
    ids=["with sea", "a city"],
)
def test_a_site_of_another_province(province: str, commune: str, lead: str, queries: list[str], tree: Path) -> None:
    run(["scripts/new_site.py", "--province", province, "moi"], tree)
    see_site(tree / "moi", commune, lead, queries)


def test_a_recipe_whose_place_is_gone_fails(tree: Path) -> None:
    path = tree / "mkdocs.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("  /nhan-rong/", "  /khac/"), encoding="utf-8")
    with pytest.raises(AssertionError, match="stands there 0 times"):
        carry_out(RECIPES["A kind of page"], tree)


def test_the_copy_leaves_the_tree_alone(tree: Path) -> None:
    carry_out(RECIPES["The theme"], tree)
    assert "xã tôi.</p>" not in (ROOT / "overrides/partials/bottom.html").read_text(encoding="utf-8")
