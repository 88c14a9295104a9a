"""Fetch boundaries of communes and outlines of provinces, and make them small enough for the map.

    python scripts/fetch_boundaries.py                       the home province and every one that has models
    python scripts/fetch_boundaries.py --province 12 14      these provinces
    python scripts/fetch_boundaries.py --source FOLDER|URL   from a copy of the dataset in its own layout

The data is MIT-licensed and stays out of the repository: it goes to the ignored folder `boundaries/`, with a
manifest. Without it the site draws its maps by points.
Exit code 0: written; 1: nothing was written, what was there stays; 2: the command itself failed.
"""

from lib.commands import models_folder, run_command
from lib.environment import ROOT, use_environment

import argparse
import gzip
import hashlib
import http.client
import json
import os
import sys
import time
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from showcase.files.catalogue import Progress
    from showcase.gazetteer.boundary_files import Detail
    from showcase.gazetteer.boundary_source import Unit

REPOSITORY = "https://github.com/thanglequoc/vietnamese-provinces-database"
COMMIT = "cd58063299585146ded3981f2272946ef19ced54"
SOURCE = f"https://raw.githubusercontent.com/thanglequoc/vietnamese-provinces-database/{COMMIT}"

WAIT = 8
"""Seconds without an answer after which a download is given up."""
AT_ONCE = 8
"""Downloads at a time."""
KIND = "ranh-gioi"
"""The kind of folder in its mark."""

HELP = """Tải ranh giới các xã, phường, đặc khu và đường bao các tỉnh về thư mục boundaries/ để vẽ bản đồ.

  python scripts/fetch_boundaries.py                      tỉnh của trang và mọi tỉnh có mô hình
  python scripts/fetch_boundaries.py --province 12 14     chỉ các tỉnh này
  python scripts/fetch_boundaries.py --source THƯ_MỤC     lấy từ bản sao của bộ dữ liệu trên máy

Mã kết thúc: 0 đã ghi; 1 không ghi gì, dữ liệu cũ giữ nguyên; 2 lệnh không chạy được."""


class Failed(Exception):
    """Nothing can be written; the message gives the reason in Vietnamese."""


def main() -> int:
    """Fetch, check, make, write. Returns the exit code. Raises OSError when the result cannot be written."""
    arguments = _arguments()
    use_environment()
    from showcase.gazetteer.communes import gazetteer
    from showcase.gazetteer.shapes import BOUNDARIES
    from showcase.targets.places import accepted

    start = time.monotonic()
    target = arguments.folder or BOUNDARIES
    provinces = sorted(set(arguments.province or default_provinces(arguments.models)))
    unknown = [code for code in provinces if code not in gazetteer().provinces]
    if unknown:
        codes = ", ".join(f"{code} {name}" for code, name in gazetteer().provinces.items())
        print(f"Không có tỉnh mang mã {', '.join(unknown)}. Các mã: {codes}.", file=sys.stderr)
        return 2
    accepted(target, ROOT, KIND, [arguments.models])
    try:
        made = make(arguments.source, provinces, arguments.date)
    except Failed as problem:
        stays = "Ranh giới đã có giữ nguyên." if target.is_dir() else "Bản đồ sẽ vẽ theo điểm."
        print(f"{problem}\n{stays}", file=sys.stderr)
        return 1
    write(target, made, arguments.models)
    _tell(made, target, time.monotonic() - start)
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=HELP, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--province", nargs="+", action="extend", metavar="MÃ", help="mã tỉnh, ví dụ 12")
    parser.add_argument(
        "--source",
        default=os.environ.get("SHOWCASE_BOUNDARY_SOURCE") or SOURCE,
        metavar="NGUỒN",
        help="thư mục hoặc địa chỉ có json/geojson/",
    )
    parser.add_argument("--date", default=date.today().isoformat(), help="ngày lấy dữ liệu, mặc định hôm nay")
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--models", type=Path, default=models_folder(ROOT), help=argparse.SUPPRESS)
    return parser.parse_args()


def default_provinces(models: Path) -> list[str]:
    """The home province, and the provinces of all communes with models. Raises OSError for unreadable files."""
    from showcase.files.catalogue import ModelFiles
    from showcase.gazetteer.communes import gazetteer
    from showcase.schema.settings import home_province

    codes = ModelFiles(models).load().by_commune if models.is_dir() else {}
    return sorted({home_province()} | {gazetteer().by_code[code].province_code for code in codes})


def make(source: str, provinces: list[str], day: str) -> dict[str, bytes]:
    """Name -> content of each file of the folder `boundaries`. Raises Failed when the source is not there or wrong."""
    from showcase.gazetteer.boundaries import COMMUNES, MANIFEST, OUTLINES
    from showcase.gazetteer.boundary_files import COARSE, FINE
    from showcase.gazetteer.boundary_source import LICENCE, commune_units, province_unit
    from showcase.gazetteer.communes import gazetteer
    from showcase.language.progress import on_terminal

    layers = {code: (COMMUNES, commune_units(code), FINE) for code in provinces}
    layers[OUTLINES] = (OUTLINES, [province_unit(code) for code in gazetteer().provinces], COARSE)
    paths = [LICENCE, *(unit.path for _, units, _ in layers.values() for unit in units)]
    sources = gather(source, paths, on_terminal("Lấy tệp ranh giới", every=1))
    made, notes = _topologies(layers, sources, on_terminal("Đơn giản hóa", every=1))
    made[LICENCE] = sources[LICENCE]
    manifest = {
        "source": REPOSITORY if source == SOURCE else source if _is_url(source) else Path(source).resolve().name,
        # The commit is known only if the address contains it.
        "commit": COMMIT if COMMIT in source else None,
        "licence": "MIT",
        "fetched": day,
        "notes": notes,
        "files": digests(made),
        "sources": digests(sources),
    }
    made[MANIFEST] = (json.dumps(manifest, ensure_ascii=False, indent=2) + "\n").encode()
    return made


