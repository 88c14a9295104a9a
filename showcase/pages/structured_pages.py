"""Pages in the terms of schema.org, for search engines and catalogues; a model has its own block on its page.

Addresses are absolute where the site's address is known, otherwise relative to the page.
"""

from dataclasses import dataclass

from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

from showcase.gazetteer.communes import Commune, gazetteer
from showcase.insight.site import SECTIONS, root_of
from showcase.opendata.exports import DOWNLOADS, LICENCE, TITLE

Thing = dict[str, object]

COMMUNES = ("dia-ban/", "Địa bàn")

LISTS = {**{section.address: section.label for section in SECTIONS}, COMMUNES[0]: COMMUNES[1]}
"""Address of an overview -> what it is called on the way to the pages below it."""

TYPES = {"": "WebSite", "du-lieu/": "Dataset", "gioi-thieu/": "AboutPage", "tra-cuu/": "SearchResultsPage"}
"""Address -> type of a page of its own kind; all others are a `WebPage`, lists a `CollectionPage`."""


@dataclass(frozen=True)
class PageFacts:
    """What is said of a page, with the way from it to any other."""

    address: str
    """From the root of the site: `dia-ban/ba-chuc/`, empty for the front page."""
    title: str
    description: str
    base: str = ""
    """Address of the site, ending in a slash; empty when it is not known."""

    def to(self, address: str) -> str:
        """The way to another page of the site."""
        return f"{self.base or root_of(self.address)}{address}"


def data_block(told: PageFacts) -> Markup:
    """The content of the page's one `<script type="application/ld+json">`; nothing in it can end the element."""
    return htmlsafe_json_dumps(_described(told), ensure_ascii=False, separators=(",", ":"))


def _described(told: PageFacts) -> Thing:
    section = _section(told.address)
    kind = TYPES.get(told.address) or ("WebPage" if section is None else "CollectionPage")
    made: Thing = {
        "@context": "https://schema.org",
        "@type": kind,
        "name": told.title,
        "description": told.description,
        "inLanguage": "vi",
        "url": told.to(told.address),
    }
    if kind == "WebSite":
        made["potentialAction"] = _search(told)
    if kind == "Dataset":
        made |= _dataset(told)
    if section is not None:
        made["breadcrumb"] = _trail(told, section)
    if commune := _commune(told.address):
        made["about"] = _area(commune)
    return made


def _section(address: str) -> str | None:
    """The overview that a list belongs to; empty for the list of all models, None for what is no list."""
    if address.startswith("mo-hinh/"):
        return ""
    return next((overview for overview in LISTS if address.startswith(overview)), None)


def _commune(address: str) -> Commune | None:
    return gazetteer().by_slug.get(address.removeprefix(COMMUNES[0]).removesuffix("/"))


def _search(told: PageFacts) -> Thing:
    target = {"@type": "EntryPoint", "urlTemplate": told.to("tra-cuu/?q={search_term_string}")}
    return {"@type": "SearchAction", "target": target, "query-input": "required name=search_term_string"}


def _dataset(told: PageFacts) -> Thing:
    files = [
        {"@type": "DataDownload", "contentUrl": told.to(path), "encodingFormat": media}
        for path, media in DOWNLOADS.items()
    ]
    return {"name": TITLE, "license": LICENCE["path"], "isAccessibleForFree": True, "distribution": files}


def _trail(told: PageFacts, section: str) -> Thing:
    """From the front page down to this one, which needs no address."""
    above = [("", "Trang chủ")]
    if section and section != told.address:
        above.append((section, LISTS[section]))
    steps: list[Thing] = [{"name": name, "item": told.to(address)} for address, name in above]
    steps.append({"name": told.title})
    items = [{"@type": "ListItem", "position": position, **step} for position, step in enumerate(steps, start=1)]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def _area(commune: Commune) -> Thing:
    return {
        "@type": "AdministrativeArea",
        "name": commune.name,
        "identifier": commune.code,
        "containedInPlace": {"@type": "AdministrativeArea", "name": commune.province},
        "geo": {"@type": "GeoCoordinates", "latitude": commune.latitude, "longitude": commune.longitude},
    }
