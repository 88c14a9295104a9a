"""When each file last changed, from the history of the repository."""

import subprocess
from pathlib import Path

_LOG = ("git", "-c", "core.quotepath=off", "log", "--format=%x00%cs", "--name-only", "--no-renames", "--relative")


def last_changes(root: Path, folder: str = "models") -> dict[str, str]:
    """File -> ISO day of the last commit that touched it: `{"models/ba-chuc/x.yml": "2026-11-23"}`.

    Empty without git, outside a repository, and in a shallow clone, whose history would give a false day.
    """
    shallow = _run(root, "git", "rev-parse", "--is-shallow-repository")
    if shallow.strip() != "false":
        return {}
    found: dict[str, str] = {}
    for commit in _run(root, *_LOG, "--", folder).split("\0")[1:]:
        day, *files = commit.split("\n")
        for file in filter(None, files):
            found.setdefault(file, day)
    return found


def newest(changes: dict[str, str]) -> str | None:
    """The day of the newest change; None when nothing is known."""
    return max(changes.values(), default=None)


def _run(root: Path, *command: str) -> str:
    try:
        done = subprocess.run(command, cwd=root, capture_output=True, check=True, timeout=120)
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout.decode("utf-8", errors="replace")
