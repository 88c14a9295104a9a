"""A summary in Khmer in Chromium, with invented text: typeface, language, position on paper."""

import shutil
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Browser

from showcase.files.catalogue import ModelFiles
from showcase.insight.site import Site
from showcase.look.fonts import khmer_font_files, khmer_look_files
from showcase.pages.pages import pages
from showcase.sheets.sheet import FILE, sheet

ROOT = Path(__file__).resolve().parents[2]
SLUG = "to-gop-von"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page and the sheet of a model with a text in Khmer, and the page of one without."""
    made = tmp_path_factory.mktemp("khmer")
    shutil.copytree(ROOT / "docs/assets", made / "assets")
    site = Site(ModelFiles(ROOT / "tests/cases/valid/everything-filled/models").load())
    files = khmer_font_files() | khmer_look_files()
    [told] = [model for model in site.catalogue.models if model.slug == SLUG]
    files[f"mo-hinh/{SLUG}/{FILE}"] = sheet(site, told).encode()
    for page in pages(site):
        if page.address.startswith("mo-hinh/") and page.address.count("/") == 2:
            files[f"{page.address}index.html"] = f"<!doctype html><meta charset=utf-8>{page.html()}".encode()
    for name, content in files.items():
        (made / name).parent.mkdir(parents=True, exist_ok=True)
        (made / name).write_bytes(content)
    return made


def test_the_summary_is_read_in_its_own_face(browser: Browser, folder: Path) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 740})
    page.goto((folder / "mo-hinh" / SLUG / "index.html").as_uri())
    khmer = page.locator("[lang=km]")
    assert khmer.count() == 1
    assert khmer.inner_text().startswith("អក្សរខ្មែរ")
    loaded = "async () => [...(await document.fonts.load('16px \"Noto Sans Khmer\"', 'ខ្មែរ'))].map(one => one.status)"
    assert page.evaluate(loaded) == ["loaded"]
    # The subscript of a cluster is below its letter and adds no width.
    width = """(text) => { const ink = document.createElement('canvas').getContext('2d');
        ink.font = '40px "Noto Sans Khmer"'; return ink.measureText(text).width; }"""
    assert page.evaluate(width, "ក្ក") == pytest.approx(page.evaluate(width, "ក"), rel=0.05)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.close()


def test_a_page_without_it_asks_for_no_face(browser: Browser, folder: Path) -> None:
    page = browser.new_page()
    page.goto((folder / "mo-hinh" / "mo-hinh-goc" / "index.html").as_uri())
    assert page.locator("[lang=km], link[href*=khmer]").count() == 0
    page.close()


def test_it_stands_on_the_sheet_which_stays_one_page(browser: Browser, folder: Path) -> None:
    page = browser.new_page()
    page.goto((folder / "mo-hinh" / SLUG / FILE).as_uri())
    page.evaluate("document.fonts.load('16px \"Noto Sans Khmer\"', 'ខ្មែរ')")
    assert page.locator(".sheet [lang=km]").is_visible()
    page.emulate_media(media="print")
    printed = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    with_khmer = [one for one in printed if "ខ" in one.get_textpage().get_text_range()]
    assert len(with_khmer) == 1
    page.close()
