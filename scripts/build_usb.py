"""Make a folder that opens from a USB stick by double click on its index.html, without a server or a network.

    python scripts/build_usb.py                             into build/usb/
    python scripts/build_usb.py --output E:/dan-van-kheo    onto a stick
    python scripts/build_usb.py --models FOLDER             of other models, at most 1,000

Exit code 0: made; 1: not made, for the reason told; 2: could not be written.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import packages
from environment import ROOT, use_environment

HELP = """Làm một thư mục chép vào USB: bấm đúp index.html là mở được, không cần mạng.

  python scripts/build_usb.py                             vào thư mục build/usb/
  python scripts/build_usb.py --output E:/dan-van-kheo    chép thẳng vào USB
  python scripts/build_usb.py --models THƯ_MỤC            các mô hình ở thư mục khác, nhiều nhất 1.000

Mã kết thúc: 0 đã làm; 1 không làm, lý do in ra màn hình; 2 không ghi được."""


def main() -> int:
    """Build the site, then write the folder. Returns the exit code. Raises OSError when it cannot be written."""
    packages.speak_utf8()
    arguments = _arguments()
    output, models = arguments.output.resolve(), arguments.models.resolve()
    use_environment()
    if refused := refusal(output, models):
        print(refused, file=sys.stderr)
        return 1
    start = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        packages.say("Bước 1/2: dựng trang…")
        if not _built(Path(folder), models):
            print("Không dựng được trang; lý do ở các dòng trên.", file=sys.stderr)
            return 1
        packages.say("Bước 2/2: viết thư mục…")
        count, size = write(Path(folder), output)
    _tell(output, count, size, time.monotonic() - start)
    return 0


def refusal(output: Path, models: Path) -> str:
    """Why the folder is not made, in one sentence; empty when nothing stands against it."""
    from showcase.text import number
    from showcase.usb import LIMIT, README

    if not models.is_dir():
        return f"Không có thư mục mô hình: {models}"
    count = sum(1 for path in models.rglob("*.yml") if path.name != "sources.yml")
    if count > LIMIT:
        return (
            f"Có {number(count)} mô hình; thư mục USB chứa nhiều nhất {number(LIMIT)}. "
            "Hãy chép các mô hình cần mang theo sang một thư mục riêng, kèm tệp sources.yml, rồi chạy lại với --models."
        )
    if output.exists() and not output.is_dir():
        return f"Đã có một tệp tên này, hãy chọn thư mục khác: {output}"
    if output.exists() and any(output.iterdir()) and not (output / README).is_file():
        return f"Thư mục đã có tệp khác, hãy chọn thư mục trống: {output}"
    return ""


def write(site: Path, output: Path) -> tuple[int, int]:
    """Write the folder from a built site, in the place of an older one. Returns how many files, and their bytes."""
    from showcase.progress import on_terminal
    from showcase.usb import usb_files

    if output.exists():
        _emptied(output)
    total = sum(1 for path in site.rglob("*") if path.is_file())
    tell = on_terminal("Viết tệp", every=100)
    count = size = 0
    for name, content in usb_files(site):
        path = output / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        count, size = count + 1, size + len(content)
        tell(min(count, total - 1), total)
    tell(total, total)
    return count, size


def _emptied(folder: Path) -> None:
    """Nothing of an older folder stays, since a mixture of two would mislead."""
    for path in folder.iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()


def _built(folder: Path, models: Path) -> bool:
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "SHOWCASE_MODELS": str(models)}
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(folder)]
    return subprocess.run(command, cwd=ROOT, env=environment).returncode == 0


def _tell(output: Path, count: int, size: int, seconds: float) -> None:
    from showcase.text import number

    megabytes, took = number(round(size / 1e6, 1)), number(round(seconds, 1))
    print(f"Đã viết {number(count)} tệp ({megabytes} MB) trong {took} giây: {output}")
    print(f"Chép cả thư mục vào USB, rồi mở: {output / 'index.html'}")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=HELP, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--output", type=Path, default=ROOT / "build" / "usb", help="thư mục mới, trống, hoặc bản cũ để thay"
    )
    models = Path(os.environ.get("SHOWCASE_MODELS", ROOT / "models"))
    parser.add_argument("--models", type=Path, default=models, help="thư mục mô hình")
    return parser.parse_args()


if __name__ == "__main__":
    try:
        sys.exit(main())
    except OSError as error:
        print(f"Không ghi được: {error.strerror}: {error.filename}", file=sys.stderr)
        sys.exit(2)
