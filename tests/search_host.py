"""The query engine in Chromium with any catalogue; files are served from memory, below a sub-path."""

import gzip
import http.server
import mimetypes
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from showcase.files.catalogue import Catalogue, ModelFiles
from showcase.insight.site import Site
from showcase.look.lotus import symbol
from showcase.look.rendering import render
from showcase.search.index import index_files
from showcase.search.page import search_page
from showcase.search.scripts import script_files
from showcase.usb.scripts import needed

ROOT = Path(__file__).resolve().parents[1]
ASSETS = ROOT / "docs" / "assets"
PREFIX = "/thu/"


class Host:
    """A static host: path -> content. Text is sent compressed, as hosts do; `sent` counts the bytes of each answer."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.sent: dict[str, int] = {}
        host = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                path = self.path.partition("?")[0].removeprefix(PREFIX)
                path += "index.html" if path == "" or path.endswith("/") else ""
                content = host.files.get(path)
                self.send_response(200 if content is not None else 404)
                content = content or b""
                kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
                self.send_header("Content-Type", kind)
                if kind.startswith("text/") or kind.endswith(("javascript", "json")):
                    content = gzip.compress(content, 9)
                    self.send_header("Content-Encoding", "gzip")
                self.send_header("Content-Length", str(len(content)))
                self.send_header("Cache-Control", "no-store")
                self.end_headers()
                # Count before sending, so that the count is right when the answer arrives.
                host.sent[path] = host.sent.get(path, 0) + len(content)
                self.wfile.write(content)

            def log_message(self, *arguments: object) -> None:
                pass

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self._server.server_port}{PREFIX}"
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


def scripts() -> dict[str, bytes]:
    """Path from the root of the site -> content of the scripts of the search page: its folder, and their imports."""
    modules = {path.relative_to(ASSETS.parent).as_posix(): path.read_text("utf-8") for path in ASSETS.rglob("*.js")}
    own = [name for name in modules if name.startswith("assets/search/")]
    wanted = {*needed(modules, own), "assets/search/search.css"}
    return {name: (ASSETS.parent / name).read_bytes() for name in sorted(wanted)}


def served() -> dict[str, bytes]:
    """Path from the root of the site -> content of the files that the site serves for the search page."""
    style = "assets/search/search.css"
    return {**script_files(ASSETS.parent), style: (ASSETS.parent / style).read_bytes()}


def site_files(catalogue: Catalogue) -> dict[str, bytes]:
    """The search page with all files that it needs, and no other files of the site."""
    content = render(search_page(Site(catalogue), "../"))
    head = '<meta charset="utf-8"><link rel="icon" href="data:,"><title>Tra cứu</title>'
    page = f'<!doctype html><html lang="vi">{head}<body>{symbol()}<main>{content}</main></body></html>'
    index = {f"assets/search/index/{name}": content for name, content in index_files(catalogue).items()}
    return {"tra-cuu/index.html": page.encode(), "favicon.ico": b"", **served(), **index}


class Engine:
    """The engine of one catalogue, called directly."""

    def __init__(self, page: Page, host: Host) -> None:
        self.page = page
        self.host = host
        self.opened: dict[str, bytes] | None = None

    def open(self, files: dict[str, bytes]) -> None:
        """Use these files as the index; files that are already open stay open."""
        index = {f"assets/search/index/{name}": content for name, content in files.items()}
        self.host.files = {"index.html": b"<!doctype html>", "favicon.ico": b"", **scripts(), **index}
        if not self.page.url.startswith(self.host.address):
            self.page.goto(self.host.address)
        elif files is self.opened:
            return
        self.opened = files
        self.page.evaluate(
            """async () => {
                const { open } = await import("./assets/search/engine.js");
                const { fetcher } = await import("./assets/search/fetching.js");
                window.answer = await open(fetcher(new URL("assets/search/index/", location.href).href));
            }"""
        )

    def ask(self, q: str = "", **state: Any) -> dict[str, Any]:
        """The whole answer for one state of the page."""
        answer: dict[str, Any] = self.page.evaluate("state => answer(state)", {"q": q, **state})
        return answer

    def slugs(self, q: str = "", **state: Any) -> list[str]:
        """The slugs on the first page of the answer."""
        return [found["slug"] for found in self.ask(q, **state)["results"]]


@pytest.fixture(scope="session")
def host() -> Iterator[Host]:
    one = Host()
    yield one
    one.close()


@pytest.fixture(scope="session")
def engine(browser: Browser, host: Host) -> Iterator[Engine]:
    context = browser.new_context()
    yield Engine(context.new_page(), host)
    context.close()


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    """The real models."""
    return ModelFiles(ROOT / "models").load()


@pytest.fixture(scope="session")
def real_index(catalogue: Catalogue) -> dict[str, bytes]:
    return index_files(catalogue)


@pytest.fixture
def real_engine(engine: Engine, real_index: dict[str, bytes]) -> Engine:
    engine.open(real_index)
    return engine


def plain(pieces: list[dict[str, Any]]) -> str:
    """The text of an excerpt, with matches in square brackets."""
    return "".join(f"[{piece['text']}]" if piece["mark"] else piece["text"] for piece in pieces)
