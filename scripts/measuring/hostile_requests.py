"""Requests that no browser sends: broken, cut off, oversized, with hostile names and bytes."""

from __future__ import annotations

import random
import socket
from collections.abc import Callable, Iterator
from contextlib import suppress

_BOUNDARY = "----ranh"
_NAMES = (
    "../../x.yml",
    "/etc/passwd",
    "..\\x",
    "a" * 3000,
    "\x00",
    "con",
    ".git/config",
    "refs/heads/main",
    "ảnh.jpg",
    "",
)
_PATHS = (
    *12 * ["dong-gop/gui/mo-hinh"], "dong-gop/gui/y-tuong", "dong-gop/da-gui/", "dong-gop/da-gui/?phieu=",
    "dong-gop/y-tuong/", "dong-gop/duyet/?muc=1", "dong-gop/duyet/vao", "dong-gop/duyet/quyet",
    "dong-gop/noi-nhan.json", "../../etc/passwd", ".noi-nhan/entries.sqlite", "%2e%2e/%2e%2e/etc/passwd", "%00", "",
    "dong-gop/da-gui/?trang=-1", "dong-gop/da-gui/?trang=99999999999999999999", "dong-gop/da-gui/?phieu=%ff%fe",
)  # fmt: skip
_METHODS = (*10 * ["POST"], "GET", "PUT", "DELETE", "HEAD", "OPTIONS", "TRACE", "X")
_TYPES = (
    *20 * [f"multipart/form-data; boundary={_BOUNDARY}"], "multipart/form-data", "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=", "text/plain", "application/json", "multipart/mixed; boundary=\xff",
    f"multipart/form-data; boundary={_BOUNDARY}; charset=utf-99", f"multipart/form-data; boundary={'b' * 5000}",
)  # fmt: skip
_TEXTS = (
    "title: x", "a: &a [*a, *a]", "{{ 7*7 }}", "\x00", "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"),
    "[" * 5000, "? " * 2000, "!!python/object/apply:os.system ['id']", "%YAML 9.9\n---\n", "a" * 300_000, "\u202e" * 50,
)  # fmt: skip


def hostile_requests(count: int, seed: int, challenge: Callable[[], str], model: str) -> Iterator[bytes]:
    """Whole requests, as bytes for a socket; the same seed gives the same requests, except new challenges."""
    chance = random.Random(seed)
    for _ in range(count):
        body = _broken(_body(chance, challenge(), model), chance)
        yield _head(chance, len(body)) + body


def _head(chance: random.Random, length: int) -> bytes:
    told = length if chance.random() < 0.8 else chance.choice([0, length + 10, 10**12, -1])
    lines = [
        f"{chance.choice(_METHODS)} /{chance.choice(_PATHS)} HTTP/1.1",
        "Host: 127.0.0.1",
        f"Content-Type: {chance.choice(_TYPES)}",
        "Transfer-Encoding: chunked" if chance.random() < 0.1 else f"Content-Length: {told}",
        "Connection: close",
    ]
    if chance.random() < 0.2:
        lines.append(
            chance.choice(
                ["Origin: https://xa-la.example", "Origin: null", "Origin: http://[", "Cookie: " + "a" * 9000]
            )
        )
    if chance.random() < 0.1:
        lines.append("X-Forwarded-For: " + chance.choice(["1.2.3.4", "::1", "'; --", "a" * 2000]))
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1", errors="replace")


def _body(chance: random.Random, challenge: str, model: str) -> bytes:
    fields = {
        "the": chance.choice([*5 * [challenge], challenge[:-1], "x", "9" * 70, "1.2.3"]),
        "loi-giai": chance.choice([*5 * ["0"], "-1", "9" * 40, "٣"]),
        "mo-hinh": chance.choice([model, *_TEXTS]),
        "sua": chance.choice(["", "to-gop-von", *_NAMES]),
        "lien-he": chance.choice(["", "0912 345 678", "x" * 5000]),
        "lam-gi": chance.choice(["Góp gạo", *_TEXTS]),
    }
    parts = [_part(name, text.encode("utf-8", errors="surrogatepass")) for name, text in fields.items()]
    for _ in range(chance.choice([0, 0, 1, 3, 9])):
        parts.append(_part("anh", chance.randbytes(chance.choice([0, 10, 5000])), chance.choice(_NAMES)))
    chance.shuffle(parts)
    return b"".join(parts) + f"--{_BOUNDARY}--\r\n".encode()


def _part(name: str, content: bytes, file: str | None = None) -> bytes:
    named = f'; filename="{file}"' if file is not None else ""
    head = f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"{named}\r\n\r\n'
    return head.encode("utf-8", errors="replace") + content + b"\r\n"


def _broken(body: bytes, chance: random.Random) -> bytes:
    """The request, mostly damaged: cut off, with changed bytes, with doubled or missing pieces."""
    kind = chance.random()
    if kind < 0.3:
        return body
    at, to = sorted((chance.randrange(len(body)), chance.randrange(len(body))))
    if kind < 0.5:
        return body[:at]
    if kind < 0.7:
        return body[:at] + body[to:]
    if kind < 0.8:
        return body[:to] + body[at:]
    turned = bytearray(body)
    for _ in range(chance.randrange(1, 30)):
        turned[chance.randrange(len(turned))] = chance.randrange(256)
    return bytes(turned)


def answered(port: int, request: bytes, patience: float = 20) -> int:
    """The status of the answer; 0 if the receiver closes without one."""
    answer = b""
    with socket.create_connection(("127.0.0.1", port), timeout=patience) as line:
        with suppress(OSError):  # the receiver may answer and hang up before all is sent
            line.sendall(request)
            line.shutdown(socket.SHUT_WR)
        with suppress(OSError):
            while len(answer) < 12 and (more := line.recv(4096)):
                answer += more
    return int(answer[9:12]) if answer[:5] == b"HTTP/" and answer[9:12].isdigit() else 0
