"""The interface of the hosting service, as far as the workflows use it. Standard library only.

Address, project and token come from the variables that every workflow has: GITHUB_API_URL, GITHUB_REPOSITORY, and
GITHUB_TOKEN, which a step must be given by name.
"""

from __future__ import annotations

import json
import os
import urllib.parse
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

BOT = "github-actions[bot]"
"""Who writes with the token of a workflow."""

_TIMEOUT = 30
_PAGE = 100


@dataclass(frozen=True)
class Hosting:
    """One project at the hosting service."""

    address: str
    project: str
    """`owner/name`."""
    token: str

    @classmethod
    def of_workflow(cls) -> Hosting:
        """The project of the workflow that is running. Raises KeyError outside of one."""
        return cls(os.environ["GITHUB_API_URL"], os.environ["GITHUB_REPOSITORY"], os.environ["GITHUB_TOKEN"])

    def ask(self, method: str, path: str, body: object = None, **query: object) -> Any:
        """One request below the project: `ask("GET", "/pulls", state="open")`. Raises OSError when it is refused."""
        address = f"{self.address}/repos/{self.project}{path}"
        address += f"?{urllib.parse.urlencode(query)}" if query else ""
        request = urllib.request.Request(address, method=method)
        request.add_header("Authorization", f"Bearer {self.token}")
        request.add_header("Accept", "application/vnd.github+json")
        request.add_header("X-GitHub-Api-Version", "2022-11-28")
        data = None if body is None else json.dumps(body).encode()
        with urllib.request.urlopen(request, data, timeout=_TIMEOUT) as answer:
            return json.load(answer)

    def pages(self, path: str, most: int = 1000, **query: object) -> Iterator[Any]:
        """The items of a list that comes in pages, up to `most`. Raises OSError when it is refused."""
        for page in range(1, most // _PAGE + 1):
            items = self.ask("GET", path, **query, per_page=_PAGE, page=page)
            yield from items
            if len(items) < _PAGE:
                return

    def say(self, number: int, mark: str, text: str) -> None:
        """Comment on an issue or pull request; change the comment of before, known by its first line, where one is."""
        body = {"body": f"{mark}\n{text}"}
        for comment in self.pages(f"/issues/{number}/comments"):
            if comment["user"]["login"] == BOT and comment["body"].startswith(mark):
                self.ask("PATCH", f"/issues/comments/{comment['id']}", body)
                return
        self.ask("POST", f"/issues/{number}/comments", body)
