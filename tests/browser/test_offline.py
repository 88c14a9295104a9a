"""The site without a line, in Chromium with its real service worker; and an update from one real build to the next."""

import gzip
import http.server
import json
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from built_site import ROOT, build_site, served
from playwright.sync_api import Browser, BrowserContext, Page, expect

KITCHEN = "bep-an-tinh-thuong-vinh-trach"
FARM = "nong-nghiep-xanh-na-da"
UNSEEN = "mo-hinh/tet-quan-dan-an-giang/"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
AT_ONCE = """
    const patient = window.setTimeout;
    window.setTimeout = (task, wait, ...rest) => patient(task, wait === 2500 ? 0 : wait, ...rest);
"""
"""The site lets a page rest before it fetches anything ahead; one test waits with it, the others need not."""
IN_CONTROL = "navigator.serviceWorker.controller !== null"


class Down(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_error(502)

    def log_message(self, *arguments: object) -> None:
        pass


class Host:
    """A host that can serve another build under the same address, or go away."""

    def __init__(self, folder: Path, site: Path) -> None:
        self._link = folder / "served"
        self._stack = ExitStack()
        self.show(site)
        self.address = self._stack.enter_context(served(self._link))

    def show(self, site: Path) -> None:
        self._link.unlink(missing_ok=True)
        self._link.symlink_to(site)

    def break_down(self) -> None:
        """Answer everything with 502, as a proxy does whose server is gone."""
        port = urlsplit(self.address).port
        self._stack.close()
        down = http.server.ThreadingHTTPServer(("127.0.0.1", port or 0), Down)
        threading.Thread(target=down.serve_forever, daemon=True).start()
        self._stack.callback(down.server_close)
        self._stack.callback(down.shutdown)

    def go_away(self) -> None:
        self._stack.close()


@pytest.fixture
def host(tmp_path: Path, site: Path) -> Iterator[Host]:
    one = Host(tmp_path, site)
    yield one
    one.go_away()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    one = browser.new_context(locale="vi-VN")
    one.add_init_script(AT_ONCE)
    yield one
    one.close()


@pytest.fixture(scope="module")
def newer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A later build: one model has a new title, and the style sheet says so."""
    project = tmp_path_factory.mktemp("later") / "project"
    for name in ("docs", "overrides", "showcase", "models", "macros.py", "mkdocs.yml", "requirements.txt"):
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        project.mkdir(exist_ok=True)
        copy(ROOT / name, project / name)
    retitle(project / "models")
    with (project / "docs/assets/site.css").open("a", encoding="utf-8") as sheet:
        sheet.write("\n:root { --build: later; }\n")
    folder = tmp_path_factory.mktemp("newer")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(folder)]
    subprocess.run(command, cwd=project, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"}, check=True)
    return folder


@pytest.fixture(scope="module")
def retold(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A later build in which only one model has changed."""
    models = tmp_path_factory.mktemp("retold") / "models"
    shutil.copytree(ROOT / "models", models)
    retitle(models)
    folder = tmp_path_factory.mktemp("retold-site")
    done = build_site(folder, SHOWCASE_MODELS=str(models))
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


def retitle(models: Path) -> None:
    (path,) = models.glob(f"*/{KITCHEN}.yml")
    text = path.read_text(encoding="utf-8")
    new = text.replace("title: Khéo vận động nguồn lực", "title: Bản mới khéo vận động nguồn lực")
    assert new != text
    path.write_text(new, encoding="utf-8")


def with_large_index(site: Path, large: Path) -> Path:
    """The same site, but with its index told to be large."""
    shutil.copytree(site, large)
    worker = (large / "sw.js").read_text(encoding="utf-8")
    head, found, tail = worker.partition('"optional": false}]')
    assert found
    (large / "sw.js").write_text(f'{head}"optional": true}}]{tail}', encoding="utf-8")
    packs = json.loads((large / "assets/offline/packs.json").read_text(encoding="utf-8"))
    (large / "assets/offline/packs.json").write_text(json.dumps({**packs, "index": 9_300_000}), encoding="utf-8")
    return large


def first_visit(context: BrowserContext, host: Host, path: str = "") -> tuple[Page, list[str]]:
    """Come to the site and stay until it is kept; whatever the console says is collected."""
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(f"{message.text} {message.location}"))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(host.address + path)
    page.wait_for_function(IN_CONTROL, timeout=30_000)
    return page, said


