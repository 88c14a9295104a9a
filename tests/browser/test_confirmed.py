"""Entries not confirmed for two years, by the reader's clock."""

import re

from built_site import Watched
from playwright.sync_api import expect

MODEL = "mo-hinh/to-hop-tac-dan-co-bang-ba-chuc/"


def test_the_mark_appears_when_two_years_have_passed(watched: Watched, address: str) -> None:
    page = watched.page
    page.goto(address + MODEL)
    mark = page.locator("header [data-stale-after]")
    expect(mark).to_be_hidden()
    after = str(mark.get_attribute("data-stale-after"))
    page.clock.set_fixed_time(f"{after}T12:00:00Z")
    page.reload()
    expect(mark).to_be_hidden()
    page.clock.set_fixed_time(f"{int(after[:4]) + 1}-01-01T12:00:00Z")
    page.reload()
    expect(mark).to_be_visible()
    expect(mark).to_contain_text(re.compile(r"^Tin mới nhất rõ năm là tin năm 2026\. Đã quá hai năm"))
    mark.get_by_role("link", name="xác nhận lại").click()
    page.wait_for_selector("[data-form-ready]")
    asked = page.get_by_label("Người làm mô hình xác nhận lần cuối khi nào?")
    expect(asked).to_be_focused()
    expect(asked).to_be_in_viewport()


def test_without_a_repository_the_model_is_corrected_in_the_form_only(watched: Watched, address: str) -> None:
    page = watched.page
    page.goto(address + MODEL)
    links = page.locator(".model__foot a")
    assert links.all_inner_texts() == ["Sửa bằng biểu mẫu"]
    links.click()
    page.wait_for_selector("[data-form-ready]")
    expect(page.get_by_label("Tên mô hình")).to_have_value(re.compile("cọng bàng"))


def test_editors_see_the_marks_too(watched: Watched, address: str) -> None:
    page = watched.page
    page.goto(f"{address}dong-gop/con-thieu/")
    marks = page.locator("[data-stale-after]")
    expect(marks.first).to_be_hidden()
    page.clock.set_fixed_time("2099-01-01T12:00:00Z")
    page.reload()
    expect(marks.first).to_be_visible()
