"""The real site, built once in each run from the real models, and a real browser on it."""

import os
from collections.abc import Iterator
from pathlib import Path

import chromium
import pytest
from built_site import Watched, served
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, sync_playwright
from shared_sites import PUBLIC, shared_site

pytest_plugins = ("small_trees",)
# No deadline: the time of an example means nothing on a busy machine.
settings.register_profile("any-machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any-machine")
os.environ.setdefault("SHOWCASE_FETCH", "0")  # A build under test fetches boundaries only if the test asks for it.

LONG = (
    "browser/test_map.py",
    "house/test_recipes.py",  # These two do not use the site that other processes build meanwhile.
    "scripts/test_build.py",
    "browser/test_pages.py",
    "browser/test_form.py",
    "browser/test_offline.py",
    "search/test_agreement.py",
    "browser/test_style_sheet.py",
    "browser/test_sheets.py",
    "browser/test_receiver.py",
    "browser/test_form_writing.py",
    "browser/test_offline_update.py",
    "search/test_page.py",
    "browser/test_offline_faults.py",
    "browser/test_walks.py",
    "property/test_import_fuzz.py",
    "site/test_serve.py",
    "browser",
    "site",
    "scripts",
    "search",
    "receiver",
    "property",
)
"""Files that take 20 s of processor and more, the longest first, and folders of long ones: they come first, so that
nobody waits at the end for one long file."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=_place)


def _place(item: pytest.Item) -> int:
    folder = item.path.parent.name
    names = (f"{folder}/{item.path.name}", folder)
    return next((LONG.index(name) for name in names if name in LONG), len(LONG))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the notes of scripts/test.py: the time of the other steps, and steps skipped for a missing program."""
    notes = os.environ.get("SHOWCASE_TEST_NOTES")
    if notes:
        terminalreporter.section("các bước trước pytest")
        terminalreporter.write_line(notes)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the built site."""
    return shared_site(tmp_path_factory, "site")


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the site built for its public address, PUBLIC."""
    return shared_site(tmp_path_factory, "published", SITE_URL=PUBLIC)


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """Where the site is served, ending in a slash."""
    with served(site) as where:
        yield where


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium."""
    with sync_playwright() as playwright:
        one = chromium.launch(playwright.chromium)
        yield one
        one.close()


@pytest.fixture
def watched(browser: Browser, address: str) -> Iterator[Watched]:
    """A new page. Fails if the console is not empty or a request leaves the site."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="vi-VN")
    one = Watched(context.new_page(), address)
    yield one
    context.close()
    assert one.console == []
    assert one.foreign == []
