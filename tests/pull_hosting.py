"""A stand-in for the hosting service's interface to branches and pull requests, on this machine.

Written from its documentation (docs.github.com/rest, version 2022-11-28: git references, trees, blobs, commits, pulls,
issue comments, reviews, rate limits). It is no copy of the real service: what that does beside its documentation is
not here. It can be slow, fail, refuse and limit, in the order in which a test asks for that.
"""

import base64
import hashlib
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

PROJECT = "kho/dan-van-kheo"
TOKEN = "mot-the"


class PullHosting:
    """State of one project."""

    def __init__(self) -> None:
        self.address = ""
        self.token = TOKEN
        self.objects: dict[str, Any] = {"main-tree": {}}
        self.refs = {"heads/main": "main-commit"}
        self.objects["main-commit"] = {"tree": "main-tree", "parents": [], "message": "Bắt đầu"}
        self.pulls: list[dict[str, Any]] = []
        self.comments: dict[int, list[dict[str, Any]]] = {}
        self.reviews: dict[int, list[dict[str, Any]]] = {}
        self.asked: list[str] = []
        self.faults: list[tuple[int, dict[str, str]]] = []
        """Status and headers of the next answers; status 0 hangs up, a negative one is so many tenths slow."""
        self.closed = threading.Event()

    def _made(self, kind: str, value: Any) -> dict[str, str]:
        sha = hashlib.sha1(json.dumps([kind, value], sort_keys=True).encode()).hexdigest()
        self.objects[sha] = value
        return {"sha": sha}

    def files(self, branch: str) -> dict[str, bytes]:
        """What a branch holds."""
        return dict(self.objects[self.objects[self.refs[f"heads/{branch}"]]["tree"]])

    def answer(self, method: str, path: str, query: dict[str, str], body: Any) -> tuple[int, Any]:
        """One request below the project."""
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
        """Somebody comments on a pull request."""
        known = self.comments.setdefault(pull, [])
        known.append({"id": 100 * pull + len(known), "body": text, "author_association": who})


@contextmanager
def pull_hosting() -> Iterator[PullHosting]:
    """Serve it until the end of the block."""
    hosting = PullHosting()

    class Handler(BaseHTTPRequestHandler):
        def handle_one(self) -> None:
            parts = urlsplit(self.path)
            length = int(self.headers.get("Content-Length") or 0)
            body = json.loads(self.rfile.read(length)) if length else None
            hosting.asked.append(f"{self.command} {parts.path}")
            status, headers = hosting.faults.pop(0) if hosting.faults else (200, {})
            if status == 0:
                return self.connection.close()
            if status < 0:
                hosting.closed.wait(-status / 10)
            if self.headers["Authorization"] != f"Bearer {hosting.token}":
                return self._say(401, {}, {"message": "Bad credentials"})
            if status > 200:
                return self._say(status, headers, {"message": "refused"})
            query = {key: values[0] for key, values in parse_qs(parts.query).items()}
            status, said = hosting.answer(self.command, parts.path.removeprefix(f"/repos/{PROJECT}"), query, body)
            return self._say(status, {}, said)

        def _say(self, status: int, headers: dict[str, str], said: Any) -> None:
            data = json.dumps(said, default=str).encode()
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(data))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(data)

        do_GET = do_POST = handle_one  # noqa: N815

        def log_message(self, *arguments: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        def handle_error(self, request: object, client_address: object) -> None:
            """Who hangs up on a slow answer says nothing here."""

    server = Server(("127.0.0.1", 0), Handler)
    hosting.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield hosting
    finally:
        hosting.closed.set()
        server.shutdown()
        server.server_close()
        thread.join()


def soon(seconds: float) -> str:
    """A moment as the service tells when its limit ends."""
    return str(int(time.time() + seconds))
