"""The systemd unit, checked by systemd."""

import shutil
import subprocess
from pathlib import Path

import pytest

UNIT = Path(__file__).parents[2] / "hosting" / "noi-nhan.service"


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd")
def test_systemd_has_nothing_to_say_of_it(tmp_path: Path) -> None:
    (tmp_path / UNIT.name).write_bytes(UNIT.read_bytes())
    command = ["systemd-analyze", "verify", "--man=no", str(tmp_path / UNIT.name)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8")
    assert (done.returncode, done.stderr) == (0, "")