def wait_until(page: Page, promise: str) -> None:
    """Ask again until the promise gives true; `wait_for_function` takes a promise itself for true."""
    for _ in range(300):
        if page.evaluate(promise):
            return
        page.wait_for_timeout(100)
    raise AssertionError(promise)


def title(page: Page) -> str:
    return page.locator("h1").first.inner_text()


def test_nothing_is_fetched_ahead_before_the_page_has_come_and_rested(browser: Browser, host: Host) -> None:
    page = browser.new_page()
    page.goto(host.address, wait_until="load")
    page.wait_for_timeout(1500)
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0
    page.wait_for_function(IN_CONTROL, timeout=30_000)
    page.close()


def test_without_a_line_search_map_comparison_and_seen_pages_work(context: BrowserContext, host: Host) -> None:
    page, said = first_visit(context, host, f"mo-hinh/{KITCHEN}/")
    page.goto(f"{host.address}mo-hinh/{FARM}/")
    wait_until(page, f"caches.match('{host.address}mo-hinh/{KITCHEN}/').then(Boolean)")
    wait_until(page, f"caches.match('{host.address}mo-hinh/{FARM}/').then(Boolean)")
    host.go_away()
    page.reload()
    assert title(page).startswith("Chi bộ lãnh đạo Nhân dân")
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).fontFamily").startswith('"Be Vietnam Pro"')
    page.goto(f"{host.address}mo-hinh/{KITCHEN}/?tu=chia-se")
    assert title(page).startswith("Khéo vận động nguồn lực")
    page.goto(f"{host.address}tra-cuu/?q=bep+an+tinh+thuong")
    page.locator(f"[data-slug='{KITCHEN}']").first.wait_for()
    page.goto(f"{host.address}ban-do/")
    page.locator("path[data-commune='30547']").wait_for(state="attached")
    page.goto(f"{host.address}so-sanh/?m={KITCHEN},{FARM}")
    expect(page.locator("table.compare thead th")).to_have_count(2)
    assert said == []


def test_what_is_not_kept_says_so_and_what_is(context: BrowserContext, host: Host) -> None:
    page, _ = first_visit(context, host, f"mo-hinh/{KITCHEN}/")
    wait_until(page, f"caches.match('{host.address}mo-hinh/{KITCHEN}/').then(Boolean)")
    host.go_away()
    page.goto(host.address + UNSEEN)
    assert title(page) == "Không có mạng"
    page.get_by_role("link", name="Khéo vận động nguồn lực").wait_for()
    assert page.get_by_role("link", name="Thử lại").get_attribute("href") == host.address + UNSEEN
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}})
    assert found.violations_count == 0, found.generate_report()


def test_a_plan_made_with_a_line_is_found_again_without(context: BrowserContext, host: Host) -> None:
    page, _ = first_visit(context, host, f"ke-hoach/?m={FARM}")
    page.get_by_label("Kế hoạch của").fill("Xã Ba Chúc")
    page.get_by_text("Đã giữ trên máy này.").wait_for()
    host.go_away()
    page.reload()
    page.locator("[data-plan-ready]").wait_for()
    expect(page.get_by_label("Kế hoạch của")).to_have_value("Xã Ba Chúc")
    with page.expect_download() as download:
        page.get_by_role("button", name="Tải tệp Word").click()
    assert download.value.suggested_filename.endswith(".docx")


def test_a_pack_is_kept_with_its_size_told_before(context: BrowserContext, host: Host, site: Path) -> None:
    page, said = first_visit(context, host, "ngoai-tuyen/")
    page.locator("[data-offline-ready]").wait_for()
    page.get_by_label("Giữ những gì").select_option("linh-vuc-kinh-te")
    expect(page.locator("[data-part=size]")).to_contain_text("Cần tải nhiều nhất khoảng")
    addresses = json.loads((site / "assets/offline/packs/linh-vuc-kinh-te.json").read_text(encoding="utf-8"))
    assert len(addresses) >= 12
    assert all((site / address / "index.html").is_file() for address in addresses)
    page.get_by_role("button", name="Giữ trên máy").click()
    page.get_by_text(f"Đã giữ đủ {len(addresses)} trang.").wait_for()
    host.go_away()
    for address in addresses[:3]:
        page.goto(host.address + address)
        assert title(page) != "Không có mạng"
    assert said == []


