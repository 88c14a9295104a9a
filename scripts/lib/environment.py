"""The project's own environment in `.venv`: made where it is missing, renewed when its lock has changed.

It is made beside and exchanged when it is complete, so that an older one stays usable whatever goes wrong. Standard
library only. Everything is said on stderr: stdout belongs to the command.
"""

from lib import packages

import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from showcase.targets.entries import is_link, names
from showcase.targets.exchanging import exchange, free_name
from showcase.targets.locking import Busy, locked
from showcase.targets.mark import read_mark, write_digests
from showcase.targets.refusing import Refused

ROOT = Path(__file__).resolve().parents[2]

NO_VENV = "SHOWCASE_NO_VENV"
"""Set to 1, the command runs with the Python that started it, which must have the packages."""

_ENTERED = "SHOWCASE_ENTERED"
"""Set while a command starts itself again inside the environment, so that it never does so twice."""

_KIND = "moi-truong"
"""The kind of folder in the mark of an environment."""

_PINNED = re.compile(r"^([a-z0-9][a-z0-9._-]*)==[^\s;]+( ;)?", re.MULTILINE)


@dataclass(frozen=True)
class Environment:
    """The environment of the project at `root`."""

    root: Path

    @property
    def folder(self) -> Path:
        """The folder of the environment."""
        return self.root / ".venv"

    @property
    def python(self) -> Path:
        """Its interpreter."""
        return self.folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

    @property
    def stamp(self) -> Path:
        """The file that names the completely installed locks; missing during an installation."""
        return self.folder / "installed-locks.txt"

    def lock(self, dev: bool) -> Path:
        """The list of packages with their hashes."""
        return self.root / ("requirements-dev.txt" if dev else "requirements.txt")

    def mark(self, dev: bool) -> str:
        """The line of the stamp for the present content of a lock and for the Python in use."""
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
        """Install the packages of the lock. Waits for another command that does the same.

        Raises StepFailed and OSError where that is not possible and no older environment can stand in for it, Refused
        where something else is in the way.
        """
        if os.name == "nt" and self.is_running():  # Windows cannot move the environment of the running Python
            self.stamp.unlink(missing_ok=True)
            self._install(self.folder, dev)
            return
        told = "Một lệnh khác đang cài các gói vào .venv. Chờ lệnh ấy xong…"
        while True:
            try:
                with locked(self.root / ".venv.khoa", told):
                    if not self.is_current(dev):
                        self._renew(dev)
                    return
            except Busy as busy:
                packages.say(str(busy))
                time.sleep(3)

    def _renew(self, dev: bool) -> None:
        if is_link(self.folder) or self.folder.is_file():
            raise Refused(f"{self.folder} là một liên kết hoặc một tệp. Xóa hoặc đổi tên nó, rồi chạy lại lệnh.")
        self._recover()
        try:
            self._make_beside()
            self._install(self._beside, dev)
            _tell_new_place(self._beside, self.folder)
            self._take_over()
        except (packages.StepFailed, OSError) as error:
            if not self._has_names(dev):
                raise
            cause = error if isinstance(error, Refused) else packages.cause_of(str(error))
            packages.say(f"Chưa cài được các gói mới. {cause}")
            packages.say("Dùng tạm môi trường cũ trong .venv, vẫn còn nguyên; lần chạy sau sẽ thử lại.")
        finally:
            shutil.rmtree(self._beside, ignore_errors=True)

    @property
    def _beside(self) -> Path:
        """The folder for a new one. Its name has the same length, because programs in it contain their path."""
        return self.folder.with_name(".venw")

    @property
    def _old(self) -> Path:
        return self.folder.with_name(".venv.cu")

    def _recover(self) -> None:
        """After a killed run: move the old environment back, and remove the unfinished one."""
        if self._old.is_dir() and not self.folder.exists():
            self._old.rename(self.folder)
        if (self._old / self.stamp.name).is_file():
            shutil.rmtree(self._old)
        if self._beside.is_dir() and names(self._beside) and read_mark(self._beside, _KIND) is None:
            raise Refused(f"{self._beside} chắn chỗ: lệnh này cần tên ấy. Đổi tên hoặc chuyển nó đi nơi khác.")
        shutil.rmtree(self._beside, ignore_errors=True)

    def _make_beside(self) -> None:
        """A copy of the old environment, so that only changed packages are fetched; a new one if there is none."""
        self._beside.mkdir()
        write_digests(self._beside, _KIND, {})
        if self.stamp.exists() and self._belongs_to_this_python():
            shutil.copytree(self.folder, self._beside, symlinks=True, dirs_exist_ok=True)
            return
        packages.say(f"Tạo môi trường Python riêng của dự án: {self.folder}")
        packages.run([sys.executable, "-m", "venv", "--prompt", self.folder.name, str(self._beside)])

    def _install(self, folder: Path, dev: bool) -> None:
        stamp = folder / self.stamp.name
        stamp.unlink(missing_ok=True)
        total = len(_PINNED.findall(self.lock(dev).read_text(encoding="utf-8")))
        packages.say(f"Cài các gói trong {self.lock(dev).name} vào .venv (lần đầu có thể mất vài phút)…")
        packages.install(folder / self.python.relative_to(self.folder), self.lock(dev), total)
        # The dev lock has every package of the plain lock in the same version (scripts/lock.py ensures it).
        marks = [self.mark(False), self.mark(True)] if dev else [self.mark(False)]
        fresh = stamp.with_suffix(".new")
        fresh.write_text("\n".join(marks) + "\n", encoding="utf-8")
        fresh.replace(stamp)

    def _take_over(self) -> None:
        """Exchange the new and the old environment. Our old one is removed; any other folder is renamed."""
        ours = self.stamp.is_file()
        exchange(self._beside, self.folder, self._old)
        for folder in (self._beside, self._old):
            if not folder.exists():
                continue
            if ours:
                shutil.rmtree(folder, ignore_errors=True)
            else:
                rest = free_name(self.folder)
                folder.rename(rest)
                packages.say(f"Thư mục .venv có sẵn không do lệnh này tạo; giữ lại ở {rest}")

    def _belongs_to_this_python(self) -> bool:
        return self.python.exists() and self._packages.is_dir()

    @property
    def _packages(self) -> Path:
        version = f"python{sys.version_info[0]}.{sys.version_info[1]}"
        return self.folder / ("Lib" if os.name == "nt" else f"lib/{version}") / "site-packages"

    def _has_names(self, dev: bool) -> bool:
        """Whether an environment that was complete before has all packages of the lock, in any version."""
        if not (self.stamp.is_file() and self._belongs_to_this_python()):
            return False
        there = {path.name.partition("-")[0] for path in self._packages.glob("*.dist-info")}
        wanted = _PINNED.findall(self.lock(dev).read_text(encoding="utf-8"))
        return {_plain(name) for name, marker in wanted if not marker} <= set(map(_plain, there))

    def enter(self) -> NoReturn:
        """Start the same command again with the environment's Python."""
        os.environ[_ENTERED] = "1"
        start_again(str(self.python), sys.orig_argv[1:])


