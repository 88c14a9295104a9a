"""A folder is replaced as a whole, also with two renames instead of one exchange, as on Windows."""

import subprocess
from contextlib import suppress
from pathlib import Path

import pytest

from showcase.targets import exchanging
from showcase.targets.exchanging import replaced
from showcase.targets.locking import Busy, locked
from showcase.targets.mark import MARK, read_mark, write_digests
from showcase.targets.places import OF_PROJECT
from showcase.targets.refusing import Refused

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(params=["at once", "by two renames"])
def root(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project; each test runs with both ways of exchanging."""
    if request.param == "by two renames":
        monkeypatch.setattr(exchanging, "_swap", lambda one, other: False)
    (tmp_path / "dự án").mkdir()
    return tmp_path / "dự án"


def write(root: Path, text: str) -> Path:
    with replaced(root / "site", root, "trang") as fresh:
        (fresh / "a").mkdir()
        (fresh / "a/index.html").write_text(text, encoding="utf-8")
    return root / "site"


def shown(root: Path) -> str:
    return (root / "site/a/index.html").read_text(encoding="utf-8")


def test_a_new_folder_takes_the_place_of_the_old_one(root: Path) -> None:
    write(root, "cũ")
    write(root, "mới").chmod(0o750)
    write(root, "mới hơn")
    assert shown(root) == "mới hơn"
    assert (root / "site").stat().st_mode & 0o777 == 0o750
    assert list(root.iterdir()) == [root / "site"]


def test_an_exception_leaves_the_old_one(root: Path) -> None:
    write(root, "cũ")
    with suppress(KeyboardInterrupt), replaced(root / "site", root, "trang") as fresh:
        (fresh / "index.html").touch()
        raise KeyboardInterrupt
    assert shown(root) == "cũ"
    assert list(root.iterdir()) == [root / "site"]


def killed(root: Path) -> Path:
    """The work folder of a run that was killed while writing."""
    work = root / ".site.dang-ghi"
    (work / "moi").mkdir(parents=True)
    (work / "moi/dở.html").touch()
    (work / "khoa").touch()
    write_digests(work, "dang-ghi", {})
    return work


def test_what_a_killed_run_has_left_is_removed_by_the_next(root: Path) -> None:
    killed(root)
    write(root, "mới")
    assert list(root.iterdir()) == [root / "site"]


def test_a_run_killed_between_two_renames_gives_the_old_folder_back(root: Path) -> None:
    write(root, "cũ").rename(killed(root) / "cu")
    with pytest.raises(KeyboardInterrupt), replaced(root / "site", root, "trang"):
        raise KeyboardInterrupt
    assert shown(root) == "cũ"
    assert list(root.iterdir()) == [root / "site"]


def test_a_run_killed_before_the_old_folder_was_removed(root: Path) -> None:
    write(root, "cũ").rename(killed(root) / "cu")
    (root / ".site.dang-ghi/cu/ghi chú.txt").write_text("của tôi", encoding="utf-8")
    write_beside = root / "site"
    write_beside.mkdir()
    write(root, "mới")
    assert shown(root) == "mới"
    assert (root / "site.giu-lai-1/ghi chú.txt").read_text(encoding="utf-8") == "của tôi"
    assert not (root / ".site.dang-ghi").exists()


def test_a_file_that_comes_while_we_write_is_put_aside(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(root, "cũ")
    with replaced(root / "site", root, "trang") as fresh:
        (fresh / "index.html").touch()
        (root / "site/a/ghi chú.txt").write_text("của tôi", encoding="utf-8")
    assert (root / "site.giu-lai-1/a/ghi chú.txt").read_text(encoding="utf-8") == "của tôi"
    assert not (root / "site.giu-lai-1/a/index.html").exists()
    assert f"giữ lại ở {root / 'site.giu-lai-1'}" in capsys.readouterr().err


def test_a_folder_of_another_command_is_refused(root: Path) -> None:
    write(root, "cũ")
    with pytest.raises(Refused, match="có sẵn tệp không do lệnh này ghi"), replaced(root / "site", root, "ranh-gioi"):
        pytest.fail("taken")
    assert shown(root) == "cũ"


def test_a_mark_that_is_no_plain_file_marks_nothing(root: Path) -> None:
    site = write(root, "cũ")
    (site / MARK).rename(root / "mark")
    (site / MARK).symlink_to(root / "mark")
    assert read_mark(site, "trang") is None
    with pytest.raises(Refused):
        write(root, "mới")


def test_the_one_who_waited_does_not_hold_a_lock_that_was_removed(tmp_path: Path) -> None:
    path = tmp_path / "khoa"
    with locked(path, "bận"):
        with pytest.raises(Busy, match="bận"), locked(path, "bận"):
            pytest.fail("taken")
        assert path.exists()
    assert not path.exists()


def test_every_folder_of_the_project_is_kept_from_being_a_target() -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True).stdout.decode().split("\0")
    if not any(listed):
        pytest.skip("the tree has no history")
    assert {path.partition("/")[0] for path in listed if "/" in path} <= {*OF_PROJECT}
