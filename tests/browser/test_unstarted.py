"""A page whose script cannot start says so and names what works without it; old browsers get stand-ins."""

import os
import re
import shutil
from pathlib import Path

import pytest
from built_site import Watched
from offline_host import IN_CONTROL, KITCHEN, Host, title
from playwright.sync_api import Browser, BrowserContext, Page, Request, Route, expect

PAGES = {
    "dong-gop/nhap/": "../../dong-gop/mau.yml",
    "phu-hop/": "../dia-ban/",
    "tra-cuu/": "../mo-hinh/",
    "ke-hoach/": "../mo-hinh/",
    "ban-do/": "../dia-ban/ba-chuc/",
    "so-sanh/": "../mo-hinh/",
    "ngoai-tuyen/": "",
}
"""Address -> a link of the page that serves without its script."""

BROKEN = "const broken = /(?<;\n"
WITHOUT_STREAMS = "delete self.DecompressionStream;\n"


def break_script(route: Route) -> None:
    """Serve a page script that no browser can parse; the script for light or dark is in old syntax and still runs."""
    if route.request.url.endswith("theme.js"):
        route.continue_()
    else:
        route.fulfill(content_type="text/javascript", body=BROKEN)


@pytest.fixture(scope="module")
def broken(browser: Browser) -> BrowserContext:
    context = browser.new_context(viewport={"width": 360, "height": 740})
    context.route("**/assets/**/*.js", break_script)
    return context


@pytest.mark.parametrize("path", PAGES)
def test_a_page_says_that_its_script_cannot_begin(broken: BrowserContext, address: str, path: str) -> None:
    page = broken.new_page()
    failed: list[str] = []
    page.on("pageerror", lambda error: failed.append(str(error)))
    page.goto(address + path)
    notice = page.locator("[data-unstarted]")
    expect(notice).to_be_visible(timeout=15_000)
    assert any("regular expression" in one for one in failed)
    assert "Phần này chưa chạy." in notice.inner_text()
    if link := PAGES[path]:
        assert page.locator(f"main [href='{link}']").first.is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.close()


@pytest.mark.parametrize("path", PAGES)
def test_the_notice_goes_when_the_script_begins(watched: Watched, address: str, path: str) -> None:
    page = watched.page
    page.goto(address + path)
    page.locator("html[data-started]").wait_for()
    expect(page.locator("[data-unstarted]")).to_be_hidden()


def test_the_notice_takes_no_room_while_scripts_are_on_their_way(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.route("**/assets/plan/page.js", lambda route: None)
    page.goto(f"{address}ke-hoach/", wait_until="commit")
    page.locator("[data-unstarted]").wait_for(state="attached")
    first = page.evaluate("document.querySelector('[data-part=status]').getBoundingClientRect().top")
    expect(page.locator("[data-unstarted]")).to_be_visible()
    assert page.evaluate("document.querySelector('[data-part=status]').getBoundingClientRect().top") > first + 50
    page.close()


def without_streams(route: Route) -> None:
    route.fulfill(content_type="text/javascript", body=WITHOUT_STREAMS + route.fetch().text())


def searched(page: Page, address: str) -> list[str]:
    """The files fetched by a search sorted by day; the days are compressed with gzip."""
    asked: list[str] = []

    def note(request: Request) -> None:
        asked.append(request.url.removeprefix(address))

    page.context.on("request", note)
    page.goto(f"{address}tra-cuu/?q=bep+an&sap-xep=moi-nhat")
    page.locator(f"[data-slug='{KITCHEN}']").first.wait_for()
    return asked


def test_search_unpacks_its_index_without_streams(browser: Browser, address: str) -> None:
    context = browser.new_context()
    assert "assets/common/inflate.js" not in searched(context.new_page(), address)
    context.route("**/assets/search/worker.js", without_streams)
    assert "assets/common/inflate.js" in searched(context.new_page(), address)
    context.close()


def test_the_service_worker_unpacks_its_bundles_without_streams(
    context: BrowserContext, host: Host, site: Path, tmp_path: Path
) -> None:
    old = tmp_path / "old"
    shutil.copytree(site, old, copy_function=os.link)
    text = (site / "sw.js").read_text("utf-8")
    (old / "sw.js").unlink()
    (old / "sw.js").write_text(re.sub(r"\n", f"\n{WITHOUT_STREAMS}", text, count=1), "utf-8")
    host.show(old)
    page = context.new_page()
    page.goto(f"{host.address}gioi-thieu/")
    page.wait_for_function(IN_CONTROL, timeout=30_000)
    assert "assets/common/inflate.js" in host.sent
    host.go_away()
    page.goto(f"{host.address}tra-cuu/?q=bep+an")
    page.locator(f"[data-slug='{KITCHEN}']").first.wait_for()
    assert title(page) == "Tra cứu mô hình"
