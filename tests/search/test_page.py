"""The search page: the address stores its state; keyboard, back button, live count, links of suggestions."""

import json
from collections.abc import Iterator
from urllib.parse import quote_plus

import pytest
from playwright.sync_api import Page
from search_host import site_files

from showcase.insight import facets as insight_facets
from showcase.insight.facets import Facet, facets
from showcase.insight.site import Site
from showcase.maps import atlas
from showcase.maps.atlas import data_file
from showcase.search import core

KITCHEN = "bep-an-tinh-thuong-vinh-trach"


@pytest.fixture(scope="module")
def files(catalogue) -> dict[str, bytes]:
    return site_files(catalogue)


@pytest.fixture
def page(browser, host, files) -> Iterator[Page]:
    """A page; its console must stay empty, and it requests no other host."""
    host.files = files
    context = browser.new_context(viewport={"width": 360, "height": 780})
    one = context.new_page()
    said: list[str] = []
    one.on("console", lambda message: said.append(message.text))
    one.on("pageerror", lambda error: said.append(str(error)))
    one.on("request", lambda request: said.append(request.url) if not request.url.startswith(host.address) else None)
    yield one
    context.close()
    assert said == []


def go(page, host, query=""):
    page.goto(f"{host.address}tra-cuu/{query}")
    shown(page, query or "?")


def shown(page, state):
    page.wait_for_function("state => document.querySelector('[data-search]').dataset.shown === state", arg=state)


def slugs(page):
    return page.eval_on_selector_all("[data-part=results] [data-slug]", "all => all.map(one => one.dataset.slug)")


def count(page):
    return int(page.get_attribute("[data-result-count]", "data-result-count"))


def test_a_shared_link_opens_the_same_view(page, host, catalogue):
    state = "?q=g%C3%B3p+v%E1%BB%91n&linh-vuc=van-hoa-xa-hoi&chu-the=phu-nu,khac&sap-xep=day-du"
    go(page, host, state)
    assert page.locator("html[data-search-ready]").count() == 1
    assert page.input_value("input[name=q]") == "góp vốn"
    assert page.is_checked("#linh-vuc-van-hoa-xa-hoi")
    assert page.input_value("select") == "day-du"
    assert count(page) == len(slugs(page)) > 0
    for slug in slugs(page):
        assert catalogue.by_slug[slug].owner.kind in ("phu-nu", "khac")
        assert "van-hoa-xa-hoi" in catalogue.by_slug[slug].fields


STYLED = {  # Pasted from posts with styled Unicode letters, or typed with full-width letters.
    "𝗰𝗮𝗺𝗲𝗿𝗮": "camera",
    "𝐃â𝐧 𝐯ậ𝐧": "Dân vận",
    "𝒉\u0169 𝓰\u1ea1𝓸": "hũ gạo",
    "𝙜𝙤\u0301𝙥 𝙫𝙤\u0302\u0301𝙣": "góp vốn",
    "ｂếｐ　ăｎ": "bếp ăn",
    "ⓒⓐⓜⓔⓡⓐ": "camera",
    "con\ufb01rm": "confirm",
    "Ⅱ": "II",
}


def test_styled_letters_find_what_plain_ones_find(page, host):
    found = []
    go(page, host)
    for styled, plain in STYLED.items():
        seen = []
        for typed in (plain, styled):
            page.fill("input[name=q]", typed)
            page.keyboard.press("Enter")
            shown(page, f"?q={quote_plus(typed)}")
            seen.append((count(page), slugs(page)))
        assert seen[0] == seen[1], styled
        found.append(seen[0][0])
    assert all(found[:6])


def test_without_a_query_all_models_can_be_narrowed(page, host, catalogue):
    go(page, host)
    assert count(page) == len(catalogue.models)
    assert f"{len(catalogue.models)} mô hình" in page.inner_text("[role=status]")
    page.click("[data-part=filters-title]")
    page.check("#linh-vuc-kinh-te")
    shown(page, "?linh-vuc=kinh-te")
    assert count(page) == len(catalogue.by_field["kinh-te"])
    assert page.evaluate("document.activeElement.id") == "linh-vuc-kinh-te"


