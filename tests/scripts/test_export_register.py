"""The command that writes registers and forms."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def run(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "scripts" / "export_register.py"), *arguments]
    settings = {**os.environ, "SHOWCASE_NO_VENV": "1", "PYTHONUTF8": "1", "SHOWCASE_MODELS": str(cwd / "models")}
    return subprocess.run(command, cwd=cwd, env=settings, capture_output=True, encoding="utf-8", timeout=120)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "models" / "ba-chuc").mkdir(parents=True)
    (tmp_path / "models" / "ba-chuc" / "den.yml").write_text(
        "title: Đèn\nsummary: Ấp mắc đèn.\nfields: [kinh-te]\nowner: {kind: dang}\nplaces:\n  - commune: '30547'\n"
        "recognition:\n  - level: tinh\nsources:\n  - {id: so, title: Sổ, issuer: Đảng ủy xã Ba Chúc}\n",
        encoding="utf-8",
    )
    return tmp_path


def test_a_register_and_a_form_are_written_once(folder: Path) -> None:
    wanted = ["--commune", "ba chuc", "--field", "kinh-te", "--owner-kind", "dang", "--level", "tinh"]
    assert run(*wanted, cwd=folder).stdout == "Đã viết so-mo-hinh.xlsx: 1 mô hình.\n"
    assert run("--form", "den", cwd=folder).stdout == "Đã viết phieu-dang-ky-den.docx: phiếu đăng ký của “Đèn”.\n"
    again = run(*wanted, cwd=folder)
    assert (again.returncode, again.stderr) == (
        2,
        "Không viết được sổ: đã có tệp so-mo-hinh.xlsx. Hãy chọn tên khác.\n",
    )


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--level", "xa"], "--level là một trong: co-so"),
        (["--commune", "Atlantis"], "không thấy xã, phường nào tên này"),
        (["--owner-kind", "phu-nu"], "không có mô hình nào trong phạm vi"),
        (["--form", "../x"], "không có mô hình nào có tên tệp “../x”"),
    ],
)
def test_what_cannot_be_done_is_told(folder: Path, arguments: list[str], told: str) -> None:
    done = run(*arguments, "--out", "a.xlsx", cwd=folder)
    assert done.returncode == 2
    assert told in done.stderr
    assert not (folder / "a.xlsx").exists()
