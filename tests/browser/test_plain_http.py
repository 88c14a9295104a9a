"""Over plain http browsers have no cache and no clipboard for scripts: the texts of the pages are still true."""

from collections.abc import Iterator
from pathlib import Path

import chromium
import pytest
from built_site import served
from playwright.sync_api import Browser, Page, expect

MODEL = "bep-an-tinh-thuong-vinh-trach"


@pytest.fixture(scope="module")
def page(browser: Browser, site: Path) -> Iterator[Page]:
    """A page of a host with a name: browsers treat 127.0.0.1 as secure."""
    mapped = "--host-resolver-rules=MAP trang.example 127.0.0.1"
    with served(site) as where:
        other = chromium.launch(browser.browser_type, mapped)
        base = where.replace("127.0.0.1", "trang.example")
        yield other.new_context(base_url=base, locale="vi-VN").new_page()
        other.close()


def pasted(page: Page) -> str:
    """The content of the clipboard, read by pasting."""
    page.evaluate("document.body.append(Object.assign(document.createElement('textarea'), { id: 'dan' }))")
    page.locator("#dan").press("Control+V")
    text = page.locator("#dan").input_value()
    page.evaluate("document.getElementById('dan').remove()")
    return text


def test_the_page_about_use_without_a_line_says_why_nothing_is_kept(page: Page) -> None:
    page.goto("ngoai-tuyen/")
    assert page.evaluate("isSecureContext") is False
    expect(page.get_by_text("trình duyệt chỉ giữ trang trên máy khi địa chỉ bắt đầu bằng https://")).to_be_visible()


def test_a_correction_is_on_the_clipboard_when_the_page_says_so(page: Page) -> None:
    page.goto(f"dong-gop/nhap/?sua={MODEL}")
    page.locator("[data-form-ready]").wait_for()
    page.evaluate("document.querySelector('[data-form]').dataset.repository = 'https://kho.example/kho'")
    page.get_by_label("Đơn vị hoặc người làm mô hình").fill("Hội thử")
    page.get_by_role("button", name="Kiểm tra").click()
    link = page.get_by_role("link", name="Sửa thẳng trong kho")
    with page.context.expect_page() as opened:
        link.click()
    opened.value.close()
    assert pasted(page).startswith("title: ")


def test_where_nothing_can_be_copied_nothing_opens_over_the_notice(page: Page) -> None:
    page.evaluate("document.execCommand = () => false")
    count = len(page.context.pages)
    page.get_by_role("link", name="Sửa thẳng trong kho").click()
    expect(page.get_by_text("Trình duyệt không cho chép. Hãy tải tệp về máy.")).to_be_visible()
    assert len(page.context.pages) == count
