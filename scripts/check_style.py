"""Check the style of Python files with ruff: layout and lint, as `scripts/test.py` does for all of them.

    python scripts/check_style.py              everything
    python scripts/check_style.py FILE...      these files
    python scripts/check_style.py --fix        mend what ruff can mend

Exit code 0: clean; 1: something to mend; 2: could not begin.
"""

from lib.commands import run_command
from lib.environment import ROOT, use_environment

import argparse
import subprocess
import sys
from pathlib import Path


def main() -> int:
    """Run ruff twice. Returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path, help="files and folders; the whole project if none is given")
    parser.add_argument("--fix", action="store_true", help="mend what ruff can mend")
    arguments = parser.parse_args()
    use_environment(dev=True, needed=["ruff"])
    paths = [str(path.absolute()) for path in arguments.files] or [str(ROOT)]
    layout = ["format", *([] if arguments.fix else ["--check"])]
    lint = ["check", *(["--fix"] if arguments.fix else [])]
    # Lint first: what it removes changes the layout.
    done = [_ruff(command, paths) for command in (lint, layout)]
    return max(done)


def _ruff(command: list[str], paths: list[str]) -> int:
    return subprocess.run([sys.executable, "-m", "ruff", *command, "--quiet", *paths], cwd=ROOT).returncode


if __name__ == "__main__":
    run_command(main, "Không xem được")
