"""Each kind of page in Chromium: no error, no foreign request, no overflow, no axe violation, light and dark."""

import re
from pathlib import Path

import pypdfium2
import pytest
from accessible import colour_violations, turn, violations
from built_site import Watched, settle
from playwright.sync_api import Browser, Page, Request, expect

PAGES = (
    "",
    "gioi-thieu/",
    "dong-gop/",
    "dong-gop/truong/",
    "dong-gop/con-thieu/",
    "dong-gop/bang-tay/",
    "dong-gop/luu-tru/",
    "tra-cuu/",
    "tra-cuu/?q=bep+an&muc-ke=followable",
    "ban-do/",
    "so-sanh/",
    "thong-ke/",
    "toan-canh/",
    "du-lieu/",
    "mo-hinh/",
    "mo-hinh/to-hop-tac-dan-co-bang-ba-chuc/",
    "mo-hinh/ban-van-minh-sach-dep-khong-hu-tuc-chu-va-6/",
    "mo-hinh/gop-von-mua-bao-hiem-y-te-ha-tien/",
    "mo-hinh/02-an/",
    "linh-vuc/",
    "linh-vuc/kinh-te/",
    "nhom/dai-doan-ket/",
    "chu-the/phu-nu/",
    "dia-ban/",
    "dia-ban/ba-chuc/",
    "dia-ban/my-duc/",
)
SLUG = "to-hop-tac-dan-co-bang-ba-chuc"
MODEL = f"mo-hinh/{SLUG}/"
FOLD = "document.querySelector('.model__head').getBoundingClientRect().bottom"
"""Where the first part of a page ends."""


@pytest.mark.parametrize("path", [path for path in PAGES if path != "ban-do/"])  # see test_map.py
def test_axe_finds_nothing(watched: Watched, address: str, path: str) -> None:
    page = watched.page
    page.emulate_media(color_scheme="light")
    page.goto(address + path)
    # Elements made by scripts (results, filters, the map) are checked, too.
    settle(page)
    assert violations(page) == ""
    turn(page, "dark")
    # A dark page differs only in its colours and in the switch of the colour scheme, which is the same on every page.
    assert (colour_violations(page) if path else violations(page)) == ""


@pytest.mark.parametrize(
    "path",
    [
        *PAGES,
        "hoi-dap/",
        "nhan-rong/",
        "dong-gop/nhap/",
        "ngoai-tuyen/",
        "khong-co-mang/",
        "phu-hop/?xa=30547",
        "cach-lam/",
        "cach-lam/giao-thong/",
        "cach-lam/tieng-keng-an-ninh/",
        "bo-suu-tap/",
        "bo-suu-tap/cho-xa-bien-gioi/",
        f"so-sanh/?m={SLUG},bep-an-tinh-thuong-vinh-trach",
        f"ke-hoach/?m={SLUG}",
        f"mo-hinh/{SLUG}/to-a4/",
    ],
)
def test_nothing_runs_over_the_edge(watched: Watched, address: str, path: str) -> None:
    """Also on a watch, and on an old phone with large letters."""
    watched.page.goto(address + path)
    settle(watched.page)
    for width, letters in ((240, 100), (280, 100), (320, 100), (360, 130), (768, 100), (1280, 100)):
        watched.page.set_viewport_size({"width": width, "height": 800})
        watched.page.evaluate("size => { document.documentElement.style.fontSize = `${size}%`; }", letters)
        assert watched.page.evaluate("document.documentElement.scrollWidth") <= width, (width, letters)


PRINTED = [("", 6), ("thong-ke/", 6), (MODEL, 5), ("ban-do/", 12), ("dong-gop/", 6)]


@pytest.mark.parametrize(("path", "most"), [*PRINTED, ("tra-cuu/?q=gao", 8)])
def test_a_dark_choice_prints_on_white(watched: Watched, address: str, path: str, most: int) -> None:
    assert len(printed_after_a_dark_choice(watched.page, address, path)) <= most


def printed_after_a_dark_choice(page: Page, address: str, path: str) -> list[pypdfium2.PdfPage]:
    """The printed sheets of a page in dark colours; all sheets are white."""
    page.goto(address)
    page.evaluate("localStorage.setItem('nen', 'toi')")
    page.emulate_media(color_scheme="dark")
    page.goto(address + path)
    settle(page)
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(20, 23, 26)"
    sheets = list(pypdfium2.PdfDocument(page.pdf(print_background=True, prefer_css_page_size=True)))
    for sheet in sheets:
        picture = sheet.render(scale=0.5).to_pil().convert("L")
        wide, high = picture.size
        assert {
            picture.getpixel(corner) for corner in ((1, 1), (wide - 2, 1), (1, high - 2), (wide - 2, high - 2))
        } == {255}
        assert sum(picture.histogram()[:60]) < 0.15 * wide * high
    return sheets


