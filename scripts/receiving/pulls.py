"""Pull requests at a hosting service, through its interface (docs.github.com/rest, version 2022-11-28).

Every step may be done twice: a branch and a pull request that are there already are taken as they are.
"""

from __future__ import annotations

import base64
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from receiving.branches import branch_of, message_of
from receiving.handing_on import NotNow, Place, Progress
from receiving.ledger import Stored
from showcase.contributions.entry import Entry
from showcase.contributions.states import DECLINED, PUBLISHED, Word, word_in

_TIMEOUT = 20.0
_FOLLOWED = 20
"""Pull requests that are looked at in one round; each takes three requests of the 5,000 an hour."""
_REVIEWERS = ("OWNER", "MEMBER", "COLLABORATOR")
_PAGE = 100

_BODY = """\
Gửi qua trang nhập, không cần tài khoản. Mục số {number}; người gửi theo dõi bằng mã phiếu riêng.

Máy đã kiểm tra theo đúng luật của `check_models.py`. Lời nào bắt đầu bằng “Hỏi người gửi:” hoặc
“Nhắn người gửi:” sẽ hiện trên phiếu của người gửi; mọi lời khác chỉ ở lại đây.
Gộp là nhận, đóng mà không gộp là không nhận.
"""


@dataclass
class PullRequests:
    """One project at a hosting service."""

    api: str
    project: str
    """`owner/name`."""
    token_file: Path
    main: str
    timeout: float = _TIMEOUT
    _client: httpx.Client = field(init=False)

    def __post_init__(self) -> None:
        self._client = httpx.Client(timeout=self.timeout, follow_redirects=False)

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def hand_on(self, stored: Stored, entry: Entry) -> Place:
        """Make branch and pull request, unless they exist. Raises NotNow."""
        branch = branch_of(stored, entry)
        if self._ask("GET", f"/git/ref/heads/{branch}", missing=True) is None:
            self._make_branch(entry, branch)
        owner = self.project.partition("/")[0]
        known = self._ask("GET", "/pulls", head=f"{owner}:{branch}", state="all")
        pull = known[0] if known else self._ask("POST", "/pulls", self._pull(stored, entry, branch))
        return Place(branch, int(pull["number"]))

    def _make_branch(self, entry: Entry, branch: str) -> None:
        main = self._ask("GET", f"/git/ref/heads/{self.main}")["object"]["sha"]
        base = self._ask("GET", f"/git/commits/{main}")["tree"]["sha"]
        tree = [self._leaf(path, content) for path, content in entry.files().items()]
        made = self._ask("POST", "/git/trees", {"base_tree": base, "tree": tree})["sha"]
        commit = {"message": message_of(entry), "tree": made, "parents": [main]}
        head = self._ask("POST", "/git/commits", commit)["sha"]
        self._ask("POST", "/git/refs", {"ref": f"refs/heads/{branch}", "sha": head}, there=True)

    def _leaf(self, path: str, content: bytes | None) -> dict[str, Any]:
        """One entry of a git tree; a file to delete has no content."""
        sha = None
        if content is not None:
            blob = {"content": base64.b64encode(content).decode(), "encoding": "base64"}
            sha = self._ask("POST", "/git/blobs", blob)["sha"]
        return {"path": path, "mode": "100644", "type": "blob", "sha": sha}

    def _pull(self, stored: Stored, entry: Entry, branch: str) -> dict[str, Any]:
        body = _BODY.format(number=stored.number)
        if entry.note:
            body += f"\n{fenced(entry.note)}\n"
        return {"title": entry.subject, "head": branch, "base": self.main, "body": body}

    def follow(self, reviewed: list[Stored]) -> Iterator[tuple[Stored, Progress]]:
        """Merged is published, closed is declined; marked words of reviewers are for the sender. Raises NotNow."""
        for stored in reviewed[:_FOLLOWED]:
            pull = self._ask("GET", f"/pulls/{stored.pull}", missing=True)
            if pull is None:
                yield stored, Progress()
                continue
            state = PUBLISHED if pull.get("merged") else DECLINED if pull["state"] == "closed" else ""
            yield stored, Progress(state, tuple(self._words(stored.pull)))

    def _words(self, pull: int) -> Iterator[tuple[str, Word]]:
        for kind, path in (("comment", f"/issues/{pull}/comments"), ("review", f"/pulls/{pull}/reviews")):
            for one in self._ask("GET", path, per_page=_PAGE):
                word = word_in(one.get("body") or "")
                if word and one.get("author_association") in _REVIEWERS:
                    yield f"{kind}-{one['id']}", word

    def _ask(
        self, method: str, path: str, body: Any = None, *, missing: bool = False, there: bool = False, **query: Any
    ) -> Any:
        """One request below the project. None for a 404 or a 422 ("already there") that is expected."""
        headers = {
            "Authorization": f"Bearer {self._token()}",
            "Accept": "application/vnd.github+json",
            "X-GitHub-Api-Version": "2022-11-28",
        }
        address = f"{self.api}/repos/{self.project}{path}"
        try:
            answer = self._client.request(method, address, json=body, params=query or None, headers=headers)
        except httpx.HTTPError as error:
            raise NotNow(f"không tới được nơi giữ kho: {type(error).__name__}") from error
        if (answer.status_code == 404 and missing) or (answer.status_code == 422 and there):
            return None
        if answer.status_code >= 300:
            raise _obstacle(answer)
        try:
            return answer.json()
        except ValueError as error:
            raise NotNow("nơi giữ kho trả lời không đọc được") from error

    def _token(self) -> str:
        try:
            token = self.token_file.read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise NotNow(f"không đọc được tệp token {self.token_file.name}", needs_person=True) from error
        if not token or not token.isascii() or not token.isprintable():
            raise NotNow(f"tệp token {self.token_file.name} trống hoặc có chữ lạ", needs_person=True)
        return token


def _obstacle(answer: httpx.Response) -> NotNow:
    """The meaning of a refusal for editors, and the seconds to wait."""
    code = answer.status_code
    if code == 401:
        return NotNow("token hết hạn hoặc không đúng (401); thay token trong tệp token", needs_person=True)
    if code in (403, 429):
        if pause := _asked_pause(answer):
            return NotNow(f"nơi giữ kho yêu cầu chờ ({code})", pause)
        return NotNow("token không có quyền ghi nhánh và mở đề nghị (403)", needs_person=True)
    if code == 404:
        return NotNow(
            "không thấy kho hoặc nhánh chính (404); xem lại “project”, “main” và quyền của token", needs_person=True
        )
    return NotNow(f"nơi giữ kho trả lời {code}")


def _asked_pause(answer: httpx.Response) -> float:
    """Seconds that the service asks to wait for; 0 where it asks for none."""
    after, reset = answer.headers.get("retry-after", ""), answer.headers.get("x-ratelimit-reset", "")
    if after.isdigit():
        return float(after) or 1.0
    if answer.headers.get("x-ratelimit-remaining") == "0" and reset.isdigit():
        return max(1.0, float(reset) - time.time())
    return 60.0 if answer.status_code == 429 else 0.0


def fenced(text: str) -> str:
    """Foreign text as code, in a fence that it cannot end."""
    longest = max(map(len, re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}\n{text}\n{fence}"
