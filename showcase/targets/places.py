"""Which folder a command may write: one that is new, empty or its own of before, and in nobody's way."""

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from showcase.targets.entries import is_folder, is_junk, is_link, names
from showcase.targets.mark import Inventory, inventory, read_mark
from showcase.targets.refusing import Refused

OF_PROJECT = (
    ".ci", ".git", ".github", ".venv", ".vscode",
    "collections", "design", "docs", "hosting", "models", "overrides", "scripts", "showcase", "tests",
)  # fmt: skip
"""Folders of the project that no command may take, nor anything in them."""


def accepted(
    target: Path, root: Path, kind: str, kept: Iterable[Path] = (), ignored: Callable[[str], bool] = is_junk
) -> tuple[Path, Inventory]:
    """The true place of a target and what is ours in it.

    `root` is the project; in `kept`, the models for example, nothing is written either; paths that are `ignored` are
    no hindrance. Raises Refused for a target that may not be taken, OSError for one that cannot be read.
    """
    place = true_place(target, root, kept)
    if not place.exists():
        return place, Inventory()
    found = inventory(place, kind, ignored)
    if strange := (found.strange + found.changed)[:1]:
        raise Refused(_stranger(target, strange[0], bool(found.strange), read_mark(place, kind) is not None))
    return place, found


def true_place(target: Path, root: Path, kept: Iterable[Path] = ()) -> Path:
    """The place of a target with all links on the way there followed. Raises Refused where nothing may be written."""
    place = Path(os.path.abspath(target))  # noqa: PTH100 - a link at the end is not followed
    if is_link(place):
        raise Refused(f"{target} là một liên kết tới nơi khác. Hãy ghi tên thư mục thật.")
    place = place.parent.resolve() / place.name
    if place.exists() and not is_folder(os.lstat(place)):
        raise Refused(f"{target} là một tệp, không phải thư mục. Hãy chọn tên khác.")
    if any(map(place.samefile, _around(place, root))):
        raise Refused(f"{target} là thư mục chứa cả dự án, hoặc thư mục riêng của bạn. Hãy chọn một thư mục mới.")
    for folder in (*(root / name for name in OF_PROJECT), *kept):
        if _is_within(place, folder):
            raise Refused(f"{target} thuộc {folder}, nơi giữ mã nguồn hoặc dữ liệu. Hãy chọn thư mục khác.")
    return place


def _around(place: Path, root: Path) -> Iterator[Path]:
    """The folders that hold the project or whatever its user has; none where the place is new."""
    if place.exists():
        for inner in (root.resolve(), Path(os.path.expanduser("~"))):  # noqa: PTH111 - Path.home() may raise
            yield from (folder for folder in (inner, *inner.parents) if folder.exists())


def _is_within(place: Path, folder: Path) -> bool:
    """Told by the file system itself: a name in other letters, or another way there, is no other folder."""
    return folder.exists() and any(one.exists() and one.samefile(folder) for one in (place, *place.parents))


def _stranger(target: Path, path: str, is_strange: bool, is_marked: bool) -> str:
    if not is_marked:
        return f"{target} có sẵn tệp không do lệnh này ghi ({path}). Hãy chọn một thư mục mới hoặc trống."
    what = "có tệp khác ở trong" if is_strange else "có tệp đã bị sửa sau khi ghi"
    return f"{target} {what} ({path}). Hãy chuyển tệp ấy đi, hoặc chọn một thư mục mới."


def accepted_new(target: Path, root: Path, kept: Iterable[Path] = ()) -> Path:
    """The true place of a target that is new or empty. Raises Refused for any other, OSError as above."""
    place = true_place(target, root, kept)
    if place.exists() and (there := names(place)):
        raise Refused(f"{target} đã có tệp ({there[0]}). Hãy chọn một thư mục mới hoặc trống.")
    return place


def accepted_file(target: Path) -> Path:
    """A file that is not there yet. Raises Refused for one that is, also as a link to nowhere."""
    if os.path.lexists(target):
        raise Refused(f"đã có tệp {target}. Hãy chọn tên khác.")
    return target


def new_file(target: Path, content: bytes) -> None:
    """Write a file that is not there yet, as a whole or not at all. Raises FileExistsError, and OSError."""
    stream = target.open("xb")
    try:
        with stream:
            stream.write(content)
    except BaseException:
        target.unlink()
        raise
