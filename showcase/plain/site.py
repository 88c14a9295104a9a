"""Write all files of the site into a folder."""

import gzip
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

from showcase.plain.config import SiteConfig
from showcase.plain.documents import Document, expanded, html_of, plain_files, read_documents
from showcase.plain.frame import Frame, FramedPage
from showcase.publishing.publication import Publication, joined


def write_site(publication: Publication, config: SiteConfig, root: Path, folder: Path) -> None:
    """Write the whole site into a folder.

    Raises OSError, ProblemError for a page that cannot be rendered, DeadLinkError, and ValueError for an address that
    both `docs/` and the build use.
    """
    documents, frame = read_documents(root / "docs"), Frame(root, config, publication)
    files = _files(publication, root / "docs")
    pages = joined({document.address: document for document in documents}, publication.pages)
    known = {*pages, *files, *(f"{address}index.html" for address in publication.sheets)}
    variables = {"home": publication.home}
    shown = [*_written(documents, frame, config, known, variables), *_made(publication, frame)]
    for path, content in files.items():
        _write(folder / path, content)
    for page in shown:
        html = publication.fill(frame.html(page), page.url)
        _write(folder / page.url / "index.html", html.encode("utf-8", "xmlcharrefreplace"))
    for address in publication.sheets:
        _write(folder / address / "index.html", publication.sheet(address).encode("utf-8", "xmlcharrefreplace"))
    _write(folder / "404.html", frame.not_found().encode())
    _write_sitemap(folder, frame, shown)


def _files(publication: Publication, docs: Path) -> dict[str, bytes]:
    """Path from the root of the site -> content of all files except pages with a frame."""
    as_it_is = {name: path.read_bytes() for name, path in plain_files(docs) if name not in publication.replaced}
    return joined(as_it_is, publication.files())


def _written(
    documents: list[Document], frame: Frame, config: SiteConfig, known: set[str], variables: Mapping[str, object]
) -> Iterator[FramedPage]:
    for document in documents:
        meta = {**document.meta}
        if "description" in meta:
            meta["description"] = expanded(meta["description"], variables)
        yield frame.page(document.address, html_of(document, config, known, variables), meta)


def _made(publication: Publication, frame: Frame) -> Iterator[FramedPage]:
    for address, page in publication.pages.items():
        meta: Mapping[str, object] = {"title": page.title, "description": page.description, "plain": True}
        yield frame.page(address, '<div data-fragment="page"></div>', meta)


def _write_sitemap(folder: Path, frame: Frame, pages: list[FramedPage]) -> None:
    """Write `sitemap.xml`, and `sitemap.xml.gz` with the newest date as its time, so that builds are equal."""
    content = frame.sitemap(pages).encode()
    day = datetime.fromisoformat(max(page.update_date for page in pages)).replace(tzinfo=UTC)
    _write(folder / "sitemap.xml", content)
    with gzip.GzipFile(folder / "sitemap.xml.gz", "wb", mtime=day.timestamp()) as packed:
        packed.write(content)


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
