"""The map page in Chromium: keyboard, screen reader, counts, size, and the archipelagos at the right position.

Every test runs with points and with boundaries (invented ones, and the fetched ones if there are any), unless it
says that once is enough.
"""

import csv
import gzip
import io
import json
import os
import random
import re
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import made_boundaries
import openpyxl
import pytest
import yaml
from accessible import violations, violations_in_both_schemes
from built_site import ROOT, Watched, build_site, served, settle
from playwright.sync_api import Browser, Page, Request, Route, expect
from printed import fills, sheets

MAP, SEARCH = "ban-do/", "tra-cuu/"
READY = "[data-map-ready]"
STILL = """new Promise((resolve) => {
  let [where, frames] = [scrollY, 0];
  const look = () => {
    frames = scrollY === where ? frames + 1 : 0;
    where = scrollY;
    frames === 20 ? resolve() : requestAnimationFrame(look);
  };
  look();
})"""
"""Ends when the page has stood still for twenty frames."""

FETCHED = Path(os.environ.get("SHOWCASE_BOUNDARIES", ROOT / "boundaries"))
IS_FETCHED = (FETCHED / "manifest.json").is_file()
VARIANTS = ["points", "made", *(["fetched"] if IS_FETCHED else [])]
ONCE = pytest.mark.parametrize("address", ["points"], indirect=True)
STORY = ("context", "approach", "results", "highlights", "two_tier_impact")
CRITERIA = ("novelty", "effectiveness", "sustainability", "spread", "participation", "trust")


