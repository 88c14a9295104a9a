"""Any unexpected file in the folder of models, and any error while reading, is a problem of one file."""

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from showcase.files import catalogue as catalogue_module
from showcase.files import links as links_module
from showcase.files.catalogue import ModelFiles
from showcase.files.tree import list_tree

Tree = Callable[[dict[str, str | bytes]], ModelFiles]

posix = pytest.mark.skipif(os.name == "nt", reason="Windows has no pipes and sockets in folders")


def told(files: ModelFiles) -> list[tuple[str, str, str]]:
    return [(problem.file, problem.rule, problem.found) for problem in files.load().problems]


def folder_of(path: Path) -> None:
    path.mkdir()


def pipe(path: Path) -> None:
    os.mkfifo(path)


def socket_at(path: Path) -> None:
    try:
        os.mknod(path, stat.S_IFSOCK | 0o600)
    except OSError:
        pytest.skip("only Linux lets everyone make a socket without a process behind it")


def link_to_a_file(path: Path) -> None:
    path.symlink_to(path.parent / "a.yml")


def link_to_a_folder(path: Path) -> None:
    path.symlink_to(path.parent)


def link_to_nothing(path: Path) -> None:
    path.symlink_to(path.parent / "khong-co.yml")


def link_to_itself(path: Path) -> None:
    path.symlink_to(path)


@posix
@pytest.mark.parametrize(
    ("make", "kind"),
    [
        (folder_of, "thư mục"),
        (pipe, "ống dẫn (FIFO)"),
        (socket_at, "ổ cắm (socket)"),
        (link_to_a_file, "lối tắt tới tệp khác"),
        (link_to_a_folder, "lối tắt tới tệp khác"),
        (link_to_nothing, "lối tắt tới tệp khác"),
        (link_to_itself, "lối tắt tới tệp khác"),
    ],
)
@pytest.mark.parametrize("name", ["ba-chuc/b.yml", "sources.yml"])
def test_what_is_no_file_is_told_and_never_opened(
    tree: Tree, minimal: str, make: Callable[[Path], None], kind: str, name: str
) -> None:
    files = tree({"ba-chuc/a.yml": minimal})
    make(files.folder / name)
    assert told(files) == [(f"models/{name}", "not-a-file", kind)]
    assert list(files.load().by_slug) == ["a"]


@posix
def test_a_link_to_another_folder_is_told(tree: Tree, minimal: str, tmp_path: Path) -> None:
    files = tree({"ba-chuc/a.yml": minimal})
    (tmp_path / "tri-ton").mkdir()
    (files.folder / "tri-ton").symlink_to(tmp_path / "tri-ton")
    assert told(files) == [("models/tri-ton", "not-a-file", "lối tắt tới tệp khác")]


@posix
def test_a_name_that_is_no_text(tree: Tree, minimal: str) -> None:
    files = tree({"ba-chuc/a.yml": minimal})
    Path(os.fsdecode(os.fsencode(files.folder) + b"/ba-chuc/to-\xff.yml")).write_text(minimal, encoding="utf-8")
    Path(os.fsdecode(os.fsencode(files.folder) + b"/\xfe\xff")).mkdir()
    Path(os.fsdecode(os.fsencode(files.folder) + b"/\xfe\xff/b.yml")).write_text(minimal, encoding="utf-8")
    assert told(files) == [
        ("models/ba-chuc/to-�.yml", "slug", "to-�"),
        ("models/��/b.yml", "folder", "��"),
    ]


def test_a_name_of_all_bytes_that_fit(tree: Tree, minimal: str) -> None:
    name = "a" * 251
    assert told(tree({f"ba-chuc/{name}.yml": minimal})) == [
        (f"models/ba-chuc/{name}.yml", "slug", f"{'a' * 79}…"),
    ]


@pytest.mark.parametrize("file", ["a" * 300 + ".jpg", "ă" * 200 + ".jpg"])
def test_a_picture_whose_name_no_disk_takes(tree: Tree, minimal: str, file: str) -> None:
    files = tree({"ba-chuc/x.yml": minimal + f"pictures:\n  - {{file: {file}, alt: Họp tổ}}\n"})
    assert [problem.rule for problem in files.load().problems] == ["picture-name"]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="whoever runs this may read everything")
@pytest.mark.parametrize("name", ["ba-chuc/b.yml", "sources.yml", "tri-ton"])
def test_what_nobody_may_read(tree: Tree, minimal: str, name: str) -> None:
    files = tree({"ba-chuc/a.yml": minimal, "ba-chuc/b.yml": minimal, "sources.yml": "sources: []\n", "tri-ton/c": ""})
    (files.folder / name).chmod(0)
    try:
        assert told(files) == [(f"models/{name}", "unreadable", "không được phép đọc")]
    finally:
        (files.folder / name).chmod(0o700)


@pytest.mark.parametrize("folder", ["khong-co", "a.yml"])
def test_a_folder_that_is_not_there_is_no_empty_one(tmp_path: Path, folder: str) -> None:
    (tmp_path / "a.yml").write_text("title: a\n")
    with pytest.raises(OSError, match=folder):
        ModelFiles(tmp_path / folder).load()


ERRORS = [
    (PermissionError(13, "Permission denied"), "unreadable", "không được phép đọc"),
    (FileNotFoundError(2, "No such file"), "unreadable", "tệp vừa bị xóa hoặc đổi tên"),
    (OSError(5, "Input/output error"), "unreadable", "ổ đĩa hỏng"),
    (OSError("odd"), "unreadable", "máy báo lỗi số None"),
    (RecursionError("too deep"), "unchecked", "RecursionError: too deep"),
    (ValueError("\ud800"), "unchecked", "ValueError: �"),
    (StopIteration(), "unchecked", "StopIteration:"),
    (MemoryError(), "unchecked", "MemoryError:"),
]
STEPS = [
    (catalogue_module, "read_bytes"),
    (catalogue_module, "build"),
    (catalogue_module, "check"),
    (links_module, "_dead_links"),
]


@pytest.mark.parametrize(("error", "rule", "found"), ERRORS)
@pytest.mark.parametrize(("module", "step"), STEPS)
def test_an_error_in_any_step_is_a_problem_of_its_file(
    tree: Tree, minimal: str, monkeypatch: pytest.MonkeyPatch, error: Exception, rule: str, found: str,
    module: object, step: str,
) -> None:  # fmt: skip
    """Each step is made to fail for one file of three."""
    files = tree({f"ba-chuc/{slug}.yml": minimal for slug in "abc"})
    real = getattr(module, step)

    def failing(*given: object) -> object:
        if any(getattr(one, name, "") in ("b", "models/ba-chuc/b.yml") for one in given for name in ("slug", "file")):
            raise error
        if "b" in given or "models/ba-chuc/b.yml" in given:
            raise error
        return real(*given)

    monkeypatch.setattr(module, step, failing)
    problems = told(files)
    assert [one for one in problems if one[1] == rule] == [("models/ba-chuc/b.yml", rule, found)]
    assert {file for file, *_ in problems} == {"models/ba-chuc/b.yml"}
    assert list(files.load().by_slug) == ["a", "c"]


def test_the_listing_is_sorted_and_whole(tree: Tree, minimal: str) -> None:
    files = tree({"tri-ton/b.yml": minimal, "ba-chuc/c.yml": minimal, "ba-chuc/x/a.yml": minimal, "ba-chuc/a.jpg": b""})
    names = [path.relative_to(files.folder).as_posix() for path in list_tree(files.folder).files]
    assert names == ["ba-chuc/c.yml", "ba-chuc/x/a.yml", "tri-ton/b.yml"]
