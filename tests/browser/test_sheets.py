"""The A4 sheets and the loudspeaker texts in Chromium: one page of paper each, and a QR code that leads home."""

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import zxingcpp
from axe_playwright_python.sync_playwright import Axe
from built_site import ROOT, Watched, served
from PIL import Image
from playwright.sync_api import Browser, Page

from showcase.catalogue import Catalogue, ModelFiles
from showcase.model import Figure, Model, Owner, Part, Place, Replication, Source
from showcase.sheets import sheet
from showcase.views import Site

KITCHEN = "mo-hinh/bep-an-tinh-thuong-vinh-trach/to-a4/"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return ModelFiles(ROOT / "models").load()


@pytest.fixture(scope="module")
def desk(browser: Browser) -> Iterator[Page]:
    """A page for looking at many sheets."""
    page = browser.new_page()
    yield page
    page.close()


def is_one_a4(page: Page) -> bool:
    """Whether the page prints on one sheet of A4 (595 x 842 points)."""
    pdf = page.pdf(prefer_css_page_size=True)
    sizes = {tuple(map(float, box.split()[2:])) for box in re.findall(rb"/MediaBox ?\[([\d. ]+)\]", pdf)}
    ((width, height),) = sizes
    return pdf.count(b"/Type /Page\n") == 1 and abs(width - 595) < 2 and abs(height - 842) < 2


def test_every_told_model_fits_one_page(site: Path, desk: Page, catalogue: Catalogue) -> None:
    told = [model.slug for model in catalogue.models if model.detail != "name"]
    assert len(told) >= 26
    with served(site) as address:
        for slug in told:
            desk.goto(f"{address}mo-hinh/{slug}/to-a4/")
            assert is_one_a4(desk), slug


def test_names_alone_have_no_sheet(site: Path, catalogue: Catalogue) -> None:
    for model in catalogue.models:
        assert (site / "mo-hinh" / model.slug / "to-a4/index.html").is_file() == (model.detail != "name")


def longest() -> Model:
    """Every field as long as the rules allow or longer."""
    text = "Chị em trong ấp cùng nhau góp công, góp của, họp bàn mỗi tháng một lần. " * 60
    figures = tuple(
        Figure("Số hộ đã tham gia và còn tham gia đến nay " * 2, 1234567 + n, "hộ gia đình") for n in range(9)
    )
    part = Part(text=text, steps=(text,) * 30, figures=figures)
    plan = Replication((text,) * 30, 900, (), text, (text,) * 9, (text,) * 9, text[:200])
    criteria = dict.fromkeys(("novelty", "effectiveness", "sustainability", "spread", "participation", "trust"), part)
    source = Source("nguon", title=text[:240], issuer=text[:200], number="1-BC/XYZ", date="2025")
    return Model(
        slug="dai-nhat", file="models/ba-chuc/dai-nhat.yml", title=("Khéo vận động Nhân dân " * 11)[:250],
        summary=text[:250], owner=Owner("phu-nu", text[:200]), places=(Place("30547"),) * 20, sources=(source,) * 9,
        approach=part, status="nhan-rong", replication=plan, **criteria,
    )  # fmt: skip


def laid_out(made: str, site: Path, folder: Path) -> Path:
    """A site of this one sheet, with the styles of the real one, which itself stays as it was built."""
    (folder / "assets").symlink_to(site / "assets")
    page = folder / "mo-hinh/mot/to-a4"
    page.mkdir(parents=True)
    (page / "index.html").write_text(made, encoding="utf-8")
    return folder


def test_the_longest_model_fits_too(site: Path, tmp_path: Path, desk: Page) -> None:
    made = sheet(Site(Catalogue([longest()], []), address="https://" + "dai." * 30 + "vn/"), longest())
    with served(laid_out(made, site, tmp_path)) as address:
        desk.goto(f"{address}mo-hinh/mot/to-a4/")
        assert is_one_a4(desk)
        assert desk.locator(".sheet").inner_text().count("…") > 8


def test_the_code_leads_to_the_page(site: Path, tmp_path: Path, desk: Page, catalogue: Catalogue) -> None:
    model = catalogue.by_slug["bep-an-tinh-thuong-vinh-trach"]
    made = sheet(Site(catalogue, address="https://danvankheo.example/kho/"), model)
    with served(laid_out(made, site, tmp_path)) as address:
        desk.goto(f"{address}mo-hinh/mot/to-a4/")
        picture = Image.open(io.BytesIO(desk.locator("svg.code").screenshot()))
    found = zxingcpp.read_barcodes(picture)
    assert [code.text for code in found] == ["https://danvankheo.example/kho/mo-hinh/bep-an-tinh-thuong-vinh-trach/"]


def test_without_an_address_there_is_no_code(site: Path) -> None:
    html = (site / KITCHEN / "index.html").read_text(encoding="utf-8")
    assert 'class="code"' not in html
    assert "mở trang của mô hình" in html


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_no_accessibility_violation_and_no_overflow(watched: Watched, address: str, width: int, scheme: str) -> None:
    page = watched.page
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(address + KITCHEN)
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}})
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_text_is_copied_whole(browser: Browser, address: str) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(address + KITCHEN)
    page.get_by_role("button", name="Chép bài đọc").click()
    page.get_by_text("Đã chép.").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    context.close()
    assert copied.startswith("Xin giới thiệu mô hình Khéo vận động nguồn lực thực hiện bếp ăn tình thương")
    assert copied.endswith("Theo báo cáo của Ban Tuyên giáo và Dân vận Tỉnh ủy An Giang.")


def test_the_text_prints_alone(watched: Watched, address: str) -> None:
    page = watched.page
    page.goto(address + KITCHEN)
    page.evaluate("document.body.dataset.printing = 'loa'")
    page.emulate_media(media="print")
    assert page.locator("#bai-loa").is_visible()
    assert not page.locator(".sheet").is_visible()


def test_the_model_page_leads_to_its_sheet(watched: Watched, address: str) -> None:
    page = watched.page
    page.goto(address + "mo-hinh/bep-an-tinh-thuong-vinh-trach/")
    page.get_by_role("link", name="Tờ A4 và bài đọc trên loa").click()
    page.get_by_role("heading", name="Bài đọc trên loa xã").wait_for()
    page.get_by_role("link", name="Về trang mô hình").click()
    page.wait_for_url(address + "mo-hinh/bep-an-tinh-thuong-vinh-trach/")
