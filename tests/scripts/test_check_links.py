"""Checking links with a local server; no request leaves this machine."""

from lib.link_requests import AGENT, Answer, ask, ask_all

import contextlib
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import BinaryIO

import pytest
from check_links import as_markdown, as_text

ROOT = Path(__file__).resolve().parents[2]


class Server:
    """Records the requests, and how many were open at once."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []
        self.agents: set[str] = set()
        self.times: list[float] = []
        self.at_once = self.most_at_once = 0
        self.port = 0

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"


STATUS = {"/gone": 404, "/forbidden": 403, "/broken": 500, "/removed": 410}
ONLY_GET = ("/only-get", "/wrong-head")


def drip(stream: BinaryIO | None) -> None:
    """Send an endless header, byte by byte, until the client closes."""
    with contextlib.suppress(OSError):
        for piece in [b"HTTP/1.1 200 OK\r\nX-Drip: ", *[b"x"] * 400] if stream else []:
            stream.write(piece)
            time.sleep(0.05)


@pytest.fixture
def server() -> Iterator[Server]:
    state = Server()

    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            state.at_once += 1
            state.most_at_once = max(state.most_at_once, state.at_once)
            state.asked.append((self.command, self.path))
            state.agents.add(self.headers["User-Agent"])
            state.times.append(time.monotonic())
            time.sleep(5 if self.path == "/slow" else 0.01)
            drip(self.wfile if self.path == "/drip" else None)
            self.send_response(self.status())
            if self.path.startswith("/moved"):
                self.send_header("Location", "/there" if self.path == "/moved" else "file:///etc/passwd")
            if self.path == "/slash":
                self.send_header("Location", "/slash/")
            if self.path == "/round":
                self.send_header("Location", "/round")
            state.at_once -= 1
            self.end_headers()

        def status(self) -> int:
            if self.path in ("/moved", "/moved-to-a-file", "/slash", "/round"):
                return 301
            if self.path in ONLY_GET and self.command == "HEAD":
                return 405 if self.path == "/only-get" else 404
            return STATUS.get(self.path, 200)

        do_GET = do_HEAD = answer  # noqa: N815

        def log_message(self, *arguments: object) -> None:
            pass

    class Quiet(ThreadingHTTPServer):
        def handle_error(self, request: object, client_address: object) -> None:
            pass

    http = Quiet(("127.0.0.1", 0), Handler)
    state.port = http.server_port
    thread = threading.Thread(target=http.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield state
    http.shutdown()
    http.server_close()
    thread.join()


@pytest.mark.parametrize(
    ("path", "state", "told", "asked"),
    [
        ("/good", "good", "200", ["HEAD"]),
        ("/only-get", "good", "200", ["HEAD", "GET"]),
        ("/wrong-head", "good", "200", ["HEAD", "GET"]),
        ("/gone", "gone", "404, không còn trang này", ["HEAD", "GET"]),
        ("/removed", "gone", "410, trang đã bị bỏ", ["HEAD", "GET"]),
        ("/forbidden", "unclear", "403, không cho máy đọc", ["HEAD", "GET"]),
        ("/broken", "unclear", "500, máy chủ không trả lời được lúc này", ["HEAD", "GET"]),
    ],
)
def test_what_the_server_says(server, path, state, told, asked):
    answer = ask(server.address + path, pause=0, timeout=5)
    assert (answer.state, answer.told) == (state, told)
    assert [command for command, _ in server.asked] == asked
    assert server.agents == {AGENT}


def test_where_a_page_has_moved_to(server):
    answer = ask(f"{server.address}/moved", pause=0, timeout=5)
    assert (answer.state, answer.told) == ("moved", f"nay ở {server.address}/there")
    assert ask(f"{server.address}/slash", pause=0, timeout=5).state == "good"


@pytest.mark.parametrize("path", ["/moved-to-a-file", "/round"])
def test_a_redirection_to_nowhere_ends(server, path):
    assert ask(server.address + path, pause=0, timeout=5).state == "unclear"


def test_a_server_that_is_slow_or_not_there(server):
    start = time.monotonic()
    answer = ask(f"{server.address}/slow", pause=0, timeout=0.2)
    assert (answer.state, answer.told) == ("unclear", "quá lâu không trả lời")
    assert time.monotonic() - start < 3
    assert ask("http://127.0.0.1:9/", pause=0, timeout=1).told == "không nối được tới máy chủ"
    assert ask("http://khong-co.invalid/", pause=0, timeout=5).told == "không tìm thấy máy chủ"


def test_a_server_that_drips_is_left(server):
    """Each byte comes in time, but the answer never ends."""
    began = time.monotonic()
    answer = ask(f"{server.address}/drip", pause=0, timeout=0.5)
    assert (answer.state, answer.told) == ("unclear", "quá lâu không trả lời")
    assert time.monotonic() - began < 10


def test_a_server_that_drips_before_it_is_known_is_left() -> None:
    """The TLS handshake also comes byte by byte and never ends."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def answer() -> None:
            connected, _ = listening.accept()
            with connected, contextlib.suppress(OSError):
                for piece in [b"\x16\x03\x03\x3f\xff", *[b"x"] * 400]:
                    connected.sendall(piece)
                    time.sleep(0.05)

        threading.Thread(target=answer, daemon=True).start()
        began = time.monotonic()
        answered = ask(f"https://127.0.0.1:{listening.getsockname()[1]}/", pause=0, timeout=0.5)
    assert (answered.state, answered.told) == ("unclear", "quá lâu không trả lời")
    assert time.monotonic() - began < 10


