"""Entries that nobody has confirmed for two years, by the reader's own clock."""

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


def test_editors_see_the_marks_too(watched: Watched, address: str) -> None:
    page = watched.page
    page.goto(f"{address}dong-gop/con-thieu/")
    marks = page.locator("[data-stale-after]")
    expect(marks.first).to_be_hidden()
    page.clock.set_fixed_time("2099-01-01T12:00:00Z")
    page.reload()
    expect(marks.first).to_be_visible()
