"""What the site needs to be installed on a phone and to work without a line.

The worker (`docs/assets/offline/worker.js`) holds one version of the site as a whole: the shell, which is every page
written by hand with its scripts, styles, index and map. A version is a digest of all that the build reads and makes,
so two builds of one state have one version, and any change makes a new one.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from pathlib import Path

from PIL import Image

from showcase import views
from showcase.communes import gazetteer
from showcase.model import Model
from showcase.pages import PAGE_SIZE as LIST_PAGE
from showcase.social import drawn_lotus
from showcase.vocabulary import vocabulary

WORKER = Path("docs/assets/offline/worker.js")
PACKS = "assets/offline/packs/"

# What decides how a site looks and works, beside the files that the build makes from the models.
_SOURCES = ("docs", "overrides", "showcase", "macros.py", "mkdocs.yml", "requirements.txt")
# Not for everyone: long lists that only the entry form needs; cards for social networks; packs, which are chosen.
_APART = ("assets/form/communes.json", "assets/form/models.json", "assets/the/", "assets/offline/packs", "assets/offline/worker.js", "assets/bieu-tuong-")
_NEEDLESS = (".txt", ".md", ".map")
SHELL_INDEX_LIMIT = 1_500_000
"""Bytes of search index that are kept for everyone; a larger one stays on the host and is kept as it is used."""

ICON_SIZES = (192, 512)

PAGE_SIZE = 6_000
"""Bytes of a model page on the way to a phone: nineteen of twenty weigh less."""


def version(root: Path, made: Mapping[str, bytes]) -> str:
    """Twelve hexadecimal digits for one state of the sources below `root` and the files made from the models."""
    digest = hashlib.sha256()
    for name, content in (*_read(root), *sorted(made.items())):
        digest.update(f"{name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()[:12]


def _read(root: Path) -> Iterator[tuple[str, bytes]]:
    for source in _SOURCES:
        path = root / source
        found = [path] if path.is_file() else sorted(one for one in path.rglob("*") if one.is_file())
        for one in found:
            if one.suffix != ".pyc":
                yield one.relative_to(root).as_posix(), one.read_bytes()


def offline_files(root: Path, site: views.Site, state: str, made: Mapping[str, bytes]) -> dict[str, bytes]:
    """Path from the root of the site -> content: worker, manifest, icons, packs. `state` is the version."""
    settings = json.dumps({"version": state, "shell": shell(root, made)}, separators=(",", ":"))
    worker = f"const BUILD = {settings};\n{(root / WORKER).read_text('utf-8')}"
    files = {"sw.js": worker.encode(), "manifest.webmanifest": manifest().encode()}
    files |= {icon_path(size): icon(size) for size in ICON_SIZES}
    return files | pack_files(site)


def shell(root: Path, made: Mapping[str, bytes]) -> list[str]:
    """Addresses of all that works without a line; what the pages link to in their heads the worker finds itself."""
    docs = root / "docs"
    pages = ["" if page.stem == "index" else f"{page.stem}/" for page in sorted(docs.glob("*.md"))]
    written = (path.relative_to(docs).as_posix() for path in sorted((docs / "assets").rglob("*.*")))
    found = [name for name in (*written, *made) if name.startswith("assets/")]
    assets = [name for name in found if not name.startswith(_APART) and not name.endswith(_NEEDLESS)]
    index = [name for name in assets if name.startswith("assets/search/index/")]
    if sum(len(made[name]) for name in index) > SHELL_INDEX_LIMIT:
        assets = [name for name in assets if name not in set(index)]
    return pages + sorted(set(assets))


def manifest() -> str:
    """The web app manifest; addresses are relative, so that the site works below any path."""
    icons = [
        {"src": icon_path(size), "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}
        for size in ICON_SIZES
        for purpose in ("any", "maskable")
    ]
    told = {
        "name": "Dân vận khéo - Mô hình hay để làm theo",
        "short_name": "Dân vận khéo",
        "lang": "vi",
        "id": "./",
        "start_url": "./",
        "scope": "./",
        "display": "minimal-ui",
        "background_color": "#faf8f4",
        "theme_color": "#faf8f4",
        "icons": icons,
    }
    return json.dumps(told, ensure_ascii=False)


def icon_path(size: int) -> str:
    """`assets/bieu-tuong-192.png`."""
    return f"assets/bieu-tuong-{size}.png"


def icon(size: int) -> bytes:
    """The full lotus in the middle four fifths of a square, so that a phone may cut any mask out of it."""
    ground = Image.new("RGB", (size, size), "#faf8f4")
    inner = round(size * 0.72)
    lotus = drawn_lotus().resize((inner, inner), Image.Resampling.LANCZOS)
    ground.paste(lotus, ((size - inner) // 2,) * 2)
    written = BytesIO()
    ground.quantize(32, dither=Image.Dither.NONE).save(written, "PNG", optimize=True)
    return written.getvalue()


def packs(site: views.Site) -> dict[str, tuple[str, list[Model]]]:
    """Key -> name and models of each pack that a reader may keep: `tat-ca`, `linh-vuc-kinh-te`, `dia-ban-ba-chuc`."""
    catalogue = site.catalogue
    found = {"tat-ca": ("Tất cả mô hình", catalogue.models)}
    for code, name in vocabulary("fields").items():
        found[f"linh-vuc-{code}"] = (name, catalogue.by_field.get(code, []))
    communes = sorted((gazetteer().by_code[code] for code in catalogue.by_commune), key=lambda one: one.slug)
    for commune in communes:
        found[f"dia-ban-{commune.slug}"] = (commune.name, catalogue.by_commune[commune.code])
    return {key: (name, models) for key, (name, models) in found.items() if models}


def pack_files(site: views.Site) -> dict[str, bytes]:
    """The list of packs with what each weighs, and for each pack the addresses of its pages."""
    files, listed = {}, []
    for key, (name, models) in packs(site).items():
        addresses = [*_lists(key, len(models)), *map(views.model_address, models)]
        files[f"{PACKS}{key}.json"] = _json(addresses)
        listed.append({"key": key, "name": name, "pages": len(addresses), "bytes": len(addresses) * PAGE_SIZE})
    return {**files, "assets/offline/packs.json": _json(listed)}


def _lists(key: str, count: int) -> Iterable[str]:
    """The pages that list the models of a pack."""
    if key.startswith("dia-ban-"):
        return [f"dia-ban/{key.removeprefix('dia-ban-')}/"]
    first = "mo-hinh/" if key == "tat-ca" else f"linh-vuc/{key.removeprefix('linh-vuc-')}/"
    return [first, *(f"{first}trang-{number}/" for number in range(2, -(-count // LIST_PAGE) + 1))]


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
