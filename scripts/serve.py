"""Show the site on this computer and show every change at once.

Pages are made when they are asked for; search, map and data come from a whole build that follows in the background.

    python3 scripts/serve.py                 http://127.0.0.1:8000/
    python3 scripts/serve.py --port 8001     when 8000 is taken
    python3 scripts/serve.py --open          opens the browser as well

A faulty model file does not stop it: the others are shown, and the problems are listed on the site.
"""

from lib import packages
from lib.boundaries import fetch_once
from lib.commands import models_folder, run_command
from lib.environment import ROOT, start_again, use_environment

import _thread
import argparse
import os
import signal
import socket
import sys
import threading
import time
import webbrowser
from contextlib import suppress

HOST = "127.0.0.1"


def main() -> int:
    """Serve until Ctrl+C. Returns the exit code."""
    arguments = _arguments()
    use_environment()
    if not is_free(arguments.port):
        packages.stop(
            f"Cổng {arguments.port} đang bận: có lẽ lệnh này đang chạy ở cửa sổ khác. "
            f"Tắt nó đi, hoặc chạy: python3 scripts/serve.py --port {arguments.port + 1}"
        )
    fetch_once()
    packages.say(f"Đang đọc mô hình, rồi mở http://{HOST}:{arguments.port}/ trong trình duyệt; dừng: Ctrl+C")
    os.chdir(ROOT)
    # A shell starts background jobs with SIGINT ignored, and interrupt_main() then does nothing.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # also ends a running build
    code_changed = threading.Event()
    threading.Thread(target=_watch_code, args=[code_changed], daemon=True).start()
    with suppress(KeyboardInterrupt):
        if not _serve(arguments.port, arguments.open):
            return 2
    if code_changed.is_set():
        packages.say("Mã nguồn đã đổi, bắt đầu lại…")
        start_again(sys.executable, [option for option in sys.orig_argv[1:] if option != "--open"])
    return 0


def _serve(port: int, opens: bool) -> bool:
    """Serve until interrupted. Returns False if nothing can be shown; the reason has been printed."""
    from mkdocs.exceptions import MkDocsException
    from serving.answering import Server
    from serving.state import Shown
    from serving.watching import Watcher

    from showcase.files.reports import as_text
    from showcase.schema.problems import ProblemError

    models = models_folder(ROOT)
    try:
        shown = Shown(models, port)
    except ProblemError as error:
        packages.say(as_text([error.problem]))
        return False
    except MkDocsException as error:
        packages.say(str(error))
        return False
    try:
        Watcher(models, shown.reload).start()
        server = Server(HOST, port, shown, shown.base)
        address = f"http://{HOST}:{port}{shown.base}"
        packages.say(f"Trang đã sẵn sàng: {address}")
        if opens:
            webbrowser.open(address)
        server.serve_forever()
    finally:
        shown.background.stop()
    return True


def _watch_code(changed: threading.Event) -> None:
    """Stop the server when the code changes: MkDocs watches the content, but loads no module a second time."""
    before = code_state()
    while code_state() == before:
        time.sleep(1)
    changed.set()
    _thread.interrupt_main()


def code_state() -> dict[str, int]:
    """When each file of the code was last written."""
    files = [ROOT / "macros.py", *(ROOT / "showcase").rglob("*")]
    return {str(path): path.stat().st_mtime_ns for path in files if path.suffix != ".pyc" and path.is_file()}


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--port", type=int, default=8000, help="8000 if not given")
    parser.add_argument("--open", action="store_true", help="open the browser when the site is ready")
    return parser.parse_args()


def is_free(port: int) -> bool:
    """Whether a port of this computer is free."""
    with socket.socket() as listener:
        if os.name != "nt":  # on Windows this option would let two programs share the port
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((HOST, port))
        except OSError:
            return False
    return True


if __name__ == "__main__":
    run_command(main, "Không mở được trang")
