"""When each file last changed and in which commit, from the history of the repository."""

import os
import subprocess
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

_LOG = ("git", "-c", "core.quotepath=off", "log", "--format=%x00%cs %ct %H")
_FILES = ("--name-only", "--no-renames", "--relative")


def last_changes(root: Path, folder: str = "models") -> dict[str, str]:
    """File -> ISO day of the last commit that touched it: `{"models/ba-chuc/x.yml": "2026-11-23"}`.

    Empty without git, outside a repository, and in a shallow clone, whose history would give a false day.
    """
    found: dict[str, str] = {}
    for day, _, _, files in _commits(root, folder):
        for file in files:
            found.setdefault(file, day)
    return found


def last_moments(root: Path, folder: str = "models") -> dict[str, str]:
    """File -> moment of the last commit that touched it: `{"models/ba-chuc/x.yml": "2026-11-23T04:05:00.00000Z"}`.

    The fraction counts the files that came in one second, in the order of the history, so that each has a moment of its
    own, which no later commit changes. Empty where `last_changes` is.
    """
    found: dict[str, str] = {}
    count: Counter[int] = Counter()
    for _, second, _, files in reversed([*_commits(root, folder)]):
        for file in files:
            found[file] = f"{datetime.fromtimestamp(second, UTC):%Y-%m-%dT%H:%M:%S}.{count[second]:05}Z"
            count[second] += 1
    return found


def last_commits(root: Path, folder: str = "models") -> dict[str, str]:
    """File -> the commit that holds it as it is here, forty hex digits; a file with changes not committed has none.

    Empty where `last_changes` is.
    """
    found: dict[str, str] = {}
    for _, _, commit, files in _commits(root, folder):
        for file in files:
            found.setdefault(file, commit)
    changed = _run(root, "git", "-c", "core.quotepath=off", "diff", "--name-only", "--relative", "HEAD", "--", folder)
    return {file: commit for file, commit in found.items() if file not in set(changed.splitlines())}


def _commits(root: Path, folder: str) -> Iterator[tuple[str, int, str, list[str]]]:
    """Day, second since 1970, name and files of each commit, the newest first."""
    shallow = _run(root, "git", "rev-parse", "--is-shallow-repository")
    if shallow.strip() != "false":
        return
    for commit in _run(root, *_LOG, *_FILES, "--", folder).split("\0")[1:]:
        head, *files = commit.split("\n")
        day, second, name = head.split(" ")
        yield day, int(second), name, [*filter(None, files)]


def gap(root: Path, folder: str = "models") -> str:
    """Why no day of change is known, and what to do, in Vietnamese; empty where `last_changes` has days."""
    if last_changes(root, folder):
        return ""
    try:
        done = _git(root, "git", "rev-parse", "--is-shallow-repository")
    except OSError:
        return "máy này không có git. Cài từ https://git-scm.com/"
    if b"dubious ownership" in done.stderr:
        remedy = f'git config --global --add safe.directory "{root}"'
        return f"bản sao git này thuộc về người dùng khác, nên git không đọc. Chạy: {remedy}"
    if done.returncode:
        return "thư mục này không có lịch sử git, như khi tải về dạng ZIP. Lấy dự án bằng git clone"
    if done.stdout.strip() != b"false":
        return "bản sao git này thiếu lịch sử (shallow). Chạy: git fetch --unshallow"
    return f"lịch sử git không có tệp nào trong {folder}/"


def newest(changes: dict[str, str]) -> str | None:
    """The day of the newest change; None when nothing is known."""
    return max(changes.values(), default=None)


def _run(root: Path, *command: str) -> str:
    try:
        done = _git(root, *command)
    except (OSError, subprocess.SubprocessError):
        return ""
    return "" if done.returncode else done.stdout.decode("utf-8", errors="replace")


def _git(root: Path, *command: str) -> subprocess.CompletedProcess[bytes]:
    """Run git in English, whatever the language of the system, since its messages are read."""
    variables = {**os.environ, "LC_ALL": "C"}
    return subprocess.run(command, cwd=root, capture_output=True, timeout=120, env=variables)
