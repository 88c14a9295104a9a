"""The mark of a folder that a command has written: a small file that names each of its files with its digest.

Only a file that stands in the mark and still holds what was written is ours to remove. A mark is as hostile as any
input: nothing is done with a name in it but to compare it with the names that are found in the folder.
"""

import hashlib
import os
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from showcase.targets.entries import entries, is_file, is_folder, is_junk

MARK = ".danvankheo"
"""Name of the mark. The dot keeps it from being published: nginx.conf answers 404, MkDocs leaves it alone."""

PARTIAL = ".danvankheo-dang-ghi"
"""What the name of a file ends in until all of it is written."""

_HEAD = "Thư mục do lệnh của dự án “Dân vận khéo” ghi. Lần ghi sau thay các tệp dưới đây; đừng để tệp khác vào đây."
_LINE = re.compile(r"([0-9a-f]{16})  (.+)")
_MOST = 256 * 1024 * 1024
"""Bytes of a mark that is read: ten times that of a site of 10,798 models."""

Stamp = tuple[int, int, int]
"""Size, time of the last change and number of a file, which tell whether it is still the one that was looked at."""

Digests = dict[str, set[str]]
"""Path from the folder -> digests of what may have been written there."""


@dataclass
class Inventory:
    """What lies in a folder, held against its mark."""

    own: dict[str, Stamp] = field(default_factory=dict)
    """Files that hold what was written."""
    changed: list[str] = field(default_factory=list)
    """Files that were written, but hold something else by now."""
    strange: list[str] = field(default_factory=list)
    """Files, links and so on that nobody of ours has written."""


def digest_of(content: bytes) -> str:
    """What a mark says of a file."""
    return hashlib.sha256(content).hexdigest()[:16]


def write_mark(folder: Path, kind: str, known: Mapping[str, str] | None = None) -> None:
    """Mark a folder that is written completely; `kind` says what it is: `trang`.

    All its files are ours, but for what begins with a dot: that MkDocs leaves where somebody else has put it.
    `known`: path -> digest of files that this very run has written, which are not read again.
    """
    found = {}
    for path, state in entries(folder):
        if is_file(state) and not path.startswith("."):
            found[path] = {(known or {}).get(path) or digest_of((folder / path).read_bytes())}
    write_digests(folder, kind, found)


def write_digests(folder: Path, kind: str, digests: Mapping[str, Iterable[str]]) -> None:
    """The mark itself, in one step."""
    lines = [_HEAD, kind, *(f"{one}  {path}" for path in sorted(digests) for one in sorted(digests[path]))]
    replace_file(folder / MARK, ("\n".join(lines) + "\n").encode("utf-8", errors="surrogateescape"))


def read_mark(folder: Path, kind: str) -> Digests | None:
    """What the mark of a folder says; None where there is none of this kind."""
    lines = _text(folder / MARK).split("\n")
    if lines[:2] != [_HEAD, kind]:
        return None
    found: Digests = {}
    for match in filter(None, map(_LINE.fullmatch, lines[2:])):
        found.setdefault(match[2], set()).add(match[1])
    return found


def _text(path: Path) -> str:
    try:
        state = os.lstat(path)
        if not is_file(state) or state.st_size > _MOST:
            return ""
        return path.read_bytes().decode("utf-8", errors="surrogateescape")
    except OSError:
        return ""


def inventory(folder: Path, kind: str, ignored: Callable[[str], bool] = is_junk) -> Inventory:
    """Look at everything in a folder but paths that are `ignored`. Raises OSError for what cannot be listed or read."""
    digests = read_mark(folder, kind)
    found = Inventory()
    for path, state in entries(folder):
        if is_folder(state) or (path in (MARK, MARK + PARTIAL) and digests is not None):
            continue
        known = (digests or {}).get(path.removesuffix(PARTIAL))
        if known and is_file(state) and _is_written(folder / path, state, known):
            found.own[path] = stamp_of(state)
        elif known:
            found.changed.append(path)
        elif not ignored(path):
            found.strange.append(path)
    return found


def _is_written(path: Path, state: os.stat_result, digests: set[str]) -> bool:
    """Whether a file holds what was written. One without content, or not finished, is what an interrupted run left."""
    return state.st_size == 0 or path.name.endswith(PARTIAL) or digest_of(path.read_bytes()) in digests


def stamp_of(state: os.stat_result) -> Stamp:
    """The stamp of a file as it is now."""
    return state.st_size, state.st_mtime_ns, state.st_ino


def remove_own(folder: Path, own: Mapping[str, Stamp]) -> None:
    """Remove these files where they are still the same, and those of their folders that are empty then."""
    for path, state in list(entries(folder)):
        if is_file(state) and own.get(path) == stamp_of(state):
            (folder / path).unlink()
    for parent in sorted({parent for path in own for parent in _parents(path)}, reverse=True):
        remove_empty(folder / parent)


def remove_whole(folder: Path, own: Mapping[str, Stamp]) -> bool:
    """The same with the folder itself, its mark and what file managers have left. Returns whether nothing is left."""
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
    """Remove a folder with nothing in it. Returns whether it is gone."""
    try:
        folder.rmdir()
    except OSError:
        return False
    return True


def replace_file(path: Path, content: bytes) -> None:
    """Write a file in one step: whoever interrupts it leaves the old one whole. Keeps its mode. Raises OSError."""
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
