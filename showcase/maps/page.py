"""The map page, its preview for the front page, and the files that both need."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from markupsafe import Markup

from showcase.gazetteer.communes import Commune
from showcase.gazetteer.shapes import Line, Polygon, base
from showcase.insight.facets import facet_keys
from showcase.insight.listing import perhaps_with_models
from showcase.insight.site import Site
from showcase.look.rendering import Context, render
from showcase.maps.atlas import (
    ARCHIPELAGOS,
    MAP_ID,
    UNPLACED,
    Atlas,
    Row,
    data_file,
    list_files,
    name_of,
    unplaced_note,
)
from showcase.maps.drawing import framed_drawings, inset_drawing, preview_drawing, province_drawing
from showcase.model.model import Model
from showcase.schema.vocabulary import vocabulary

FOLDER = "assets/map/"

UNPLACED_SHOWN = 60
"""So many models of unknown communes stand in the page; with more, the rest is on the search page."""

COPIED_SHOWN = 40
"""So many originals stand in the page, the most copied ones, each with its first copies."""


@dataclass(frozen=True, kw_only=True)
class MapPage(Context):
    """The page of the map."""

    template: ClassVar[str] = "map.html"

    root: str
    facets: str
    """The keys of all, also of those that only the search page has: what it was asked for stays in the address."""
    map_id: str
    drawing: Markup
    inset: Markup
    total: int
    placed: int
    covered: int
    """Communes that have a model."""
    home: list[Row]
    others: list[Row]
    fields: list[str]
    steps: list[int]
    jumps: list[Commune]
    archipelagos: dict[str, str]
    unplaced: list[tuple[Model, str]]
    unplaced_total: int
    unplaced_file: str
    copied: list[tuple[Model, list[Model]]]
    copied_total: int
    framed: list[tuple[Commune, Markup]]
    """Islands outside the first view, each drawn in a frame."""
    credit: str
    bounded: bool
    """Whether boundaries are shown."""
    name_of: Callable[[Commune], str]


@dataclass(frozen=True, kw_only=True)
class MapPreview(Context):
    """A drawing with its caption, for the front page."""

    template: ClassVar[str] = "map_preview.html"

    root: str
    drawing: Markup
    have: int
    perhaps: int
    """Communes of which it is not clear whether a model is there."""
    all: int


def map_page(site: Site, root: str) -> str:
    """The fragment `map`: the whole page `/ban-do/` without its shell; complete without scripts."""
    atlas = Atlas(site)
    shapes = _shapes(site, atlas)
    return render(
        MapPage(
            root=root,
            facets=facet_keys(site.catalogue.models),
            map_id=MAP_ID,
            drawing=province_drawing(atlas, shapes),
            inset=inset_drawing(),
            total=len(atlas.models),
            placed=len(atlas.models) - len(atlas.unplaced),
            covered=len(site.catalogue.by_commune),
            home=atlas.table(atlas.home),
            others=atlas.table(atlas.others),
            fields=list(vocabulary("fields").values()),
            steps=atlas.steps,
            jumps=atlas.jumps(),
            archipelagos=ARCHIPELAGOS,
            unplaced=[(model, unplaced_note(model)) for model in atlas.unplaced[:UNPLACED_SHOWN]],
            unplaced_total=len(atlas.unplaced),
            unplaced_file=UNPLACED,
            copied=atlas.copied[:COPIED_SHOWN],
            copied_total=len(atlas.copied),
            framed=framed_drawings(atlas, shapes),
            credit=base().credit,
            bounded=bool(shapes),
            name_of=name_of,
        )
    )


def _shapes(site: Site, atlas: Atlas) -> dict[str, list[Polygon]]:
    """Code -> polygons of the communes shown, as far as boundaries have been fetched."""
    fetched = site.boundaries
    codes = [commune.code for commune in atlas.communes if fetched and commune.code in fetched]
    return {
        code: [[_rounded(ring) for ring in polygon] for polygon in fetched.polygons(code)] for code in codes if fetched
    }


def _rounded(ring: Line) -> Line:
    """To four decimals, some ten metres: half a pixel in the nearest view."""
    return [(round(x, 4), round(y, 4)) for x, y in ring]


def map_preview(site: Site, root: str) -> str:
    """The fragment `map-preview`: a drawing with its caption, for the front page."""
    atlas = Atlas(site)
    have = sum(1 for commune in atlas.home if atlas.in_commune(commune))
    perhaps = len(perhaps_with_models(site, atlas.home))
    return render(
        MapPreview(root=root, drawing=preview_drawing(atlas), have=have, perhaps=perhaps, all=len(atlas.home))
    )


def map_files(site: Site) -> dict[str, bytes]:
    """Path from the root of the site -> content of each file of the map that the build makes."""
    from showcase.maps.interactive import map_script, vendor_files  # folium takes a third of a second to load

    atlas = Atlas(site)
    made = {"map.js": map_script(atlas, _shapes(site, atlas)), "communes.json": data_file(atlas)}
    made |= {f"communes/{name}": content for name, content in list_files(atlas).items()}
    made |= {f"vendor/{name}": content for name, content in vendor_files().items()}
    return {f"{FOLDER}{name}": content for name, content in made.items()}
