"""The A4 sheets and the loudspeaker texts in Chromium: one sheet of paper each, and a QR code of the page."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from accessible import violations, violations_in_both_schemes
from built_site import ROOT, Watched, served
from playwright.sync_api import Browser, Page
from shared_sites import PUBLIC

from showcase.files.catalogue import Catalogue, ModelFiles
from showcase.insight.site import Site
from showcase.model.model import Cost, Figure, Model, Owner, Part, Place, Replication, Source
from showcase.schema.settings import Settings
from showcase.sheets.sheet import sheet

FULL = 0.965
"""Part of the height of a page that a sheet takes at most; the rest is kept for other browsers and other letters."""
KITCHEN = "mo-hinh/bep-an-tinh-thuong-vinh-trach/to-a4/"


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return ModelFiles(ROOT / "models").load()


@pytest.fixture(scope="module")
def public(published: Path) -> Iterator[str]:
    """The local address of the site built for its public address."""
    with served(published) as where:
        yield where


@pytest.fixture(scope="module")
def desk(browser: Browser) -> Iterator[Page]:
    """A page for looking at many sheets, as wide as the type area of an A4 page (184 mm)."""
    page = browser.new_page(viewport={"width": 695, "height": 1032})
    yield page
    page.close()


@dataclass(frozen=True)
class Printed:
    """The printed PDF."""

    pages: int
    size: float
    """Points of the type of the texts."""
    least: float
    """Points of the smallest type of all."""
    share: float
    """Part of the height of the page (273 mm) that the sheet would take if nothing spread it."""
    hidden: float
    """Pixels of the sheet that are cut off."""
    code: str
    """What a reader of QR codes finds at 150 dpi; empty when nothing."""


LOOK = """() => {
  const [all, body] = [".sheet", ".sheet__body"].map(name => document.querySelector(name));
  const hidden = Math.max(body.scrollHeight - body.clientHeight, body.scrollWidth - body.clientWidth,
    all.scrollHeight - all.clientHeight, all.scrollWidth - all.clientWidth);
  const texts = [...all.querySelectorAll("*")].filter(one => [...one.childNodes].some(node => node.data?.trim()));
  const sizes = texts.map(one => parseFloat(getComputedStyle(one).fontSize));
  all.style.height = "auto";
  all.style.display = body.style.display = "flow-root";
  const height = all.getBoundingClientRect().height;
  return {hidden, size: parseFloat(getComputedStyle(all).fontSize), least: Math.min(...sizes), height};
}"""


EACH = """async ([addresses, look]) => {
  const seen = [];
  const places = "style, [style], link[rel=stylesheet]";
  const styles = (page) => [...page.querySelectorAll(places)].map((one) => one.outerHTML);
  for (const address of addresses) {
    const page = new DOMParser().parseFromString(await (await fetch(address)).text(), "text/html");
    if (String(styles(page)) !== String(styles(document))) throw new Error(`Styles of its own: ${address}`);
    document.querySelector(".sheet").replaceWith(document.adoptNode(page.querySelector(".sheet")));
    document.body.getBoundingClientRect();  // Asks for the letters that it needs.
    await document.fonts.ready;
    seen.push(eval(look)());
    for (const changed of document.querySelectorAll("[style]")) changed.removeAttribute("style");
  }
  return seen;
}"""
"""What LOOK sees of the sheet of each address, laid out in the place of the one that is open."""


def printed(page: Page) -> Printed:
    page.emulate_media(media="print")
    pdf = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    width, height = pdf[0].get_size()
    assert abs(width - 595) < 2
    assert abs(height - 842) < 2
    # The lower right corner, where the code is.
    picture = pdf[0].render(scale=150 / 72, crop=(width / 2, 0, 0, height * 0.75)).to_pil()
    codes = zxingcpp.read_barcodes(picture)
    seen = page.evaluate(LOOK)
    return Printed(
        len(pdf), seen["size"] * 0.75, seen["least"] * 0.75, seen["height"] / 1032, seen["hidden"],
        codes[0].text if codes else "",
    )  # fmt: skip


def test_every_told_model_fits_one_page(public: str, desk: Page, catalogue: Catalogue) -> None:
    told = [model.slug for model in catalogue.models if model.detail != "name"]
    assert len(told) >= 26
    desk.emulate_media(media="print")
    shares = {}
    addresses = [f"{public}mo-hinh/{slug}/to-a4/" for slug in told]
    desk.goto(addresses[0])
    for slug, seen in zip(told, desk.evaluate(EACH, [addresses, LOOK]), strict=True):
        shares[slug] = seen["height"] / 1032
        assert seen["hidden"] == 0, slug
        assert seen["least"] * 0.75 >= 8.49, slug
        # Small type only if the page is full.
        assert shares[slug] <= FULL, slug
        assert seen["size"] * 0.75 >= 11 or shares[slug] > 0.8, slug
    # Printing is slow, so only the fullest and emptiest sheets and those with the longest addresses are printed.
    by_share = sorted(told, key=shares.__getitem__)
    for slug in {*by_share[-12:], *by_share[:4], *sorted(told, key=len)[-6:]}:
        desk.goto(f"{public}mo-hinh/{slug}/to-a4/")
        found = printed(desk)
        assert (found.pages, found.hidden) == (1, 0), slug
        assert found.code == f"{PUBLIC}mo-hinh/{slug}/"


def test_names_alone_have_no_sheet(site: Path, catalogue: Catalogue) -> None:
    for model in catalogue.models:
        assert (site / "mo-hinh" / model.slug / "to-a4/index.html").is_file() == (model.detail != "name")


LONGEST_COMMUNES = ("00226", "26791", "26905")
SENTENCE = "Chị em trong ấp cùng nhau góp công, góp của, họp bàn mỗi tháng một lần. "


def invented(letters: str, share: float) -> Model:
    """A model with every field of the largest length, or a share of it; texts repeat `letters`."""

    def text(most: int) -> str:
        return (letters * most)[: max(1, round(most * share))].strip() or "A"

    def some(most: int) -> int:
        return max(1, round(most * share))

    number = int("9" * max(1, round(12 * share)))
    figures = tuple(
        Figure(text(120), number + n, text(60), "it-nhat", 2 * number + n, 3 * number, "quý IV năm 2025")
        for n in range(some(30))
    )
    part = Part(text=text(3000), steps=(text(300),) * some(30), figures=figures)
    cost = (Cost(text(300), number),) * some(20)
    plan = Replication(
        (text(300),) * some(30), number, cost, text(3000), (text(300),) * some(30), (text(300),) * some(30), text(300)
    )
    source = Source("nguon", title=text(300), issuer=text(300), number=text(300), date="2016-2020")
    return Model(
        slug="a" * 80, file="models/ba-chuc/dai-nhat.yml", title=text(250), summary=text(250),
        owner=Owner("phu-nu", text(300)), places=tuple(map(Place, LONGEST_COMMUNES)),
        sources=(source,) * some(30), approach=part, status="nhan-rong", replication=plan,
        novelty=part, effectiveness=part, sustainability=part, spread=part, participation=part, trust=part,
    )  # fmt: skip


def bare(model: Model) -> Model:
    """A model with only three criteria; no figure and no plan."""
    told = Part(text=model.novelty.text)
    return replace(
        model, replication=Replication(), approach=Part(), novelty=told, effectiveness=told, sustainability=told,
        spread=Part(), participation=Part(), trust=Part(),
    )  # fmt: skip


def invented_sheet(model: Model) -> str:
    return sheet(Site(Catalogue([model], []), {model.file: "2026-11-23"}, Settings(address=PUBLIC)), model)


@pytest.fixture
def look(site: Path, tmp_path: Path, desk: Page) -> Iterator[Callable[[Model], Printed]]:
    """Prints the sheet of an invented model with the styles of the real site; the site is not changed."""
    (tmp_path / "assets").symlink_to(site / "assets")
    numbers = count()
    with served(tmp_path) as address:

        def printed_sheet(model: Model) -> Printed:
            # Each has its own address: within one second the browser would use its cached copy.
            place = f"mo-hinh/{next(numbers)}/to-a4/"
            (tmp_path / place).mkdir(parents=True)
            (tmp_path / place / "index.html").write_text(invented_sheet(model), encoding="utf-8")
            desk.goto(address + place)
            return printed(desk)

        yield printed_sheet


LETTERS = {
    "sentences": SENTENCE,
    "capitals": "HỘI LIÊN HIỆP PHỤ NỮ XÃ MỸ THUẬN ",
    "one-word": "nghiêng",
    "widest": "W",
    "narrow": "ị l. ",
    "foreign": "村民互助 ",
}


@pytest.mark.parametrize("letters", LETTERS)
def test_whatever_the_rules_allow_fits_too(look: Callable[[Model], Printed], letters: str) -> None:
    for share in (0.02, 0.05, 0.1, 0.2, 0.4, 1):
        for model in (invented(LETTERS[letters], share), bare(invented(LETTERS[letters], share))):
            found = look(model)
            assert (found.pages, found.hidden) == (1, 0), share
            assert found.share <= FULL, share
            assert found.code == f"{PUBLIC}mo-hinh/{model.slug}/"
            assert found.least >= 8.49


def test_the_less_is_told_the_larger_the_type(look: Callable[[Model], Printed]) -> None:
    sizes = [round(look(bare(invented(SENTENCE, share))).size, 1) for share in (0.01, 0.03, 0.06, 0.1, 1)]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] == 13
    assert len(set(sizes)) >= 4


def test_a_sheet_that_cuts_says_where_to_read_on(look: Callable[[Model], Printed], desk: Page) -> None:
    look(invented(SENTENCE, 1))
    words = desk.locator(".sheet").inner_text()
    assert words.count("…") > 20
    assert "Chỗ có dấu “…” xem tiếp ở trang của mô hình: quét mã bên cạnh" in words
    assert "Chỗ có dấu" not in invented_sheet(bare(invented(SENTENCE, 0.02)))


def test_sentences_in_a_row_have_one_mark_between_them(site: Path) -> None:
    html = (site / "mo-hinh/ban-van-minh-sach-dep-khong-hu-tuc-chu-va-6/to-a4/index.html").read_text(encoding="utf-8")
    assert "kèm kế hoạch và đề án; Có nguồn vốn" in html
    assert not re.search(r"[.,;]; ", html)


def test_without_an_address_there_is_no_code(site: Path) -> None:
    html = (site / KITCHEN / "index.html").read_text(encoding="utf-8")
    assert 'class="code"' not in html
    assert "mở trang của mô hình" in html


@pytest.mark.parametrize("width", [320, 1280])
def test_no_accessibility_violation_and_no_overflow(watched: Watched, address: str, width: int) -> None:
    page = watched.page
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(address + KITCHEN)
    assert violations_in_both_schemes(page) == ""
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("width", [320, 360])
def test_a_long_address_overflows_no_phone(public: str, browser: Browser, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.goto(public + KITCHEN)
    assert page.locator("svg.code").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert violations(page) == ""
    page.close()


def test_the_text_is_copied_whole(browser: Browser, address: str) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(address + KITCHEN)
    page.get_by_role("button", name="Chép bài đọc").click()
    page.get_by_text("Đã chép.").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    page.goto(address + KITCHEN.removesuffix("to-a4/"))
    page.get_by_text("Thư hỏi viết sẵn").click()
    page.get_by_role("button", name="Chép thư").click()
    page.get_by_text("Đã chép.").wait_for()
    letter = page.evaluate("navigator.clipboard.readText()")
    context.close()
    assert letter.startswith("Kính gửi ")
    assert "\n1. " in letter
    assert letter.endswith("Cảm ơn anh chị.")
    assert copied.startswith("Xin giới thiệu mô hình Khéo vận động nguồn lực thực hiện bếp ăn tình thương")
    assert copied.endswith("Tỉnh ủy An Giang, năm hai nghìn không trăm hai mươi sáu, và bốn nguồn khác.")


def words_on_paper(page: Page) -> str:
    pdf = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    return " ".join(" ".join(sheet.get_textpage().get_text_range() for sheet in pdf).split())


def test_each_button_prints_its_own(browser: Browser, address: str) -> None:
    page = browser.new_page()
    # On phones, print() returns at once, and the layout is made later.
    page.add_init_script("window.print = () => {}")
    page.goto(address + KITCHEN)
    for _ in range(2):
        page.get_by_role("button", name="In bài đọc").click()
        loud = words_on_paper(page)
        assert "Xin giới thiệu mô hình" in loud
        assert "Sáu tiêu chí" not in loud
        page.get_by_role("button", name="In tờ A4").click()
        board = words_on_paper(page)
        assert "Sáu tiêu chí" in board
        assert "Xin giới thiệu mô hình" not in board
    page.get_by_role("button", name="In bài đọc").click()
    words_on_paper(page)
    assert "Sáu tiêu chí" in words_on_paper(page), "printed by the menu of the browser"
    page.close()


def test_the_model_page_leads_to_its_sheet(watched: Watched, address: str) -> None:
    page = watched.page
    page.goto(address + "mo-hinh/bep-an-tinh-thuong-vinh-trach/")
    page.get_by_role("link", name="Tờ A4 và bài đọc trên loa").click()
    page.get_by_role("heading", name="Bài đọc trên loa xã").wait_for()
    page.get_by_role("link", name="Về trang mô hình").click()
    page.wait_for_url(address + "mo-hinh/bep-an-tinh-thuong-vinh-trach/")
