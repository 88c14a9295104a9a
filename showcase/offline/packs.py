"""Packs: pages that a reader can store on the phone (all, of a field, of a commune), with sizes known beforehand.

A pack is a list of addresses, and its pages are fetched one by one: fetched pages stay when the connection breaks,
pages of two packs are stored once, and the built site contains each page once. A pack has the pages of models, their
sheets, and the lists and communes that link to them.

Packs are listed before pages are rendered, so page sizes are upper bounds, measured on sites with 90 and with 3,000
models; sheets and pictures have exact sizes.
"""

import json
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from showcase.files.catalogue import Catalogue
from showcase.gazetteer.communes import Commune, gazetteer
from showcase.insight.listing import fullest_first
from showcase.insight.site import Site, commune_address, model_address
from showcase.model.model import Model
from showcase.pages.commune_shelves import FIRST_NAMES, FIRST_TOLD, commune_lists
from showcase.pages.lists import CARD, paged
from showcase.schema.vocabulary import vocabulary
from showcase.sheets.sheet import FILE as SHEET

FOLDER = "assets/offline/packs/"

PAGE_SIZE = 6_000
"""Compressed bytes of a hand-written page; nearly all are smaller."""


class Weight(NamedTuple):
    """Size of a page: bytes to transfer (compressed), and space on the phone (uncompressed)."""

    bytes: int
    space: int


_SHOWN = FIRST_TOLD + (len(vocabulary("fields")) + 1) * FIRST_NAMES
"""Most models of a commune on its page."""

_OVERVIEW = Weight(6_000, 28_000)
_MODEL = {"name": Weight(5_400, 18_500), "results": Weight(8_000, 29_000), "followable": Weight(8_700, 32_500)}


def packs(site: Site) -> dict[str, tuple[str, list[Model]]]:
    """Key -> (name, models) of each pack: `tat-ca`, `linh-vuc-kinh-te`, `dia-ban-ba-chuc`."""
    catalogue = site.catalogue
    packs = {"tat-ca": ("Tất cả mô hình", catalogue.models)}
    for code, name in vocabulary("fields").items():
        packs[f"linh-vuc-{code}"] = (name, catalogue.by_field.get(code, []))
    for commune in _communes(site):
        packs[f"dia-ban-{commune.slug}"] = (commune.name, catalogue.by_commune[commune.code])
    return {key: (name, models) for key, (name, models) in packs.items() if models}


def pack_files(
    site: Site,
    state: Mapping[str, str | int],
    made: Mapping[str, bytes],
    sheets: Mapping[str, Weight] | None = None,
) -> dict[str, bytes]:
    """The list of packs with their sizes, and for each pack the addresses of its pages.

    `state` is copied into the list: version and frame of the site, and the bytes of the shell and of the index.
    `made`: path from the root of the site -> files made from the models; `sheets`: address -> weight of each sheet.

    """
    of_models = {model.slug: dict(_of_model(model, made, sheets or {})) for model in site.catalogue.models}
    of_communes = {commune: dict(_of_commune(site.catalogue, commune)) for commune in _communes(site)}
    files, listed = {}, []
    for key, (name, models) in packs(site).items():
        pages = dict(_leading(site, key, models, of_communes))
        for model in models:
            pages |= of_models[model.slug]
        files[f"{FOLDER}{key}.json"] = _json(list(pages))
        size = Weight(*map(sum, zip(*pages.values(), strict=True)))
        listed.append({"key": key, "name": name, "pages": len(pages), **size._asdict()})
    return {**files, "assets/offline/packs.json": _json({**state, "packs": listed})}


def _of_model(model: Model, made: Mapping[str, bytes], sheets: Mapping[str, Weight]) -> Iterator[tuple[str, Weight]]:
    """The page of a model with its pictures, and its sheet."""
    address, bound = model_address(model), _MODEL[model.detail]
    pictures = sum(len(made.get(f"{address}{picture.file}", b"")) for picture in model.pictures)
    yield address, Weight(bound.bytes + pictures, bound.space + pictures)
    sheet = f"{address}{SHEET.removesuffix('index.html')}"
    if sheet in sheets:
        yield sheet, sheets[sheet]


def _leading(
    site: Site, key: str, models: list[Model], of_communes: Mapping[Commune, Mapping[str, Weight]]
) -> Iterator[tuple[str, Weight]]:
    """The pages that link to the models of a pack. `of_communes`: the pages of each commune with models."""
    catalogue = site.catalogue
    if key == "tat-ca":
        yield from ((address, _OVERVIEW) for address in ("linh-vuc/", "dia-ban/"))
        yield from _lists("mo-hinh/", models)
    for code, listed in catalogue.by_field.items():
        if key in ("tat-ca", f"linh-vuc-{code}"):
            yield from _lists(f"linh-vuc/{code}/", listed)
    wanted = {model.slug for model in models}
    for commune, pages in of_communes.items():
        if any(model.slug in wanted for model in catalogue.by_commune[commune.code]):
            yield from pages.items()


def _of_commune(catalogue: Catalogue, commune: Commune) -> Iterator[tuple[str, Weight]]:
    """The page of a commune, and its lists."""
    count = min(len(catalogue.by_commune[commune.code]), _SHOWN)
    yield commune_address(commune), Weight(6_100 + 105 * count, 20_500 + 1_300 * count)
    for listed in commune_lists(catalogue, commune):
        yield from _lists(listed.address, listed.models)


def _lists(first: str, models: list[Model]) -> Iterator[tuple[str, Weight]]:
    for part in paged(first, fullest_first(models), CARD):
        shown = len(part.models)
        yield part.address, Weight(4_900 + 135 * shown, 21_000 + 1_200 * shown)


def _communes(site: Site) -> list[Commune]:
    """The communes with models."""
    return sorted((gazetteer().by_code[code] for code in site.catalogue.by_commune), key=lambda commune: commune.slug)


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
