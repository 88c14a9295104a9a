"""Atom feeds of what changed last: of all models, of each field, of each commune.

Entries are named by URN and linked relatively, so that a feed is right below any address.
"""

from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from showcase.insight.listing import communes_shown, newest
from showcase.insight.site import Site, commune_address, model_address, root_of
from showcase.model.model import Model
from showcase.schema.vocabulary import label, vocabulary

LENGTH = 40
"""Entries of one feed."""


def feed_files(site: Site, day: str) -> dict[str, bytes]:
    """Path from the root of the site -> content; `day`: ISO day said of a feed without entries."""
    dated = newest(site)
    return {
        f"{address}feed.xml": _feed(title, address, [pair for pair in dated if pair[1].slug in slugs], day).encode()
        for title, address, slugs in _feeds(site)
    }


def _feeds(site: Site) -> Iterator[tuple[str, str, set[str]]]:
    """Title, address and slugs of each feed."""
    catalogue = site.catalogue
    yield "Mô hình “Dân vận khéo”", "", set(catalogue.by_slug)
    for code, name in vocabulary("fields").items():
        yield f"Mô hình “Dân vận khéo”: {name}", f"linh-vuc/{code}/", _slugs(catalogue.by_field.get(code, []))
    for commune in communes_shown(site):
        slugs = _slugs(catalogue.by_commune.get(commune.code, []))
        yield f"Mô hình “Dân vận khéo”: {commune.name}", commune_address(commune), slugs


def _slugs(models: list[Model]) -> set[str]:
    return {model.slug for model in models}


def _feed(title: str, address: str, dated: list[tuple[str, Model]], day: str) -> str:
    entries = dated[:LENGTH]
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="vi">',
        f"<title>{escape(title)}</title>",
        f"<id>urn:dan-van-kheo:{address or 'tat-ca'}</id>",
        '<link rel="self" href="feed.xml"/>',
        '<link href="./"/>',
        f"<updated>{entries[0][0] if entries else day}T00:00:00Z</updated>",
        "<author><name>Kho mô hình Dân vận khéo</name></author>",
        *(_entry(date, model, root_of(address)) for date, model in entries),
        "</feed>",
    ]
    return "\n".join(lines) + "\n"


def _entry(date: str, model: Model, root: str) -> str:
    address = model_address(model)
    labels = [(code, label("fields", code)) for code in model.fields]
    categories = "".join(f"<category term={quoteattr(code)} label={quoteattr(name)}/>" for code, name in labels)
    return (
        f"<entry><title>{escape(model.title)}</title><id>urn:dan-van-kheo:{address}</id>"
        f"<link href={quoteattr(root + address)}/><updated>{date}T00:00:00Z</updated>"
        f"<summary>{escape(model.summary)}</summary>{categories}</entry>"
    )
