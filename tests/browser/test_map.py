"""The map page in Chromium: reached, announced, counted, light, and the archipelagos in their place."""

import gzip
import hashlib
import json
import os
import random
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from axe_playwright_python.sync_playwright import Axe
from built_site import ROOT, Watched, build_site, served
from playwright.sync_api import Browser, Page, Request

MAP = "ban-do/"
READY = "[data-map-ready]"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

STORY = ("context", "approach", "results", "highlights", "two_tier_impact")
CRITERIA = ("novelty", "effectiveness", "sustainability", "spread", "participation", "trust")


def opened(watched: Watched, address: str, rest: str = "") -> Page:
    watched.page.emulate_media(reduced_motion="reduce")
    watched.page.goto(address + MAP + rest)
    watched.page.wait_for_selector(READY)
    return watched.page


def detail(model: dict[str, Any]) -> str:
    """Told anew from the files: the build must not be asked what the build should say."""
    told = {key for key in (*STORY, *CRITERIA) if any(model.get(key, {}).get(k) for k in ("text", "steps", "figures"))}
    if told >= set(STORY) or told >= set(CRITERIA):
        return "full"
    plan = any(value for key, value in model.get("replication", {}).items() if key not in {"contact", "source"})
    return "partial" if told or plan else "name"


@pytest.fixture(scope="module")
def models() -> list[dict[str, Any]]:
    """What the filters look at, read straight from the model files."""
    found = []
    for path in sorted((ROOT / "models").rglob("*.yml")):
        if path == ROOT / "models" / "sources.yml":
            continue
        content = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)
        found.append(
            {
                "linh-vuc": content.get("fields", []),
                "nhom": [content["group"]] if content.get("group") else [],
                "chu-the": [content["owner"]["kind"]],
                "muc-ke": [detail(content)],
                "communes": {place["commune"] for place in content["places"] if place.get("commune")},
            }
        )
    assert len(found) > 60
    return found


def choices(models: list[dict[str, Any]]) -> list[dict[str, list[str]]]:
    """Twenty random choices of filters, some with several values of one facet."""
    chance = random.Random(5)
    facets = ("linh-vuc", "nhom", "chu-the", "muc-ke")
    values = {facet: sorted({value for model in models for value in model[facet]}) for facet in facets}
    made = []
    for _ in range(20):
        chosen = chance.sample([facet for facet in facets if values[facet]], chance.randint(1, 3))
        made.append({f: chance.sample(values[f], min(len(values[f]), chance.randint(1, 3))) for f in chosen})
    return made


def test_map_and_table_count_what_the_files_say(watched: Watched, address: str, models: list[dict[str, Any]]) -> None:
    page = opened(watched, address)
    some = 0
    for chosen in choices(models):
        query = "&".join(f"{key}={','.join(codes)}" for key, codes in chosen.items())
        page.goto(f"{address}{MAP}?{query}")
        page.wait_for_selector(READY)
        passing = [m for m in models if all(set(m[key]) & set(codes) for key, codes in chosen.items())]
        assert page.locator("[data-result-count]").first.get_attribute("data-result-count") == str(len(passing))
        expected: dict[str, int] = {}
        for code in (code for model in passing for code in model["communes"]):
            expected[code] = expected.get(code, 0) + 1
        assert counts_of_table(page) == expected, query
        assert counts_of_map(page) == expected, query
        some += len(passing)
    assert some > 100


def test_the_search_page_counts_the_same(watched: Watched, address: str, models: list[dict[str, Any]]) -> None:
    page = watched.page
    for chosen in choices(models)[:6]:
        query = "?" + "&".join(f"{key}={','.join(codes)}" for key, codes in chosen.items())
        totals = []
        for path in (MAP, "tra-cuu/"):
            page.goto(address + path + query)
            page.wait_for_selector("[data-shown]")
            totals.append(page.locator("[data-result-count]").first.get_attribute("data-result-count"))
        assert totals[0] == totals[1], query


def counts_of_table(page: Page) -> dict[str, int]:
    script = "rows => rows.map(row => [row.dataset.commune, Number(row.cells[2].dataset.number)])"
    return {code: count for code, count in page.eval_on_selector_all("tr[data-commune]", script) if count}


def counts_of_map(page: Page) -> dict[str, int]:
    script = "shapes => shapes.map(shape => [shape.dataset.commune, shape.getAttribute('aria-label')])"
    found = page.eval_on_selector_all("path[data-commune]", script)
    return {code: int(hit[1]) for code, name in found if (hit := re.search(r": (\d+) mô hình$", name))}


