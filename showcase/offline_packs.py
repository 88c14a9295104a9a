"""Packs of pages that a reader may keep: all, a field, a commune; their sizes are told before anything is fetched.

A pack lists addresses, and its pages are fetched one by one: what has come stays when the line breaks, pages of two
packs are kept once, and the output does not hold every page a second time.
"""

import json
from collections.abc import Iterable, Mapping

from showcase import views
from showcase.communes import gazetteer
from showcase.model import Model
from showcase.pages import PAGE_SIZE as LIST_PAGE
from showcase.sheets import has_sheet
from showcase.vocabulary import vocabulary

FOLDER = "assets/offline/packs/"

PAGE_SIZE = 7_500
"""Bytes of a page on the way to a phone: nineteen of twenty weigh less, with ten thousand models, too."""


def packs(site: views.Site) -> dict[str, tuple[str, list[Model]]]:
    """Key -> name and models of each pack that a reader may keep: `tat-ca`, `linh-vuc-kinh-te`, `dia-ban-ba-chuc`."""
    catalogue = site.catalogue
    found = {"tat-ca": ("Tất cả mô hình", catalogue.models)}
    for code, name in vocabulary("fields").items():
        found[f"linh-vuc-{code}"] = (name, catalogue.by_field.get(code, []))
    communes = sorted((gazetteer().by_code[code] for code in catalogue.by_commune), key=lambda one: one.slug)
    for commune in communes:
        found[f"dia-ban-{commune.slug}"] = (commune.name, catalogue.by_commune[commune.code])
    return {key: (name, models) for key, (name, models) in found.items() if models}


def pack_files(site: views.Site, told: Mapping[str, str | int]) -> dict[str, bytes]:
    """The list of packs with what each weighs, and for each pack the addresses of its pages.

    `told` goes into the list as it is: the state of the site, and the sizes in bytes of the shell and of the index.
    """
    files, listed = {}, []
    for key, (name, models) in packs(site).items():
        addresses = list(dict.fromkeys([*_lists(site, key, len(models)), *_pages(models)]))
        files[f"{FOLDER}{key}.json"] = _json(addresses)
        listed.append({"key": key, "name": name, "pages": len(addresses), "bytes": len(addresses) * PAGE_SIZE})
    return {**files, "assets/offline/packs.json": _json({**told, "packs": listed})}


def _pages(models: list[Model]) -> Iterable[str]:
    """The models, their sheets, and the communes that they link to."""
    for model in models:
        address = views.model_address(model)
        yield address
        if has_sheet(model):
            yield f"{address}to-a4/"
    for model in models:
        yield from map(views.commune_address, model.communes)


def _lists(site: views.Site, key: str, count: int) -> list[str]:
    """The pages that list the models of a pack."""
    if key.startswith("dia-ban-"):
        return [f"dia-ban/{key.removeprefix('dia-ban-')}/"]
    if key.startswith("linh-vuc-"):
        return _numbered(f"linh-vuc/{key.removeprefix('linh-vuc-')}/", count)
    fields = site.catalogue.by_field.items()
    return ["dia-ban/", *_numbered("mo-hinh/", count)] + [
        address for code, models in fields for address in _numbered(f"linh-vuc/{code}/", len(models))
    ]


def _numbered(first: str, count: int) -> list[str]:
    return [first, *(f"{first}trang-{number}/" for number in range(2, -(-count // LIST_PAGE) + 1))]


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
