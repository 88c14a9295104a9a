"""The project's own environment in `.venv`: made where it is missing, renewed when its lock has changed.

Standard library only, and written so that an old Python can still read it and be told that it is too old.
Everything is said on stderr: stdout belongs to the command.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from lib import packages

ROOT = Path(__file__).resolve().parents[2]
OLDEST = (3, 11)

NO_VENV = "SHOWCASE_NO_VENV"
"""Set to 1, the command runs with the Python that started it, which must have the packages."""

_ENTERED = "SHOWCASE_ENTERED"
"""Set while a command starts itself again inside the environment, so that it never does so twice."""

_PINNED = re.compile(r"^([a-z0-9][a-z0-9._-]*)==[^\s;]+( ;)?", re.MULTILINE)


@dataclass(frozen=True)
class Environment:
    """The environment of the project at `root`."""

    root: Path

    @property
    def folder(self) -> Path:
        """Where it lies."""
        return self.root / ".venv"

    @property
    def python(self) -> Path:
        """Its interpreter."""
        return self.folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

    @property
    def stamp(self) -> Path:
        """Names the locks that are installed completely; missing while anything is under way."""
        return self.folder / "installed-locks.txt"

    def lock(self, dev: bool) -> Path:
        """The list of packages with their hashes."""
        return self.root / ("requirements-dev.txt" if dev else "requirements.txt")

    def mark(self, dev: bool) -> str:
        """The line of the stamp that stands for a lock as it is now, and for the Python it was installed with."""
        digest = hashlib.sha256(self.lock(dev).read_bytes()).hexdigest()
        return f"{self.lock(dev).name} {digest} python{sys.version_info[0]}.{sys.version_info[1]}"

    def is_current(self, dev: bool) -> bool:
        """Whether every package of the lock, as it is now, is installed."""
        try:
            return self.mark(dev) in self.stamp.read_text(encoding="utf-8").splitlines() and self.python.exists()
        except OSError:
            return False

    def is_running(self) -> bool:
        """Whether this very process runs inside the environment."""
        return self.folder.is_dir() and self.folder.samefile(sys.prefix)

    def prepare(self, dev: bool) -> None:
        """Make the environment where it is missing or half made, and install the packages of the lock."""
        if not self.is_running() and not (self.stamp.exists() and self._belongs_to_this_python()):
            self._make()
        self.stamp.unlink(missing_ok=True)
        total = len(_PINNED.findall(self.lock(dev).read_text(encoding="utf-8")))
        packages.say(f"Cài các gói trong {self.lock(dev).name} vào .venv (lần đầu có thể mất vài phút)…")
        packages.install(self.python, self.lock(dev), total)
        # The dev lock holds every package of the plain one in the same version (scripts/lock.py sees to it).
        marks = [self.mark(False), self.mark(True)] if dev else [self.mark(False)]
        fresh = self.stamp.with_suffix(".new")
        fresh.write_text("\n".join(marks) + "\n", encoding="utf-8")
        fresh.replace(self.stamp)

    def _belongs_to_this_python(self) -> bool:
        library = "Lib" if os.name == "nt" else f"lib/python{sys.version_info[0]}.{sys.version_info[1]}"
        return self.python.exists() and (self.folder / library / "site-packages").is_dir()

    def _make(self) -> None:
        packages.say(f"Tạo môi trường Python riêng của dự án: {self.folder}")
        packages.run([sys.executable, "-m", "venv", "--clear", str(self.folder)])

    def enter(self) -> NoReturn:
        """Start the same command again with the environment's Python."""
        os.environ[_ENTERED] = "1"
        start_again(str(self.python), sys.orig_argv[1:])


def start_again(python: str, arguments: list[str]) -> NoReturn:
    """Go on as another process: in place of this one where the system can, otherwise as its child."""
    os.environ["PYTHONUTF8"] = "1"
    sys.stdout.flush()
    sys.stderr.flush()
    command = [python, *arguments]
    if os.name != "nt":
        os.execv(python, command)
    sys.exit(_wait(command))


def use_environment(dev: bool = False) -> None:
    """Make sure that the command runs where its packages are, `showcase` among them; `dev` adds those for testing.

    Starts the command again inside `.venv` if need be. Exits with 2, after saying what is missing, when it cannot.
    """
    packages.speak_utf8()
    _require_python()
    if str(ROOT) not in sys.path:
        sys.path.insert(0, str(ROOT))
    environment = Environment(ROOT)
    if os.environ.get(NO_VENV) == "1":
        _require_packages(environment.lock(dev))
        return
    try:
        if not environment.is_current(dev):
            _require_venv()
            environment.prepare(dev)
    except OSError as error:
        packages.stop(packages.cause_of(str(error)), str(error))
    except KeyboardInterrupt:
        packages.stop("Đã ngắt giữa chừng. Lần sau lệnh sẽ cài lại từ đầu.")
    if environment.is_running():
        os.environ.pop(_ENTERED, None)
        return
    if os.environ.pop(_ENTERED, None):
        packages.stop("Không vào được môi trường .venv của dự án. Xóa thư mục .venv rồi chạy lại lệnh.")
    environment.enter()


def _require_python() -> None:
    if sys.version_info[:2] >= OLDEST:
        return
    have, need = ".".join(map(str, sys.version_info[:3])), ".".join(map(str, OLDEST))
    newer = next((name for name in (f"python3.{minor}" for minor in range(20, 10, -1)) if shutil.which(name)), None)
    remedy = f"Máy đã có {newer}." if newer else "Cài bản mới từ https://www.python.org/downloads/"
    command = f"{newer or 'python3.13'} {' '.join(sys.argv)}"
    packages.stop(f"Cần Python {need} trở lên, lệnh này đang chạy bằng Python {have}. {remedy} Rồi chạy: {command}")


def _require_venv() -> None:
    """Debian and Ubuntu leave `ensurepip` out of Python and pack it on its own."""
    name = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
    if _has_venv() or (packages.install_debian(name) and _has_venv()):
        return
    packages.stop(
        "Python trên máy này thiếu phần tạo môi trường riêng (venv, ensurepip). "
        f"Trên Debian, Ubuntu chạy: sudo apt-get install {name}; trên hệ khác cài lại Python từ https://www.python.org/"
    )


def _has_venv() -> bool:
    importlib.invalidate_caches()
    return all(importlib.util.find_spec(name) for name in ("venv", "ensurepip"))


def _require_packages(lock: Path) -> None:
    """For `SHOWCASE_NO_VENV=1`: the packages that every system needs must be there."""
    wanted = [name for name, marker in _PINNED.findall(lock.read_text(encoding="utf-8")) if not marker]
    missing = [name for name in wanted if not _is_installed(name)]
    if missing:
        packages.stop(
            f"{NO_VENV}=1 nhưng Python này thiếu {len(missing)} gói: {', '.join(missing[:5])}… "
            f"Bỏ biến đó, hoặc chạy: {sys.executable} -m pip install --require-hashes -r {lock.name}"
        )


def _is_installed(name: str) -> bool:
    from importlib import metadata  # not there in the oldest Pythons, which only come as far as their message

    try:
        metadata.version(name)
    except metadata.PackageNotFoundError:
        return False
    return True


def _wait(command: list[str]) -> int:
    """Run to the end. Ctrl+C reaches the child too, which then ends in its own way."""
    with subprocess.Popen(command) as process:
        while True:
            try:
                return process.wait()
            except KeyboardInterrupt:
                continue