def test_no_pack_weighs_more_than_it_says(site: Path) -> None:
    weights: dict[str, int] = {}

    def weight(address: str) -> int:
        if address not in weights:
            weights[address] = len(gzip.compress((site / address / "index.html").read_bytes()))
        return weights[address]

    told = json.loads((site / "assets/offline/packs.json").read_text(encoding="utf-8"))["packs"]
    for pack in told:
        addresses = json.loads((site / f"assets/offline/packs/{pack['key']}.json").read_text(encoding="utf-8"))
        assert sum(map(weight, addresses)) <= pack["bytes"], pack


def test_a_kept_pack_can_be_dropped_again(context: BrowserContext, host: Host) -> None:
    page, _ = first_visit(context, host, "ngoai-tuyen/")
    page.locator("[data-offline-ready]").wait_for()
    page.get_by_label("Giữ những gì").select_option("dia-ban-vinh-trach")
    page.get_by_role("button", name="Giữ trên máy").click()
    page.get_by_text("Đã giữ đủ").wait_for()
    page.get_by_role("button", name="Bỏ gói này").click()
    page.get_by_text("Đã bỏ gói này khỏi máy.").wait_for()
    page.get_by_role("button", name="Xóa hết").click()
    page.get_by_text("Đã xóa mọi thứ giữ trên máy.").wait_for()
    assert page.evaluate("caches.keys()") == []
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0


def test_fetching_a_pack_can_be_stopped_and_taken_up_again(context: BrowserContext, host: Host) -> None:
    page, said = first_visit(context, host, "ngoai-tuyen/")
    page.locator("[data-offline-ready]").wait_for()
    page.get_by_label("Giữ những gì").select_option("tat-ca")
    page.evaluate(
        """() => {
            const done = document.querySelector("[data-part=done]");
            const stop = document.querySelector("[data-part=stop]");
            new MutationObserver((_, all) => { all.disconnect(); stop.click(); }).observe(done, { childList: true });
        }"""
    )
    page.get_by_role("button", name="Giữ trên máy").click()
    page.get_by_text("Đã dừng.").wait_for()
    expect(page.locator("[data-part=size]")).to_have_text(re.compile(r"máy đã có [1-9]\d?\. Cần tải"))
    page.get_by_role("button", name="Tải nốt").click()
    page.get_by_text("Đã giữ đủ").wait_for()
    assert said == []


def test_a_large_index_is_kept_when_asked_for(context: BrowserContext, host: Host, site: Path, tmp_path: Path) -> None:
    host.show(with_large_index(site, tmp_path / "large"))
    page, _ = first_visit(context, host, "ngoai-tuyen/")
    page.locator("[data-offline-ready]").wait_for()
    core = next((site / "assets/search/index").rglob("core.bin")).relative_to(site).as_posix()
    assert page.evaluate(f"caches.match('{host.address}{core}').then(Boolean)") is False
    page.get_by_label("Giữ những gì").select_option("tim-kiem")
    expect(page.locator("[data-part=size]")).to_contain_text("khoảng 9,3 MB")
    page.get_by_role("button", name="Giữ trên máy").click()
    page.get_by_text("Đã giữ phần tìm kiếm.", exact=True).wait_for()
    host.go_away()
    page.goto(f"{host.address}tra-cuu/?q=bep+an+tinh+thuong")
    page.locator(f"[data-slug='{KITCHEN}']").first.wait_for()


def test_a_large_index_can_be_taken_away_again(context: BrowserContext, host: Host, site: Path, tmp_path: Path) -> None:
    host.show(with_large_index(site, tmp_path / "large"))
    page, _ = first_visit(context, host, "ngoai-tuyen/")
    page.locator("[data-offline-ready]").wait_for()
    page.get_by_label("Giữ những gì").select_option("tim-kiem")
    page.get_by_role("button", name="Giữ trên máy").click()
    expect(page.locator("[data-part=size]")).to_have_text("Máy đã giữ phần tìm kiếm.")
    core = next((site / "assets/search/index").rglob("core.bin")).relative_to(site).as_posix()
    assert page.evaluate(f"caches.match('{host.address}{core}').then(Boolean)") is True
    page.get_by_role("button", name="Bỏ gói này").click()
    page.get_by_text("Đã bỏ phần tìm kiếm khỏi máy.").wait_for()
    assert page.evaluate(f"caches.match('{host.address}{core}').then(Boolean)") is False
    expect(page.locator("[data-part=size]")).to_contain_text("khoảng 9,3 MB")


