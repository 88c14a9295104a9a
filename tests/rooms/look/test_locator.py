"""The locator map of a place in its province: its drawing, the position of the mark, its size in bytes."""

import gzip
import json
import re
from xml.etree import ElementTree

import pytest
import shapely

from showcase.gazetteer.boundaries import Boundaries
from showcase.gazetteer.communes import gazetteer
from showcase.look.locator import MARGIN, Locator, words

BA_CHUC, PHU_QUOC, THO_CHAU, BINH_LU = "30547", "31078", "31105", "03390"


def communes(*codes):
    return [gazetteer().by_code[code] for code in codes]


def square(west, south, east, north):
    """A square province in the format of the boundary files."""
    arc = [[west, south], [east - west, 0], [0, north - south], [west - east, 0], [0, south - north]]
    geometry = {"type": "MultiPolygon", "arcs": [[[0]]], "properties": {"code": "91", "name": "An Giang"}}
    topology = {
        "transform": {"scale": [1, 1], "translate": [0, 0]},
        "arcs": [arc],
        "objects": {"provinces": {"geometries": [geometry]}},
    }
    return Boundaries({"provinces.topo.json": json.dumps(topology).encode()}, {})


def mark(drawing):
    circle = ElementTree.fromstring(drawing).find("circle")
    return float(circle.get("cx")), float(circle.get("cy"))


def view_box(drawing):
    return tuple(map(float, ElementTree.fromstring(drawing).get("viewBox").split()))


def test_words_name_the_place_and_its_province():
    assert words(communes(BA_CHUC)) == "Vị trí của xã Ba Chúc trong tỉnh An Giang"
    assert words(communes(PHU_QUOC)) == "Vị trí của đặc khu Phú Quốc trong tỉnh An Giang"
    assert words(communes(BA_CHUC, PHU_QUOC)) == "Vị trí của xã Ba Chúc, đặc khu Phú Quốc trong tỉnh An Giang"
    assert words(gazetteer().of_province("91")[:5]).endswith(" và 2 nơi khác trong tỉnh An Giang")


def test_without_boundaries_a_rough_outline_holds_every_commune_and_says_so():
    drawing = Locator(None).drawing(communes(BA_CHUC))
    root = ElementTree.fromstring(drawing)
    assert root.get("role") == "img"
    assert root.get("aria-label") == "Vị trí của xã Ba Chúc trong tỉnh An Giang, đường bao vẽ phỏng"
    assert root.find("path").get("class") == "land land--rough"
    parts = [
        [tuple(map(float, point.split())) for point in part.split("L")]
        for part in re.findall(r"M([^Z]+)Z", root.find("path").get("d"))
    ]
    area = shapely.MultiPolygon([shapely.Polygon(part) for part in parts])
    marks = [shapely.Point(mark(Locator(None).drawing([one]))) for one in gazetteer().of_province("91")]
    assert all(area.buffer(0.5).contains(one) for one in marks)
    assert 2 <= len(parts) <= 6  # The mainland and separate islands.


def test_the_mark_stands_where_the_place_is():
    """Thổ Châu is the most south-western point of An Giang; Ba Chúc is north-east of Phú Quốc."""
    locator = Locator(None)
    tho_chau = locator.drawing(communes(THO_CHAU))
    assert mark(tho_chau)[0] == 0
    assert mark(tho_chau)[1] == pytest.approx(view_box(tho_chau)[3] - 2 * MARGIN, abs=0.1)
    ba_chuc, phu_quoc = (mark(locator.drawing(communes(code))) for code in (BA_CHUC, PHU_QUOC))
    assert ba_chuc[0] > phu_quoc[0]
    assert ba_chuc[1] < phu_quoc[1]


def test_with_boundaries_the_outline_is_drawn_to_scale():
    """Four degrees by two, near 10 degrees north: the width is a little less than twice the height."""
    drawing = Locator(square(103, 9, 107, 11)).drawing(communes(BA_CHUC))
    assert ElementTree.fromstring(drawing).find("path").get("class") == "land"
    _, _, width, height = view_box(drawing)
    assert (width - 2 * MARGIN) / (height - 2 * MARGIN) == pytest.approx(2 * 0.985, abs=0.01)
    commune = communes(BA_CHUC)[0]
    across, down = mark(drawing)
    assert across == pytest.approx((commune.longitude - 103) / 4 * (width - 2 * MARGIN), abs=0.1)
    assert down == pytest.approx((11 - commune.latitude) / 2 * (height - 2 * MARGIN), abs=0.1)


def test_a_province_without_an_outline_is_drawn_roughly():
    drawing = Locator(square(103, 9, 107, 11)).drawing(communes(BINH_LU))
    assert 'class="land land--rough"' in drawing
    assert 'aria-label="Vị trí của xã Bình Lư trong tỉnh Lai Châu, đường bao vẽ phỏng"' in drawing


def test_one_drawing_a_province_with_all_its_places():
    drawing = Locator(None).drawing(communes(BA_CHUC, BINH_LU, PHU_QUOC, BA_CHUC))
    first, second = ElementTree.fromstring(f"<all>{drawing}</all>")
    assert [len(one.findall("circle")) for one in (first, second)] == [2, 1]


def test_nothing_is_drawn_where_no_commune_is_known():
    assert Locator(None).drawing([]) == ""


def test_each_drawing_is_made_once():
    locator = Locator(None)
    first, again = (ElementTree.fromstring(locator.drawing(communes(BA_CHUC))) for _ in range(2))
    assert ElementTree.tostring(first) == ElementTree.tostring(again)
    assert locator._province(tuple(communes(BA_CHUC))) is locator._province(tuple(communes(BA_CHUC)))


@pytest.mark.parametrize("province", sorted(gazetteer().provinces))
def test_drawings_are_light_and_every_mark_lies_inside(province):
    locator = Locator(None)
    for commune in gazetteer().of_province(province):
        drawing = locator.drawing([commune])
        _, _, width, height = view_box(drawing)
        across, down = mark(drawing)
        assert 0 <= across <= width - 2 * MARGIN + 0.01
        assert 0 <= down <= height - 2 * MARGIN + 0.01
    assert len(gzip.compress(drawing.encode(), 9)) <= 1536
