"""The tree of model files on a disk: which entries are model files, and what is wrong with all others.

Whatever lies there is looked at by its kind and its name before anything is opened: links are not followed, and
pipes, which would never end, are not read.
"""

import errno
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from showcase.language.words import slug_within
from showcase.schema.grammar import limit, pattern
from showcase.schema.problems import Problem, describe

_KINDS = {
    stat.S_ISLNK: "lối tắt tới tệp khác",
    stat.S_ISDIR: "thư mục",
    stat.S_ISFIFO: "ống dẫn (FIFO)",
    stat.S_ISSOCK: "ổ cắm (socket)",
    stat.S_ISCHR: "thiết bị",
    stat.S_ISBLK: "thiết bị",
}
_REASONS = {
    errno.EACCES: "không được phép đọc",
    errno.EPERM: "không được phép đọc",
    errno.ENOENT: "tệp vừa bị xóa hoặc đổi tên",
    errno.ENAMETOOLONG: "tên quá dài",
    errno.EIO: "ổ đĩa hỏng",
}


@dataclass
class Tree:
    """What lies below the folder of models."""

    files: list[Path] = field(default_factory=list)
    """Model files, sorted; the register of sources is among them."""
    problems: list[Problem] = field(default_factory=list)


def list_tree(folder: Path) -> Tree:
    """Everything below a folder. Raises OSError when the folder itself is not there or cannot be read."""
    tree = Tree()
    waiting = [folder]
    while waiting:
        here = waiting.pop()
        try:
            entries = list(os.scandir(here))
        except OSError as error:
            if here == folder:
                raise
            tree.problems.append(problem_of(error, name_below(folder, here)))
            continue
        for entry in entries:
            path = here / entry.name
            if entry.is_dir(follow_symlinks=False):
                waiting.append(path)
            tree.problems += _problems(path, name_below(folder, path))
            if path.suffix == ".yml" and is_regular(path):
                tree.files.append(path)
    tree.files.sort()
    return tree


def _problems(path: Path, file: str) -> Iterator[Problem]:
    """What is wrong with an entry by its name or its kind. A model file is judged by the rules of models."""
    name = path.name
    is_meant = bool(pattern("meant-as-model").fullmatch(name))
    is_model = path.suffix == ".yml" and is_regular(path)
    if pattern("leftover").fullmatch(name):
        yield describe("leftover", file, 1, "", "", name)
    elif (is_meant and not is_regular(path)) or (path.is_symlink() and path.is_dir()):
        yield describe("not-a-file", file, 1, "", "", kind_of(path))
    elif is_meant and not is_model:
        yield describe("suffix", file, 1, "", "", name, suggestion=suggested_name(name))
    elif pattern("windows-name").fullmatch(name) and not is_model:
        yield describe("windows-name", file, 1, "", "", name)


def suggested_name(name: str) -> str:
    """The name of a model file that was meant: `Bếp ăn.yml.txt` is `bep-an.yml`."""
    return f"{slug_within(name.partition('.')[0], limit('slug')) or 'mo-hinh'}.yml"


def is_regular(path: Path) -> bool:
    """Whether a path is a plain file: no link, folder or pipe, and readable."""
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except (OSError, ValueError):
        return False


def kind_of(path: Path) -> str:
    """The kind of an entry that is no plain file, in Vietnamese: `thư mục`."""
    mode = path.lstat().st_mode
    return next((name for is_kind, name in _KINDS.items() if is_kind(mode)), "mục lạ")


def name_below(folder: Path, path: Path) -> str:
    """The name of a path in messages and links: from the project's root, forward slashes, readable letters."""
    name = f"{folder.name}/{path.relative_to(folder).as_posix()}"
    return os.fsencode(name).decode("utf-8", errors="replace")


def problem_of(error: Exception, file: str) -> Problem:
    """Any error while reading a file, as a problem of that file."""
    if isinstance(error, OSError):
        reason = _REASONS.get(error.errno or 0, f"máy báo lỗi số {error.errno}")
        return describe("unreadable", file, 1, "", "", reason)
    return describe("unchecked", file, 1, "", "", f"{type(error).__name__}: {error}")