def test_the_list_of_unknown_communes_follows_the_filters(
    watched: Watched, address: str, models: list[dict[str, Any]]
) -> None:
    expected = sum(1 for model in models if not model["communes"] and "phu-nu" in model["chu-the"])
    page = opened(watched, address, "?chu-the=phu-nu")
    page.wait_for_function("n => document.querySelectorAll('[data-part=unplaced] li').length === n", arg=expected)
    page.get_by_role("button", name="Bỏ mọi bộ lọc").click()
    everything = sum(1 for model in models if not model["communes"])
    page.wait_for_function("n => document.querySelectorAll('[data-part=unplaced] li').length === n", arg=everything)


def test_every_commune_is_reached_by_keyboard_and_announced(watched: Watched, address: str) -> None:
    page = opened(watched, address)
    page.locator("path[tabindex='0']").focus()
    told = {}
    page.keyboard.press("Home")
    for _ in range(page.locator("path[data-commune]").count()):
        code, role, name = page.evaluate(
            "(e => [e.dataset.commune, e.getAttribute('role'), e.getAttribute('aria-label')])(document.activeElement)"
        )
        assert role == "button"
        told[code] = name
        page.keyboard.press("ArrowRight")
    rows = page.eval_on_selector_all(
        "tr[data-commune]", "rows => rows.map(row => [row.dataset.commune, row.cells[0].textContent])"
    )
    assert len(rows) >= 102
    assert set(told) == {code for code, _ in rows}
    assert all(re.fullmatch(rf"{re.escape(name)}: (\d+|chưa có) mô hình", told[code]) for code, name in rows)


def test_enter_shows_the_commune_and_the_way_to_its_page(watched: Watched, address: str) -> None:
    page = opened(watched, address)
    page.locator("path[data-commune='30547']").focus()
    page.keyboard.press("Enter")
    panel = page.locator("[data-part=panel]")
    panel.get_by_role("heading", name="Xã Ba Chúc").wait_for()
    assert panel.get_attribute("aria-live") == "polite"
    assert panel.locator("li a").count() >= 1
    assert page.url.endswith("#30547")
    panel.get_by_role("link", name="Xem trang Xã Ba Chúc").click()
    assert page.url == address + "dia-ban/ba-chuc/"
    assert page.get_by_role("heading", level=1).inner_text() == "Xã Ba Chúc"


def test_pointer_and_list_choose_too(watched: Watched, address: str) -> None:
    page = opened(watched, address)
    page.locator("path[data-commune='30826']").click()
    page.locator("[data-part=panel] h3", has_text="Xã Bình Giang").wait_for()
    page.get_by_label("Chọn xã, phường, đặc khu").select_option("30547")
    page.locator("[data-part=panel] h3", has_text="Xã Ba Chúc").wait_for()
    page.get_by_role("button", name="Đặc khu Thổ Châu", exact=True).click()
    page.locator("[data-part=panel] h3", has_text="Đặc khu Thổ Châu").wait_for()


def test_choices_go_over_to_the_search_page_and_back_in_time(watched: Watched, address: str) -> None:
    page = opened(watched, address)
    page.locator("summary", has_text="Lĩnh vực").click()
    page.get_by_role("checkbox", name="Kinh tế", exact=False).first.check()
    page.locator("[data-shown='?linh-vuc=kinh-te']").wait_for()
    assert page.url.endswith("?linh-vuc=kinh-te")
    link = page.get_by_role("link", name="Mở ở trang tìm kiếm")
    assert link.get_attribute("href") == f"{address}tra-cuu/?linh-vuc=kinh-te"
    page.go_back()
    page.locator("[data-shown='?']").wait_for()
    assert link.get_attribute("href") == f"{address}tra-cuu/"


def test_the_table_sorts_by_its_heads(watched: Watched, address: str) -> None:
    page = opened(watched, address)
    head = page.locator("[data-table] thead th").nth(2)
    head.get_by_role("button").focus()
    page.keyboard.press("Enter")
    assert head.get_attribute("aria-sort") == "descending"
    numbers = page.locator("[data-table]").first.locator("tbody td:nth-child(3)")
    values = [int(one) for one in numbers.evaluate_all("cells => cells.map(cell => cell.dataset.number)")]
    assert values == sorted(values, reverse=True)
    assert len(values) == 102
    assert values[0] > 0
    page.keyboard.press("Enter")
    assert head.get_attribute("aria-sort") == "ascending"
    values = [int(one) for one in numbers.evaluate_all("cells => cells.map(cell => cell.dataset.number)")]
    assert values == sorted(values)


