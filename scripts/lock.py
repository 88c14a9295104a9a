"""Write the locks anew from pyproject.toml, with exact versions and hashes: of the site, the receiver, developers.

    python3 scripts/lock.py              keeps the versions that still fit
    python3 scripts/lock.py --upgrade    takes the newest ones

Uses uv, from PATH or brought into a temporary environment for the moment. Needs the network.
"""

from lib import packages
from lib.commands import run_command
from lib.environment import ROOT

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

_COMPILE = ("pip", "compile", "--quiet", "--universal", "--generate-hashes", "--python-version", "3.11")


def main() -> int:
    """Write all three locks. Returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--upgrade", action="store_true", help="take the newest versions that pyproject.toml allows")
    upgrade = ["--upgrade"] if parser.parse_args().upgrade else []
    with tempfile.TemporaryDirectory() as folder:
        uv = shutil.which("uv") or _brought_uv(Path(folder))
        _compile(uv, "requirements.txt", *upgrade)
        # The locks of the receiver and of developers have the same versions as the lock of the site.
        receiver = ("--extra", "receive", "--constraints")
        _compile(uv, "requirements-receive.txt", *receiver, "requirements.txt", *upgrade)
        _compile(uv, "requirements-dev.txt", "--group", "dev", *receiver, "requirements-receive.txt", *upgrade)
    return 0


def _compile(uv: str, lock: str, *options: str) -> None:
    packages.say(f"Viết {lock}…")
    command = [uv, *_COMPILE, "pyproject.toml", "--output-file", lock, *options]
    environment = {**os.environ, "UV_CUSTOM_COMPILE_COMMAND": "python scripts/lock.py"}
    done = subprocess.run(command, cwd=ROOT, env=environment)
    if done.returncode:
        packages.stop("uv không viết được tệp khóa; lý do ở các dòng trên.")


def _brought_uv(folder: Path) -> str:
    packages.say("Tải uv vào một môi trường tạm…")
    packages.run([sys.executable, "-m", "venv", str(folder)])
    programs = folder / ("Scripts" if os.name == "nt" else "bin")
    packages.run([str(programs / "python"), "-m", "pip", "install", "--disable-pip-version-check", "uv"])
    return str(programs / "uv")


if __name__ == "__main__":
    run_command(main, "Không viết được tệp khóa")
