"""What the worker needs so that the site works without a line (`docs/assets/offline/worker*.js`).

Two digests tell what fits together. The version is of all that the build reads and makes: any change makes a new one.
The frame is of the scripts, styles and fonts alone. Pages of the shell carry the version, because they read the index
and the map; all others carry the frame, so that a page kept before only the content changed still has its very own
scripts, and need not be fetched anew. Neither depends on a clock: two builds of one state agree.

The shell comes in bundles, each named by its digest: a bundle is of one state as a whole, even where a new site comes
up while it is fetched, and the next version takes over from this one what has not changed.
"""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TypedDict

from showcase.insight.site import Site
from showcase.language.packing import gzipped
from showcase.look.style_sheet import SHEET
from showcase.offline.manifest import install_files
from showcase.offline.packs import PAGE_SIZE, Weight, pack_files
from showcase.search.scripts import ENTRIES as SEARCH_SCRIPTS

WORKER = ("existing_cache.js", "worker.js", "worker_installing.js", "worker_answering.js")
"""Parts of the worker, in order, below `docs/assets/offline/`; the first is a module that pages import too."""

BUNDLES = "assets/offline/bundles/"

SHELL_INDEX_LIMIT = 1_500_000
"""Bytes of search index that are kept for everyone; a larger one only where the reader asks for it."""

# What decides how a site looks and works, beside the files that the build makes from the models.
_SOURCES = (
    *("docs", "overrides", "showcase", "collections"),
    *("showcase.yml", "macros.py", "mkdocs.yml", "requirements.txt"),
)
_INDEX = "assets/search/index/"
# Not for everyone: a list as long as the registry, which only the entry form asks for; cards for social networks;
# the typeface of a few pages; what is fetched only together with the tables of open data.
_APART = (
    *("assets/form/models", "assets/the/", "assets/khmer/", "assets/offline/worker"),
    "assets/common/workbook_heads.json",
)
# The communes of all other provinces are many, but change no more often than scripts do.
_LASTING = (".woff2", ".svg", SHEET, "assets/form/communes.json")
_NEEDLESS = (".txt", ".md", ".map")
_CHARSET = re.compile(rb'<meta charset="utf-8">')


class _Bundle(TypedDict):
    path: str
    bytes: int
    optional: bool


def version(root: Path, made: Mapping[str, bytes]) -> str:
    """Twelve hexadecimal digits for one state of the sources below `root` and the files made from the models."""
    return _digest((*_read(root, _SOURCES), *sorted(made.items())))


def frame(root: Path, made: Mapping[str, bytes]) -> str:
    """Twelve hexadecimal digits for the scripts, styles and fonts, whatever the models are."""
    return _digest((*sorted(_code(root, made).items()), *_read(root, ("requirements.txt",))))


def shell_pages(root: Path) -> list[str]:
    """Addresses of the pages that always work without a line: those written by hand, and the entry form."""
    docs = root / "docs"
    pages = ["" if page.stem == "index" else f"{page.stem}/" for page in sorted(docs.glob("*.md"))]
    return pages + ["dong-gop/nhap/"] * (docs / "dong-gop" / "nhap.md").is_file()


def offline_files(
    root: Path, site: Site, state: str, made: Mapping[str, bytes], sheets: Mapping[str, Weight] | None = None
) -> dict[str, bytes]:
    """Path from the root of the site -> content: worker, bundles, manifest, icons, packs. `state` is the version.

    `sheets`: address -> weight of each sheet.
    """
    files: dict[str, bytes] = {}
    listed: list[_Bundle] = []
    for content, optional in bundles(root, made):
        bundle = _packed(content)
        path = f"{BUNDLES}{hashlib.sha256(bundle).hexdigest()[:12]}/goi.bin"
        files[path] = bundle
        listed.append({"path": path, "bytes": len(bundle), "optional": optional})
    pages, named = shell_pages(root), {"version": state, "frame": frame(root, made)}
    build = json.dumps({**named, "pages": pages, "bundles": listed})
    parts = [(root / "docs/assets/offline" / part).read_text("utf-8") for part in WORKER]
    parts[0] = parts[0].replace("export ", "")  # The worker is a classic script.
    files["sw.js"] = "\n".join([f"const BUILD = {build};", *parts]).encode()
    return files | install_files() | pack_files(site, {**named, **_sizes(listed, len(pages))}, made, sheets)


def _sizes(listed: list[_Bundle], pages: int) -> dict[str, int]:
    """Bytes of what is kept for everyone, and of an index that is kept only where it is asked for, otherwise 0."""
    shell = sum(one["bytes"] for one in listed if not one["optional"])
    return {"shell": shell + pages * PAGE_SIZE, "index": sum(one["bytes"] for one in listed) - shell}


def bundles(root: Path, made: Mapping[str, bytes]) -> Iterator[tuple[dict[str, bytes], bool]]:
    """Files of each bundle, and whether it is fetched only when asked for: code; data; the index."""
    code = _code(root, made)
    index = {name: content for name, content in made.items() if name.startswith(_INDEX)}
    yield code, False
    yield {name: content for name, content in made.items() if _is_wanted(name) and name not in {*code, *index}}, False
    yield index, sum(map(len, index.values())) > SHELL_INDEX_LIMIT


def stamped(files: Mapping[str, bytes], stamp: str) -> dict[str, bytes]:
    """The files, each page among them with its stamp: for pages that have no frame of the site around them."""
    told = f'<meta charset="utf-8">\n<meta name="version" content="{stamp}">'.encode()
    pages = {name: _CHARSET.sub(told, content, count=1) for name, content in files.items() if name.endswith(".html")}
    return {**files, **pages}


def _code(root: Path, made: Mapping[str, bytes]) -> dict[str, bytes]:
    """Scripts, styles, fonts and the sign, by their paths from the root of the site."""
    written = {name.removeprefix("docs/"): content for name, content in _read(root, ("docs/assets",))}
    lasting = (name for name in made if name.endswith(_LASTING) or "/vendor/" in name or name in written)
    drawn = {name: made[name] for name in lasting}
    return {name: content for name, content in {**written, **drawn}.items() if _is_wanted(name)}


def _is_wanted(name: str) -> bool:
    joined = name.startswith("assets/search/") and name.endswith(".js") and name not in SEARCH_SCRIPTS
    return name.startswith("assets/") and not name.startswith(_APART) and not name.endswith(_NEEDLESS) and not joined


def _read(root: Path, sources: tuple[str, ...]) -> Iterator[tuple[str, bytes]]:
    for source in sources:
        path = root / source
        found = [path] if path.is_file() else sorted(one for one in path.rglob("*") if one.is_file())
        for one in found:
            if one.suffix != ".pyc":
                yield one.relative_to(root).as_posix(), one.read_bytes()


def _digest(files: tuple[tuple[str, bytes], ...]) -> str:
    digest = hashlib.sha256()
    for name, content in files:
        digest.update(f"{name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()[:12]


def _packed(files: Mapping[str, bytes]) -> bytes:
    """One line of JSON with the path and the size of each file, then all files, compressed together."""
    names = sorted(files)
    head = json.dumps([[name, len(files[name])] for name in names], separators=(",", ":"))
    return gzipped(b"\n".join([head.encode(), b"".join(files[name] for name in names)]))
