"""One command at a time: a file lock, which the system releases when the process ends or is killed."""

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
    """Hold the lock file for the block, then remove it. Raises Busy with the sentence `busy` if it is locked."""
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
        if held and sys.platform == "win32":  # Windows cannot remove an open file
            with suppress(OSError):
                path.unlink()


def _is_at(handle: int, path: Path) -> bool:
    """Whether the locked file is still at its path: its last holder may have removed it."""
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
        # On a file system without locks (some network drives) the command writes without a lock.
        return error.errno not in _BUSY
    return True
