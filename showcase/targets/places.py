"""Which folder a command may write: a new or empty one, or one that it wrote before; none of the project's own."""

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
"""Folders of the project that no command may write, including everything in them."""


def accepted(
    target: Path, root: Path, kind: str, kept: Iterable[Path] = (), ignored: Callable[[str], bool] = is_junk
) -> tuple[Path, Inventory]:
    """The real path of a target, and its files that we wrote.

    `root`: the project; `kept`: further folders that are not written, such as the models; `ignored`: paths that may
    be in the folder. Raises Refused for a target that is not accepted, OSError for one that cannot be read.
    """
    place = true_place(target, root, kept)
    if not place.exists():
        return place, Inventory()
    found = inventory(place, kind, ignored)
    if strange := (found.strange + found.changed)[:1]:
        raise Refused(_stranger(target, strange[0], bool(found.strange), read_mark(place, kind) is not None))
    return place, found


def true_place(target: Path, root: Path, kept: Iterable[Path] = ()) -> Path:
    """The real path of a target, with links in its parents resolved. Raises Refused for a path that is not accepted."""
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
    """The folders that contain the project or the user's home; none for a new place."""
    if place.exists():
        for inner in (root.resolve(), Path(os.path.expanduser("~"))):  # noqa: PTH111 - Path.home() may raise
            yield from (folder for folder in (inner, *inner.parents) if folder.exists())


def _is_within(place: Path, folder: Path) -> bool:
    """Whether a place is inside a folder, by the identity of files: spelling and links make no difference."""
    return folder.exists() and any(path.exists() and path.samefile(folder) for path in (place, *place.parents))


def _stranger(target: Path, path: str, is_strange: bool, is_marked: bool) -> str:
    if not is_marked:
        return f"{target} có sẵn tệp không do lệnh này ghi ({path}). Hãy chọn một thư mục mới hoặc trống."
    what = "có tệp khác ở trong" if is_strange else "có tệp đã bị sửa sau khi ghi"
    return f"{target} {what} ({path}). Hãy chuyển tệp ấy đi, hoặc chọn một thư mục mới."


def accepted_new(target: Path, root: Path, kept: Iterable[Path] = ()) -> Path:
    """The real path of a new or empty target. Raises Refused for any other, OSError for one that cannot be read."""
    place = true_place(target, root, kept)
    if place.exists() and (there := names(place)):
        raise Refused(f"{target} đã có tệp ({there[0]}). Hãy chọn một thư mục mới hoặc trống.")
    return place


def accepted_file(target: Path) -> Path:
    """The path of a new file. Raises Refused for an existing file or link."""
    if os.path.lexists(target):
        raise Refused(f"đã có tệp {target}. Hãy chọn tên khác.")
    return target


def new_file(target: Path, content: bytes) -> None:
    """Write a new file completely or not at all. Raises FileExistsError, and OSError."""
    stream = target.open("xb")
    try:
        with stream:
            stream.write(content)
    except BaseException:
        target.unlink()
        raise
