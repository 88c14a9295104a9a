"""Base of the stand-ins for the hosting service: one project, served locally until the end of a block."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, TypeVar
from urllib.parse import parse_qs, urlsplit

PROJECT = "kho/dan-van-kheo"
TOKEN = "mot-the"


class Hosting:
    """State of one project; subclasses answer requests."""

    def __init__(self) -> None:
        self.address = ""
        self.token = TOKEN
        self.asked: list[str] = []
        self.faults: list[tuple[int, dict[str, str]]] = []
        """Status and headers of the next answers; status 0 hangs up, a negative one is so many tenths slow."""
        self.refuse = False
        """Whether the token may do nothing."""
        self.closed = threading.Event()

    def answer(self, method: str, path: str, query: dict[str, str], body: Any) -> tuple[int, Any]:
        """Status and content for one request below the project."""
        raise NotImplementedError


H = TypeVar("H", bound=Hosting)


class _Handler(BaseHTTPRequestHandler):
    hosting: Hosting

    def handle_one(self) -> None:
        parts = urlsplit(self.path)
        length = int(self.headers.get("Content-Length") or 0)
        body = json.loads(self.rfile.read(length)) if length else None
        self.hosting.asked.append(f"{self.command} {parts.path}")
        status, headers = self.hosting.faults.pop(0) if self.hosting.faults else (200, {})
        if status == 0:
            return self.connection.close()
        if status < 0:
            self.hosting.closed.wait(-status / 10)
        if self.headers["Authorization"] != f"Bearer {self.hosting.token}":
            return self._say(401, {}, {"message": "Bad credentials"})
        if self.hosting.refuse:
            status = 403
        if status > 200:
            return self._say(status, headers, {"message": "refused"})
        query = {key: values[0] for key, values in parse_qs(parts.query).items()}
        status, said = self.hosting.answer(self.command, parts.path.removeprefix(f"/repos/{PROJECT}"), query, body)
        return self._say(status, {}, said)

    def _say(self, status: int, headers: dict[str, str], said: Any) -> None:
        data = json.dumps(said, default=str).encode()
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(data))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    do_GET = do_POST = do_PATCH = handle_one  # noqa: N815

    def log_message(self, *arguments: object) -> None:
        pass


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """Print nothing when a client closes a slow request."""


@contextmanager
def hosted(hosting: H) -> Iterator[H]:
    """Serve the project."""
    server = _Server(("127.0.0.1", 0), type("Handler", (_Handler,), {"hosting": hosting}))
    hosting.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield hosting
    finally:
        hosting.closed.set()
        server.shutdown()
        server.server_close()
        thread.join()
