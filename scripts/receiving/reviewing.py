"""The reviewers' desk, in a browser and with a key: what was handed in, its page as it would be, and a decision.

GET  dong-gop/duyet/            the list, or with ?muc=NUMBER one entry; without the key, where to type it
POST dong-gop/duyet/vao         the key, typed; from then on the browser carries it
POST dong-gop/duyet/quyet       accept, ask or decline
GET  dong-gop/duyet/trang       the page of an entry as it would be
GET  dong-gop/duyet/anh         a picture of an entry
GET  dong-gop/duyet/tep         the files of an entry in a zip

A laptop with a browser is enough for all of it: git stands on the machine of the receiver.
"""

from __future__ import annotations

import hmac
import os
import re
import secrets
import threading
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from markupsafe import escape
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from receiving import tasks
from receiving.branches import Branches
from receiving.door import Rates
from receiving.handing_on import NotNow
from receiving.incoming import read_form, refuse_foreign
from receiving.ledger import Stored
from receiving.reception import Reception
from receiving.settings import Settings
from showcase.contributions.entry import Entry
from showcase.contributions.judging import Refusal
from showcase.contributions.receiver_pages import NoticePage, Reviewed, ReviewKeyPage, ReviewListPage, ReviewPage
from showcase.insight.site import Site
from showcase.look.rendering import render
from showcase.model.from_values import build
from showcase.pages.pages import model_html
from showcase.targets.refusing import Refused

_COOKIE = "khoa-duyet"
_TRIES = 30
"""Keys that one address may type in an hour."""
_ROOT = "../../"
_ROWS = 200

Framed = Callable[[str, int], Response]
"""Content and status -> an answer in the frame of the site."""


def review_key(data: Path) -> str:
    """The key of this receiver, made at its first use; if its file is deleted, a new key is made."""
    file = data / "khoa-duyet"
    if not file.exists():
        beside = file.with_suffix(f".{secrets.token_hex(4)}")
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as made:
            made.write(secrets.token_hex(16))
        beside.replace(file)
    return file.read_text(encoding="ascii").strip()


def _picture_address(number: int, name: str) -> str:
    return f"dong-gop/duyet/anh?muc={number}&ten={name}"


