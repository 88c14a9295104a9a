"""Answer requests of browsers on this computer: a page is made on request, a file is read from its folder."""

import json
import mimetypes
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from serving.state import Shown
from showcase.files.reports import as_text
from showcase.schema.problems import ProblemError

OWN = "_xem/"
"""Addresses of the server itself, below the root of the site."""

_SCRIPT = "tai-lai.js"
_STATE = "trang-thai"
_PATIENCE = 25
"""Seconds after which a question for news is answered anyway."""

_TYPES = {".webmanifest": "application/manifest+json", ".yml": "text/yaml", ".js": "text/javascript"}


class Server(ThreadingHTTPServer):
    """Serves one site below one path. Threads end with the program."""

    daemon_threads = True

    def __init__(self, host: str, port: int, shown: Shown, base: str) -> None:
        """`base`: the path of the site, `/` or `/kho-mo-hinh/`. Raises OSError for a port that is taken."""
        self.shown, self.base = shown, base
        super().__init__((host, port), _Handler)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Ignore browsers that close the connection."""


class _Handler(BaseHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Answer one request."""
        asked = urlsplit(self.path)
        path = unquote(asked.path)
        base = self.server.base
        if not path.startswith(base):
            self._move(base) if path == "/" else self._not_found()
            return
        name = path.removeprefix(base)
        if name == f"{OWN}{_STATE}":
            self._news(parse_qs(asked.query))
        elif name == f"{OWN}{_SCRIPT}":
            self._send(HTTPStatus.OK, _type(name), Path(__file__).with_name("reload.js").read_bytes())
        elif name.endswith("/") or not name or name.endswith("/index.html") or name == "index.html":
            self._page(name.removesuffix("index.html"))
        else:
            self._file(name)

    do_HEAD = do_GET  # noqa: N815

    def log_message(self, format: str, *args: object) -> None:
        """Print no log: the terminal shows messages about the content only."""

    def _page(self, address: str) -> None:
        try:
            html = self.server.shown.page(address)
        except ProblemError as error:
            self._send(HTTPStatus.INTERNAL_SERVER_ERROR, "text/plain; charset=utf-8", as_text([error.problem]).encode())
            return
        if html is None:
            self._not_found()
        else:
            self._html(html, HTTPStatus.OK, address)

    def _not_found(self) -> None:
        self._html(self.server.shown.not_found, HTTPStatus.NOT_FOUND, "404.html")

    def _html(self, html: str, status: HTTPStatus, address: str) -> None:
        shown = self.server.shown
        told = f'data-state="{shown.number}" data-settled="{shown.settled if shown.reads_data(address) else ""}"'
        script = f'<script src="{self.server.base}{OWN}{_SCRIPT}" {told} defer></script>\n</body>'
        content = html.replace("</body>", script, 1).encode("utf-8", errors="xmlcharrefreplace")
        self._send(status, "text/html; charset=utf-8", content)

    def _file(self, name: str) -> None:
        shown = self.server.shown
        content = shown.file(name)
        if content is None and shown.page(f"{name}/") is not None:
            self._move(f"{self.server.base}{name}/")
            return
        content = shown.built_file(name) if content is None else content
        if content is None:
            self._not_found()
        else:
            self._send(HTTPStatus.OK, _type(name), content)

    def _news(self, asked: dict[str, list[str]]) -> None:
        """Answer with the shown state, as soon as it differs from the state of the page."""
        shown = self.server.shown
        number, settled = (int(asked.get(key, ["0"])[0]) for key in ("state", "settled"))
        shown.wait(number, settled, _PATIENCE)
        told = {"state": shown.number, "settled": shown.settled, "fault": shown.fault}
        self._send(HTTPStatus.OK, "application/json", json.dumps(told).encode())

    def _move(self, target: str) -> None:
        self._send(HTTPStatus.MOVED_PERMANENTLY, "text/plain", b"", {"Location": target})

    def _send(self, status: HTTPStatus, kind: str, content: bytes, more: dict[str, str] | None = None) -> None:
        self.send_response(status)
        heads = {"Content-Type": kind, "Content-Length": str(len(content)), "Cache-Control": "no-store", **(more or {})}
        for head, value in heads.items():
            self.send_header(head, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)


def _type(name: str) -> str:
    ending = Path(name).suffix
    found = _TYPES.get(ending) or mimetypes.guess_type(name)[0] or "application/octet-stream"
    return f"{found}; charset=utf-8" if found.startswith("text/") else found
