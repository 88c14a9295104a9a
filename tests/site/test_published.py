"""Feeds and sitemap of a site with a public address."""

import gzip
import re
import subprocess
from pathlib import Path
from xml.etree import ElementTree

import pytest
import yaml
from built_site import ROOT, SETTINGS
from shared_sites import PUBLIC

ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
KITCHEN = "models/vinh-trach/bep-an-tinh-thuong-vinh-trach.yml"


@pytest.fixture(scope="module")
def pages(published: Path) -> dict[str, str]:
    """Address -> day of the last change, as the sitemap has them."""
    root = ElementTree.parse(published / "sitemap.xml").getroot()
    return {url.findtext(f"{MAP}loc", ""): url.findtext(f"{MAP}lastmod", "") for url in root.iter(f"{MAP}url")}


def test_the_sitemap_has_every_page_and_no_other(published: Path, pages: dict[str, str]) -> None:
    made = {path.parent.relative_to(published).as_posix() for path in published.rglob("index.html")}
    sheets = {address for address in made if address.endswith("/to-a4")}
    wanted = made - sheets - {"khong-co-mang"}
    assert set(pages) == {PUBLIC + (f"{address}/" if address != "." else "") for address in wanted}
    assert gzip.decompress((published / "sitemap.xml.gz").read_bytes()) == (published / "sitemap.xml").read_bytes()


def test_a_model_has_the_day_of_its_own_change(pages: dict[str, str]) -> None:
    told = subprocess.run(
        ["git", "log", "-1", "--format=%cs", "--", KITCHEN], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.strip()
    if not told:
        pytest.skip("the tree has no history")
    assert pages[f"{PUBLIC}mo-hinh/{Path(KITCHEN).stem}/"] == told


def test_links_of_feeds_lead_to_pages_and_no_two_entries_are_of_one_moment(published: Path) -> None:
    feeds = sorted(published.rglob("feed.xml"))
    assert len(feeds) > 100
    for path in feeds:
        feed = ElementTree.parse(path).getroot()
        links = [link.get("href", "") for link in feed.iter(f"{ATOM}link")]
        assert f"{PUBLIC}{path.relative_to(published).as_posix()}" in links
        assert all((published / link.removeprefix(PUBLIC)).exists() for link in links if link.startswith(PUBLIC))
        assert all(link.startswith(PUBLIC) for link in links)
        moments = [entry.findtext(f"{ATOM}updated") for entry in feed.iter(f"{ATOM}entry")]
        assert len(set(moments)) == len(moments)


@pytest.mark.parametrize(
    ("page", "anchor"),
    [
        ("dong-gop/luu-tru", "dua-len-may-chu-cua-don-vi"),
        ("dong-gop/bang-tay", "doc-loi-bao-loi"),
        ("gioi-thieu", "co-ten-o-day-nghia-la-gi"),
    ],
)
def test_an_anchor_keeps_every_letter_of_its_heading(site: Path, page: str, anchor: str) -> None:
    assert f' id="{anchor}"' in (site / page / "index.html").read_text(encoding="utf-8")


def test_every_page_has_one_link_that_skips_to_its_content(site: Path) -> None:
    for path in [*site.glob("*/index.html"), *site.glob("dong-gop/*/index.html"), site / "404.html"]:
        links = re.findall(r'<a [^>]*class="[^"]*\bskip\b|class="md-skip', path.read_text(encoding="utf-8"))
        assert len(links) == 1, path


def test_no_link_is_without_a_receiver(published: Path) -> None:
    """Every `mailto:`, `tel:` and external link has a recipient, on every page and in every script."""
    settings = yaml.safe_load(SETTINGS.read_text(encoding="utf-8"))
    receiver = re.compile(
        rf"mailto:{re.escape(settings['email'])}(?:\?|$)|tel:{re.sub(r'[ .]', '', settings['telephone'])}$"
        r"|https?://[^/\s]+\.[a-z]{2,}(?:[/:?#]|$)"
    )
    for path in published.rglob("*.html"):
        for target in re.findall(r'\s(?:href|action)="([a-z]+:[^"]*)"', path.read_text(encoding="utf-8")):
            assert receiver.match(target), (path, target)
    for path in published.rglob("*.js"):
        assert not re.search(r"mailto:[\"'?]", path.read_text(encoding="utf-8")), path