def test_the_sheet_for_those_who_lead_lies_across_and_names_every_commune(watched: Watched, address: str) -> None:
    page = watched.page
    (sheet,) = printed_after_a_dark_choice(page, address, "toan-canh/")
    names = page.eval_on_selector_all(
        "a[href^='../dia-ban/'][data-row], tr[data-row] a", "all => all.map(one => one.textContent)"
    )
    assert len(names) == 102
    assert sheet.get_width() > sheet.get_height()
    printed = " ".join(sheet.get_textpage().get_text_range().split())
    assert [name for name in names if name not in printed] == []
    assert "Cần hỏi ai" in printed
    assert printed.count("Cộng Nơi khác") == 2


@pytest.mark.parametrize(
    ("path", "most"),
    [("thong-ke/", 8000), ("dia-ban/", 6000), ("dong-gop/con-thieu/", 6000), ("dong-gop/con-thieu/trang-3/", 6000)],
)
def test_long_pages_are_read_on_a_phone_without_an_end_of_scrolling(
    watched: Watched, address: str, path: str, most: int
) -> None:
    watched.page.set_viewport_size({"width": 360, "height": 800})
    watched.page.goto(address + path)
    assert watched.page.evaluate("document.documentElement.scrollHeight") <= most


def test_keyboard_reaches_the_content_first(watched: Watched, address: str) -> None:
    watched.page.goto(address + MODEL)
    watched.page.keyboard.press("Tab")
    assert watched.page.evaluate("document.activeElement.textContent") == "Tới nội dung"
    watched.page.keyboard.press("Enter")
    expect(watched.page.locator("#noi-dung")).to_be_focused()


def test_every_link_and_button_can_be_reached_and_is_seen(watched: Watched, address: str) -> None:
    page = watched.page
    page.goto(address + MODEL)
    page.wait_for_selector(".compare-button")
    every = "[...document.querySelectorAll('a[href], button, input, summary')].filter(one => one.checkVisibility())"
    wanted = page.evaluate(f"{every}.length")
    reached = set()
    for _ in range(wanted + 5):
        page.keyboard.press("Tab")
        reached.add(page.evaluate(f"{every}.indexOf(document.activeElement)"))
        style = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert style != "none" or page.evaluate("document.activeElement === document.body")
    assert len(reached - {-1}) == wanted


def test_the_reader_s_choice_of_dark_stays(watched: Watched, address: str) -> None:
    page = watched.page
    page.emulate_media(color_scheme="light")
    page.goto(address)
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.get_by_role("button", name="Nền tối").click()
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.goto(address + MODEL)
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == dark != light
    page.get_by_role("button", name="Nền sáng").click()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == light


def test_a_model_shows_its_six_criteria(watched: Watched, address: str) -> None:
    watched.page.goto(address + MODEL)
    criteria = watched.page.locator("[data-criterion]")
    names = [criteria.nth(index).get_attribute("data-criterion") for index in range(criteria.count())]
    assert names == ["novelty", "effectiveness", "sustainability", "spread", "participation", "trust"]
    states = {criteria.nth(index).get_attribute("data-state") for index in range(criteria.count())}
    assert states <= {"figures", "text", "empty"}


def test_a_name_fits_one_screen_of_a_phone(watched: Watched, site: Path, address: str) -> None:
    """Title, owner, place, what to ask, the one action and the source, above the fold of 360 x 740."""
    pages = {path.parent.name: path.read_text(encoding="utf-8") for path in site.glob("mo-hinh/*/index.html")}
    names = sorted(slug for slug, text in pages.items() if "model--name" in text)
    assert len(names) > 20
    watched.page.set_viewport_size({"width": 360, "height": 740})
    too_long = {}
    for slug in names:
        watched.page.goto(f"{address}mo-hinh/{slug}/")
        bottom = watched.page.evaluate(FOLD)
        if bottom > 740:
            too_long[slug] = bottom
    assert too_long == {}


def test_the_head_tells_a_place_without_a_commune_in_the_words_of_its_source(site: Path) -> None:
    head = (site / "mo-hinh/tieng-keng-an-ninh-thuong-quan/index.html").read_text(encoding="utf-8").split("</header>")
    written = "xã Thượng Quận (Kinh Môn), có thể ở Phường Trần Liễu hoặc Xã Phú Thái"
    assert any(f"Nguồn ghi: {written}</p>" in part for part in head[:-1])


