"""All steps of a cadre of a border commune: find what fits, make a plan, print it, find it again offline."""

from contextlib import ExitStack
from pathlib import Path

from built_site import served
from playwright.sync_api import Browser, expect


def test_from_the_commune_to_the_plan_in_hand(browser: Browser, site: Path) -> None:
    host = ExitStack()
    address = host.enter_context(served(site))
    context = browser.new_context(viewport={"width": 360, "height": 780}, has_touch=True, locale="vi-VN")
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))

    page.goto(address)
    page.get_by_role("link", name="Mô hình nào hợp với xã tôi?").tap()
    page.locator("[data-fit-ready]").wait_for(state="attached")
    page.get_by_label("Xã, phường, đặc khu của tôi").fill("giang thanh")
    page.locator("[role=option]", has_text="Xã Giang Thành").first.tap()
    page.locator("summary", has_text="Đường sá, đèn đường").tap()
    page.get_by_label("Chiếu sáng đường", exact=True).tap()
    page.get_by_role("button", name="Xem 3 mô hình hợp nhất").tap()
    best = page.locator("[data-part=results] > li").first
    expect(best).to_contain_text("Cùng việc: chiếu sáng đường")
    expect(best).to_contain_text("Cùng đặc điểm: biên giới")
    expect(best).to_be_in_viewport()

    best.get_by_role("link", name="Lập kế hoạch").tap()
    page.locator("[data-plan-ready]").wait_for()
    page.get_by_label("Kế hoạch của").fill("Xã Giang Thành")
    page.get_by_label("Nơi mình đang khó khăn gì").fill("Đường ra biên giới tối")
    page.get_by_text("Đã giữ trên máy này.").wait_for()
    assert page.pdf(format="A4").startswith(b"%PDF")
    plan = page.url

    page.wait_for_function("navigator.serviceWorker.controller !== null")
    host.close()
    page.reload()
    page.locator("[data-plan-ready]").wait_for()
    assert page.url == plan
    expect(page.get_by_label("Nơi mình đang khó khăn gì")).to_have_value("Đường ra biên giới tối")
    page.goto(address + "ke-hoach/")
    expect(page.locator("[data-part=plans]")).to_contain_text("Xã Giang Thành")
    context.close()
    assert said == []
