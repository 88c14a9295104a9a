"""A local stand-in for the hosting service's API for branches and pull requests.

Written from its documentation (docs.github.com/rest, version 2022-11-28: git references, trees, blobs, commits, pulls,
issue comments, reviews, rate limits). Undocumented behaviour of the real service is not imitated. It can be slow, fail,
refuse and limit, in the order that a test gives.
"""

import base64
import hashlib
import json
import time
from contextlib import AbstractContextManager
from typing import Any

from stand_in import Hosting, hosted


class PullHosting(Hosting):
    """State of one project."""

    def __init__(self) -> None:
        super().__init__()
        self.objects: dict[str, Any] = {"main-tree": {}}
        self.refs = {"heads/main": "main-commit"}
        self.objects["main-commit"] = {"tree": "main-tree", "parents": [], "message": "Bắt đầu"}
        self.pulls: list[dict[str, Any]] = []
        self.comments: dict[int, list[dict[str, Any]]] = {}
        self.reviews: dict[int, list[dict[str, Any]]] = {}

    def _made(self, kind: str, value: Any) -> dict[str, str]:
        sha = hashlib.sha1(json.dumps([kind, value], sort_keys=True).encode()).hexdigest()
        self.objects[sha] = value
        return {"sha": sha}

    def files(self, branch: str) -> dict[str, bytes]:
        """The files of a branch."""
        return dict(self.objects[self.objects[self.refs[f"heads/{branch}"]]["tree"]])

    def answer(self, method: str, path: str, query: dict[str, str], body: Any) -> tuple[int, Any]:
        """Answer one request below the project."""
        here = path.strip("/").split("/")
        if here[0] == "git":
            return self._git([method, *here[1:]], body)
        return self._pull([method, *here], query, body)

    def _git(self, asked: list[str], body: Any) -> tuple[int, Any]:
        match asked:
            case ["GET", "ref", *name]:
                sha = self.refs.get("/".join(name))
                return (200, {"object": {"sha": sha}}) if sha else (404, {"message": "Not Found"})
            case ["GET", "commits", sha]:
                return 200, {"sha": sha, "tree": {"sha": self.objects[sha]["tree"]}}
            case ["POST", "blobs"]:
                assert body["encoding"] == "base64"
                return 201, self._made("blob", body["content"])
            case ["POST", "trees"]:
                return 201, self._tree(body)
            case ["POST", "commits"]:
                return 201, self._made("commit", {key: body[key] for key in ("tree", "parents", "message")})
            case ["POST", "refs"]:
                name = body["ref"].removeprefix("refs/")
                if name in self.refs:
                    return 422, {"message": "Reference already exists"}
                self.refs[name] = body["sha"]
                return 201, {}
        return 404, {"message": "Not Found"}

    def _pull(self, asked: list[str], query: dict[str, str], body: Any) -> tuple[int, Any]:
        match asked:
            case ["GET", "pulls"]:
                return 200, [one for one in self.pulls if f"kho:{one['head']}" == query["head"]]
            case ["POST", "pulls"]:
                if any(one["head"] == body["head"] for one in self.pulls):
                    return 422, {"message": "A pull request already exists"}
                number = len(self.pulls) + 1
                self.pulls.append({"number": number, "state": "open", "merged": False, **body})
                return 201, self.pulls[-1]
            case ["GET", "pulls", number]:
                return 200, self.pulls[int(number) - 1]
            case ["GET", "pulls", number, "reviews"]:
                return 200, self.reviews.get(int(number), [])
            case ["GET", "issues", number, "comments"]:
                return 200, self.comments.get(int(number), [])
        return 404, {"message": "Not Found"}

    def _tree(self, body: Any) -> dict[str, str]:
        tree = dict(self.objects[body["base_tree"]])
        for leaf in body["tree"]:
            if leaf["sha"] is None:
                tree.pop(leaf["path"])
            else:
                tree[leaf["path"]] = base64.b64decode(self.objects[leaf["sha"]])
        made = hashlib.sha1(repr(sorted(tree.items())).encode()).hexdigest()
        self.objects[made] = tree
        return {"sha": made}

    def comment(self, pull: int, text: str, who: str = "MEMBER") -> None:
        """Add a comment to a pull request."""
        known = self.comments.setdefault(pull, [])
        known.append({"id": 100 * pull + len(known), "body": text, "author_association": who})


def pull_hosting() -> AbstractContextManager[PullHosting]:
    """Serve the stand-in until the end of the block."""
    return hosted(PullHosting())


def soon(seconds: float) -> str:
    """A time in the service's format for the end of a rate limit."""
    return str(int(time.time() + seconds))
