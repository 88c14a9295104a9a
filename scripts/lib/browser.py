"""Finding the Chromium that the browser tests use. Standard library only."""

from __future__ import annotations

from lib import packages

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge", "microsoft-edge")
_PLACES = (  # browsers that are installed but not on PATH
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)
_SHELL = "chromium-headless-shell"
"""A package of Debian and its program: Chromium without a window, a third to a half cheaper in each new page."""
_ASK_PLAYWRIGHT = (
    "from playwright.sync_api import sync_playwright\n"
    "with sync_playwright() as playwright: print(playwright.chromium.executable_path)"
)


def find_browser() -> str | None:
    """The browser named by the variable CHROMIUM, on PATH, in its usual place, or brought by Playwright before."""
    if os.environ.get("CHROMIUM"):
        return shutil.which(os.environ["CHROMIUM"])
    on_path = next(filter(None, map(shutil.which, _NAMES)), None)
    return on_path or next((place for place in _PLACES if Path(place).is_file()), None) or _of_playwright()


def _of_playwright() -> str | None:
    if not importlib.util.find_spec("playwright"):
        return None
    done = subprocess.run([sys.executable, "-c", _ASK_PLAYWRIGHT], capture_output=True, text=True)
    path = done.stdout.strip()
    return path if path and Path(path).is_file() else None


def require_playwright() -> None:
    """Make sure that Playwright's own program starts. Exits with 2 when it does not."""
    command = [sys.executable, "-m", "playwright", "--version"]
    done = subprocess.run(command, capture_output=True, text=True)
    # A minimal Debian lacks libatomic, which Playwright does not bundle.
    if done.returncode and "libatomic" in done.stderr and packages.install_debian("libatomic1"):
        done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        packages.stop("Playwright không chạy được trên máy này; lý do ở trên.", done.stderr.strip())


def get_browser() -> str:
    """The same; installs it first if it is missing. Exits with 2 and a remedy if that fails."""
    found = find_browser()
    if found:
        return found
    if os.environ.get("CHROMIUM"):
        packages.stop(f"Biến CHROMIUM chỉ tới “{os.environ['CHROMIUM']}”, ở đó không có trình duyệt.")
    packages.say("Không thấy Chromium, Chrome hay Edge; kiểm thử trên trình duyệt cần một trong ba.")
    if not packages.install_debian("chromium"):
        packages.say("Tải Chromium qua Playwright…")
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], stdout=sys.stderr)
    installed = find_browser()
    if not installed:
        packages.stop(
            "Không cài được Chromium. Cài Chromium hoặc Google Chrome rồi chạy lại; nếu đã cài ở chỗ khác thì đặt "
            "biến CHROMIUM là đường dẫn tới tệp chạy của nó."
        )
    return installed


def get_shell() -> str:
    """The browser for tests: the one of CHROMIUM, the shell of Debian (installed where need be), or any other."""
    if os.environ.get("CHROMIUM"):
        return get_browser()
    if not shutil.which(_SHELL):
        packages.install_debian(_SHELL)
    return shutil.which(_SHELL) or get_browser()
