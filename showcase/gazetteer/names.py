"""Find today's communes for a typed code, present name, or former name (before 1 July 2025)."""

import re
from dataclasses import dataclass

from showcase.gazetteer.communes import MERGER_DATE, Commune, FormerUnit, gazetteer
from showcase.language.words import fold
from showcase.schema.settings import home_province

_KINDS = ("xã", "phường", "thị trấn", "đặc khu", "huyện", "quận", "thị xã", "thành phố")
_KIND = re.compile(rf"^(?:{'|'.join(fold(kind) for kind in (*_KINDS, 'tỉnh'))})\s+")


@dataclass(frozen=True)
class Meant:
    """One commune that fits the typed text."""

    commune: Commune
    former: FormerUnit | None = None
    """The former unit with the typed name; None if the name is the present one."""

    def __str__(self) -> str:
        text = f"{self.commune.code}: {self.commune.full_name}"
        return f"{text} (trước {MERGER_DATE}: {self.former})" if self.former else text


def communes_meant(text: str) -> list[Meant]:
    """All fitting communes, home province first: `"30547"`, `"ba chuc"`, `"Kiên Bình"`, `"xã Tân Hội, huyện Tân Hiệp"`.

    If a present name fits, former names are left out. If a name fits with its diacritics, names that differ in them
    are left out.
    """
    name, *rest = (part.strip() for part in text.split(","))
    if commune := gazetteer().by_code.get(name):
        return [Meant(commune)]
    today = [Meant(commune) for commune in gazetteer().named(name)]
    fitting = [match for match in today if _lies_in(match.commune, rest)]
    fitting = fitting or [match for match in _formerly(name) if _was_in(match, rest)]
    exact = [match for match in fitting if _written_alike(name, match)]
    return exact or fitting


def former_namesakes(meant: Meant) -> list[Meant]:
    """Other communes of the same province on the land of a former unit with the present name of this commune."""
    others = _formerly(meant.commune.short_name)
    province = meant.commune.province_code
    return [match for match in others if match.commune != meant.commune and match.commune.province_code == province]


def _formerly(name: str) -> list[Meant]:
    tries = [name, *(f"{kind} {name}" for kind in _KINDS)]
    matches: dict[str, Meant] = {}
    for former in tries:
        for commune in gazetteer().formerly(former):
            units = [unit for unit in commune.former if fold(former) in (fold(unit.name), fold(unit.district))]
            matches.setdefault(commune.code, Meant(commune, units[0]))
    home = home_province()
    return sorted(matches.values(), key=lambda match: (match.commune.province_code != home, match.commune.code))


def _lies_in(commune: Commune, units: list[str]) -> bool:
    return all(_same(unit, commune.province) for unit in units)


def _was_in(meant: Meant, units: list[str]) -> bool:
    former = meant.former
    known = [former.district, former.province] if former else []
    return all(any(_same(unit, name) for name in [*known, meant.commune.province]) for unit in units)


def _written_alike(name: str, meant: Meant) -> bool:
    former = meant.former
    names = [former.name, former.district] if former else [meant.commune.name]
    return any(f" {known}".casefold().endswith(f" {name}".casefold()) for known in names)


def _same(name: str, other: str) -> bool:
    """Whether two names of units are equal without `huyện`, `tỉnh` before them."""
    return _bare(name) == _bare(other)


def _bare(name: str) -> str:
    return _KIND.sub("", fold(name).strip())
