"""The frame around every page: the templates of `overrides/`, which extend the templates of `skeleton/`."""

import posixpath
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import urljoin, urlsplit

from jinja2 import Environment, FileSystemLoader, pass_context
from jinja2.runtime import Context

from showcase.plain.config import SiteConfig
from showcase.plain.links import relative
from showcase.publishing.publication import Publication

_SKELETON = Path(__file__).parent / "skeleton"


@dataclass(frozen=True)
class FramedPage:
    """A page for the templates of the frame; attributes are named as in MkDocs."""

    url: str
    """Address from the root of the site; empty for the front page."""
    title: str
    content: str
    update_date: str
    """ISO day of the last change."""
    canonical_url: str | None
    meta: Mapping[str, Any] = field(default_factory=dict)

    @property
    def is_homepage(self) -> bool:
        """Whether this is the front page."""
        return not self.url


class Frame:
    """The templates, and the values that all pages share."""

    def __init__(self, root: Path, config: SiteConfig, publication: Publication) -> None:
        self._publication = publication
        self._address = publication.site.settings.address
        self._shared = SimpleNamespace(
            site_name=publication.site_name(config.site_name),
            site_description=publication.site_description(config.site_description),
            site_url=self._address or None,
            copyright=config.copyright,
            extra=SimpleNamespace(publication=publication),
        )
        loader = FileSystemLoader([root / config.templates, _SKELETON])
        self._templates = Environment(loader=loader, auto_reload=False)
        self._templates.filters["url"] = _url

    def page(self, address: str, content: str, meta: Mapping[str, Any]) -> FramedPage:
        """A page with its title, date and public address. `meta`: title, description, and whether it is `plain`."""
        public = urljoin(self._address, address) if self._address else None
        return FramedPage(address, meta["title"], content, self._publication.day_of(address), public, meta)

    def html(self, page: FramedPage) -> str:
        """The complete page, with marks for fragments."""
        return self._rendered("main.html", page=page, base_url=relative(".", page.url))

    def not_found(self) -> str:
        """The page for an unknown address (404); its links begin at the root of the host."""
        return self._rendered("404.html", page=None, base_url=urlsplit(self._address or "/").path)

    def sitemap(self, pages: Sequence[FramedPage]) -> str:
        """`sitemap.xml` for search engines, in the order of the pages."""
        named = [SimpleNamespace(page=page) for page in pages]
        return self._rendered("sitemap.xml", page=None, base_url=".", pages=named)

    def _rendered(self, template: str, **given: object) -> str:
        return self._templates.get_template(template).render(config=self._shared, **given)


@pass_context
def _url(context: Context, address: str) -> str:
    """A filter of the templates: address from the root of the site -> link from the current page."""
    page: FramedPage | None = context["page"]
    return relative(address, page.url) if page else posixpath.join(context["base_url"], address)
