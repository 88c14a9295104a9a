"""Boundaries without being asked: the first build with a network fetches them, once; without them maps use points."""

from lib.environment import ROOT

import os
import subprocess
import sys
from datetime import date

TRIED = ROOT / ".ranh-gioi-da-thu"
"""Holds the ISO day of the last try that failed, so that it is not repeated on that day."""

LONGEST = 240
"""Seconds after which the whole is given up."""


def fetch_once(today: str = "") -> None:
    """Fetch the boundaries of the home province, unless they are there, not wanted, or have failed today.

    Whatever goes wrong is told in a sentence, and the build goes on. SHOWCASE_BOUNDARIES names a folder that somebody
    has chosen, SHOWCASE_FETCH=0 says that nothing is to be fetched. `today`: ISO day, for tests.
    """
    from showcase.schema.settings import home_province

    today = today or date.today().isoformat()
    if not _is_wanted() or (ROOT / "boundaries").exists() or _tried() == today:
        return
    print("Lấy ranh giới xã, phường cho bản đồ, chỉ lần đầu; bỏ qua: Ctrl+C", file=sys.stderr, flush=True)
    command = [sys.executable, str(ROOT / "scripts" / "fetch_boundaries.py"), "--province", home_province()]
    try:
        done = subprocess.run(command, cwd=ROOT, timeout=LONGEST).returncode == 0
    except (subprocess.TimeoutExpired, KeyboardInterrupt):
        done = False
    if not done:
        _note(today)


def _is_wanted() -> bool:
    return os.environ.get("SHOWCASE_FETCH") != "0" and "SHOWCASE_BOUNDARIES" not in os.environ


def _tried() -> str:
    try:
        return TRIED.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return ""


def _note(today: str) -> None:
    print(
        "Chưa có ranh giới, bản đồ vẽ theo điểm. Hôm nay không thử lại; "
        "muốn thử ngay: python scripts/fetch_boundaries.py",
        file=sys.stderr,
        flush=True,
    )
    try:
        TRIED.write_text(f"{today}\n", encoding="utf-8")
    except OSError:  # a read-only folder: each build tries again
        return