def _plain(name: str) -> str:
    """The name of a package as pip compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _tell_new_place(folder: Path, place: Path) -> None:
    """Programs of an environment contain its path: replace it by the new one."""
    before, after = os.fsencode(folder), os.fsencode(place)
    programs = folder / ("Scripts" if os.name == "nt" else "bin")
    for path in (folder / "pyvenv.cfg", *programs.iterdir()):
        if path.is_file() and not path.is_symlink() and before in (content := path.read_bytes()):
            path.write_bytes(content.replace(before, after))


def start_again(python: str, arguments: list[str]) -> NoReturn:
    """Continue as another process: it replaces this one if the system can, otherwise it is a child."""
    os.environ["PYTHONUTF8"] = "1"
    sys.stdout.flush()
    sys.stderr.flush()
    command = [python, *arguments]
    if os.name != "nt":
        os.execv(python, command)
    sys.exit(_wait(command))


def use_environment(dev: bool = False, needed: Sequence[str] = ()) -> None:
    """Make sure that the command runs where its packages are, `showcase` among them; `dev` adds those for testing.

    A command that names the few packages which it needs runs in any Python that has these, with `SHOWCASE_NO_VENV=1`.
    Starts the command again inside `.venv` if need be. Exits with 2, after saying what is missing, when it cannot.
    """
    packages.speak_utf8()
    environment = Environment(ROOT)
    if os.environ.get(NO_VENV) == "1":
        _require_packages(environment.lock(dev), needed)
        return
    entered = os.environ.pop(_ENTERED, None)
    if entered and not environment.is_running():
        packages.stop("Không vào được môi trường .venv của dự án. Xóa thư mục .venv rồi chạy lại lệnh.")
    if entered:
        return
    try:
        if not environment.is_current(dev):
            _require_venv()
            environment.prepare(dev)
    except packages.StepFailed as error:
        packages.stop(str(error), error.output)
    except Refused as error:
        packages.stop(str(error))
    except OSError as error:
        packages.stop(packages.cause_of(str(error)), str(error))
    except KeyboardInterrupt:
        packages.stop("Đã ngắt giữa chừng. Lần sau lệnh sẽ cài tiếp.")
    if not environment.is_running():
        environment.enter()


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


def _require_packages(lock: Path, needed: Sequence[str]) -> None:
    """For `SHOWCASE_NO_VENV=1`: the needed packages must be there, or else all that every system needs."""
    wanted = needed or [name for name, marker in _PINNED.findall(lock.read_text(encoding="utf-8")) if not marker]
    missing = [name for name in wanted if not _is_installed(name)]
    if missing:
        packages.stop(
            f"{NO_VENV}=1 nhưng Python này thiếu {len(missing)} gói: {', '.join(missing[:5])}… "
            f"Bỏ biến đó, hoặc chạy: {sys.executable} -m pip install --require-hashes -r {lock.name}"
        )


def _is_installed(name: str) -> bool:
    from importlib import metadata  # missing in Python < 3.8, which only shows its message

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
