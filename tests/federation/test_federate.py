"""A national site made from the sites of two provinces: it agrees with them, and a broken site does not harm it."""

from lib import browser_tools

import bz2
import gzip
import hashlib
import html
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from accessible import violations
from built_site import Watched, served, settle
from playwright.sync_api import Browser, Page, expect

from showcase.federation.manifest import FACTS, FILE, INDEX

ROOT = Path(__file__).resolve().parents[2]
GOOD = ROOT / "tests" / "cases" / "valid" / "everything-filled" / "models"
LIST = """name: Cả nước thử
publisher: Ban Thử nghiệm
sites:
  - {province: "91", from: mot, home: "https://mot.example/"}
  - {province: "12", from: hai, home: "https://hai.example/"}
  - {province: "48", from: ba, home: "https://ba.example/"}
"""
OLD = Path(__file__).with_name("format-2.zip")
"""What a site of the older format 2 published, of the same models, with an index as large catalogues have it."""
HOMES = ("https://mot.example/", "https://hai.example/", "https://ba.example/")


@pytest.fixture(scope="module")
def place(
    tmp_path_factory: pytest.TempPathFactory, published: dict[str, bytes], published_large: dict[str, bytes]
) -> Path:
    """A folder with the list, the sites of three provinces, and `chung`, the national site made from them.

    The second province has an index in the format of large catalogues, the third publishes in format 2.
    """
    folder = tmp_path_factory.mktemp("national")
    (folder / "sites.yml").write_text(LIST, encoding="utf-8")
    with zipfile.ZipFile(OLD) as archive:
        old = {name: archive.read(name) for name in archive.namelist()}
    assert json.loads(old[FILE])["format"] == 2
    for name, province, files in (("mot", "91", published), ("hai", "12", published_large), ("ba", "48", old)):
        lay_out(folder / name, province, files)
    done = federate(folder)
    assert done.returncode == 0, done.stderr
    return folder


def lay_out(site: Path, province: str, files: dict[str, bytes]) -> None:
    """Publish the files below a folder as those of a province."""
    for name, content in files.items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_bytes(content)
    told(site, lambda manifest: manifest.update(province=province))


def told(site: Path, change: Callable[[dict], object]) -> None:
    """Change the manifest of a site."""
    manifest = json.loads((site / FILE).read_text(encoding="utf-8"))
    change(manifest)
    (site / FILE).write_text(json.dumps(manifest, ensure_ascii=False), encoding="utf-8")


def replaced(site: Path, name: str, content: bytes) -> None:
    """Replace a file; the manifest gets its size and digest."""
    (site / name).write_bytes(content)
    told(site, lambda one: one["files"].update({name: [len(content), hashlib.sha256(content).hexdigest()]}))


def core(site: Path) -> str:
    return next(path.relative_to(site).as_posix() for path in site.rglob("core.bin"))


def recarded(site: Path, change: Callable[[dict], object]) -> None:
    """Change the first card of the index of a small catalogue."""
    content = bz2.decompress((site / core(site)).read_bytes())
    length = int.from_bytes(content[:4], "little")
    header = json.loads(content[4 : 4 + length])
    change(header)
    text = json.dumps(header, ensure_ascii=False).encode()
    packed = bz2.compress(len(text).to_bytes(4, "little") + text + content[4 + length :])
    replaced(site, core(site), packed)


def federate(place: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "scripts/federate.py", str(place / "sites.yml"), "--site-dir", str(place / "chung")]
    variables = {**os.environ, "SHOWCASE_NO_VENV": "1", "PYTHONUTF8": "1"}
    return subprocess.run(command, cwd=ROOT, env=variables, capture_output=True, text=True, encoding="utf-8")


def page(place: Path, address: str) -> str:
    return (place / "chung" / address / "index.html").read_text(encoding="utf-8")


def test_a_national_site_tells_what_the_sites_tell(place: Path, published_large: dict[str, bytes]) -> None:
    models = len(list(GOOD.rglob("*.yml"))) - (GOOD / "sources.yml").exists()
    assert f'<strong data-number="models">{3 * models}</strong>' in page(place, "")
    assert 'href="https://hai.example/mo-hinh/to-gop-von/"' in page(place, "tinh/lai-chau")
    assert page(place, "").count("data-province=") == 3
    assert "data-trouble" not in page(place, "") + page(place, "nguon")
    for name, content in published_large.items():
        if name.startswith(INDEX) and not name.endswith(("entry.json", "core.bin")):
            assert (place / "chung/du-lieu/12" / name).read_bytes() == content


