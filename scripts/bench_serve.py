"""Measure `serve.py` as an editor sees it: a file is saved, and the page that is open in a browser shows it.

    python scripts/bench_serve.py                          the models of the repository, 50 changes
    python scripts/bench_serve.py --models 10798           synthetic models: from nothing, and with earlier results
    python scripts/bench_serve.py --models 10798 --edits 20

The seconds until the first page is there, then those from saving to seeing. Exit code 0: measured; 1: it never came.
"""

from lib.browser import get_browser
from lib.commands import run_command
from lib.environment import ROOT, use_environment

import argparse
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from measuring.asking import CHROMIUM
from measuring.figures import percentile
from measuring.receiver import free_port

PORT = free_port()
_PATIENCE = 600


def main() -> int:
    """Measure and print. Returns the exit code."""
    arguments = _arguments()
    use_environment()
    with tempfile.TemporaryDirectory(prefix="showcase-bench-") as name:
        folder = Path(name)
        models = folder / "models"
        if arguments.models:
            command = [sys.executable, str(ROOT / "scripts" / "make_corpus.py"), str(arguments.models), str(models)]
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        else:
            shutil.copytree(ROOT / "models", models)
        for state in ("nothing", "earlier results"):
            with _served(models, folder / "store") as seconds:
                print(f"first page, from {state}: {seconds:.1f} s")
                if state != "nothing":
                    _measure(models, arguments.edits)
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--models", type=int, default=0, help="so many synthetic models instead of the real ones")
    parser.add_argument("--edits", type=int, default=50)
    return parser.parse_args()


@contextmanager
def _served(models: Path, store: Path) -> Iterator[float]:
    """A server that runs, with the seconds until it gave its first page. Raises TimeoutError."""
    variables = {**os.environ, "SHOWCASE_MODELS": str(models), "SHOWCASE_STORE": str(store), "SHOWCASE_FETCH": "0"}
    start = time.monotonic()
    command = [sys.executable, str(ROOT / "scripts" / "serve.py"), "--port", str(PORT)]
    with subprocess.Popen(command, env=variables, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL) as process:
        try:
            while not _answers():
                if time.monotonic() - start > _PATIENCE or process.poll() is not None:
                    raise TimeoutError("serve.py gives no page")
                time.sleep(0.05)
            yield time.monotonic() - start
        finally:
            process.send_signal(signal.SIGINT)


def _answers() -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{PORT}/") as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def _measure(models: Path, edits: int) -> None:
    """Change one model again and again, and wait for the browser to show each change."""
    from playwright.sync_api import sync_playwright

    path = next(path for path in sorted(models.rglob("*.yml")) if path.parent != models and path.stem[0].isalpha())
    text = path.read_text(encoding="utf-8")
    seconds = []
    with sync_playwright() as tool:
        browser = tool.chromium.launch(executable_path=get_browser(), args=[*CHROMIUM])
        page = browser.new_page()
        page.goto(f"http://127.0.0.1:{PORT}/mo-hinh/{path.stem}/")
        for number in range(edits):
            told = f"Lần sửa {number + 1}"
            path.write_text(text.replace("title: ", f"title: {told} ", 1), encoding="utf-8")
            start = time.monotonic()
            page.get_by_role("heading", level=1).filter(has_text=told).wait_for(timeout=_PATIENCE * 1000)
            seconds.append(time.monotonic() - start)
        browser.close()
    half, most = percentile(seconds, 50), percentile(seconds, 95)
    print(f"from saving to seeing, {edits} changes: median {half:.2f} s, 95 % within {most:.2f} s")


if __name__ == "__main__":
    run_command(main, "Không đo được")
