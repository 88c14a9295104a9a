"""A host for offline tests, and helpers for pages: it can serve another build, fail, or go away."""

import functools
import json
import os
import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from built_site import LOOK, PREFIX, QuietHandler, QuietServer
from playwright.sync_api import Browser, BrowserContext, Page

KITCHEN = "bep-an-tinh-thuong-vinh-trach"
FARM = "nong-nghiep-xanh-na-da"
PATIENCE = 120
"""Seconds to wait for a state on a busy machine."""

IN_CONTROL = "navigator.serviceWorker.controller !== null"
AT_ONCE = """
    const patient = window.setTimeout;
    window.setTimeout = (task, wait, ...rest) => patient(task, wait === 2500 ? 0 : wait, ...rest);
"""
"""The site lets a page rest before it fetches anything ahead; one test waits with it, the others need not."""


ASKED = """
    window.asked = [];
    const register = ServiceWorkerContainer.prototype.register;
    ServiceWorkerContainer.prototype.register = function (...options) {
        window.asked.push(performance.now());
        return register.apply(this, options);
    };
"""
"""Notes when the page asked for a worker, in milliseconds after it began."""

RESTED = "new Promise((resolve) => setTimeout(resolve, 2500)).then(() => window.asked.length)"
"""How often the page has asked for a worker when it has come and rested."""


class Host:
    """A host that can serve another build under the same address, answer with an error, or go away."""

    def __init__(self, folder: Path, site: Path) -> None:
        self._link = folder / "served"
        self.show(site)
        self.failing: Callable[[str], bool] = lambda path: False
        """Whether a path from the root of the site is answered with 502."""
        self.held: Callable[[str], bool] = lambda path: False
        """Whether the answer to a path waits until `gate` is set."""
        self.gate = threading.Event()
        self.pace: tuple[int, float] | None = None
        """Bytes a second of the line that all answers share, and seconds before each answer; None for a fast line."""
        self.line = threading.Lock()
        self.sent: list[str] = []
        """Paths of the files that went over the line whole."""

        handler = functools.partial(_Handler, self, directory=str(self._link))
        self._server = QuietServer(("127.0.0.1", 0), handler)
        threading.Thread(target=self._server.serve_forever, args=(LOOK,), daemon=True).start()
        self.origin = f"http://127.0.0.1:{self._server.server_port}"
        self.address = f"{self.origin}{PREFIX}/"

    def show(self, site: Path) -> None:
        self._link.unlink(missing_ok=True)
        self._link.symlink_to(site)

    def go_away(self) -> None:
        self._server.shutdown()
        self._server.server_close()


class _Handler(QuietHandler):
    def __init__(self, host: Host, *rest: Any, **named: Any) -> None:
        self._host = host
        super().__init__(*rest, **named)

    def do_GET(self) -> None:  # noqa: N802 - http.server calls it so
        path = self.path.removeprefix(f"{PREFIX}/").partition("?")[0]
        if self._host.held(path):
            self._host.gate.wait(PATIENCE)
        if self._host.pace:
            time.sleep(self._host.pace[1])
        if self._host.failing(path):
            self.send_error(502)
        else:
            super().do_GET()

    def copyfile(self, source: Any, outputfile: Any) -> None:
        if not self._host.pace:
            return super().copyfile(source, outputfile)
        while piece := source.read(8192):
            with self._host.line:
                time.sleep(len(piece) / self._host.pace[0])
            outputfile.write(piece)
        return None

    def send_response(self, code: int, message: str | None = None) -> None:
        if code == 200:
            self._host.sent.append(self.path.removeprefix(f"{PREFIX}/").partition("?")[0])
        super().send_response(code, message)


@contextmanager
def hosted(folder: Path, site: Path) -> Iterator[Host]:
    one = Host(folder, site)
    yield one
    one.go_away()


@contextmanager
def hurried(browser: Browser) -> Iterator[BrowserContext]:
    """A context whose pages fetch ahead without a pause."""
    one = browser.new_context(locale="vi-VN")
    one.add_init_script(AT_ONCE)
    one.add_init_script(ASKED)
    yield one
    one.close()


def first_visit(context: BrowserContext, host: Host, path: str = "") -> tuple[Page, list[str]]:
    """Open the site and wait until it is cached; console messages are collected."""
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(f"{message.text} {message.location}"))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(host.address + path)
    page.wait_for_function(IN_CONTROL)
    return page, said


def choose(page: Page, pack: str) -> None:
    page.locator("[data-offline-ready]").wait_for()
    page.get_by_label("Giữ những gì").select_option(pack)


def wait_until(page: Page, promise: str) -> None:
    """Evaluate until the promise resolves to true; `wait_for_function` treats the promise itself as true."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if page.evaluate(promise):
            return
        page.wait_for_timeout(100)
    raise AssertionError(promise)


def act_on_progress(page: Page, button: str) -> None:
    """Press a button of the page, `stop` or `forget`, as soon as the first page of a pack has arrived."""
    page.evaluate(
        """(name) => {
            const done = document.querySelector("[data-part=done]");
            const button = document.querySelector(`[data-part=${name}]`);
            new MutationObserver((_, all) => { all.disconnect(); button.click(); }).observe(done, { childList: true });
        }""",
        button,
    )


def title(page: Page) -> str:
    return page.locator("h1").first.inner_text()


def retitle(models: Path) -> None:
    (path,) = models.glob(f"*/{KITCHEN}.yml")
    text = path.read_text(encoding="utf-8")
    new = text.replace("title: Khéo vận động nguồn lực", "title: Bản mới khéo vận động nguồn lực")
    assert new != text
    path.write_text(new, encoding="utf-8")


def settings(site: Path) -> dict[str, Any]:
    """The settings that the build gives to the worker."""
    line = (site / "sw.js").read_text(encoding="utf-8").partition("\n")[0]
    return json.loads(line.removeprefix("const BUILD = ").removesuffix(";"))


def restamped(site: Path, folder: Path, *, frame: bool = True) -> Path:
    """The same site as a later version: new stamps in pages, worker and lists; all files unchanged."""
    told = settings(site)
    new = {told["version"]: "0123456789ab"} | ({told["frame"]: "ba9876543210"} if frame else {})
    pattern = re.compile("|".join(new))
    for path in site.rglob("*"):
        target = folder / path.relative_to(site)
        if path.is_dir():
            target.mkdir(parents=True, exist_ok=True)
        elif path.name in ("index.html", "sw.js", "packs.json") and pattern.search(old := path.read_text("utf-8")):
            target.write_text(pattern.sub(lambda found: new[found[0]], old), "utf-8")
            later = path.stat().st_mtime + 60  # A host compares times in whole seconds.
            os.utime(target, (later, later))
        else:
            target.hardlink_to(path)
    return folder
