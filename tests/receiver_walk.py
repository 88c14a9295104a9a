"""Steps of a sender on a phone with the real receiver: the answers, the picture, sending, the receipt."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from built_site import Watched
from PIL import Image
from playwright.sync_api import Browser, Locator, Page, expect
from receiver_host import Receiver

TITLE = "Thắp sáng đường làng bằng đèn năng lượng mặt trời"
SLUG = "thap-sang-duong-lang-bang-den-nang-luong-mat-troi"
_POLL = 300
"""Milliseconds between two looks at a receipt, of which the receiver shows so many an hour."""


@contextmanager
def phone_before(browser: Browser, one: Receiver, noted: str = "status of 422") -> Iterator[Page]:
    """A phone of 360 pixels; no request to other hosts, and no console messages except the expected ones."""
    context = browser.new_context(
        viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True, locale="vi-VN"
    )
    watched = Watched(context.new_page(), one.address)
    yield watched.page
    context.close()
    assert [text for text in watched.console if noted not in text] == []
    assert watched.foreign == []


def photograph(folder: Path) -> Path:
    """A photo as a phone stores it: turned on its side, with the EXIF orientation."""
    file = folder / "IMG_0001.JPG"
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (3000, 2000), "green").save(file, "JPEG", exif=exif)
    return file


def opened(page: Page, one: Receiver) -> None:
    page.goto(f"{one.address}dong-gop/nhap/")
    page.wait_for_selector("[data-form-ready]")
    page.wait_for_selector("#o-pictures[data-chosen-here]", state="attached")


def answer(page: Page) -> None:
    page.locator("#o-title").fill(TITLE)
    page.locator("#o-summary").fill("Từng hộ góp tiền mua đèn; 12 tuyến đường nay sáng suốt đêm.")
    page.locator("#o-owner-kind").select_option("cuu-chien-binh")
    page.locator("#o-places-1-commune").press_sequentially("ba chuc")
    page.get_by_role("option", name=re.compile("Xã Ba Chúc")).first.click()
    page.locator("#o-approach-text").fill("Chi hội họp từng tổ.")
    page.locator("#o-results-text").fill("Đường sáng, bớt tai nạn.")
    page.locator("#o-sources-1-title").fill("Báo cáo năm")
    page.locator("#o-sources-1-issuer").fill("Hội Cựu chiến binh xã Ba Chúc")


def picture_asked(page: Page) -> Locator:
    """The list of pictures with one empty item."""
    page.locator("summary", has_text="Thông tin thêm").click()
    pictures = page.locator("#o-pictures")
    pictures.locator("[data-add]").click()
    return pictures


def send(page: Page) -> str:
    """Press the button once; gives the code of the receipt."""
    page.get_by_role("button", name="Kiểm tra", exact=True).click()
    page.locator("[data-hand-in]").click()
    receipt = page.locator("[data-receipt]")
    expect(receipt).to_be_visible()
    return receipt.get_attribute("data-receipt") or ""


def reaches(page: Page, state: str) -> None:
    """Reload the receipt until it shows a state."""
    while page.locator("[data-state]").get_attribute("data-state") != state:
        page.wait_for_timeout(_POLL)
        page.reload()
