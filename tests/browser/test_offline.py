"""The site without a line, in Chromium with its real service worker; and an update from one real build to the next."""

import json
import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from built_site import ROOT, build_site, served
from playwright.sync_api import Browser, BrowserContext, Page, expect

KITCHEN = "bep-an-tinh-thuong-vinh-trach"
FARM = "nong-nghiep-xanh-na-da"
UNSEEN = "mo-hinh/tet-quan-dan-an-giang/"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
IN_CONTROL = "navigator.serviceWorker.controller !== null"


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
    yield one
    one.close()


@pytest.fixture(scope="module")
def newer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A later build: one model has a new title."""
    models = tmp_path_factory.mktemp("later") / "models"
    shutil.copytree(ROOT / "models", models)
    (path,) = models.glob(f"*/{KITCHEN}.yml")
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("title: Khéo vận động nguồn lực", "title: Bản mới khéo vận động nguồn lực"), encoding="utf-8"
    )
    folder = tmp_path_factory.mktemp("newer")
    done = build_site(folder, SHOWCASE_MODELS=str(models))
    assert done.returncode == 0, done.stdout + done.stderr
    with (folder / "assets/site.css").open("a", encoding="utf-8") as sheet:
        sheet.write("\n:root { --build: later; }\n")
    return folder


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


def style(page: Page) -> str:
    """From which build the style sheet of the page came."""
    return page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--build')")


def shown_version(page: Page) -> str:
    return page.evaluate("document.querySelector('meta[name=version]').content")


def kept(host: Host, kind: str, version: str, path: str) -> str:
    """Whether a page is in a cache, as a promise."""
    return (
        f"caches.open('{host.address} {kind} {version}').then((it) => it.match('{host.address}{path}')).then(Boolean)"
    )


def versions(page: Page) -> list[str]:
    names = page.evaluate("caches.keys()")
    return [name.split(" ")[-1] for name in names if name.split(" ")[1] != "marks"]


def version_of(site: Path) -> str:
    return (site / "sw.js").read_text(encoding="utf-8").split('"version":"')[1][:12]


def test_a_new_version_replaces_the_old_without_mixing(
    context: BrowserContext, host: Host, site: Path, newer: Path
) -> None:
    old, new = version_of(site), version_of(newer)
    assert old != new
    page, said = first_visit(context, host, f"mo-hinh/{KITCHEN}/")
    page.goto(f"{host.address}mo-hinh/{FARM}/")
    wait_until(page, f"caches.match('{host.address}mo-hinh/{FARM}/').then(Boolean)")
    assert set(versions(page)) == {old}

    host.show(newer)
    # A page that comes from the network is newer than the worker: whatever it loads must be new as well.
    page.goto(f"{host.address}mo-hinh/{KITCHEN}/")
    assert title(page).startswith("Bản mới khéo vận động")
    assert (shown_version(page), style(page)) == (new, "later")
    assert page.evaluate(f"caches.has('{host.address} shell {old}')")

    page.get_by_role("button", name="Dùng bản mới").wait_for(timeout=30_000)
    assert set(versions(page)) >= {old, new}
    with page.expect_navigation():
        page.get_by_role("button", name="Dùng bản mới").click()
    wait_until(page, f"caches.keys().then((names) => names.every((name) => !name.endsWith(' {old}')))")
    # What had been seen is there again, in the new version.
    wait_until(page, kept(host, "seen", new, f"mo-hinh/{FARM}/"))
    host.go_away()
    page.goto(f"{host.address}mo-hinh/{FARM}/")
    assert (shown_version(page), style(page)) == (new, "later")
    assert said == []


def test_without_a_line_an_old_page_keeps_its_own_scripts(
    context: BrowserContext, host: Host, site: Path, newer: Path
) -> None:
    old, new = version_of(site), version_of(newer)
    page, _ = first_visit(context, host, f"mo-hinh/{FARM}/")
    wait_until(page, f"caches.match('{host.address}mo-hinh/{FARM}/').then(Boolean)")
    host.show(newer)
    page.goto(host.address)
    page.get_by_role("button", name="Dùng bản mới").wait_for(timeout=30_000)
    host.go_away()  # before anything kept could be fetched anew
    page.evaluate(
        "navigator.serviceWorker.getRegistration().then((one) => one.waiting.postMessage({ type: 'use-new' }))"
    )
    wait_until(page, "navigator.serviceWorker.getRegistration().then((one) => !one.waiting)")
    page.goto(f"{host.address}mo-hinh/{FARM}/")
    assert (shown_version(page), style(page)) == (old, "")
    page.goto(host.address)
    assert (shown_version(page), style(page)) == (new, "later")


def test_whoever_saves_data_is_asked_first(context: BrowserContext, host: Host) -> None:
    context.add_init_script("Object.defineProperty(navigator, 'connection', { value: { saveData: true } })")
    page = context.new_page()
    page.goto(host.address)
    page.wait_for_timeout(3500)
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0


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
