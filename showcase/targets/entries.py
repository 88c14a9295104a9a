"""What lies below a folder: plain files and folders. Links are named, but never followed."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

_JUNCTION = 0xA0000003
"""Tag of a folder on Windows that leads to another one; Python 3.11 takes it for a plain folder."""

LEFT_BY_FILE_MANAGERS = (".DS_Store", "Thumbs.db", "desktop.ini")
"""Files that appear wherever somebody looks into a folder; nobody's work."""

_LEFT_BY_SYSTEMS = ("System Volume Information", "$RECYCLE.BIN", "LOST.DIR", *LEFT_BY_FILE_MANAGERS)


def entries(folder: Path) -> Iterator[tuple[str, os.stat_result]]:
    """Path from the folder (`a/b.html`) and state of everything below it. Raises OSError for what cannot be listed."""
    waiting = [""]
    while waiting:
        prefix = waiting.pop()
        for name in names(folder / prefix):
            state = os.lstat(folder / prefix / name)
            yield f"{prefix}{name}", state
            if is_folder(state):
                waiting.append(f"{prefix}{name}/")


def names(folder: Path) -> list[str]:
    """The names of what lies right in a folder, sorted. Raises OSError."""
    return sorted(path.name for path in folder.iterdir())


def is_file(state: os.stat_result) -> bool:
    """A plain file: no folder, link, pipe or device."""
    return stat.S_ISREG(state.st_mode)


def is_folder(state: os.stat_result) -> bool:
    """A plain folder: no link to one."""
    return stat.S_ISDIR(state.st_mode) and getattr(state, "st_reparse_tag", 0) != _JUNCTION


def is_link(path: Path) -> bool:
    """Whether a path leads elsewhere. False where there is nothing."""
    try:
        state = os.lstat(path)
    except FileNotFoundError:
        return False
    return stat.S_ISLNK(state.st_mode) or getattr(state, "st_reparse_tag", 0) == _JUNCTION


def is_junk(path: str) -> bool:
    """Whether a path (`a/.DS_Store`) is what a file manager has left."""
    return path.rpartition("/")[2] in LEFT_BY_FILE_MANAGERS


def is_of_system(path: str) -> bool:
    """Whether a path (`.Trashes/x`) is, or lies in, what systems leave on a stick: a dot begins what others hide."""
    return any(part.startswith(".") or part in _LEFT_BY_SYSTEMS for part in path.split("/"))
