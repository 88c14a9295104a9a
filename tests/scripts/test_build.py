"""`scripts/build.py` as people run it: with wrong targets, twice at once, killed, on a full disk, on old consoles."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from showcase.targets.locking import locked
from showcase.targets.mark import MARK

LEFT_OUT = ("__pycache__", "node_modules", "assets")
ROOT = Path(__file__).resolve().parents[2]
POSIX = pytest.mark.skipif(os.name == "nt", reason="kills and limits as POSIX systems do")


def build(target: Path, models: Path, *, text: bool = True, **more: str) -> subprocess.CompletedProcess:
    variables = {**os.environ, "SHOWCASE_NO_VENV": "1", "SHOWCASE_MODELS": str(models), **more}
    command = [sys.executable, str(ROOT / "scripts/build.py"), "--site-dir", str(target)]
    return subprocess.run(command, env=variables, capture_output=True, text=text, encoding="utf-8" if text else None)


def files_of(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One model, so that a build is quick."""
    return laid_out(tmp_path_factory.mktemp("mô hình") / "models", "Tổ phụ nữ góp vốn")


def laid_out(folder: Path, title: str) -> Path:
    (folder / "ba-chuc").mkdir(parents=True)
    (folder / "ba-chuc/gop-von.yml").write_text(
        f'title: {title}\nsummary: Góp vốn.\nowner:\n  kind: phu-nu\nplaces:\n  - commune: "30547"\n'
        "sources:\n  - id: bc\n    title: Báo cáo\n    issuer: Đảng ủy xã Ba Chúc\n",
        encoding="utf-8",
    )
    return folder


