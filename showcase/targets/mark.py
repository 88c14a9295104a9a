"""The mark: a small file in a folder that a command has written, with the path and digest of each file.

A command removes only files that are in the mark and still have their digest. A mark is untrusted input: its paths
are only compared with the paths found in the folder.
"""

import hashlib
import os
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from showcase.targets.entries import entries, is_file, is_folder, is_junk

MARK = ".danvankheo"
"""Name of the mark. Because of the dot it is not published: nginx.conf answers 404, and MkDocs ignores it."""

PARTIAL = ".danvankheo-dang-ghi"
"""Ending of the name of a file until it is completely written."""

_HEAD = "Thư mục do lệnh của dự án “Dân vận khéo” ghi. Lần ghi sau thay các tệp dưới đây; đừng để tệp khác vào đây."
_LINE = re.compile(r"([0-9a-f]{16})  (.+)")
_MOST = 256 * 1024 * 1024
"""Most bytes of a mark: ten times the mark of a site with 10,798 models."""

Stamp = tuple[int, int, int]
"""(size, time of the last change in ns, inode) of a file; they differ after the file was changed or replaced."""

Digests = dict[str, set[str]]
"""Path from the folder -> possible digests of the file."""


@dataclass
class Inventory:
    """The files of a folder compared with its mark."""

    own: dict[str, Stamp] = field(default_factory=dict)
    """Files of the mark with their digest unchanged."""
    changed: list[str] = field(default_factory=list)
    """Files of the mark with another content."""
    strange: list[str] = field(default_factory=list)
    """Files and links that are not in the mark."""


def digest_of(content: bytes) -> str:
    """The digest of a file in a mark: 16 hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()[:16]


def write_mark(folder: Path, kind: str, known: Mapping[str, str] | None = None) -> None:
    """Write the mark of a completely written folder. `kind`: `trang` for a site.

    It lists all files except those whose path begins with a dot: MkDocs does not remove such files of others.
    `known`: path -> digest of files that this run has written; they are not read again.
    """
    digests = {}
    for path, state in entries(folder):
        if is_file(state) and not path.startswith("."):
            digests[path] = {(known or {}).get(path) or digest_of((folder / path).read_bytes())}
    write_digests(folder, kind, digests)


def write_digests(folder: Path, kind: str, digests: Mapping[str, Iterable[str]]) -> None:
    """Write a mark in one atomic step."""
    lines = [_HEAD, kind, *(f"{digest}  {path}" for path in sorted(digests) for digest in sorted(digests[path]))]
    replace_file(folder / MARK, ("\n".join(lines) + "\n").encode("utf-8", errors="surrogateescape"))


def read_mark(folder: Path, kind: str) -> Digests | None:
    """The digests in the mark of a folder; None without a mark of this kind."""
    lines = _text(folder / MARK).split("\n")
    if lines[:2] != [_HEAD, kind]:
        return None
    digests: Digests = {}
    for match in filter(None, map(_LINE.fullmatch, lines[2:])):
        digests.setdefault(match[2], set()).add(match[1])
    return digests


def _text(path: Path) -> str:
    try:
        state = os.lstat(path)
        if not is_file(state) or state.st_size > _MOST:
            return ""
        return path.read_bytes().decode("utf-8", errors="surrogateescape")
    except OSError:
        return ""


def inventory(folder: Path, kind: str, ignored: Callable[[str], bool] = is_junk) -> Inventory:
    """Compare a folder with its mark, without `ignored` paths. Raises OSError for unreadable entries."""
    digests = read_mark(folder, kind)
    result = Inventory()
    for path, state in entries(folder):
        if is_folder(state) or (path in (MARK, MARK + PARTIAL) and digests is not None):
            continue
        known = (digests or {}).get(path.removesuffix(PARTIAL))
        if known and is_file(state) and _is_written(folder / path, state, known):
            result.own[path] = stamp_of(state)
        elif known:
            result.changed.append(path)
        elif not ignored(path):
            result.strange.append(path)
    return result


def _is_written(path: Path, state: os.stat_result, digests: set[str]) -> bool:
    """Whether a file has a known digest. Empty and unfinished files count, since an interrupted run leaves them."""
    return state.st_size == 0 or path.name.endswith(PARTIAL) or digest_of(path.read_bytes()) in digests


def stamp_of(state: os.stat_result) -> Stamp:
    """The current stamp of a file."""
    return state.st_size, state.st_mtime_ns, state.st_ino


def remove_own(folder: Path, own: Mapping[str, Stamp]) -> None:
    """Remove these files if their stamp is unchanged, then their empty folders."""
    for path, state in list(entries(folder)):
        if is_file(state) and own.get(path) == stamp_of(state):
            (folder / path).unlink()
    for parent in sorted({parent for path in own for parent in _parents(path)}, reverse=True):
        remove_empty(folder / parent)


def remove_whole(folder: Path, own: Mapping[str, Stamp]) -> bool:
    """Remove also the mark, files of file managers and the folder itself. Returns whether the folder is gone."""
    remove_own(folder, own)
    left = [path for path, state in entries(folder) if not is_folder(state)]
    if any(path != MARK and not is_junk(path) for path in left):
        return False
    for path in sorted(left, key=lambda path: path == MARK):
        (folder / path).unlink()
    for path in sorted((path for path, _ in entries(folder)), reverse=True):
        remove_empty(folder / path)
    return remove_empty(folder)


def _parents(path: str) -> list[str]:
    parts = path.split("/")[:-1]
    return ["/".join(parts[: at + 1]) for at in range(len(parts))]


def remove_empty(folder: Path) -> bool:
    """Remove a folder if it is empty. Returns whether it is gone."""
    try:
        folder.rmdir()
    except OSError:
        return False
    return True


def replace_file(path: Path, content: bytes) -> None:
    """Write a file atomically: an interrupted run leaves the old file complete. Its mode stays. Raises OSError."""
    partial = path.with_name(path.name + PARTIAL)
    try:
        partial.unlink(missing_ok=True)
        with partial.open("xb") as stream:
            stream.write(content)
        if path.exists():
            partial.chmod(path.stat().st_mode)
        partial.replace(path)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise
