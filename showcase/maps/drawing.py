"""Maps as inline SVG, made by the build: they need no script and they print.

Looks come from `assets/map/drawing.css` by class; no attribute here sets a colour.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import cos, radians
from statistics import fmean

from markupsafe import Markup

from showcase.gazetteer.communes import Commune
from showcase.gazetteer.home import home
from showcase.gazetteer.shapes import Box, Line, Polygon, around, base, clipped
from showcase.language.words import number
from showcase.maps.atlas import ARCHIPELAGOS, Atlas, name_of
from showcase.schema.settings import MapName

WIDTH = 860

TALLEST = 760
"""A province that would be drawn taller is drawn smaller."""

SEA: Box = (101.7, 6.2, 119.3, 23.7)
"""Việt Nam with Hoàng Sa and Trường Sa."""

INSET_WIDTH = 240

ABOVE = 0.05
"""Degrees between a town and its name, which leave room for the mark of the commune."""

FRAMED_WIDTH, FRAMED_REACH = 90, 0.5
"""Width of the drawing of an island, and how many degrees it shows at least."""

ROOM = INSET_WIDTH + 16
"""What the inset takes of a drawing on its left, and least height of a drawing."""

RADII = (4.5, 7, 8.5, 10, 11.5)
"""Radius of a commune's point by shade, in a drawing `WIDTH` wide; 0 is a commune without models."""

STEP = 1.5
"""Points of a line that lie nearer than this to the last one are left out."""


