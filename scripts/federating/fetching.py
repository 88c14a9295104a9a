"""Files of another site, from a folder or over HTTP: bounded in bytes, time and redirects, never from another host."""

import stat
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from http.client import HTTPException
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

from federating.sites import Listed
from showcase.federation.checking import BrokenError

TIMEOUT = 20
"""Most seconds for one answer."""
LONGEST = 900
"""Seconds that all files of one site may take together."""
_PIECE = 65_536
_REDIRECTS = 3

Fetch = Callable[[str, int], bytes]
"""Path from the root of the site, most bytes -> content. Raises BrokenError."""


class _SameHost(urllib.request.HTTPRedirectHandler):
    """Follows a few redirects within one host, never from https to http."""

    max_redirections = _REDIRECTS
    max_repeats = 1

    def redirect_request(self, req: Any, fp: Any, code: int, msg: str, headers: Any, newurl: str) -> Any:
        before, after = urlsplit(req.full_url), urlsplit(urljoin(req.full_url, newurl))
        if (before.scheme, before.netloc) != (after.scheme, after.netloc):
            raise BrokenError(f"bị chuyển sang nơi khác: {after.netloc[:80]}")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def fetcher(site: Listed) -> Fetch:
    """How the files of a site are fetched."""
    return _over_http(site.origin) if site.remote else _from_folder(Path(site.origin))


def _over_http(base: str) -> Fetch:
    opener = urllib.request.build_opener(_SameHost)
    opener.addheaders = [("User-Agent", "dan-van-kheo-lien-ket"), ("Accept-Encoding", "identity")]

    until = time.monotonic() + LONGEST

    def fetch(name: str, most: int) -> bytes:
        try:
            with opener.open(urljoin(base, name), timeout=TIMEOUT) as answer:
                return _bounded(name, _read(answer, most, until), most)
        except (urllib.error.URLError, HTTPException, OSError, ValueError) as error:
            raise BrokenError(f"không tải được {name}: {_why(error)}") from error

    return fetch


def _read(answer: Any, most: int, until: float) -> bytes:
    """The content of an answer, at most one byte more than allowed. Raises TimeoutError."""
    content = bytearray()
    while len(content) <= most and (piece := answer.read1(min(_PIECE, most + 1 - len(content)))):
        content += piece
        if time.monotonic() > until:
            raise TimeoutError
    return bytes(content)


def _why(error: Exception) -> str:
    if isinstance(error, urllib.error.HTTPError):
        return "chuyển hướng vòng quanh" if "redirect" in str(error.msg) else f"máy chủ trả lời mã {error.code}"
    reason = getattr(error, "reason", error)
    return "chờ quá lâu" if isinstance(reason, TimeoutError) else str(reason or type(error).__name__)[:200]


def _from_folder(folder: Path) -> Fetch:
    def fetch(name: str, most: int) -> bytes:
        path = folder / name
        try:
            place = path.resolve(strict=True)
            if not place.is_relative_to(folder.resolve()) or not stat.S_ISREG(path.lstat().st_mode):
                raise BrokenError(f"{name} là liên kết dẫn ra ngoài, hoặc không phải tệp")
            with place.open("rb") as stream:
                content = stream.read(most + 1)
        except FileNotFoundError as error:
            raise BrokenError(f"không đọc được {name}: không có tệp ấy") from error
        except OSError as error:
            raise BrokenError(f"không đọc được {name}: {error.strerror or error}") from error
        return _bounded(name, content, most)

    return fetch


def _bounded(name: str, content: bytes, most: int) -> bytes:
    if len(content) > most:
        raise BrokenError(f"{name} lớn quá {most} byte")
    return content
