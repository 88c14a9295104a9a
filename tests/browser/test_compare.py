"""Choosing models to compare, and the comparison: on a computer, on a phone, on paper."""

import re

from accessible import violations
from built_site import Watched
from playwright.sync_api import Browser, expect

KITCHEN = "bep-an-tinh-thuong-vinh-trach"
RUSHES = "to-hop-tac-dan-co-bang-ba-chuc"
VILLAGE = "ban-van-minh-sach-dep-khong-hu-tuc-chu-va-6"
FARMING = "nong-nghiep-xanh-na-da"
NAMES = ("02-an", "5-khong-3-sach")
CRITERIA = {"novelty", "effectiveness", "sustainability", "spread", "participation", "trust"}
NEEDS = {"cost", "days", "people", "preconditions"}


def test_two_models_chosen_from_a_list_stand_side_by_side(watched: Watched, address: str) -> None:
    page = watched.page
    page.goto(address + "mo-hinh/")
    buttons = page.locator("[data-compare-slug]")
    slugs = [buttons.nth(at).get_attribute("data-compare-slug") for at in (0, 2)]
    for slug in slugs:
        page.locator(f'[data-compare-slug="{slug}"]').click()
    page.get_by_role("link", name="So sánh 2 mô hình").click()
    expect(page).to_have_url(re.compile(rf"/so-sanh/\?m={','.join(map(str, slugs))}$"))
    expect(page.locator("table.compare thead th")).to_have_count(2)
    rows = page.locator("table.compare tbody tr")
    keys = {rows.nth(index).get_attribute("data-row") for index in range(rows.count())}
    assert {"facts", "approach"} <= keys <= {"facts", "approach", *CRITERIA, *NEEDS}
    assert keys & CRITERIA


def test_a_shared_address_shows_the_same_and_back_works(watched: Watched, address: str) -> None:
    page = watched.page
    page.goto(f"{address}so-sanh/?m={KITCHEN},{RUSHES},{VILLAGE}")
    expect(page.locator("table.compare thead th")).to_have_count(3)
    cell = page.locator('tr[data-row="participation"] td').nth(1)
    expect(cell).to_contain_text("60")
    page.get_by_role("button", name=re.compile("Bỏ: Tổ hợp tác")).click()
    expect(page.locator("table.compare thead th")).to_have_count(2)
    page.go_back()
    expect(page.locator("table.compare thead th")).to_have_count(3)


def test_what_a_model_does_not_tell_is_shown_as_unknown(watched: Watched, address: str) -> None:
    watched.page.goto(f"{address}so-sanh/?m={VILLAGE},{KITCHEN}")
    expect(watched.page.locator('tr[data-row="novelty"] td').first).to_have_text("Chưa rõ")


def test_names_stand_behind_told_models_and_what_is_missing_is_asked_once(watched: Watched, address: str) -> None:
    page = watched.page
    page.goto(f"{address}so-sanh/?m={NAMES[0]},{KITCHEN},{NAMES[1]},{FARMING}")
    expect(page.locator("[data-compare-status]")).to_have_text("4 mô hình: 2 đã kể, 2 mới ghi tên.")
    heads = page.locator("table.compare thead th a")
    assert [head.get_attribute("href") for head in heads.all()] == [
        f"{address}mo-hinh/{slug}/" for slug in (KITCHEN, FARMING)
    ]
    for row in page.locator("table.compare tbody tr").all():
        told = [cell for cell in row.locator("td").all_inner_texts() if cell != "Chưa rõ"]
        assert told, row.get_attribute("data-row")
    names = page.locator(".compare-names li")
    expect(names).to_have_count(2)
    expect(names.first).to_contain_text("217-BC/BTGDVTU")
    asked = page.get_by_role("region", name="Còn cần hỏi")
    assert asked.get_by_text("Đã làm thế nào?", exact=True).count() == 1
    assert asked.get_by_role("heading", level=3).count() == 4
    page.get_by_role("button", name="Bỏ: 02 An").click()
    expect(names).to_have_count(1)
    expect(page).to_have_url(f"{address}so-sanh/?m={KITCHEN},{NAMES[1]},{FARMING}")


