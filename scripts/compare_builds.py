"""Compare two built sites: which files differ in more than the stamps of their versions.

    python3 scripts/build.py --site-dir /tmp/before      # of the older state
    python3 scripts/build.py --site-dir /tmp/after
    python3 scripts/compare_builds.py /tmp/before /tmp/after
    python3 scripts/compare_builds.py --as text /tmp/before /tmp/plain    # of `build.py --frame plain`

`--as text` takes of each page its tags with their attributes (links among them) and its text, and leaves out spaces
between them and the empty shell that Material puts around every page. All other files are compared by their bytes.

Every page, the worker and the packs carry the version and the frame of their build, and bundles are named by their
digests (showcase/offline/shell.py); all of these change with any change of a source. Packed files are unpacked first.
Exit code 0: the same but for stamps; 1: they differ, with the paths; 2: not compared.
"""

from lib.commands import run_command

import argparse
import bz2
import gzip
import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import zip_longest
from pathlib import Path

from showcase.targets.refusing import Refused

HELP = """So sánh hai bản dựng của trang web: tệp nào khác nhau ngoài dấu phiên bản.

  python3 scripts/build.py --site-dir TRƯỚC
  python3 scripts/build.py --site-dir SAU
  python3 scripts/compare_builds.py TRƯỚC SAU
  python3 scripts/compare_builds.py --as text TRƯỚC SAU    chỉ xem thẻ, liên kết và chữ của trang

Mã kết thúc: 0 giống nhau; 1 khác nhau (+ thêm, - bớt, ≠ đổi); 2 không so sánh được."""

_MARK = ".danvankheo"
"""The mark of a folder that we have written; it holds digests of all files."""

_BUILD = re.compile(r"^const BUILD = (\{.*\});$", re.MULTILINE)
_BUNDLE = re.compile(r"assets/offline/bundles/([0-9a-f]{12})/")


_EXACT = {"pre", "textarea", "script"}
"""Elements whose spaces count."""

_EMPTY = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
"""Elements without an end."""


def main() -> int:
    """Print what differs. Returns the exit code. Raises Refused where a folder is no built site."""
    arguments = _arguments()
    before, after = _contents(arguments.before), _contents(arguments.after)
    if arguments.what == "text":
        lines, same = text_differences(before, after), "Hai bản dựng có cùng thẻ, liên kết và chữ."
    else:
        lines, same = differences(before, after), "Hai bản dựng giống nhau từng byte, trừ dấu phiên bản."
    print("\n".join(lines) or same)
    return int(bool(lines))


def text_differences(before: dict[str, bytes], after: dict[str, bytes]) -> list[str]:
    """As `differences`, and for a page that differs its first place: `≠ index.html: <p> | <div>`."""
    found = []
    for line in differences(before, after):
        path = line.removeprefix("≠ ")
        if line == path or not path.endswith(".html"):
            found.append(line)
            continue
        place = next(_unlike(before[path], after[path]), "")
        if place:
            found.append(f"{line}: {place}")
    return found


def _unlike(before: bytes, after: bytes) -> Iterator[str]:
    for one, other in zip_longest(PageReader.read(before), PageReader.read(after), fillvalue="-"):
        if one != other:
            yield f"{one[:120]} | {other[:120]}"


class PageReader(HTMLParser):
    """The tags and the text of a page, in order."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self._open: list[tuple[str, bool]] = []

    @classmethod
    def read(cls, page: bytes) -> list[str]:
        """One item a tag (`<a href=x>`, `</a>`) or a text, its spaces made one where they do not count."""
        reader = cls()
        reader.feed(page.decode())
        reader.close()
        return reader.pieces

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        """Note the tag, unless it belongs to Material's empty shell."""
        values = {name: value or "" for name, value in attributes}
        shell = _is_shell(values) or any(inside for _, inside in self._open)
        if tag not in _EMPTY:
            self._open.append((tag, shell))
        values.pop("data-md-component", None)
        if not shell:
            self.pieces.append(" ".join([f"<{tag}", *(f"{name}={values[name]}" for name in sorted(values))]) + ">")

    def handle_endtag(self, tag: str) -> None:
        """Handle the end of an element, and of inner elements without an end tag."""
        while any(name == tag for name, _ in self._open):
            name, shell = self._open.pop()
            if not shell:
                self.pieces.append(f"</{name}>")
            if name == tag:
                return

    def handle_data(self, text: str) -> None:
        """Note the text; one in the shell too, since the shell is to be empty."""
        exact = any(name in _EXACT for name, _ in self._open)
        shown = text if exact else " ".join(text.split())
        if shown:
            self.pieces.append(shown)


def _is_shell(attributes: dict[str, str]) -> bool:
    """Whether an element is one that Material puts around every page, of no use to it."""
    component = attributes.get("data-md-component")
    return attributes.get("class") in {"md-toggle", "md-overlay"} or component in {"skip", "announce", "dialog"}


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
    if content.startswith(b"BZh"):
        return bz2.decompress(content)
    return gzip.decompress(content) if content.startswith(b"\x1f\x8b") else content


def _renamed(content: bytes, stamps: dict[bytes, bytes]) -> bytes:
    for stamp, name in stamps.items():
        content = content.replace(stamp, name)
    return content


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=HELP, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--as", dest="what", choices=("bytes", "text"), default="bytes", help="so từng byte, hay thẻ và chữ"
    )
    parser.add_argument("before", type=Path, help="trang đã dựng, bản cũ")
    parser.add_argument("after", type=Path, help="trang đã dựng, bản mới")
    return parser.parse_args()


if __name__ == "__main__":
    run_command(main, "Không so sánh được")
