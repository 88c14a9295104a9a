"""Which of today's communes someone may mean who types a code, a name of today or a name of before 1 July 2025."""

import re
from dataclasses import dataclass

from showcase.gazetteer.communes import MERGER_DATE, Commune, FormerUnit, gazetteer
from showcase.language.words import fold
from showcase.schema.settings import home_province

_KINDS = ("xã", "phường", "thị trấn", "đặc khu", "huyện", "quận", "thị xã", "thành phố")
_KIND = re.compile(rf"^(?:{'|'.join(fold(kind) for kind in (*_KINDS, 'tỉnh'))})\s+")


@dataclass(frozen=True)
class Meant:
    """One commune that may be meant."""

    commune: Commune
    former: FormerUnit | None = None
    """The unit of before 1 July 2025 that carried the name; None when it is the name of today."""

    def __str__(self) -> str:
        told = f"{self.commune.code}: {self.commune.full_name}"
        return f"{told} (trước {MERGER_DATE}: {self.former})" if self.former else told


def communes_meant(text: str) -> list[Meant]:
    """All that fit, home province first: `"30547"`, `"ba chuc"`, `"Kiên Bình"`, `"xã Tân Hội, huyện Tân Hiệp"`.

    A name of today comes before the same name of before 1 July 2025, which is then left out; a name typed with its
    diacritics before the names that differ in nothing else.
    """
    name, *rest = (part.strip() for part in text.split(","))
    if commune := gazetteer().by_code.get(name):
        return [Meant(commune)]
    today = [Meant(commune) for commune in gazetteer().named(name)]
    fitting = [one for one in today if _lies_in(one.commune, rest)]
    fitting = fitting or [one for one in _formerly(name) if _was_in(one, rest)]
    exact = [one for one in fitting if _written_alike(name, one)]
    return exact or fitting


def former_namesakes(meant: Meant) -> list[Meant]:
    """Communes of the same province where the name of today was borne by another place before 1 July 2025."""
    others = _formerly(meant.commune.short_name)
    province = meant.commune.province_code
    return [one for one in others if one.commune != meant.commune and one.commune.province_code == province]


def _formerly(name: str) -> list[Meant]:
    tries = [name, *(f"{kind} {name}" for kind in _KINDS)]
    found: dict[str, Meant] = {}
    for one in tries:
        for commune in gazetteer().formerly(one):
            units = [unit for unit in commune.former if fold(one) in (fold(unit.name), fold(unit.district))]
            found.setdefault(commune.code, Meant(commune, units[0]))
    return sorted(found.values(), key=lambda one: (one.commune.province_code != home_province(), one.commune.code))


def _lies_in(commune: Commune, units: list[str]) -> bool:
    return all(_same(unit, commune.province) for unit in units)


def _was_in(meant: Meant, units: list[str]) -> bool:
    former = meant.former
    known = [former.district, former.province] if former else []
    return all(any(_same(unit, name) for name in [*known, meant.commune.province]) for unit in units)


def _written_alike(name: str, meant: Meant) -> bool:
    former = meant.former
    names = [former.name, former.district] if former else [meant.commune.name]
    return any(f" {one}".casefold().endswith(f" {name}".casefold()) for one in names)


def _same(one: str, other: str) -> bool:
    """Whether two names of units are one, with or without `huyện`, `tỉnh` in front."""
    return _bare(one) == _bare(other)


def _bare(name: str) -> str:
    return _KIND.sub("", fold(name).strip())