@pytest.fixture(scope="module")
def site(models: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built site; tests that change it make a copy."""
    target = tmp_path_factory.mktemp("trang") / "trang có dấu cách"
    done = build(target, models)
    assert done.returncode == 0, done.stderr
    return target


@pytest.fixture
def old(site: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(site, tmp_path / "trang"))


def assert_refused(done: subprocess.CompletedProcess[str], *told: str) -> None:
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1].startswith("Không dựng được trang web: ")
    assert all(one in done.stderr for one in told), done.stderr
    assert "Traceback" not in done.stderr


# --- targets


@pytest.mark.parametrize(
    "target", [".", "..", "models", "models/moi", "showcase", "docs/site", ".git", "scripts/../models"], ids=str
)
def test_the_project_is_no_target(models: Path, tmp_path: Path, target: str) -> None:
    """Tested on a copy: once the command deleted 91 tracked files."""
    copy = tmp_path / "dự án"
    for name in ("scripts", "showcase", "models", "docs"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns(*LEFT_OUT))
    (copy / ".git").mkdir()
    command = [sys.executable, "-B", str(copy / "scripts/build.py"), "--site-dir", str(copy / target)]
    variables = {**os.environ, "SHOWCASE_NO_VENV": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    (copy / "requirements.txt").touch()
    before = files_of(tmp_path)
    done = subprocess.run(command, env=variables, capture_output=True, text=True, encoding="utf-8")
    assert_refused(done, str(copy))
    assert files_of(tmp_path) == before


@pytest.mark.parametrize("target", ["/", "~"])
def test_a_root_and_a_home_are_no_targets(models: Path, tmp_path: Path, target: str) -> None:
    (tmp_path / "thư.docx").touch()
    target = str(tmp_path) if target == "~" else target
    done = build(Path(target), models, HOME=str(tmp_path), USERPROFILE=str(tmp_path))
    assert_refused(done, target)
    assert list(tmp_path.iterdir()) == [tmp_path / "thư.docx"]


def test_a_folder_of_documents_is_refused_by_name(models: Path, tmp_path: Path) -> None:
    (tmp_path / "luận văn.docx").write_text("của tôi", encoding="utf-8")
    assert_refused(build(tmp_path, models), "luận văn.docx")
    assert files_of(tmp_path) == {"luận văn.docx": "của tôi".encode()}


def test_a_link_is_refused_and_what_it_leads_to_stays(models: Path, old: Path, tmp_path: Path) -> None:
    (tmp_path / "liên kết").symlink_to(old)
    before = files_of(old)
    assert_refused(build(tmp_path / "liên kết", models), "là một liên kết")
    (old / "assets" / "ngoài").symlink_to(tmp_path)
    assert_refused(build(old, models), "assets/ngoài")
    assert files_of(old) == before


def test_a_site_with_a_file_of_somebody_is_refused_by_name(models: Path, old: Path) -> None:
    (old / "mo-hinh/ghi-chú.docx").touch()
    before = files_of(old)
    assert_refused(build(old, models), "mo-hinh/ghi-chú.docx")
    assert files_of(old) == before


def test_a_file_is_no_target(models: Path, tmp_path: Path) -> None:
    (tmp_path / "tệp").touch()
    assert_refused(build(tmp_path / "tệp", models), "là một tệp")
    assert_refused(build(tmp_path / "tệp" / "trang", models))


def test_what_only_has_the_name_of_our_work_folder_stays(models: Path, tmp_path: Path) -> None:
    work = tmp_path / ".trang.dang-ghi"
    work.mkdir()
    (work / "luận văn.docx").touch()
    assert_refused(build(tmp_path / "trang", models), "luận văn.docx")
    assert list(tmp_path.rglob("*")) == [work, work / "luận văn.docx"]


# --- interrupted


def test_a_site_is_replaced_and_nothing_is_left_beside_it(models: Path, old: Path) -> None:
    (old / ".DS_Store").touch()
    before = files_of(old)
    assert build(old, models).returncode == 0
    del before[".DS_Store"]
    assert files_of(old) == before
    assert list(old.parent.iterdir()) == [old]


def test_a_fault_in_the_content_leaves_the_old_site(old: Path, tmp_path: Path) -> None:
    before = files_of(old)
    done = build(old, laid_out(tmp_path / "models", "a: b"))
    assert done.returncode == 1
    assert "gop-von.yml" in done.stderr
    assert files_of(old) == before
    assert not list(tmp_path.glob(".*"))


@POSIX
def test_twenty_killed_builds_leave_a_whole_site(models: Path, tmp_path: Path) -> None:
    """Killed at random times; the next run removes their leftovers."""
    site, other = tmp_path / "trang", tmp_path / "khác"
    after = laid_out(tmp_path / "sau" / "models", "Tổ phụ nữ góp vốn xoay vòng")
    command = [sys.executable, str(ROOT / "tests/killed_builds.py"), *map(str, (site, models, after, other)), "20"]
    variables = {**os.environ, "SHOWCASE_NO_VENV": "1"}
    done = subprocess.run(command, env=variables, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    states = done.stdout.split()
    assert len(states) == 20
    assert set(states) <= {"before", "after"}
    assert {path.name for path in tmp_path.iterdir()} == {"trang", "khác", "sau"}


@POSIX
def test_a_full_disk_leaves_the_old_site_and_is_told(old: Path, models: Path) -> None:
    import resource

    before = files_of(old)
    variables = {**os.environ, "SHOWCASE_NO_VENV": "1", "SHOWCASE_MODELS": str(models)}
    done = subprocess.run(
        [sys.executable, "-B", str(ROOT / "scripts/build.py"), "--site-dir", str(old)],
        env=variables, capture_output=True, text=True, encoding="utf-8",
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000)),
    )  # fmt: skip
    assert_refused(done, "tệp lớn quá mức ổ đĩa nhận")
    assert files_of(old) == before
    assert list(old.parent.iterdir()) == [old]


@POSIX
def test_a_place_that_takes_nothing_is_told(models: Path) -> None:
    assert_refused(build(Path("/proc/danvankheo/trang"), models))


def test_a_second_build_is_told_of_the_first(old: Path, models: Path) -> None:
    """Two builds at once never mix: the second one stops with a message."""
    work = old.with_name(f".{old.name}.dang-ghi")
    work.mkdir()
    before = files_of(old)
    with locked(work / "khoa", "busy"):
        done = build(old, models)
    assert_refused(done, f"Một lệnh khác đang ghi vào {old}. Hãy chờ lệnh ấy xong rồi chạy lại.")
    assert files_of(old) == before


@POSIX
def test_two_builds_at_once_end_as_one_whole_site(old: Path, models: Path) -> None:
    command = [sys.executable, str(ROOT / "scripts/build.py"), "--site-dir", str(old)]
    variables = {**os.environ, "SHOWCASE_NO_VENV": "1", "SHOWCASE_MODELS": str(models)}
    before = files_of(old)
    runs = [subprocess.Popen(command, env=variables, stdout=-1, stderr=-1) for _ in range(2)]
    told = [run.communicate()[1].decode() for run in runs]
    codes = sorted(run.returncode for run in runs)
    # Both succeed if the second began after the end of the first.
    assert codes in ([0, 2], [0, 0]), told
    assert codes == [0, 0] or "Một lệnh khác đang ghi" in "".join(told)
    assert files_of(old) == before
    assert list(old.parent.iterdir()) == [old]


# --- consoles, rights, histories


@pytest.mark.parametrize("encoding", ["ascii", "cp1258", "cp1252"])
def test_every_console_gets_vietnamese(models: Path, tmp_path: Path, encoding: str) -> None:
    """Piped, in the encodings of old consoles, with LANG=C: UTF-8 and never a traceback."""
    console = {"PYTHONIOENCODING": encoding, "LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0"}
    done = build(tmp_path / "trang", models, text=False, **console)
    assert done.returncode == 0, done.stderr
    assert done.stdout.decode().startswith("Đã dựng ")


@POSIX
def test_a_web_server_may_read_what_is_built(models: Path, tmp_path: Path) -> None:
    """Also with umask 077, where only the owner can read new files."""
    variables = {**os.environ, "SHOWCASE_NO_VENV": "1", "SHOWCASE_MODELS": str(models)}
    command = [sys.executable, str(ROOT / "scripts/build.py"), "--site-dir", str(tmp_path / "trang")]
    done = subprocess.run(command, env=variables, capture_output=True, umask=0o077)
    assert done.returncode == 0, done.stderr
    modes = {path: path.stat().st_mode & 0o755 for path in (tmp_path / "trang", *(tmp_path / "trang").rglob("*"))}
    assert [path for path, mode in modes.items() if mode != (0o755 if path.is_dir() else 0o644)] == []


def test_mkdocs_itself_gives_the_very_same_files(models: Path, site: Path, tmp_path: Path) -> None:
    variables = {**os.environ, "SHOWCASE_MODELS": str(models), "NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(tmp_path / "trang")]
    subprocess.run(command, cwd=ROOT, env=variables, check=True)
    assert files_of(tmp_path / "trang") == files_of(site)
    assert MARK in files_of(site)


@POSIX
def test_a_zip_with_spaces_and_vietnamese_letters_in_its_path(tmp_path: Path) -> None:
    """No history, no boundaries, LANG=C: it builds, and says why pages have no dates and maps only points."""
    copy = tmp_path / "Tải về (1)" / "dân vận khéo"
    ignored = shutil.ignore_patterns(
        "boundaries",
        ".ranh-gioi-da-thu",
        ".git",
        ".venv",
        ".*_cache",
        ".hypothesis",
        "__pycache__",
        "node_modules",
        "tests",
    )
    shutil.copytree(ROOT, copy, ignore=ignored)
    variables = {**os.environ, "SHOWCASE_NO_VENV": "1", "LANG": "C", "LC_ALL": "C"}
    variables |= {"GIT_CEILING_DIRECTORIES": str(tmp_path), "no_proxy": "*"}
    variables |= {"SHOWCASE_FETCH": "1", "SHOWCASE_BOUNDARY_SOURCE": "http://127.0.0.1:9"}
    command = [sys.executable, "-B", str(copy / "scripts/build.py")]
    done = subprocess.run(command, env=variables, capture_output=True, cwd=tmp_path)
    assert done.returncode == 0, done.stderr.decode()
    assert f": {copy / 'site'}\n" in done.stdout.decode()
    told = "Lưu ý: Trang không ghi ngày sửa và luồng tin để trống, vì thư mục này không có lịch sử git, như khi tải về"
    assert told in done.stderr.decode()
    assert "Không nối được mạng tới nguồn ranh giới: http://127.0.0.1:9/" in done.stderr.decode()
    assert "Chưa có ranh giới, bản đồ vẽ theo điểm. Hôm nay không thử lại" in done.stderr.decode()


def test_a_folder_of_models_that_is_not_there_is_a_failure(tmp_path: Path) -> None:
    done = build(tmp_path / "trang", tmp_path / "không có")
    assert done.returncode == 1
    assert f"Không đọc được các mô hình: {tmp_path / 'không có'}" in done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []
