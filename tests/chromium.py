"""The real browser that tests open, as patient as a busy machine needs."""

import os
import shutil

from playwright.sync_api import Browser, BrowserType, expect

PATIENCE = 60_000
"""Milliseconds after which a state that has not come is a fault; on a quiet machine it is there at once."""

_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def launch(kind: BrowserType, *more: str) -> Browser:
    """Chromium from CHROMIUM or the PATH, otherwise the one that Playwright has installed; `more` are its options."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    one = kind.launch(executable_path=path, args=[*_ARGUMENTS, *more])
    one.on("context", lambda context: context.set_default_timeout(PATIENCE))
    expect.set_options(timeout=PATIENCE)
    return one
