"""The folders of the browser's scripts by level, and what each script imports, read from its source."""

import posixpath
import re
from pathlib import Path

ASSETS = Path(__file__).resolve().parent.parent / "docs" / "assets"

LEVELS = {
    "common": 0,
    "form/yaml": 1,
    "form/rules": 2,
    "form/changes": 3,
    "form/draft": 3,
    "form/receiver": 3,
    "form/page": 4,
    "form": 5,
    "collection": 6,
    "compare": 6,
    "fit": 6,
    "map": 6,
    "offline": 6,
    "plan": 6,
    "search": 6,
    "sheet": 6,
}
"""Folder -> level. A script imports from its own folder and from folders of lower levels; pages share only common/."""

_FROM = re.compile(r'^\s*(?:import\s+(?:[^;"()]*?\bfrom\s+)?|export\s+[^;"()=]*?\bfrom\s+)"(\.[^"]+)"', re.MULTILINE)
_ASKED = re.compile(r'\bimport\("(\.[^"]+)"\)')


def scripts(folder: Path) -> dict[str, str]:
    """Path below the folder -> source, of every script."""
    paths = sorted(folder.rglob("*.js"))
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in paths}


def imports(name: str, source: str) -> set[str]:
    """The scripts that a script imports, by their paths."""
    folder = posixpath.dirname(name)
    named = [*_FROM.findall(source), *_ASKED.findall(source)]
    return {posixpath.normpath(posixpath.join(folder, name)) for name in named}


def upward(name: str, source: str) -> list[str]:
    """The imports of a script from other folders of its own level or above; of a page, from any folder but `common`."""
    mine = posixpath.dirname(name)
    others = [(posixpath.dirname(other), other) for other in imports(name, source)]
    pages = {folder for folder, level in LEVELS.items() if level == 6}
    return sorted(
        other
        for folder, other in others
        if folder != mine and (LEVELS.get(folder, 9) >= LEVELS[mine] or (mine in pages and folder != "common"))
    )


def circles(found: dict[str, str]) -> list[str]:
    """The scripts that import each other in a circle, or depend on such a script; empty if there are none."""
    left = {name: imports(name, source) & set(found) for name, source in found.items()}
    while free := {name for name, needs in left.items() if not needs & set(left)}:
        left = {name: needs for name, needs in left.items() if name not in free}
    return [", ".join(sorted(left))] if left else []
