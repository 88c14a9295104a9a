"""Plans stay on the device: in two windows, offline, with an older form, after damage and after a wrong press."""

import json
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from built_site import Watched
from playwright.sync_api import Browser, Page, expect

FULL = "nong-nghiep-xanh-na-da"
KITCHEN = "bep-an-tinh-thuong-vinh-trach"
KEPT = "Đã giữ trên máy này."


def opened(page: Page, address: str, query: str) -> Page:
    page.goto(f"{address}ke-hoach/?m={query}")
    page.locator("[data-plan-ready]").wait_for()
    return page


def kept(page: Page) -> dict[str, str]:
    found: dict[str, str] = page.evaluate(
        "Object.fromEntries(Object.entries(localStorage).filter(([key]) => key.startsWith('ke-hoach:')))"
    )
    return found


@pytest.fixture
def narrow(browser: Browser, address: str) -> Iterator[Page]:
    """A phone."""
    context = browser.new_context(viewport={"width": 360, "height": 780}, locale="vi-VN")
    yield context.new_page()
    context.close()


def test_two_windows_do_not_undo_each_other(watched: Watched, address: str) -> None:
    first = opened(watched.page, address, FULL)
    other = first.context.new_page()
    other.clock.install()
    second = opened(other, address, FULL)
    first.get_by_label("Kế hoạch của").fill("Xã Ba Chúc")
    first.get_by_text(KEPT).wait_for()
    second.get_by_text("vừa đổi ở cửa sổ khác").wait_for()
    second.get_by_label("Các bước, dòng 1").fill("Chi bộ")
    second.clock.run_for(5000)  # longer than the pause after which a plan is saved
    assert "Xã Ba Chúc" in kept(second)[f"ke-hoach:{FULL}"]
    second.get_by_role("button", name="Mở bản mới").click()
    expect(second.get_by_label("Kế hoạch của")).to_have_value("Xã Ba Chúc")


def test_what_became_of_an_edit_is_seen_wherever_it_was_made(narrow: Page, address: str) -> None:
    opened(narrow, address, FULL)
    last = narrow.locator("textarea").last
    last.scroll_into_view_if_needed()
    last.fill("Sáu tháng")
    narrow.get_by_text(KEPT).wait_for()
    expect(narrow.get_by_text(KEPT)).to_be_in_viewport()
    narrow.evaluate(
        "() => { Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }; }"
    )
    last.fill("Một năm")
    expect(narrow.get_by_text("Máy này không cho giữ lại.")).to_be_in_viewport()


def test_a_device_that_keeps_nothing_is_told_at_once(browser: Browser, address: str) -> None:
    context = browser.new_context()
    context.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } })"
    )
    page = opened(context.new_page(), address, FULL)
    expect(page.locator("[data-part=status]")).to_contain_text("Máy này không cho giữ lại.")
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Xóa khỏi máy này").click()
    page.get_by_text("Chưa có kế hoạch nào.").wait_for()
    context.close()


def test_a_row_that_was_dropped_comes_back(watched: Watched, address: str) -> None:
    page = opened(watched.page, address, FULL)
    who = page.get_by_label("Các bước, dòng 1")
    who.fill("Chi bộ ấp")
    page.get_by_text(KEPT).wait_for()
    page.get_by_role("button", name="Bỏ dòng 1: Các bước").click()
    expect(who).not_to_have_value("Chi bộ ấp")
    page.wait_for_function("who => !Object.values(localStorage).some((plan) => plan.includes(who))", arg="Chi bộ ấp")
    page.get_by_role("button", name="Lấy lại").click()
    expect(who).to_have_value("Chi bộ ấp")
    page.get_by_text(KEPT).wait_for()
    page.reload()
    page.locator("[data-plan-ready]").wait_for()
    expect(who).to_have_value("Chi bộ ấp")


