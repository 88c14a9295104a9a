"""Build the whole site, strictly: any problem in a model, a link or a macro stops it.

    python3 scripts/build.py                      into site/
    python3 scripts/build.py --site-dir FOLDER    elsewhere: a folder that is new, empty or holds a site built before
    python3 scripts/build.py --frame plain        without MkDocs and Material: see "The plain frame" in HACKING.md

The same files as `mkdocs build --strict` in the same environment. The site is built beside the folder and takes its
place at the end: whatever goes wrong, the old site stays whole.
Exit code 0: built; 1: a problem in the content; 2: not built, for the reason told.
"""

from lib.boundaries import fetch_once
from lib.building import KIND, build_plain_site, build_site
from lib.commands import models_folder, run_command
from lib.environment import ROOT, use_environment

import argparse
import sys
import time
from pathlib import Path

HELP = """Dựng cả trang web; một lỗi trong mô hình, liên kết hay khuôn trang là dừng.

  python3 scripts/build.py                        vào thư mục site/
  python3 scripts/build.py --site-dir THƯ_MỤC     vào thư mục mới, trống, hoặc trang đã dựng lần trước
  python3 scripts/build.py --frame plain          không dùng MkDocs và Material; trang như nhau

Trang mới dựng ở bên cạnh, xong mới thay trang cũ: có trục trặc thì trang cũ còn nguyên.
Mã kết thúc: 0 đã dựng; 1 nội dung có lỗi; 2 không dựng được, lý do in ra màn hình."""


class NotBuilt(Exception):
    """The build failed and has printed the reason."""


def main() -> int:
    """Build and print size and time. Returns the exit code. Raises Refused and OSError."""
    arguments = _arguments()
    use_environment()
    from showcase.targets.exchanging import replaced

    start = time.monotonic()
    build = {"mkdocs": build_site, "plain": build_plain_site}[arguments.frame]
    target, models = arguments.site_dir.absolute(), models_folder(ROOT)
    try:
        with replaced(target, ROOT, KIND, [models]) as fresh:
            fetch_once()
            if not build(fresh, models):
                raise NotBuilt
    except NotBuilt:
        print("Không dựng được trang web; lý do ở các dòng trên.", file=sys.stderr)
        return 1
    seconds = f"{time.monotonic() - start:.1f}".replace(".", ",")
    print(f"Đã dựng {_measured(target)} trong {seconds} giây: {target}")
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=HELP, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--site-dir", type=Path, default=ROOT / "site", help="thư mục nhận trang; mặc định site/")
    parser.add_argument("--frame", choices=("mkdocs", "plain"), default="mkdocs", help="khung trang; mặc định mkdocs")
    return parser.parse_args()


def _measured(folder: Path) -> str:
    files = [path for path in folder.rglob("*") if path.is_file()]
    pages = sum(path.suffix == ".html" for path in files)
    megabytes = f"{sum(path.stat().st_size for path in files) / 1e6:.1f}".replace(".", ",")
    return (
        f"{pages:,} trang ({megabytes} MB)".replace(",", ".", 1) if pages > 999 else f"{pages} trang ({megabytes} MB)"
    )


if __name__ == "__main__":
    run_command(main, "Không dựng được trang web")
