"""Reading requests with distrust: bounded in bytes, parts, fields and time, from our own pages only."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from starlette.datastructures import UploadFile
from starlette.formparsers import FormParser, MultiPartParser
from starlette.requests import ClientDisconnect, Request

from showcase.contributions.entry import Handed, Picture
from showcase.contributions.judging import MOST_PICTURES, Refusal
from showcase.schema.grammar import limit

_FIELDS = 20
_PATIENCE = 60.0
"""Seconds in which a request must have come, were it empty."""
_SLOWEST = 10_000
"""Bytes a second that a phone on a slow line sends at least; so much longer a large request may take."""
_PLAIN_BYTES = 64 * 1024
"""Of an idea card, each letter of which may be sent as nine characters."""


@dataclass(frozen=True)
class Form:
    """What a form holds: its texts by name, and its files."""

    texts: dict[str, str] = field(default_factory=dict)
    pictures: tuple[Picture, ...] = ()

    def text(self, name: str) -> str:
        """One text; empty where there is none."""
        return self.texts.get(name, "")

    def handed(self) -> Handed:
        """The model or correction in it."""
        return Handed(self.text("mo-hinh"), self.text("sua"), self.pictures)


def refuse_foreign(request: Request, address: str) -> None:
    """Raise Refusal for a form that a page of another site sends; `address` is our own, where it is known."""
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        raise Refusal("foreign")
    origin = request.headers.get("origin")
    if origin is None:
        return
    try:
        sender = urlsplit(origin).netloc
        ours = {request.headers.get("host", ""), urlsplit(address).netloc}
    except ValueError:
        raise Refusal("foreign") from None
    if not sender or sender not in ours:
        raise Refusal("foreign")


async def read_form(request: Request, most: int) -> Form:
    """The form of a request of at most so many bytes. Raises Refusal."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in ("multipart/form-data", "application/x-www-form-urlencoded"):
        raise Refusal("malformed")
    try:
        async with asyncio.timeout(_PATIENCE) as patience:
            if kind.startswith("multipart"):
                return await _multipart(request, _bounded(request, most, patience))
            return await _plain(request, _bounded(request, _PLAIN_BYTES, patience))
    except Refusal:
        raise
    except (TimeoutError, ClientDisconnect):
        raise Refusal("malformed") from None
    except Exception as error:  # any error of the parser on a broken body
        raise Refusal("malformed") from error


async def _multipart(request: Request, body: AsyncGenerator[bytes, None]) -> Form:
    parser = MultiPartParser(
        request.headers,
        body,
        max_files=MOST_PICTURES + 1,
        max_fields=_FIELDS,
        max_part_size=limit("file_bytes") + 1024,
    )
    async with _closing(await parser.parse()) as form:
        texts = {name: value for name, value in form.multi_items() if isinstance(value, str)}
        files = [value for _, value in form.multi_items() if isinstance(value, UploadFile)]
        if len(files) > MOST_PICTURES:
            raise Refusal("too-many-pictures")
        return Form(texts, tuple([Picture(one.filename or "", await one.read()) for one in files]))


async def _plain(request: Request, body: AsyncGenerator[bytes, None]) -> Form:
    form = await FormParser(request.headers, body).parse()
    return Form({name: value for name, value in form.multi_items() if isinstance(value, str)})


async def _bounded(request: Request, most: int, patience: asyncio.Timeout) -> AsyncGenerator[bytes, None]:
    size, end = 0, patience.when() or 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > most:
            raise Refusal("too-large")
        patience.reschedule(end + size / _SLOWEST)
        yield chunk


class _closing:  # noqa: N801 - used as a statement
    """Closes the files of a form; large ones are temporary files on disk."""

    def __init__(self, form: Any) -> None:
        self._form = form

    async def __aenter__(self) -> Any:
        return self._form

    async def __aexit__(self, *trouble: object) -> None:
        await self._form.close()
