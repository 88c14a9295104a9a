"""Reading a site over HTTP: time and bytes are limited, whatever the host does."""

import hashlib
import http.server
import json
import re
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from federating import fetching
from federating.fetching import fetcher
from federating.keeping import last_good, renew
from federating.sites import Listed

from showcase.federation.checking import BrokenError
from showcase.federation.manifest import CARDS, FILE
from showcase.targets.refusing import Refused

ROOT = Path(__file__).resolve().parents[2]

Answer = Callable[["Handler"], None]


class Handler(http.server.BaseHTTPRequestHandler):
    """Answers from memory, or with the fault in the server's `faults` for a path; records the requests."""

    server: "Host"
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = self.path.removeprefix("/tinh/")
        self.server.asked.append(path)
        fault = self.server.faults.get(path)
        if fault:
            self.close_connection = True
            fault(self)
        else:
            self.give(self.server.files[path])

    def give(self, content: bytes, length: int | None = None, kind: str = "application/octet-stream") -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content) if length is None else length))
        self.end_headers()
        self.wfile.write(content)

    def lead(self, address: str) -> None:
        self.send_response(302)
        self.send_header("Location", address)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *arguments: object) -> None:
        pass


class Host(http.server.ThreadingHTTPServer):
    """The host of a province, below `/tinh/`."""

    def __init__(self, files: dict[str, bytes]) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.files = files
        self.faults: dict[str, Answer] = {}
        self.asked: list[str] = []
        self.over = threading.Event()

    @property
    def listed(self) -> Listed:
        return Listed("91", f"http://127.0.0.1:{self.server_port}/tinh/", "https://mot.example/")

    def handle_error(self, request: object, client_address: object) -> None:
        """Print nothing: the reader closes answers that it will not read."""


@pytest.fixture
def host(published: dict[str, bytes], monkeypatch: pytest.MonkeyPatch) -> Iterator[Host]:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    one = Host(published)
    thread = threading.Thread(target=one.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    yield one
    one.over.set()
    one.shutdown()
    one.server_close()
    thread.join()


def core(host: Host) -> str:
    return next(name for name in host.files if name.endswith("/core.bin"))


CHANGED = f"{CARDS}0.json"


def change(host: Host) -> None:
    """A later version of the site with one changed file."""
    content = host.files[CHANGED] + b"\n"
    told = json.loads(host.files[FILE]) | {"day": "2026-11-29"}
    told["files"][CHANGED] = [len(content), hashlib.sha256(content).hexdigest()]
    host.files = {**host.files, CHANGED: content, FILE: json.dumps(told).encode()}


def test_a_site_is_read_once_and_then_only_its_manifest(host: Host, tmp_path: Path) -> None:
    state = renew(tmp_path / "giu", "91", fetcher(host.listed), ROOT)
    assert state.files().items() <= host.files.items()
    assert sorted(host.asked) == sorted(host.files)
    host.asked.clear()
    assert renew(tmp_path / "giu", "91", fetcher(host.listed), ROOT) == state
    assert host.asked == [FILE]
    change(host)
    host.asked.clear()
    assert renew(tmp_path / "giu", "91", fetcher(host.listed), ROOT).manifest.day == "2026-11-29"
    assert host.asked == [FILE, CHANGED]


def test_what_somebody_or_a_failing_disk_has_changed_is_not_taken_for_good(host: Host, tmp_path: Path) -> None:
    state = renew(tmp_path / "giu", "91", fetcher(host.listed), ROOT)
    (state.folder / core(host)).write_bytes(b"damaged")
    assert last_good(tmp_path / "giu", "91") is None
    with pytest.raises(Refused, match="đã bị sửa sau khi ghi"):
        renew(tmp_path / "giu", "91", fetcher(host.listed), ROOT)


def test_a_redirect_within_the_host_is_followed(host: Host, tmp_path: Path) -> None:
    host.files = {**host.files, "moi.bin": host.files[core(host)]}
    host.faults[core(host)] = lambda handler: handler.lead("/tinh/moi.bin")
    assert core(host) in renew(tmp_path / "giu", "91", fetcher(host.listed), ROOT).manifest.files


def missing(handler: Handler) -> None:
    handler.send_error(404)


def failing(handler: Handler) -> None:
    handler.send_error(503)


def page_of_a_portal(handler: Handler) -> None:
    handler.give(b"<!doctype html><title>Dang nhap</title>", kind="text/html")


def silent(handler: Handler) -> None:
    handler.server.over.wait(30)


def hung_up(handler: Handler) -> None:
    handler.connection.close()


def cut(handler: Handler) -> None:
    content = handler.server.files[CHANGED]
    handler.give(content[: len(content) // 2], len(content))


def endless(handler: Handler) -> None:
    handler.send_response(200)
    handler.end_headers()
    while not handler.server.over.is_set():
        handler.wfile.write(bytes(65_536))


def dripping(handler: Handler) -> None:
    handler.send_response(200)
    handler.end_headers()
    while not handler.server.over.wait(0.05):
        handler.wfile.write(b"x")


def elsewhere(handler: Handler) -> None:
    handler.lead("http://169.254.169.254/latest/")


def to_a_file(handler: Handler) -> None:
    handler.lead("file:///etc/passwd")


def in_a_circle(handler: Handler) -> None:
    handler.lead(handler.path)


FAULTS: dict[Answer, str] = {
    missing: "máy chủ trả lời mã 404",
    failing: "máy chủ trả lời mã 503",
    page_of_a_portal: "không khớp dung lượng",
    silent: "chờ quá lâu",
    hung_up: "không tải được",
    cut: "không khớp dung lượng",
    endless: "lớn quá",
    dripping: "chờ quá lâu",
    elsewhere: "bị chuyển sang nơi khác: 169.254.169.254",
    to_a_file: "máy chủ trả lời mã 302",
    in_a_circle: "chuyển hướng vòng quanh",
}


@pytest.mark.parametrize("fault", FAULTS, ids=lambda one: one.__name__)
def test_a_host_out_of_order_is_named_and_the_older_state_stands(
    host: Host, fault: Answer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = renew(tmp_path / "giu", "91", fetcher(host.listed), ROOT)
    files = before.files()
    change(host)
    host.faults[CHANGED] = fault
    monkeypatch.setattr(fetching, "TIMEOUT", 0.5)
    monkeypatch.setattr(fetching, "LONGEST", 0.5)
    with pytest.raises(BrokenError, match=re.escape(FAULTS[fault])):
        renew(tmp_path / "giu", "91", fetcher(host.listed), ROOT)
    after = last_good(tmp_path / "giu", "91")
    assert after == before
    assert after.files() == files