def test_back_and_forward(page, host):
    go(page, host)
    page.fill("input[name=q]", "bếp ăn tình thương")
    page.press("input[name=q]", "Enter")
    shown(page, "?q=b%E1%BA%BFp+%C4%83n+t%C3%ACnh+th%C6%B0%C6%A1ng")
    assert slugs(page)[0] == KITCHEN
    page.click("[data-part=filters-title]")
    page.check("#muc-ke-results") if page.locator("#muc-ke-results").is_visible() else page.click(
        "[data-facet=muc-ke] summary"
    )
    page.check("#muc-ke-results")
    shown(page, "?q=b%E1%BA%BFp+%C4%83n+t%C3%ACnh+th%C6%B0%C6%A1ng&muc-ke=results")
    page.go_back()
    shown(page, "?q=b%E1%BA%BFp+%C4%83n+t%C3%ACnh+th%C6%B0%C6%A1ng")
    assert not page.is_checked("#muc-ke-results")
    page.go_forward()
    shown(page, "?q=b%E1%BA%BFp+%C4%83n+t%C3%ACnh+th%C6%B0%C6%A1ng&muc-ke=results")
    assert page.is_checked("#muc-ke-results")


def test_an_older_link_opens_the_levels_as_they_are_called_now(page, host, catalogue):
    page.goto(f"{host.address}tra-cuu/?muc-ke=partial,full")
    shown(page, "?muc-ke=results,followable")
    told = [model for model in catalogue.models if model.detail != "name"]
    assert count(page) == len(told)


def test_the_lessons_of_a_kind_of_deed_stand_below_its_models(page, host):
    page.goto(f"{host.address}tra-cuu/?q=g%C3%B5+k%E1%BA%BBng")
    shown(page, "?q=g%C3%B5+k%E1%BA%BBng")
    link = page.locator("[data-part=lessons] a")
    assert (link.first.inner_text(), link.first.get_attribute("href")) == (
        "Kẻng, mõ báo an ninh",
        "../cach-lam/tieng-keng-an-ninh/",
    )
    page.goto(f"{host.address}tra-cuu/")
    shown(page, "?")
    assert link.count() == 0


def test_typing_answers_without_a_new_page(page, host):
    go(page, host)
    page.locator("input[name=q]").press_sequentially("hu gao")
    shown(page, "?q=hu+gao")
    assert slugs(page)[0] == "hu-gao-tinh-thuong"


def test_one_query_in_the_making_is_one_step_back(page, host):
    go(page, host)
    for word in ("gạo", "hẻm"):
        page.fill("input[name=q]", "")
        page.locator("input[name=q]").press_sequentially(word, delay=250)
        page.press("input[name=q]", "Enter")
        shown(page, "?q=" + quote_plus(word))
    page.go_back()
    shown(page, "?q=" + quote_plus("gạo"))
    assert page.input_value("input[name=q]") == "gạo"
    assert "atm-gao-nghia-tan" in slugs(page)
    page.go_back()
    shown(page, "?")
    assert page.input_value("input[name=q]") == ""
    page.go_forward()
    shown(page, "?q=" + quote_plus("gạo"))
    assert page.input_value("input[name=q]") == "gạo"


def test_the_position_comes_back_with_the_page(page, host):
    go(page, host, "?trang=2")
    host.files = {**host.files, "mo-hinh/x/index.html": b"<link rel=icon href=data:,><title>here</title>"}
    page.evaluate("scrollTo(0, 900)")
    page.wait_for_function("history.state?.position === 900")
    page.goto(f"{host.address}mo-hinh/x/")
    page.go_back()
    shown(page, "?trang=2")
    assert page.evaluate("scrollY") == 900
    page.reload()
    shown(page, "?trang=2")
    assert page.evaluate("scrollY") == 900


def test_after_enter_the_box_lets_the_keyboard_go(page, host):
    go(page, host)
    page.fill("input[name=q]", "camera")
    page.press("input[name=q]", "Enter")
    shown(page, "?q=camera")
    assert page.evaluate("document.activeElement.dataset.part") == "count"
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.closest('[data-slug]').dataset.slug") == slugs(page)[0]


def suggested(page, kind):
    return page.locator(f"[role=option][data-kind={kind}]")


def test_suggestions_while_typing_can_be_followed_by_keyboard(page, host, catalogue):
    go(page, host)
    page.locator("input[name=q]").fill("môi trư")
    suggested(page, "facet").first.wait_for()
    assert "gợi ý" in page.inner_text("[data-part=said]")
    assert page.get_attribute("input[name=q]", "aria-expanded") == "true"
    page.keyboard.press("ArrowDown")
    assert page.get_attribute("input[name=q]", "aria-activedescendant") == "goi-y-0"
    page.keyboard.press("Enter")
    shown(page, "?chu-de=moi-truong")
    assert count(page) == sum("moi-truong" in model.topics for model in catalogue.models)
    assert page.is_hidden("#goi-y")


