"""Install the packages of a command, and print one line a step in Vietnamese. Standard library only."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
from collections import deque
from pathlib import Path
from typing import NoReturn

from showcase.targets.refusing import Refused

_CAUSES = (
    (r"No space left|Errno 28|WinError 112", "Ổ đĩa đã đầy. Xóa bớt tệp rồi chạy lại lệnh."),
    (
        r"Permission denied|Errno 13|WinError (?:5|32)\b|Access is denied|Read-only file system|Errno 30",
        "Không được ghi vào thư mục dự án, hoặc tệp đang mở ở chương trình khác. Chép dự án sang thư mục của bạn, "
        "tắt lệnh serve nếu đang chạy, rồi chạy lại.",
    ),
    (
        r"DO NOT MATCH THE HASHES",
        "Gói tải về không đúng mã kiểm tra trong tệp khóa. Chạy lại; nếu vẫn vậy thì báo người phụ trách dự án.",
    ),
    (
        r"NameResolution|getaddrinfo|[Nn]ame or service|NewConnectionError|Max retries|Timeout|timed out|ProxyError"
        r"|SSLError|CERTIFICATE_VERIFY|Connection (?:refused|reset|aborted)|Network is unreachable|connection broken",
        "Không tải được gói từ mạng. Lần đầu chạy cần nối mạng: kiểm tra mạng (và proxy của cơ quan), rồi chạy lại.",
    ),
    (
        r"No matching distribution|Could not find a version|Failed (?:building|to build)|subprocess-exited-with-error",
        "Có gói chưa có bản dựng sẵn cho Python hoặc hệ điều hành này. Dùng Python bản 64 bit, từ 3.11 đến 3.14, "
        "rồi chạy lại.",
    ),
)


def speak_utf8() -> None:
    """Write UTF-8 to the console, whatever its encoding is; also from started programs."""
    os.environ |= {"PYTHONUTF8": "1", "PYTHONIOENCODING": "utf-8"}
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def say(text: str) -> None:
    """One step, on stderr."""
    print(f"· {text}", file=sys.stderr, flush=True)


def stop(message: str, details: str = "") -> NoReturn:
    """Say why the command cannot go on, and exit with 2."""
    if details:
        print(details, file=sys.stderr)
    print(f"Dừng lại: {message}", file=sys.stderr, flush=True)
    raise SystemExit(2)


class StepFailed(Refused):
    """A step of the installation failed; with the meaning, and the output of the program."""

    def __init__(self, output: str) -> None:
        super().__init__(cause_of(output))
        self.output = output


def cause_of(output: str) -> str:
    """The meaning of an error output, and the remedy, in Vietnamese."""
    for pattern, meaning in _CAUSES:
        if re.search(pattern, output):
            return meaning
    return "Cài đặt không thành công. Những dòng trên đây nói vì sao."


def run(command: list[str]) -> None:
    """Run a step quietly. Raises StepFailed."""
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if done.returncode:
        raise StepFailed(done.stdout.decode("utf-8", errors="replace").strip())


def install(python: Path, lock: Path, total: int) -> None:
    """Install the packages of a lock with pip, counting up to `total`. Raises StepFailed."""
    command = [str(python), "-m", "pip", "install", "--require-hashes", "--no-input", "--progress-bar", "off"]
    command += ["--disable-pip-version-check", "-r", str(lock)]
    # With PIP_USER set by the user, pip would install the packages outside the environment.
    environment = {**os.environ, "PIP_USER": "0", "PYTHONUTF8": "1"}
    tail: deque[str] = deque(maxlen=15)
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8", env=environment
    ) as process:
        count = 0
        for line in process.stdout or ():
            tail.append(line.rstrip())
            if line.startswith("Collecting "):
                count += 1
                _count(count, total, line.split()[1])
            elif line.startswith("Installing collected"):
                _end_count()
                say("Đã tải đủ, đang cài…")
    if process.returncode:
        _end_count()
        raise StepFailed("\n".join(tail))


def _count(done: int, total: int, name: str) -> None:
    """On a terminal one line that changes; elsewhere a line for every tenth package."""
    if sys.stderr.isatty():
        print(f"\r\x1b[K  {done}/{total} {name}", end="", file=sys.stderr, flush=True)
    elif done % 10 == 0:
        print(f"  {done}/{total} gói", file=sys.stderr, flush=True)


def _end_count() -> None:
    if sys.stderr.isatty():
        print("\r\x1b[K", end="", file=sys.stderr)


def install_debian(*names: str) -> bool:
    """Install packages of the system where that needs no password: as root on Debian and its kin."""
    apt = shutil.which("apt-get")
    if not apt or not hasattr(os, "geteuid") or os.geteuid() != 0:
        return False
    say(f"Cài gói {', '.join(names)} của hệ điều hành…")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in ([apt, "update"], [apt, "install", "-y", "--no-install-recommends", *names]):
        done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if done.returncode:
        print(done.stdout.decode("utf-8", errors="replace")[-2000:], file=sys.stderr)
    return done.returncode == 0
