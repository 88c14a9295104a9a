"""Descriptions of pages in schema.org (JSON-LD), for search engines. Pages of models have a block of their own.

Addresses are absolute if the site's address is known, otherwise relative to the page.
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
"""Address of an overview -> its name in the breadcrumb."""

TYPES = {"": "WebSite", "du-lieu/": "Dataset", "gioi-thieu/": "AboutPage", "tra-cuu/": "SearchResultsPage"}
"""Address -> schema.org type; lists are a `CollectionPage`, other pages a `WebPage`."""


@dataclass(frozen=True)
class PageFacts:
    """The facts of one page for its description."""

    address: str
    """From the root of the site: `dia-ban/ba-chuc/`, empty for the front page."""
    title: str
    description: str
    base: str = ""
    """Address of the site, ending in a slash; empty if unknown."""

    def to(self, address: str) -> str:
        """The absolute or relative address of another page of the site."""
        return f"{self.base or root_of(self.address)}{address}"


def data_block(facts: PageFacts) -> Markup:
    """The content of `<script type="application/ld+json">`, escaped so that no text in it can close the element."""
    return htmlsafe_json_dumps(_described(facts), ensure_ascii=False, separators=(",", ":"))


def _described(facts: PageFacts) -> Thing:
    section = _section(facts.address)
    kind = TYPES.get(facts.address) or ("WebPage" if section is None else "CollectionPage")
    made: Thing = {
        "@context": "https://schema.org",
        "@type": kind,
        "name": facts.title,
        "description": facts.description,
        "inLanguage": "vi",
        "url": facts.to(facts.address),
    }
    if kind == "WebSite":
        made["potentialAction"] = _search(facts)
    if kind == "Dataset":
        made |= _dataset(facts)
    if section is not None:
        made["breadcrumb"] = _trail(facts, section)
    if commune := _commune(facts.address):
        made["about"] = _area(commune)
    return made


def _section(address: str) -> str | None:
    """The overview above a list; empty for the list of all models, None for pages that are no list."""
    if address.startswith("mo-hinh/"):
        return ""
    return next((overview for overview in LISTS if address.startswith(overview)), None)


def _commune(address: str) -> Commune | None:
    return gazetteer().by_slug.get(address.removeprefix(COMMUNES[0]).removesuffix("/"))


def _search(facts: PageFacts) -> Thing:
    target = {"@type": "EntryPoint", "urlTemplate": facts.to("tra-cuu/?q={search_term_string}")}
    return {"@type": "SearchAction", "target": target, "query-input": "required name=search_term_string"}


def _dataset(facts: PageFacts) -> Thing:
    files = [
        {"@type": "DataDownload", "contentUrl": facts.to(path), "encodingFormat": media}
        for path, media in DOWNLOADS.items()
    ]
    return {"name": TITLE, "license": LICENCE["path"], "isAccessibleForFree": True, "distribution": files}


def _trail(facts: PageFacts, section: str) -> Thing:
    """The breadcrumb from the front page to this page."""
    above = [("", "Trang chủ")]
    if section and section != facts.address:
        above.append((section, LISTS[section]))
    steps: list[Thing] = [{"name": name, "item": facts.to(address)} for address, name in above]
    steps.append({"name": facts.title})
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