@dataclass
class Review:
    """The desk of one receiver."""

    settings: Settings
    reception: Reception
    framed: Framed
    branches: Branches | None
    """None where reviewers decide at the hosting service."""
    _tries: Rates = field(default_factory=lambda: Rates(_TRIES))
    _deciding: threading.Lock = field(default_factory=threading.Lock)

    def routes(self, guarded: Callable[[Callable[[Request], Awaitable[Response]]], object]) -> list[Route]:
        """Its addresses."""
        at = f"{self.settings.root.rstrip('/')}/dong-gop/duyet"
        gets = {"/": self.look, "/trang": self.page, "/anh": self.picture, "/tep": self.packed}
        posts = {"/vao": self.enter, "/quyet": self.decide}
        return [
            *(Route(at + path, guarded(self._locked(answer)), methods=["GET"]) for path, answer in gets.items()),  # type: ignore[arg-type]
            *(Route(at + path, guarded(answer), methods=["POST"]) for path, answer in posts.items()),  # type: ignore[arg-type]
        ]

    # --- the key ---

    def _has_key(self, request: Request) -> bool:
        given = request.cookies.get(_COOKIE, "")
        return hmac.compare_digest(given.encode(), review_key(self.settings.data).encode())

    def _locked(self, answer: Callable[[Request], Awaitable[Response]]) -> Callable[[Request], Awaitable[Response]]:
        async def locked(request: Request) -> Response:
            if not self._has_key(request):
                return self.framed(render(ReviewKeyPage(root=_ROOT, refused=False)), 403)
            try:
                return await answer(request)
            except Refused as refused:
                return self._notice("Không mở được", str(refused), 404)

        return locked

    async def enter(self, request: Request) -> Response:
        """Take the key that was typed."""
        try:
            refuse_foreign(request, self.settings.address)
            typed = (await read_form(request, 1024)).text("khoa").strip()
        except Refusal as refusal:
            return self._notice("Không mở được", refusal.sentence, 403)
        asks = str(request.client.host) if request.client else ""
        allowed = self._tries.allows(asks, time.time())
        if not allowed or not hmac.compare_digest(typed.encode(), review_key(self.settings.data).encode()):
            return self.framed(render(ReviewKeyPage(root=_ROOT, refused=True)), 403 if allowed else 429)
        at = f"{self.settings.root}dong-gop/duyet/"
        answer = RedirectResponse(at, 303)
        secure = request.url.scheme == "https"
        answer.set_cookie(_COOKIE, typed, path=at, httponly=True, samesite="strict", secure=secure)
        return answer

    # --- reading ---

    async def look(self, request: Request) -> Response:
        """The list, or one entry."""
        number = request.query_params.get("muc", "")
        made = await run_in_threadpool(self._entry_page, number) if number else await run_in_threadpool(self._list)
        return self.framed(made, 200)

    def _list(self) -> str:
        ledger = self.reception.ledger
        rows = [self._reviewed(stored) for stored in ledger.newest(0, _ROWS)]
        return render(ReviewListPage(root=_ROOT, rows=rows, troubles=sorted({row.trouble for row in rows} - {""})))

    def _reviewed(self, stored: Stored) -> Reviewed:
        return Reviewed(stored.number, self.reception.row(stored), stored.trouble)

    def _entry_page(self, number: str, refusal: str = "") -> str:
        ledger = self.reception.ledger
        stored = tasks.entry_of(ledger, number)
        entry = ledger.whole(stored)
        page = ReviewPage(
            root=_ROOT,
            entry=self._reviewed(stored),
            notes=entry.note.splitlines(),
            contact=self.reception.contacts.of(entry.digest),
            pictures=self._pictures(stored.number, entry),
            words=ledger.words(stored.number),
            path=entry.path,
            text=entry.text,
            decides=self.branches is not None and tasks.is_open(stored),
            pull=f"{self.settings.project}, đề nghị số {stored.pull}" if stored.pull else "",
            refusal=refusal,
        )
        return render(page)

    def _pictures(self, number: int, entry: Entry) -> list[tuple[str, str]]:
        model = build(entry.slug, entry.path, tasks.reading_of(entry).values)
        words = {one.file: one.alt for one in model.pictures}
        return [(_picture_address(number, one.name), words.get(one.name, "")) for one in entry.pictures]

    async def page(self, request: Request) -> Response:
        """The page of an entry as it would be, with its pictures."""
        return self.framed(await run_in_threadpool(self._preview, request.query_params.get("muc", "")), 200)

    def _preview(self, number: str) -> str:
        ledger = self.reception.ledger
        entry = ledger.whole(tasks.entry_of(ledger, number))
        reading = tasks.reading_of(entry)
        catalogue = self.reception.models()
        model = build(entry.slug, entry.path, reading.values)
        others = [one for one in catalogue.models if one.slug != entry.slug]
        site = Site(replace(catalogue, models=[*others, model], problems=[]))
        back = f'<a href="{_ROOT}dong-gop/duyet/?muc={int(number)}">Về bàn duyệt</a>'
        html = f'<p class="note">Xem thử mục {int(number)}, chưa vào kho. {back}</p>{model_html(site, model)}'
        for picture in entry.pictures:  # pictures already on the site keep their address
            there = f'src="{_ROOT}mo-hinh/{entry.slug}/{picture.name}"'
            html = html.replace(there, f'src="{_ROOT}{escape(_picture_address(int(number), picture.name))}"')
        return html

    async def picture(self, request: Request) -> Response:
        """One picture, as it was encoded anew."""
        number, name = request.query_params.get("muc", ""), request.query_params.get("ten", "")
        ledger = self.reception.ledger
        entry = await run_in_threadpool(lambda: ledger.whole(tasks.entry_of(ledger, number)))
        found = next((one.content for one in entry.pictures if one.name == name), None)
        if found is None:
            raise Refused("mục này không có ảnh ấy")
        kind = "image/png" if found.startswith(b"\x89PNG") else "image/webp" if found[8:12] == b"WEBP" else "image/jpeg"
        return Response(found, media_type=kind)

    async def packed(self, request: Request) -> Response:
        """The files of an entry."""
        number = request.query_params.get("muc", "")
        content = await run_in_threadpool(tasks.packed, self.reception.ledger, number)
        headers = {"Content-Disposition": f'attachment; filename="muc-{int(number)}.zip"'}
        return Response(content, media_type="application/zip", headers=headers)

    # --- deciding ---

    async def decide(self, request: Request) -> Response:
        """Accept, ask or decline; returns the entry afterwards."""
        try:
            refuse_foreign(request, self.settings.address)
            form = await read_form(request, self.settings.body_bytes)
        except Refusal as refusal:
            return self._notice("Chưa làm được", refusal.sentence, 403)
        if not self._has_key(request):
            return self.framed(render(ReviewKeyPage(root=_ROOT, refused=False)), 403)
        number = form.text("muc")
        amended = form.pictures[0].content.decode("utf-8", errors="replace") if form.pictures else ""
        try:
            await run_in_threadpool(self._decide, number, form.text("viec"), form.text("loi").strip(), amended)
        except (Refused, Refusal, NotNow) as trouble:
            return self.framed(await run_in_threadpool(self._answered, number, trouble), 422)
        return RedirectResponse(f"{self.settings.root}dong-gop/duyet/?muc={int(number)}", 303)

    def _answered(self, number: str, trouble: Exception) -> str:
        told = trouble.sentence if isinstance(trouble, Refusal) else str(trouble)
        if isinstance(trouble, Refusal):
            told += "".join(f" {one.label or one.line}: {one.message}" for one in trouble.problems)
        if re.fullmatch(r"[0-9]{1,11}", number) and self.reception.ledger.by_number(int(number)):
            return self._entry_page(number, told)
        return render(NoticePage(root=_ROOT, title="Chưa làm được", text=told))

    def _decide(self, number: str, what: str, words: str, amended: str) -> None:
        ledger = self.reception.ledger
        if self.branches is None:
            raise Refused("mục này được duyệt ở nơi giữ kho")
        if what in ("hoi", "khong") and not words:
            raise Refused("xin ghi lời cho người gửi")
        with self._deciding:
            if what == "hoi":
                tasks.ask(ledger, number, words)
            elif what == "khong":
                tasks.decline(ledger, number, words)
            elif what == "nhan":
                if amended.strip():
                    self._amend(self.branches, tasks.open_entry(ledger, number), amended)
                tasks.accept(ledger, self.branches, number)
                self.reception.renew()
            else:
                raise Refused("không rõ việc cần làm")

    def _amend(self, branches: Branches, stored: Stored, text: str) -> None:
        self.reception.amend(stored, text)
        branches.renew(stored, self.reception.ledger.whole(stored))

    def _notice(self, title: str, text: str, status: int) -> Response:
        return self.framed(render(NoticePage(root=_ROOT, title=title, text=text)), status)
