"""Hand-written pages: files below `docs/` with a head in YAML, macro calls, and Markdown."""

import posixpath
import re
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit, urlunsplit
from xml.etree.ElementTree import Element

import markdown
import yaml
from jinja2 import Environment, StrictUndefined
from markdown.treeprocessors import Treeprocessor

from showcase.plain.config import SiteConfig
from showcase.plain.links import relative
from showcase.publishing.publication import mark

_HEAD = re.compile(r"\A---\s*\n(.*?)\n---\s*\n", re.DOTALL)


class DeadLinkError(Exception):
    """A link of a hand-written page has no target; the message names it, in Vietnamese."""


@dataclass(frozen=True)
class Document:
    """One file below `docs/`."""

    file: str
    """Path below `docs/`: `dong-gop/nhap.md`."""
    meta: dict[str, Any]
    text: str

    @property
    def address(self) -> str:
        """Address of the page from the root of the site: `dong-gop/nhap/`, empty for the front page."""
        return address_of(self.file)


def address_of(file: str) -> str:
    """`dong-gop/nhap/` for `dong-gop/nhap.md`; `dong-gop/` for `dong-gop/index.md`; empty for `index.md`."""
    stem = file.removesuffix(".md")
    return stem.removesuffix("index") if posixpath.basename(stem) == "index" else f"{stem}/"


def read_documents(docs: Path) -> list[Document]:
    """All pages below a folder; `index.md` first, subfolders last. Raises OSError and yaml.YAMLError."""
    paths = [path for path in docs.rglob("*.md") if not _is_hidden(path, docs)]
    paths.sort(key=lambda path: (path.parent.relative_to(docs).parts, path.stem != "index", path.name))
    return [_document(path.relative_to(docs).as_posix(), path.read_text(encoding="utf-8-sig")) for path in paths]


def plain_files(docs: Path) -> Iterator[tuple[str, Path]]:
    """(path from the root of the site, file) of everything below `docs/` that is published unchanged."""
    for path in sorted(docs.rglob("*")):
        if path.is_file() and path.suffix != ".md" and not _is_hidden(path, docs):
            yield path.relative_to(docs).as_posix(), path


def _is_hidden(path: Path, docs: Path) -> bool:
    return any(part.startswith(".") for part in path.relative_to(docs).parts)


def _document(file: str, text: str) -> Document:
    head = _HEAD.match(text)
    if not head:
        return Document(file, {}, text)
    return Document(file, yaml.safe_load(head[1]) or {}, text[head.end() :].lstrip("\n"))


def expanded(text: str, variables: Mapping[str, Any]) -> str:
    """The text with marks for `{{ fragment(...) }}`, and values for variables. Raises jinja2.UndefinedError."""
    return _macros.from_string(text).render(variables, fragment=mark)


def html_of(document: Document, config: SiteConfig, known: Container[str], variables: Mapping[str, Any]) -> str:
    """The content as HTML, with marks for fragments. `known`: all addresses and files of the site.

    Raises DeadLinkError, and jinja2.UndefinedError for an unknown macro or variable.
    """
    reader = markdown.Markdown(extensions=list(config.extensions), extension_configs=dict(config.options))
    reader.treeprocessors.register(_Links(document, known), "links", 0)
    return str(reader.convert(expanded(document.text, variables)))


_macros = Environment(undefined=StrictUndefined)


class _Links(Treeprocessor):  # type: ignore[misc]
    """Changes links between files of `docs/` to links between their pages."""

    def __init__(self, document: Document, known: Container[str]) -> None:
        super().__init__()
        self._document = document
        self._known = known

    def run(self, root: Element) -> None:
        """Change the links in place. Raises DeadLinkError."""
        for element in root.iter():
            if key := {"a": "href", "img": "src"}.get(element.tag):
                element.set(key, self._target(element.get(key, "")))

    def _target(self, link: str) -> str:
        scheme, host, path, query, anchor = urlsplit(link)
        # python-markdown replaces the letters of e-mail addresses by a mark of its own.
        if scheme or host or not path or markdown.util.AMP_SUBSTITUTE in link:
            return link
        here = posixpath.dirname(self._document.file)
        target = posixpath.normpath(posixpath.join(here, unquote(path)))
        target = address_of(target) if target.endswith(".md") else target
        if path.startswith("/") or target not in self._known:
            raise DeadLinkError(f"docs/{self._document.file}: liên kết “{link}” không dẫn tới trang hay tệp nào.")
        return urlunsplit(("", "", relative(target or "./", self._document.address), query, anchor))
