"""Every command prints Vietnamese on every console: piped, in Windows code pages, with LANG=C."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPTS = Path(__file__).resolve().parents[2] / "scripts"
COMMANDS = sorted(
    path.relative_to(SCRIPTS).as_posix()
    for folder in (SCRIPTS, SCRIPTS / "ci")
    for path in folder.glob("*.py")
    if '__name__ == "__main__"' in path.read_text(encoding="utf-8")
)


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("encoding", ["ascii", "cp1258"])
def test_help_comes_through(name: str, encoding: str) -> None:
    variables = {**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0", "LANG": "C", "LC_ALL": "C"}
    command = [sys.executable, str(SCRIPTS / name), "--help"]
    done = subprocess.run(command, env=variables, capture_output=True, timeout=60)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode("utf-8").startswith("usage: ")


def test_whoever_reads_no_further_gets_no_traceback() -> None:
    command = [sys.executable, str(SCRIPTS / "check_models.py")]
    variables = {**os.environ, "SHOWCASE_NO_VENV": "1"}
    with subprocess.Popen(command, env=variables, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as run:
        run.stdout.close()
        assert b"Traceback" not in run.stderr.read()
