"""Compare two built sites: which files differ in more than the stamps of their versions.

    python3 scripts/build.py --site-dir /tmp/before      # of the older state
    python3 scripts/build.py --site-dir /tmp/after
    python3 scripts/compare_builds.py /tmp/before /tmp/after

Every page, the worker and the packs carry the version and the frame of their build, and bundles are named by their
digests (showcase/offline/shell.py); all of these change with any change of a source. Packed files are unpacked first.
Exit code 0: the same but for stamps; 1: they differ, with the paths; 2: not compared.
"""

from lib.commands import run_command

import argparse
import gzip
import json
import re
from pathlib import Path

from showcase.targets.refusing import Refused

HELP = """So sánh hai bản dựng của trang web: tệp nào khác nhau ngoài dấu phiên bản.

  python3 scripts/build.py --site-dir TRƯỚC
  python3 scripts/build.py --site-dir SAU
  python3 scripts/compare_builds.py TRƯỚC SAU

Mã kết thúc: 0 giống nhau; 1 khác nhau (+ thêm, - bớt, ≠ đổi); 2 không so sánh được."""

_MARK = ".danvankheo"
"""The mark of a folder that we have written; it holds digests of all files."""

_BUILD = re.compile(r"^const BUILD = (\{.*\});$", re.MULTILINE)
_BUNDLE = re.compile(r"assets/offline/bundles/([0-9a-f]{12})/")


def main() -> int:
    """Print what differs. Returns the exit code. Raises Refused where a folder is no built site."""
    arguments = _arguments()
    lines = differences(_contents(arguments.before), _contents(arguments.after))
    print("\n".join(lines) or "Hai bản dựng giống nhau từng byte, trừ dấu phiên bản.")
    return int(bool(lines))


def differences(before: dict[str, bytes], after: dict[str, bytes]) -> list[str]:
    """`+ path`, `- path` and `≠ path` for files that came, went or changed, in the order of the paths."""
    found = []
    for path in sorted({*before, *after}):
        if path not in after:
            found.append(f"- {path}")
        elif path not in before:
            found.append(f"+ {path}")
        elif before[path] != after[path]:
            found.append(f"≠ {path}")
    return found


def _contents(site: Path) -> dict[str, bytes]:
    """Path -> content of each file, unpacked, with names in place of the stamps."""
    stamps = _stamps(site)
    paths = [path for path in sorted(site.rglob("*")) if path.is_file() and path.name != _MARK]
    named = ((path.relative_to(site).as_posix(), path.read_bytes()) for path in paths)
    return {_renamed(name.encode(), stamps).decode(): _renamed(_unpacked(content), stamps) for name, content in named}


def _stamps(site: Path) -> dict[bytes, bytes]:
    """Stamp -> its name: version, frame, and each bundle by its place among them. Raises Refused without any."""
    worker = site / "sw.js"
    found = _BUILD.search(worker.read_text(encoding="utf-8")) if worker.is_file() else None
    if not found:
        raise Refused(f"{site} không phải là trang đã dựng: không có sw.js của trang.")
    build = json.loads(found[1])
    bundles = [_BUNDLE.search(one["path"]) for one in build["bundles"]]
    names = {build["version"]: "version", build["frame"]: "frame"}
    names |= {match[1]: f"bundle {at}" for at, match in enumerate(bundles) if match}
    return {stamp.encode(): name.encode() for stamp, name in names.items()}


def _unpacked(content: bytes) -> bytes:
    return gzip.decompress(content) if content.startswith(b"\x1f\x8b") else content


def _renamed(content: bytes, stamps: dict[bytes, bytes]) -> bytes:
    for stamp, name in stamps.items():
        content = content.replace(stamp, name)
    return content


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=HELP, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("before", type=Path, help="trang đã dựng, bản cũ")
    parser.add_argument("after", type=Path, help="trang đã dựng, bản mới")
    return parser.parse_args()


if __name__ == "__main__":
    run_command(main, "Không so sánh được")