ASK = """
import { readFileSync } from "node:fs";
globalThis.fetch = async (url) => new Response(readFileSync(url));
const { fetcher } = await import("./docs/assets/search/fetching.js");
const { open: openOne } = await import("./docs/assets/search/engine.js");
const { open: openAll } = await import("./docs/assets/search/national.js");
const [home, page, told, ...queries] = process.argv.slice(1);
const sources = JSON.parse(told).map((one) => ({ ...one, base: new URL(one.base, page).href }));
const one = await openOne(fetcher(home));
const all = openAll(sources, fetcher);
const counts = ({ key, values }) => [key, values.map(({ count }) => count)];
const said = ({ total, doubtful, results, facets }) => ({
  total,
  doubtful,
  results: results.map(({ slug, title, summary, sentence, chips }) => ({ slug, title, summary, sentence, chips })),
  facets: facets.filter(({ key }) => key !== "tinh").map(counts),
});
for (const q of queries) {
  const state = { q, facets: { tinh: ["91"] }, filters: true };
  console.log(JSON.stringify([said(await one({ q })), said(await all(state))]));
}
"""


def test_a_province_answers_as_its_own_site_does(place: Path) -> None:
    """The province publishes a small index; the national site converts it to the format of a large one."""
    found = re.search(r'data-sources="([^"]*)"', page(place, "tra-cuu"))
    assert found
    sources = html.unescape(found[1])
    home, address = (place / "mot" / INDEX).as_uri() + "/", (place / "chung" / "tra-cuu").as_uri() + "/"
    queries = ("góp vốn", "hoi phu nu", "ba chúc", "qwx", "")
    command = [str(browser_tools.node()), "--input-type=module", "-e", ASK, home, address, sources, *queries]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8")
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(answers) == len(queries), done.stderr
    assert [one["total"] > 0 for one, _ in answers[:3]] == [True, True, True]
    for own, national in answers:
        assert own == national


def models_of(facts: dict, cards: list[list]) -> dict[tuple, dict]:
    """(Slug, number of the province) -> values of a model's columns, with codes instead of numbers."""
    codes = facts["codes"]
    return {
        (slug, *more): {
            "followable": at < facts["followable"],
            "places": {facts["place_codes"][one] for one in facts["places"][at]},
            "topics": [codes["topics"][one] for one in facts["topics"][at]],
            "owner": codes["owner_kinds"][facts["owners"][at]],
            **{name: facts[name][at] for name in ("traits", "costs", "sure", "said", "days", "copies")},
            "stopped": at in facts["stopped"],
            "shown": texts,
        }
        for at, (slug, *texts, more) in enumerate([*card[:5], card[5:]] for card in cards)
    }


def test_the_facts_of_all_say_of_each_model_what_its_site_says(place: Path) -> None:
    def read(name: str) -> list:
        return json.loads((place / name).read_text(encoding="utf-8"))

    homes = ("hai", "ba", "mot")
    own = [models_of(read(f"{name}/{FACTS}"), read(f"{name}/assets/fit/cards/0.json")) for name in homes]
    facts, cards = read(f"chung/{FACTS}"), read("chung/assets/fit/cards/0.json")
    merged: dict[tuple, dict] = {}
    for topic in facts["apart"]:
        apart = read(f"chung/assets/fit/topics/{topic}.json")
        followable = sum(one < facts["followable"] for one in apart["models"])
        stopped = [at for at, one in enumerate(apart["models"]) if one in apart["stopped"]]
        told = {**facts, **apart, "followable": followable, "stopped": stopped}
        found = models_of(told, [cards[one] for one in apart["models"]])
        assert all(topic in one["topics"] for one in found.values())
        merged |= found
    assert merged == {(slug, at): one for at, told in enumerate(own) for (slug,), one in told.items() if one["topics"]}
    assert facts["homes"] == [
        ["tỉnh Lai Châu", "https://hai.example/"],
        ["thành phố Đà Nẵng", "https://ba.example/"],
        ["tỉnh An Giang", "https://mot.example/"],
    ]


def bomb(site: Path) -> None:
    replaced(site, core(site), gzip.compress(bytes(40_000_000)))


def bzip_bomb(site: Path) -> None:
    replaced(site, core(site), bz2.compress(bytes(40_000_000)))


def cut_core(site: Path) -> None:
    replaced(site, core(site), (site / core(site)).read_bytes()[:-20])


def damaged_core(site: Path) -> None:
    replaced(site, core(site), b"BZh9" + bytes(200))