@dataclass(frozen=True)
class Sheet:
    """A box of the earth drawn `width` units wide."""

    box: Box
    width: float

    @property
    def _scale(self) -> tuple[float, float]:
        unit = self.width / (self.box[2] - self.box[0])
        return unit, unit / cos(radians((self.box[1] + self.box[3]) / 2))

    @property
    def height(self) -> float:
        """In the same units as the width."""
        return round((self.box[3] - self.box[1]) * self._scale[1])

    def at(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Where a point of the earth lies on the sheet."""
        across, down = self._scale
        return round((longitude - self.box[0]) * across, 1), round((self.box[3] - latitude) * down, 1)

    def path(self, lines: Iterable[Line], closed: bool) -> str:
        """The `d` of a path through some lines, what lies off the sheet cut away."""
        parts = []
        for line in lines:
            points = self._thinned(clipped(line, self.box) if closed else line)
            if len(points) > (2 if closed else 1):
                parts.append("M" + "L".join(f"{x:g} {y:g}" for x, y in points) + ("Z" if closed else ""))
        return "".join(parts)

    def _thinned(self, line: Line) -> Line:
        kept: Line = []
        for longitude, latitude in line:
            x, y = self.at(longitude, latitude)
            if not kept or abs(x - kept[-1][0]) + abs(y - kept[-1][1]) > STEP:
                kept.append((x, y))
        return kept


def _province_sheet() -> Sheet:
    """The home province, with room for the inset in the west."""
    west, south, east, north = home().box
    tall = (north - south) / cos(radians((south + north) / 2))
    unit = min((WIDTH - ROOM) / (east - west), TALLEST / tall)
    spare = max(0.0, ROOM / unit - tall) / 2
    left = (west + east) / 2 - (ROOM + WIDTH) / 2 / unit
    return Sheet((left, south - spare, left + WIDTH / unit, north + spare), WIDTH)


def province_drawing(atlas: Atlas, shapes: dict[str, list[Polygon]]) -> Markup:
    """The whole province with each commune and its number of models, and the inset; for paper and without scripts."""
    sheet = _province_sheet()
    marks = Markup("").join(_commune(atlas, commune, sheet, shapes) for commune in _small_last(atlas))
    return _svg(sheet, _described(atlas), "drawing", _ground(sheet), _province_names(sheet), marks, _inset_corner())


def preview_drawing(atlas: Atlas) -> Markup:
    """The same, small: points without numbers."""
    sheet = _province_sheet()
    points = Markup("").join(_point(atlas, commune, sheet) for commune in _small_last(atlas))
    return _svg(sheet, _described(atlas), "drawing drawing--preview", _ground(sheet), points, _inset_corner())


def framed_drawings(atlas: Atlas, shapes: dict[str, list[Polygon]]) -> list[tuple[Commune, Markup]]:
    """Each island commune that the first view leaves out, in a frame of its own."""
    return [(commune, _framed(atlas, commune, shapes)) for commune in atlas.framed]


def _framed(atlas: Atlas, commune: Commune, shapes: dict[str, list[Polygon]]) -> Markup:
    points = [point for polygon in shapes.get(commune.code, []) for point in polygon[0]]
    points = points or [(commune.longitude, commune.latitude)]
    x, y = (min(one) + max(one) for one in zip(*points, strict=True))
    reach = max(FRAMED_REACH, *(max(one) - min(one) for one in zip(*points, strict=True)))
    sheet = Sheet((x / 2 - reach / 2, y / 2 - reach / 2, x / 2 + reach / 2, y / 2 + reach / 2), FRAMED_WIDTH)
    mark = _commune(atlas, commune, sheet, shapes).replace("data-drawn", "data-framed")
    frame = Markup('<svg class="drawing drawing--framed" aria-hidden="true" viewBox="0 0 {:g} {:g}">{}{}</svg>')
    return frame.format(sheet.width, sheet.height, _ground(sheet), mark)


def inset_drawing() -> Markup:
    """Việt Nam with Hoàng Sa and Trường Sa, the home province marked."""
    described = "Việt Nam với " + " và ".join(ARCHIPELAGOS.values()) + " ở Biển Đông"
    return _svg(Sheet(SEA, INSET_WIDTH), described, "drawing drawing--inset", _inset())


def _svg(sheet: Sheet, described: str, look: str, *parts: Markup) -> Markup:
    frame = Markup('<svg class="{}" role="img" aria-label="{}" viewBox="0 0 {:g} {:g}">{}</svg>')
    return frame.format(look, described, sheet.width, sheet.height, Markup("").join(parts))


def _described(atlas: Atlas) -> str:
    have = sum(1 for commune in atlas.home if atlas.in_commune(commune))
    zones = " và ".join(ARCHIPELAGOS.values())
    return f"Bản đồ {home().name}: {have} trong {len(atlas.home)} {home().units} có mô hình. Khung nhỏ: {zones}."


def _ground(sheet: Sheet) -> Markup:
    ground = base()
    rings = {"land": ground.land, "home": ground.home}
    parts = [Markup('<rect class="sea" width="{:g}" height="{:g}"/>').format(sheet.width, sheet.height)]
    for look, polygons in rings.items():
        shape = sheet.path([polygon[0] for polygon in polygons], closed=True)
        parts.append(Markup('<path class="{}" d="{}"/>').format(look, shape))
    near = [line for line in ground.borders if any(_on(sheet.box, point) for point in line)]
    parts.append(Markup('<path class="border" d="{}"/>').format(sheet.path(near, closed=False)))
    return Markup("").join(parts)


def _on(box: Box, point: tuple[float, float]) -> bool:
    return box[0] <= point[0] <= box[2] and box[1] <= point[1] <= box[3]


def _province_names(sheet: Sheet) -> Markup:
    shown = [name for name in home().names if _on(sheet.box, (name.longitude, name.latitude))]
    return Markup("").join(_province_name(sheet, name) for name in shown)


def _province_name(sheet: Sheet, name: MapName) -> Markup:
    look = {"sea": "sea", "seat": "seat", "town": "town"}.get(name.kind, "country")
    above = ABOVE if name.kind in ("seat", "town") else 0
    return _text(sheet, name.longitude, name.latitude + above, f"name name--{look}", name.text)


def _text(sheet: Sheet, longitude: float, latitude: float, look: str, *lines: str) -> Markup:
    x, y = sheet.at(longitude, latitude)
    spans = Markup("").join(
        Markup('<tspan x="{:g}" dy="{}">{}</tspan>').format(x, "0" if not at else "1.15em", line)
        for at, line in enumerate(lines)
    )
    return Markup('<text class="{}" x="{:g}" y="{:g}">{}</text>').format(look, x, y, spans)


def _inset_corner() -> Markup:
    """The inset in the upper left corner of a drawing, framed."""
    height = Sheet(SEA, INSET_WIDTH).height
    frame = Markup('<rect class="frame" width="{}" height="{:g}"/>').format(INSET_WIDTH, height)
    corner = '<svg x="8" y="8" width="{}" height="{:g}">{}{}</svg>'
    return Markup(corner).format(INSET_WIDTH, height, _inset(), frame)


def _inset() -> Markup:
    sheet = Sheet(SEA, INSET_WIDTH)
    parts = [_ground(sheet)]
    west, south, east, north = home().box
    left, top = sheet.at(west, north)
    right, bottom = sheet.at(east, south)
    frame = '<rect class="here" x="{:g}" y="{:g}" width="{:g}" height="{:g}"/>'
    parts.append(Markup(frame).format(left, top, right - left, bottom - top))
    for code, points in base().islands.items():
        parts.append(_archipelago(sheet, code, points))
    parts.append(_text(sheet, 112.4, 12.2, "name name--sea", "Biển Đông"))
    return Markup("").join(parts)


def _archipelago(sheet: Sheet, code: str, points: Line) -> Markup:
    islets = "".join("M{:g} {:g}h0".format(*sheet.at(*point)) for point in points)
    ring = sheet.path([around(points)], closed=True)
    zone, province = ARCHIPELAGOS[code].split(" (")
    middle, south = min(fmean(x for x, _ in points), 114.1), min(y for _, y in points)
    return Markup('<path class="archipelago" d="{}"/><path class="islet" d="{}"/>').format(ring, islets) + _text(
        sheet, middle, south - 1.45, "name name--zone", zone, f"({province}"
    )


def _small_last(atlas: Atlas) -> list[Commune]:
    """Those with few models first, so that those with many lie on top."""
    return sorted(atlas.home, key=lambda commune: (len(atlas.in_commune(commune)), commune.code))


def _point(atlas: Atlas, commune: Commune, sheet: Sheet) -> Markup:
    shade = atlas.shade(len(atlas.in_commune(commune)))
    x, y = sheet.at(commune.longitude, commune.latitude)
    return Markup('<circle class="shade-{}" cx="{:g}" cy="{:g}" r="{:g}"/>').format(shade, x, y, RADII[shade])


def _commune(atlas: Atlas, commune: Commune, sheet: Sheet, shapes: dict[str, list[Polygon]]) -> Markup:
    count = len(atlas.in_commune(commune))
    x, y = sheet.at(commune.longitude, commune.latitude)
    if commune.code in shapes:
        rings = [ring for polygon in shapes[commune.code] for ring in polygon]
        shape = Markup('<path class="shade-{}" d="{}"/>').format(atlas.shade(count), sheet.path(rings, closed=True))
    else:
        shape = _point(atlas, commune, sheet)
    told = f"{name_of(commune)}: {_counted(count, atlas.perhaps(commune))}"
    written = Markup('<text class="number" x="{:g}" y="{:g}">{}</text>').format(
        x, y + 3.6, number(count) if count else ""
    )
    return Markup('<g data-drawn="{}"><title>{}</title>{}{}</g>').format(commune.code, told, shape, written)


def _counted(count: int, perhaps: int) -> str:
    """`2 mô hình`, `chưa rõ, có thể có 2 mô hình`, `chưa có mô hình`; as in docs/assets/map/counting.js."""
    if count or not perhaps:
        return f"{number(count)} mô hình" if count else "chưa có mô hình"
    return f"chưa rõ, có thể có {number(perhaps)} mô hình"
