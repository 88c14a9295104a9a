"""The pages and addresses of the receiver, below the root of the site:

GET  dong-gop/noi-nhan.json     that there is a receiver, with a fresh challenge
POST dong-gop/gui/mo-hinh       one model or correction with pictures, from the entry form; answers JSON
GET  dong-gop/y-tuong/          the idea card
POST dong-gop/gui/y-tuong       the idea card, filled in; leads to its receipt
GET  dong-gop/da-gui/           the list; with ?phieu=CODE one receipt
     dong-gop/duyet/            the reviewers' desk, behind a key: reviewing.py
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from receiving.branches import Branches
from receiving.door import Challenges, Rates, is_worked
from receiving.incoming import Form, read_form, refuse_foreign
from receiving.ledger import Stored
from receiving.reception import Reception, day_of
from receiving.reviewing import Review
from receiving.settings import Settings
from showcase.contributions.entry import Handed
from showcase.contributions.idea import Idea, handed_idea
from showcase.contributions.judging import MOST_PICTURES, Refusal
from showcase.contributions.receiver_pages import HandedInPage, NoticePage, framed, idea_page, receipt_page
from showcase.look.rendering import render

LOG = logging.getLogger("noi-nhan")

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cache-Control": "no-store",
}
_STATUS = {
    "foreign": 403,
    "too-large": 413,
    "too-often": 429,
    "busy": 503,
    "full": 503,
    "malformed": 400,
    "stale": 409,
    "hasty": 409,
}
_WAITING = 64
"""Most entries that wait for a place; further senders are asked to try again."""
_LOOKUPS = 600
"""Receipts that one address may ask for in an hour."""

Answer = Callable[[Request], Awaitable[Response]]


@dataclass
class Desk:
    """What every answer needs."""

    settings: Settings
    reception: Reception
    arrived: Callable[[], None]
    """Called when an entry waits to be handed on."""
    branches: Branches | None
    """Where reviewers decide here; None where they do at a hosting service."""
    challenges: Challenges = field(default_factory=Challenges)
    lookups: Rates = field(default_factory=lambda: Rates(_LOOKUPS))

    def __post_init__(self) -> None:
        self._entries = Rates(self.settings.per_hour)
        self._cards = Rates(self.settings.plain_per_hour)
        self._places = asyncio.Semaphore(self.settings.at_once)
        self._waiting = 0
        self._frames: dict[str, tuple[int, str]] = {}
        self.review = Review(self.settings, self.reception, self._reviewed, self.branches)

    # --- submitting ---

    async def capability(self, request: Request) -> Response:
        """Answer that there is a receiver, with a challenge and the limits of an entry."""
        told = {
            "receives": True,
            "challenge": self.challenges.issue(time.time()),
            "bits": self.settings.work_bits,
            "pictures": MOST_PICTURES,
            "bytes": self.settings.body_bytes,
        }
        return JSONResponse(told)

    async def take_model(self, request: Request) -> Response:
        """From the entry form."""
        try:
            async with self._place(request, self._entries):
                form = await read_form(request, self.settings.body_bytes)
                self._accept_work(form)
                stored, again = await self._take(form.handed(), form.text("lien-he"))
        except Refusal as refusal:
            return _refused(refusal)
        told = {"code": stored.code, "address": self._receipt_address(stored), "again": again}
        return JSONResponse(told, 200 if again else 201)

    async def take_idea(self, request: Request) -> Response:
        """From the idea card, with or without scripts."""
        form = Form()
        try:
            async with self._place(request, self._cards):
                form = await read_form(request, self.settings.body_bytes)
                self._accept_card(form)
                idea = Idea(form.text("lam-gi"), form.text("ai-lam"), form.text("xa"), form.text("cho-nao"))
                stored, _ = await self._take(handed_idea(idea, day_of(time.time())), form.text("lien-he"))
        except Refusal as refusal:
            said = " ".join(dict.fromkeys(f"{one.label}: {one.wrong} {one.remedy}" for one in refusal.problems))
            page = self._idea_page(form, said or refusal.reason)
            return self._page("dong-gop/y-tuong/", page, _STATUS.get(refusal.reason, 422))
        return RedirectResponse(self._receipt_address(stored), 303)

    @asynccontextmanager
    async def _place(self, request: Request, rates: Rates) -> AsyncIterator[None]:
        """One of the few places in which an entry is read and judged; who waits for one has not been read yet."""
        refuse_foreign(request, self.settings.address)
        if self._waiting >= _WAITING:
            raise Refusal("busy")
        self._waiting += 1
        try:
            await self._places.acquire()
        finally:
            self._waiting -= 1
        try:
            if not rates.allows(_sender(request), time.time()):
                raise Refusal("too-often")
            yield
        finally:
            self._places.release()

    def _accept_work(self, form: Form) -> None:
        challenge = form.text("the")
        if self.challenges.age(challenge, time.time()) < 0:
            raise Refusal("stale")
        if not is_worked(challenge, form.text("loi-giai"), self.settings.work_bits) or not self.challenges.use(
            challenge
        ):
            raise Refusal("stale")

    def _accept_card(self, form: Form) -> None:
        age = self.challenges.age(form.text("the"), time.time())
        if age < 0:
            raise Refusal("stale")
        # `trang-web` is a hidden box that only programs fill in; they get the same answer as a too fast sender.
        if age < self.settings.card_seconds or form.text("trang-web"):
            raise Refusal("hasty")
        if not self.challenges.use(form.text("the")):
            raise Refusal("stale")

    async def _take(self, handed: Handed, contact: str) -> tuple[Stored, bool]:
        stored, again = await run_in_threadpool(self.reception.take, handed, contact, time.time())
        if not again:
            LOG.info("đã nhận mục %d (%s), %d ảnh", stored.number, stored.kind, len(handed.pictures))
            self.arrived()
        return stored, again

    def _receipt_address(self, stored: Stored) -> str:
        return f"{self.settings.root}dong-gop/da-gui/?phieu={stored.code}"

    # --- pages ---

    async def idea(self, request: Request) -> Response:
        """The idea card, empty."""
        return self._page("dong-gop/y-tuong/", self._idea_page(Form(), ""))

    def _idea_page(self, form: Form, refusal: str) -> str:
        answers = {name: form.text(name) for name in ("lam-gi", "ai-lam", "xa", "cho-nao", "lien-he")}
        token = self.challenges.issue(time.time())
        return idea_page("../../", token, self.settings.contact_days, answers, refusal)

    async def handed_in(self, request: Request) -> Response:
        """The list, or one receipt."""
        if typed := request.query_params.get("phieu"):
            return await self._receipt(request, typed)
        wanted = request.query_params.get("trang", "1")
        number = int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) < 8 else 1
        rows, pages = await run_in_threadpool(self.reception.page, number)
        page = HandedInPage(root="../../", rows=rows, page=min(max(1, number), pages), pages=pages)
        return self._page("dong-gop/da-gui/", render(page))

    async def _receipt(self, request: Request, typed: str) -> Response:
        if not self.lookups.allows(_sender(request), time.time()):
            return self._notice("Xin đợi một lát", "Vừa có nhiều lượt mở phiếu từ cùng một đường mạng.", 429)
        receipt = await run_in_threadpool(self.reception.receipt, typed)
        if receipt is None:
            return self._notice("Không thấy phiếu này", "Xin xem lại mã: mười hai chữ và số, chia ba nhóm.", 404)
        base = self.settings.address or str(request.base_url)
        address = f"{base}dong-gop/da-gui/?phieu={receipt.code}"
        return self._page("dong-gop/da-gui/", receipt_page("../../", receipt, address))

    def _reviewed(self, content: str, status: int) -> Response:
        return self._page("dong-gop/da-gui/", content, status)

    def _notice(self, title: str, text: str, status: int) -> Response:
        return self._page("dong-gop/da-gui/", render(NoticePage(root="../../", title=title, text=text)), status)

    def _page(self, frame: str, content: str, status: int = 200) -> Response:
        """A page in the frame of the built site; in a simple frame while the site is being exchanged."""
        try:
            return HTMLResponse(framed(self._frame(frame), content), status)
        except (OSError, ValueError):
            bare = '<!doctype html><html lang="vi"><meta charset="utf-8"><title>Dân vận khéo</title>'
            return HTMLResponse(f"{bare}<main>{content}</main></html>", status)

    def _frame(self, address: str) -> str:
        file = self.settings.site / address / "index.html"
        stamp = file.stat().st_mtime_ns
        known = self._frames.get(address)
        if not known or known[0] != stamp:
            known = self._frames[address] = (stamp, file.read_text(encoding="utf-8"))
        return known[1]


def _refused(refusal: Refusal) -> Response:
    """The answer for the form: a sentence, and the problems of the file as `check_models.py` prints them."""
    told = [asdict(problem) | {"message": problem.message} for problem in refusal.problems]
    body = {"reason": refusal.reason, "sentence": refusal.sentence, "problems": told}
    status = _STATUS.get(refusal.reason, 422)
    headers = {"Retry-After": "60"} if status in (429, 503) else {}
    return JSONResponse(body, status, headers)


def _sender(request: Request) -> str:
    """The address that a request comes from; behind our own proxy the one that it names."""
    return str(request.client.host) if request.client else ""


def _guarded(answer: Answer) -> Answer:
    """Our headers on every answer; a fault of ours is one line in the log and a plain sentence."""

    async def guarded(request: Request) -> Response:
        try:
            response = await answer(request)
        except Exception as error:
            place = error.__traceback__
            while place and place.tb_next:
                place = place.tb_next
            where = f"{Path(place.tb_frame.f_code.co_filename).name}:{place.tb_lineno}" if place else "?"
            LOG.error("hỏng khi trả lời: %s ở %s", type(error).__name__, where)
            response = JSONResponse({"reason": "full", "sentence": Refusal("full").sentence, "problems": []}, 500)
        response.headers.update(_HEADERS)
        return response

    return guarded


def application(desk: Desk, serve_site: bool) -> Starlette:
    """The receiver below the root of the site; with the site itself where no other server has it."""
    root = desk.settings.root.rstrip("/")
    routes: list[Route | Mount] = [
        *desk.review.routes(_guarded),
        Route(f"{root}/dong-gop/noi-nhan.json", _guarded(desk.capability), methods=["GET"]),
        Route(f"{root}/dong-gop/gui/mo-hinh", _guarded(desk.take_model), methods=["POST"]),
        Route(f"{root}/dong-gop/gui/y-tuong", _guarded(desk.take_idea), methods=["POST"]),
        Route(f"{root}/dong-gop/y-tuong/", _guarded(desk.idea), methods=["GET"]),
        Route(f"{root}/dong-gop/da-gui/", _guarded(desk.handed_in), methods=["GET"]),
    ]
    if serve_site:
        site = StaticFiles(directory=desk.settings.site, html=True)
        routes.append(Mount(root or "/", _published(site)))
    return Starlette(routes=routes)


def _published(site: Any) -> Any:
    """The built site with our headers; paths that begin with a dot are not served."""

    async def answer(scope: Any, receive: Any, send: Any) -> None:
        async def with_headers(message: Any) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(raw=message["headers"])
                headers.update({**_HEADERS, "Cache-Control": "no-cache"})
            await send(message)

        hidden = any(part.startswith(".") for part in scope["path"].split("/"))
        await (PlainTextResponse("Không thấy", 404) if hidden else site)(scope, receive, with_headers)

    return answer
