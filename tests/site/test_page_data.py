"""Data for machines in every page of the built site: one block of JSON-LD, and the Open Graph tags."""

import json
import re
from functools import cache
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
KINDS = {
    "Article": 90,
    "AboutPage": 1,
    "CollectionPage": 130,
    "Dataset": 1,
    "SearchResultsPage": 1,
    "WebPage": 5,
    "WebSite": 1,
}
"""Type -> how many pages of it there are at least."""


class Head(HTMLParser):
    """The Open Graph tags, and the JSON-LD blocks as a browser parses them."""

    def __init__(self) -> None:
        super().__init__()
        self.told: dict[str, str | None] = {}
        self.blocks: list[str] = []
        self._within = False

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        values = dict(attributes)
        if tag == "meta" and (values.get("property") or "").startswith("og:"):
            self.told[str(values["property"])] = values.get("content")
        self._within = tag == "script" and values.get("type") == "application/ld+json"
        if self._within:
            self.blocks.append("")

    def handle_data(self, data: str) -> None:
        if self._within:
            self.blocks[-1] += data

    def handle_endtag(self, tag: str) -> None:
        self._within = False


@cache
def heads(site: Path) -> dict[str, Head]:
    """All pages except those hidden from search engines, which are other forms of a page."""
    found = {}
    for path in sorted(site.rglob("*.html")):
        text = path.read_text(encoding="utf-8")
        if '<meta name="robots" content="noindex">' not in text:
            found[path.relative_to(site).as_posix()] = head = Head()
            head.feed(text)
    assert "404.html" in found
    return found


@pytest.fixture(scope="module")
def blocks(site: Path) -> dict[str, dict[str, Any]]:
    """Page -> its one block."""
    assert {page: len(head.blocks) for page, head in heads(site).items() if len(head.blocks) != 1} == {}
    return {page: json.loads(head.blocks[0]) for page, head in heads(site).items()}


def test_every_page_has_one_block_that_says_what_it_is(blocks: dict[str, dict[str, Any]]) -> None:
    kinds: dict[str, int] = {}
    for page, told in blocks.items():
        assert told["@context"] == "https://schema.org", page
        assert told.get("name") or told.get("headline"), page
        kinds[told["@type"]] = kinds.get(told["@type"], 0) + 1
    assert set(kinds) == set(KINDS)
    assert all(kinds[kind] >= least for kind, least in KINDS.items()), kinds


def test_every_commune_page_is_about_its_commune(blocks: dict[str, dict[str, Any]]) -> None:
    pages = [page for page in blocks if re.fullmatch(r"dia-ban/[^/]+/index\.html", page)]
    codes = {blocks[page]["about"]["identifier"] for page in pages}
    assert len(codes) == len(pages) >= 103
    assert "30547" in codes


def test_no_household_or_group_is_called_a_person(blocks: dict[str, dict[str, Any]]) -> None:
    """Kind `ca-nhan` holds both: `Một hộ người Mông làm homestay`, `Chi hội trưởng … và một chị khác`."""
    homestay = blocks["mo-hinh/du-lich-cong-dong-hua-tat/index.html"]["about"]
    assert homestay == {"@type": "Thing", "name": "Một hộ người Mông làm homestay ở bản Hua Tạt"}
    assert {
        told["about"]["@type"] for page, told in blocks.items() if page.startswith("mo-hinh/") and "about" in told
    } == {
        "Thing",
        "Organization",
    }


def test_no_block_can_be_ended_by_a_text(site: Path) -> None:
    for path in site.rglob("*.html"):
        for block in BLOCK.findall(path.read_text(encoding="utf-8")):
            assert not set(block) & set("<>&"), path


def test_the_blocks_are_small(site: Path) -> None:
    blocks = {page: head.blocks[0] for page, head in heads(site).items()}
    sizes = {page: len(block.encode()) for page, block in blocks.items() if '"Article"' not in block}
    assert max(sizes.values()) < 1200, max(sizes, key=lambda page: sizes[page])


def test_every_page_says_what_social_networks_ask(site: Path) -> None:
    for page, head in heads(site).items():
        assert set(head.told) >= {"og:site_name", "og:title", "og:description", "og:type", "og:locale"}, page
        assert all(head.told.values()), page
    assert heads(site)["index.html"].told["og:title"] == "Dân vận khéo"
    page = (site / "dia-ban/ba-chuc/index.html").read_text(encoding="utf-8")
    heading = re.search(r"<h1[^>]*>(.*?)</h1>", page)
    assert heading
    assert heads(site)["dia-ban/ba-chuc/index.html"].told["og:title"] == unescape(heading[1])
