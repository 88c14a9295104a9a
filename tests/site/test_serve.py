"""`scripts/serve.py`, run on a copy of the project: changes show, and a broken file breaks no other page."""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import pytest

ROOT = Path(__file__).resolve().parents[2]
RELOADING = re.compile(rb'<script src="/_xem/tai-lai.js"[^>]*></script>\n')
LEFT_OUT = shutil.ignore_patterns(
    ".git", ".venv", ".lam-roi", ".*_cache", ".hypothesis", "__pycache__", "site", "build", "tests"
)
PATIENCE = 600
"""Seconds after which a server that is still at work is stuck. On a quiet machine a change is there after one."""


@dataclass
class Served:
    """A running server and its project."""

    root: Path
    address: str
    process: subprocess.Popen[bytes]

    def page(self, path: str) -> str:
        """The page; empty if there is none (yet)."""
        try:
            with urllib.request.urlopen(self.address + path, timeout=PATIENCE) as answer:
                return answer.read().decode("utf-8")
        except (urllib.error.URLError, ConnectionError):
            return ""

    def settle(self) -> Path:
        """The folder of the whole build, when it is up to date."""

        def is_settled() -> bool:
            told = json.loads(self.page("_xem/trang-thai?state=0&settled=0"))
            return bool(told["state"] == told["settled"])

        assert self._comes(is_settled)
        (folder,) = (self.root / ".lam-roi").glob("xem-*/*")
        return folder

    def shows(self, path: str, text: str) -> bool:
        """Whether the text appears on the page."""
        return self._comes(lambda: text in self.page(path))

    def loses(self, path: str) -> bool:
        """Whether the page disappears."""
        return self._comes(lambda: not self.page(path))

    def _comes(self, state: Callable[[], bool]) -> bool:
        """Whether a state is reached while the server works."""
        until = time.monotonic() + PATIENCE
        while not state():
            if self.process.poll() is not None or time.monotonic() > until:
                return False
            time.sleep(0.1)
        return True


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    root = tmp_path_factory.mktemp("serve") / "project"
    shutil.copytree(ROOT, root, ignore=LEFT_OUT)
    shutil.rmtree(root / "models")  # three models are enough for these tests
    shutil.copytree(ROOT / "tests" / "golden" / "models", root / "models")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    variables = {**os.environ, "SHOWCASE_NO_VENV": "1"}
    command = [sys.executable, str(root / "scripts" / "serve.py"), "--port", str(port)]
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)  # as a shell starts `serve.py &`
    log = root.parent / "log.txt"
    with log.open("wb") as output, subprocess.Popen(command, env=variables, stdout=output, stderr=output) as server:
        signal.signal(signal.SIGINT, before)
        try:
            running = Served(root, f"http://127.0.0.1:{port}/", server)
            assert running.shows("", "Dân vận khéo"), log.read_text(encoding="utf-8")
            yield running
        finally:
            server.terminate()


@pytest.fixture
def model(served: Served) -> Iterator[Path]:
    """A model file, restored after the test."""
    path = next(path for path in sorted(served.root.glob("models/*/*.yml")) if not path.stem.startswith("0"))
    before = path.read_bytes()
    yield path
    path.write_bytes(before)
    assert served.shows(f"mo-hinh/{path.stem}/", path.stem)


def test_every_page_and_file_is_that_of_the_whole_build(served: Served) -> None:
    built = served.settle()
    names = [path.relative_to(built).as_posix() for path in built.rglob("*") if path.is_file()]
    assert {"index.html", "mo-hinh/index.html", "sw.js", "404.html", "du-lieu/mo-hinh.xlsx"} <= set(names)
    for name in names:
        with urllib.request.urlopen(served.address + quote(name.removesuffix("index.html"))) as answer:
            content, kind = answer.read(), answer.headers["Content-Type"]
        assert RELOADING.sub(b"", content) == (built / name).read_bytes(), name
        assert RELOADING.search(content) or not name.endswith("index.html")
        assert kind != "application/octet-stream" or name.endswith((".bin", ".woff2", ".danvankheo")), name


def test_what_is_not_there_and_what_lies_outside_is_refused(served: Served) -> None:
    for path in (
        "khong-co/",
        "assets/khong-co.js",
        "../showcase.yml",
        "%2e%2e/showcase.yml",
        "mo-hinh/..%2f..%2fshowcase.yml",
    ):
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(served.address + path)
        assert refused.value.code == 404
        assert "Không thấy trang này" in refused.value.read().decode()
    with urllib.request.urlopen(served.address + "mo-hinh") as answer:
        assert answer.url == served.address + "mo-hinh/"


def test_search_and_map_follow_and_say_so(served: Served, model: Path) -> None:
    served.settle()
    text = model.read_text(encoding="utf-8")
    model.write_text(text.replace("title: ", "title: Tên theo sau ", 1), encoding="utf-8")
    assert served.shows(f"mo-hinh/{model.stem}/", "Tên theo sau")
    told = json.loads(served.page("_xem/trang-thai?state=0&settled=0"))
    assert told["settled"] < told["state"]
    assert "Tên theo sau" in (served.settle() / "du-lieu" / "models.json").read_text(encoding="utf-8")
    assert "Tên theo sau" in served.page("du-lieu/models.json")


def test_a_change_of_a_model_is_shown(served: Served, model: Path) -> None:
    text = model.read_text(encoding="utf-8")
    model.write_text(text.replace("title: ", "title: Tên vừa đổi ", 1), encoding="utf-8")
    assert served.shows(f"mo-hinh/{model.stem}/", "Tên vừa đổi")


def test_a_broken_file_is_listed_and_the_others_stay(served: Served, model: Path) -> None:
    with model.open("a", encoding="utf-8") as stream:
        stream.write("khong_co_truong_nay: 1\n")
    assert served.shows("loi/", f"{model.parent.name}/{model.name}")
    assert "khong_co_truong_nay" in served.page("loi/")
    assert served.loses(f"mo-hinh/{model.stem}/")
    assert served.page("mo-hinh/")


def test_a_change_of_the_code_is_shown(served: Served) -> None:
    template = served.root / "showcase" / "pages" / "templates" / "home.html"
    template.write_text(template.read_text(encoding="utf-8") + "<p>Khuôn vừa đổi</p>\n", encoding="utf-8")
    assert served.shows("", "Khuôn vừa đổi")
