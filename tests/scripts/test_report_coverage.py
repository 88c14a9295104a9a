"""`report_coverage.py` as an editor runs it: its own process, its output checked."""

import csv
import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def report(*options: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "scripts/report_coverage.py", *map(str, options)]
    variables = {**os.environ, "SHOWCASE_NO_VENV": "1"}
    return subprocess.run(command, cwd=ROOT, env=variables, capture_output=True, text=True, encoding="utf-8")


@pytest.fixture
def folder(tree, minimal):
    named = minimal.replace("kind: phu-nu", "name: Đảng ủy xã Ba Chúc\n  kind: dang")
    return tree({"ba-chuc/gop-von.yml": minimal, "ba-chuc/den-duong.yml": named}).folder


def test_by_owner_unless_told_otherwise(folder):
    done = report("--models", folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert [line for line in done.stdout.splitlines() if line and not line.startswith(" ")] == [
        "Tổ chức đảng · Đảng ủy xã Ba Chúc",
        "Hội Liên hiệp Phụ nữ · chưa rõ tên",
        "Có 2 mô hình, bình quân đã kể 7%.",
    ]
    assert "    models/ba-chuc/den-duong.yml · đã kể 10%\n" in done.stdout
    assert "    Đã kể:     Tên chủ thể; Mã xã\n" in done.stdout


def test_by_commune(folder):
    done = report("--by", "commune", "--models", folder)
    assert (done.returncode, done.stderr) == (0, "")
    headings = [line for line in done.stdout.splitlines() if line and not line.startswith(" ")]
    assert headings == ["Xã Ba Chúc", "Có 2 mô hình, bình quân đã kể 7%."]


def test_the_table_of_the_real_models_names_every_file():
    done = report("--format", "csv")
    assert done.returncode == 0, done.stderr
    rows = list(csv.DictReader(io.StringIO(done.stdout.removeprefix("\ufeff"))))
    models = {path.relative_to(ROOT).as_posix() for path in (ROOT / "models").rglob("*.yml")} - {"models/sources.yml"}
    assert models
    assert sorted(row["Tệp"] for row in rows) == sorted(models)


def test_a_faulty_file_is_left_out_and_said(folder):
    (folder / "ba-chuc/hong.yml").write_text("title: [\n", encoding="utf-8")
    done = report("--models", folder)
    assert done.returncode == 0
    assert "Có 2 mô hình" in done.stdout
    assert done.stderr == "Chưa kể 1 tệp có lỗi; xem bằng: python scripts/check_models.py\n"


def test_without_models(folder):
    for path in folder.rglob("*.yml"):
        path.unlink()
    done = report("--models", folder)
    assert (done.returncode, done.stdout, done.stderr) == (0, "Không có mô hình nào.\n", "")


def test_a_folder_that_is_not_there_is_named(tmp_path):
    done = report("--models", tmp_path / "không-có")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"Không in được báo cáo: không thấy: {tmp_path / 'không-có'}.\n"


@pytest.mark.parametrize("options", [("--by", "ap"), ("--format", "json"), ("models",)])
def test_an_unknown_option_is_refused(options):
    done = report(*options)
    assert (done.returncode, done.stdout) == (2, "")
    assert "usage: report_coverage.py" in done.stderr