def test_hoang_sa_and_truong_sa_are_in_the_page_and_in_the_picture(watched: Watched, address: str) -> None:
    page = opened(watched, address)
    for name in ("Đặc khu Hoàng Sa (Đà Nẵng)", "Đặc khu Trường Sa (Khánh Hòa)"):
        assert page.get_by_role("button", name=name).is_visible()
        assert name in page.locator("[data-part=inset] svg").get_attribute("aria-label")  # type: ignore[operator]
        words = page.locator("[data-part=inset] text").all_text_contents()
        assert name.replace(" (", "(") in words
    assert page.locator("[data-part=inset]").is_visible()
    page.get_by_role("button", name="Cả nước").click()
    page.wait_for_selector("[data-view=wide]")
    for name in ("Đặc khu Hoàng Sa (Đà Nẵng)", "Đặc khu Trường Sa (Khánh Hòa)", "Biển Đông"):
        assert within(page, page.locator(".leaflet-marker-icon", has_text=name)), name
    assert page.locator(".leaflet-container path.islet").count() == 7 + 12
    assert all(within(page, page.locator(".leaflet-container path.archipelago").nth(number)) for number in range(2))


def within(page: Page, element: Any) -> bool:
    frame, box = page.locator(".leaflet-container").bounding_box(), element.bounding_box()
    assert frame
    assert box
    return bool(
        frame["x"] <= box["x"] <= frame["x"] + frame["width"] and frame["y"] <= box["y"] <= frame["y"] + frame["height"]
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing(watched: Watched, address: str, scheme: str, width: int) -> None:
    watched.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    watched.page.set_viewport_size({"width": width, "height": 900})
    page = opened(watched, address, "?muc-ke=full,partial#30547")
    page.locator("[data-part=panel] h3").wait_for()
    page.locator("summary", has_text="Chủ thể").click()
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}})
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_bare_wheel_scrolls_the_page_and_ctrl_zooms_the_map(watched: Watched, address: str) -> None:
    page = opened(watched, address)
    place = "document.querySelector('path[data-commune=\"30547\"]').getAttribute('d')"
    page.locator(".leaflet-container").hover()
    before = page.evaluate(place)
    page.mouse.wheel(0, 200)
    page.wait_for_function("scrollY > 0")
    assert page.evaluate(place) == before
    page.keyboard.down("Control")
    page.mouse.wheel(0, -200)
    page.keyboard.up("Control")
    page.wait_for_function(f"before => {place} !== before", arg=before)


def test_one_finger_belongs_to_the_page(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 800}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(address + MAP)
    page.wait_for_selector(READY)
    assert page.evaluate("getComputedStyle(document.querySelector('.leaflet-container')).touchAction") == "pan-x pan-y"
    page.locator("path[data-commune='30547']").tap()
    page.locator("[data-part=panel] h3", has_text="Xã Ba Chúc").wait_for()
    context.close()


def test_without_scripts_drawing_tables_and_lists_are_there(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + MAP)
    assert page.locator(".map__drawing > svg").is_visible()
    assert page.locator("tr[data-commune]").count() >= 102
    assert page.locator("[data-part=unplaced] li").count() >= 1
    for part in ("live", "side", "filters"):
        assert page.locator(f"[data-part={part}]").is_hidden()
    context.close()


def test_it_prints_as_a_picture_with_the_filtered_numbers(watched: Watched, address: str) -> None:
    page = opened(watched, address, "?linh-vuc=kinh-te")
    page.emulate_media(media="print")
    assert page.locator(".map__drawing > svg").is_visible()
    assert page.locator(".map__live").is_hidden()
    assert page.locator(".map__side").is_hidden()
    drawn = page.eval_on_selector_all("[data-drawn] .number", "marks => marks.map(mark => Number(mark.textContent))")
    home = page.locator("[data-table]").first.locator("td:nth-child(3)")
    assert sum(drawn) == sum(home.evaluate_all("cells => cells.map(cell => Number(cell.dataset.number))")) > 0


def test_a_title_never_becomes_markup(watched: Watched, address: str) -> None:
    page = watched.page
    evil = '<img src=x onerror="document.title=1">'

    def answer(route: Any) -> None:
        rows = json.loads(route.fetch().text())
        route.fulfill(json=[[row[0], evil, *row[2:]] for row in rows])

    page.route("**/assets/map/communes/*.json", answer)
    opened(watched, address, "#30547")
    page.locator("[data-part=panel] li a").first.wait_for()
    assert page.locator("[data-part=panel] li a").first.text_content() == evil
    assert page.locator("[data-map] img").count() == 0