@pytest.fixture(scope="module")
def sites(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The address of each variant of the site; one of them is the site of all tests."""
    folders = {"fetched" if IS_FETCHED else "points": site}
    for variant in set(VARIANTS) - set(folders):
        folder = tmp_path_factory.mktemp(variant)
        if variant == "made":
            made_boundaries.lay(folder / "boundaries")
        done = build_site(folder / "site", SHOWCASE_BOUNDARIES=str(folder / "boundaries"))
        assert done.returncode == 0, done.stdout + done.stderr
        folders[variant] = folder / "site"
    with ExitStack() as stack:
        yield {variant: stack.enter_context(served(folder)) for variant, folder in folders.items()}


@pytest.fixture(scope="module", params=VARIANTS)
def address(request: pytest.FixtureRequest, sites: dict[str, str]) -> str:
    """Overrides the `address` fixture of other modules, and so also `watched`."""
    return sites[request.param]


@pytest.fixture(scope="module")
def bounded(address: str, sites: dict[str, str]) -> bool:
    """Whether this variant draws areas."""
    return address != sites["points"]


def opened(watched: Watched, address: str, rest: str = "") -> Page:
    watched.page.emulate_media(reduced_motion="reduce")
    watched.page.goto(address + MAP + rest)
    watched.page.wait_for_selector(READY)
    return watched.page


def detail(model: dict[str, Any]) -> str:
    """The level of detail, recomputed from the files: the build must not be tested with its own result."""
    again = set(model.get("replication", {}))
    steps = "steps" in again or "steps" in model.get("approach", {})
    if steps and again & {"cost", "resources", "people", "days", "preconditions"}:
        return "followable"
    counted = any("figures" in model.get(key, {}) for key in set(STORY) - {"context"})
    return "results" if counted or any(model.get(key) for key in (*CRITERIA, "results")) else "name"


@pytest.fixture(scope="module")
def models() -> list[dict[str, Any]]:
    """The values that the filters use, read directly from the model files."""
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
                "communes": {
                    place["commune"]
                    for place in content["places"]
                    if place.get("commune") and place.get("planned") != "true"
                },
            }
        )
    assert len(found) > 60
    return found


def choices(models: list[dict[str, Any]], number: int = 40) -> list[dict[str, list[str]]]:
    """Random choices of filters, some with several values of one facet, some with a value that no model has."""
    chance = random.Random(5)
    facets = ("linh-vuc", "nhom", "chu-the", "muc-ke")
    values = {facet: [*sorted({value for model in models for value in model[facet]}), "khong-co"] for facet in facets}
    made = []
    for _ in range(number):
        chosen = chance.sample(facets, chance.randint(1, 3))
        made.append({f: chance.sample(values[f], min(len(values[f]), chance.randint(1, 3))) for f in chosen})
    return made


def query(chosen: dict[str, list[str]]) -> str:
    """The query string, as pages write it."""
    facets = ("linh-vuc", "nhom", "chu-the", "muc-ke")
    return "?" + "&".join(f"{key}={','.join(chosen[key])}" for key in facets if chosen.get(key))


def counted(models: list[dict[str, Any]], chosen: dict[str, list[str]]) -> tuple[int, dict[str, int]]:
    """The number of models that pass, in all and of each commune, counted from the files."""
    passing = [m for m in models if all(set(m[key]) & set(codes) for key, codes in chosen.items() if codes)]
    codes = [code for model in passing for code in model["communes"]]
    return len(passing), {code: codes.count(code) for code in codes}


def turn_to(page: Page, state: str) -> None:
    """Change the address like the buttons back and forward, and wait for the page."""
    page.evaluate("to => { history.pushState(null, '', to); dispatchEvent(new PopStateEvent('popstate')); }", state)
    page.wait_for_selector(f"[data-shown='{state}']")


def total(page: Page) -> int:
    return int(page.locator("[data-result-count]").first.get_attribute("data-result-count") or -1)


def test_map_table_and_search_count_what_the_files_say(
    watched: Watched, address: str, models: list[dict[str, Any]]
) -> None:
    page = opened(watched, address)
    search = Watched(page.context.new_page(), address)
    search.page.goto(address + SEARCH)
    search.page.locator("[data-shown='?']").wait_for()
    search.page.locator("#dia-ban-all").click()
    names = dict(
        page.eval_on_selector_all(
            "tr[data-commune]", "all => all.map(a => [a.dataset.commune, a.cells[0].textContent])"
        )
    )
    some = none = 0
    for chosen in choices(models):
        everything, expected = counted(models, chosen)
        for one in (page, search.page):
            turn_to(one, query(chosen))
            assert total(one) == everything, query(chosen)
        assert counts_of_table(page) == expected, query(chosen)
        assert counts_of_map(page) == expected, query(chosen)
        assert counts_of_search(search.page) == {names[code]: count for code, count in expected.items()}
        some += everything > 0
        none += everything == 0
    assert some >= 15
    assert none >= 3
    assert search.console == search.foreign == []


FIELDS = {
    "Kinh tế": "kinh-te",
    "Văn hóa - xã hội": "van-hoa-xa-hoi",
    "Quốc phòng - an ninh": "quoc-phong-an-ninh",
    "Xây dựng hệ thống chính trị": "he-thong-chinh-tri",
    "Xây dựng nông thôn mới": "nong-thon-moi",
}


def test_open_data_and_leaders_page_count_what_the_files_say(site: Path, models: list[dict[str, Any]]) -> None:
    """Open data for the random filters of the map; the leaders' page for each of its filters."""
    rows = table(site / "du-lieu" / "models.csv")
    columns = {"linh-vuc": "fields", "nhom": "group", "chu-the": "owner_kind", "muc-ke": "detail"}
    for chosen in choices(models):
        passing = [r for r in rows if all(set(r[columns[key]].split(";")) & set(chosen[key]) for key in chosen)]
        codes = [code for row in passing for code in row["commune_codes"].split(";") if code]
        assert (len(passing), {code: codes.count(code) for code in codes}) == counted(models, chosen), query(chosen)
    communes = {row["address"]: row for row in table(site / "du-lieu" / "communes.csv")}
    page = (site / "toan-canh" / "index.html").read_text(encoding="utf-8")
    heads = re.findall('<abbr title="([^"]+)">', page.split("<tbody>")[0])
    assert heads == [*FIELDS, "Chưa ghi lĩnh vực"]
    shown = {
        address: [int(number) for number in re.findall(r'class="num heat"[^>]*>(\d+)<', cells)]
        for address, cells in re.findall(r'<tr data-row="([^"]+)">(.*?)</tr>', page, re.DOTALL)
    }
    assert len(shown) > 20
    _, everything = counted(models, {})
    home = {address: row for address, row in communes.items() if row["province_code"] == "91"}
    assert {communes[address]["code"] for address in shown} == {r["code"] for r in home.values()} & set(everything)
    for at, code in enumerate(FIELDS.values()):
        _, expected = counted(models, {"linh-vuc": [code]})
        for address, numbers in shown.items():
            number = expected.get(communes[address]["code"], 0)
            assert numbers[at] == int(communes[address][code]) == number, (address, code)


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_an_address_opens_with_its_choices(watched: Watched, address: str, models: list[dict[str, Any]]) -> None:
    for chosen in choices(models)[:3]:
        page = opened(watched, address, query(chosen))
        everything, expected = counted(models, chosen)
        assert total(page) == everything
        assert counts_of_table(page) == counts_of_map(page) == expected


@ONCE
def test_a_walk_through_the_boxes_and_over_to_the_search_page_and_back(
    watched: Watched, address: str, models: list[dict[str, Any]]
) -> None:
    chance = random.Random(7)
    page = opened(watched, address)
    for facet in page.locator("[data-facet] summary").all():
        facet.click()
    chosen: dict[str, list[str]] = {}
    for _ in range(12):
        boxes = page.eval_on_selector_all("[data-facet] input", "boxes => boxes.map(one => one.id)")
        box = chance.choice(boxes)
        key = next(key for key in ("linh-vuc", "nhom", "chu-the", "muc-ke") if box.startswith(f"{key}-"))
        codes = chosen.setdefault(key, [])
        codes.remove(box[len(key) + 1 :]) if box[len(key) + 1 :] in codes else codes.append(box[len(key) + 1 :])
        page.evaluate("id => document.getElementById(id).click()", box)
        everything, expected = counted(models, chosen)
        assert page.url == address + MAP + query(chosen).rstrip("?") or page.url == address + MAP + query(chosen)
        assert total(page) == everything
        assert counts_of_table(page) == counts_of_map(page) == expected
        if everything and chance.random() < 0.4:
            page.get_by_role("link", name="Mở ở trang tìm kiếm").click()
            page.wait_for_selector(f"[data-search][data-shown='{query(chosen)}']")
            assert total(page) == everything
            page.get_by_role("link", name="Xem trên bản đồ").click()
            page.wait_for_selector(READY)
            assert total(page) == everything
            assert counts_of_map(page) == expected


@ONCE
def test_what_only_the_search_page_knows_comes_back_to_it(watched: Watched, address: str) -> None:
    page = watched.page
    page.goto(f"{address}{SEARCH}?q=b%E1%BA%BFp+%C4%83n&chu-the=phu-nu&dia-ban=ba-chuc&sap-xep=day-du")
    page.wait_for_selector("[data-search][data-shown]")
    page.get_by_role("link", name="Xem trên bản đồ").click()
    page.wait_for_selector(READY)
    kept = "?q=b%E1%BA%BFp+%C4%83n&chu-the=phu-nu&dia-ban=ba-chuc"
    assert page.url == address + MAP + kept
    assert page.locator("[data-part=note]").is_visible()
    assert page.locator("#chu-the-phu-nu").is_checked()
    assert page.get_by_role("link", name="Mở ở trang tìm kiếm").get_attribute("href") == address + SEARCH + kept
    page.get_by_role("button", name="Bỏ mọi bộ lọc").click()
    page.locator("[data-shown='?']").wait_for()
    assert page.locator("[data-part=note]").is_hidden()


def counts_of_search(page: Page) -> dict[str, int]:
    """Name of a commune -> number of models, from the search page."""
    script = (
        "items => items.map(one => [one.querySelector('span').textContent, one.querySelector('small').textContent])"
    )
    return {name: int(count) for name, count in page.eval_on_selector_all("[data-facet=dia-ban] li", script)}


def counts_of_table(page: Page) -> dict[str, int]:
    script = "rows => rows.map(row => [row.dataset.commune, Number(row.cells[2].dataset.number)])"
    return {code: count for code, count in page.eval_on_selector_all("tr[data-commune]", script) if count}


def counts_of_map(page: Page) -> dict[str, int]:
    script = "shapes => shapes.map(shape => [shape.dataset.commune, shape.getAttribute('aria-label')])"
    found = page.eval_on_selector_all("path[data-commune]", script)
    return {code: int(hit[1]) for code, name in found if (hit := re.search(r": (\d+) mô hình$", name))}


@ONCE
def test_the_result_of_a_search_and_of_a_filter_is_a_file_with_the_same_models(
    watched: Watched, address: str, models: list[dict[str, Any]]
) -> None:
    found = 0
    page = opened(watched, address)
    search = watched.page.context.new_page()
    search.goto(address + SEARCH)
    search.wait_for_selector("[data-shown='?']")
    for chosen in choices(models, 6):
        everything, expected = counted(models, chosen)
        for one in (page, search):
            turn_to(one, query(chosen))
            if not everything:
                continue
            rows = downloaded(one)
            assert rows[0][:2] == ("Mô hình", "Tóm tắt")
            assert len(rows) - 1 == everything
            column = rows[0].index("Mã xã")
            codes = [code for row in rows[1:] for code in (row[column] or "").split(";") if code]
            assert {code: codes.count(code) for code in codes} == expected
            found += 1
    assert found >= 4


def downloaded(page: Page) -> list[tuple[Any, ...]]:
    """The rows of the file downloaded by the button."""
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Tải kết quả (Excel)").click()
    book = openpyxl.load_workbook(io.BytesIO(waiting.value.path().read_bytes()))
    assert book.sheetnames == ["Mô hình", "Về tệp này"]
    return list(book["Mô hình"].iter_rows(values_only=True))


@ONCE
def test_no_cell_of_such_a_file_is_a_formula(watched: Watched, address: str) -> None:
    page = opened(watched, address)
    cells = ["=1+1", "+84", "-5", "@a", "00123", 'a<b>&"c"', "đặng\u0001 thị", "hai\ndòng"]
    with page.expect_download() as waiting:
        page.evaluate(
            """async cells => {
              const common = (name) => import(new URL(`../assets/common/${name}`, location.href).href);
              const [{ workbook }, { save }] = await Promise.all(["result_file.js", "saving.js"].map(common));
              save(workbook({ "Một": [[9], [cells, [7, 2.5]]] }), "thu.xlsx");
            }""",
            cells,
        )
    sheet = openpyxl.load_workbook(io.BytesIO(waiting.value.path().read_bytes()))["Một"]
    assert [cell.value for cell in sheet[1]] == [cell.replace("\u0001", "") for cell in cells]
    assert {cell.data_type for cell in sheet[1]} == {"s"}
    assert [cell.value for cell in sheet[2]][:2] == [7, 2.5]


@ONCE
def test_the_list_of_unknown_communes_follows_the_filters(
    watched: Watched, address: str, models: list[dict[str, Any]]
) -> None:
    expected = sum(1 for model in models if not model["communes"] and "phu-nu" in model["chu-the"])
    page = opened(watched, address, "?chu-the=phu-nu")
    page.wait_for_function("n => document.querySelectorAll('[data-part=unplaced] li').length === n", arg=expected)
    page.get_by_role("button", name="Bỏ mọi bộ lọc").click()
    everything = min(sum(1 for model in models if not model["communes"]), 60)  # The most that the page lists.
    page.wait_for_function("n => document.querySelectorAll('[data-part=unplaced] li').length === n", arg=everything)


WALK = """(asReader) => {
  const find = (what, within = document) => within.querySelector(what);
  const [live, panel] = [find("[data-part=live]"), find("[data-part=panel]")];
  const shapes = new Map([...live.querySelectorAll("path[data-commune]")].map(one => [one.dataset.commune, one]));
  const names = new Map([...find("[data-table]").querySelectorAll("tr[data-commune]")].map(
    row => [row.dataset.commune, row.cells[0].textContent]));
  const middle = one => {
    const box = one.getBoundingClientRect();
    return { clientX: box.x + box.width / 2, clientY: box.y + box.height / 2 };
  };
  const under = ({ clientX, clientY }) => document.elementFromPoint(clientX, clientY);
  const press = (target, at) =>
    target.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, view: window, ...at }));
  const opened = code => find("h3", panel)?.textContent === names.get(code) && location.hash === `#${code}`;
  const close = () => find("[data-part=close]")?.click();
  const home = () => find("[data-view=home]").click();
  const left = {
    pointer: new Set(names.keys()),
    reader: new Set(asReader ? names.keys() : []),
    keyboard: new Set(asReader ? [] : names.keys()),
  };

  // A pointer presses what lies under it where a number or a badge stands: first in view, then behind each group.
  const pressAll = () => {
    const marks = new Map([...live.querySelectorAll(".mark")].map(one => [one.lastChild.textContent, middle(one)]));
    const met = [...left.pointer].map(code => ({ code, at: marks.get(names.get(code)) })).filter(({ at }) => at)
      .map(one => ({ ...one, target: under(one.at) }))
      .filter(({ code, target }) => target && (target.closest(".leaflet-container") === target
        ? !find(`[data-group~="${code}"]`) : [target.dataset.commune, target.dataset.badge].includes(code)));
    for (const { code, at, target } of met) {
      press(target, at);
      if (opened(code)) left.pointer.delete(code);
    }
    close();
  };
  live.scrollIntoView({ block: "center" });
  home();
  pressAll();
  for (let times = 0; times < 60; times++) {
    const waiting = code => left.pointer.has(code);
    const hiding = () => [...live.querySelectorAll("[data-group]")].find(one => {
      const at = middle(one);
      return one.dataset.group.split(" ").some(waiting) && under(at) === one;
    });
    const group = hiding() ?? (home(), hiding());
    if (!group) break;
    press(group, middle(group));
    pressAll();
  }
  home();
  for (const frame of document.querySelectorAll("[data-island]")) {
    press(under(middle(frame)), middle(frame));
    if (opened(frame.dataset.island)) left.pointer.delete(frame.dataset.island);
    close();
  }

  // What a screen reader does with a button is a click without a place.
  for (const code of asReader ? names.keys() : []) {
    press(shapes.get(code), {});
    if (opened(code)) left.reader.delete(code);
  }
  close();
  home();

  // Keys go from one to the next; each is in view, and out of its group, when it has the focus.
  const key = name => document.activeElement.dispatchEvent(
    new KeyboardEvent("keydown", { key: name, bubbles: true, cancelable: true }));
  find("path[tabindex='0']", live).focus();
  key("Home");
  const frame = live.getBoundingClientRect();
  for (const _ of asReader ? [] : shapes) {
    const focused = document.activeElement;
    const { commune } = focused.dataset;
    const box = focused.getBoundingClientRect();
    const seen = box.right > frame.left && box.left < frame.right && box.bottom > frame.top && box.top < frame.bottom;
    if (names.has(commune)) key("Enter");
    if (seen && !focused.matches(".commune--grouped") && opened(commune))
      left.keyboard.delete(commune);
    key("ArrowRight");
  }
  close();
  return Object.fromEntries(Object.entries(left).map(([way, codes]) => [way, [...codes].map(code => names.get(code))]));
}"""
"""Goes to every commune of the home province by pointer, and as a screen reader does or by keyboard; gives for each way
the names of those that did not open."""


@pytest.mark.parametrize("width", [360, 1280])
def test_every_commune_is_found_named_and_opened_each_way(
    browser: Browser, address: str, models: list[dict[str, Any]], width: int
) -> None:
    finger = {"has_touch": True, "is_mobile": True} if width == 360 else {}
    context = browser.new_context(viewport={"width": width, "height": 900}, reduced_motion="reduce", **finger)
    page = opened(Watched(context.new_page(), address), address)
    assert page.evaluate(WALK, width == 360) == {"pointer": [], "reader": [], "keyboard": []}
    assert page.evaluate(f"codes => codes.filter(code => !({NEARER})(code))", TEN) == []
    script = "table => [...table.tBodies[0].rows].map(row => [row.dataset.commune, row.cells[0].textContent])"
    names = dict(page.locator("[data-table]").first.evaluate(script))
    assert len(names) == 102
    _, expected = counted(models, {})
    tree = context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    buttons = {node["name"]["value"] for node in tree if node.get("role", {}).get("value") == "button"}
    none = r"chưa có mô hình|chưa rõ, có thể có \d+ mô hình"
    for code, name in names.items():
        count = f"{expected[code]} mô hình" if code in expected else none
        assert any(re.fullmatch(f"{re.escape(name)}: ({count})", button) for button in buttons), name
    context.close()


def test_enter_shows_the_commune_and_the_way_to_its_page(watched: Watched, address: str) -> None:
    page = opened(watched, address)
    page.locator("path[data-commune='30547']").focus()
    page.keyboard.press("Enter")
    panel = page.locator("[data-part=panel]")
    panel.get_by_role("heading", name="Xã Ba Chúc").wait_for()
    assert panel.get_attribute("aria-live") == "polite"
    panel.locator("li a").first.wait_for()
    assert page.url.endswith("#30547")
    panel.get_by_role("link", name="Xem trang Xã Ba Chúc").click()
    expect(page).to_have_url(address + "dia-ban/ba-chuc/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Xã Ba Chúc")


@ONCE
def test_list_and_buttons_choose_too(watched: Watched, address: str) -> None:
    page = opened(watched, address)
    page.get_by_label("Chọn xã, phường, đặc khu").select_option("30547")
    page.locator("[data-part=panel] h3", has_text="Xã Ba Chúc").wait_for()
    page.get_by_role("button", name="Đặc khu Thổ Châu", exact=True).click()
    page.locator("[data-part=panel] h3", has_text="Đặc khu Thổ Châu").wait_for()


TEN = ("30547", "31078", "30781", "30814", "30826", "30544", "30697", "30985", "30292", "30325")
NEARER = """code => {
  const click = (selector) => document.querySelector(selector).click();
  const choose = document.querySelector("[data-part=choose]");
  choose.value = code;
  choose.dispatchEvent(new Event("change", { bubbles: true }));
  click("[data-view=home]");
  const before = document.querySelector(".leaflet-container").getBoundingClientRect();
  for (let times = 0; times < 4; times++) click(".leaflet-control-zoom-in");
  const box = document.querySelector(`path[data-commune="${code}"]`).getBoundingClientRect();
  return box.right > before.left && box.left < before.right && box.bottom > before.top && box.top < before.bottom;
}"""
"""Choose a commune, look at the whole province, and come nearer four times: whether the commune is still in view."""


@ONCE
def test_focus_names_the_commune(watched: Watched, address: str) -> None:
    page = opened(watched, address)
    for code in TEN[:4]:
        page.locator(f"path[data-commune='{code}']").focus()
        name = (page.locator(f"path[data-commune='{code}']").get_attribute("aria-label") or "").split(":")[0]
        expect(page.locator(".map__name")).to_have_text([name])  # The earlier name fades out.


@ONCE
def test_on_a_phone_the_table_shows_names_and_numbers_and_the_rest_on_demand(watched: Watched, address: str) -> None:
    watched.page.set_viewport_size({"width": 360, "height": 800})
    page = opened(watched, address)
    fits = "tables => tables.map(table => table.scrollWidth <= table.closest('.scroll').clientWidth)"
    assert page.eval_on_selector_all("[data-table]", fits) == [True, True]
    table = page.locator("[data-table]").first
    heads = table.locator("thead th:visible")
    assert heads.all_text_contents() == ["Đơn vị", "Số mô hình"]
    page.get_by_role("button", name="Xem cả loại và lĩnh vực").first.click()
    assert heads.count() == 8

    assert table.locator("tbody tr:visible").count() == 10
    page.get_by_role("button", name="Xem cả 102 nơi").click()
    assert table.locator("tbody tr:visible").count() == 102


def test_the_first_view_is_the_mainland_and_islands_stand_in_frames(watched: Watched, address: str) -> None:
    page = opened(watched, address)
    rows = page.eval_on_selector_all(
        "[data-table]:first-of-type tr[data-commune]", "all => all.map(a => a.dataset.commune)"
    )
    framed = page.eval_on_selector_all("[data-island]", "all => all.map(one => one.dataset.island)")
    assert framed == ["31078", "31105"]
    for code in set(rows[:102]) - set(framed):
        shape = page.locator(f"path[data-commune='{code}']")
        assert within(page, shape) or shape.evaluate("one => Boolean(one.closest('.commune--grouped'))"), code
    counts = page.evaluate(
        "Object.fromEntries([...document.querySelectorAll('[data-island]')].map(a => [a.dataset.island, a.ariaLabel]))"
    )
    for code, told in counts.items():
        assert told == page.locator(f"path[data-commune='{code}']").get_attribute("aria-label")
    page.locator("[data-island='31105']").click()
    page.locator("[data-part=panel] h3", has_text="Đặc khu Thổ Châu").wait_for()
    assert within(page, page.locator("path[data-commune='31105']"))
    names = [page.locator(".name--seat span"), page.locator(".name--town span").first]
    page.get_by_role("button", name="Toàn tỉnh").click()
    for name in names:
        expect(name).to_be_visible()


def test_on_a_phone_every_commune_is_found_by_a_finger(
    browser: Browser, address: str, bounded: bool, sites: dict[str, str]
) -> None:
    """Marks too close for a finger form a group that opens; the models appear from below."""
    context = browser.new_context(
        viewport={"width": 360, "height": 800}, has_touch=True, is_mobile=True, reduced_motion="reduce"
    )
    page = context.new_page()
    page.goto(address + MAP)
    page.wait_for_selector(READY)
    zooms = page.evaluate(NEAR_TARGETS)
    page.wait_for_function(f"({COVERED})().length === 0")  # Names are placed in the next frame.
    assert len(zooms) >= 4
    assert zooms[0]["targets"] > (1 if bounded and address != sites["made"] else 10)
    assert [one["close"] for one in zooms] == [[]] * len(zooms)
    page.get_by_role("button", name="Toàn tỉnh").tap()
    group = page.locator("[data-group]").first
    if group.count():
        code = (group.get_attribute("data-group") or "").split()[0]
        group.click()
        page.wait_for_function(f"!document.querySelector('[data-group~=\"{code}\"]')")
        page.locator(f"path[data-commune='{code}']").tap()
        page.wait_for_selector(f"[data-panel='{code}']")
    page.get_by_label("Chọn xã, phường, đặc khu").select_option("30547")
    page.wait_for_selector("[data-panel='30547']")
    panel = page.locator("[data-part=panel]").bounding_box()
    shape = page.locator("path[data-commune='30547']").bounding_box()
    assert panel
    assert shape
    assert panel["y"] + panel["height"] == pytest.approx(800, abs=1)
    assert panel["height"] <= 0.46 * 800
    assert shape["y"] < panel["y"]
    page.get_by_role("button", name="Đóng").click()
    expect(page).to_have_url(re.compile(re.escape(address + MAP) + r"\??$"))
    context.close()


COVERED = """() => {
  const boxes = (of) => [...document.querySelectorAll(of)].filter(one => one.textContent && one.checkVisibility(
    { visibilityProperty: true })).map(one => [one.textContent, one.getBoundingClientRect()]);
  return boxes(".name--seat > span, .name--town > span").flatMap(([name, a]) => boxes(".mark > b")
    .filter(([, b]) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom)
    .map(([number]) => `${number} below ${name}`));
}"""
"""Numbers that lie below the name of a town, in the first view."""
NEAR_TARGETS = """() => {
  const measure = () => {
    const targets = "path[data-commune]:not(.commune--grouped), [data-group], [data-badge]";
    const shown = [...document.querySelectorAll(targets)]
      .filter(one => !/L|^M0 0$/.test(one.getAttribute("d") ?? ""))
      .map(one => ({ name: one.dataset.commune ?? one.dataset.group ?? one.dataset.badge,
        group: one.dataset.group && one.getBoundingClientRect(), box: one.getBoundingClientRect() }))
      .map(one => ({ ...one, x: one.box.x + one.box.width / 2, y: one.box.y + one.box.height / 2 }))
      .filter(({ x, y }) => document.querySelector("[data-part=live]").contains(document.elementFromPoint(x, y)));
    const close = shown.flatMap((one, at) => shown.slice(at + 1)
      .filter(other => Math.hypot(one.x - other.x, one.y - other.y) < (one.group && other.group ? 28 : 23.9))
      .map(other => [one.name, other.name]));
    const small = shown.filter(({ group }) => group && Math.min(group.width, group.height) < 24);
    return { targets: shown.length, close: [...close, ...small.map(({ name }) => name)] };
  };
  const nearer = document.querySelector(".leaflet-control-zoom-in");
  const zooms = [measure()];
  while (!nearer.matches(".leaflet-disabled") && zooms.length < 20) {
    nearer.click();
    zooms.push(measure());
  }
  return zooms;
}"""
"""At each zoom, from the first view to the nearest: dots, badges and groups, and those whose middles lie nearer than
a target of 24 pixels, or groups than 28, and groups that are smaller than a target."""


@ONCE
def test_on_a_phone_nothing_moves_when_the_titles_of_the_chosen_commune_come(watched: Watched, address: str) -> None:
    """The sheet and the map have their size before the titles arrive, so that the target of a finger does not move."""
    watched.page.set_viewport_size({"width": 360, "height": 800})
    waiting: list[Route] = []
    watched.page.route("**/assets/map/communes/*.json", lambda route: waiting.append(route))
    page = opened(watched, address)
    with page.expect_request("**/assets/map/communes/30547.json"):
        page.get_by_label("Chọn xã, phường, đặc khu").select_option("30547")
    page.locator("[data-open] h3", has_text="Xã Ba Chúc").wait_for()
    page.evaluate(STILL)
    before = page.evaluate("scrollY")
    assert before > 0
    waiting[0].continue_()
    page.wait_for_selector("[data-panel='30547'] [data-part=panel] li")
    page.evaluate(STILL)
    assert page.evaluate("scrollY") == before


def test_a_double_click_on_the_sea_leads_to_the_land(watched: Watched, address: str) -> None:
    page = opened(watched, address)
    frame = page.locator(".leaflet-container").bounding_box()
    assert frame
    for _ in range(4):
        page.mouse.dblclick(frame["x"] + frame["width"] * 0.3, frame["y"] + frame["height"] * 0.9)
    seen = page.locator("path[data-commune]").evaluate_all(
        "(all, frame) => all.filter(one => { const box = one.getBoundingClientRect();"
        " return box.right > frame.x && box.x < frame.x + frame.width && box.bottom > frame.y"
        " && box.y < frame.y + frame.height; }).length",
        frame,
    )
    assert seen > 0


def test_a_double_tap_by_finger_leads_to_the_land_and_keeps_the_commune_that_it_meets(
    browser: Browser, address: str
) -> None:
    context = browser.new_context(
        viewport={"width": 360, "height": 900}, has_touch=True, is_mobile=True, reduced_motion="reduce"
    )
    page = opened(Watched(context.new_page(), address), address)
    page.evaluate("document.querySelector('[data-part=live]').scrollIntoView({ block: 'center' })")
    page.evaluate("window.doubled = 0; document.addEventListener('dblclick', () => doubled++)")
    frame = page.locator(".leaflet-container").bounding_box()
    assert frame
    for times in range(4):
        double_tap(page, frame["x"] + frame["width"] * 0.3, frame["y"] + frame["height"] * 0.9, times)
        page.wait_for_function("times => doubled === times", arg=times + 1)
        assert page.evaluate(IN_VIEW), times
    page.get_by_role("button", name="Toàn tỉnh").click()
    page.evaluate("document.querySelector('[data-part=live]').scrollIntoView({ block: 'center' })")
    before = page.evaluate(IN_VIEW)
    apart = "path[data-commune]:not(.commune--grouped, [d='M0 0'])"
    code = next(code for code in page.eval_on_selector_all(apart, CODES) if code in TEN)
    box = page.locator(f"path[data-commune='{code}']").bounding_box()
    assert box
    double_tap(page, box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, 5)
    page.wait_for_function("doubled === 5")
    page.wait_for_selector(f"[data-panel='{code}']")
    after = page.evaluate(IN_VIEW)
    assert code in after
    assert len(after) < len(before)
    context.close()


CODES = "all => all.map(one => one.dataset.commune)"
IN_VIEW = """() => {
  const frame = document.querySelector(".leaflet-container").getBoundingClientRect();
  return [...document.querySelectorAll("path[data-commune]:not([d='M0 0'])")].filter(one => {
    const box = one.getBoundingClientRect();
    return box.right > frame.x && box.x < frame.right && box.bottom > frame.y && box.y < frame.bottom;
  }).map(one => one.dataset.commune);
}"""
"""Codes of the communes in view."""


def double_tap(page: Page, x: float, y: float, second: int) -> None:
    """Two taps with time stamps a tenth of a second apart, some seconds from now, however slow the browser is."""
    session = page.context.new_cdp_session(page)
    first = time.time() + second
    for at in (first, first + 0.1):
        touch = {"type": "touchStart", "touchPoints": [{"x": x, "y": y}], "timestamp": at}
        session.send("Input.dispatchTouchEvent", touch)
        session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": [], "timestamp": at + 0.03})
    session.detach()


@ONCE
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


@ONCE
def test_the_table_sorts_by_its_heads(watched: Watched, address: str) -> None:
    page = opened(watched, address)
    head = page.locator("[data-table] thead th").nth(2)
    expect(head).to_have_attribute("aria-sort", "descending")
    rows = page.locator("[data-table]").first.locator("tbody tr:visible")
    assert rows.count() == 10
    page.get_by_role("button", name="Xem cả 102 nơi").click()
    assert rows.count() == 102
    numbers = page.locator("[data-table]").first.locator("tbody td:nth-child(3)")
    values = [int(one) for one in numbers.evaluate_all("cells => cells.map(cell => cell.dataset.number)")]
    assert values == sorted(values, reverse=True)
    assert len(values) == 102
    assert values[0] > 0
    head.get_by_role("button").focus()
    page.keyboard.press("Enter")
    expect(head).to_have_attribute("aria-sort", "ascending")
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


LOOKS = [(variant, scheme, width) for variant in VARIANTS[1:] for scheme, width in (("light", 360), ("dark", 1280))]


@pytest.mark.parametrize(("address", "scheme", "width"), LOOKS, indirect=["address"])
def test_axe_finds_nothing(watched: Watched, address: str, scheme: str, width: int) -> None:
    watched.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    watched.page.set_viewport_size({"width": width, "height": 900})
    page = opened(watched, address, CHOSEN)
    unfold(page)
    assert violations(page) == ""
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@ONCE
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing_light_and_dark(watched: Watched, address: str, width: int) -> None:
    watched.page.emulate_media(color_scheme="light")
    watched.page.set_viewport_size({"width": width, "height": 900})
    page = opened(watched, address, CHOSEN)
    unfold(page)
    assert violations_in_both_schemes(page) == ""
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@ONCE
def test_axe_finds_nothing_before_a_choice(watched: Watched, address: str) -> None:
    watched.page.emulate_media(color_scheme="light")
    page = opened(watched, address)
    settle(page)
    assert violations_in_both_schemes(page) == ""


CHOSEN = "?muc-ke=full,partial#30547"


def unfold(page: Page) -> None:
    """Wait for the models of the chosen commune and open a list of filters."""
    page.wait_for_selector("[data-panel='30547']")
    page.locator("summary", has_text="Chủ thể").click()


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


def test_one_finger_moves_the_page_and_two_the_map(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 800}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(address + MAP)
    page.wait_for_selector(READY)
    page.get_by_label("Chọn xã, phường, đặc khu").select_option("30547")
    page.wait_for_selector("[data-panel='30547']")
    page.get_by_role("button", name="Đóng").tap()
    expect(page.locator("[data-open]")).to_have_count(0)
    page.evaluate("scrollTo(0, 300)")
    name = "document.querySelector('.name--sea.name--near')"
    place = f"(box => [Math.round(box.x), Math.round(box.y + scrollY)])({name}.getBoundingClientRect())"
    before = page.evaluate(place)
    swipe(page, [180])
    page.wait_for_function("scrollY > 400")
    assert page.evaluate(place) == before
    page.evaluate(STILL)  # The map continues to move after a swipe.
    page.evaluate("scrollTo(0, 300)")
    swipe(page, [120, 240])
    page.wait_for_function(f"was => {place}[1] < was - 60", arg=before[1])
    # Chromium may begin to scroll before the script sees the second finger.
    assert abs(page.evaluate("scrollY") - 300) <= 40
    context.close()


def swipe(page: Page, fingers: list[int]) -> None:
    """Move fingers at these x positions upwards by 200 pixels over the middle of the map."""
    session = page.context.new_cdp_session(page)
    for y in range(450, 249, -20):
        kind = "touchStart" if y == 450 else "touchMove"
        points = [{"x": x, "y": y, "id": number} for number, x in enumerate(fingers)]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


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


def test_it_prints_as_a_picture_with_its_legend(watched: Watched, address: str) -> None:
    page = opened(watched, address, "?linh-vuc=kinh-te,van-hoa-xa-hoi")
    page.emulate_media(media="print")
    assert page.locator(".map__live").is_hidden()
    assert page.locator(".map__side").is_hidden()
    folded = page.locator("[data-part=unplaced] li")
    assert folded.first.evaluate("one => one.checkVisibility({ contentVisibilityAuto: true })")
    drawn = page.eval_on_selector_all("[data-drawn] .number", "marks => marks.map(mark => Number(mark.textContent))")
    home = page.locator("[data-table]").first.locator("td:nth-child(3)")
    assert sum(drawn) == sum(home.evaluate_all("cells => cells.map(cell => Number(cell.dataset.number))")) > 20
    shades = {shade: page.locator(f".map__drawing [class='shade-{shade}']").count() for shade in (1, 2, 3, 4)}
    colours = page.evaluate(COLOURS)
    pdf = page.pdf(format="A4", print_background=False)
    width, height, _ = sheets(pdf)[0]
    first = [fill for fill in fills(pdf) if fill.sheet == 1]

    def of(name: str) -> list[Any]:
        return [
            fill.box
            for fill in first
            if all(abs(a - b) < 0.005 for a, b in zip(fill.colour, colours[name], strict=True))
        ]

    frame = max(of("sea"), key=lambda box: box[2] - box[0])
    assert frame[2] - frame[0] > 0.8 * width
    assert (frame[2] - frame[0]) / (frame[3] - frame[1]) == pytest.approx(860 / 507, rel=0.02)
    assert 0 < frame[0] < frame[2] < width
    assert 0 < frame[1] < frame[3] < 0.7 * height
    assert sum(shades.values()) > 10
    for shade, count in ((shade, count) for shade, count in shades.items() if count):
        boxes = of(f"shade-{shade}")
        inside = [b for b in boxes if frame[0] < b[0] < b[2] < frame[2] and frame[1] < b[1] < b[3] < frame[3]]
        below = [b for b in boxes if b[1] > frame[3]]
        # The badge of the first shade in the legend is below the picture, on the same sheet.
        assert (len(inside), len(below)) == (count, 1), shade


COLOURS = """() => {
  const shown = document.querySelector(".map__drawing > svg");
  const sheet = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const told = name => {
    const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    path.setAttribute("class", name);
    shown.append(path);
    sheet.fillStyle = getComputedStyle(path).fill;
    path.remove();
    sheet.fillRect(0, 0, 1, 1);
    return [...sheet.getImageData(0, 0, 1, 1).data].slice(0, 3).map(part => part / 255);
  };
  return Object.fromEntries(["sea", "shade-1", "shade-2", "shade-3", "shade-4"].map(name => [name, told(name)]));
}"""
"""The colours on paper of the sea and of each shade, from 0 to 1."""


@ONCE
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


@ONCE
def test_a_missing_file_leaves_drawing_and_tables(browser: Browser, address: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.route("**/assets/map/communes.json", lambda route: route.fulfill(status=404, body=""))
    page.goto(address + MAP)
    page.get_by_role("alert").filter(has_text="Chưa tải được dữ liệu của bản đồ").wait_for()
    assert page.locator(".map__drawing > svg").is_visible()
    context.close()


def test_first_view_is_light(browser: Browser, address: str, bounded: bool) -> None:
    """All bytes of a first view with an empty cache, compressed as by a host (woff2 is already compressed)."""
    context = browser.new_context()
    page = context.new_page()
    finished: list[Request] = []
    page.on("requestfinished", lambda request: finished.append(request))
    page.goto(address + MAP)
    page.wait_for_selector(READY)
    settle(page)
    sizes = {request.url: compressed(request) for request in finished}
    context.close()
    assert len(sizes) >= 10
    assert sum(sizes.values()) <= (450 if bounded else 250) * 1024, sizes


def compressed(request: Request) -> int:
    """Number of bytes of an answer as sent by a host."""
    response = request.response()
    body = response.body() if response else b""
    return len(body) if request.url.endswith("woff2") else len(gzip.compress(body))


def test_the_preview_is_small(site: Path) -> None:
    page = (site / "index.html").read_text(encoding="utf-8")
    found = re.search(r'<figure class="map-preview">.*?</figure>', page, re.DOTALL)
    assert found
    assert len(gzip.compress(found[0].encode())) <= 12 * 1024
    assert "Đặc khu Hoàng Sa (Đà Nẵng)" in found[0]
    assert "Đặc khu Trường Sa (Khánh Hòa)" in found[0]


def test_the_script_needs_no_inline_code_and_no_other_host(site: Path) -> None:
    page = (site / MAP / "index.html").read_text(encoding="utf-8")
    assert not re.search(
        r"<script(?![^>]*\ssrc=)(?! type=\"application/ld.json\")|<[^>]+\son[a-z]+=|<[^>]+\sstyle=", page
    )
    for path in (site / "assets" / "map").glob("*.js"):
        assert not re.search(r"https?://|\beval\(|new Function|innerHTML", path.read_text(encoding="utf-8")), path.name


@pytest.mark.parametrize("address", VARIANTS[1:], indirect=True)
def test_areas_are_drawn_and_chosen(watched: Watched, address: str) -> None:
    page = opened(watched, address)
    shown = page.eval_on_selector_all(
        "path[data-commune]", "all => all.map(one => [one.dataset.commune, one.getAttribute('d')])"
    )
    areas = {code for code, path in shown if "L" in path}
    far = {made_boundaries.ISLANDS[1]}  # Thổ Châu is outside the first view, where nothing is drawn.
    assert areas | far >= {*made_boundaries.INLAND, *made_boundaries.ISLANDS}
    drawn = set(page.eval_on_selector_all("[data-drawn]:has(path)", "all => all.map(one => one.dataset.drawn)"))
    assert drawn == areas | far
    page.locator("path[data-commune='30547']").click()
    page.locator("[data-part=panel] h3", has_text="Xã Ba Chúc").wait_for()
    page.locator("[data-island='31078']").click()
    page.locator("[data-part=panel] h3", has_text="Đặc khu Phú Quốc").wait_for()
    page.get_by_role("button", name="Đóng").click()
    page.locator("[data-badge='31078']").click()
    page.locator("[data-part=panel] h3", has_text="Đặc khu Phú Quốc").wait_for()
    page.get_by_label("Chọn xã, phường, đặc khu").select_option(made_boundaries.ELSEWHERE)
    page.locator("[data-part=panel] h3", has_text="Xã Bình Lư").wait_for()
    assert "L" in (page.locator(f"path[data-commune='{made_boundaries.ELSEWHERE}']").get_attribute("d") or "")


MODEL = """\
title: {title}
summary: Một câu.
owner: {{kind: {kind}}}
places:
  - commune: "{commune}"
sources:
  - {{id: bao-cao, title: Báo cáo, issuer: Đảng ủy xã}}
"""


def test_a_line_leads_from_the_chosen_model_to_its_copy_and_back(browser: Browser, tmp_path: Path) -> None:
    original = MODEL.format(title="Gốc", kind="phu-nu", commune="30547")
    copy = MODEL.format(title="Làm theo", kind="cong-an", commune="30544") + "replicates: {model: goc}\n"
    for name, content in (("ba-chuc/goc.yml", original), ("tri-ton/lam-theo.yml", copy)):
        path = tmp_path / "models" / name
        path.parent.mkdir(parents=True)
        path.write_text(content, encoding="utf-8")
    nowhere = str(tmp_path / "none")
    done = build_site(tmp_path / "site", SHOWCASE_MODELS=str(tmp_path / "models"), SHOWCASE_BOUNDARIES=nowhere)
    assert done.returncode == 0, done.stdout + done.stderr
    with served(tmp_path / "site") as where:
        context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
        page = opened(Watched(context.new_page(), where), where)
        line = page.locator("path.copy-line")
        assert line.count() == 0  # No model is chosen.
        page.locator("path[data-commune='30547']").click()
        page.locator("[data-model=goc]").click()
        expect(page).to_have_url(re.compile("#30547/goc$"))
        expect(line).to_have_count(1)
        ends = [page.locator(f"path[data-commune='{code}']").bounding_box() for code in ("30547", "30544")]
        box = line.bounding_box()
        assert box
        for end in filter(None, ends):
            assert box["x"] - 12 <= end["x"] <= box["x"] + box["width"] + 12
            assert box["y"] - 12 <= end["y"] <= box["y"] + box["height"] + 12
        page.locator("[data-model=goc]").click()
        expect(line).to_have_count(0)
        assert page.url.endswith("#30547")
        listed = page.locator("[data-copies] li")
        assert listed.text_content() == "Gốc (Xã Ba Chúc). Nơi làm theo: Làm theo (Xã Tri Tôn)."
        # The page of the copy leads to its place, and shows where it comes from.
        page.goto(f"{where}mo-hinh/lam-theo/")
        page.get_by_role("link", name="Xem nơi này trên bản đồ").click()
        page.locator("[data-panel='30544'] li[aria-current]", has_text="Làm theo").wait_for()
        expect(line).to_have_count(1)
        context.close()


def test_the_panel_does_not_say_none_where_that_is_not_clear(watched: Watched, address: str) -> None:
    """A commune known only by its former district may have models: its panel says how many."""
    told = json.loads(watched.page.request.get(f"{address}assets/map/communes.json").body())
    counts = dict(zip((row[0] for row in told["communes"]), told["runs"], strict=True))
    also = {told["communes"][at][0] for _, at in told["also"]}
    code, perhaps = next(
        (row[0], row[4]) for row in told["communes"] if row[4] and not counts[row[0]] and row[0] not in also
    )
    page = watched.page
    page.goto(f"{address}{MAP}#{code}")
    page.wait_for_selector(f'[data-panel="{code}"]')
    panel = page.inner_text('[data-part="panel"]')
    assert f"có thể có ở đây {perhaps} mô hình" in panel
    assert "Chưa có mô hình nào" not in panel
    assert "chưa rõ" in (page.text_content(f'[data-drawn="{code}"] title') or "")
