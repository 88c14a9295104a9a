"""Cards for social networks: the content of the picture, checked in its pixels."""

from dataclasses import replace
from io import BytesIO
from itertools import product
from math import cos, radians, sin
from unicodedata import normalize

import pytest
from PIL import Image

from showcase.look.social_cards import FULL, SITE, SIZE, CardText, Face, card, card_files, code, fitted, length, picture

MIXED = ("figures", "text", "empty", "text", "empty", "empty")
LOTUS, PALE, GROUND, GOLD, SOFT = (173, 36, 89), (248, 223, 232), (250, 248, 244), (208, 144, 26), (86, 93, 102)
MIDDLE, UNIT = (80, 236), 1.2
"""Where the heart is, and pixels for a hundredth of the lotus."""
FACE = Face("Regular", 20)

BAGS = CardText(
    slug="to-dan-dem",
    title="Tổ hợp tác đan đệm, giỏ xách bàng",
    place="Xã Ba Chúc",
    figure="trên 60 lao động",
    about="Lao động có việc thường xuyên (2026)",
    states=MIXED,
)
LONG = replace(BAGS, title="Khéo vận động " * 12, place="Xã Ba Chúc, " * 9, about="Lao động có việc " * 12)


def shown(told):
    return Image.open(BytesIO(picture(told))).convert("RGB")


def on_petal(index, distance):
    """The pixel at a distance from the centre on the axis of a petal; petals count clockwise from the top."""
    turn = radians(60 * index)
    return round(MIDDLE[0] + distance * UNIT * sin(turn)), round(MIDDLE[1] - distance * UNIT * cos(turn))


def test_a_card_says_in_words_what_it_shows():
    assert card(BAGS).path == "assets/the/mo-hinh/to-dan-dem.png"
    assert card(BAGS).alt == (
        "Tổ hợp tác đan đệm, giỏ xách bàng. Xã Ba Chúc. trên 60 lao động Lao động có việc thường xuyên (2026)"
    )
    assert SITE.alt == "Bông sen sáu cánh, dấu hiệu của kho mô hình “Dân vận khéo”"


def test_names_of_all_combinations_differ():
    assert len({code(states) for states in product(("figures", "text", "empty"), repeat=6)}) == 3**6
    assert code(MIXED) == "ftetee"


@pytest.mark.parametrize("states", [MIXED, MIXED[::-1], FULL, ("empty",) * 6])
def test_each_petal_shows_its_state(states):
    image = shown(replace(BAGS, states=states))
    expected = {"figures": LOTUS, "text": PALE, "empty": GROUND}
    assert [image.getpixel(on_petal(index, 25)) for index in range(6)] == [expected[state] for state in states]
    assert image.getpixel(MIDDLE) == GOLD


def test_an_empty_petal_is_a_dashed_outline():
    """Its outline alternates lines and gaps, so that readers recognise it without colour."""
    image = shown(replace(BAGS, states=("empty",) * 6)).crop((24, 180, 136, 295))
    colours = {colour: count for count, colour in image.getcolors(maxcolors=99)}
    assert 300 < colours[SOFT] < 3000
    assert LOTUS not in colours


@pytest.mark.parametrize("told", [BAGS, LONG, replace(BAGS, figure="", about="")])
def test_every_picture_is_small_and_of_the_size_that_pages_tell(told):
    image = Image.open(BytesIO(picture(told)))
    assert (image.format, image.size) == ("PNG", SIZE)
    assert len(picture(told)) <= 16 * 1024


@pytest.mark.parametrize(
    ("part", "box"),
    [
        ("title", (30, 20, 570, 130)),
        ("place", (30, 60, 570, 170)),
        ("figure", (160, 180, 570, 230)),
        ("about", (160, 200, 570, 290)),
    ],
)
def test_title_place_and_figure_are_written_each_in_its_place(part, box):
    """Without one of them the picture changes only at its position, or where the next text moves up."""
    whole, without = shown(BAGS), shown(replace(BAGS, **{part: ""}))
    assert whole.crop(box).tobytes() != without.crop(box).tobytes()
    lotus = (20, 176, 140, 296)
    assert whole.crop(lotus).tobytes() == without.crop(lotus).tobytes()


def test_long_texts_stay_on_the_card_and_apart():
    image = shown(LONG)
    for edge in ((0, 0, 600, 12), (0, 0, 20, 315), (580, 0, 600, 315), (0, 308, 600, 315)):
        assert len(image.crop(edge).getcolors()) == 1, edge


def test_a_text_is_cut_between_words_and_says_so():
    lines = fitted("một hai ba bốn năm sáu bảy tám chín mười", FACE, 100, 2)
    assert len(lines) == 2
    assert lines[1].endswith("…")
    assert " ".join(lines)[:-1] in "một hai ba bốn năm sáu bảy tám chín mười"
    assert all(length(line, FACE) <= 100 for line in lines)
    assert fitted("một hai", FACE, 300, 1) == ["một hai"]
    assert fitted("", FACE, 300, 2) == []


def test_a_word_wider_than_a_line_loses_its_end():
    (line,) = fitted("https://danvankheo.example.vn/mo-hinh/", FACE, 120, 1)
    assert line.endswith("…")
    assert length(line, FACE) <= 120


def test_letters_in_parts_look_like_composed_ones():
    apart = replace(BAGS, **{name: normalize("NFD", getattr(BAGS, name)) for name in ("title", "place", "about")})
    assert picture(apart) == picture(BAGS)


def test_one_file_for_each_told_model_and_one_for_all_other_pages():
    files = card_files([BAGS])
    assert list(files) == ["assets/the/ffffff.png", "assets/the/mo-hinh/to-dan-dem.png"]
    assert files["assets/the/mo-hinh/to-dan-dem.png"] == picture(BAGS)
    written = Image.open(BytesIO(files[SITE.path])).convert("RGB").crop((280, 100, 590, 230))
    assert sum(count for count, colour in written.getcolors(maxcolors=99) if colour != GROUND) > 4000
