"""Take entries from the form and the idea card, without accounts, and hand them on to reviewers.

    python scripts/receive.py --site trang              site and receiver together, http://127.0.0.1:8090/
    python scripts/receive.py --settings noi-nhan.toml  behind a web server that has the site
    python scripts/receive.py --list                    what was handed in, and what stands in the way
    python scripts/receive.py --ask 12 "Hộ nào góp?"    a question that the sender reads on the receipt
    python scripts/receive.py --decline 12 "Trùng"      not taken, with the reason
    python scripts/receive.py --show 12                 one entry: its text, notes for review, how to reach the sender
    python scripts/receive.py --preview 12 xem-thu      the site as it would be with the entry, pictures and all
    python scripts/receive.py --export 12 muc-12.zip    its files, to look at elsewhere
    python scripts/receive.py --accept 12               merged into the main branch of the repository on this machine
    python scripts/receive.py --review-key              the key of the reviewers' desk, dong-gop/duyet/

Optional: the site is whole without it. Exit code 0: ended by Ctrl+C or done; 2: it could not begin.
"""

from lib import packages
from lib.commands import models_folder, run_command
from lib.environment import NO_VENV, ROOT, use_environment

import argparse
import importlib.util
import logging
import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from showcase.targets.places import accepted_file, new_file
from showcase.targets.refusing import Refused

if TYPE_CHECKING:
    from receiving.branches import Branches
    from receiving.contacts import Contacts
    from receiving.handing_on import Destination, HandingOn
    from receiving.ledger import Ledger
    from receiving.settings import Settings

HELP = """Nhận phần gửi từ trang nhập và phiếu ý tưởng, không cần tài khoản, rồi chuyển cho người duyệt.

  python scripts/receive.py --site trang              cả trang lẫn nơi nhận, http://127.0.0.1:8090/
  python scripts/receive.py --settings noi-nhan.toml  đứng sau một máy chủ web đã có trang
  python scripts/receive.py --list                    đã gửi những gì, có gì vướng
  python scripts/receive.py --show 12                 một mục: nội dung, ghi chú duyệt, cách liên hệ
  python scripts/receive.py --preview 12 xem-thu      dựng thử cả trang với mục ấy, có ảnh, vào thư mục xem-thu
  python scripts/receive.py --export 12 muc-12.zip    gói các tệp của mục ấy để xem ở máy khác
  python scripts/receive.py --review-key              khóa của bàn duyệt, mở bằng trình duyệt từ máy nào cũng được
  python scripts/receive.py --accept 12               nhận vào nhánh chính của kho trên máy
  python scripts/receive.py --ask 12 "Hộ nào góp?"    hỏi người gửi; câu hỏi hiện trên phiếu
  python scripts/receive.py --decline 12 "Trùng"      không nhận, kèm lý do

Dừng bằng Ctrl+C. Mã kết thúc: 0 đã xong; 2 không bắt đầu được."""

LOCK = ROOT / "requirements-receive.txt"

_PACKAGES = ("starlette", "uvicorn", "httptools", "httpx", "python_multipart")
_IDLE = 2.0
"""Most seconds between two checks of the queue when nothing arrives."""


def main() -> int:
    """Serve until Ctrl+C, or one of the tasks of editors. Returns the exit code."""
    arguments = _arguments()
    use_environment()
    _require_packages()
    from receiving.contacts import Contacts
    from receiving.ledger import Ledger
    from receiving.settings import Settings, read_settings

    data = arguments.data or ROOT / ".noi-nhan"
    site = arguments.site or ROOT / "site"
    defaults = Settings(data, models_folder(ROOT), ROOT, site)
    settings = read_settings(arguments.settings, defaults)
    settings.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    logging.basicConfig(level=logging.WARNING, format="%(message)s", stream=sys.stderr)
    logging.getLogger("noi-nhan").setLevel(logging.INFO)
    ledger, contacts = Ledger(settings.data / "entries.sqlite"), Contacts(settings.data / "contacts.sqlite")
    told = _task(arguments, settings, ledger, contacts)
    if told:
        print(told)
        return 0
    if arguments.preview:
        return _preview(settings, ledger, *arguments.preview)
    return _serve(arguments, settings, ledger, contacts)


def _require_packages() -> None:
    """The site does without these packages, so they come when the receiver is first started."""
    missing = [name for name in _PACKAGES if importlib.util.find_spec(name) is None]
    if not missing:
        return
    if os.environ.get(NO_VENV) == "1":
        packages.stop(f"{NO_VENV}=1 nhưng Python này thiếu gói cho nơi nhận: {', '.join(missing)}")
    packages.say(f"Cài thêm các gói của nơi nhận, theo {LOCK.name}…")
    packages.install(Path(sys.executable), LOCK, LOCK.read_text(encoding="utf-8").count("=="))
    importlib.invalidate_caches()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=HELP, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--settings", type=Path, help="tệp cài đặt; mẫu ở hosting/noi-nhan.toml")
    parser.add_argument("--site", type=Path, help="thư mục trang đã dựng; chưa có thì dựng; nơi nhận đưa cả trang lên")
    parser.add_argument("--data", type=Path, help="thư mục hàng chờ; không ghi thì .noi-nhan")
    parser.add_argument("--host", default="127.0.0.1", help="chỉ máy này, trừ khi ghi khác")
    parser.add_argument("--port", type=int, default=8090, help="8090 nếu không ghi; 0 để máy chọn")
    parser.add_argument("--list", action="store_true", help="liệt kê các mục, mới trước")
    parser.add_argument("--show", metavar="SỐ", help="xem một mục")
    parser.add_argument("--preview", nargs=2, metavar=("SỐ", "THƯ_MỤC"), help="dựng thử trang với một mục")
    parser.add_argument("--export", nargs=2, metavar=("SỐ", "TỆP_ZIP"), help="gói các tệp của một mục")
    parser.add_argument("--review-key", action="store_true", help="khóa của bàn duyệt trên trình duyệt")
    parser.add_argument("--accept", metavar="SỐ", help="nhận một mục vào nhánh chính của kho trên máy")
    parser.add_argument("--ask", nargs=2, metavar=("SỐ", "CÂU HỎI"), help="hỏi người gửi")
    parser.add_argument("--decline", nargs=2, metavar=("SỐ", "LÝ DO"), help="không nhận")
    return parser.parse_args()


