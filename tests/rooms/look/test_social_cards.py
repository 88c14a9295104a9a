"""Cards for social networks: what the picture shows, looked up in its pixels."""

from io import BytesIO
from itertools import product
from math import cos, radians, sin

import pytest
from PIL import Image

from showcase.look.social_cards import FULL, SIZE, card, card_files, code, picture

MIXED = ("figures", "text", "empty", "text", "empty", "empty")
LOTUS, PALE, GROUND, GOLD, SOFT = (173, 36, 89), (248, 223, 232), (250, 248, 244), (208, 144, 26), (86, 93, 102)
MIDDLE, UNIT = (147, 157), 2.3
"""Where the heart is, and pixels for a hundredth of the lotus."""


def shown(states):
    return Image.open(BytesIO(picture(states))).convert("RGB")


def on_petal(index, distance):
    """The pixel so far from the heart on the axis of a petal, clockwise from the top."""
    turn = radians(60 * index)
    return round(MIDDLE[0] + distance * UNIT * sin(turn)), round(MIDDLE[1] - distance * UNIT * cos(turn))


def test_a_card_is_named_by_the_six_states():
    assert code(MIXED) == "ftetee"
    assert card(MIXED).path == "assets/the/ftetee.png"
    assert card(MIXED).alt == (
        "Bông sen của mô hình “Dân vận khéo”, mỗi cánh một tiêu chí: 1 tiêu chí có số liệu, 2 có mô tả, 3 chưa rõ"
    )


def test_pages_without_a_model_have_the_full_lotus():
    assert card().path == "assets/the/ffffff.png"
    assert card().alt == "Bông sen sáu cánh, dấu hiệu của kho mô hình “Dân vận khéo”"


def test_names_of_all_combinations_differ():
    assert len({code(states) for states in product(("figures", "text", "empty"), repeat=6)}) == 3**6


@pytest.mark.parametrize("states", [MIXED, MIXED[::-1], FULL, ("empty",) * 6])
def test_each_petal_shows_its_state(states):
    image = shown(states)
    expected = {"figures": LOTUS, "text": PALE, "empty": GROUND}
    assert [image.getpixel(on_petal(index, 25)) for index in range(6)] == [expected[state] for state in states]
    assert image.getpixel(MIDDLE) == GOLD


def test_an_empty_petal_is_a_dashed_outline():
    """Around it lines and gaps take turns, so that it can be told without colour."""
    image = shown(("empty",) * 6).crop((100, 45, 195, 130))
    colours = {colour: count for count, colour in image.getcolors(maxcolors=99)}
    assert 150 < colours[SOFT] < 900
    assert LOTUS not in colours


def test_every_picture_is_small_and_of_the_size_that_pages_tell():
    for states in [FULL, MIXED, ("text",) * 6, ("empty",) * 6]:
        image = Image.open(BytesIO(picture(states)))
        assert (image.format, image.size) == ("PNG", SIZE)
        assert len(picture(states)) <= 12 * 1024


def test_the_name_of_the_site_is_written_on_it():
    """Dark letters on the right half; the lotus keeps to the left."""
    written = shown(FULL).crop((280, 100, 590, 230))
    assert sum(count for count, colour in written.getcolors(maxcolors=99) if colour != GROUND) > 4000
    assert shown(FULL).crop((280, 0, 600, 90)).getcolors() == [(320 * 90, GROUND)]


def test_the_same_states_give_the_same_bytes():
    before = picture(MIXED)
    picture.cache_clear()
    assert picture(MIXED) == before


def test_one_file_for_each_combination_and_one_for_all_other_pages():
    files = card_files([MIXED, MIXED, ("empty",) * 6])
    assert list(files) == ["assets/the/eeeeee.png", "assets/the/ffffff.png", "assets/the/ftetee.png"]
    assert files["assets/the/ftetee.png"] == picture(MIXED)
