"""One command at a time: a lock that the system lets go of when its process ends, however it ends."""

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from showcase.targets.refusing import Refused


class Busy(Refused):
    """Another command holds the lock."""


_BUSY = {errno.EACCES, errno.EAGAIN, errno.EDEADLK}


@contextmanager
def locked(path: Path, busy: str) -> Iterator[None]:
    """Hold the lock file for the block, and remove it. Raises Busy with that sentence if another holds it."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o666)
    held = False
    try:
        held = _take(handle) and _is_at(handle, path)
        if not held:
            raise Busy(busy)
        yield
    finally:
        if held and sys.platform != "win32":
            path.unlink(missing_ok=True)
        os.close(handle)
        if held and sys.platform == "win32":  # where an open file cannot be removed, nor one that another has opened
            with suppress(OSError):
                path.unlink()


def _is_at(handle: int, path: Path) -> bool:
    """Whether the file is still there: the one who held it before removes it at the end."""
    try:
        return os.path.samestat(os.fstat(handle), os.lstat(path))
    except FileNotFoundError:
        return False


def _take(handle: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        # A file system without locks (some network drives) is no reason to write nothing.
        return error.errno not in _BUSY
    return True