def link_out(site: Path) -> None:
    secret = site.parent / "bi-mat.json"
    shutil.copy(site / f"{INDEX}entry.json", secret)
    (site / f"{INDEX}entry.json").unlink()
    (site / f"{INDEX}entry.json").symlink_to(secret)
    told(site, lambda one: one["files"].update({f"{INDEX}entry.json": [32, "0" * 64]}))


def large_file(site: Path) -> None:
    (site / FILE).write_bytes(b" " * 9_000_000)


def outside_path(site: Path) -> None:
    told(site, lambda one: one["files"].update({"../../sites.yml": [10, "0" * 64]}))


def half_upload(site: Path) -> None:
    content = (site / core(site)).read_bytes()
    replaced(site, core(site), content + b"the rest of a newer file")
    (site / core(site)).write_bytes(content)


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
    told(site, lambda one: one.update(format=1))


def other_province(site: Path) -> None:
    told(site, lambda one: one.update(province="48"))


def gone(site: Path) -> None:
    shutil.rmtree(site)


def wrong_counts(site: Path) -> None:
    told(site, lambda one: one["counts"].update(name=50_000))


def facts_changed(site: Path, change: Callable[[dict], object]) -> None:
    facts = json.loads((site / FACTS).read_text(encoding="utf-8"))
    change(facts)
    replaced(site, FACTS, json.dumps(facts).encode())


def column_cut(site: Path) -> None:
    facts_changed(site, lambda one: one["costs"].pop())


def script_as_topic(site: Path) -> None:
    facts_changed(site, lambda one: one["codes"].update(topics=["<script>alert(1)</script>"]))


def cards_lost(site: Path) -> None:
    (name,) = (path.relative_to(site).as_posix() for path in site.glob("assets/fit/cards/*.json"))
    replaced(site, name, b"[]")


BROKEN = {
    bomb: "phình quá lớn",
    bzip_bomb: "phình quá lớn",
    cut_core: "bị cắt",
    damaged_core: "tệp nén bị hỏng",
    link_out: "liên kết dẫn ra ngoài",
    large_file: "lớn quá",
    outside_path: "sites.yml",
    half_upload: "không khớp dung lượng",
    script_as_slug: "script",
    foreign_slug: "noi-khac",
    number_as_title: "html",
    column_outside: "cột nằm ngoài tệp",
    other_format: "dạng dữ liệu là 1",
    other_province: "của tỉnh 48",
    gone: "không đọc được",
    wrong_counts: "không khớp",
    column_cut: "các cột không khớp",
    script_as_topic: "mã lạ",
    cards_lost: "các thẻ không khớp",
}


MANY = (
    "91",
    "01",
    "04",
    "08",
    "11",
    "12",
    "14",
    "15",
    "19",
    "20",
    "22",
    "24",
    "25",
    "31",
    "37",
    "38",
    "40",
    "42",
    "44",
    "46",
)
"""Provinces, one more than there are ways to be broken; the first stays whole."""


def served_files(place: Path, province: str) -> dict[str, bytes]:
    folder = place / "chung" / "du-lieu" / province
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.*")}


def test_each_broken_site_keeps_its_last_good_state_and_harms_no_other(
    tmp_path: Path, published: dict[str, bytes]
) -> None:
    rows = [f'  - {{province: "{one}", from: "{one}", home: "https://tinh{one}.example/"}}' for one in (*MANY, "33")]
    text = "name: Cả nước thử\npublisher: Ban Thử nghiệm\nsites:\n" + "\n".join(rows) + "\n"
    (tmp_path / "sites.yml").write_text(text, encoding="utf-8")
    for one in MANY:
        lay_out(tmp_path / one, one, published)
    first = federate(tmp_path)
    assert (first.returncode, "Traceback" in first.stderr) == (1, False), first.stderr
    assert re.findall(r"^(.+?): .*chưa có bản nào", first.stderr, re.M) == ["Hưng Yên"]
    before = {one: served_files(tmp_path, one) for one in MANY}
    for one in MANY:
        told(tmp_path / one, lambda manifest: manifest.update(day="2026-11-29"))
    for one, breaking in zip(MANY[1:], BROKEN, strict=True):
        breaking(tmp_path / one)
    done = federate(tmp_path)
    assert (done.returncode, "Traceback" in done.stderr) == (1, False), done.stderr
    assert {one: served_files(tmp_path, one) for one in MANY} == before
    rows = dict(re.findall(r'<li data-province="(\d\d)">(.*)</li>', page(tmp_path, "nguon")))
    assert ("29/11/2026" in rows["91"], "data-trouble" in rows["91"]) == (True, False)
    for one, reason in zip(MANY[1:], BROKEN.values(), strict=True):
        assert ("28/11/2026" in rows[one], "đang dùng bản ngày ấy" in rows[one]) == (True, True)
        assert reason in rows[one]
    assert "<script>alert" not in page(tmp_path, "nguon")
    assert page(tmp_path, "").count("Chưa lấy được bản mới hơn") == len(BROKEN)


