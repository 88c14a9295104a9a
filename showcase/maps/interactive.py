"""The interactive map: composed with folium, published as a script of its own.

folium sets the map up (options, panes, layers, names, bounds); its HTML, its foreign scripts and its random names
are left out, so that the page keeps its Content-Security-Policy and two builds agree to the byte. Looks come from
`assets/map/map.css` by class, counts and choices from `assets/map/page.js`.
"""

import importlib.util
from collections.abc import Iterator
from pathlib import Path
from statistics import fmean
from typing import Any

import folium
from branca.element import Element, Figure
from folium.map import CustomPane
from markupsafe import escape

from showcase.gazetteer.communes import Commune, gazetteer
from showcase.gazetteer.home import FAR_ZONES, home, short_name
from showcase.gazetteer.shapes import Base, Polygon, around, base
from showcase.maps.atlas import ARCHIPELAGOS, MAP_ID, Atlas
from showcase.schema.settings import home_province

VENDOR = ("leaflet.js", "leaflet.css")
"""Taken from the package `xstatic-leaflet`, the very Leaflet that folium is made for."""

MARGIN = 0.06
"""Degrees around the communes of the first view: those of the home province that no frame of their own shows."""

SEAS = (
    ("Biển Đông", 13.4, 112.9, "wide"),
    ("Vịnh Bắc Bộ", 19.9, 107.7, "wide"),
    ("Vịnh Thái Lan", 9.6, 101.6, "wide"),
)
"""Name, latitude, longitude, in which views; the settings name what is seen near the home province."""

COUNTRIES = (
    ("Campuchia", 12.7, 104.9, "wide"),
    ("Lào", 20.2, 102.5, "wide"),
    ("Thái Lan", 15.6, 101.2, "wide"),
    ("Trung Quốc", 23.3, 108.3, "wide"),
)

AT_ONCE = 20
"""Communes of one layer: some thirty milliseconds of a slow phone."""

PANES = {"land": 210, "names": 420, "lines": 430, "communes": 440, "numbers": 450, "towns": 460}
"""Name -> order from the bottom up; only communes answer to a pointer."""


def vendor_files() -> dict[str, bytes]:
    """Leaflet's own files. Raises ModuleNotFoundError when its package is missing."""
    spec = importlib.util.find_spec("xstatic.pkg.leaflet")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("xstatic.pkg.leaflet")
    folder = Path(spec.origin).parent / "data"
    return {name: (folder / name).read_bytes() for name in VENDOR}


def map_script(atlas: Atlas, shapes: dict[str, list[Polygon]]) -> bytes:
    """`map.js`: a module whose `draw()` makes the map and gives it back with its layers, step by step.

    `draw` is a generator, so that a slow phone can answer between two layers. The view comes before the layers:
    Leaflet draws each as it is added then, and otherwise all of them at the end in one go.
    `shapes` holds the boundaries of communes by code; a commune without one is drawn as a point.
    """
    drawn = _empty_map()
    _add(folium.FitBounds(_bounds(atlas)), drawn, "first_view")
    _base_layers(base(), drawn)
    communes = [_add(layer, drawn, f"communes_{at}") for at, layer in enumerate(_communes(atlas, shapes))]
    for pane in ("names", "towns"):
        _add(_names(pane), drawn, pane)
    figure = drawn.get_root()
    assert isinstance(figure, Figure)
    figure.render()
    steps = "\nyield;\n".join(step.render() for step in figure.script._children.values())
    layers = ", ".join(layer.get_name() for layer in communes)
    module = f"export function* draw() {{\n{steps}\nreturn {{ map: {drawn.get_name()}, communes: [{layers}] }};\n}}\n"
    lines = (line.strip() for line in module.splitlines())
    return ("\n".join(['import "./vendor/leaflet.js";', *filter(None, lines)]) + "\n").encode()


def _empty_map() -> folium.Map:
    drawn = folium.Map(
        tiles=None,
        zoom_control=False,
        attributionControl=False,
        dragging=False,
        scrollWheelZoom=False,
        doubleClickZoom=False,
        zoomSnap=0.25,
        minZoom=4.5,
        maxZoom=13,
        worldCopyJump=False,
    )
    _named(drawn, MAP_ID.removeprefix("map_"))
    for name, order in PANES.items():
        _add(CustomPane(name, order, pointer_events=name == "communes"), drawn, f"pane_{name}")
    return drawn


def _named(element: Element, name: str) -> Element:
    """Put a lasting name in the place of folium's random one."""
    element._id = name
    return element


def _add(element: Element, drawn: folium.Map, name: str) -> Element:
    # folium files children by name, so the name must stand before they are added.
    return _named(element, name).add_to(drawn)


