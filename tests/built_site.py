"""Build and serve the real site, and watch a real browser on it; used by fixtures and tests."""

import functools
import http.server
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page

ROOT = Path(__file__).resolve().parent.parent
SETTINGS = ROOT / "tests" / "settings.yml"
"""A site with a public address needs somebody who answers for it."""
PREFIX = "/kho-mo-hinh"
"""The site is served below a sub-path, as most hosts do."""

DELAY = float(os.environ.get("TEST_DELAY", "0"))
"""Seconds before each answer; a test that reads a page before its last state fails with half a second."""


def build_site(folder: Path, before: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the same build as a host: `mkdocs build --strict`; `before` is Python code that runs before it."""
    start = ["-c", f"{before}; from mkdocs.__main__ import cli; cli()"] if before else ["-m", "mkdocs"]
    command = [sys.executable, *start, "build", "--strict", "--site-dir", str(folder)]
    variables = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1", **environment}
    if "SITE_URL" in environment:
        variables.setdefault("SHOWCASE_SETTINGS", str(SETTINGS))
    return subprocess.run(command, cwd=ROOT, env=variables, capture_output=True, text=True, encoding="utf-8")


LOOK = 0.02
"""Seconds between two looks of a server whether it is to end: the library's own half a second is paid at each end."""


class QuietHandler(http.server.SimpleHTTPRequestHandler):
    """Serves a folder below `PREFIX`, without a log."""

    def translate_path(self, path: str) -> str:
        return super().translate_path(path.removeprefix(PREFIX)) if path.startswith(PREFIX + "/") else "/nowhere"

    def do_GET(self) -> None:
        time.sleep(DELAY)
        super().do_GET()

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-cache")  # as hosting/nginx.conf does
        super().end_headers()

    def log_message(self, *arguments: object) -> None:
        pass


class QuietServer(http.server.ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """Print nothing: a browser that leaves a page closes its open requests."""


@contextmanager
def served(site: Path) -> Iterator[str]:
    """Serve a folder; gives its address, ending in a slash."""
    handler = functools.partial(QuietHandler, directory=str(site))
    server = QuietServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, args=(LOOK,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}{PREFIX}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class Watched:
    """A page that records its errors."""

    def __init__(self, page: Page, own: str) -> None:
        self.page = page
        self.console: list[str] = []
        self.foreign: list[str] = []
        page.on("console", lambda message: self.console.append(message.text))
        page.on("pageerror", lambda error: self.console.append(str(error)))
        page.on("request", lambda request: self._note(request.url, own))

    def _note(self, url: str, own: str) -> None:
        if not url.startswith((own, "data:", "blob:")):
            self.foreign.append(url)


def settle(page: Page) -> None:
    """Wait until the scripts of an open page have finished their work at load, also on a slow machine."""
    page.wait_for_load_state()
    page.wait_for_function("document.fonts.status === 'loaded'")
    # On all other pages every script has run by now, and none of them fetches anything.
    if page.locator("[data-unstarted], [data-search]").count():
        page.wait_for_load_state("networkidle")
    page.wait_for_function(
        """() => !document.querySelector("[data-unstarted]") || "started" in document.documentElement.dataset"""
    )
    page.wait_for_function(
        """() => [...document.querySelectorAll("[data-search]")].every((one) => "shown" in one.dataset)"""
    )
