"""Whether an address still answers, asked politely: one request a host at a time, with a pause in between.

Standard library only. Nothing of an answer is read but its status.
"""

from __future__ import annotations

import contextlib
import http.client
import socket
import ssl
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections import defaultdict
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Literal

State = Literal["good", "moved", "gone", "unclear"]
"""`gone`: the host answers that the page does not exist; `unclear`: no reliable answer this time."""

AGENT = "dan-van-kheo-links/1.0 (weekly check of cited public documents; one request at a time)"

_HOSTS_AT_ONCE = 8
_GONE = {404, 410}
_ASK_AGAIN_WITH_GET = {400, 403, 404, 405, 406, 410, 429, 500, 501, 503}
"""Many servers answer HEAD wrongly or not at all, so only the answer to GET counts."""

_MEANINGS = {401: "cần đăng nhập", 403: "không cho máy đọc", 404: "không còn trang này", 410: "trang đã bị bỏ"}


_SLOW = "quá lâu không trả lời"


@dataclass(frozen=True)
class Answer:
    """What became of one address."""

    address: str
    state: State
    told: str
    """In Vietnamese: `404, không còn trang này`."""


Progress = Callable[[int, int], None]


def ask_all(
    addresses: Iterable[str], pause: float = 1.0, timeout: float = 20.0, progress: Progress | None = None
) -> list[Answer]:
    """Ask for every address once. `pause`, `timeout`: seconds. Hosts are asked side by side, each in its own line."""
    by_host: defaultdict[str, list[str]] = defaultdict(list)
    for address in dict.fromkeys(addresses):
        by_host[_host(address)].append(address)
    total, answers = sum(map(len, by_host.values())), []
    with ThreadPoolExecutor(_HOSTS_AT_ONCE) as pool:
        for found in pool.map(lambda queue: _ask_host(queue, pause, timeout), by_host.values()):
            answers += found
            if progress:
                progress(len(answers), total)
    return sorted(answers, key=lambda answer: answer.address)


def _host(address: str) -> str:
    """The host of an address; without a host the address itself, which is then reported as unusable."""
    try:
        return urllib.parse.urlsplit(address).netloc.lower()
    except ValueError:
        return address


def _ask_host(addresses: list[str], pause: float, timeout: float) -> list[Answer]:
    answers = []
    for position, address in enumerate(addresses):
        time.sleep(pause if position else 0)
        answers.append(ask(address, pause, timeout))
    return answers


def ask(address: str, pause: float, timeout: float) -> Answer:
    """Ask for one address, with HEAD and, where that is refused, after a pause with GET. Never raises."""
    began = time.monotonic()
    try:
        status, final = _status(address, "HEAD", timeout)
        if status in _ASK_AGAIN_WITH_GET:
            time.sleep(pause)
            status, final = _status(address, "GET", timeout)
    except Exception as error:  # one bad address or server must not stop the others
        slow = time.monotonic() - began >= timeout
        return Answer(address, "unclear", _SLOW if slow else _why(error))
    return _answer(address, status, final)


def _status(address: str, method: str, timeout: float) -> tuple[int, str]:
    request = urllib.request.Request(address, method=method, headers={"User-Agent": AGENT, "Accept": "*/*"})
    try:
        with _opener().open(request, timeout=timeout) as answer:
            return answer.status, answer.url
    except urllib.error.HTTPError as error:
        error.close()
        return error.code, error.url


class _Watched(http.client.HTTPConnection):
    """A connection that is cut after its time. The time-out of a socket begins anew with every byte that drips in."""

    _watch: threading.Timer | None = None
    _is_cut = False

    def connect(self) -> None:
        super().connect()
        self._watch = threading.Timer(self.timeout or 0, self._cut, [self.sock])
        self._watch.daemon = True
        self._watch.start()

    def _cut(self, connected: socket.socket) -> None:
        self._is_cut = True
        with contextlib.suppress(OSError):  # already closed
            connected.shutdown(socket.SHUT_RDWR)

    def getresponse(self) -> http.client.HTTPResponse:
        try:
            response = super().getresponse()
        finally:
            if self._watch:
                self._watch.cancel()
        if self._is_cut:  # the part received before the cut may look like an answer
            raise TimeoutError
        return response


class _WatchedSecure(_Watched, http.client.HTTPSConnection):
    """The same over TLS."""


class _WatchedHandler(urllib.request.HTTPHandler):
    def http_open(self, request: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(_Watched, request)


class _WatchedSecureHandler(urllib.request.HTTPSHandler):
    def https_open(self, request: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(_WatchedSecure, request)


def _opener() -> urllib.request.OpenerDirector:
    """Follow redirections to web addresses only, not to files of this machine."""
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler(),
        _WatchedHandler(),
        _WatchedSecureHandler(),
        urllib.request.HTTPRedirectHandler(),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPErrorProcessor(),
        urllib.request.UnknownHandler(),
    ):
        opener.add_handler(handler)
    return opener


def _answer(address: str, status: int, final: str) -> Answer:
    if status in _GONE:
        return Answer(address, "gone", f"{status}, {_MEANINGS[status]}")
    if 300 <= status < 400:
        return Answer(address, "unclear", f"{status}, chuyển hướng không tới đâu")
    if status >= 400:
        return Answer(address, "unclear", f"{status}, {_MEANINGS.get(status, 'máy chủ không trả lời được lúc này')}")
    if _bare(final) != _bare(address):
        return Answer(address, "moved", f"nay ở {final}")
    return Answer(address, "good", str(status))


def _bare(address: str) -> str:
    """The address without parts that do not change the target."""
    parts = urllib.parse.urlsplit(address)
    return f"{parts.netloc.lower()}{parts.path.rstrip('/')}?{parts.query}"


def _why(error: Exception) -> str:
    cause = error.reason if isinstance(error, urllib.error.URLError) else error
    if isinstance(cause, TimeoutError):
        return _SLOW
    if isinstance(cause, socket.gaierror):
        return "không tìm thấy máy chủ"
    if isinstance(cause, ssl.SSLError):
        return "chứng thư của máy chủ không hợp lệ"
    return "không nối được tới máy chủ" if isinstance(cause, OSError) else "địa chỉ hoặc câu trả lời không hợp lệ"
