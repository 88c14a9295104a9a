"""The ledger of copies, and the families on the pages of models, in Chromium, in a small province with copies."""

import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest
from accessible import violations_in_both_schemes
from built_site import ROOT, Watched, build_site, served
from playwright.sync_api import Browser, expect

MODELS = ROOT / "tests/cases/valid/copies-told-in-full/models"
COPY = "mo-hinh/dang-lam-tri-ton/"
PAGES = ("nhan-rong/", "nhan-rong/tat-ca/", "nhan-rong/da-dung/", COPY, "mo-hinh/goc/", "du-lieu/")


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of five models: one copied three times, one of the copies copied again, two given up."""
    folder = tmp_path_factory.mktemp("small")
    done = build_site(folder, SHOWCASE_MODELS=str(MODELS))
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.fixture(scope="module")
def copied(small: Path) -> Iterator[str]:
    """The address of that site, ending in a slash."""
    with served(small) as where:
        yield where


@pytest.fixture
def seen(browser: Browser, copied: str) -> Iterator[Watched]:
    """A new page on that site; fails if the console is not empty or a request leaves the site."""
    context = browser.new_context(viewport={"width": 360, "height": 800}, locale="vi-VN")
    one = Watched(context.new_page(), copied)
    yield one
    context.close()
    assert one.console == []
    assert one.foreign == []


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_and_nothing_runs_over_the_edge(seen: Watched, copied: str, path: str) -> None:
    seen.page.emulate_media(color_scheme="light")
    seen.page.goto(copied + path)
    assert violations_in_both_schemes(seen.page) == ""
    for width in (320, 360, 768, 1280):
        seen.page.set_viewport_size({"width": width, "height": 800})
        assert seen.page.evaluate("document.documentElement.scrollWidth") <= width


def test_axe_finds_nothing_on_the_empty_ledger(watched: Watched, address: str) -> None:
    watched.page.emulate_media(color_scheme="light")
    watched.page.goto(address + "nhan-rong/")
    assert violations_in_both_schemes(watched.page) == ""


def test_the_family_is_a_list_within_a_list_and_says_which_one_this_is(seen: Watched, copied: str) -> None:
    seen.page.goto(copied + COPY)
    family = seen.page.get_by_role("list", name="Họ mô hình")
    assert family.get_by_role("listitem").count() == 5
    here = family.locator('[aria-current="true"]')
    expect(here).to_contain_text("Mô hình này · Làm lại 05/2024 · Xã Tri Tôn · đang làm tiếp")
    below = family.locator("li:has(> [aria-current]) > ul > li")
    expect(below).to_contain_text("Làm lại 2024-2025 · Xã Núi Cấm · đã nâng chất")
    line = "getComputedStyle(document.querySelector('.family ul > li'), '::before').borderInlineStartWidth"
    assert seen.page.evaluate(line) == "2px"


def test_a_copy_is_begun_from_the_page_of_its_original(watched: Watched, address: str) -> None:
    """Only of a told model: nobody can copy a model that is only a name."""
    watched.page.goto(address + "mo-hinh/doi-rac-lay-gao-hoi-an/")
    link = watched.page.get_by_role("link", name="Chúng tôi đã làm lại mô hình này")
    assert link.get_attribute("href") == "../../dong-gop/nhap/?tu=doi-rac-lay-gao-hoi-an"


def test_the_ledger_reads_without_scripts(browser: Browser, copied: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 800})
    page = context.new_page()
    page.goto(copied + "nhan-rong/")
    rows = page.locator("tr[data-slug]")
    assert [row.get_attribute("data-slug") for row in rows.all()] == [
        "dang-lam-tri-ton",
        "nang-chat-nui-cam",
        "da-dung-nui-cam",
        "chi-biet-da-dung",
    ]
    expect(rows.nth(2)).to_contain_text("Hội viên đi làm xa, không còn đủ người góp.")
    page.get_by_role("link", name="Đã dừng (2)").click()
    expect(page.locator("[data-result-count]")).to_have_attribute("data-result-count", "2")
    context.close()


def test_the_page_is_light(small: Path) -> None:
    assert len(gzip.compress((small / "nhan-rong/index.html").read_bytes())) < 10_000
