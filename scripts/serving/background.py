"""The whole site, built by a process of its own after each change: search, map, data, and all stamps."""

from lib.environment import ROOT

import os
import re
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_STAMP = re.compile(r'<meta name="version" content="([^"]*)">')


@dataclass(frozen=True)
class Built:
    """A site that is complete."""

    folder: Path
    state: str
    """Stamp of the pages that read the index and the map."""
    frame: str
    """Stamp of all other pages."""


class Background:
    """Builds into folders below `work`, one after the other; the newest complete one is `built`."""

    def __init__(self, work: Path, models: Path, ended: Callable[[], None]) -> None:
        """`ended` is called, from another thread, when a build has ended that no newer one took the place of."""
        self.built: Built | None = None
        self.fault = ""
        """The error output of the last build; empty if it succeeded."""
        self._work, self._models, self._ended = work, models, ended
        self._process: subprocess.Popen[str] | None = None
        self._lock = threading.Lock()
        self._count = 0
        shutil.rmtree(work, ignore_errors=True)
        work.mkdir(parents=True)

    @property
    def is_busy(self) -> bool:
        """Whether a build is under way."""
        return self._process is not None

    def start(self) -> None:
        """Build the present state; a running build of an older state is ended."""
        with self._lock:
            self._end()
            self._count += 1
            folder = self._work / str(self._count)
            command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(folder)]
            variables = {**os.environ, "SHOWCASE_MODELS": str(self._models), "NO_MKDOCS_2_WARNING": "1"}
            self._process = process = subprocess.Popen(
                command,
                cwd=ROOT,
                env=variables,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                encoding="utf-8",
                start_new_session=True,
            )
        threading.Thread(target=self._wait, args=[process, folder], daemon=True).start()

    def stop(self) -> None:
        """End a running build and remove all its files."""
        with self._lock:
            self._end()
        shutil.rmtree(self._work, ignore_errors=True)

    def _end(self) -> None:
        if self._process:
            _end_all(self._process)
            self._process = None

    def _wait(self, process: subprocess.Popen[str], folder: Path) -> None:
        _, said = process.communicate()
        with self._lock:
            if self._process is not process:
                shutil.rmtree(folder, ignore_errors=True)
                return
            self._process = None
            old = self.built
            if process.returncode:
                self.fault = said.strip()
                shutil.rmtree(folder, ignore_errors=True)
            else:
                self.fault, self.built = "", _built(folder)
                if old:
                    shutil.rmtree(old.folder, ignore_errors=True)
        self._ended()


def _end_all(process: subprocess.Popen[str]) -> None:
    """End a process with the workers that it has begun, which would wait for it for ever."""
    if os.name == "nt":
        subprocess.run(["taskkill", "/T", "/F", "/PID", str(process.pid)], capture_output=True)
    else:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGTERM)


def _built(folder: Path) -> Built:
    return Built(folder, _stamp(folder / "index.html"), _stamp(folder / "mo-hinh" / "index.html"))


def _stamp(page: Path) -> str:
    found = _STAMP.search(page.read_text(encoding="utf-8"))
    return found[1] if found else ""
