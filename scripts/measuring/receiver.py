"""The real receiver as a process of its own that can be killed, on a small repository, and senders that talk to it."""

from __future__ import annotations

from lib.environment import NO_VENV, ROOT

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

MODEL = """\
title: Tổ phụ nữ góp vốn xoay vòng
summary: Phụ nữ trong ấp góp tiền hằng tháng, lần lượt nhận vốn.
owner:
  kind: phu-nu
places:
  - commune: "30547"
sources:
  - id: bao-cao-xa-2025
    title: Báo cáo công tác dân vận năm 2025
    issuer: Đảng ủy xã Ba Chúc
"""

_WHO = {"GIT_AUTHOR_NAME": "Biên tập", "GIT_AUTHOR_EMAIL": "bien-tap@example.invalid"}
_WHO |= {"GIT_COMMITTER_NAME": "Biên tập", "GIT_COMMITTER_EMAIL": "bien-tap@example.invalid"}
_READY = 180.0


def titled(number: int) -> str:
    """A model file with this title."""
    return MODEL.replace("góp vốn xoay vòng", f"nuôi heo đất số {number}")


def git(repository: Path, *arguments: str) -> str:
    """The output of git. Raises RuntimeError if it fails."""
    command = ["git", "-c", "core.hooksPath=/dev/null", "-C", str(repository), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env={**os.environ, **_WHO})
    if done.returncode:
        raise RuntimeError(done.stderr)
    return done.stdout.strip()


def made_repository(folder: Path) -> None:
    """The register and one model on `main`; the editor is on another branch, in the middle of work."""
    (folder / "models" / "ba-chuc").mkdir(parents=True)
    shutil.copy(ROOT / "models" / "sources.yml", folder / "models")
    (folder / "models" / "ba-chuc" / "to-gop-von.yml").write_text(MODEL, encoding="utf-8", newline="\n")
    git(folder, "init", "-q", "-b", "main")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "Bắt đầu")
    git(folder, "checkout", "-q", "-b", "dang-viet")
    (folder / "ghi-chu.txt").write_text("dở dang", encoding="utf-8")
    git(folder, "add", "ghi-chu.txt")


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@dataclass
class Receiver:
    """A receiver that runs, or can be started again on the same queue and the same port."""

    folder: Path
    settings: dict[str, object] = field(default_factory=dict)
    site: Path | None = None
    process: subprocess.Popen[bytes] | None = None
    port: int = field(default_factory=free_port)

    @property
    def address(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}/"

    @property
    def repository(self) -> Path:
        """The repository that gets the branches."""
        return self.folder / "repository"

    @property
    def log(self) -> str:
        """The output of the receiver."""
        return (self.folder / "log.txt").read_text(encoding="utf-8", errors="replace")

    def command(self, *options: str) -> list[str]:
        """The command with its settings."""
        given = {"repository": "repository", "models": "repository/models", "data": "queue", **self.settings}
        lines = [f"{key} = {str(one).lower() if isinstance(one, bool) else repr(one)}" for key, one in given.items()]
        file = self.folder / "noi-nhan.toml"
        file.write_text("\n".join(lines), encoding="utf-8")
        return [sys.executable, str(ROOT / "scripts" / "receive.py"), "--settings", str(file), *options]

    def ran(self, *options: str) -> subprocess.CompletedProcess[str]:
        """One of the tasks of editors, beside the receiver that runs, in the environment of whoever asks."""
        variables = {**os.environ, NO_VENV: "1", "PYTHONUTF8": "1"}
        return subprocess.run(self.command(*options), capture_output=True, encoding="utf-8", env=variables)

    def start(self) -> None:
        """Start it, and wait until it answers. Raises RuntimeError when it ends instead."""
        site = ["--site", str(self.site)] if self.site else []
        with (self.folder / "log.txt").open("ab") as output:
            command = self.command("--port", str(self.port), *site)
            variables = {**os.environ, NO_VENV: "1", "PYTHONUNBUFFERED": "1"}
            self.process = subprocess.Popen(command, stdout=output, stderr=output, env=variables)
        until = time.monotonic() + _READY
        while not self._answers():
            if self.process.poll() is not None or time.monotonic() > until:
                raise RuntimeError(self.log)
            time.sleep(0.02)

    def _answers(self) -> bool:
        try:
            return bool(httpx.get(f"{self.address}dong-gop/noi-nhan.json", timeout=_READY).status_code == 200)
        except httpx.TransportError:
            return False

    def kill(self) -> None:
        """Kill it, like a power cut."""
        if self.process:
            self.process.kill()
            self.process.wait()

    def stop(self) -> int:
        """Stop it, like Ctrl+C; gives the exit code."""
        if self.process is None:
            return 0
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        return self.process.wait(120)

    def memory(self) -> int:
        """The most memory that it has held at a time, in bytes; Linux only."""
        status = Path(f"/proc/{self.process.pid}/status" if self.process else "").read_text(encoding="utf-8")
        found = re.search(r"VmHWM:\s+(\d+) kB", status)
        return int(found[1]) * 1024 if found else 0


@dataclass
class Sender:
    """Sends entries, like the form."""

    address: str

    def __post_init__(self) -> None:
        # Keep no connection open, so that nothing has to be closed at the end.
        self.client = httpx.Client(base_url=self.address, timeout=60, limits=httpx.Limits(max_keepalive_connections=0))

    def challenge(self) -> str:
        """A fresh challenge."""
        return str(self.client.get("dong-gop/noi-nhan.json").json()["challenge"])

    def send(self, text: str, pictures: dict[str, bytes] | None = None, **more: str) -> Any:
        """Hand in a model file; gives the answer of httpx. Raises httpx.TransportError."""
        files: list[Any] = [("anh", (name, content, "image/jpeg")) for name, content in (pictures or {}).items()]
        data = {"the": self.challenge(), "loi-giai": "0", "mo-hinh": text, **more}
        # Without a file, httpx would not send multipart/form-data as the browser does.
        return self.client.post("dong-gop/gui/mo-hinh", data=data, files=files or [("khong", (None, ""))])

    def card(self, **answers: str) -> Any:
        """Fill in the idea card; gives the answer of httpx."""
        page = self.client.get("dong-gop/y-tuong/").text
        found = re.search(r'name="the" value="([^"]+)"', page)
        given = {
            "the": found[1] if found else "",
            "lam-gi": "Góp gạo nấu cháo",
            "ai-lam": "Chi hội Phụ nữ",
            "xa": "30547",
        }
        return self.client.post("dong-gop/gui/y-tuong", data=given | answers)

    def receipt(self, code: str) -> str:
        """The page of a receipt."""
        return str(self.client.get("dong-gop/da-gui/", params={"phieu": code}).text)

    def state(self, code: str) -> str:
        """The state that a receipt shows; empty where there is none."""
        found = re.search(r'data-state="([a-z]+)"', self.receipt(code))
        return found[1] if found else ""