def test_a_missing_file_leaves_drawing_and_tables(browser: Browser, address: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.route("**/assets/map/communes.json", lambda route: route.fulfill(status=404, body=""))
    page.goto(address + MAP)
    page.get_by_role("alert").filter(has_text="Chưa tải được dữ liệu của bản đồ").wait_for()
    assert page.locator(".map__drawing > svg").is_visible()
    context.close()


def test_first_view_is_light(browser: Browser, address: str) -> None:
    """All bytes of a first view with an empty cache, compressed as a host would (woff2 is already)."""
    context = browser.new_context()
    page = context.new_page()
    sizes: dict[str, int] = {}

    def keep(request: Request) -> None:
        response = request.response()
        body = response.body() if response else b""
        sizes[request.url] = len(body) if request.url.endswith("woff2") else len(gzip.compress(body))

    page.on("requestfinished", keep)
    page.goto(address + MAP)
    page.wait_for_selector(READY)
    page.wait_for_load_state("networkidle")
    context.close()
    limit = 450 if any((ROOT / "boundaries").glob("*.topo.json")) or "SHOWCASE_BOUNDARIES" in os.environ else 250
    assert len(sizes) >= 10
    assert sum(sizes.values()) <= limit * 1024, sizes


def test_the_preview_is_small(site: Path) -> None:
    page = (site / "index.html").read_text(encoding="utf-8")
    found = re.search(r'<figure class="map-preview">.*?</figure>', page, re.DOTALL)
    assert found
    assert len(gzip.compress(found[0].encode())) <= 12 * 1024
    assert "Đặc khu Hoàng Sa (Đà Nẵng)" in found[0]
    assert "Đặc khu Trường Sa (Khánh Hòa)" in found[0]


def test_the_script_needs_no_inline_code_and_no_other_host(site: Path) -> None:
    page = (site / MAP / "index.html").read_text(encoding="utf-8")
    assert not re.search(r"<script(?![^>]*\ssrc=)|<[^>]+\son[a-z]+=|<[^>]+\sstyle=", page)
    for path in (site / "assets" / "map").glob("*.js"):
        assert not re.search(r"https?://|\beval\(|new Function|innerHTML", path.read_text(encoding="utf-8")), path.name


SQUARES = {
    "type": "Topology",
    "transform": {"scale": [0.01, 0.01], "translate": [103.9, 10.1]},
    "arcs": [[[98, 37], [5, 0], [0, 5], [-5, 0], [0, -5]], [[0, 0], [20, 0], [0, 30], [-20, -30]]],
    "objects": {
        "communes": {
            "type": "GeometryCollection",
            "geometries": [
                {"type": "MultiPolygon", "arcs": [[[0]]], "properties": {"code": "30547", "name": "Ba Chúc"}},
                {"type": "MultiPolygon", "arcs": [[[1]]], "properties": {"code": "31078", "name": "Phú Quốc"}},
            ],
        }
    },
}
"""Made-up boundaries of two communes; all others stay points."""

NO_PROVINCES = {**SQUARES, "arcs": [], "objects": {"provinces": {"type": "GeometryCollection", "geometries": []}}}


def lay_boundaries(folder: Path) -> None:
    """The files of a fetch, with their manifest."""
    files = {"91.topo.json": json.dumps(SQUARES), "provinces.topo.json": json.dumps(NO_PROVINCES)}
    for name, content in files.items():
        (folder / name).write_text(content, encoding="utf-8")
    digests = {name: hashlib.sha256(content.encode()).hexdigest() for name, content in files.items()}
    (folder / "manifest.json").write_text(json.dumps({"files": digests}), encoding="utf-8")


def test_the_same_with_boundaries(browser: Browser, tmp_path: Path, address: str) -> None:
    lay_boundaries(tmp_path)
    done = build_site(tmp_path / "site", SHOWCASE_BOUNDARIES=str(tmp_path))
    assert done.returncode == 0, done.stdout + done.stderr
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    with served(tmp_path / "site") as where:
        one = Watched(context.new_page(), where)
        page = opened(one, where, "?muc-ke=full,partial")
        bounded = counts_of_map(page)
        assert bounded == counts_of_table(page)
        assert page.locator("path[data-commune]").count() >= 102
        page.locator("path[data-commune='30547']").click()
        page.locator("[data-part=panel] h3", has_text="Xã Ba Chúc").wait_for()
        page.locator("[data-badge='31078']").click()
        page.locator("[data-part=panel] h3", has_text="Đặc khu Phú Quốc").wait_for()
        found = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}})
        assert found.violations_count == 0, found.generate_report()
        assert one.console == []
        assert one.foreign == []
        page.goto(address + MAP + "?muc-ke=full,partial")
        page.wait_for_selector(READY)
        assert counts_of_map(page) == bounded
    context.close()