@pytest.mark.parametrize("path", ["mo-hinh/02-an/", "mo-hinh/khu-dan-cu-khong-con-ho-ngheo/"])
def test_a_name_has_one_thing_to_do(watched: Watched, address: str, path: str) -> None:
    watched.page.goto(address + path)
    assert watched.page.locator("article .button").all_inner_texts() == ["Chúng tôi biết thêm"]
    for absent in (".lotus:not(.card .lotus)", "[data-criterion]", "a[href*='ke-hoach/']", "a[href='to-a4/']"):
        assert watched.page.locator(f"article {absent}").count() == 0


def test_a_list_shows_told_models_as_cards_and_folds_the_names(watched: Watched, address: str) -> None:
    page = watched.page
    page.goto(f"{address}linh-vuc/van-hoa-xa-hoi/")
    total = int(page.locator("[data-result-count]").inner_text())
    cards, lines = page.locator(".card[data-slug]"), page.locator(".register li[data-slug]")
    assert cards.count() > 0
    shown = cards.count() + lines.count()
    while page.locator("a[rel=next]").count():
        page.goto(page.locator("a[rel=next]").first.evaluate("link => link.href"))
        shown += cards.count() + lines.count()
    assert shown == total
    assert not lines.first.is_visible()
    page.locator(".register summary").click()
    assert lines.first.is_visible()
    assert lines.first.get_by_role("link", name="Chúng tôi biết thêm").is_visible()


def test_text_is_set_in_the_vietnamese_typeface(watched: Watched, address: str) -> None:
    watched.page.goto(address + MODEL)
    watched.page.evaluate("document.fonts.ready")
    loaded = watched.page.evaluate("[...document.fonts].filter(f => f.status === 'loaded').map(f => f.weight).length")
    assert loaded == 2
    assert watched.page.evaluate("document.fonts.check('16px \"Be Vietnam Pro\"', 'Đường ưỡn ệ ổ')")


@pytest.mark.parametrize(("path", "limit"), [(MODEL, 150), ("", 200)])
def test_first_view_is_light(browser: Browser, address: str, path: str, limit: int) -> None:
    """All bytes of a first view with an empty cache, compressed as by a host (woff2 is already compressed)."""
    import gzip

    context = browser.new_context()
    page = context.new_page()
    bodies: dict[str, bytes] = {}

    def keep(request: Request) -> None:
        response = request.response()
        if response:
            bodies[request.url] = response.body()

    page.on("requestfinished", keep)
    page.goto(address + path)
    page.wait_for_load_state("networkidle")
    sizes = {
        url: len(body) if re.search(r"woff2$|gz$", url) else len(gzip.compress(body)) for url, body in bodies.items()
    }
    context.close()
    assert len(sizes) >= 5
    assert sum(sizes.values()) <= limit * 1024, sizes


def test_a_model_prints_on_a4(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(address + MODEL)
    pdf = page.pdf(format="A4", print_background=False)
    page.close()
    assert pdf.startswith(b"%PDF")
    sizes = set(re.findall(rb"/MediaBox ?\[([\d. ]+)\]", pdf))
    a4 = (0, 0, 595.3, 841.9)  # points; Chromium rounds to pixels
    for size in sizes:
        assert all(abs(float(part) - wanted) <= 2 for part, wanted in zip(size.split(), a4, strict=True)), size
    assert sizes
    assert 1 <= pdf.count(b"/Type /Page\n") <= 5


def test_without_scripts_everything_is_there(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + MODEL)
    assert page.locator("[data-criterion]").count() == 6
    assert page.locator("[data-theme-switch]").is_hidden()
    context.close()


@pytest.mark.parametrize("path", ["mo-hinh/bep-an-tinh-thuong-vinh-trach/", "dia-ban/ba-chuc/"])
def test_a_page_is_passed_on(browser: Browser, address: str, path: str) -> None:
    """With the share sheet of the device, by copying, and by Zalo with the copied link."""
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.add_init_script("navigator.share = async (given) => { window.passed = given; }")
    page.goto(f"{address}{path}?a=1#chia-se")
    page.get_by_role("button", name="Gửi cho người khác").click()
    name = page.locator("h1").inner_text()
    assert page.evaluate("window.passed") == {"title": name, "url": address + path}
    page.get_by_role("button", name="Chép liên kết").click()
    expect(page.locator(".share__ways [data-said]")).to_have_text("Đã chép liên kết. Dán vào tin nhắn để gửi.")
    assert page.evaluate("navigator.clipboard.readText()") == address + path
    page.evaluate("navigator.clipboard.writeText('')")
    page.route("https://chat.zalo.me/**", lambda route: route.fulfill(body="Zalo"))
    page.get_by_role("link", name="Chép và mở Zalo").click()
    page.wait_for_url("https://chat.zalo.me/")
    page.goto(address)
    assert page.evaluate("navigator.clipboard.readText()") == address + path
    context.close()
