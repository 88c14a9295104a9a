"""The folder for a USB stick, opened in Chromium like a double click: `file:`, no server, no network."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from accessible import violations
from build_usb import write
from built_site import ROOT, Watched
from playwright.sync_api import Browser, Page, expect

from showcase.files.catalogue import ModelFiles

KITCHEN = "bep-an-tinh-thuong-vinh-trach"
FARM = "nong-nghiep-xanh-na-da"


@pytest.fixture(scope="module")
def folder(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder, with a space and Vietnamese letters in its name, as people name folders."""
    made = tmp_path_factory.mktemp("usb") / "Dân vận khéo (bản mới)"
    write(site, made, site / "models")
    return made


@pytest.fixture
def root(folder: Path) -> str:
    return f"{folder.as_uri()}/"


@pytest.fixture
def stick(browser: Browser, root: str) -> Iterator[Page]:
    """A page without a network; the console must stay empty, and no file outside the folder is requested."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="vi-VN", offline=True)
    one = Watched(context.new_page(), root)
    yield one.page
    context.close()
    assert one.console == []
    assert one.foreign == []


def title(page: Page) -> str:
    return page.locator("h1").first.inner_text()


def test_from_the_front_page_to_an_answer_of_the_search_and_its_model(stick: Page, root: str) -> None:
    stick.goto(f"{root}index.html")
    assert stick.evaluate("getComputedStyle(document.querySelector('h1')).fontFamily").startswith('"Be Vietnam Pro"')
    assert stick.evaluate("[...document.fonts].every((font) => font.status === 'loaded')")
    stick.get_by_label("Tìm mô hình").first.fill("bep an tinh thuong")
    stick.keyboard.press("Enter")
    stick.wait_for_url("**/tra-cuu/index.html?q=bep+an+tinh+thuong")
    stick.locator(f"[data-part=results] [data-slug='{KITCHEN}'] a").first.click()
    stick.wait_for_url(f"**/mo-hinh/{KITCHEN}/index.html")
    assert title(stick).startswith("Khéo vận động nguồn lực")


def test_filters_of_the_search_are_its_address(stick: Page, root: str) -> None:
    stick.goto(f"{root}tra-cuu/index.html?q=bep+an")
    count = stick.locator("[data-result-count]")
    expect(count).to_have_attribute("data-result-count", re.compile(r"[1-9]"))
    before = int(count.get_attribute("data-result-count") or "")
    stick.get_by_label("Mặt trận Tổ quốc").first.check()
    stick.wait_for_url("**/tra-cuu/index.html?q=bep+an&chu-the=mat-tran")
    expect(count).not_to_have_attribute("data-result-count", str(before))
    stick.go_back()
    expect(count).to_have_attribute("data-result-count", str(before))


def test_the_map_shows_filters_and_lists(stick: Page, root: str) -> None:
    stick.goto(f"{root}ban-do/index.html")
    expect(stick.locator("path[data-commune]")).not_to_have_count(0)
    count = stick.locator("[data-result-count]")
    models = ModelFiles(ROOT / "models").load()
    expect(count).to_have_attribute("data-result-count", str(len(models.models)))
    stick.get_by_text("Lĩnh vực", exact=True).first.click()
    stick.get_by_label("Kinh tế").first.check()
    expect(count).to_have_attribute("data-result-count", str(len(models.by_field["kinh-te"])))
    stick.goto(f"{root}ban-do/index.html#30547")
    stick.locator("[data-part=panel] a[href*='mo-hinh/']").first.click()
    stick.wait_for_url("**/mo-hinh/*/index.html")


def test_models_are_chosen_on_their_cards_and_compared(stick: Page, root: str) -> None:
    stick.goto(f"{root}mo-hinh/{KITCHEN}/index.html")
    stick.locator(".compare-button").first.click()
    stick.goto(f"{root}mo-hinh/{FARM}/index.html")
    stick.locator(".compare-button").first.click()
    stick.get_by_role("link", name="So sánh 2 mô hình").click()
    stick.wait_for_url(f"**/so-sanh/index.html?m={KITCHEN},{FARM}")
    expect(stick.locator("table.compare thead th")).to_have_count(2)
    place = stick.locator("table.compare").get_by_role("link", name="Xã Vĩnh Trạch", exact=True)
    assert place.get_attribute("href") == f"{root}dia-ban/vinh-trach/index.html"
    stick.get_by_role("link", name="Lập kế hoạch từ các mô hình này").click()
    stick.locator("[data-plan-ready]").wait_for()
    with stick.expect_download() as download:
        stick.get_by_role("button", name="Tải tệp Word").click()
    assert download.value.suggested_filename.endswith(".docx")


def test_what_fits_a_commune_of_any_province_is_told_with_its_reasons(stick: Page, root: str) -> None:
    stick.goto(f"{root}phu-hop/index.html?viec=giao-thong")
    stick.locator("[data-fit-ready]").wait_for(state="attached")
    stick.get_by_label("Xã, phường, đặc khu của tôi").click()
    stick.keyboard.type("binh lu")
    stick.locator("[role=option]", has_text="Xã Bình Lư").first.click()
    best = stick.locator("[data-part=results] > li").first
    expect(best.locator(".why--for").first).to_contain_text("Cùng việc: ")
    stick.reload()
    expect(stick.get_by_label("Xã, phường, đặc khu của tôi")).to_have_value("Xã Bình Lư, tỉnh Lai Châu")
    best.get_by_role("link", name="Lập kế hoạch").click()
    stick.locator("[data-plan-ready]").wait_for()


def test_a_plan_is_found_again(stick: Page, root: str) -> None:
    stick.goto(f"{root}ke-hoach/index.html?m={FARM}")
    stick.get_by_label("Kế hoạch của").fill("Xã Ba Chúc")
    stick.get_by_text("Đã giữ trên máy này.").wait_for()
    stick.reload()
    expect(stick.get_by_label("Kế hoạch của")).to_have_value("Xã Ba Chúc")


def test_the_entry_form_opens_a_model_to_correct_it(stick: Page, root: str) -> None:
    stick.goto(f"{root}dong-gop/nhap/index.html?sua={KITCHEN}")
    expect(stick.get_by_label("Tên mô hình").first).to_have_value(re.compile("^Khéo vận động nguồn lực"))


@pytest.mark.parametrize("width", [360, 1280])
def test_every_kind_of_page_is_whole(stick: Page, root: str, folder: Path, width: int) -> None:
    stick.set_viewport_size({"width": width, "height": 800})
    pages = [path.relative_to(folder).as_posix() for path in sorted(folder.glob("*/index.html"))]
    assert len(pages) >= 14
    for path in [
        *pages,
        f"mo-hinh/{FARM}/index.html",
        f"mo-hinh/{FARM}/to-a4/index.html",
        "dia-ban/ba-chuc/index.html",
    ]:
        stick.goto(root + path)
        assert stick.evaluate("document.documentElement.scrollWidth") <= width, path
        assert stick.evaluate("document.styleSheets.length") >= 1, path


def test_no_link_leads_nowhere_or_to_a_list_of_files(stick: Page, root: str, folder: Path) -> None:
    for path, complete in {
        "index.html": "h1",
        "tra-cuu/index.html?q=bhyt": "[data-part=results] [data-slug]",
        "ban-do/index.html": "[data-map-ready]",
        "du-lieu/index.html": "h1",
        f"mo-hinh/{FARM}/index.html": "h1",
    }.items():
        stick.goto(root + path)
        stick.locator(complete).first.wait_for()
        links = stick.evaluate("[...document.querySelectorAll('a[href]')].map((link) => decodeURI(link.href))")
        own = {link.partition("#")[0].partition("?")[0] for link in links if link.startswith("file:")}
        assert len(own) > 10
        assert [link for link in own if not (folder / link.removeprefix(f"file://{folder}/")).is_file()] == []


def test_no_accessibility_violation(stick: Page, root: str) -> None:
    stick.goto(f"{root}tra-cuu/index.html?q=bep+an")
    stick.locator(f"[data-slug='{KITCHEN}']").first.wait_for()
    assert violations(stick, preload=False) == ""
