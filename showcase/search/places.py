"""The places that the query engine knows: today's communes, and the units before 1 July 2025. Format: `index.py`."""

import re
from collections.abc import Sequence
from itertools import groupby

from showcase.gazetteer.communes import Commune, FormerUnit, gazetteer
from showcase.language.words import uncapitalised
from showcase.model.model import Model
from showcase.schema.settings import home_province
from showcase.search.terms import folded, terms

_PROVINCE_KIND = re.compile("^(Tỉnh|Thành phố) ")


def shown_communes(models: Sequence[Model]) -> list[Commune]:
    """The communes of the home province first, then those of others that models are or may be in, by province."""
    codes = {commune.code for model in models for commune in model.communes}
    codes |= {code for model in models for code in model.candidates}
    codes |= {commune.code for commune in gazetteer().of_province(home_province())}
    found = (gazetteer().by_code[code] for code in codes)
    return sorted(found, key=lambda one: (one.province_code != home_province(), one.province_code, one.code))


def places(shown: Sequence[Commune]) -> dict[str, str]:
    """What the engine reads of them, each a text of lines."""
    return {"communes": "\n".join(_communes(shown)), "former": "\n".join(_former(shown))}


def _communes(shown: Sequence[Commune]) -> list[str]:
    lines = []
    for province, communes in groupby(shown, key=lambda one: one.province_code):
        lines.append("" if province == home_province() else uncapitalised(gazetteer().provinces[province]))
        lines += [_commune(commune) for commune in communes]
    return lines


def _commune(commune: Commune) -> str:
    """`30547Xã Ba Chúc`, and its slug where that does not follow from the names: `02113Xã Ba Vì|ba-vi-02113`."""
    province = _PROVINCE_KIND.sub("", commune.province) if commune.province_code != home_province() else ""
    usual = "-".join(folded(term) for term in terms(f"{commune.short_name} {province}"))
    return f"{commune.code}{commune.name}" + ("" if usual == commune.slug else f"|{commune.slug}")


def _former(shown: Sequence[Commune]) -> list[str]:
    """`Huyện An Biên`, then its units with the numbers of today's communes: `Thị trấn Thứ Ba|344 345`.

    A unit that is today's commune of the same name is left out.
    """
    units: dict[tuple[str, str], list[int]] = {}
    for number, commune in enumerate(shown):
        for unit in commune.former:
            for name in _names(unit):
                known = units.setdefault(name, [])
                if number not in known:
                    known.append(number)
    renamed = [one for one, numbers in units.items() if [shown[number].name for number in numbers] != [one[0]]]
    lines = []
    for within, names in groupby(sorted(renamed, key=lambda one: one[::-1]), key=lambda one: one[1]):
        lines.append(within)
        lines += [f"{name}|{' '.join(map(str, units[name, within]))}" for name, _ in names]
    return lines


def _names(unit: FormerUnit) -> list[tuple[str, str]]:
    """Each with the unit that it lay in."""
    return [(unit.name, unit.district), (unit.district, unit.province)]
