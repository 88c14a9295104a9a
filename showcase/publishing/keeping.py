"""Pages, sheets and files from the store, if an earlier build made them from the same input; else made anew."""

import hashlib
import json
import os
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from typing import Any, NamedTuple

from showcase.files.catalogue import Catalogue
from showcase.gazetteer.communes import Commune
from showcase.insight.site import Site, model_address
from showcase.language.packing import gzipped
from showcase.look import fonts
from showcase.look.rendering import render
from showcase.model.model import Model
from showcase.offline.packs import Weight
from showcase.pages.pages import Page
from showcase.schema.settings import home_settings
from showcase.sheets.sheet import FILE, has_sheet, sheet
from showcase.store.inputs import Named, UnknownInputError, digest_of, plain
from showcase.store.results import NOTHING, Store
from showcase.store.workers import spread


class Sheet(NamedTuple):
    """One sheet to be written: its model, and digest and size of its HTML."""

    model: Model
    digest: str
    weight: Weight


Again = tuple[Callable[..., Any], tuple[Any, ...]]
"""A function with its arguments, to make the same publication in another process."""


RESULTS = ".lam-roi"
"""Folder below the root of the project with the results of earlier builds; git ignores it."""


@cache
def earlier_results(root: Path) -> Store:
    """The store of a project. `SHOWCASE_STORE`: another folder for it; `0`: no store."""
    folder = os.environ.get("SHOWCASE_STORE", "")
    file = Path(folder or root / RESULTS).resolve() / "ket-qua.sqlite"
    return NOTHING if folder == "0" else Store(file, repr(home_settings()))


def named(catalogue: Catalogue) -> Named:
    """A function that gives the digest of a model's file and the code of a commune, and None for other values."""
    digests = catalogue.digests

    def name(value: object) -> str | None:
        if isinstance(value, Model):
            return digests.get(value.file) or None
        return value.code if isinstance(value, Commune) else None

    return name


def content(page: Page, name: Named, whole: str, store: Store) -> str:
    """The content of a page without its frame. `whole`: a digest of everything that the site is made from."""
    if not store.used:
        return page.html()
    context = page.context()
    try:
        known = store.key("page", context.template, repr(plain(context, name)))
    except UnknownInputError:
        return text(store, f"page {page.address}", whole, lambda: render(context))
    return store.made(known, lambda: render(context).encode()).decode()


def text(store: Store, name: str, made_from: str, make: Callable[[], str]) -> str:
    """A text from the store or made now. `made_from`: a digest of its input; if empty, it is always made."""
    return store.made(store.key("text", name, made_from), lambda: make().encode()).decode() if made_from else make()


def catalogue_state(catalogue: Catalogue) -> str:
    """A digest of all models, collections and problems; empty if a model has no digest of its file."""
    digests = [(model.file, catalogue.digests.get(model.file)) for model in catalogue.models]
    chosen = repr(plain(catalogue.collections, named(catalogue)))
    return (
        digest_of(repr(digests), repr(catalogue.problems), chosen).hex() if all(digest for _, digest in digests) else ""
    )


def state(site: Site) -> str:
    """A digest of everything that the files of a site are made from; empty if `catalogue_state` is."""
    catalogue, drawn = catalogue_state(site.catalogue), site.boundaries.digest if site.boundaries else ""
    inputs = (site.changes, site.moments, site.commits, site.settings, drawn, site.catalogue.register)
    return digest_of(catalogue, repr(inputs)).hex() if catalogue else ""


def files(store: Store, name: str, made_from: str, make: Callable[[], dict[str, bytes]]) -> dict[str, bytes]:
    """Path -> content of a group of files, from the store or made now.

    `made_from`: a digest of their input besides the code; if empty, they are always made.
    """
    return _files(store, store.key("files", name, made_from), make) if store.used and made_from else make()


def font_files(store: Store, name: str, make: Callable[[], dict[str, bytes]]) -> dict[str, bytes]:
    """Some of the fonts by their paths: `fonts.py` makes them of installed packages, whatever the models and pages."""
    return _files(store, store.key_of(Path(fonts.__file__), name), make)


def _files(store: Store, known: bytes, make: Callable[[], dict[str, bytes]]) -> dict[str, bytes]:
    if packed := store.get(known):
        return _unpacked(packed)
    made = make()
    store.put(known, _packed(made))
    return made


def _packed(made: dict[str, bytes]) -> bytes:
    """A line of JSON with the name and the size of each file, then the files."""
    head = json.dumps([[name, len(content)] for name, content in made.items()]).encode()
    return b"\n".join([head, b"".join(made.values())])


def _unpacked(packed: bytes) -> dict[str, bytes]:
    head, _, rest = packed.partition(b"\n")
    files, at = {}, 0
    for name, size in json.loads(head):
        files[name] = rest[at : at + size]
        at += size
    return files


def sheet_html(site: Site, store: Store, model: Model) -> str:
    """The whole sheet of a model."""
    known = _sheet_key(site, store, model)
    return store.made(known, lambda: sheet(site, model).encode()).decode() if known else sheet(site, model)


def _sheet_key(site: Site, store: Store, model: Model) -> bytes | None:
    """The key of everything that `sheet` is made from. The digest of a model includes the register of sources."""
    digest, old = site.catalogue.digests.get(model.file), site.confirmations.is_old(model)
    inputs = repr((digest, site.address, site.changes.get(model.file), old))
    return store.key("sheet", inputs) if digest else None


def sheet_models(site: Site) -> dict[str, Model]:
    """Address of a sheet -> its model."""
    folder = FILE.removesuffix("index.html")
    return {f"{model_address(model)}{folder}": model for model in site.catalogue.models if has_sheet(model)}


def sheets(site: Site, store: Store, again: Again) -> dict[str, Sheet]:
    """Address -> sheet of each told model, with its size. `again`: makes `(site, store)` in another process."""
    models = sheet_models(site)
    store.flush()
    weighed = spread(_weighed, [model.slug for model in models.values()], (site, store), again)
    return {
        address: Sheet(model, digest, Weight(*weight))
        for (address, model), (digest, *weight) in zip(models.items(), weighed, strict=True)
    }


def _weighed(state: tuple[Site, Store], slugs: list[str]) -> list[tuple[str, int, int]]:
    site, store = state
    weights = []
    for slug in slugs:
        model = site.catalogue.by_slug[slug]
        known = _sheet_key(site, store, model)
        make = partial(_weight, site, store, model)
        weights.append(tuple(json.loads(store.made(store.key("weight", known), make) if known else make())))
    store.flush()
    return weights


def _weight(site: Site, store: Store, model: Model) -> bytes:
    """Digest, compressed bytes and bytes of a sheet, as JSON; 60 bytes are added for its stamp."""
    html = sheet_html(site, store, model).encode()
    return json.dumps([hashlib.sha256(html).hexdigest(), len(gzipped(html)) + 60, len(html) + 60]).encode()
