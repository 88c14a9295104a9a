"""Build the whole site, strictly: any problem in a model, a link or a macro stops it.

    python3 scripts/build.py                      into site/
    python3 scripts/build.py --site-dir FOLDER    elsewhere

The same files as `mkdocs build --strict` in the same environment. Exit code 0: built; 1: not built.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path

from lib.environment import ROOT, use_environment


def main() -> int:
    """Build and say how much came of it. Returns the exit code."""
    folder = _arguments().site_dir.resolve()
    use_environment()
    # Material's notice about MkDocs 2.0 is for those who choose the theme: HACKING.md, "Known limits".
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)]
    start = time.monotonic()
    failed = subprocess.run(command, cwd=ROOT, env=environment).returncode
    if failed:
        print("Không dựng được trang web; lý do ở các dòng trên.", file=sys.stderr)
        return 1
    seconds = f"{time.monotonic() - start:.1f}".replace(".", ",")
    print(f"Đã dựng {_measured(folder)} trong {seconds} giây: {folder}")
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--site-dir", type=Path, default=ROOT / "site", help="where the site goes; site/ if not given")
    return parser.parse_args()


def _measured(folder: Path) -> str:
    files = [path for path in folder.rglob("*") if path.is_file()]
    pages = sum(path.suffix == ".html" for path in files)
    megabytes = f"{sum(path.stat().st_size for path in files) / 1e6:.1f}".replace(".", ",")
    return (
        f"{pages:,} trang ({megabytes} MB)".replace(",", ".", 1) if pages > 999 else f"{pages} trang ({megabytes} MB)"
    )


if __name__ == "__main__":
    sys.exit(main())
