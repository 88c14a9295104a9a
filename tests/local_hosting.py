"""A stand-in for the interface of the hosting service, on this machine: keeps what it is told, as the real one does."""

import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

PROJECT = "kho/dan-van-kheo"
BOT = {"login": "github-actions[bot]"}


class LocalHosting:
    """State of one project."""

    def __init__(self) -> None:
        self.address = ""
        self.pulls: list[dict[str, Any]] = []
        self.files: list[dict[str, Any]] = []
        self.comments: list[dict[str, Any]] = []
        self.issues: list[dict[str, Any]] = []
        self.labels: list[str] = []
        self.asked: list[str] = []
        self.refuse = False

    def variables(self) -> dict[str, str]:
        """What a workflow has in its environment."""
        return {"GITHUB_API_URL": self.address, "GITHUB_REPOSITORY": PROJECT, "GITHUB_TOKEN": "mot-the"}

    def answer(self, method: str, path: str, query: dict[str, str], body: Any) -> tuple[int, Any]:
        """One request below the project."""
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


@contextmanager
def local_hosting() -> Iterator[LocalHosting]:
    """Serve it until the end of the block."""
    hosting = LocalHosting()

    class Handler(BaseHTTPRequestHandler):
        def handle_one(self) -> None:
            parts = urlsplit(self.path)
            length = int(self.headers.get("Content-Length") or 0)
            body = json.loads(self.rfile.read(length)) if length else None
            hosting.asked.append(f"{self.command} {parts.path}")
            allowed = self.headers["Authorization"] == "Bearer mot-the"
            query = {key: values[0] for key, values in parse_qs(parts.query).items()}
            path = parts.path.removeprefix(f"/repos/{PROJECT}")
            if hosting.refuse or not allowed:
                status, said = 403, {"message": "Resource not accessible by integration"}
            else:
                status, said = hosting.answer(self.command, path, query, body)
            data = json.dumps(said).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        do_GET = do_POST = do_PATCH = handle_one  # noqa: N815

        def log_message(self, *arguments: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    hosting.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield hosting
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
