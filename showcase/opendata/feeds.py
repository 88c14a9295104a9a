"""Atom feeds of the last changes: of all models, of each field, of each commune.

The ids of feeds and entries are UUIDs made from their addresses below the root of the site, so that they stay the same
when the site moves. Links are absolute if the public address is known, as feed readers expect; else relative.
"""

import uuid
from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from showcase.insight.listing import communes_shown, newest
from showcase.insight.site import Site, commune_address, model_address, root_of
from showcase.model.model import Model
from showcase.schema.settings import Settings
from showcase.schema.vocabulary import label, vocabulary

LENGTH = 40
"""Most entries of one feed."""

_NAMES = uuid.uuid5(uuid.NAMESPACE_URL, "urn:dan-van-kheo")


def feed_files(site: Site, day: str) -> dict[str, bytes]:
    """Path from the root of the site -> content. `day`: ISO date of feeds without entries."""
    dated = sorted(
        ((_moment(site, date, model), model) for date, model in newest(site)),
        key=lambda pair: (pair[0], pair[1].slug),
        reverse=True,
    )
    return {
        f"{address}feed.xml": _feed(
            title,
            address,
            [pair for pair in dated if pair[1].slug in slugs][:LENGTH],
            f"{day}T00:00:00Z",
            site.address or root_of(address),
            site.settings,
        ).encode()
        for title, address, slugs in _feeds(site)
    }


def _moment(site: Site, day: str, model: Model) -> str:
    return site.moments.get(model.file, f"{day}T00:00:00Z")


def _feeds(site: Site) -> Iterator[tuple[str, str, set[str]]]:
    """(title, address, slugs) of each feed."""
    catalogue = site.catalogue
    yield "Mô hình “Dân vận khéo”", "", set(catalogue.by_slug)
    for code, name in vocabulary("fields").items():
        yield f"Mô hình “Dân vận khéo”: {name}", f"linh-vuc/{code}/", _slugs(catalogue.by_field.get(code, []))
    for commune in communes_shown(site):
        slugs = _slugs(catalogue.by_commune.get(commune.code, []))
        yield f"Mô hình “Dân vận khéo”: {commune.name}", commune_address(commune), slugs


def _slugs(models: list[Model]) -> set[str]:
    return {model.slug for model in models}


def _id(address: str) -> str:
    """The permanent id of a feed or a model: `urn:uuid:1b0f…`."""
    return uuid.uuid5(_NAMES, address).urn


def _author(settings: Settings) -> str:
    """The `<author>` element: the publisher, with the e-mail address if there is one."""
    email = f"<email>{escape(settings.email)}</email>" if settings.email else ""
    return f"<author><name>{escape(settings.publisher or 'Kho mô hình Dân vận khéo')}</name>{email}</author>"


def _feed(
    title: str, address: str, entries: list[tuple[str, Model]], unchanged: str, root: str, settings: Settings
) -> str:
    """One feed. `unchanged`: time of a feed without entries; `root`: the site's address, absolute or relative."""
    here = f"{root}{address}" if ":" in root else ""
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="vi">',
        f"<title>{escape(title)}</title>",
        f"<id>{_id(f'{address}feed.xml')}</id>",
        f'<link rel="self" type="application/atom+xml" href={quoteattr(f"{here}feed.xml")}/>',
        f'<link rel="alternate" type="text/html" href={quoteattr(here or "./")}/>',
        f"<updated>{entries[0][0] if entries else unchanged}</updated>",
        _author(settings),
        *(_entry(moment, model, root) for moment, model in entries),
        "</feed>",
    ]
    return "\n".join(lines) + "\n"


def _entry(moment: str, model: Model, root: str) -> str:
    address = model_address(model)
    labels = [(code, label("fields", code)) for code in model.fields]
    categories = "".join(f"<category term={quoteattr(code)} label={quoteattr(name)}/>" for code, name in labels)
    return (
        f"<entry><title>{escape(model.title)}</title><id>{_id(address)}</id>"
        f'<link rel="alternate" type="text/html" href={quoteattr(root + address)}/><updated>{moment}</updated>'
        f"<summary>{escape(model.summary)}</summary>{categories}</entry>"
    )
