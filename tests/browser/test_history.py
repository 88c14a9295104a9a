"""Back and reload restore the page: the state in the address, the scroll position, the open folds.

Chromium under test has no back/forward cache, so each page is drawn again, as on a phone with little memory.
"""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

KITCHEN = "bep-an-tinh-thuong-vinh-trach"
FARM = "nong-nghiep-xanh-na-da"


@pytest.fixture
def phone(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 390, "height": 780}, base_url=address, locale="vi-VN")
    yield context.new_page()
    context.close()


def returned(page: Page) -> None:
    """Go to another page, and back."""
    page.goto("gioi-thieu/")
    page.go_back()


def reloaded(page: Page) -> None:
    page.reload()


WAYS = pytest.mark.parametrize("again", [returned, reloaded])


def stand_at(page: Page, y: int) -> int:
    """Scroll to a position, and wait until it is saved; gives the position."""
    page.evaluate("y => scrollTo(0, y)", y)
    page.wait_for_function("y => Math.abs(history.state?.position - y) < 2", arg=y)
    return y


def expect_at(page: Page, y: int) -> None:
    page.wait_for_function("y => Math.abs(scrollY - y) < 40", arg=y)


FIT = "phu-hop/?xa=30547&viec=moi-truong"


def whole_list(page: Page) -> int:
    """Show all fitting models; gives their number."""
    more, results = page.locator("[data-part=more]"), page.locator("[data-part=results] > li")
    expect(results).to_have_count(3)
    more.click()
    expect(more).to_be_hidden()
    page.wait_for_function("history.state?.shown > 3")
    return results.count()


@WAYS
def test_what_fits_stays_as_long_as_it_was(phone: Page, again: Callable[[Page], None]) -> None:
    phone.goto(FIT)
    results = phone.locator("[data-part=results] > li")
    count = whole_list(phone)
    phone.locator("[data-part=further]").evaluate("(one) => (one.open = true)")
    phone.wait_for_function("history.state?.further")
    titles = results.evaluate_all("all => all.map((one) => one.dataset.slug)")
    at = stand_at(phone, 1500)
    again(phone)
    expect(results).to_have_count(count)
    expect_at(phone, at)
    assert results.evaluate_all("all => all.map((one) => one.dataset.slug)") == titles
    assert phone.locator("[data-part=further]").evaluate("(one) => one.open")


def test_another_answer_begins_anew_and_back_finds_the_longer_list(phone: Page) -> None:
    phone.goto(FIT)
    results = phone.locator("[data-part=results] > li")
    count = whole_list(phone)
    phone.locator("[data-part=edit]").click()
    phone.locator("input[name=topics][value=giao-thong]").evaluate("(box) => box.click()")
    phone.wait_for_url("**giao-thong**")
    expect(results).to_have_count(3)
    phone.go_back()
    expect(results).to_have_count(count)


@WAYS
def test_a_comparison_keeps_its_row_and_position(phone: Page, again: Callable[[Page], None]) -> None:
    phone.goto(f"so-sanh/?m={KITCHEN},{FARM}")
    rows = phone.get_by_label("Xem theo")
    rows.select_option("approach")
    shown = phone.locator("table.compare tbody tr.shown")
    expect(shown).to_have_attribute("data-row", "approach")
    at = stand_at(phone, 300)
    again(phone)
    expect(shown).to_have_attribute("data-row", "approach")
    expect(rows).to_have_value("approach")
    expect_at(phone, at)


@WAYS
def test_a_plan_keeps_its_position(phone: Page, again: Callable[[Page], None]) -> None:
    phone.goto(f"ke-hoach/?m={FARM}")
    phone.locator("[data-plan-ready]").wait_for()
    at = stand_at(phone, 1500)
    again(phone)
    phone.locator("[data-plan-ready]").wait_for()
    expect_at(phone, at)


@WAYS
def test_the_map_keeps_its_view_and_what_was_unfolded(phone: Page, again: Callable[[Page], None]) -> None:
    phone.emulate_media(reduced_motion="reduce")
    phone.goto("ban-do/")
    phone.locator("[data-map-ready]").wait_for()
    place = "document.querySelector('path[data-commune=\"30547\"]').getAttribute('d')"
    first = phone.evaluate(place)
    phone.locator("[data-part=choose]").select_option("30547")
    phone.locator("[data-panel='30547']").wait_for()
    phone.wait_for_function("was => history.state?.view && " + place + " !== was", arg=first)
    phone.locator("[data-part=filters] summary").first.click()
    phone.wait_for_function("history.state?.opened?.length > 0")
    zoom = phone.evaluate("history.state.view[2]")
    # By keyboard: to click an element under the sheet, Playwright scrolls the map, and Leaflet scrolls it back.
    phone.get_by_role("button", name="Thu nhỏ").press("Enter")
    phone.wait_for_function("zoom => history.state.view[2] === zoom", arg=zoom - 1)
    view = phone.evaluate("history.state.view")
    again(phone)
    phone.locator("[data-map-ready]").wait_for()
    assert phone.evaluate("history.state.view") == pytest.approx(view, abs=0.01)
    assert phone.locator("[data-part=filters] details").first.evaluate("(one) => one.open")
    assert phone.url.endswith("#30547")
