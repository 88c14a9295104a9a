"""Five tasks on a phone slowed four times, from the front page to a printed plan: few taps, visible answers."""

import pypdfium2
import pytest
from playwright.sync_api import Browser, Locator, expect

SLOWER = 4
TAPS = 15
"""Fewer taps than this lead to the paper."""

WALKS = [
    ("giang thanh", "Xã Giang Thành", "Đường sá, đèn đường", ["Chiếu sáng đường"]),
    ("vinh xuong", "Xã Vĩnh Xương", "An ninh, hòa giải", ["An ninh trật tự", "Biên giới, biển đảo"]),
    ("kien hai", "Đặc khu Kiên Hải", "Đường sá, đèn đường", ["Môi trường, cảnh quan"]),
    ("tri ton", "Xã Tri Tôn", "Đời sống, thu nhập", ["Góp vốn, vay vốn", "Nông nghiệp, thủy sản"]),
    ("cho moi", "Xã Chợ Mới", "Giúp người khó khăn", ["Bếp ăn, suất ăn miễn phí", "Nhà ở"]),
]
"""What is typed, the commune that is meant, the group of needs, the needs."""


@pytest.mark.parametrize(("typed", "commune", "group", "needs"), WALKS, ids=[walk[0] for walk in WALKS])
def test_from_the_front_page_to_a_printed_plan(
    browser: Browser, address: str, typed: str, commune: str, group: str, needs: list[str]
) -> None:
    context = browser.new_context(
        viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True, service_workers="block"
    )
    page = context.new_page()
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    taps: list[str] = []

    def tap(what: Locator) -> None:
        taps.append(what.inner_text())
        what.tap()

    page.goto(address)
    tap(page.get_by_role("link", name="Mô hình nào hợp với xã tôi?"))
    page.locator("[data-fit-ready]").wait_for(state="attached")
    box = page.get_by_label("Xã, phường, đặc khu của tôi")
    taps.append("box")
    box.fill(typed)
    tap(page.locator("[role=option]", has_text=commune).first)
    tap(page.locator("summary", has_text=group))
    for need in needs:
        tap(page.locator("label", has_text=need).first)
    see = page.locator("[data-part=see]")
    expect(see).to_be_in_viewport()
    tap(see)
    best = page.locator("[data-part=results] > li").first
    expect(best.locator("h2, h3").first).to_be_in_viewport()
    expect(page.locator("[data-part=count]")).to_contain_text("hợp với việc đang cần")
    title = best.locator("h2, h3").first.inner_text()
    tap(best.get_by_role("link", name="Lập kế hoạch"))
    page.locator("[data-plan-ready]").wait_for()
    taps.append("print")
    sheets = pypdfium2.PdfDocument(page.pdf(format="A4", prefer_css_page_size=True))
    printed = " ".join(" ".join(sheet.get_textpage().get_text_range() for sheet in sheets).split())
    assert " ".join(title.split()) in printed
    assert commune in printed
    assert len(sheets) <= 2
    assert len(taps) < TAPS, taps
    context.close()
