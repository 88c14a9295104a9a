"""The home province of the site, with its islands and the settings of its map."""

import re
from dataclasses import dataclass
from functools import cache, cached_property

from showcase.gazetteer.communes import Commune, gazetteer
from showcase.gazetteer.shapes import Box
from showcase.language.words import uncapitalised
from showcase.schema.settings import Inset, MapName, Settings, home_settings, settings_file, settings_problem

FAR_ZONES = ("20333", "22736")
"""Hoàng Sa and Trường Sa: special zones that every map shows in the frame of the whole country."""

_MARGIN = 0.04
"""Free space around the communes in a drawing, as a share of the height of the province."""


_KIND = re.compile("(?i:tỉnh|thành phố) ")
_BEARS_A_NAME = "Hồ Chí Minh"
"""Without its kind this is a person, and no city."""


def short_name(full_name: str) -> str:
    """A province as maps and titles name it: `Tỉnh Lai Châu` -> `Lai Châu`."""
    name = _KIND.sub("", full_name, count=1)
    return f"TP {name}" if name == _BEARS_A_NAME else name


@dataclass(frozen=True)
class Home:
    """The province of the site."""

    settings: Settings

    @property
    def code(self) -> str:
        """Code of the General Statistics Office: `91`."""
        return self.settings.province

    @cached_property
    def communes(self) -> list[Commune]:
        """Its communes, sorted by name in Vietnamese order."""
        return gazetteer().of_province(self.code)

    @cached_property
    def full_name(self) -> str:
        """The name within a sentence: `tỉnh Lai Châu`, `thành phố Huế`."""
        return uncapitalised(gazetteer().provinces[self.code])

    @property
    def name(self) -> str:
        """`Lai Châu`, `Huế`, `TP Hồ Chí Minh`."""
        return short_name(gazetteer().provinces[self.code])

    @property
    def whole(self) -> str:
        """The text of the button for the whole province: `Toàn tỉnh`, `Toàn thành phố`."""
        return "Toàn tỉnh" if self.full_name.startswith("tỉnh ") else "Toàn thành phố"

    @cached_property
    def units(self) -> str:
        """The kinds of its communes: `xã, phường, đặc khu`; `xã, phường` where there are no special zones."""
        kinds = {commune.kind for commune in self.communes}
        return ", ".join(kind.lower() for kind in ("Xã", "Phường", "Đặc khu") if kind in kinds)

    @property
    def zones(self) -> str:
        """A sentence on its special zones, with a space before it: ` Lâm Đồng có: Phú Quý.`; empty without any."""
        names = ", ".join(commune.short_name for commune in self.communes if commune.kind == "Đặc khu")
        return f" {self.name} có: {names}." if names else ""

    @property
    def islands(self) -> list[Commune]:
        """Special zones and island communes, in the order of names; those of the settings after the zones."""
        zones = [commune for commune in self.communes if commune.kind == "Đặc khu" and commune.code not in FAR_ZONES]
        return zones + [gazetteer().by_code[code] for code in self.settings.islands]

    @property
    def insets(self) -> tuple[Inset, ...]:
        """Groups of distant islands, each drawn in a frame of its own."""
        return self.settings.insets

    @property
    def names(self) -> tuple[MapName, ...]:
        """Further names on the map of the province, besides its communes."""
        return self.settings.names

    @cached_property
    def box(self) -> Box:
        """West, south, east, north of the points of its communes, Hoàng Sa and Trường Sa left out."""
        near = [commune for commune in self.communes if commune.code not in FAR_ZONES]
        west, east = min(commune.longitude for commune in near), max(commune.longitude for commune in near)
        south, north = min(commune.latitude for commune in near), max(commune.latitude for commune in near)
        margin = max(_MARGIN * (north - south), 0.12)
        return west - margin, south - margin, east + margin, north + margin


@cache
def home() -> Home:
    """The province in the settings. Raises ProblemError for an unknown code, or an island of another province."""
    settings = home_settings()
    if settings.province not in gazetteer().provinces:
        raise settings_problem("settings-province", settings_file(), "province", settings.province)
    theirs = {commune.code for commune in gazetteer().of_province(settings.province)}
    given = {"islands": settings.islands, "insets": [code for inset in settings.insets for code in inset.communes]}
    for key, codes in given.items():
        if strange := [code for code in codes if code not in theirs]:
            raise settings_problem("settings-elsewhere", settings_file(), key, strange[0])
    return Home(settings)
