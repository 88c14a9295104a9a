"""The national site: pages of counts, maps and search over what the sites of provinces publish."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import sqrt
from statistics import fmean
from typing import Any, ClassVar

from markupsafe import Markup

from showcase.federation.checking import Manifest
from showcase.federation.laying import ServedIndex
from showcase.federation.manifest import CARDS, INDEX
from showcase.gazetteer.communes import Commune
from showcase.gazetteer.home import FAR_ZONES, Home
from showcase.gazetteer.shapes import base
from showcase.insight.facets import facet_keys
from showcase.language.words import slugify
from showcase.look import lotus
from showcase.look.rendering import Context, render
from showcase.maps.drawing import SEA, Sheet
from showcase.replication.fit import FitQuestions, fit_questions
from showcase.schema.settings import Settings

PARTS = "du-lieu/"
"""Folder of the national site: below it lies what each province has published, by its code."""

FIRST_BYTES = 150_000
"""Search asks, until a reader chooses, so many provinces as have cores of so many bytes together, one at least."""

LISTED = 200
"""So many told models of a province stand on its page; its own site has all."""


@dataclass(frozen=True)
class ListedModel:
    """A told model of a province, as its site lists it."""

    slug: str
    title: str
    owner: str
    place: str


@dataclass(frozen=True)
class Source:
    """A province with what its site last published in good order."""

    home: Home
    address: str
    """Of its own site, ending in a slash; from the list of sites, never from what the site says."""
    manifest: Manifest | None
    """None where nothing good has ever come."""
    trouble: str = ""
    """Why what it publishes now was not taken, in Vietnamese; empty where it was."""
    models: tuple[ListedModel, ...] = ()
    index: ServedIndex | None = None
    """How its index is served; None where nothing good has ever come."""

    @property
    def slug(self) -> str:
        """`lai-chau`, as slugs of communes of other provinces end."""
        return slugify(self.home.name.removeprefix("TP "))

    def counts(self, commune: Commune) -> tuple[int, int]:
        """Models and told models of a commune."""
        return self.manifest.communes.get(commune.code, (0, 0)) if self.manifest else (0, 0)


@dataclass(frozen=True)
class Nation:
    """All provinces of a national site, those with most models first."""

    name: str
    publisher: str
    address: str
    """Public address, ending in a slash, or `/`."""
    sources: tuple[Source, ...]

    @property
    def good(self) -> list[Source]:
        """Those of which something can be shown."""
        return [source for source in self.sources if source.manifest]

    @property
    def models(self) -> int:
        """Models of all."""
        return sum(source.manifest.models for source in self.sources if source.manifest)

    @property
    def told(self) -> int:
        """Told models of all."""
        return sum(source.manifest.told for source in self.sources if source.manifest)


@dataclass(frozen=True, kw_only=True)
class NationalPage(Context):
    """What every national page shows."""

    nation: Nation
    root: str
    title: str
    description: str
    symbol: Markup
    sign: Markup
    here: str


@dataclass(frozen=True, kw_only=True)
class FrontPage(NationalPage):
    """Counts, and the provinces."""

    template: ClassVar[str] = "national_front.html"


@dataclass(frozen=True, kw_only=True)
class CountryPage(NationalPage):
    """The map by province."""

    template: ClassVar[str] = "national_map.html"

    drawing: Markup


@dataclass(frozen=True, kw_only=True)
class ProvincePage(NationalPage):
    """One province: its communes and its told models."""

    template: ClassVar[str] = "national_province.html"

    source: Source
    drawing: Markup
    rows: list[tuple[Commune, int, int]]
    listed: tuple[ListedModel, ...]


@dataclass(frozen=True, kw_only=True)
class FindPage(NationalPage):
    """The search."""

    template: ClassVar[str] = "national_search.html"

    facets: str
    sources: str
    """What the script must know of each index, as JSON."""
    first: list[str]


@dataclass(frozen=True, kw_only=True)
class FittingPage(NationalPage):
    """The models of all provinces that fit a commune."""

    template: ClassVar[str] = "national_fit.html"

    fit: FitQuestions


@dataclass(frozen=True, kw_only=True)
class OriginPage(NationalPage):
    """Where everything comes from, and what could not be fetched."""

    template: ClassVar[str] = "national_sources.html"


@dataclass(frozen=True, kw_only=True)
class LostPage(NationalPage):
    """That there is nothing at an address, and ways on."""

    template: ClassVar[str] = "national_lost.html"


def pages(nation: Nation) -> Iterator[tuple[str, str]]:
    """Address (`tinh/lai-chau/`) and whole HTML of each page."""
    front = f"Mô hình “Dân vận khéo” của {len(nation.good)} tỉnh, thành phố."
    yield "", render(FrontPage(**_frame(nation, "", nation.name, front)))
    drawing = _country(nation)
    yield "ban-do/", render(CountryPage(**_frame(nation, "ban-do/", "Bản đồ", front), drawing=drawing))
    yield "tra-cuu/", _find(nation)
    fitting = _frame(nation, "phu-hop/", "Hợp với xã tôi", "Ba mô hình hợp nhất với xã mình, của mọi tỉnh, thành phố.")
    yield "phu-hop/", render(FittingPage(**fitting, fit=fit_questions()))
    origin = _frame(nation, "nguon/", "Nguồn dữ liệu", "Dữ liệu lấy từ trang nào, ngày nào, trang nào chưa lấy được.")
    yield "nguon/", render(OriginPage(**origin))
    for source in nation.good:
        yield f"tinh/{source.slug}/", _province(nation, source)


def not_found(nation: Nation) -> str:
    """The whole HTML of what a host shows at an address that leads nowhere; it works at any depth."""
    frame = _frame(nation, "404.html", "Không thấy trang này", "Địa chỉ này không dẫn tới trang nào.")
    return render(LostPage(**{**frame, "root": nation.address}))


def _find(nation: Nation) -> str:
    frame = _frame(nation, "tra-cuu/", "Tra cứu", "Tìm mô hình trong kho của các tỉnh, thành phố.")
    asked = search_sources(nation)
    first = [str(one["name"]) for one in asked if one["first"]]
    told, facets = json.dumps(asked, ensure_ascii=False), f"tinh {facet_keys([])}"
    return render(FindPage(**frame, facets=facets, sources=told, first=first))


def _province(nation: Nation, source: Source) -> str:
    described = f"Mô hình “Dân vận khéo” của {source.home.full_name}."
    frame = _frame(nation, f"tinh/{source.slug}/", source.home.name, described)
    rows = [(commune, *source.counts(commune)) for commune in source.home.communes]
    listed = source.models[:LISTED]
    return render(ProvincePage(**frame, source=source, drawing=_drawn(source), rows=rows, listed=listed))


def _frame(nation: Nation, address: str, title: str, description: str) -> dict[str, Any]:
    return {
        "nation": nation,
        "root": "../" * address.count("/") or "./",
        "title": title,
        "description": description,
        "symbol": lotus.symbol(),
        "sign": lotus.sign(36),
        "here": address,
    }


def search_sources(nation: Nation) -> list[dict[str, object]]:
    """What the search must know of each province; `first` of those that are asked before a reader chooses."""
    room = FIRST_BYTES
    found: list[dict[str, object]] = []
    for source in nation.good:
        assert source.manifest
        assert source.index
        size = source.index.core_bytes
        first = not found or size <= room
        room -= size if first else 0
        base = f"../{PARTS}{source.home.code}/{INDEX}"
        told = {"code": source.home.code, "name": source.home.full_name, "slug": source.slug, "home": source.address}
        found.append({**told, "base": base, "count": source.manifest.models, "first": first})
    return found


def listed_models(files: Mapping[str, bytes]) -> tuple[ListedModel, ...]:
    """The told models of a site from its checked cards, best told first; `files`: path -> content."""
    return tuple(ListedModel(*card[:4]) for card in cards_of(files))


def cards_of(files: Mapping[str, bytes]) -> list[list[str]]:
    """The checked cards of a site in the order of its facts: slug, title, owner, place, states of the lotus."""
    chunks = sorted((name for name in files if name.startswith(CARDS)), key=lambda name: (len(name), name))
    return [card for name in chunks for card in json.loads(files[name])]


def _svg(sheet: Sheet, described: str, parts: list[Markup]) -> Markup:
    frame = Markup('<svg class="drawing" role="img" aria-label="{}" viewBox="0 0 {:g} {:g}">{}</svg>')
    ground = base()
    sea = Markup('<rect class="sea" width="{:g}" height="{:g}"/>').format(sheet.width, sheet.height)
    land = [
        Markup('<path class="{}" d="{}"/>').format(look, sheet.path([polygon[0] for polygon in polygons], closed=True))
        for look, polygons in (("land", ground.land), ("home", ground.home))
    ]
    islets = "".join("M{:g} {:g}h0".format(*sheet.at(*point)) for points in ground.islands.values() for point in points)
    zones = Markup('<path class="islet" d="{}"/>').format(islets)
    return frame.format(described, sheet.width, sheet.height, Markup("").join([sea, *land, zones, *parts]))


def _point(sheet: Sheet, at: tuple[float, float], count: int, most: int, name: str) -> Markup:
    x, y = sheet.at(*at)
    radius = 3 + 9 * sqrt(count / most) if count else 2.5
    look = "shade-3" if count else "shade-0"
    circle = '<circle class="{}" cx="{:g}" cy="{:g}" r="{:.1f}"><title>{}</title></circle>'
    return Markup(circle).format(look, x, y, radius, name)


def _country(nation: Nation) -> Markup:
    sheet = Sheet(SEA, 620)
    most = max((source.manifest.models for source in nation.sources if source.manifest), default=1) or 1
    parts = []
    for source in nation.sources:
        near = [commune for commune in source.home.communes if commune.code not in FAR_ZONES]
        at = fmean(one.longitude for one in near), fmean(one.latitude for one in near)
        count = source.manifest.models if source.manifest else 0
        parts.append(_point(sheet, at, count, most, f"{source.home.name}: {count} mô hình"))
    names = "Đặc khu Hoàng Sa (Đà Nẵng), Đặc khu Trường Sa (Khánh Hòa)"
    return _svg(sheet, f"Bản đồ Việt Nam, mỗi tỉnh có kho một chấm; có {names}", parts)


def _drawn(source: Source) -> Markup:
    near = [(one, source.counts(one)[0]) for one in source.home.communes if one.code not in FAR_ZONES]
    most = max((count for _, count in near), default=1) or 1
    sheet = Sheet(source.home.box, 620)
    parts = [
        _point(sheet, (one.longitude, one.latitude), count, most, f"{one.name}: {count} mô hình") for one, count in near
    ]
    return _svg(sheet, f"Bản đồ {source.home.name}: mỗi xã, phường, đặc khu một chấm", parts)


def home_of(code: str) -> Home:
    """A province by its code, without islands, insets and names."""
    return Home(Settings(province=code))
