"""The fit page in Chromium: by keyboard, by address, with back and forward, and offline."""

import gzip
import re

import pytest
from accessible import violations_in_both_schemes
from built_site import Watched
from playwright.sync_api import Browser, Page, Route, expect


def opened(watched: Watched, address: str, query: str = "") -> Page:
    page = watched.page
    page.goto(f"{address}phu-hop/{query}")
    page.locator("[data-fit-ready]").wait_for(state="attached")
    return page


def slugs(page: Page) -> list[str]:
    return page.locator("[data-part=results] > li").evaluate_all("(all) => all.map((one) => one.dataset.slug)")


def choose(page: Page, *needs: str) -> None:
    """Tick needs by their labels, opening the group of each."""
    for need in needs:
        box = page.get_by_label(need, exact=True)
        if not box.is_visible():
            page.locator(".fit__group", has=box).locator("summary").click()
        box.check()


def test_a_border_cadre_finds_a_model_by_keyboard(watched: Watched, address: str) -> None:
    page = opened(watched, address)
    page.get_by_label("Xã, phường, đặc khu của tôi").focus()
    page.keyboard.type("tan khanh hoa")
    page.locator("[role=option]").first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Xã, phường, đặc khu của tôi")).to_have_value("Xã Giang Thành, tỉnh An Giang")
    expect(page.locator("[data-part=hint]")).to_be_visible()
    page.locator("summary", has_text="Đường sá, đèn đường").press("Enter")
    page.get_by_label("Nước sạch", exact=True).press("Space")
    best = page.locator("[data-part=results] > li").first
    expect(best.locator(".why--for").first).to_contain_text("Cùng việc: nước sạch")
    expect(page.locator(".why--for", has_text="Cùng đặc điểm: đồng bào dân tộc thiểu số").first).to_be_visible()
    expect(page.locator("[data-part=results] > li")).to_have_count(3)
    assert "xa=30796" in page.url
    assert "viec=nuoc-sach" in page.url
    best.get_by_role("link", name="Lập kế hoạch").press("Enter")
    page.locator("[data-plan-ready]").wait_for()


def test_three_needs_bring_three_models_onto_one_screen_of_a_phone(watched: Watched, address: str) -> None:
    watched.page.set_viewport_size({"width": 360, "height": 740})
    page = opened(watched, address, "?xa=30796")
    choose(page, "Chiếu sáng đường", "Nước sạch")
    expect(page.get_by_role("button", name="Xem 3 mô hình hợp nhất")).to_be_in_viewport()
    choose(page, "Bếp ăn, suất ăn miễn phí")
    models = page.locator("[data-part=results] > li")
    expect(models).to_have_count(3)
    expect(page.get_by_role("button", name=re.compile(r"Xem \d+ mô hình khác"))).to_be_in_viewport()
    for at in range(3):
        expect(models.nth(at).locator(".card__title")).to_be_in_viewport()
        expect(models.nth(at).locator(".why--for").first).to_be_in_viewport()
    expect(page.locator("[data-part=count]")).to_be_focused()
    page.get_by_role("button", name="Sửa").click()
    expect(page.get_by_label("Nước sạch", exact=True)).to_be_checked()
    expect(page.get_by_label("Nhà ở", exact=True)).to_be_disabled()


def test_where_nothing_fits_it_says_whom_to_ask(watched: Watched, address: str) -> None:
    def silenced(route: Route) -> None:
        """The same facts without models; the names of contacts stay."""
        facts = route.fetch().json()
        columns = ("topics", "owners", "traits", "costs", "sure", "said", "days", "copies", "places")
        route.fulfill(json={**facts, **{key: [] for key in columns}, "stopped": [], "followable": 0})

    watched.page.route("**/assets/fit/facts.json", silenced)
    page = opened(watched, address, "?viec=nong-nghiep")
    told = page.locator("[data-part=empty]")
    expect(told).to_contain_text("Chưa có mô hình nào nơi khác kể về việc này.")
    assert told.locator("[data-part=ask] a").count() == 3
    assert page.locator("[data-part=results] > li").count() == 0


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Kiên Lương", "Xã Kiên Lương"),
        ("xa kien binh", "Xã Hòa Điền"),
        ("BINH LU", "Xã Bình Lư"),
        ("phu quoc", "Đặc khu Phú Quốc"),
    ],
)
def test_names_of_today_and_before_find_the_commune(watched: Watched, address: str, typed: str, shown: str) -> None:
    page = opened(watched, address)
    box = page.get_by_label("Xã, phường, đặc khu của tôi")
    box.fill(typed)
    page.locator("[role=option]", has_text=shown).first.click()
    assert box.input_value().startswith(shown)