def test_a_sheet_that_was_seen_is_kept(context: BrowserContext, host: Host) -> None:
    page, _ = first_visit(context, host)
    page.goto(f"{host.address}mo-hinh/{FARM}/to-a4/")
    wait_until(page, f"caches.match('{host.address}mo-hinh/{FARM}/to-a4/').then(Boolean)")
    host.go_away()
    page.reload()
    assert title(page).startswith("Chi bộ lãnh đạo Nhân dân")
    assert page.get_by_role("button", name="In tờ A4").is_visible()


def test_what_everyone_keeps_is_light(site: Path) -> None:
    told = settings(site)
    pages = [gzip.compress((site / address / "index.html").read_bytes()) for address in told["pages"]]
    assert sum(one["bytes"] for one in told["bundles"]) + sum(map(len, pages)) < 500_000


# --- from one version to the next ---


def settings(site: Path) -> dict[str, Any]:
    """What the build has told the worker."""
    line = (site / "sw.js").read_text(encoding="utf-8").partition("\n")[0]
    return json.loads(line.removeprefix("const BUILD = ").removesuffix(";"))


def style(page: Page) -> str:
    """From which build the style sheet of the page came."""
    return page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--build')")


def stamp(page: Page) -> str:
    return page.evaluate("document.querySelector('meta[name=version]').content")


def kept(host: Host, kind: str, site: Path, path: str) -> str:
    """Whether a page is in a cache of that state of the site, as a promise."""
    name = f"{host.address} {kind} {settings(site)['version']} {settings(site)['frame']}"
    return f"caches.open('{name}').then((it) => it.match('{host.address}{path}')).then(Boolean)"


def versions(page: Page, kind: str = "shell") -> set[str]:
    names = [name.split(" ") for name in page.evaluate("caches.keys()")]
    return {name[2] for name in names if name[1] == kind}


def take_over(page: Page) -> None:
    page.get_by_role("button", name="Dùng bản mới").wait_for(timeout=30_000)
    with page.expect_navigation():
        page.get_by_role("button", name="Dùng bản mới").click()


def gone(page: Page, site: Path) -> None:
    """Wait until nothing of that state is left."""
    wait_until(page, f"caches.keys().then((all) => !all.some((name) => name.includes('{settings(site)['version']}')))")


def test_a_new_version_replaces_the_old_without_mixing(
    context: BrowserContext, host: Host, site: Path, newer: Path
) -> None:
    old, new = settings(site), settings(newer)
    assert old["version"] != new["version"]
    assert old["frame"] != new["frame"]
    page, said = first_visit(context, host, f"mo-hinh/{KITCHEN}/")
    page.goto(f"{host.address}mo-hinh/{FARM}/")
    wait_until(page, kept(host, "seen", site, f"mo-hinh/{FARM}/"))
    assert versions(page) == {old["version"]}

    host.show(newer)
    # A page that comes from the network is newer than the worker: whatever it loads must be new as well.
    page.goto(f"{host.address}mo-hinh/{KITCHEN}/")
    assert title(page).startswith("Bản mới khéo vận động")
    assert (stamp(page), style(page)) == (new["frame"], "later")
    assert old["version"] in versions(page)

    page.get_by_role("button", name="Dùng bản mới").wait_for(timeout=30_000)
    assert versions(page) == {old["version"], new["version"]}
    take_over(page)
    gone(page, site)
    # What had been seen is there again, in the new version.
    wait_until(page, kept(host, "seen", newer, f"mo-hinh/{FARM}/"))
    host.go_away()
    page.goto(f"{host.address}mo-hinh/{FARM}/")
    assert (stamp(page), style(page)) == (new["frame"], "later")
    page.goto(f"{host.address}tra-cuu/?q=ban+moi+kheo+van+dong")
    assert (stamp(page), style(page)) == (new["version"], "later")
    page.locator(f"[data-slug='{KITCHEN}']").get_by_text("Bản mới").first.wait_for()
    assert said == []


