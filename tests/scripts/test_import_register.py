"""The command that imports a register, as an editor uses it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from register_files import HEADS, register, rows

ROOT = Path(__file__).resolve().parents[2]


def run(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "scripts" / "import_register.py"), *arguments]
    settings = {**os.environ, "SHOWCASE_NO_VENV": "1", "PYTHONUTF8": "1", "SHOWCASE_MODELS": str(cwd / "models")}
    return subprocess.run(command, cwd=cwd, env=settings, capture_output=True, encoding="utf-8", timeout=120)


def test_nothing_is_written_before_somebody_agrees_and_rows_come_back(tmp_path: Path) -> None:
    lines = [[*HEADS, "Số hộ"], *([*row, 12] for row in rows(3)), [4, "Tủ sách", "Đoàn Thanh niên", "xã Không Có"]]
    register(tmp_path / "Sổ 2026.xlsx", lines)
    shown = run("Sổ 2026.xlsx", cwd=tmp_path)
    assert shown.returncode == 2
    assert shown.stderr.endswith("Chưa ghi gì. Xem xong thì chạy lại với --yes.\n")
    assert "Sẽ viết 3 tệp mới, sửa 0 tệp đã có; 0 hàng không có gì mới.\n" in shown.stdout
    assert "Cột chưa hiểu, ghi vào chú thích: Số hộ.\n" in shown.stdout
    assert not (tmp_path / "models").exists()
    done = run("Sổ 2026.xlsx", "--yes", cwd=tmp_path)
    assert done.returncode == 1, done.stderr
    assert done.stdout.endswith("Đã trả lại 1 hàng trong so-2026-can-sua.xlsx: sửa theo cột cuối rồi đọc lại tệp ấy.\n")
    [one] = (tmp_path / "models" / "vinh-binh").glob("*.yml")
    assert "# Sổ ghi “Số hộ”: 12\n" in one.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["a.xlsx", "--column", "Số hộ"], "--column có dạng"),
        (["a.xlsx", "--province", "Atlantis"], "không thấy tỉnh, thành phố “Atlantis”"),
        (["a.xlsx", "--commune", "1"], "--commune là mã xã năm chữ số"),
        (["a.xlsx", "--period", "năm nay"], "--period là năm hay quãng năm"),
        (["a.xlsx"], "sổ không ghi cơ quan lập; hãy thêm --issuer"),
        (["b.csv"], "không thấy hàng tên cột nào"),
        (["c.xlsx"], "không thấy: c.xlsx"),
    ],
)
def test_what_cannot_be_done_is_told_without_a_traceback(tmp_path: Path, arguments: list[str], told: str) -> None:
    register(tmp_path / "a.xlsx", [HEADS, *rows(1)], [])
    (tmp_path / "b.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    done = run(*arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert told in done.stderr
    assert "Traceback" not in done.stderr