def gather(source: str, paths: list[str], progress: "Progress") -> dict[str, bytes]:
    """The files of the source, the first one alone: it shows whether there is a source at all. Raises Failed."""
    if not _is_url(source) and not Path(source).is_dir():
        raise Failed(f"Không thấy thư mục nguồn: {source}")
    found = {paths[0]: read(source, paths[0])}
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for path, content in zip(paths[1:], pool.map(partial(read, source), paths[1:]), strict=True):
            found[path] = content
            progress(len(found), len(paths))
    missing = [f"{path}: nguồn không có tệp này" for path, content in found.items() if content is None]
    if missing:
        raise _refusal(missing)
    return {path: content for path, content in found.items() if content is not None}


def _is_url(source: str) -> bool:
    return source.startswith(("https://", "http://"))


def read(source: str, path: str) -> bytes | None:
    """One file of a folder or address; None when it is not there. Raises Failed when it cannot be had."""
    if _is_url(source):
        return download(f"{source.rstrip('/')}/{path}")
    try:
        return (Path(source) / path).read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise Failed(f"Không đọc được {path}: {error.strerror}") from error


def download(url: str) -> bytes | None:
    """The complete answer of an address; None for 404. Raises Failed for other errors."""
    request = urllib.request.Request(url, headers={"User-Agent": "dan-van-kheo-showcase"})
    try:
        with urllib.request.urlopen(request, timeout=WAIT) as response:
            content: bytes = response.read()
            return content
    except urllib.error.HTTPError as error:
        error.close()
        if error.code == 404:
            return None
        raise Failed(f"Máy chủ không cho tải (mã {error.code}): {url}") from error
    except http.client.IncompleteRead as error:
        raise Failed(f"Mạng đứt giữa chừng khi đang tải: {url}") from error
    except (OSError, http.client.HTTPException) as error:
        raise Failed(f"Không nối được mạng tới nguồn ranh giới: {url}") from error


def _refusal(problems: list[str]) -> Failed:
    return Failed("\n".join([*problems, f"Không nhận dữ liệu mới: {len(problems)} tệp thiếu hoặc sai."]))


def _topologies(
    layers: "dict[str, tuple[str, list[Unit], Detail]]", sources: dict[str, bytes], progress: "Progress"
) -> tuple[dict[str, bytes], list[str]]:
    """The TopoJSON files, and notes on repaired shapes. Raises Failed, naming all wrong files."""
    from showcase.gazetteer.boundary_files import topology
    from showcase.gazetteer.boundary_source import Refused, polygons

    shapes, problems = {}, []
    for unit in (unit for _, units, _ in layers.values() for unit in units):
        try:
            shapes[unit.path] = polygons(unit, sources[unit.path])
        except Refused as problem:
            problems.append(str(problem))
    if problems:
        raise _refusal(problems)
    made, notes = {}, []
    for name, (layer, units, detail) in layers.items():
        try:
            content, mended = topology(layer, [(unit, shapes[unit.path]) for unit in units], detail)
        except Refused as problem:
            raise _refusal([str(problem)]) from problem
        made[f"{name}.topo.json"] = content
        notes += mended
        progress(len(made), len(layers))
    return made, notes


def digests(files: dict[str, bytes]) -> dict[str, str]:
    """Name -> SHA-256 of the content, in hexadecimal."""
    return {name: hashlib.sha256(content).hexdigest() for name, content in sorted(files.items())}


def write(target: Path, files: "dict[str, bytes]", models: Path) -> None:
    """Put a whole new folder in the place of the old one, never a mixture. Raises Refused and OSError."""
    from showcase.targets.exchanging import replaced

    with replaced(target, ROOT, KIND, [models]) as fresh:
        for name, content in files.items():
            (fresh / name).write_bytes(content)


def _tell(made: dict[str, bytes], target: Path, seconds: float) -> None:
    from showcase.gazetteer.boundaries import MANIFEST
    from showcase.language.words import number

    for note in json.loads(made[MANIFEST])["notes"]:
        print(f"Lưu ý: {note}.", file=sys.stderr)
    print(f"Đã ghi ranh giới vào {target} trong {number(round(seconds, 1))} giây:")
    for name in (name for name in made if name.endswith(".topo.json")):
        plain, packed = len(made[name]), len(gzip.compress(made[name], mtime=0))
        print(f"  {name}: {number(round(plain / 1000))} KB, nén còn {number(round(packed / 1000))} KB")


if __name__ == "__main__":
    run_command(main, "Không ghi được ranh giới")