def test_without_a_line_an_old_page_keeps_its_own_scripts(
    context: BrowserContext, host: Host, site: Path, newer: Path
) -> None:
    page, _ = first_visit(context, host, f"mo-hinh/{FARM}/")
    wait_until(page, kept(host, "seen", site, f"mo-hinh/{FARM}/"))
    host.show(newer)
    page.goto(host.address)
    page.get_by_role("button", name="Dùng bản mới").wait_for(timeout=30_000)
    host.go_away()  # before anything kept could be fetched anew
    page.evaluate(
        "navigator.serviceWorker.getRegistration().then((one) => one.waiting.postMessage({ type: 'use-new' }))"
    )
    wait_until(page, "navigator.serviceWorker.getRegistration().then((one) => !one.waiting)")
    page.goto(f"{host.address}mo-hinh/{FARM}/")
    assert (stamp(page), style(page)) == (settings(site)["frame"], "")
    page.goto(host.address)
    assert (stamp(page), style(page)) == (settings(newer)["version"], "later")
    # A comparison is of one state: the new page does not read the old one.
    page.goto(f"{host.address}so-sanh/?m={FARM}")
    expect(page.locator("[data-compare] table")).to_have_count(0)


def test_a_change_of_content_keeps_scripts_and_pages_that_fit(
    context: BrowserContext, host: Host, site: Path, retold: Path, tmp_path: Path
) -> None:
    old, new = settings(site), settings(retold)
    assert old["frame"] == new["frame"]
    # The unchanged bundle is not there to be fetched: it can only be taken over.
    here = tmp_path / "retold"
    shutil.copytree(retold, here)
    (here / new["bundles"][0]["path"]).unlink()
    page, said = first_visit(context, host, f"mo-hinh/{FARM}/")
    wait_until(page, kept(host, "seen", site, f"mo-hinh/{FARM}/"))
    host.show(here)
    page.goto(host.address)
    take_over(page)
    host.go_away()
    page.goto(f"{host.address}mo-hinh/{FARM}/")
    assert title(page).startswith("Chi bộ lãnh đạo Nhân dân")
    page.goto(f"{host.address}tra-cuu/?q=ban+moi+kheo+van+dong")
    page.locator(f"[data-slug='{KITCHEN}']").get_by_text("Bản mới").first.wait_for()
    assert said == []


def test_a_pack_survives_an_update(context: BrowserContext, host: Host, site: Path, newer: Path) -> None:
    pack = "dia-ban-vinh-trach"
    page, _ = first_visit(context, host, "ngoai-tuyen/")
    page.locator("[data-offline-ready]").wait_for()
    page.get_by_label("Giữ những gì").select_option(pack)
    page.get_by_role("button", name="Giữ trên máy").click()
    page.get_by_text("Đã giữ đủ").wait_for()
    host.show(newer)
    page.goto(host.address)
    take_over(page)
    gone(page, site)
    host.go_away()
    for address in json.loads((newer / f"assets/offline/packs/{pack}.json").read_text(encoding="utf-8")):
        page.goto(host.address + address)
        assert title(page) != "Không có mạng"
        assert (stamp(page), style(page)) == (settings(newer)["frame"], "later")


def test_a_half_brought_up_site_is_not_taken_over(
    context: BrowserContext, host: Host, site: Path, newer: Path, tmp_path: Path
) -> None:
    mixed = tmp_path / "mixed"
    shutil.copytree(newer, mixed)
    shutil.copy(site / "gioi-thieu/index.html", mixed / "gioi-thieu/index.html")
    page, _ = first_visit(context, host)
    host.show(mixed)
    ended = page.evaluate(
        """async () => {
            const registration = await navigator.serviceWorker.getRegistration();
            await registration.update();
            const coming = registration.installing;
            await new Promise((resolve) => coming.addEventListener("statechange", resolve));
            return coming.state;
        }"""
    )
    assert ended == "redundant"
    host.go_away()
    page.goto(f"{host.address}tra-cuu/?q=bep+an")
    assert stamp(page) == settings(site)["version"]
    page.locator(f"[data-slug='{KITCHEN}']").first.wait_for()