def test_suggestions_name_places_and_models_and_close(page, host):
    go(page, host)
    page.locator("input[name=q]").press_sequentially("vĩnh trạ")
    suggested(page, "place").first.wait_for()
    assert suggested(page, "place").first.inner_text().startswith("Xã Vĩnh Trạch")
    assert suggested(page, "model").count() > 0
    page.keyboard.press("Escape")
    assert page.is_hidden("#goi-y")
    assert page.evaluate("document.activeElement.name") == "q"


@pytest.mark.parametrize(
    "query", ["rác", "ĐTN", "người Chăm", "camera Long Xuyên", "phụ nữ", "Thổ Châu", "thư viện xanh"]
)
def test_on_a_phone_the_first_result_begins_above_the_middle(browser, address, query):
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(f"{address}tra-cuu/?q={quote_plus(query)}")
    page.wait_for_selector(".result")
    assert page.evaluate("document.querySelector('.result').getBoundingClientRect().top") < 370
    context.close()


def test_what_has_no_answer_is_told_before_what_comes_nearest(page, host):
    go(page, host, f"?q={quote_plus('sân golf')}")
    told = page.inner_text("[data-part=notes]")
    assert told.startswith("Không có mô hình về “sân golf”; gần nhất là:")
    assert "không có mô hình đúng như vậy" in page.text_content("[data-result-count]")


def test_why_a_result_is_here_is_marked(page, host, catalogue):
    go(page, host, f"?q={quote_plus('rác')}")
    for slug in slugs(page):
        assert page.locator(f"[data-slug='{slug}'] mark").count() > 0
        assert "moi-truong" in catalogue.by_slug[slug].topics


def test_a_place_that_is_left_is_told_aloud(page, host, catalogue):
    for query, place in (("nuôi bò xã Ba Chúc", "Xã Ba Chúc"), ("nuôi bò Thổ Châu", "Đặc khu Thổ Châu")):
        go(page, host, f"?q={quote_plus(query)}")
        told = page.inner_text("[data-part=notes]")
        assert told.startswith(f"Chưa có mô hình như vậy ở {place}; đây là của nơi khác.")
        assert f"của nơi khác, chưa có ở {place}" in page.text_content("[data-result-count]")
        assert place not in {one.name for slug in slugs(page) for one in catalogue.by_slug[slug].communes}


@pytest.mark.parametrize("title", ["Khéo vận động điện chiếu sáng đường nông thôn", "Tiếng kẻng an ninh"])
def test_many_of_one_title_are_one_entry_that_opens(page, host, catalogue, title):
    """Models with one title, or with titles that differ only by the place at the end."""
    places = (" ở thôn ", " ở xã ", " xã ", " xóm ")
    same = {
        model.slug
        for model in catalogue.models
        if model.title == title or model.title.startswith(tuple(title + place for place in places))
    }
    go(page, host, f"?q={quote_plus(title)}")
    assert len(same & set(slugs(page))) == 1
    page.click(f"text={title}: {len(same)} nơi")
    page.wait_for_function("location.search.includes('cung-ten')")
    page.wait_for_function("count => document.querySelectorAll('[data-slug]').length === count", arg=len(same))
    assert set(slugs(page)) == same
    assert count(page) == len(same)
    assert page.input_value("select") == "dia-ban"


def names_of(page):
    return page.eval_on_selector_all("[data-part=register] [data-slug]", "all => all.map(one => one.dataset.slug)")


def unfolded(page, lines):
    """Wait until the register shows this number of lines and all are loaded."""
    page.wait_for_function("n => document.querySelectorAll('[data-part=register] li').length === n", arg=lines)


def test_names_stand_folded_and_counted_behind_told_models(page, host, catalogue):
    names = {model.slug for model in catalogue.models if model.detail == "name"}
    go(page, host, "?linh-vuc=kinh-te")
    mine = names & {model.slug for model in catalogue.by_field["kinh-te"]}
    register = page.locator("[data-part=register]")
    assert not names & set(slugs(page))
    assert register.locator("summary").inner_text() == f"Còn {len(mine)} mô hình mới ghi tên"
    assert f"{count(page) - len(mine)} đã kể" in page.text_content("[data-result-count]")
    page.click("[data-part=filters-title]")
    page.click("[data-facet=muc-ke] summary")
    level = page.locator("[data-facet=muc-ke] li", has_text="Mới ghi tên")
    assert level.locator("small").inner_text() == str(len(mine))
    assert names_of(page) == []
    register.locator("summary").focus()
    page.keyboard.press("Enter")
    unfolded(page, len(mine))
    assert set(names_of(page)) == mine
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
    assert f"Đã hiện {len(mine)} trên {len(mine)} dòng" in page.inner_text("[data-part=said]")
    line = register.locator("li").first
    assert line.locator("a").first.get_attribute("href") == f"../mo-hinh/{names_of(page)[0]}/"
    assert line.locator(".register__more").get_attribute("href") == f"../dong-gop/nhap/?sua={names_of(page)[0]}"


