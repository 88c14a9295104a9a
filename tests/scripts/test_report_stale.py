"""`report_stale.py` as an editor runs it, on a repository with its own history."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def report(*options: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "scripts/report_stale.py"), *map(str, options)]
    variables = {**os.environ, "SHOWCASE_NO_VENV": "1"}
    return subprocess.run(command, env=variables, capture_output=True, text=True, encoding="utf-8")


@pytest.fixture
def minimal(minimal):
    """A file whose source has no year, so that only the history gives one."""
    return minimal.replace(" năm 2025", "")


@pytest.fixture
def folder(tree, minimal):
    """Three models committed on 5 January 2024; one confirmed since then, one confirmed with a future date."""
    files = {
        "ba-chuc/gop-von.yml": minimal,
        "ba-chuc/hoi-lai.yml": minimal + 'confirmed: "01/06/2025"\n',
        "ba-chuc/mai-sau.yml": minimal + 'confirmed: "2099"\n',
    }
    made: Path = tree(files).folder
    when = "2024-01-05T12:00:00+07:00"
    who = {
        f"GIT_{role}_{what}": "thu@example.invalid" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
    }
    variables = {**os.environ, **who, "GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when}
    for command in (["init", "-q"], ["add", "."], ["commit", "-qm", "một"]):
        subprocess.run(["git", *command], cwd=made.parent, env=variables, check=True)
    return made


def test_what_nobody_confirmed_for_two_years(folder):
    assert report("--models", folder, "--day", "2026-01-05").stdout.startswith("Có 0 mô hình quá hai năm")
    done = report("--models", folder, "--day", "2026-01-06")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[:3] == [
        "Có 1 mô hình quá hai năm chưa được xác nhận lại.",
        "  05/01/2024  Tổ phụ nữ góp vốn xoay vòng",
        "    Chưa rõ chủ thể · Xã Ba Chúc · models/ba-chuc/gop-von.yml",
    ]
    later = report("--models", folder, "--day", "2027-06-02").stdout
    assert later.index("05/01/2024") < later.index("01/06/2025")


def test_a_day_to_come_is_told(folder):
    done = report("--models", folder, "--day", "2026-01-06")
    assert "Ngày xác nhận còn ở phía trước" in done.stdout
    assert "models/ba-chuc/mai-sau.yml" in done.stdout


def test_an_entry_is_as_old_as_its_source(folder, minimal):
    old = minimal.replace("    issuer", '    date: "17/9/2020"\n    issuer')
    (folder / "ba-chuc/cu.yml").write_text(old, encoding="utf-8")
    assert "  17/09/2020  Tổ phụ nữ" in report("--models", folder, "--day", "2022-09-18").stdout


def test_for_an_issue_words_of_editors_stand_in_code(folder, minimal):
    (folder / "ba-chuc/gop-von.yml").write_text(minimal.replace("Tổ", "Tổ @everyone `x"), encoding="utf-8")
    done = report("--models", folder, "--day", "2026-01-06", "--format", "markdown")
    assert "- 05/01/2024: `Tổ @everyone 'x phụ nữ" in done.stdout


def test_without_a_history_it_says_so(folder):
    shutil.rmtree(folder.parent / ".git")
    assert "1 mô hình chưa biết ngày nào (không có lịch sử git)." in report("--models", folder).stdout


def test_a_folder_that_is_not_there_is_named(tmp_path):
    done = report("--models", tmp_path / "khong-co")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"Không in được: không thấy: {tmp_path / 'khong-co'}.\n"


def test_the_real_models_are_listed_too():
    assert report("--day", "2000-01-01").stdout.startswith("Có 0 mô hình")


def test_promises_that_are_overdue_are_listed(tree, minimal):
    promises = (
        "promises:\n"
        '  - {commune: "30307", office: Mặt trận xã, registered: "01/3/2026", due: "30/6/2026"}\n'
        '  - {commune: "30316", office: Hội Phụ nữ xã, registered: "05/3/2026"}\n'
        '  - {commune: "30313", office: Đoàn xã, registered: "05/3/2026", due: "30/6/2026", state: dang-lam}\n'
    )
    folder = tree({"ba-chuc/gop-von.yml": minimal + promises}).folder
    assert "lời hứa" not in report("--models", folder, "--day", "2026-06-30").stdout
    said = report("--models", folder, "--day", "2026-07-01").stdout
    assert "Có 1 lời hứa làm theo đã quá hẹn mà chưa làm." in said
    assert "  hẹn 30/06/2026  Tổ phụ nữ góp vốn xoay vòng\n    " in said
    year = report("--models", folder, "--day", "2027-03-06", "--format", "markdown").stdout
    assert "Có 2 lời hứa" in year
    assert "- đăng ký 05/03/2026: `" in year