def test_whoever_saves_data_is_asked_first(context: BrowserContext, host: Host) -> None:
    context.add_init_script("Object.defineProperty(navigator, 'connection', { value: { saveData: true } })")
    page = context.new_page()
    page.goto(f"{host.address}ngoai-tuyen/")
    page.wait_for_timeout(500)
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0
    expect(page.locator("[data-part=saving]")).to_contain_text(re.compile(r"cần tải khoảng 4\d\d KB"))
    page.locator("[data-part=begin]").click()
    page.wait_for_function(IN_CONTROL, timeout=30_000)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["ngoai-tuyen/", "khong-co-mang/"])
def test_no_accessibility_violation_and_no_overflow(browser: Browser, address: str, path: str, scheme: str) -> None:
    page = browser.new_page(viewport={"width": 320, "height": 800}, color_scheme=scheme)  # type: ignore[arg-type]
    page.goto(address + path)
    if path == "ngoai-tuyen/":
        page.locator("[data-offline-ready]").wait_for()
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}})
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.close()


# --- what goes wrong


def limited(page: Page, address: str, size: int) -> None:
    """Let the device hold so many bytes for this site and no more."""
    origin = "/".join(address.split("/")[:3])
    page.context.new_cdp_session(page).send("Storage.overrideQuotaForOrigin", {"origin": origin, "quotaSize": size})


def test_a_full_device_is_no_worse_off_than_without_a_worker(context: BrowserContext, host: Host, site: Path) -> None:
    page, _ = first_visit(context, host, f"mo-hinh/{KITCHEN}/")
    limited(page, host.address, 1000)
    models = sorted((site / "mo-hinh").glob("*/index.html"))[:12]
    for path in [f"mo-hinh/{one.parent.name}/" for one in models] + ["ngoai-tuyen/", "tra-cuu/?q=bep+an"]:
        answer = page.goto(host.address + path)
        assert answer
        assert answer.ok
    page.locator(f"[data-slug='{KITCHEN}']").first.wait_for()


def test_a_pack_that_finds_no_room_says_so_and_the_site_goes_on(context: BrowserContext, host: Host) -> None:
    page, _ = first_visit(context, host, "ngoai-tuyen/")
    page.locator("[data-offline-ready]").wait_for()
    used = page.evaluate("navigator.storage.estimate().then(({ usage }) => usage)")
    limited(page, host.address, used + 300_000)
    page.get_by_label("Giữ những gì").select_option("tat-ca")
    page.get_by_role("button", name="Giữ trên máy").click()
    page.get_by_text("Máy không đủ chỗ.").wait_for()
    assert title_of(page, host, "") == title_of(page, host, "?lan-nua")
    assert title_of(page, host, f"mo-hinh/{FARM}/").startswith("Chi bộ lãnh đạo Nhân dân")


def title_of(page: Page, host: Host, path: str) -> str:
    page.goto(host.address + path)
    return title(page)


def test_all_removed_and_kept_again_works_without_a_line(context: BrowserContext, host: Host) -> None:
    page, _ = first_visit(context, host, "ngoai-tuyen/")
    other = context.new_page()
    other.goto(host.address)
    page.locator("[data-offline-ready]").wait_for()
    page.get_by_role("button", name="Xóa hết").click()
    page.get_by_text("Đã xóa mọi thứ giữ trên máy.").wait_for()
    expect(page.get_by_text("Trang này chưa tự giữ gì")).to_be_visible()
    other.goto(f"{host.address}gioi-thieu/")
    page.get_by_label("Giữ những gì").select_option("linh-vuc-kinh-te")
    page.get_by_role("button", name="Giữ trên máy").last.click()
    page.get_by_text("Đã giữ đủ").wait_for()
    page.reload()
    wait_until(page, "caches.keys().then((names) => names.some((name) => name.includes(' shell ')))")
    wait_until(page, f"caches.match('{host.address}khong-co-mang/').then(Boolean)")
    wait_until(page, f"caches.match('{host.address}tra-cuu/').then(Boolean)")
    host.go_away()
    page.goto(f"{host.address}tra-cuu/?q=bep+an+tinh+thuong")
    page.locator(f"[data-slug='{KITCHEN}']").first.wait_for()
    page.goto(host.address + UNSEEN)
    assert title(page) == "Không có mạng"


