"""A local stand-in for the API of the hosting service: it stores what is sent, as the real one does."""

import re
from contextlib import AbstractContextManager
from typing import Any

from stand_in import PROJECT, TOKEN, Hosting, hosted

BOT = {"login": "github-actions[bot]"}


class LocalHosting(Hosting):
    """State of one project."""

    def __init__(self) -> None:
        super().__init__()
        self.pulls: list[dict[str, Any]] = []
        self.files: list[dict[str, Any]] = []
        self.comments: list[dict[str, Any]] = []
        self.issues: list[dict[str, Any]] = []
        self.labels: list[str] = []

    def variables(self) -> dict[str, str]:
        """The environment variables of a workflow."""
        return {"GITHUB_API_URL": self.address, "GITHUB_REPOSITORY": PROJECT, "GITHUB_TOKEN": TOKEN}

    def answer(self, method: str, path: str, query: dict[str, str], body: Any) -> tuple[int, Any]:
        """Answer one request below the project."""
        here = [*map(str, (method, *re.sub(r"\d+", "N", path).split("/")[1:]))]
        number = int(found[0]) if (found := re.findall(r"\d+", path)) else 0
        match here:
            case ["GET", "pulls"]:
                owner, _, branch = query["head"].partition(":")
                known = [one for one in self.pulls if one["branch"] == branch and one["owner"] == owner]
                return 200, paged(known, query)
            case ["GET", "pulls", "N", "files"]:
                return 200, paged(self.files, query)
            case ["GET", "issues", "N", "comments"]:
                return 200, paged(self.comments, query)
            case ["POST", "issues", "N", "comments"]:
                self.comments.append({"id": 900 + len(self.comments), "user": BOT, "body": body["body"]})
                return 201, {}
            case ["PATCH", "issues", "comments", "N"]:
                next(one for one in self.comments if one["id"] == number)["body"] = body["body"]
                return 200, {}
            case ["POST", "issues", "N", "labels"]:
                self.labels += body["labels"]
                return 200, []
            case ["GET", "issues"]:
                return 200, paged([one for one in self.issues if one["user"]["login"] == query["creator"]], query)
            case ["POST", "issues"]:
                self.issues.append({"number": len(self.issues) + 1, "user": BOT, **body})
                return 201, {}
            case ["PATCH", "issues", "N"]:
                next(one for one in self.issues if one["number"] == number).update(body)
                return 200, {}
        return 404, {"message": "Not Found"}


def paged(items: list[Any], query: dict[str, str]) -> list[Any]:
    size, page = int(query["per_page"]), int(query["page"])
    return items[(page - 1) * size : page * size]


def local_hosting() -> AbstractContextManager[LocalHosting]:
    """Serve the stand-in until the end of the block."""
    return hosted(LocalHosting())
