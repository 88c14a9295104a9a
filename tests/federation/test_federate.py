"""A national site from the sites of two provinces: true to them, and unharmed by a site that is broken in some way."""

import gzip
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from built_site import Watched, served
from federating.fetching import fetcher
from federating.keeping import kept, renew
from federating.sites import Listed
from playwright.sync_api import Browser, expect

from showcase.federation.checking import BrokenError
from showcase.federation.manifest import CARDS, FILE, INDEX, manifest_files
from showcase.files.catalogue import ModelFiles
from showcase.insight.site import Site
from showcase.replication.fit import fit_files
from showcase.search.index import index_files

ROOT = Path(__file__).resolve().parents[2]
GOOD = ROOT / "tests" / "cases" / "valid" / "everything-filled" / "models"
LIST = """name: Cả nước thử
publisher: Ban Thử nghiệm
sites:
  - {province: "91", from: mot, home: "https://mot.example/"}
  - {province: "12", from: hai, home: "https://hai.example/"}
"""


@pytest.fixture(scope="module")
def published() -> dict[str, bytes]:
    """What a site of the models of one case publishes for others: path -> content."""
    site = Site(ModelFiles(GOOD).load())
    files = {f"{INDEX}{name}": content for name, content in index_files(site.catalogue).items()} | fit_files(site)
    shared = {name: content for name, content in files.items() if name.startswith((INDEX, CARDS))}
    return shared | manifest_files(site, files, "2026-11-28")


@pytest.fixture
def place(tmp_path: Path, published: dict[str, bytes]) -> Path:
    """A folder with the list and the sites of two provinces."""
    (tmp_path / "sites.yml").write_text(LIST, encoding="utf-8")
    for folder, province in (("mot", "91"), ("hai", "12")):
        for name, content in published.items():
            path = tmp_path / folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        told(tmp_path / folder, lambda manifest, code=province: manifest.update(province=code))
    return tmp_path


def told(site: Path, change: Callable[[dict], object]) -> None:
    """Change what a site says of itself."""
    manifest = json.loads((site / FILE).read_text(encoding="utf-8"))
    change(manifest)
    (site / FILE).write_text(json.dumps(manifest, ensure_ascii=False), encoding="utf-8")


def replaced(site: Path, name: str, content: bytes) -> None:
    """Another file with the size and digest that the site now says."""
    (site / name).write_bytes(content)
    told(site, lambda one: one["files"].update({name: [len(content), hashlib.sha256(content).hexdigest()]}))


def core(site: Path) -> str:
    return next(path.relative_to(site).as_posix() for path in site.rglob("core.bin"))


def recarded(site: Path, change: Callable[[dict], object]) -> None:
    """Change the first card of the index of a small catalogue."""
    content = gzip.decompress((site / core(site)).read_bytes())
    length = int.from_bytes(content[:4], "little")
    header = json.loads(content[4 : 4 + length])
    change(header)
    text = json.dumps(header, ensure_ascii=False).encode()
    packed = gzip.compress(len(text).to_bytes(4, "little") + text + content[4 + length :])
    replaced(site, core(site), packed)


def federate(place: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "scripts/federate.py", str(place / "sites.yml"), "--site-dir", str(place / "chung")]
    variables = {**os.environ, "SHOWCASE_NO_VENV": "1", "PYTHONUTF8": "1"}
    return subprocess.run(command, cwd=ROOT, env=variables, capture_output=True, text=True, encoding="utf-8")


def page(place: Path, address: str) -> str:
    return (place / "chung" / address / "index.html").read_text(encoding="utf-8")


def test_a_national_site_tells_what_the_sites_tell(place: Path, published: dict[str, bytes]) -> None:
    done = federate(place)
    assert done.returncode == 0, done.stderr
    models = len(list(GOOD.rglob("*.yml"))) - (GOOD / "sources.yml").exists()
    assert f'<strong data-number="models">{2 * models}</strong>' in page(place, "")
    assert 'href="https://hai.example/mo-hinh/to-gop-von/"' in page(place, "tinh/lai-chau")
    assert page(place, "").count("data-province=") == 2
    assert "data-trouble" not in page(place, "") + page(place, "nguon")
    for name, content in published.items():
        if name.startswith(INDEX):
            assert (place / "chung/du-lieu/12" / name).read_bytes() == content


def bomb(site: Path) -> None:
    replaced(site, core(site), gzip.compress(bytes(40_000_000)))


def link_out(site: Path) -> None:
    secret = site.parent / "bi-mat.json"
    shutil.copy(site / f"{INDEX}entry.json", secret)
    (site / f"{INDEX}entry.json").unlink()
    (site / f"{INDEX}entry.json").symlink_to(secret)


def large_file(site: Path) -> None:
    (site / FILE).write_bytes(b" " * 9_000_000)


def outside_path(site: Path) -> None:
    told(site, lambda one: one["files"].update({"../../sites.yml": [10, "0" * 64]}))


def half_upload(site: Path) -> None:
    path = site / core(site)
    path.write_bytes(path.read_bytes()[:-20])


