"""The models on the page of a commune, and the lists of all its models where the page shows only the first ones."""

from collections.abc import Iterator
from dataclasses import dataclass

from showcase.files.catalogue import Catalogue
from showcase.gazetteer.communes import Commune
from showcase.insight.shelves import Line, shelves
from showcase.insight.site import commune_address
from showcase.language.words import number, uncapitalised
from showcase.model.model import Model
from showcase.pages.lists import ModelList
from showcase.schema.vocabulary import vocabulary

FIRST_TOLD, FIRST_NAMES = 4, 10
"""Most cards, and most lines of each fold, on the page; lists show all."""

NO_FIELD = "khong-ghi-linh-vuc"


@dataclass(frozen=True)
class Fold:
    """Models that are only names, under one heading (a `<details>` element)."""

    label: str
    lines: tuple[Line, ...]
    all_words: str = ""
    """Text of the link to the list of all."""
    more: str = ""
    """Address of that list; empty where the page shows all, or where the shelf has one list."""


@dataclass(frozen=True)
class CommuneShelf:
    """The first models of one kind: `told` as cards, the others as lines in folds."""

    told: tuple[Model, ...]
    folds: tuple[Fold, ...]
    total: int
    more: str
    """Address of the list of all; empty where the page shows all."""


@dataclass(frozen=True)
class CommuneShelves:
    """All models on the page of one commune."""

    here: CommuneShelf
    maybe: CommuneShelf
    """Models of the former district whose commune is not known."""
    planned: CommuneShelf
    """Models that a source only plans here."""


def commune_shelves(catalogue: Catalogue, commune: Commune) -> CommuneShelves:
    """The models on the page: told models as cards, names in folds; many names are grouped by field."""
    address = commune_address(commune)
    return CommuneShelves(
        here=_shelf(catalogue, catalogue.by_commune.get(commune.code, []), address, "tat-ca/", by_field=True),
        maybe=_shelf(catalogue, catalogue.by_candidate.get(commune.code, []), address, "co-the/"),
        planned=_shelf(catalogue, catalogue.by_plan.get(commune.code, []), address, "du-kien/"),
    )


def commune_lists(catalogue: Catalogue, commune: Commune) -> Iterator[ModelList]:
    """The lists linked from the page of a commune; none where the page shows all models."""
    here, maybe, planned = (
        models.get(commune.code, []) for models in (catalogue.by_commune, catalogue.by_candidate, catalogue.by_plan)
    )
    if max(map(len, (here, maybe, planned))) <= FIRST_TOLD:
        return  # the page shows so few models even if all are cards
    trail, name = [("dia-ban/", "Địa bàn"), (commune_address(commune), commune.name)], uncapitalised(commune.name)
    shown = commune_shelves(catalogue, commune)
    for shelf, models, title in (
        (shown.here, here, f"Tất cả mô hình ở {name}"),
        (shown.maybe, maybe, f"Có thể cũng ở {name}"),
        (shown.planned, planned, f"Mới dự kiến ở {name}"),
    ):
        if shelf.more:
            yield ModelList(shelf.more, title, models, trail)
    if any(fold.more for fold in shown.here.folds):
        for code, (label, listed) in _by_field(here).items():
            yield ModelList(f"{commune_address(commune)}{code}/", f"{label}: mô hình ở {name}", listed, trail)


def _shelf(
    catalogue: Catalogue, models: list[Model], address: str, last: str, *, by_field: bool = False
) -> CommuneShelf:
    both = shelves(catalogue, models)
    many = len(both.register) > FIRST_NAMES
    more = f"{address}{last}" if many or len(both.told) > FIRST_TOLD else ""
    folds = _field_folds(catalogue, models, address) if many and by_field else _fold(both.register)
    return CommuneShelf(both.told[:FIRST_TOLD], tuple(folds), both.total, more)


def _fold(names: tuple[Line, ...]) -> Iterator[Fold]:
    if names:
        yield Fold(f"{number(len(names))} mô hình mới ghi tên", names[:FIRST_NAMES])


def _field_folds(catalogue: Catalogue, models: list[Model], address: str) -> Iterator[Fold]:
    for code, (label, listed) in _by_field(models).items():
        names = shelves(catalogue, listed).register
        if names:
            shown, all_words = names[:FIRST_NAMES], f"Xem tất cả mô hình: {uncapitalised(label)}"
            yield Fold(f"{label}: {number(len(names))} mô hình mới ghi tên", shown, all_words, f"{address}{code}/")


def _by_field(models: list[Model]) -> dict[str, tuple[str, list[Model]]]:
    """Code of a field -> (label, models); a model of two fields is in both."""
    fields = {
        code: (label, [model for model in models if code in model.fields])
        for code, label in vocabulary("fields").items()
    }
    fields[NO_FIELD] = ("Chưa ghi lĩnh vực", [model for model in models if not model.fields])
    return {code: (label, listed) for code, (label, listed) in fields.items() if listed}
