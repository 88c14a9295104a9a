"""Whole pages of three invented models, compared with files that a person has read and approved.

After a wanted change of a template: `APPROVE_PAGES=1 python -m pytest tests/golden`, then read the difference in git.
"""

import os
from pathlib import Path

import pytest

from showcase.files.catalogue import ModelFiles
from showcase.insight.site import Site
from showcase.pages.pages import pages
from showcase.schema.settings import Settings

HERE = Path(__file__).parent

SHOWN = {
    "mo-hinh/day-du/": "mo-hinh-day-du.html",
    "mo-hinh/mot-phan/": "mo-hinh-mot-phan.html",
    "mo-hinh/chi-co-ten/": "mo-hinh-chi-co-ten.html",
    "mo-hinh/": "tat-ca-mo-hinh.html",
    "linh-vuc/kinh-te/": "linh-vuc-kinh-te.html",
    "linh-vuc/he-thong-chinh-tri/": "linh-vuc-trong.html",
    "linh-vuc/": "linh-vuc.html",
    "dia-ban/ba-chuc/": "dia-ban-ba-chuc.html",
    "dia-ban/giang-thanh/": "dia-ban-giang-thanh.html",
    "dong-gop/con-thieu/": "con-thieu.html",
}


def made() -> dict[str, str]:
    catalogue = ModelFiles(HERE / "models").load()
    assert catalogue.problems == []
    changes = {"models/ba-chuc/day-du.yml": "2026-11-23"}
    settings = Settings(repository="https://example.org/kho")
    site = Site(catalogue, changes, settings, commits=dict.fromkeys(changes, 40 * "a"))
    return {SHOWN[page.address]: page.html() for page in pages(site) if page.address in SHOWN}


@pytest.fixture(scope="module")
def rendered() -> dict[str, str]:
    return made()


@pytest.mark.parametrize("name", SHOWN.values())
def test_a_page_is_as_approved(rendered: dict[str, str], name: str) -> None:
    approved = HERE / "expected" / name
    if os.environ.get("APPROVE_PAGES"):
        approved.write_text(rendered[name], encoding="utf-8", newline="\n")
    assert rendered[name] == approved.read_text(encoding="utf-8")
