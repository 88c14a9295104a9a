"""What the people of a commune could look at next: models of other communes with the same traits, and why.

A trait is the kind of a commune (xã, phường, đặc khu) or what sources say of the area of one of its models. Nothing
is taken from a map: a border or a coast counts only where a source names it.
"""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from showcase.files.catalogue import Catalogue
from showcase.gazetteer.communes import Commune, gazetteer
from showcase.language.words import uncapitalised
from showcase.model.model import Detail, Model
from showcase.schema.vocabulary import label

MOST = 4
"""So many models are suggested to a commune."""

_RANK: dict[Detail, int] = {"followable": 0, "results": 1}
"""Only told models are suggested."""

Trait = tuple[str, str]
"""`("kind", "Đặc khu")` or `("area", "bien-gioi")`."""


@dataclass(frozen=True)
class Suggestion:
    """Models to look at for one reason: `cùng là đặc khu`."""

    reason: str
    models: tuple[Model, ...]


@dataclass(frozen=True)
class _Offer:
    """A model of a commune; `turn` 0 is the best told one there, so that many communes come before many models."""

    turn: int
    model: Model
    commune: Commune

    def rank(self, seen_from: Commune) -> tuple[int, int, float, str]:
        """In turn, followable ones before those with results, near before far."""
        east = self.commune.longitude - seen_from.longitude
        north = self.commune.latitude - seen_from.latitude
        return self.turn, _RANK[self.model.detail], east * east + north * north, self.model.slug


class Suggestions:
    """All that can be suggested from one catalogue. Sorted once; a page then costs what there are communes."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    @cached_property
    def _traits(self) -> dict[str, set[str]]:
        """Code of a commune -> codes of the area traits of its models."""
        by_commune = self._catalogue.by_commune
        return {code: {trait for one in models for trait in _area(one)} for code, models in by_commune.items()}

    @cached_property
    def _offers(self) -> dict[Trait, list[_Offer]]:
        """Trait -> the told models that share it, at most `MOST` a commune."""
        found: defaultdict[Trait, list[_Offer]] = defaultdict(list)
        for code, models in self._catalogue.by_commune.items():
            commune = gazetteer().by_code[code]
            turns: defaultdict[Trait, int] = defaultdict(int)
            for model in sorted((one for one in models if one.detail in _RANK), key=lambda one: _RANK[one.detail]):
                for trait in (("kind", commune.kind), *(("area", one) for one in _area(model))):
                    if turns[trait] < MOST:
                        found[trait].append(_Offer(turns[trait], model, commune))
                    turns[trait] += 1
        return found

    def of(self, commune: Commune) -> list[Suggestion]:
        """The rarest shared trait first; never a model that is, or may be, in the commune itself."""
        own = [*self._catalogue.by_commune.get(commune.code, ()), *self._catalogue.by_candidate.get(commune.code, ())]
        taken = {model.slug for model in own}
        made: list[Suggestion] = []
        left = MOST
        for trait in self._rarest_first(commune):
            offers = sorted(self._offers[trait], key=lambda offer: offer.rank(commune))
            fresh = list({offer.model.slug: offer.model for offer in offers if offer.model.slug not in taken}.values())
            if chosen := fresh[:left]:
                made.append(Suggestion(_reason(trait), tuple(chosen)))
            taken |= {model.slug for model in chosen}
            left -= len(chosen)
        return made

    def _rarest_first(self, commune: Commune) -> list[Trait]:
        area = [("area", code) for code in sorted(self._traits.get(commune.code, ()))]
        traits: list[Trait] = [trait for trait in (*area, ("kind", commune.kind)) if trait in self._offers]
        return sorted(traits, key=lambda trait: len(self._offers[trait]))


def _area(model: Model) -> tuple[str, ...]:
    """What is said of the area of a model; of several places nobody says for which of them it holds."""
    return model.area_traits if len(model.done) == 1 else ()


def _reason(trait: Trait) -> str:
    """`cùng là đặc khu`, `cùng có mô hình ở vùng biên giới`, `cùng có mô hình ở địa bàn khó khăn`."""
    kind, code = trait
    name = code if kind == "kind" else label("area_traits", code)
    name = uncapitalised(name)
    if kind == "kind":
        return f"cùng là {name}"
    return f"cùng có mô hình ở {name if name.startswith('địa bàn') else f'vùng {name}'}"
