"""The real receiver on a small repository, as a process that can be killed; and a sender that talks to it."""

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from small_trees import MINIMAL

pytest.importorskip("starlette")
httpx = pytest.importorskip("httpx")

from receiving.contacts import Contacts  # noqa: E402
from receiving.ledger import Ledger  # noqa: E402

ROOT = Path(__file__).resolve().parent.parent
_TOLD = re.compile(r"http://127\.0\.0\.1:(\d+)/")
_WHO = {"GIT_AUTHOR_NAME": "Biên tập", "GIT_AUTHOR_EMAIL": "a@b.invalid"}
_WHO |= {"GIT_COMMITTER_NAME": "Biên tập", "GIT_COMMITTER_EMAIL": "a@b.invalid"}


def git(repository: Path, *arguments: str) -> str:
    command = ["git", "-c", "core.hooksPath=/dev/null", "-C", str(repository), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env={**os.environ, **_WHO})
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def made_repository(folder: Path) -> Path:
    """The register and one model on `main`; the editor is on another branch, in the middle of work."""
    (folder / "models" / "ba-chuc").mkdir(parents=True)
    shutil.copy(ROOT / "models" / "sources.yml", folder / "models")
    (folder / "models" / "ba-chuc" / "to-gop-von.yml").write_text(MINIMAL, encoding="utf-8", newline="\n")
    git(folder, "init", "-q", "-b", "main")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "Bắt đầu")
    git(folder, "checkout", "-q", "-b", "dang-viet")
    (folder / "ghi-chu.txt").write_text("dở dang", encoding="utf-8")
    git(folder, "add", "ghi-chu.txt")
    return folder


@dataclass
class Receiver:
    """A receiver that runs, or can be started again on the same queue."""

    folder: Path
    settings: dict[str, object] = field(default_factory=dict)
    site: Path | None = None
    process: subprocess.Popen[bytes] | None = None
    address: str = ""

    @property
    def repository(self) -> Path:
        return self.folder / "repository"

    @property
    def log(self) -> str:
        return (self.folder / "log.txt").read_text(encoding="utf-8")

    def command(self, *options: str) -> list[str]:
        """The command with its settings."""
        given = {"repository": "repository", "models": "repository/models", "data": "queue", **self.settings}
        lines = [
            f"{key} = {str(value).lower() if isinstance(value, bool) else repr(value)}" for key, value in given.items()
        ]
        (self.folder / "noi-nhan.toml").write_text("\n".join(lines), encoding="utf-8")
        return [
            sys.executable,
            str(ROOT / "scripts/receive.py"),
            "--settings",
            str(self.folder / "noi-nhan.toml"),
            *options,
        ]

    def start(self) -> None:
        """Start it on a free port, and wait until it listens."""
        site = ["--site", str(self.site)] if self.site else []
        log = self.folder / "log.txt"
        length = log.stat().st_size if log.exists() else 0
        variables = {**os.environ, "SHOWCASE_NO_VENV": "1", "PYTHONUNBUFFERED": "1"}
        with log.open("ab") as output:
            command = self.command("--port", "0", *site)
            self.process = subprocess.Popen(command, stdout=output, stderr=output, env=variables)
        while True:
            said = log.read_bytes()[length:].decode("utf-8", errors="replace")
            if found := _TOLD.search(said):
                self.address = f"http://127.0.0.1:{found[1]}/"
                return
            try:
                self.process.wait(0.02)
            except subprocess.TimeoutExpired:
                continue
            raise AssertionError(said)

    def kill(self) -> None:
        """As a power cut ends it."""
        assert self.process
        self.process.kill()
        self.process.wait()

    def stop(self) -> None:
        """As Ctrl+C ends it."""
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            assert self.process.wait(60) == 0, self.log

    @contextmanager
    def queue(self) -> Iterator[tuple[Ledger, Contacts]]:
        """The queue, as another command opens it beside the receiver."""
        queue = self.folder / "queue"
        ledger, contacts = Ledger(queue / "entries.sqlite"), Contacts(queue / "contacts.sqlite")
        try:
            yield ledger, contacts
        finally:
            ledger.close()
            contacts.close()

    def number(self, code: str) -> str:
        """The number by which editors call an entry."""
        with self.queue() as (ledger, _):
            stored = ledger.by_code(code)
        assert stored
        return str(stored.number)


@contextmanager
def receiver(folder: Path, site: Path | None = None, **settings: object) -> Iterator[Receiver]:
    """A receiver with a repository of its own, open to everybody but for these settings."""
    open_door = {"per_hour": 0, "plain_per_hour": 0, "work_bits": 0, "card_seconds": 0, "follow_seconds": 0.1}
    one = Receiver(folder, open_door | settings, site)
    made_repository(one.repository)
    one.start()
    try:
        yield one
    finally:
        if one.process and one.process.poll() is None:
            one.stop()


def titled(number: int) -> str:
    """A model of its own."""
    return MINIMAL.replace("góp vốn xoay vòng", f"nuôi heo đất số {number}")


@dataclass
class Sender:
    """Somebody who hands in, as the form does."""

    address: str

    def __post_init__(self) -> None:
        # No connection stays open, so there is none to close at the end of a test.
        alone = httpx.Limits(max_keepalive_connections=0)
        self.client = httpx.Client(base_url=self.address, timeout=60, limits=alone)

    def challenge(self) -> str:
        return str(self.client.get("dong-gop/noi-nhan.json").json()["challenge"])

    def send(self, text: str, pictures: dict[str, bytes] | None = None, **more: str) -> "httpx.Response":
        """Hand in a model file."""
        files = [("anh", (name, content, "image/jpeg")) for name, content in (pictures or {}).items()]
        data = {"the": self.challenge(), "loi-giai": "0", "mo-hinh": text, **more}
        # Without a file httpx would send the texts in another form than the browser does.
        return self.client.post("dong-gop/gui/mo-hinh", data=data, files=files or [("khong", (None, ""))])

    def card(self, **answers: str) -> "httpx.Response":
        """Fill in the idea card."""
        page = self.client.get("dong-gop/y-tuong/").text
        found = re.search(r'name="the" value="([^"]+)"', page)
        assert found
        given = {"the": found[1], "lam-gi": "Góp gạo nấu cháo", "ai-lam": "Chi hội Phụ nữ", "xa": "30547", **answers}
        return self.client.post("dong-gop/gui/y-tuong", data=given)

    def receipt(self, code: str) -> str:
        return str(self.client.get("dong-gop/da-gui/", params={"phieu": code}).text)

    def state(self, code: str) -> str:
        found = re.search(r'data-state="([a-z]+)"', self.receipt(code))
        return found[1] if found else ""

    def reaches(self, code: str, state: str) -> None:
        """Wait for a state of an entry."""
        import time

        until = time.monotonic() + 120
        while self.state(code) != state:
            assert time.monotonic() < until, self.receipt(code)
            time.sleep(0.05)
