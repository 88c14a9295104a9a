"""The built site as a folder for a USB stick: it opens by double click, without a server.

For `file:` addresses a browser fetches no files and runs no modules, and an address that ends in a slash shows a list
of files. So links are changed to files, the modules become one classic script, and data files become scripts.
"""

import json
import posixpath
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from showcase.language.words import number
from showcase.usb.data_scripts import pieces
from showcase.usb.scripts import bundle

LIMIT = 1_000
"""Most models in such a folder: with more, copying is slow and search loads megabytes at its start."""

SCRIPT = "assets/usb.js"
README = "DOC-TRUOC.txt"

_README = """Bản chép ngày {made}, gồm {models} mô hình.

Mở tệp index.html (bấm đúp chuột) để xem các mô hình “Dân vận khéo”.

Không cần mạng, không cần cài gì. Tìm kiếm, bản đồ, so sánh, kế hoạch đều dùng được.
Dùng trình duyệt Chrome, Edge hoặc Cốc Cốc đời mới.
Chép sang máy khác thì chép cả thư mục này, không chép riêng tệp index.html.
Khi có bản mới: xóa thư mục cũ rồi chép bản mới vào.
"""

# Not needed without a server: the service worker and its lists, cards for social networks, feeds.
_LEFT_OUT = ("404.html", "sw.js", "manifest.webmanifest", "sitemap.xml", "sitemap.xml.gz", "khong-co-mang/index.html")
_LEFT_OUT_BELOW = (
    "assets/the/",
    "assets/offline/packs",
    "assets/offline/bundles/",
    "assets/bieu-tuong-",
)
_LEFT_OUT_ENDINGS = (".map", "/feed.xml")
_FETCHED_ENDINGS = (".json", ".bin")
_NO_USE = "assets/offline/register.js"

_POLICY = (
    "default-src 'none'; script-src 'self' file:; style-src 'self' file:; img-src 'self' file: data:; "
    "font-src 'self' file:; connect-src 'none'; base-uri 'none'; form-action 'self' file:"
)
_TAG = re.compile(r"<(?:a|form)\b[^>]*>")
_ADDRESS = re.compile(r'\b(href|action)="([^"#?]*)([^"]*)"')
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|/")
_LINK = re.compile(r'[ \t]*<link\b[^>]*\brel="(?:manifest|preload|alternate|canonical)"[^>]*>\n?')
_MODULE = re.compile(r'[ \t]*<script type="module" src="([^"]+)"></script>\n?')
_OF_MODEL = re.compile(r"mo-hinh/[^/]+/(?:index\.html|[^/]+\.yml)")
_FILE_OF_MODEL = re.compile(r"mo-hinh/([^/]+)/\1\.yml")
_CONTENT = re.compile(r'<div class="page\b.*?(?=<footer class="bottom")', re.DOTALL)


def usb_files(site: Path, made: date) -> Iterator[tuple[str, bytes]]:
    """(path, content) of each file, from the folder of a built site. `made`: the date of the copy, shown on every page.

    Raises ValueError for a script that cannot be bundled, FileNotFoundError for a folder without a site.
    """
    names = sorted(path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file())
    names = [name for name in names if not _is_left_out(name)]
    if "index.html" not in names:
        raise FileNotFoundError(site / "index.html")
    models = sum(_model_files(site, name) for name in names)
    readme = _README.format(made=f"{made:%d/%m/%Y}", models=number(models))
    yield README, ("\ufeff" + readme.replace("\n", "\r\n")).encode()
    entries: set[str] = set()
    for name in names:
        if name.endswith(".html"):
            page, asked = usb_page((site / name).read_text("utf-8"), "../" * name.count("/"), made)
            entries.update(asked)
            yield name, page.encode()
        elif not _is_fetched(name) and not _is_module(name):
            yield name, (site / name).read_bytes()
    scripts = {name: (site / name).read_text("utf-8") for name in names if _is_module(name)}
    yield SCRIPT, bundle(scripts, entries).encode()
    yield from pieces((name, _data_of(site, name)) for name in names if _is_data(name))


def usb_page(html: str, root: str, made: date) -> tuple[str, list[str]]:
    """The page for the folder, and the modules that it runs: `["assets/compare/page.js"]`.

    `root`: relative path from the page to the root of the site, `../../`; empty for the front page.
    """
    modules = [src[src.index("assets/") :] for src in _MODULE.findall(html)]
    modules = [name for name in dict.fromkeys(modules) if name != _NO_USE]
    html = _TAG.sub(lambda tag: _ADDRESS.sub(_to_file, tag[0]), _LINK.sub("", _MODULE.sub("", html)))
    policy = f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
    html = html.replace('<meta charset="utf-8">', f'<meta charset="utf-8">\n  {policy}', 1)
    html = html.replace(
        "</footer>", f'<p class="bottom__row small">Bản chép ra USB ngày {made:%d/%m/%Y}.</p>\n</footer>', 1
    )
    script = f'<script defer src="{root}{SCRIPT}" data-modules="{" ".join(modules)}"></script>'
    return html.replace("</body>", f"{script}\n</body>", 1), modules


def _to_file(match: re.Match[str]) -> str:
    name, path, rest = match.groups()
    if _ELSEWHERE.match(path):
        return match[0]
    if path in (".", "..") or path.endswith("/.."):
        path += "/"
    return f'{name}="{path}index.html{rest}"' if path.endswith("/") else match[0]


def _model_files(site: Path, name: str) -> int:
    """How many model files a file holds, which is one of them or has many: `form/known.py`."""
    if name.startswith("assets/form/texts/"):
        return len(json.loads((site / name).read_bytes()))
    return 1 if _FILE_OF_MODEL.fullmatch(name) else 0


def _is_left_out(name: str) -> bool:
    return name in _LEFT_OUT or name.startswith(_LEFT_OUT_BELOW) or name.endswith(_LEFT_OUT_ENDINGS)


def _is_module(name: str) -> bool:
    """Whether a file is a module: all scripts except `theme.js`, which sets light or dark before the page is shown."""
    return name.startswith("assets/") and name.endswith(".js") and name != "assets/common/theme.js"


def _is_fetched(name: str) -> bool:
    """Whether only scripts read a file, so that it is not copied as a file of its own."""
    return name.startswith("assets/") and name.endswith(_FETCHED_ENDINGS)


def _is_data(name: str) -> bool:
    """Whether scripts read a file. They also read pages of models (comparison, plan) and model files (correction)."""
    return _is_fetched(name) or _OF_MODEL.fullmatch(name) is not None


def _data_of(site: Path, name: str) -> bytes:
    """The data of a file for scripts. Of a page: its content, with links that do not depend on the current page."""
    content = (site / name).read_bytes()
    if not name.endswith(".html"):
        return content
    html = content.decode()
    match = _CONTENT.search(html)
    return f"<!doctype html>{_TAG.sub(lambda tag: _from_root(tag[0], name), match[0] if match else html)}".encode()


def _from_root(tag: str, name: str) -> str:
    def led(match: re.Match[str]) -> str:
        attribute, path, rest = match.groups()
        if not path or _ELSEWHERE.match(path):
            return match[0]
        end = "/" if path.endswith(("/", ".")) else ""
        return f'{attribute}="usb:/{posixpath.normpath(posixpath.join(posixpath.dirname(name), path))}{end}{rest}"'

    return _ADDRESS.sub(led, tag)