def test_without_a_line_a_pack_can_still_be_dropped(context: BrowserContext, host: Host) -> None:
    page, said = first_visit(context, host, "ngoai-tuyen/")
    page.locator("[data-offline-ready]").wait_for()
    page.get_by_label("Giữ những gì").select_option("dia-ban-vinh-trach")
    page.get_by_role("button", name="Giữ trên máy").click()
    page.get_by_text("Đã giữ đủ").wait_for()
    host.go_away()
    page.reload()
    page.locator("[data-offline-ready]").wait_for()
    page.get_by_label("Giữ những gì").select_option("tat-ca")
    page.get_by_text("cần có mạng").wait_for()
    expect(page.locator("[data-part=size]")).to_have_text("")
    page.get_by_label("Giữ những gì").select_option("dia-ban-vinh-trach")
    page.get_by_role("button", name="Bỏ gói này").click()
    page.get_by_text("Đã bỏ gói này khỏi máy.").wait_for()
    assert [text for text in said if "Failed to load resource" not in text] == []


def test_a_worker_that_cannot_be_installed_lets_nobody_wait(
    context: BrowserContext, host: Host, site: Path, tmp_path: Path
) -> None:
    broken = tmp_path / "broken"
    shutil.copytree(site, broken)
    shutil.rmtree(broken / "assets/offline/bundles")
    host.show(broken)
    page = context.new_page()
    page.goto(f"{host.address}ngoai-tuyen/")
    page.locator("[data-offline-ready]").wait_for()
    page.get_by_label("Giữ những gì").select_option("linh-vuc-kinh-te")
    page.get_by_role("button", name="Giữ trên máy").click()
    page.get_by_text("Chưa giữ được phần chung của trang").wait_for()
    expect(page.get_by_role("button", name="Giữ trên máy")).to_be_enabled()


def test_a_server_that_is_down_shows_what_is_kept(context: BrowserContext, host: Host) -> None:
    page, _ = first_visit(context, host, f"mo-hinh/{KITCHEN}/")
    wait_until(page, f"caches.match('{host.address}mo-hinh/{KITCHEN}/').then(Boolean)")
    host.break_down()
    page.reload()
    assert title(page).startswith("Khéo vận động nguồn lực")
    assert title_of(page, host, "tra-cuu/") == title_of(page, host, "tra-cuu/?q=")


def test_while_a_new_version_waits_nothing_kept_is_lost(
    context: BrowserContext, host: Host, site: Path, newer: Path
) -> None:
    page, _ = first_visit(context, host, "ngoai-tuyen/")
    page.locator("[data-offline-ready]").wait_for()
    host.show(newer)
    page.reload()
    page.get_by_role("button", name="Dùng bản mới").wait_for(timeout=30_000)
    page.locator("[data-offline-ready]").wait_for()
    page.get_by_label("Giữ những gì").select_option("linh-vuc-kinh-te")
    page.get_by_role("button", name="Giữ trên máy").click()
    count = len(json.loads((newer / "assets/offline/packs/linh-vuc-kinh-te.json").read_text(encoding="utf-8")))
    page.get_by_text(f"Đã giữ đủ {count} trang.").wait_for()
    expect(page.locator("[data-part=size]")).to_have_text(f"Máy đã có đủ {count} trang.")


def test_the_new_version_is_let_in_from_a_second_window_too(context: BrowserContext, host: Host, newer: Path) -> None:
    page, _ = first_visit(context, host, f"mo-hinh/{KITCHEN}/")
    second = context.new_page()
    second.goto(f"{host.address}gioi-thieu/")
    host.show(newer)
    for one in (page, second):
        one.reload()
        one.get_by_role("button", name="Dùng bản mới").wait_for(timeout=30_000)
    page.get_by_role("button", name="Dùng bản mới").click()
    page.get_by_role("button", name="Dùng bản mới").wait_for(state="detached")
    second.get_by_role("button", name="Dùng bản mới").click()
    second.get_by_role("button", name="Dùng bản mới").wait_for(state="detached")
