"""The real site, built once a run from the real models, and a real browser on it."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from built_site import Watched, build_site, served
from playwright.sync_api import Browser, sync_playwright

pytest_plugins = ("small_trees",)

CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the built site."""
    folder = tmp_path_factory.mktemp("site")
    done = build_site(folder)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """Where the site is served, ending in a slash."""
    with served(site) as where:
        yield where


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, from CHROMIUM or the PATH, otherwise the one that Playwright has installed."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=CHROMIUM_ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def watched(browser: Browser, address: str) -> Iterator[Watched]:
    """A fresh page; whatever a test does, the console stays empty and no request leaves the site."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="vi-VN")
    one = Watched(context.new_page(), address)
    yield one
    context.close()
    assert one.console == []
    assert one.foreign == []
