"""The plan page in Chromium: filled from the model, saved on the device, printed and as a Word document."""

import gzip
import html
import re
from pathlib import Path

import docx
import pytest
from accessible import violations_in_both_schemes
from built_site import Watched
from playwright.sync_api import Page, Route, expect

FULL = "nong-nghiep-xanh-na-da"
KITCHEN = "bep-an-tinh-thuong-vinh-trach"
HALL = "nha-an-tinh-thuong-pghh-vinh-trach"
HOSTILE = 'Giống <b>cây</b> & "hoa"\nhai dòng \U0001f33a </w:t> {{ x }}'


@pytest.fixture(scope="module")
def by_level(site: Path) -> dict[str, list[str]]:
    """Level -> slugs of its models."""
    found: dict[str, list[str]] = {}
    for page in sorted((site / "mo-hinh").glob("*/index.html")):
        for level in re.findall(r'<article class="model[^"]*" data-detail="(\w+)"', page.read_text(encoding="utf-8")):
            found.setdefault(level, []).append(page.parent.name)
    return found


def opened(watched: Watched, address: str, *slugs: str) -> Page:
    page = watched.page
    page.goto(f"{address}ke-hoach/?m={','.join(slugs)}")
    page.locator("[data-plan-ready]").wait_for()
    return page


def values(page: Page, chapter: str) -> list[str]:
    """The sentences of a chapter."""
    return page.evaluate(
        """(name) => [...document.querySelectorAll(`textarea[aria-label^="${name}, dòng"]`)]
        .map((area) => area.value)""",
        chapter,
    )


def test_what_the_model_tells_is_filled_in(watched: Watched, address: str) -> None:
    page = opened(watched, address, FULL)
    steps = values(page, "Các bước")
    assert steps[0] == "Chi bộ bản ra nghị quyết chuyên đề về phát triển kinh tế."
    assert len(steps) == 7
    assert values(page, "Điều kiện cần có")[0] == "Khí hậu và đất hợp với cây có giá trị cao."
    (measured,) = values(page, "Tính hiệu quả")
    assert (
        measured == "Giá trị sản xuất từ đào cảnh và nhất chi mai của bản (theo nguồn năm 2026): khoảng 4,4 tỷ đồng/năm"
    )


def test_what_it_does_not_tell_is_left_out_and_twelve_questions_stay_open(watched: Watched, address: str) -> None:
    page = opened(watched, address, FULL)
    assert values(page, "Thời gian chuẩn bị") == []
    assert page.get_by_role("heading", name="Thời gian chuẩn bị").count() == 0
    empty = page.locator("[data-part=parts] textarea").evaluate_all("(all) => all.filter((one) => !one.value).length")
    assert empty == page.locator("[data-part=parts] tbody th").count() == 12


def test_a_plan_is_offered_only_for_models_to_follow(
    watched: Watched, address: str, by_level: dict[str, list[str]]
) -> None:
    page = watched.page
    for level in ("results", "name"):
        slug = by_level[level][0]
        page.goto(f"{address}mo-hinh/{slug}/")
        assert page.get_by_role("link", name="Lập kế hoạch làm theo").count() == 0
        assert page.locator("#hoi-noi-da-lam li").count() >= 1
        expect(page.get_by_role("link", name="Hỏi nơi đã làm")).to_have_count(int(level == "results"))
        page.goto(f"{address}ke-hoach/?m={slug}")
        page.get_by_role("link", name="Hỏi nơi đã làm").click()
        expect(page).to_have_url(re.compile(rf"mo-hinh/{slug}/#hoi-noi-da-lam$"))
    page.goto(f"{address}mo-hinh/{by_level['followable'][0]}/")
    assert page.locator("#hoi-noi-da-lam").count() == 0


def test_a_share_is_written_as_on_the_page_of_the_model(
    watched: Watched, address: str, site: Path, by_level: dict[str, list[str]]
) -> None:
    pages = sorted((site / "mo-hinh").glob("*/index.html"))
    shares = [one.parent.name for one in pages if "</strong><span>%</span>" in one.read_text(encoding="utf-8")]
    page = opened(watched, address, next(slug for slug in shares if slug in by_level["followable"]))
    areas = page.locator("textarea").evaluate_all("(all) => all.map((one) => one.value)")
    assert any(re.search(r"\d%$", text) for text in areas)
    assert not any(" %" in text for text in areas)


