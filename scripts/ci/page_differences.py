"""Say which pages differ between two built sites, and how their readable text differs.

    python scripts/ci/page_differences.py BEFORE AFTER                          Markdown
    python scripts/ci/page_differences.py BEFORE AFTER --json differences.json  also for `post_review.py`

Files are compared byte by byte first; only pages that differ are read. Standard library only, since the same module
writes the comment where a token lies in the environment. Exit code 0, also when pages differ.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from lib.packages import speak_utf8

import argparse
import difflib
import json
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import asdict, dataclass

from ci.page_text import readable

READ = 300
"""At most so many differing pages are read: when a template changes, all pages differ in the same way."""

COMMENT = 60_000
"""Characters; the hosting service takes 65,536 in a comment."""

_LINES, _LINE = 80, 500
_LISTED = 30
_PICTURES = {".jpg", ".png", ".webp"}
_MODELS = "mo-hinh/"


@dataclass(frozen=True)
class Changed:
    """A page whose readable text has changed, with the difference in lines that begin with +, - or a space."""

    page: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Differences:
    """Between two sites; pages by address (`mo-hinh/bep-an/`), those of models first."""

    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    changed: tuple[Changed, ...] = ()
    unseen: int = 0
    """Pages that differ only in invisible parts."""
    unread: int = 0
    """Pages that differ, but were too many to be read."""
    pictures: tuple[str, ...] = ()
    """Pictures that are new or changed."""
    fields: tuple[str, ...] = ()
    """Codes of the fields of the models whose page is new or changed."""


def differences(before: Path, after: Path) -> Differences:
    """Compare two built sites. Raises OSError when a file cannot be read."""
    old, new = _files(before), _files(after)
    added = [name for name in new if name not in old]
    differing = [name for name in new if name in old and not _same(old[name], new[name])]
    pages = _ranked(name for name in differing if name.endswith(".html"))
    changed = []
    for name in pages[:READ]:
        lines = _difference(_readable(old[name]), _readable(new[name]))
        if lines:
            changed.append(Changed(_address(name), lines))
    touched = [*added, *(f"{one.page}index.html" for one in changed)]
    return Differences(
        added=tuple(map(_address, _ranked(name for name in added if name.endswith(".html")))),
        removed=tuple(map(_address, _ranked(name for name in old if name.endswith(".html") and name not in new))),
        changed=tuple(changed),
        unseen=len(pages[:READ]) - len(changed),
        unread=len(pages[READ:]),
        pictures=tuple(sorted(name for name in added + differing if Path(name).suffix in _PICTURES)),
        fields=_fields(new.get("du-lieu/models.json"), {_address(name) for name in touched}),
    )


def _files(site: Path) -> dict[str, Path]:
    return {path.relative_to(site).as_posix(): path for path in sorted(site.rglob("*")) if path.is_file()}


def _same(one: Path, other: Path) -> bool:
    return one.stat().st_size == other.stat().st_size and one.read_bytes() == other.read_bytes()


def _ranked(names: Iterable[str]) -> list[str]:
    return sorted(names, key=lambda name: (not name.startswith(_MODELS), name))


def _address(name: str) -> str:
    return name.removesuffix("index.html")


def _readable(path: Path) -> list[str]:
    return readable(path.read_text(encoding="utf-8", errors="replace"))


def _difference(before: list[str], after: list[str]) -> tuple[str, ...]:
    lines = list(difflib.unified_diff(before, after, n=1, lineterm=""))[2:]
    shown = [" …" if line.startswith("@@") else line[:_LINE] for line in lines]
    return (*shown[:_LINES], *([f" … và {len(shown) - _LINES} dòng nữa"] if shown[_LINES:] else []))


def _fields(data: Path | None, pages: set[str]) -> tuple[str, ...]:
    models = json.loads(data.read_text(encoding="utf-8"))["models"] if data else []
    return tuple(sorted({code for model in models if model["address"] in pages for code in model.get("fields", ())}))


def as_json(found: Differences) -> str:
    """For `from_json`."""
    return json.dumps(asdict(found), ensure_ascii=False)


def from_json(text: str) -> Differences:
    """Read the output of `as_json`; every part is checked. Raises ValueError for anything else."""
    try:
        said = json.loads(text)
    except RecursionError:
        raise ValueError("too deep") from None
    if not isinstance(said, dict):
        raise ValueError("not an object")
    changed = said.get("changed")
    if not isinstance(changed, list) or not all(isinstance(one, dict) for one in changed):
        raise ValueError("changed")
    return Differences(
        added=_texts(said.get("added")),
        removed=_texts(said.get("removed")),
        changed=tuple(Changed(_text(one.get("page")), _texts(one.get("lines"))) for one in changed),
        unseen=_count(said.get("unseen")),
        unread=_count(said.get("unread")),
        pictures=_texts(said.get("pictures")),
        fields=_texts(said.get("fields")),
    )


def _texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise ValueError("not a list")
    return tuple(map(_text, value))


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError("not a text")
    return value


def _count(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 10**7:
        raise ValueError("not a count")
    return value


def as_markdown(found: Differences, most: int = COMMENT) -> str:
    """The differences for a reviewer, of at most `most` characters. Texts of pages are in code marks only."""
    counts = (f"{len(found.changed)} trang đổi chữ", f"{len(found.added)} trang mới", f"{len(found.removed)} trang bỏ")
    blocks = ["### Trang thay đổi", ", ".join(counts) + "."]
    if found.unseen:
        blocks.append(f"{found.unseen} trang khác chỉ đổi phần không đọc thấy.")
    if found.unread:
        blocks.append(f"Còn {found.unread} trang khác cũng đổi, nhiều quá nên không đọc.")
    blocks += _list("Trang mới", found.added) + _list("Trang bỏ", found.removed) + _list("Ảnh mới", found.pictures)
    for position, one in enumerate(found.changed):
        block = (
            f"<details><summary><code>{_address_shown(one.page)}</code></summary>\n\n{_code(one.lines)}\n\n</details>"
        )
        rest = f"… và {len(found.changed) - position} trang đổi chữ nữa; xem đủ ở bản xem trước."
        if sum(len(each) + 2 for each in blocks) + len(block) + len(rest) > most:
            blocks.append(rest)
            break
        blocks.append(block)
    return "\n\n".join(blocks)[:most] + "\n"


def _list(title: str, names: tuple[str, ...]) -> list[str]:
    if not names:
        return []
    items = [f"- `{_address_shown(name)}`" for name in names[:_LISTED]]
    more = [f"- … và {len(names) - _LISTED} nữa"] if names[_LISTED:] else []
    return [f"**{title}**", "\n".join(items + more)]


def _address_shown(name: str) -> str:
    """An address without anything that Markdown or HTML could take for its own."""
    return re.sub(r"[^A-Za-z0-9._/-]", "?", name[:200]) or "/"


def _code(lines: tuple[str, ...]) -> str:
    """A block of code that its content cannot end: the fence is longer than any run of its signs inside."""
    text = "\n".join(_visible(line[:_LINE]) for line in lines[: _LINES + 1])
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}diff\n{text}\n{fence}"


def _visible(text: str) -> str:
    """The text without marks of direction, zero-width signs and others that change how it looks."""
    return "".join("�" if unicodedata.category(char)[0] == "C" or char in "\u2028\u2029" else char for char in text)


def main() -> int:
    """Compare and print. Returns the exit code. Raises OSError for an unreadable folder or file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("before", type=Path, help="the site as it was")
    parser.add_argument("after", type=Path, help="the site as it would be")
    parser.add_argument("--json", type=Path, help="write the differences here too")
    arguments = parser.parse_args()
    for site in (arguments.before, arguments.after):
        if not site.is_dir():
            parser.error(f"không thấy thư mục {site}")
    found = differences(arguments.before, arguments.after)
    if arguments.json:
        arguments.json.write_text(as_json(found), encoding="utf-8")
    print(as_markdown(found))
    return 0


if __name__ == "__main__":
    speak_utf8()
    sys.exit(main())