def test_what_was_unfolded_stays_so_on_the_way_back_and_on_reload(page, host, catalogue):
    names = sum(model.detail == "name" for model in catalogue.models)
    go(page, host)
    page.click("[data-part=register] summary")
    unfolded(page, 20)
    page.click("[data-part=register] button")
    unfolded(page, names)
    assert page.is_hidden("[data-part=register] button")
    assert page.evaluate("document.activeElement.closest('li').matches(':nth-child(21)')")
    slug = names_of(page)[30]
    host.files = {**host.files, f"mo-hinh/{slug}/index.html": b'<link rel="icon" href="data:,"><title>here</title>'}
    page.click(f"[data-part=register] [data-slug={slug}] a")
    page.wait_for_url(f"**/mo-hinh/{slug}/")
    page.go_back()
    unfolded(page, names)
    page.reload()
    unfolded(page, names)
    page.click("[data-part=register] summary")
    page.wait_for_function("history.state.names === 0")
    page.reload()
    shown(page, "?")
    assert not page.evaluate("document.querySelector('[data-part=register]').open")
    page.fill("input[name=q]", "gạo")
    page.press("input[name=q]", "Enter")
    shown(page, "?q=g%E1%BA%A1o")
    assert names_of(page) == []


def test_a_name_that_is_asked_for_stands_in_the_list(page, host, catalogue):
    assert catalogue.by_slug["hu-gao-tinh-thuong"].detail == "name"
    go(page, host, f"?q={quote_plus('hũ gạo tình thương')}")
    assert slugs(page)[0] == "hu-gao-tinh-thuong"
    assert page.locator("[data-slug=hu-gao-tinh-thuong] .chip", has_text="Mới ghi tên").count() == 1
    go(page, host, "?muc-ke=name")
    assert page.is_hidden("[data-part=register]")
    assert {catalogue.by_slug[slug].detail for slug in slugs(page)} == {"name"}
    assert page.inner_text("[data-part=notes]") == ""


def test_where_nothing_is_told_the_names_are_the_list_and_that_is_told(page, host):
    go(page, host, f"?q={quote_plus('thư viện xanh')}")
    assert slugs(page)[0] == "thu-vien-xanh-than-thien-tieu-hoc-b-vinh-trach"
    assert page.inner_text("[data-result-count]") == "3 mới ghi tên"
    assert "Chưa có mô hình nào như vậy được kể" in page.inner_text("[data-part=notes]")
    assert page.is_hidden("[data-part=register]")


def test_a_facet_needs_nothing_but_its_entry_in_python(page, host, catalogue, monkeypatch):
    letters = Facet(
        "chu-cai",
        "Chữ cái",
        (("dai", "Tên dài"), ("ngan", "Tên ngắn")),
        _by_length,
        opened=True,
        chip=True,
        on_map=True,
    )
    for module in (insight_facets, core, atlas):
        monkeypatch.setattr(module, "facets", lambda models: [*facets(models), letters])
    host.files = site_files(catalogue)
    go(page, host, "?chu-cai=ngan")
    assert set(slugs(page)) <= {model.slug for model in catalogue.models if len(model.title) < 30}
    assert count(page) == sum(len(model.title) < 30 for model in catalogue.models)
    assert page.is_checked("#chu-cai-ngan")
    assert page.locator(".chip", has_text="Tên ngắn").count() > 1
    assert page.get_attribute("[data-part=map]", "href") == "../ban-do/?chu-cai=ngan"
    drawn = json.loads(data_file(atlas.Atlas(Site(catalogue))))["facets"]
    assert [one["values"] for one in drawn if one["key"] == "chu-cai"] == [[["dai", "Tên dài"], ["ngan", "Tên ngắn"]]]


def _by_length(model):
    return ["ngan" if len(model.title) < 30 else "dai"]


