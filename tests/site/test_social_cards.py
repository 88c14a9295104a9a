"""Data of a page for social networks: a picture at an absolute address that exists."""

import re
from html import unescape
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from shared_sites import PUBLIC as ADDRESS


def told(page: Path) -> dict[str, str]:
    """Property -> content of the Open Graph tags of a page."""
    text = page.read_text(encoding="utf-8")
    return dict(re.findall(r'<meta property="(og:[a-z:_]+)" content="([^"]*)">', text))


def told_pages(site: Path) -> list[Path]:
    pages = [page for page in site.glob("mo-hinh/*/index.html") if "data-criterion" in page.read_text(encoding="utf-8")]
    assert len(pages) >= 25
    return pages


def test_a_told_model_shows_a_picture_of_its_own(published: Path) -> None:
    """With its title, its place and one figure of its page."""
    pictures = set()
    for page in told_pages(published):
        picture, html = told(page)["og:image"], unescape(page.read_text(encoding="utf-8"))
        assert picture == f"{ADDRESS}assets/the/mo-hinh/{page.parent.name}.png"
        content = (published / picture.removeprefix(ADDRESS)).read_bytes()
        assert content.startswith(b"\x89PNG")
        assert len(content) < 16 * 1024
        pictures.add(content)
        heading = re.search(r"<h1>(.*?)</h1>", html)
        assert heading
        alt = unescape(told(page)["og:image:alt"])
        assert alt.startswith(f"{heading[1]}. "), page
    assert len(pictures) == len(told_pages(published))


def test_a_told_model_and_a_commune_can_be_passed_on(published: Path) -> None:
    """With their own address, and a QR code of it."""
    communes = list(published.glob("dia-ban/*/index.html"))
    assert len(communes) > 102
    for page in [*told_pages(published), *communes]:
        own, html = f"{ADDRESS}{page.parent.relative_to(published).as_posix()}/", page.read_text(encoding="utf-8")
        assert f'data-share="{own}"' in html, page
        assert (page.parent / "ma-qr.png").is_file(), page
    for page in (communes[0], told_pages(published)[0]):
        own = f"{ADDRESS}{page.parent.relative_to(published).as_posix()}/"
        with Image.open(page.parent / "ma-qr.png") as image:
            assert [code.text for code in zxingcpp.read_barcodes(image)] == [own]


def test_without_an_address_no_code_leads_anywhere(site: Path) -> None:
    assert not list(site.glob("**/ma-qr.png"))
    assert not list(site.glob("assets/the/mo-hinh/*"))
    assert 'data-share=""' in (site / "dia-ban/ba-chuc/index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "page",
    ["index.html", "mo-hinh/02-an/index.html", "mo-hinh/index.html", "dia-ban/ba-chuc/index.html", "ban-do/index.html"],
)
def test_all_other_pages_show_the_full_lotus(published: Path, page: str) -> None:
    assert told(published / page)["og:image"] == f"{ADDRESS}assets/the/ffffff.png"
    assert (published / "assets/the/ffffff.png").is_file()


def test_without_an_address_of_the_site_no_picture_is_promised(site: Path) -> None:
    for page in [site / "index.html", *site.glob("mo-hinh/*/index.html")]:
        assert "og:image" not in told(page)
        assert "og:title" in told(page)