# --- tasks of editors ---


def _task(arguments: argparse.Namespace, settings: "Settings", ledger: "Ledger", contacts: "Contacts") -> str:
    """Carry out the task given by an option, and return a report; empty without such an option."""
    from receiving import tasks
    from receiving.branches import Branches
    from receiving.reviewing import review_key

    if arguments.list:
        return tasks.listing(ledger)
    if arguments.show:
        return tasks.show(ledger, contacts, arguments.show)
    if arguments.review_key:
        return f"Khóa duyệt: {review_key(settings.data)}\nTrang duyệt: dong-gop/duyet/"
    if arguments.export:
        return _exported(ledger, *arguments.export)
    if arguments.accept:
        return tasks.accept(ledger, Branches(settings.repository, settings.main), arguments.accept)
    if arguments.ask:
        return tasks.ask(ledger, *arguments.ask)
    return tasks.decline(ledger, *arguments.decline) if arguments.decline else ""


def _exported(ledger: "Ledger", number: str, file: str) -> str:
    from receiving.tasks import packed

    content = packed(ledger, number)
    new_file(accepted_file(Path(file)), content)
    return f"Đã ghi {file}"


def _preview(settings: "Settings", ledger: "Ledger", number: str, site: str) -> int:
    from receiving.tasks import lay_out

    with tempfile.TemporaryDirectory() as name:
        page = lay_out(ledger, number, settings.models, Path(name))
        _build(Path(site), models=Path(name) / "models")
    print(f"Mở trang của mục {number}: {Path(site) / page}")
    return 0


# --- serving ---


def _serve(arguments: argparse.Namespace, settings: "Settings", ledger: "Ledger", contacts: "Contacts") -> int:
    from receiving.app import Desk, application
    from receiving.handing_on import HandingOn
    from receiving.reception import Reception
    from receiving.telling import EditorNotice

    from showcase.contributions.judging import Shelf
    from showcase.files.catalogue import ModelFiles

    if arguments.site and not (settings.site / "index.html").is_file():
        _build(settings.site, settings.models)
    listening = _listening(arguments.host, arguments.port)
    reception = Reception(
        Shelf(ModelFiles(settings.models)), ledger, contacts, settings.contact_days, settings.show_titles
    )
    destination = _destination(settings)
    work = HandingOn(
        ledger, contacts, destination, settings.follow_seconds, settings.retry_seconds, EditorNotice(settings.tell)
    )
    woken, stopped = threading.Event(), threading.Event()
    worker = threading.Thread(target=_work, args=[work, min(_IDLE, settings.follow_seconds), woken, stopped])
    worker.start()
    try:
        desk = Desk(settings, reception, woken.set, _local(destination))
        _answer(application(desk, serve_site=bool(arguments.site)), listening)
    finally:
        stopped.set()
        woken.set()
        worker.join()
    return 0


def _build(site: Path, models: Path) -> None:
    command = [sys.executable, str(ROOT / "scripts" / "build.py"), "--site-dir", str(site)]
    if subprocess.run(command, env={**os.environ, "SHOWCASE_MODELS": str(models)}).returncode:
        raise Refused("chưa dựng được trang; lý do ở các dòng trên")


def _listening(host: str, port: int) -> socket.socket:
    """The port; who comes from now on is answered once all is ready. Raises OSError when another program has it."""
    listening = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    if os.name != "nt":  # on Windows this option would let two programs share the port
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listening.bind((host, port))
    listening.listen(256)
    return listening


def _destination(settings: "Settings") -> "Destination":
    from receiving.branches import Branches
    from receiving.pulls import PullRequests

    if settings.project and settings.token_file:
        return PullRequests(settings.api, settings.project, settings.token_file, settings.main)
    return Branches(settings.repository, settings.main)


def _local(destination: "Destination") -> "Branches | None":
    from receiving.branches import Branches

    return destination if isinstance(destination, Branches) else None


def _work(work: "HandingOn", idle: float, woken: threading.Event, stopped: threading.Event) -> None:
    """Forward entries until the command ends. On an internal error it is reported, and entries wait."""
    while not stopped.is_set():
        woken.clear()
        try:
            if work.step(time.time()):
                continue
        except Exception as error:
            logging.getLogger("noi-nhan").error("hỏng khi chuyển: %s", type(error).__name__)
        woken.wait(idle)


def _answer(application: Any, listening: socket.socket) -> None:
    """Answer requests until Ctrl+C."""
    import uvicorn

    config = uvicorn.Config(
        application,
        http="httptools",  # h11 answers broken requests with tracebacks
        access_log=False,
        log_config=None,
        server_header=False,
        forwarded_allow_ips="127.0.0.1",  # only our own web server may name the client's address
        timeout_keep_alive=10,
        timeout_graceful_shutdown=20,
        lifespan="off",
    )
    host, port = listening.getsockname()[:2]
    packages.say(f"Nơi nhận chạy ở http://{host}:{port}/; dừng: Ctrl+C")
    with suppress(KeyboardInterrupt):
        uvicorn.Server(config).run(sockets=[listening])


if __name__ == "__main__":
    run_command(main, "Nơi nhận không chạy được")
