"""Make a folder that opens from a USB stick by double click on its index.html, without a server or a network.

    python scripts/build_usb.py                             into build/usb/
    python scripts/build_usb.py --output E:/dan-van-kheo    onto a stick
    python scripts/build_usb.py --models FOLDER             of other models, at most 1,000

The folder is new, empty, or what this command has made before; what systems leave on a stick is no hindrance.
Exit code 0: made; 1: a problem in the content; 2: not made, for the reason told.
"""

from lib import packages
from lib.building import build_site
from lib.commands import models_folder, run_command
from lib.environment import ROOT, use_environment

import argparse
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from showcase.targets.mark import Inventory

KIND = "usb"
"""The kind of folder in its mark."""

HELP = """Làm một thư mục chép vào USB: bấm đúp index.html là mở được, không cần mạng.

  python scripts/build_usb.py                             vào thư mục build/usb/
  python scripts/build_usb.py --output E:/dan-van-kheo    chép thẳng vào USB
  python scripts/build_usb.py --models THƯ_MỤC            các mô hình ở thư mục khác, nhiều nhất 1.000

Thư mục ấy phải mới, trống, hoặc là bản chép lần trước; tệp khác ở đó không bao giờ bị động đến.
Mã kết thúc: 0 đã làm; 1 nội dung có lỗi; 2 không làm được, lý do in ra màn hình."""


def main() -> int:
    """Build the site, then write the folder. Returns the exit code. Raises Refused and OSError."""
    arguments = _arguments()
    output, models = arguments.output.absolute(), arguments.models.resolve()
    use_environment()
    require_few(models)
    accepted_place(output, models)
    start = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        packages.say("Bước 1/2: dựng trang…")
        if not build_site(Path(folder), models, quiet=True):
            print("Không dựng được trang; lý do ở các dòng trên.", file=sys.stderr)
            return 1
        packages.say("Bước 2/2: viết thư mục…")
        count, size = write(Path(folder), output, models)
    _tell(output, count, size, time.monotonic() - start)
    return 0


def require_few(models: Path) -> None:
    """Raises Refused when there are no models, or too many for a folder that opens without a server."""
    from showcase.language.words import number
    from showcase.targets.refusing import Refused
    from showcase.usb.folder import LIMIT

    if not models.is_dir():
        raise Refused(f"không có thư mục mô hình {models}.")
    count = sum(1 for path in models.rglob("*.yml") if path.name != "sources.yml")
    if count > LIMIT:
        raise Refused(
            f"có {number(count)} mô hình; thư mục USB chứa nhiều nhất {number(LIMIT)}. "
            "Hãy chép các mô hình cần mang theo sang một thư mục riêng, kèm tệp sources.yml, rồi chạy lại với --models."
        )


def accepted_place(output: Path, models: Path) -> "tuple[Path, Inventory]":
    """The real path of the folder, and its files that we wrote. Raises Refused for a folder with other files."""
    from showcase.targets.entries import is_of_system
    from showcase.targets.places import accepted

    return accepted(output, ROOT, KIND, [models], is_of_system)


def write(site: Path, output: Path, models: Path) -> "tuple[int, int]":
    """Write the folder from a built site, in the place of an older one. Returns how many files, and their bytes.

    All files are made, and room for them is seen, before the older ones go: a stick has seldom room for both. The mark
    goes first, of the old and the new files, so that what an interrupted run leaves can be replaced by the next.
    Raises Refused for a folder that holds anything else, for a script that cannot be bundled and where there is no
    room; OSError when writing fails all the same.
    """
    from showcase.targets.mark import digest_of, read_mark, remove_own, replace_file, write_digests
    from showcase.targets.refusing import Refused
    from showcase.usb.folder import usb_files

    try:
        files = dict(usb_files(site, date.today()))
    except ValueError as error:
        raise Refused(f"{error}.") from error
    place, found = accepted_place(output, models)
    _see_room(place, files, sum(size for size, _, _ in found.own.values()))
    place.mkdir(parents=True, exist_ok=True)
    fresh = {name: {digest_of(content)} for name, content in files.items()}
    old = read_mark(place, KIND) or {}
    write_digests(place, KIND, {name: fresh.get(name, set()) | old.get(name, set()) for name in {*fresh, *old}})
    remove_own(place, found.own)
    for name, content in _counted(files):
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        replace_file(place / name, content)
    write_digests(place, KIND, fresh)
    return len(files), sum(map(len, files.values()))


def _counted(files: "dict[str, bytes]") -> "Iterator[tuple[str, bytes]]":
    from showcase.language.progress import on_terminal

    tell = on_terminal("Viết tệp", every=100)
    for done, (name, content) in enumerate(files.items(), start=1):
        yield name, content
        tell(done, len(files))


def _see_room(output: Path, files: "dict[str, bytes]", old: int) -> None:
    """`old`: bytes that will be free when the older files are gone."""
    from showcase.language.words import number
    from showcase.targets.refusing import Refused

    place = next(path for path in (output, *output.parents) if path.exists())
    needed, room = sum(map(_on_disk, files.values())), shutil.disk_usage(place).free + old
    if needed > room:
        told = [number(round(size / 1e6, 1)) for size in (needed, room)]
        raise Refused(f"không đủ chỗ ở {output}: cần khoảng {told[0]} MB, còn {told[1]} MB.")


def _on_disk(content: bytes) -> int:
    """Bytes that a file takes on a stick, which hands out room in blocks."""
    return -(-len(content) // _BLOCK) * _BLOCK


_BLOCK = 4096


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
    parser.add_argument("--models", type=Path, default=models_folder(ROOT), help="thư mục mô hình")
    return parser.parse_args()


if __name__ == "__main__":
    run_command(main, "Không làm được thư mục USB")