def test_names_alone_make_no_table(watched: Watched, address: str) -> None:
    page = watched.page
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 740})
        page.goto(f"{address}so-sanh/?m={','.join(NAMES)}")
        expect(page.locator(".compare-names li")).to_have_count(2)
        assert page.locator("table.compare, .compare-rows").count() == 0
        assert page.get_by_role("link", name="Lập kế hoạch").count() == 0
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert violations(page) == ""


def test_links_of_a_model_lead_where_they_led_on_its_page(watched: Watched, address: str) -> None:
    watched.page.goto(f"{address}so-sanh/?m={KITCHEN}")
    place = watched.page.locator('tr[data-row="facts"] td').get_by_role("link", name="Xã Vĩnh Trạch").first
    expect(place).to_have_text("Xã Vĩnh Trạch")
    assert place.evaluate("(link) => link.href") == f"{address}dia-ban/vinh-trach/"


def test_a_fifth_model_is_refused_with_a_word(watched: Watched, address: str) -> None:
    page = watched.page
    page.goto(address + "mo-hinh/")
    page.wait_for_selector(".compare-button")
    for index in range(5):
        page.locator(".compare-button").nth(index).click()
    expect(page.locator('.compare-button[aria-pressed="true"]')).to_have_count(4)
    expect(page.get_by_role("status").filter(has_text="Chỉ so sánh được 4 mô hình")).to_have_count(1)


def test_hostile_addresses_show_nothing_foreign(watched: Watched, address: str) -> None:
    watched.page.goto(f"{address}so-sanh/?m=../../x,%3Cscript%3E,https://example.org,{KITCHEN}")
    expect(watched.page.locator("table.compare thead th")).to_have_count(1)


def test_a_model_that_is_not_there_and_one_that_cannot_be_fetched_are_told_apart(
    browser: Browser, address: str
) -> None:
    page = browser.new_page()
    page.route(f"**/mo-hinh/{RUSHES}/", lambda route: route.abort())
    page.goto(f"{address}so-sanh/?m={KITCHEN},{RUSHES},khong-co-mo-hinh-nay")
    expect(page.locator("[data-compare-status]")).to_have_text(
        "1 mô hình. Không có 1 mô hình trong địa chỉ: tên sai, hoặc mô hình đã bỏ. "
        "Chưa tải được 1 mô hình, có thể do đường truyền: xin tải lại trang khi có mạng."
    )
    expect(page.locator("table.compare thead th")).to_have_count(1)
    page.close()


def test_on_a_phone_one_row_shows_at_a_time(watched: Watched, address: str) -> None:
    page = watched.page
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(f"{address}so-sanh/?m={KITCHEN},{RUSHES}")
    page.get_by_label("Xem theo").select_option("spread")
    expect(page.locator("table.compare tbody tr:visible")).to_have_count(1)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_axe_finds_nothing_in_a_comparison(watched: Watched, address: str) -> None:
    for width in (360, 1280):
        watched.page.set_viewport_size({"width": width, "height": 900})
        watched.page.goto(f"{address}so-sanh/?m={KITCHEN},{RUSHES}")
        watched.page.wait_for_selector("table.compare")
        assert violations(watched.page) == ""


def test_four_full_models_print_on_one_a4_landscape(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}so-sanh/?m={KITCHEN},{RUSHES},{VILLAGE},{FARMING}")
    page.wait_for_selector("table.compare")
    pdf = page.pdf(prefer_css_page_size=True)
    page.close()
    sizes = [tuple(map(float, size.split())) for size in re.findall(rb"/MediaBox ?\[([\d. ]+)\]", pdf)]
    assert len(sizes) == 1
    assert sizes[0][2] > sizes[0][3]