def test_a_plan_from_a_comparison_says_what_came_from_where(watched: Watched, address: str) -> None:
    page = watched.page
    page.goto(f"{address}so-sanh/?m={FULL},{KITCHEN}")
    page.get_by_role("link", name="Lập kế hoạch từ các mô hình này").click()
    page.locator("[data-plan-ready]").wait_for()
    assert page.locator("[data-part=origins] li").count() == 2
    shown = page.locator("td", has_text="Từ mô hình 2").locator("textarea")
    assert "Mặt trận Tổ quốc xã Vĩnh Trạch" in shown.evaluate_all("(all) => all.map((one) => one.value)")
    assert page.get_by_text("Từ mô hình 1").count() > 5


def test_edits_survive_a_reload_and_stay_with_their_models(watched: Watched, address: str) -> None:
    page = opened(watched, address, FULL)
    page.get_by_label("Các bước, dòng 1").fill("Chi bộ ấp Núi Nước ra nghị quyết.")
    page.get_by_role("button", name="Thêm một dòng: Nhân lực").click()
    expect(page.get_by_label("Nhân lực, dòng 2")).to_be_focused()
    page.keyboard.type(HOSTILE.replace("\n", " "))
    page.get_by_label("Kế hoạch của").fill("Xã Ba Chúc")
    page.get_by_text("Đã giữ trên máy này.").wait_for()
    page.reload()
    page.locator("[data-plan-ready]").wait_for()
    expect(page.get_by_label("Các bước, dòng 1")).to_have_value("Chi bộ ấp Núi Nước ra nghị quyết.")
    expect(page.get_by_label("Nhân lực, dòng 2")).to_have_value(HOSTILE.replace("\n", " "))
    assert HOSTILE.replace("\n", " ") not in values(opened(watched, address, HALL), "Nhân lực")
    page.goto(f"{address}ke-hoach/")
    assert "Xã Ba Chúc" in page.locator("[data-part=plans]").inner_text()


def test_a_row_can_be_dropped_by_keyboard_and_focus_stays_near(watched: Watched, address: str) -> None:
    page = opened(watched, address, FULL)
    second = values(page, "Các bước")[1]
    page.get_by_role("button", name="Bỏ dòng 1: Các bước").press("Enter")
    assert len(values(page, "Các bước")) == 6
    expect(page.get_by_label("Các bước, dòng 1")).to_be_focused()
    expect(page.get_by_label("Các bước, dòng 1")).to_have_value(second)


def test_a_plan_can_be_removed_from_the_device(watched: Watched, address: str) -> None:
    page = opened(watched, address, FULL)
    page.get_by_label("Kế hoạch của").fill("Xã Ba Chúc")
    page.get_by_text("Đã giữ trên máy này.").wait_for()
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Xóa khỏi máy này").click()
    page.get_by_text("Chưa có kế hoạch nào.").wait_for()
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('ke-hoach:'))") == []


def test_the_word_document_holds_every_text(watched: Watched, address: str, tmp_path: Path) -> None:
    page = opened(watched, address, FULL)
    page.get_by_label("Điều kiện cần có, dòng 1").fill(HOSTILE)
    page.get_by_label("Bắt đầu ngày nào, xong ngày nào?").fill("Dài " * 3000)
    page.evaluate(
        """() => { const area = document.querySelector('textarea[aria-label^="Nhân lực"]');
        area.value = "có\\u0001 ký tự \\ud800 lạ"; area.dispatchEvent(new Event("input")); }"""
    )
    with page.expect_download() as download:
        page.get_by_role("button", name="Tải tệp Word").click()
    assert download.value.suggested_filename == f"ke-hoach-{FULL}.docx"
    download.value.save_as(tmp_path / "plan.docx")
    document = docx.Document(str(tmp_path / "plan.docx"))
    texts = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    lines = [paragraph.text for paragraph in document.paragraphs]
    assert f"- {HOSTILE}" in lines
    assert "Dài " * 3000 in texts
    assert "- có ký tự  lạ" in lines
    assert "- Chi bộ bản ra nghị quyết chuyên đề về phát triển kinh tế." in lines
    assert any(paragraph.text.startswith("Mô hình 1: Chi bộ lãnh đạo Nhân dân") for paragraph in document.paragraphs)