ODD_ADDRESSES = [
    "https://127.0.0.1:123456789012345678901234567890/",
    "http://127.0.0.1:99999/",
    "https://[::1",
    "https://a.vn:b/",
    "https://" + "a" * 300 + ".vn/",
    "https://a..vn/",
    "http://\ud800.vn/",
    "http://127.0.0.1:9/ a",
]


def test_an_odd_address_is_no_end_of_the_others(server):
    answers = ask_all([*ODD_ADDRESSES, f"{server.address}/here"], pause=0, timeout=5)
    states = {answer.address: answer.state for answer in answers}
    assert states == {**dict.fromkeys(ODD_ADDRESSES, "unclear"), f"{server.address}/here": "good"}


@pytest.mark.parametrize("address", ["file:///etc/passwd", "ftp://127.0.0.1/", "http://[", "https://a b/"])
def test_what_is_no_address_of_the_web_is_not_opened(address):
    assert ask(address, pause=0, timeout=1).state == "unclear"


def test_one_request_a_host_at_a_time_with_pauses(server):
    addresses = [f"{server.address}/{n}" for n in range(5)]
    answers = ask_all([*addresses, *addresses], pause=0.1, timeout=5)
    assert [answer.state for answer in answers] == ["good"] * 5
    assert len(server.asked) == 5
    assert server.most_at_once == 1
    gaps = [later - sooner for sooner, later in zip(server.times, server.times[1:], strict=False)]
    assert min(gaps) >= 0.1


ANSWERS = [
    Answer("https://a.vn/@all`x", "gone", "404, không còn trang này"),
    Answer("https://b.vn/", "good", "200"),
    Answer("https://c.vn/", "moved", "nay ở https://d.vn/"),
]
CITED = {answer.address: ["models/ba-chuc/x.yml"] for answer in ANSWERS}


def test_report_for_people():
    assert as_text(ANSWERS, CITED).splitlines() == [
        "Đã hỏi 3 địa chỉ, 1 địa chỉ còn đúng.",
        "Không còn:",
        "  https://a.vn/@all`x",
        "    404, không còn trang này",
        "    models/ba-chuc/x.yml",
        "Đã chuyển:",
        "  https://c.vn/",
        "    nay ở https://d.vn/",
        "    models/ba-chuc/x.yml",
    ]
    assert as_text([], {}) == "Chưa có địa chỉ nào được dẫn."


def test_report_for_an_issue_keeps_what_is_foreign_in_code():
    text = as_markdown(ANSWERS, CITED)
    assert "- `https://a.vn/@all?x`: `404, không còn trang này` (`models/ba-chuc/x.yml`)" in text
    assert "b.vn" not in text


def test_the_command_asks_for_what_models_register_and_pages_cite(tree, minimal, server, tmp_path):
    """Links of models are https only, and the server here is not: the test checks only that they are requested."""
    link = f"    link: https://localhost.invalid:{server.port}/"
    register = f"sources:\n  - id: chung\n    title: T\n    issuer: I\n{link}chung\n"
    folder = tree({"ba-chuc/gop-von.yml": minimal + f"{link}rieng\n", "sources.yml": register}).folder
    docs = tmp_path / "docs"
    docs.mkdir()
    page = f"[Một]({server.address.replace('127.0.0.1', '127.0.0.2')}/gone), <https://danvankheo.example.vn/>\n"
    (docs / "trang.md").write_text(page.replace("127.0.0.2", "127.1"), encoding="utf-8")
    options = ["--models", str(folder), "--docs", str(docs), "--pause", "0", "--timeout", "5"]
    command = [sys.executable, str(ROOT / "scripts/check_links.py"), *options]
    variables = {**os.environ, "SHOWCASE_NO_VENV": "1"}
    done = subprocess.run(command, env=variables, capture_output=True, text=True, encoding="utf-8")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Đã hỏi 3 địa chỉ, 0 địa chỉ còn đúng.\nKhông còn:\n")
    assert "/gone\n    404, không còn trang này\n    docs/trang.md\n" in done.stdout
    assert "/chung\n    không tìm thấy máy chủ\n    models/sources.yml\n" in done.stdout
    assert "/rieng\n    không tìm thấy máy chủ\n    models/ba-chuc/gop-von.yml\n" in done.stdout


def test_a_folder_that_is_not_there_is_a_failure(tmp_path):
    command = [sys.executable, str(ROOT / "scripts/check_links.py"), "--models", str(tmp_path / "khong-co")]
    variables = {**os.environ, "SHOWCASE_NO_VENV": "1"}
    done = subprocess.run(command, env=variables, capture_output=True, text=True, encoding="utf-8")
    assert (done.returncode, done.stdout) == (2, "")
    assert "Traceback" not in done.stderr
