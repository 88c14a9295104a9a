"""Collections in Chromium: those of editors, and a reader's own, which is stored in the address."""

from pathlib import Path

import pypdfium2
import pytest
from accessible import violations
from built_site import Watched
from playwright.sync_api import Page, expect

OWN = "bo-suu-tap/cua-toi/"


def shown(page: Page, *slugs: str) -> None:
    """Wait until the page shows exactly these models."""
    wanted = ",".join(slugs)
    page.wait_for_function("wanted => document.querySelector('[data-own]').dataset.shown === wanted", arg=wanted)


@pytest.fixture(scope="module")
def slugs(site: Path) -> list[str]:
    return sorted(page.parent.name for page in (site / "mo-hinh").glob("*/index.html") if page.parent.name[0] in "abct")


def test_an_editors_collection_becomes_a_readers_own_and_prints(watched: Watched, address: str) -> None:
    page = watched.page
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(address)
    page.get_by_role("link", name="Việc tang gọn nhẹ").click()
    expect(page.locator("[data-reason]")).to_have_count(6)
    page.get_by_role("link", name="Lấy làm bộ của tôi").click()
    page.locator("[data-own][data-shown*=tang-van-minh]").wait_for()
    expect(page.locator("h1")).to_have_text("Việc tang gọn nhẹ")
    page.get_by_role("button", name="Bỏ khỏi bộ: Thôn Vũ Di").click()
    expect(page.locator(".collection > li")).to_have_count(5)
    assert "viec-tang-hoa-tang-vu-di" not in page.url
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert violations(page) == ""
    sheets = list(pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True)))
    printed = " ".join(" ".join(sheet.get_textpage().get_text_range() for sheet in sheets).split())
    assert len(sheets) <= 2
    assert "Mặt trận xã Yên Bình vận động tang văn minh" in printed
    assert "Chép địa chỉ" not in printed


def test_models_are_gathered_on_their_pages_and_stay_on_the_device(watched: Watched, address: str) -> None:
    page = watched.page
    for slug in ("tang-van-minh-yen-binh", "camera-an-ninh-binh-lu"):
        page.goto(f"{address}mo-hinh/{slug}/")
        page.get_by_role("link", name="Cho vào bộ của tôi").click()
        page.locator(f"[data-own][data-shown$={slug}]").wait_for()
    shown(page, "tang-van-minh-yen-binh", "camera-an-ninh-binh-lu")
    page.get_by_label("Tên bộ").fill("Cho  xã & bản tôi")
    page.wait_for_url("**ten=Cho%20x%C3%A3%20%26%20b%E1%BA%A3n%20t%C3%B4i")
    page.goto(address + OWN)
    shown(page, "tang-van-minh-yen-binh", "camera-an-ninh-binh-lu")
    expect(page.locator("h1")).to_have_text("Cho xã & bản tôi")
    assert (
        page.locator(".collection li").nth(1).locator("p").nth(1).inner_text().startswith("Camera an ninh ở thôn bản")
    )
    page.goto(f"{address}{OWN}?m=camera-an-ninh-binh-lu")
    shown(page, "camera-an-ninh-binh-lu")
    page.goto(address + OWN)
    shown(page, "tang-van-minh-yen-binh", "camera-an-ninh-binh-lu")


def test_thirty_models_fit_and_what_is_hostile_is_text_or_nothing(
    watched: Watched, address: str, slugs: list[str]
) -> None:
    page = watched.page
    page.goto(f"{address}{OWN}?m={','.join(slugs[:31])}")
    shown(page, *slugs[:30])
    expect(page.locator("[data-part=status]")).to_contain_text("1 mô hình cuối không có ở đây")
    page.goto(f"{address}{OWN}?m=../x,%3Cscript%3E,{slugs[0]},{slugs[0]}&ten=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E")
    shown(page, slugs[0])
    expect(page.locator("h1")).to_have_text("<img src=x onerror=alert(1)>")
    assert page.locator(".own img, .own script").count() == 0
    page.get_by_role("button", name="Bỏ tất cả").click()
    expect(page.locator("[data-part=none]")).to_be_visible()
