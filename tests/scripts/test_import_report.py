"""The command that imports a report, as an editor uses it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
REPORT = "- Mô hình: “Giếng chung” của Hội Nông dân xã Ba Chúc\n\nTính mới: Giếng sâu hơn.\n"


def run(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "scripts" / "import_report.py"), *arguments]
    settings = {**os.environ, "SHOWCASE_NO_VENV": "1", "PYTHONUTF8": "1", "PYTHONPATH": str(ROOT)}
    return subprocess.run(command, cwd=cwd, env=settings, capture_output=True, encoding="utf-8", timeout=60)


def test_drafts_go_to_a_folder_named_after_the_report(tmp_path: Path) -> None:
    (tmp_path / "Báo cáo quý I.txt").write_text(REPORT, encoding="utf-8")
    done = run("Báo cáo quý I.txt", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert [path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.yml")] == [
        "drafts/bao-cao-quy-i/gieng-chung.yml"
    ]
    assert "gieng-chung.yml (Giếng chung)\n    lĩnh vực\n" in done.stdout


def test_a_report_without_models_writes_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("Không có gì.", encoding="utf-8")
    done = run("a.md", cwd=tmp_path)
    assert done.returncode == 0
    assert done.stdout == "Không thấy mô hình nào trong báo cáo này.\n"
    assert not (tmp_path / "drafts").exists()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["a.txt", "--out", str(ROOT / "models" / "ba-chuc")], "nơi giữ mã nguồn hoặc dữ liệu"),
        (["a.txt", "--source", "Báo cáo"], "--source là tên ngắn không dấu"),
        (["a.txt", "--commune", "1"], "--commune là mã xã năm chữ số"),
        (["b.docx"], "tệp không phải tệp Word dù có đuôi .docx"),
        (["c.txt"], "không thấy: c.txt"),
    ],
)
def test_what_cannot_be_done_is_told_without_a_traceback(tmp_path: Path, arguments: list[str], told: str) -> None:
    (tmp_path / "a.txt").write_text(REPORT, encoding="utf-8")
    (tmp_path / "b.docx").write_bytes(b"PK")
    done = run(*arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert told in done.stderr
    assert "Traceback" not in done.stderr