def _layer(features: list[dict[str, Any]], look: str, pane: str, **options: Any) -> folium.GeoJson:
    collection = {"type": "FeatureCollection", "features": features}
    marker = folium.CircleMarker(radius=3)
    marker.options.update(className=look, pane=pane)
    shown = {"interactive": False, "className": look, "pane": pane, **options}
    return folium.GeoJson(collection, marker=marker, smooth_factor=0.6, **shown)


def _feature(kind: str, coordinates: object, **properties: object) -> dict[str, Any]:
    return {"type": "Feature", "properties": properties, "geometry": {"type": kind, "coordinates": coordinates}}


def _base_layers(ground: Base, drawn: folium.Map) -> None:
    layers = {
        "land": _feature("MultiPolygon", ground.land),
        "home": _feature("MultiPolygon", ground.home),
        "border": _feature("MultiLineString", ground.borders),
    }
    for look, feature in layers.items():
        _add(_layer([feature], look, "land"), drawn, look)
    islets = [_feature("Point", point) for points in ground.islands.values() for point in points]
    _add(_layer(islets, "islet", "land"), drawn, "islets")
    rings = [_feature("LineString", around(points)) for points in ground.islands.values()]
    _add(_layer(rings, "archipelago", "land"), drawn, "archipelagos")


def _communes(atlas: Atlas, shapes: dict[str, list[Polygon]]) -> Iterator[folium.GeoJson]:
    """The communes in layers of a few, each drawn in one step."""
    features = [
        _feature(*_shape(commune, shapes), code=commune.code, at=[commune.latitude, commune.longitude])
        for commune in atlas.communes
    ]
    for start in range(0, len(features), AT_ONCE):
        yield _layer(features[start : start + AT_ONCE], "commune", "communes", interactive=True)


def _shape(commune: Commune, shapes: dict[str, list[Polygon]]) -> tuple[str, object]:
    if commune.code in shapes:
        return "MultiPolygon", shapes[commune.code]
    return "Point", (commune.longitude, commune.latitude)


def names() -> Iterator[tuple[str, float, float, str]]:
    """What is written on the map: text, latitude, longitude, kind."""
    for text, latitude, longitude, views in SEAS:
        yield text, latitude, longitude, f"sea {views}"
    for text, latitude, longitude, views in COUNTRIES:
        yield text, latitude, longitude, f"country {views}"
    for near in home().names:
        yield near.text, near.latitude, near.longitude, f"{near.kind} near"
    for code, points in base().islands.items():
        yield ARCHIPELAGOS[code], min(y for _, y in points) - 0.75, fmean(x for x, _ in points), "zone"
    for code, name in gazetteer().provinces.items():
        middle = _middle(gazetteer().of_province(code))
        kind = "province home-province" if code == home_province() else "province"
        yield short_name(name), middle.latitude, middle.longitude, kind


def _middle(communes: list[Commune]) -> Commune:
    """The commune that lies most in the middle; special zones are islands and do not count."""
    inland = [commune for commune in communes if commune.kind != "Đặc khu"]
    latitude, longitude = fmean(one.latitude for one in inland), fmean(one.longitude for one in inland)
    return min(inland, key=lambda one: (one.latitude - latitude) ** 2 + (one.longitude - longitude) ** 2)


def _names(pane: str) -> folium.GeoJson:
    """The names of a pane as one layer; what would be the style of a shape is the text and class of a name here."""
    features = [
        _feature("Point", (longitude, latitude), id=number, text=text, look=look)
        for number, (text, latitude, longitude, look) in enumerate(names())
        if (pane == "towns") == look.startswith(("seat", "town"))
    ]

    def written(feature: dict[str, Any]) -> dict[str, str]:
        properties = feature["properties"]
        classes = " ".join(f"name--{word}" for word in properties["look"].split())
        return {"html": f"<span>{escape(properties['text'])}</span>", "className": f"name {classes}"}

    icon = folium.DivIcon(icon_size=(0, 0))
    marker = folium.Marker(icon=icon, interactive=False, keyboard=False, pane=pane)
    return folium.GeoJson({"type": "FeatureCollection", "features": features}, style_function=written, marker=marker)


def _bounds(atlas: Atlas) -> list[list[float]]:
    near = [one for one in atlas.home if one.code not in FAR_ZONES and one not in atlas.framed]
    latitudes, longitudes = [one.latitude for one in near], [one.longitude for one in near]
    corners = [(min(latitudes) - MARGIN, min(longitudes) - MARGIN), (max(latitudes) + MARGIN, max(longitudes) + MARGIN)]
    return [[round(latitude, 3), round(longitude, 3)] for latitude, longitude in corners]
