"""Files for the service worker, by which the site works without a connection (`docs/assets/offline/worker*.js`).

Two digests say which files fit together. The version is the digest of everything that the build reads and makes: any
change makes a new version. The frame is the digest of scripts, styles and fonts. Pages of the shell have the version,
because they read the index and the map. All other pages have the frame: when only content changes, a stored page
still fits its scripts and is not fetched again. Neither depends on a clock: two builds of one state are equal.

The shell is fetched as bundles, each named by its digest: a bundle is always of one state, even if a new site is
published meanwhile, and the next version reuses bundles that have not changed.
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
"""A search index of up to so many bytes is stored for every reader; a larger one only on request."""

# Sources of the look and the behaviour of the site, besides the files made from the models.
_SOURCES = (
    *("docs", "overrides", "showcase", "collections"),
    *("showcase.yml", "macros.py", "mkdocs.yml", "requirements.txt"),
)
_INDEX = "assets/search/index/"
# Not in the shell: data of all models for the entry form; cards for social networks; the Khmer font of a few pages;
# scripts that are bundled into the workers; a file that is read only with the tables of open data.
_APART = (
    *("assets/form/models", "assets/form/texts/", "assets/the/", "assets/khmer/", "assets/offline/worker"),
    *("assets/common/inflate.js", "assets/common/workbook_heads.json"),
)
# The list of all communes is long, but changes as rarely as scripts do.
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
    """Addresses of the pages that always work without a connection: hand-written pages, and the entry form."""
    docs = root / "docs"
    pages = ["" if page.stem == "index" else f"{page.stem}/" for page in sorted(docs.glob("*.md"))]
    return pages + ["dong-gop/nhap/"] * (docs / "dong-gop" / "nhap.md").is_file()


def offline_files(
    root: Path, site: Site, state: str, made: Mapping[str, bytes], sheets: Mapping[str, Weight] | None = None
) -> dict[str, bytes]:
    """Path from the root of the site -> content: worker, bundles, manifest, icons, packs. `state`: the version.

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
    """Bytes of the shell, and of an index that is stored only on request (0 if it is part of the shell)."""
    shell = sum(bundle["bytes"] for bundle in listed if not bundle["optional"])
    return {"shell": shell + pages * PAGE_SIZE, "index": sum(bundle["bytes"] for bundle in listed) - shell}


def bundles(root: Path, made: Mapping[str, bytes]) -> Iterator[tuple[dict[str, bytes], bool]]:
    """The files of each bundle (code, data, index), and whether the bundle is fetched on request only."""
    code = _code(root, made)
    index = {name: content for name, content in made.items() if name.startswith(_INDEX)}
    yield code, False
    yield {name: content for name, content in made.items() if _is_wanted(name) and name not in {*code, *index}}, False
    yield index, sum(map(len, index.values())) > SHELL_INDEX_LIMIT


def stamped(files: Mapping[str, bytes], stamp: str) -> dict[str, bytes]:
    """The files with a stamp in each page: for pages without the frame of the site."""
    meta = f'<meta charset="utf-8">\n<meta name="version" content="{stamp}">'.encode()
    pages = {name: _CHARSET.sub(meta, content, count=1) for name, content in files.items() if name.endswith(".html")}
    return {**files, **pages}


def _code(root: Path, made: Mapping[str, bytes]) -> dict[str, bytes]:
    """Path from the root of the site -> scripts, styles, fonts and the icon."""
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
    """One line of JSON with the path and the size of each file, then all files, compressed together.

    Files of one kind stand side by side: scripts among scripts compress better.
    """
    names = sorted(files, key=lambda name: (name.rpartition(".")[2], name))
    head = json.dumps([[name, len(files[name])] for name in names], separators=(",", ":"))
    return gzipped(b"\n".join([head.encode(), b"".join(files[name] for name in names)]))
