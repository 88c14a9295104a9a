"""The scripts of the search page as they are served: the page and its worker, each in one file with all it imports."""

from pathlib import Path

from showcase.usb.scripts import joined

ENTRIES = ("assets/search/page.js", "assets/search/worker.js")

NATIONAL = ("assets/search/page.js", "assets/search/national_worker.js", "assets/fit/page.js")
"""The same of a national site."""


def script_files(docs: Path, entries: tuple[str, ...] = ENTRIES) -> dict[str, bytes]:
    """Path from the root of the site -> content; they take the place of the files of the same names below `docs`."""
    scripts = (docs / "assets").rglob("*.js")
    modules = {path.relative_to(docs).as_posix(): path.read_text("utf-8") for path in scripts}
    return {name: joined(modules, name).encode() for name in entries}
