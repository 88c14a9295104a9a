"""For offline tests: a host that can fail or go away, and a browser that fetches ahead without a pause."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from offline_host import Host, hosted, hurried
from playwright.sync_api import Browser, BrowserContext


@pytest.fixture
def host(tmp_path: Path, site: Path) -> Iterator[Host]:
    with hosted(tmp_path, site) as one:
        yield one


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    with hurried(browser) as one:
        yield one