def test_keyboard(page, host):
    go(page, host, "?q=camera+an+ninh")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.name") == "q"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    first = slugs(page)[0]
    assert page.evaluate("document.activeElement.href").endswith(f"/mo-hinh/{first}/")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.name") == "q"
    page.keyboard.press("ArrowDown")
    host.files = {**host.files, f"mo-hinh/{first}/index.html": b'<link rel="icon" href="data:,"><title>here</title>'}
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/mo-hinh/{first}/")


def test_a_correction_has_a_way_back(page, host):
    go(page, host, "?q=beeps+awn+tinhf+thuwowng")
    told = page.inner_text("[data-part=notes]")
    assert told.startswith("Kết quả cho: bếp ăn tình thương (đọc theo kiểu gõ Telex).")
    assert slugs(page)[0] == KITCHEN
    page.click("text=Tìm đúng “beeps awn tinhf thuwowng”")
    shown(page, "?q=beeps+awn+tinhf+thuwowng&nguyen-van=1")
    assert "“beeps” không có trong mô hình nào" in page.inner_text("[data-part=notes]")
    assert page.locator("text=Cho phép đoán chữ gõ nhầm").count() == 1


def test_an_old_place_is_told_with_a_link(page, host):
    go(page, host, "?q=thanh+yen")
    told = page.inner_text("[data-part=notes]")
    assert "Xã Thạnh Yên, huyện U Minh Thượng (trước 01/7/2025) nay thuộc Xã Vĩnh Hòa." in told
    assert page.get_attribute("[data-part=notes] a", "href") == "../dia-ban/vinh-hoa/"


def test_no_result_offers_a_way_out(page, host):
    go(page, host, "?q=b%E1%BA%BFp+%C4%83n+t%C3%ACnh+th%C6%B0%C6%A1ng&linh-vuc=kinh-te")
    assert count(page) == 0
    assert "Không tìm thấy" in page.inner_text("[role=status]")
    page.click("text=Bỏ bộ lọc này")
    page.wait_for_function("!location.search.includes('linh-vuc')")
    page.wait_for_selector(f"[data-slug={KITCHEN}]")


def test_the_match_is_marked_in_the_original_spelling(page, host):
    go(page, host, "?q=bep+an+tinh+thuong")
    assert page.inner_text(f"[data-slug={KITCHEN}] .card__title mark") == "bếp ăn tình thương"


def test_pages_of_a_long_answer(page, host, catalogue):
    go(page, host, "?trang=2")
    before = slugs(page)
    page.click("text=Trang sau")
    shown(page, "?trang=3")
    assert not set(before) & set(slugs(page))
    assert len(before) == 10


def test_without_scripts_there_are_lists(browser, host, files):
    host.files = files
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{host.address}tra-cuu/")
    page.get_by_text("chúng không cần JavaScript").wait_for()
    links = page.eval_on_selector_all("main a", "all => all.map(one => one.getAttribute('href'))")
    assert {"../mo-hinh/", "../dia-ban/", "../linh-vuc/kinh-te/", "../chu-the/phu-nu/"} <= set(links)
    context.close()


def test_missing_files_are_told(browser, host, files):
    host.files = {name: content for name, content in files.items() if not name.endswith("core.bin")}
    page = browser.new_page()
    page.goto(f"{host.address}tra-cuu/?q=b%E1%BA%BFp")
    page.wait_for_selector("[role=alert]")
    assert "Chưa tải được" in page.inner_text("[role=alert]")
    page.close()


def test_a_new_state_of_the_site_is_taken_up(browser, host, catalogue, monkeypatch):
    from showcase.files.catalogue import Catalogue
    from showcase.search import index

    monkeypatch.setattr(index, "SMALL", 0)
    host.files = site_files(catalogue)
    page = browser.new_page()
    page.goto(f"{host.address}tra-cuu/?q=h%C5%A9+g%E1%BA%A1o")
    page.wait_for_selector("[data-slug=hu-gao-tinh-thuong]")
    fewer = Catalogue([model for model in catalogue.models if model.slug != "02-an"], [], catalogue.register)
    host.files = site_files(fewer)
    page.fill("input[name=q]", "tiếng loa biên phòng")
    page.press("input[name=q]", "Enter")
    page.wait_for_selector("[data-slug=tieng-loa-bien-phong-an-giang]")
    page.close()


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
def test_nothing_runs_over_the_edge(page, host, width):
    page.set_viewport_size({"width": width, "height": 800})
    go(page, host, "?q=b%E1%BA%BFp")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