def test_a_folder_of_others_is_no_target(tmp_path: Path) -> None:
    (tmp_path / "sites.yml").write_text(LIST, encoding="utf-8")
    (tmp_path / "chung").mkdir()
    (tmp_path / "chung" / "cua-toi.txt").write_text("x", encoding="utf-8")
    assert federate(tmp_path).returncode == 2
    assert [path.name for path in (tmp_path / "chung").iterdir()] == ["cua-toi.txt"]


def test_every_link_of_the_national_site_leads_somewhere_and_its_pages_are_light(place: Path) -> None:
    site = place / "chung"
    pages = [path for path in site.rglob("*.html") if path.name != "404.html"]
    assert len(pages) == 8
    for path in pages:
        text = path.read_text(encoding="utf-8")
        assert len(gzip.compress(text.encode())) < 60_000, path
        for link in re.findall(r' (?:href|src)="([^"]+)"', text):
            if not link.startswith((*HOMES, "#")):
                target = (path.parent / link.partition("?")[0]).resolve()
                assert target.is_relative_to(site)
                assert (target / "index.html" if target.is_dir() else target).is_file(), (path, link)
    loaded = ("assets/search/page.js", "assets/search/national_worker.js", "assets/search/search.css")
    assert sum(len(gzip.compress((site / name).read_bytes())) for name in loaded) < 38_000
    lost = (site / "404.html").read_text(encoding="utf-8")
    assert {link for link in re.findall(r' (?:href|src)="([^"#]+)"', lost) if not link.startswith("/")} == set()
    assert 'href="/tra-cuu/"' in lost


def facets(page: Page) -> list[str]:
    """The keys of the groups of check boxes, in their order."""
    return [one.get_attribute("data-facet") or "" for one in page.locator("[data-facet]").all()]


@pytest.mark.parametrize("width", [360, 1280])
def test_a_reader_finds_models_of_all_and_opens_them_at_home(place: Path, browser: Browser, width: int) -> None:
    with served(place / "chung") as address:
        context = browser.new_context(viewport={"width": width, "height": 900}, locale="vi-VN")
        watched = Watched(context.new_page(), address)
        page = watched.page
        for one in ("", "ban-do/", "nguon/", "tinh/lai-chau/", "tra-cuu/?q=gop+von"):
            page.goto(address + one)
            if one.startswith("tra-cuu"):
                expect(page.locator('[data-part="results"] li').first).to_be_visible()
            assert violations(page) == ""
            assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert facets(page) == ["tinh"]
        if width < 900:
            page.locator("[data-part=filters-title]").click()
        page.locator("[data-part=more]").click()
        expect(page.locator("[data-facet=dia-ban] li").first).to_be_visible()
        assert facets(page)[:2] == ["tinh", "linh-vuc"]
        assert "cung-ten" not in facets(page)
        expect(page.locator("[data-part=more]")).to_be_hidden()
        assert violations(page) == ""
        links = page.locator('[data-slug="to-gop-von"] .card__title a')
        assert {link.get_attribute("href") for link in links.all()} == {f"{home}mo-hinh/to-gop-von/" for home in HOMES}
        page.goto(address + "phu-hop/?xa=00103&viec=an-sinh")
        settle(page)
        fitting = page.locator("[data-part=results] > li")
        assert violations(page) == ""
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        for province, home in (("Tỉnh Lai Châu", "hai"), ("Tỉnh An Giang", "mot")):
            card = fitting.filter(has_text=province).first
            link = card.locator(".card__title a").get_attribute("href") or ""
            assert link.startswith(f"https://{home}.example/mo-hinh/")
        page.goto(address + "tra-cuu/?q=gop+von&tinh=12")
        expect(page.locator("[data-search]")).to_have_attribute("data-shown", "?q=gop+von&tinh=12")
        assert {one.get_attribute("href") for one in links.all()} == {"https://hai.example/mo-hinh/to-gop-von/"}
        context.close()
    assert (watched.console, watched.foreign) == ([], [])
