"""Run all queries of a search in Chromium, and measure it."""

import gzip
import http.server
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from measuring.engines import NATIONAL, OURS


@dataclass
class Measured:
    """Results of one engine for all queries."""

    kinds: dict[str, list[float]] = field(default_factory=dict)
    """Kind of query -> for each that has an answer, 1 where a right model is among the first three."""
    ranks: list[float] = field(default_factory=list)
    empty: int = 0
    none: list[float] = field(default_factory=list)
    """For each question without an answer, 1 where the engine says so."""
    doubted: list[float] = field(default_factory=list)
    """For each query with an answer, 1 where the engine says that there is none."""
    corrected: list[float] = field(default_factory=list)
    """For each query without a slip, 1 where the engine takes it for one."""
    first: list[int] = field(default_factory=list)
    first_requests: list[int] = field(default_factory=list)
    later: list[int] = field(default_factory=list)
    times: list[float] = field(default_factory=list)

    @property
    def success(self) -> list[float]:
        """Success over all kinds of queries."""
        return [one for values in self.kinds.values() for one in values]

    def take(self, query: Any, answer: dict[str, Any]) -> None:
        """Add the scores of one answer."""
        slugs, none = answer["slugs"], bool(answer.get("doubtful")) or not answer["slugs"]
        if query.kind not in SLIPS:
            self.corrected.append(float(bool(answer.get("corrected"))))
        if not query.answerable:
            self.none.append(float(none))
        elif query.right:
            rank = next((place for place, slug in enumerate(slugs, start=1) if slug in query.right), 0)
            self.kinds.setdefault(query.kind, []).append(float(0 < rank <= 3))
            self.ranks.append(1 / rank if rank else 0)
            self.doubted.append(float(none))
            self.empty += not slugs

    def line(self, name: str) -> str:
        """One row of the table."""
        worst = min(map(mean, self.kinds.values()), default=1.0)
        parts = [
            f"{name:<10}{mean(self.success):>10.3f}{worst:>10.2f}{mean(self.ranks):>8.3f}{self.empty:>6}",
            f"{mean(self.none):>8.2f}{mean(self.doubted):>8.3f}{mean(self.corrected):>8.3f}",
            f"{max(self.first, default=0):>12,}{max(self.first_requests, default=0):>6}",
            f"{at(self.later, 0.5):>10,.0f}{max(self.later, default=0):>10,}",
            f"{at(self.times, 0.5):>8.1f}{at(self.times, 0.95):>8.1f}",
        ]
        return "".join(parts)


CHROMIUM = (
    *("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"),
    "--disable-sync",
)
"""How the browser is started, so that nothing but the pages asks for anything."""

SLIPS = {"slip", "typo", "misspelling-one-letter", "telex-off", "vni-off"}

HEAD = (
    f"{'':<10}{'success@3':>10}{'worst':>10}{'MRR':>8}{'zero':>6}{'none':>8}{'doubt':>8}{'wrong':>8}"
    f"{'first max':>12}{'req':>6}{'later p50':>10}{'later max':>10}{'ms p50':>8}{'ms p95':>8}"
)


def mean(values: list[float]) -> float:
    """The mean of the values; 1 if there are none."""
    return sum(values) / len(values) if values else 1.0


def at(values: list[Any], share: float) -> float:
    """The value below which this share of the values is."""
    ordered = sorted(values)
    return float(ordered[min(len(ordered) - 1, int(len(ordered) * share))]) if ordered else 0.0


def ask(site: Path, script: str, argument: str, judged: list[Any], costly: bool, opened: int = 8) -> Measured:
    """Ask all queries, the engine opened anew for each `opened`-th; a `costly` one is opened only once."""
    from lib.browser import get_browser

    from playwright.sync_api import sync_playwright

    found = Measured()
    host = Host(site)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=get_browser(), args=[*CHROMIUM])
        page = chromium.new_page()
        page.set_default_timeout(600_000)
        for number, query in enumerate(judged):
            # The bytes of a first query are measured for some queries only: a new page for each takes too long.
            if number == 0 or (number % opened == 0 and not costly):
                page.goto(f"{host.address}/empty.html")
                host.sent = host.requests = 0
                page.evaluate(script, argument)
                page.evaluate("q => ask(q)", query.query)
                besides = _besides(site) if script in (OURS, NATIONAL) else []
                found.first.append(host.sent + sum(besides))
                found.first_requests.append(host.requests + len(besides))
                page.goto(f"{host.address}/empty.html")
                page.evaluate(script, argument)
                if script == NATIONAL:
                    # The first query opens the indexes; an empty one measures the page before the reader types.
                    page.evaluate("q => ask(q)", "")
            host.sent = 0
            answer = page.evaluate("q => ask(q)", query.query)
            found.later.append(host.sent)
            found.take(query, answer)
            found.times.append(page.evaluate(AGAIN, query.query))
        chromium.close()
    host.close()
    return found


AGAIN = "async q => { const t = performance.now(); await ask(q); return performance.now() - t; }"


def _besides(site: Path) -> list[int]:
    """Bytes of what the search page loads besides its worker: its own script and style."""
    names = ("page.js", "search.css")
    return [len(gzip.compress((site / "assets" / "search" / name).read_bytes(), 6)) for name in names]


class Host:
    """A static host that compresses text and counts what it sends."""

    def __init__(self, folder: Path) -> None:
        self.sent = self.requests = 0
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
                # Count before sending, so that the count is right when the answer arrives.
                host.sent += len(content)
                host.requests += 1
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