def script_as_slug(site: Path) -> None:
    recarded(site, lambda header: header["cards"][0].update(slug='x"><script>alert(1)</script>'))


def foreign_slug(site: Path) -> None:
    recarded(site, lambda header: header["cards"][0].update(slug="../../../noi-khac"))


def number_as_title(site: Path) -> None:
    recarded(site, lambda header: header["cards"][0].update(title={"html": "<img src=x onerror=alert(1)>"}))


def column_outside(site: Path) -> None:
    recarded(
        site,
        lambda header: next(one for one in header["facets"] if "width" in one or "of" in one).update(at=10**9, width=2),
    )


def other_format(site: Path) -> None:
    told(site, lambda one: one.update(format=2))


def other_province(site: Path) -> None:
    told(site, lambda one: one.update(province="48"))


def gone(site: Path) -> None:
    shutil.rmtree(site)


def wrong_counts(site: Path) -> None:
    told(site, lambda one: one["counts"].update(name=50_000))


BROKEN = {
    bomb: "phình quá lớn",
    link_out: "liên kết dẫn ra ngoài",
    large_file: "lớn quá",
    outside_path: "sites.yml",
    half_upload: "không khớp dung lượng",
    script_as_slug: "script",
    foreign_slug: "noi-khac",
    number_as_title: "html",
    column_outside: "cột nằm ngoài tệp",
    other_format: "dạng dữ liệu là 2",
    other_province: "của tỉnh 48",
    gone: "không đọc được",
    wrong_counts: "số mô hình không khớp",
}


@pytest.mark.parametrize("breaking", BROKEN, ids=lambda one: one.__name__)
def test_what_is_broken_is_refused_with_its_reason(place: Path, breaking: Callable[[Path], None]) -> None:
    fetch = fetcher(Listed("12", str(place / "hai"), "https://hai.example/"))
    breaking(place / "hai")
    with pytest.raises(BrokenError, match=re.escape(BROKEN[breaking])):
        renew(place / "giu", "12", fetch, ROOT)
    assert kept(place / "giu", "12") is None


def test_a_broken_site_is_left_out_and_named(place: Path) -> None:
    script_as_slug(place / "hai")
    done = federate(place)
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr
    assert 'href="https://mot.example/mo-hinh/to-gop-von/"' in page(place, "tinh/an-giang")
    assert not (place / "chung/du-lieu/12").exists()
    assert page(place, "nguon").count("data-trouble") == 1
    assert "<script>alert" not in page(place, "nguon")


def test_the_last_good_state_stays_and_the_page_says_so(place: Path) -> None:
    assert federate(place).returncode == 0
    before = {path.name: path.read_bytes() for path in (place / "chung/du-lieu/12").rglob("*.*")}
    number_as_title(place / "hai")
    told(place / "hai", lambda one: one.update(day="2026-11-29"))
    done = federate(place)
    assert (done.returncode, "dùng bản ngày 2026-11-28" in done.stderr) == (1, True)
    assert {path.name: path.read_bytes() for path in (place / "chung/du-lieu/12").rglob("*.*")} == before
    assert "đang dùng bản ngày ấy" in page(place, "nguon")
    assert "Chưa lấy được bản mới hơn" in page(place, "tinh/lai-chau")


def test_a_folder_of_others_is_no_target(place: Path) -> None:
    (place / "chung").mkdir()
    (place / "chung" / "cua-toi.txt").write_text("x", encoding="utf-8")
    assert federate(place).returncode == 2
    assert [path.name for path in (place / "chung").iterdir()] == ["cua-toi.txt"]


@pytest.mark.parametrize("width", [360, 1280])
def test_a_reader_finds_models_of_all_and_opens_them_at_home(place: Path, browser: Browser, width: int) -> None:
    assert federate(place).returncode == 0
    with served(place / "chung") as address:
        context = browser.new_context(viewport={"width": width, "height": 900}, locale="vi-VN")
        watched = Watched(context.new_page(), address)
        page = watched.page
        for one in ("", "ban-do/", "nguon/", "tinh/lai-chau/", "tra-cuu/?q=gop+von"):
            page.goto(address + one)
            if one.startswith("tra-cuu"):
                expect(page.locator('[data-part="results"] li').first).to_be_visible()
            assert Axe().run(page).response["violations"] == []
            assert page.evaluate("document.documentElement.scrollWidth") <= width
        links = page.locator('[data-slug="to-gop-von"] .card__title a')
        assert sorted(link.get_attribute("href") for link in links.all()) == [
            "https://hai.example/mo-hinh/to-gop-von/",
            "https://mot.example/mo-hinh/to-gop-von/",
        ]
        page.goto(address + "tra-cuu/?q=gop+von&tinh=12")
        expect(page.locator("[data-search]")).to_have_attribute("data-shown", "?q=gop+von&tinh=12")
        assert {one.get_attribute("href") for one in links.all()} == {"https://hai.example/mo-hinh/to-gop-von/"}
        context.close()
    assert (watched.console, watched.foreign) == ([], [])
