"""The content of a folder: plain files and folders. Links are listed, but not followed."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

_JUNCTION = 0xA0000003
"""Tag of a junction (a linked folder on Windows), which Python 3.11 treats as a plain folder."""

LEFT_BY_FILE_MANAGERS = (".DS_Store", "Thumbs.db", "desktop.ini")
"""Files that file managers create when somebody opens a folder."""

_LEFT_BY_SYSTEMS = ("System Volume Information", "$RECYCLE.BIN", "LOST.DIR", *LEFT_BY_FILE_MANAGERS)


def entries(folder: Path) -> Iterator[tuple[str, os.stat_result]]:
    """(path from the folder, `a/b.html`; state) of everything below it. Raises OSError for an unreadable folder."""
    waiting = [""]
    while waiting:
        prefix = waiting.pop()
        for name in names(folder / prefix):
            state = os.lstat(folder / prefix / name)
            yield f"{prefix}{name}", state
            if is_folder(state):
                waiting.append(f"{prefix}{name}/")


def names(folder: Path) -> list[str]:
    """The names of the direct entries of a folder, sorted. Raises OSError."""
    return sorted(path.name for path in folder.iterdir())


def is_file(state: os.stat_result) -> bool:
    """Whether an entry is a plain file: no folder, link, pipe or device."""
    return stat.S_ISREG(state.st_mode)


def is_folder(state: os.stat_result) -> bool:
    """Whether an entry is a plain folder: no link, no junction."""
    return stat.S_ISDIR(state.st_mode) and getattr(state, "st_reparse_tag", 0) != _JUNCTION


def is_link(path: Path) -> bool:
    """Whether a path is a link or junction. False for a missing path."""
    try:
        state = os.lstat(path)
    except FileNotFoundError:
        return False
    return stat.S_ISLNK(state.st_mode) or getattr(state, "st_reparse_tag", 0) == _JUNCTION


def is_junk(path: str) -> bool:
    """Whether a path (`a/.DS_Store`) is a file of a file manager."""
    return path.rpartition("/")[2] in LEFT_BY_FILE_MANAGERS


def is_of_system(path: str) -> bool:
    """Whether a path (`.Trashes/x`) belongs to an operating system: hidden by a dot, or in a known system folder."""
    return any(part.startswith(".") or part in _LEFT_BY_SYSTEMS for part in path.split("/"))