@pytest.mark.parametrize(
    ("typed", "code", "shown"),
    [("an bien", "30985", "Xã An Biên"), ("chau thanh", "30880", "Xã Châu Thành"), ("cho moi", "30628", "Xã Chợ Mới")],
)
def test_a_typed_name_is_the_commune_of_the_home_province(
    watched: Watched, address: str, typed: str, code: str, shown: str
) -> None:
    page = opened(watched, address)
    box = page.get_by_label("Xã, phường, đặc khu của tôi")
    choose(page, "Nhà ở")
    box.fill(typed)
    box.press("Tab")
    expect(page).to_have_url(re.compile(f"xa={code}"))
    choose(page, "An sinh, từ thiện")
    expect(page).to_have_url(re.compile("viec=nha-o,an-sinh"))
    expect(box).to_have_value(f"{shown}, tỉnh An Giang")
    expect(page.locator("[data-part=said]")).to_have_text(f"Đã chọn {shown}, tỉnh An Giang.")


def test_a_name_of_several_communes_stays_and_asks_for_a_choice(watched: Watched, address: str) -> None:
    """Two communes of other provinces have the name; the commune chosen before is no longer used."""
    page = opened(watched, address, "?xa=30796")
    box = page.get_by_label("Xã, phường, đặc khu của tôi")
    choose(page, "Nhà ở")
    box.fill("hai chau")
    box.press("Tab")
    note = page.locator(".pick__note")
    expect(note).to_have_text("Chưa chọn nơi nào: xin chạm một dòng trong danh sách.")
    expect(page.locator("[data-part=said]")).to_have_text(note.inner_text())
    choose(page, "An sinh, từ thiện")
    expect(page).to_have_url(re.compile(r"/phu-hop/\?viec=nha-o,an-sinh$"))
    expect(box).to_have_value("hai chau")
    box.click()
    page.get_by_role("option").first.click()
    expect(note).to_have_count(0)
    expect(page).to_have_url(re.compile(r"xa=\d{5}"))
    box.fill("hai chau")
    page.get_by_role("button", name="Xóa câu trả lời").click()
    expect(box).to_have_value("")


def test_how_many_choices_there_are_is_only_heard(watched: Watched, address: str) -> None:
    page = opened(watched, address)
    page.get_by_label("Xã, phường, đặc khu của tôi").press_sequentially("an bien")
    said = page.locator("[data-part=said]")
    expect(said).to_contain_text("Dùng phím mũi tên để chọn.")
    expect(said).to_have_css("position", "absolute")
    expect(said).to_have_css("width", "1px")
    expect(page.locator("[data-part=status]")).to_have_text("")


def test_answers_live_in_the_address_alone(watched: Watched, address: str) -> None:
    page = opened(watched, address, "?xa=31078&viec=an-sinh&tien=20000000&khong=do-thi")
    assert page.get_by_label("An sinh, từ thiện").is_checked()
    expect(page.get_by_label("Hải đảo")).to_have_value("co")
    before = slugs(page)
    page.get_by_label("An sinh, từ thiện").uncheck()
    page.wait_for_function("!location.search.includes('viec')")
    page.go_back()
    page.wait_for_function("location.search.includes('viec')")
    expect(page.get_by_label("An sinh, từ thiện")).to_be_checked()
    page.reload()
    page.locator("[data-fit-ready]").wait_for(state="attached")
    assert slugs(page) == before
    kept = page.evaluate("({ ...sessionStorage, ...localStorage })")
    # The compared models, and the addresses of pages to cache, without their queries.
    assert set(kept) <= {"so-sanh", "da-doc-truoc-khi-giu"}
    assert "31078" not in str(kept)
    assert "an-sinh" not in str(kept)


def test_hostile_addresses_are_harmless(watched: Watched, address: str) -> None:
    page = opened(watched, address, "?xa=<b>&viec=__proto__,x&ai=constructor&tien=-1e9&co=toString&ngay=abc")
    assert slugs(page) == []
    page.goto(f"{address}phu-hop/?xa=99999&viec=an-sinh&tien=7&co=abc,constructor,bien-gioi&khong=abc")
    page.locator("[data-part=results] > li").first.wait_for()
    assert page.locator(".why", has_text="undefined").count() == 0
    page.get_by_label("An sinh, từ thiện").uncheck()
    assert page.url.endswith("?co=bien-gioi")


