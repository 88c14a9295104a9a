"""Asking a search all queries in Chromium, and what is measured of it."""

import gzip
import http.server
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from measuring.engines import OURS


@dataclass
class Measured:
    """What one engine did with all queries."""

    success: list[float] = field(default_factory=list)
    crowded: list[float] = field(default_factory=list)
    ranks: list[float] = field(default_factory=list)
    empty: int = 0
    first: list[int] = field(default_factory=list)
    later: list[int] = field(default_factory=list)
    times: list[float] = field(default_factory=list)

    def line(self, name: str) -> str:
        """One row of the table."""
        everything = self.success + self.crowded
        parts = [
            f"{name:<10}",
            f"{mean(everything):>10.3f}{mean(self.success):>10.3f}{mean(self.crowded):>10.3f}",
            f"{mean(self.ranks):>8.3f}{self.empty / max(1, len(everything)):>8.3f}",
            f"{max(self.first, default=0):>12,}{at(self.later, 0.5):>10,.0f}{max(self.later, default=0):>10,}",
            f"{at(self.times, 0.5):>8.1f}{at(self.times, 0.95):>8.1f}",
        ]
        return "".join(parts)


HEAD = (
    f"{'':<10}{'success@3':>10}{'known':>10}{'crowded':>10}{'MRR':>8}{'zero':>8}"
    f"{'first max':>12}{'later p50':>10}{'later max':>10}{'ms p50':>8}{'ms p95':>8}"
)


def mean(values: list[float]) -> float:
    """Their mean; 1 when there is none."""
    return sum(values) / len(values) if values else 1.0


def at(values: list[Any], share: float) -> float:
    """The value below which this share of them lies."""
    ordered = sorted(values)
    return float(ordered[min(len(ordered) - 1, int(len(ordered) * share))]) if ordered else 0.0


def ask(site: Path, script: str, argument: str, judged: list[tuple[str, set[str], bool]], costly: bool) -> Measured:
    """Ask all queries; a `costly` engine is opened only once."""
    from lib.browser import get_browser

    from playwright.sync_api import sync_playwright

    found = Measured()
    host = Host(site)
    arguments = [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ]
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=get_browser(), args=arguments)
        page = chromium.new_page()
        page.set_default_timeout(600_000)
        for number, (query, right, crowded) in enumerate(judged):
            # A first query costs what it costs for some of them; to open an engine for all would take hours.
            if number == 0 or (number % 8 == 0 and not costly):
                page.goto(f"{host.address}/empty.html")
                host.sent = 0
                page.evaluate(script, argument)
                page.evaluate("q => ask(q)", query)
                found.first.append(host.sent + (_engine_bytes(site) if script == OURS else 0))
                page.goto(f"{host.address}/empty.html")
                page.evaluate(script, argument)
            host.sent = 0
            slugs = page.evaluate("q => ask(q)", query)
            found.later.append(host.sent)
            found.times.append(
                page.evaluate(
                    "async q => { const t = performance.now(); await ask(q); return performance.now() - t; }", query
                )
            )
            rank = next((place for place, slug in enumerate(slugs, start=1) if slug in right), 0)
            (found.crowded if crowded else found.success).append(float(0 < rank <= 3))
            found.ranks.append(1 / rank if rank else 0)
            found.empty += not slugs
        chromium.close()
    host.close()
    return found


def _engine_bytes(site: Path) -> int:
    """What the search page loads besides the engine itself: its own scripts and style."""
    names = ("page.js", "view.js", "dom.js", "state.js", "worker.js", "search.css")
    return sum(len(gzip.compress((site / "assets" / "search" / name).read_bytes(), 9)) for name in names)


class Host:
    """A static host that compresses text and counts what it sends."""

    def __init__(self, folder: Path) -> None:
        self.sent = 0
        host = self

        class Handler(http.server.SimpleHTTPRequestHandler):
            def __init__(self, *args: Any, **kwargs: Any) -> None:
                super().__init__(*args, directory=str(folder), **kwargs)

            def do_GET(self) -> None:
                path = Path(self.translate_path(self.path.partition("?")[0]))
                content = path.read_bytes() if path.is_file() else b""
                kind = self.guess_type(str(path))
                self.send_response(200 if path.is_file() else 404)
                self.send_header("Content-Type", kind)
                if kind.startswith("text/") or "json" in kind or "javascript" in kind:
                    content = gzip.compress(content, 6)
                    self.send_header("Content-Encoding", "gzip")
                self.send_header("Content-Length", str(len(content)))
                self.send_header("Cache-Control", "no-store")
                self.end_headers()
                # Counted before it is sent: whoever has the answer finds it counted.
                host.sent += len(content)
                self.wfile.write(content)

            def log_message(self, *arguments: object) -> None:
                pass

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        """Stop serving."""
        self._server.shutdown()
        self._server.server_close()