def test_a_model_that_cannot_be_read_is_not_left_out_of_the_plan(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.route(f"**/mo-hinh/{KITCHEN}/", lambda route: route.abort())
    page.goto(f"{address}ke-hoach/?m={FULL},{KITCHEN}")
    page.get_by_text("Chưa đọc được mô hình").wait_for()
    assert page.locator("[data-plan-ready]").count() == 0
    page.unroute(f"**/mo-hinh/{KITCHEN}/")
    page.get_by_role("button", name="Mở lại").click()
    page.locator("[data-plan-ready]").wait_for()
    assert page.locator("[data-part=origins] li").count() == 2
    page.close()


def test_a_model_that_is_not_there_is_named(browser: Browser, address: str) -> None:
    page = opened(browser.new_page(), address, f"{FULL},khong-co-mo-hinh-nay")
    expect(page.locator("[data-part=status]")).to_contain_text("khong-co-mo-hinh-nay")
    page.get_by_label("Kế hoạch của").fill("Xã Ba Chúc")
    page.get_by_text(KEPT).wait_for()
    assert list(kept(page)) == [f"ke-hoach:{FULL}"]
    page.close()


def test_a_plan_of_an_older_form_opens_and_damage_takes_no_other_plan_along(watched: Watched, address: str) -> None:
    page = opened(watched.page, address, FULL)
    page.get_by_label("Kế hoạch của").fill("Xã Ba Chúc")
    page.get_by_text(KEPT).wait_for()
    key = f"ke-hoach:{FULL}"
    entry = json.loads(kept(page)[key])
    rows = entry["plan"]["rows"]
    rows.pop("days")
    rows["place"] = [
        {"question": "Câu hỏi cũ?", "answer": "Vẫn còn"},
        {"question": "Bắt đầu ngày nào, xong ngày nào?", "answer": "Ngày 1/3"},
    ]
    rows["steps"] = [{"text": "Bàn với dân.", "who": "Chi bộ", "by": "1/4", "of": [FULL]}]
    entry["plan"] |= {"silent": ["days"], "words": {}}
    entry["plan"]["models"][0]["sources"] = ["Báo cáo 1. Đọc văn bản", {"text": "Báo cáo 2.", "link": "javascript:1"}]
    spoiled = {
        "ke-hoach:a": '{"saved":1,"plan":{}}',
        "ke-hoach:b": "{",
        "ke-hoach:c": '{"saved":"x","plan":{"models":[{}]}}',
    }
    page.evaluate(
        "(all) => Object.entries(all).forEach((one) => localStorage.setItem(...one))",
        {key: json.dumps(entry), **spoiled},
    )
    opened(page, address, FULL)
    expect(page.get_by_label("Kế hoạch của")).to_have_value("Xã Ba Chúc")
    expect(page.locator("[data-part=origins] small")).to_have_text("Nguồn: Báo cáo 1.; Báo cáo 2.")
    expect(page.get_by_label("Câu hỏi cũ?")).to_have_value("Vẫn còn")
    expect(page.get_by_label("Bắt đầu ngày nào, xong ngày nào?")).to_have_value("Ngày 1/3")
    expect(page.get_by_label("Các bước, dòng 1")).to_have_value("Bàn với dân. (Ai làm: Chi bộ; Xong ngày: 1/4)")
    page.goto(f"{address}ke-hoach/")
    assert page.locator("[data-part=plans] li").count() == 1


def test_models_named_in_another_order_make_the_same_plan(watched: Watched, address: str) -> None:
    page = opened(watched.page, address, f"{FULL},{KITCHEN}")
    page.get_by_label("Kế hoạch của").fill("Xã Ba Chúc")
    page.get_by_text(KEPT).wait_for()
    opened(page, address, f"{KITCHEN},{FULL}")
    expect(page.get_by_label("Kế hoạch của")).to_have_value("Xã Ba Chúc")


def test_the_word_document_says_what_came_from_where(watched: Watched, address: str, tmp_path: Path) -> None:
    page = opened(watched.page, address, f"{FULL},{KITCHEN}")
    with page.expect_download() as download:
        page.get_by_role("button", name="Tải tệp Word").dblclick()
    download.value.save_as(tmp_path / "plan.docx")
    document = docx.Document(str(tmp_path / "plan.docx"))
    assert "- Mặt trận Tổ quốc xã Vĩnh Trạch (từ mô hình 2)" in [one.text for one in document.paragraphs]
    assert document.core_properties.created
    assert document.core_properties.created.year >= 2026
    assert document.core_properties.comments == ""


def test_what_fits_hands_on_the_commune(watched: Watched, address: str) -> None:
    page = watched.page
    page.goto(f"{address}phu-hop/?xa=30547&viec=an-sinh")
    page.locator("[data-part=results] > li").first.get_by_text("Lập kế hoạch").click()
    page.locator("[data-plan-ready]").wait_for()
    expect(page.get_by_label("Kế hoạch của")).to_have_value("Xã Ba Chúc, tỉnh An Giang")


def test_a_long_place_prints_whole_and_an_empty_one_leaves_a_line(watched: Watched, address: str) -> None:
    page = opened(watched.page, address, FULL)
    page.emulate_media(media="print")
    shown = page.locator("[data-part=place] .grow")
    style = "(one) => [getComputedStyle(one, '::after').content, getComputedStyle(one, '::after').borderBottomStyle]"
    assert shown.evaluate(style)[1] == "dotted"
    long = "Ấp Phú Lâm, xã Phú Lâm, " * 8
    page.emulate_media(media="screen")
    page.get_by_label("Kế hoạch của").fill(long)
    page.emulate_media(media="print")
    assert shown.evaluate(style)[0] == f'"{long} "'