def test_what_was_said_of_a_place_holds_until_another_is_chosen(watched: Watched, address: str) -> None:
    page = opened(watched, address, "?xa=30547&khong=ton-giao")
    place = page.locator("[data-part=place]")
    expect(place).to_have_text("Đã biết: đồng bào dân tộc thiểu số.")
    peoples = page.get_by_label("Đồng bào dân tộc thiểu số")
    expect(peoples).to_have_value("co")
    peoples.select_option("")
    expect(page).to_have_url(re.compile(r"\?xa=30547&khong=ton-giao&ro=dan-toc-thieu-so$"))
    page.reload()
    page.locator("[data-fit-ready]").wait_for(state="attached")
    expect(peoples).to_have_value("")
    expect(place).to_have_text("")
    peoples.select_option("khong")
    expect(peoples).to_have_value("khong")
    box = page.get_by_label("Xã, phường, đặc khu của tôi")
    box.fill("phu quoc")
    page.locator("[role=option]", has_text="Đặc khu Phú Quốc").first.click()
    expect(page.get_by_label("Đồng bào có đạo")).to_have_value("")
    expect(place).to_have_text("Đã biết: hải đảo.")
    assert page.url.endswith("?xa=31078")


def test_what_chooses_nothing_is_no_step_of_the_way_back(watched: Watched, address: str) -> None:
    page = opened(watched, address)
    before = page.evaluate("history.length")
    page.get_by_label("Có khoảng bao nhiêu tiền?").focus()
    for _ in range(3):
        page.keyboard.press("ArrowDown")
    expect(page.get_by_label("Có khoảng bao nhiêu tiền?")).to_have_value("100000000")
    assert "tien=100000000" in page.url
    box = page.get_by_label("Xã, phường, đặc khu của tôi")
    box.fill("b")
    box.fill("")
    assert page.evaluate("history.length") == before


def test_a_commune_of_another_province_is_known_after_a_reload(watched: Watched, address: str) -> None:
    page = opened(watched, address)
    box = page.get_by_label("Xã, phường, đặc khu của tôi")
    box.click()
    box.type("binh lu")
    page.locator("[role=option]", has_text="Xã Bình Lư").first.click()
    choose(page, "Nước sạch")
    expect(page.locator("[data-part=results] > li").first).to_be_visible()
    before = page.locator("[data-part=count]").get_attribute("data-result-count")
    page.reload()
    page.locator("[data-fit-ready]").wait_for(state="attached")
    expect(box).to_have_value("Xã Bình Lư, tỉnh Lai Châu")
    expect(page.locator("[data-part=count]")).to_have_attribute("data-result-count", str(before))


def test_more_comes_once_however_often_it_is_asked_for(watched: Watched, address: str) -> None:
    page = opened(watched, address, "?viec=an-sinh,moi-truong,giao-thong")
    count = int(str(page.locator("[data-part=count]").get_attribute("data-result-count")))
    assert 20 < count <= 30
    expect(page.locator("[data-part=results] > li")).to_have_count(3)
    more = page.get_by_role("button", name=f"Xem {count - 3} mô hình khác")
    more.evaluate("(button) => [1, 2, 3].forEach(() => button.click())")
    expect(page.locator("[data-part=results] > li")).to_have_count(count)
    assert len(set(slugs(page))) == count
    assert not page.locator("[data-part=more]").is_visible()


def test_a_lost_line_loses_no_card(watched: Watched, address: str) -> None:
    page = opened(watched, address)
    page.route("**/assets/fit/cards/*", lambda route: route.fulfill(status=200, body="<html>"))
    choose(page, "An sinh, từ thiện")
    expect(page.locator("[data-part=status]")).to_contain_text("Chưa tải được dữ liệu")
    page.unroute("**/assets/fit/cards/*")
    choose(page, "Nhà ở")
    expect(page.locator("[data-part=results] > li")).to_have_count(3)


@pytest.mark.parametrize("width", [320, 1280])
def test_no_accessibility_violation_and_no_overflow(watched: Watched, address: str, width: int) -> None:
    watched.page.emulate_media(color_scheme="light")
    watched.page.set_viewport_size({"width": width, "height": 800})
    page = opened(watched, address, "?xa=31078&viec=an-sinh,giao-thong&tien=20000000&ngay=90&khong=hai-dao")
    page.locator("[data-part=results] > li").first.wait_for()
    assert violations_in_both_schemes(page) == ""
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_first_view_is_light(browser: Browser, address: str) -> None:
    page = browser.new_page()
    bodies: list[bytes] = []
    page.on("response", lambda answer: bodies.append(answer.body()))
    page.goto(f"{address}phu-hop/?xa=30547&viec=an-sinh", wait_until="networkidle")
    page.locator("[data-part=results] > li").first.wait_for()
    page.close()
    weight = sum(len(body) if body[:4] == b"wOF2" else len(gzip.compress(body)) for body in bodies)
    assert weight < 150 * 1024