def test_the_address_of_a_source_is_a_link_on_the_screen_and_stands_on_paper_and_in_word(
    watched: Watched, address: str, tmp_path: Path
) -> None:
    """Also for addresses that no build would accept, and in a plan of an older form."""
    page = watched.page
    good = "https://example.org/a?b=1&amp;c=%22&lt;x>" + "x" * 200
    links = [good, "javascript:alert(1)", "data:text/html,x", "//example.org"]
    items = "".join(f'<li>Báo cáo {n}. <a href="{link}">Đọc văn bản</a></li>' for n, link in enumerate(links))

    def sources(route: Route) -> None:
        body = re.sub(r'(?s)<ol class="sources">.*?</ol>', f'<ol class="sources">{items}</ol>', route.fetch().text())
        route.fulfill(body=body, content_type="text/html; charset=utf-8")

    page.route(f"**/mo-hinh/{FULL}/", sources)
    opened(watched, address, FULL)
    told = html.unescape(good)
    line = page.locator("[data-part=origins] small")
    assert line.inner_text() == "Nguồn: Báo cáo 0.; Báo cáo 1.; Báo cáo 2.; Báo cáo 3."
    assert line.locator("a").evaluate_all("(all) => all.map((one) => one.getAttribute('href'))") == [told]
    with page.expect_download() as download:
        page.get_by_role("button", name="Tải tệp Word").click()
    download.value.save_as(tmp_path / "plan.docx")
    last = docx.Document(str(tmp_path / "plan.docx")).paragraphs[-1].text
    assert last.endswith(f"Nguồn: Báo cáo 0. {told}; Báo cáo 1.; Báo cáo 2.; Báo cáo 3.")
    page.set_viewport_size({"width": 360, "height": 800})
    page.emulate_media(media="print")
    on_paper = "(one) => getComputedStyle(one, '::after').content"
    assert told[:22] in line.locator("a").evaluate(on_paper)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.goto(f"{address}mo-hinh/{FULL}/")
    assert told[:22] in page.locator(".sources a").first.evaluate(on_paper)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_it_prints_on_two_pages_without_its_tools(
    watched: Watched, address: str, site: Path, by_level: dict[str, list[str]]
) -> None:
    weights = {slug: (site / f"mo-hinh/{slug}/index.html").stat().st_size for slug in by_level["followable"]}
    for slug in sorted(weights, key=lambda slug: -weights[slug])[:3]:
        assert opened(watched, address, slug).pdf(prefer_css_page_size=True).count(b"/Type /Page\n") <= 2
    page = opened(watched, address, FULL)
    pdf = page.pdf(prefer_css_page_size=True)
    sizes = {tuple(map(float, box.split()[2:])) for box in re.findall(rb"/MediaBox ?\[([\d. ]+)\]", pdf)}
    ((width, height),) = sizes
    assert abs(width - 595) < 2
    assert abs(height - 842) < 2
    assert 1 <= pdf.count(b"/Type /Page\n") <= 2
    page.emulate_media(media="print")
    assert not page.get_by_role("button").first.is_visible()
    first = page.locator(".grow").filter(has=page.locator("textarea[aria-label='Các bước, dòng 1']"))
    shown = first.evaluate(
        "(one) => [getComputedStyle(one, '::after').content, getComputedStyle(one, '::after').visibility]"
    )
    assert shown == ['"Chi bộ bản ra nghị quyết chuyên đề về phát triển kinh tế. "', "visible"]


@pytest.mark.parametrize("width", [320, 1280])
def test_no_accessibility_violation_and_no_overflow(watched: Watched, address: str, width: int) -> None:
    watched.page.emulate_media(color_scheme="light")
    watched.page.set_viewport_size({"width": width, "height": 800})
    page = opened(watched, address, FULL)
    assert violations_in_both_schemes(page) == ""
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_an_address_without_models_shows_the_list(watched: Watched, address: str) -> None:
    page = watched.page
    page.goto(f"{address}ke-hoach/?m=../x,A,")
    page.get_by_text("Chưa có kế hoạch nào.").wait_for()


def test_the_first_view_is_light(browser, address: str) -> None:
    page = browser.new_page()
    bodies: list[bytes] = []
    page.on("response", lambda answer: bodies.append(answer.body()))
    page.goto(f"{address}ke-hoach/?m={FULL}", wait_until="networkidle")
    page.close()
    weight = sum(len(body) if body[:4] == b"wOF2" else len(gzip.compress(body)) for body in bodies)
    assert weight < 150 * 1024


def test_the_model_page_leads_to_its_plan(watched: Watched, address: str) -> None:
    page = watched.page
    page.goto(f"{address}mo-hinh/{FULL}/")
    page.get_by_role("link", name="Lập kế hoạch làm theo").click()
    page.locator("[data-plan-ready]").wait_for()
    assert values(page, "Các bước")[0].startswith("Chi bộ bản")
