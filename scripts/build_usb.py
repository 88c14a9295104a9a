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
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from lib import packages
from lib.environment import ROOT, use_environment

LEFT_BY_SYSTEMS = ("System Volume Information", "$RECYCLE.BIN", "Thumbs.db", "desktop.ini", "LOST.DIR")
"""What systems leave on every stick; what begins with a dot (macOS, Linux) is theirs, too."""

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
        try:
            count, size = write(Path(folder), output)
        except ValueError as error:
            print(f"Không làm được thư mục: {error}", file=sys.stderr)
            return 1
    _tell(output, count, size, time.monotonic() - start)
    return 0


def refusal(output: Path, models: Path) -> str:
    """Why the folder is not made, in one sentence; empty when nothing stands against it."""
    from showcase.language.words import number
    from showcase.usb.folder import LIMIT

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
    own = written_before(output)
    if stranger := next((name for name in _files(output) if name not in own), None):
        return f"Thư mục đã có tệp khác ({stranger}), hãy chọn thư mục trống: {output}"
    return ""


def _files(folder: Path) -> Iterator[str]:
    """Paths of all files below a folder but those of the system, which may not even be looked into."""
    for place, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not _is_of_system(name)]
        for name in files:
            if not _is_of_system(name):
                yield (Path(place) / name).relative_to(folder).as_posix()


def _is_of_system(name: str) -> bool:
    return name.startswith(".") or name in LEFT_BY_SYSTEMS


def written_before(folder: Path) -> set[str]:
    """Paths of the files of an older folder, as its own list tells them; nothing else there is ours to remove."""
    from showcase.usb.folder import LIST

    try:
        return {LIST, *(folder / LIST).read_text("utf-8").splitlines()}
    except FileNotFoundError:
        return set()


def write(site: Path, output: Path) -> tuple[int, int]:
    """Write the folder from a built site, in the place of an older one. Returns how many files, and their bytes.

    All files are made, and room for them is seen, before the older ones go. The list of them goes first, so that what
    an interrupted run leaves can be replaced by the next. Raises ValueError for a script that cannot be bundled or
    where there is no room, OSError when writing fails all the same.
    """
    from showcase.language.progress import on_terminal
    from showcase.usb.folder import LIST, usb_files

    files = dict(usb_files(site, date.today()))
    files = {LIST: "\n".join(sorted(files)).encode(), **files}
    _see_room(output, files)
    _clear(output)
    tell = on_terminal("Viết tệp", every=100)
    for done, (name, content) in enumerate(files.items(), start=1):
        path = output / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        tell(done, len(files))
    return len(files), sum(map(len, files.values()))


def _see_room(output: Path, files: dict[str, bytes]) -> None:
    from showcase.language.words import number

    place = next(path for path in (output, *output.parents) if path.exists())
    old = sum((output / name).stat().st_size for name in written_before(output) if (output / name).is_file())
    needed, room = sum(map(_on_disk, files.values())), shutil.disk_usage(place).free + old
    if needed > room:
        told = [number(round(size / 1e6, 1)) for size in (needed, room)]
        raise ValueError(f"không đủ chỗ ở {output}: cần khoảng {told[0]} MB, còn {told[1]} MB.")


def _on_disk(content: bytes) -> int:
    """Bytes that a file takes on a stick, which hands out room in blocks."""
    return -(-len(content) // _BLOCK) * _BLOCK


_BLOCK = 4096


def _clear(folder: Path) -> None:
    """Remove what an older run wrote, since a mixture of two would mislead, and those of its folders that are empty."""
    names = written_before(folder)
    for name in names:
        (folder / name).unlink(missing_ok=True)
    for parent in sorted({parent for name in names for parent in Path(name).parents[:-1]}, reverse=True):
        if (folder / parent).is_dir() and not any((folder / parent).iterdir()):
            (folder / parent).rmdir()


def _built(folder: Path, models: Path) -> bool:
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "SHOWCASE_MODELS": str(models)}
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(folder)]
    return subprocess.run(command, cwd=ROOT, env=environment).returncode == 0


def _tell(output: Path, count: int, size: int, seconds: float) -> None:
    from showcase.language.words import number

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
        where = f": {error.filename}" if error.filename else ""
        print(
            f"Không ghi được{where} ({error.strerror}). Xem USB còn chỗ, có bị khóa không, rồi chạy lại.",
            file=sys.stderr,
        )
        sys.exit(2)
