"""Write a folder beside its target and exchange the two at the end: an interrupted run leaves the old one complete.

A work folder beside the target, `.site.dang-ghi`, contains the lock, the new folder, and for a moment the old one.
The next run removes the rest of a killed run.
"""

import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from showcase.targets.entries import is_folder, is_link, names
from showcase.targets.locking import locked
from showcase.targets.mark import (
    MARK,
    PARTIAL,
    Inventory,
    inventory,
    read_mark,
    remove_empty,
    remove_whole,
    write_digests,
    write_mark,
)
from showcase.targets.places import accepted, true_place
from showcase.targets.refusing import Refused

_AT_WORK = "dang-ghi"
"""Ending of the name of a work folder, and the kind in its mark."""

_LOCK, _NEW, _OLD = "khoa", "moi", "cu"


@contextmanager
def replaced(target: Path, root: Path, kind: str, kept: Iterable[Path] = ()) -> Iterator[Path]:
    """Give an empty folder; when the block ends without an error, the folder replaces the target.

    When the block raises, the target is unchanged. Raises Refused for a target that is not accepted, and when
    another run is writing it; OSError when the disk is full or not writable.
    """
    kept = list(kept)
    place = true_place(target, root, kept)
    if not place.name:
        raise Refused(f"{target} là cả một ổ đĩa. Hãy chọn một thư mục trong đó.")
    with _work_folder(place, target) as work:
        _recover(work, place, kind)
        _, found = accepted(target, root, kind, kept)
        fresh = work / _NEW
        fresh.mkdir()
        fresh.chmod(0o755)  # readable for a web server, also if the umask makes new files private
        yield fresh
        if read_mark(fresh, kind) is None:
            write_mark(fresh, kind)
        exchange(fresh, place, work / _OLD)
        for old in (fresh, work / _OLD):
            _discard(old, found, place)


@contextmanager
def _work_folder(place: Path, target: Path) -> Iterator[Path]:
    work = place.with_name(f".{place.name}.{_AT_WORK}")
    place.parent.mkdir(parents=True, exist_ok=True)
    try:
        work.mkdir()
    except FileExistsError:
        _require_ours(work)
    busy = f"Một lệnh khác đang ghi vào {target}. Hãy chờ lệnh ấy xong rồi chạy lại."
    try:
        with locked(work / _LOCK, busy):
            write_digests(work, _AT_WORK, {})
            try:
                yield work
            finally:
                _clear(work)
    finally:
        remove_empty(work)


def _clear(work: Path) -> None:
    """Empty the work folder. The mark is removed last, since other runs recognise the folder by it."""
    shutil.rmtree(work / _NEW, ignore_errors=True)
    if set(names(work)) <= {_LOCK, MARK, MARK + PARTIAL}:
        for name in (MARK + PARTIAL, MARK):
            (work / name).unlink(missing_ok=True)


def _require_ours(work: Path) -> None:
    if is_link(work) or not is_folder(os.lstat(work)):
        raise Refused(f"{work} chắn chỗ: lệnh này cần tên ấy cho thư mục tạm. Hãy chuyển nó đi nơi khác.")
    strange = set(names(work)) - {_LOCK, MARK + PARTIAL}
    if strange and read_mark(work, _AT_WORK) is None:
        raise Refused(f"{work} không phải thư mục tạm của lệnh này ({min(strange)}). Hãy chuyển nó đi nơi khác.")


def _recover(work: Path, place: Path, kind: str) -> None:
    """After a killed run: move the old folder back to the target, and remove the unfinished one."""
    old, new = work / _OLD, work / _NEW
    if _is_there(old) and not place.exists():
        old.rename(place)
    for folder in (old, new):
        if _is_there(folder) and read_mark(folder, kind) is not None:
            _discard(folder, inventory(folder, kind), place)
    shutil.rmtree(new, ignore_errors=True)


def exchange(fresh: Path, place: Path, old: Path) -> None:
    """Replace a folder by `fresh`; the old one is then at `fresh` or `old`. If it raises OSError, nothing is moved."""
    if not place.exists():
        fresh.rename(place)
        return
    fresh.chmod(place.stat().st_mode & 0o7777)
    if not names(place):
        place.rmdir()
        fresh.rename(place)
    elif not _swap(fresh, place):
        place.rename(old)
        try:
            fresh.rename(place)
        except OSError:
            old.rename(place)
            raise


def _discard(folder: Path, found: Inventory, place: Path) -> None:
    """Remove the old folder. Files that somebody added meanwhile are moved beside the target, under a free name."""
    if _is_there(folder) and not remove_whole(folder, found.own):
        rest = free_name(place)
        folder.rename(rest)
        print(f"Có tệp mới được thêm trong lúc ghi; giữ lại ở {rest}", file=sys.stderr)


def _is_there(folder: Path) -> bool:
    return folder.is_dir() and not is_link(folder)


def free_name(place: Path) -> Path:
    """A free name beside a folder: `site.giu-lai-1`."""
    free = (place.with_name(f"{place.name}.giu-lai-{number}") for number in count(1))
    return next(path for path in free if not os.path.lexists(path))


def _swap(fresh: Path, place: Path) -> bool:
    """Exchange two folders in one atomic step. Returns False if the system cannot do it."""
    import ctypes

    here, there = os.fsencode(fresh), os.fsencode(place)
    try:
        library = ctypes.CDLL(None, use_errno=True)
        if sys.platform == "linux":
            # -100 is AT_FDCWD, the last argument RENAME_EXCHANGE.
            return int(library.renameat2(-100, here, -100, there, 2)) == 0
        if sys.platform == "darwin":
            return int(library.renamex_np(here, there, 2)) == 0  # RENAME_SWAP
    except (AttributeError, OSError, TypeError):
        pass
    return False
