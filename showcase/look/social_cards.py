"""Cards for social networks: the lotus of a model as a picture, one for each combination of six states.

Drawn in 16 colours and from parts made once, so that a picture takes milliseconds and a few kilobytes.
"""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import BytesIO
from itertools import accumulate, pairwise
from math import cos, hypot, radians, sin

from PIL import Image, ImageDraw, ImageFont

from showcase.look.lotus import summary
from showcase.model.model import State

FOLDER = "assets/the/"
SIZE = (600, 315)
"""The smallest size that networks show across the whole width; twice that weighs four times as much."""
FULL: tuple[State, ...] = ("figures",) * 6

NAME, CLAIM, MEANING = "Dân vận khéo", "Mô hình hay để làm theo", "Sáu cánh sen là sáu tiêu chí"

_INK, _SOFT, _GROUND = "#23272c", "#565d66", "#faf8f4"
_LOTUS, _PALE, _GOLD = "#ad2459", "#f8dfe8", "#d0901a"
_LETTERS: dict[State, str] = {"figures": "f", "text": "t", "empty": "e"}

_SCALE = 2.3
"""Pixels of the card for a unit of the lotus, whose box is 100 x 100 as in `lotus.py`."""
_CORNER = (32, 42)
"""Where the box of the lotus begins on the card."""
_SMOOTH = 6
"""Everything is drawn so many times larger and then made small."""
_LINE = 2.5
"""Width of a line, in units of the lotus."""
_DASHES = 11
"""Dashes around a petal."""

_CURVES = (((50, 49), (37, 38), (35, 19), (50, 3)), ((50, 3), (65, 19), (63, 38), (50, 49)))
"""The petal of `lotus.PETAL` as two Bezier curves."""

Point = tuple[float, float]


@dataclass(frozen=True)
class Card:
    """One picture: where it lies from the root of the site, and what it shows."""

    path: str
    alt: str


def card(states: tuple[State, ...] | None = None) -> Card:
    """The card of a model (`assets/the/ftetee.png`), or without states that of all other pages."""
    path = f"{FOLDER}{code(states or FULL)}.png"
    if states is None:
        return Card(path, f"Bông sen sáu cánh, dấu hiệu của kho mô hình “{NAME}”")
    return Card(path, f"Bông sen của mô hình “{NAME}”, mỗi cánh một tiêu chí: {summary(states)}")


def code(states: Iterable[State]) -> str:
    """Six letters for six states: `ftetee`; f is told with figures, t with text only, e not told."""
    return "".join(_LETTERS[state] for state in states)


def card_files(all_states: Iterable[tuple[State, ...]]) -> dict[str, bytes]:
    """Path from the root of the site -> PNG, one for each combination that occurs, and that of other pages."""
    return {f"{FOLDER}{code(states)}.png": picture(states) for states in sorted({FULL, *all_states})}


@cache
def drawn_lotus() -> Image.Image:
    """The full lotus alone, square, as the icon of the installed site."""
    corner, side = _CORNER, round(100 * _SCALE)
    box = (corner[0], corner[1], corner[0] + side, corner[1] + side)
    return Image.open(BytesIO(picture(FULL))).convert("RGB").crop(box)


@cache
def picture(states: tuple[State, ...]) -> bytes:
    """The card of six states as PNG; the same bytes for the same states."""
    drawn = _ground().copy()
    for index, state in enumerate(states):
        corner, petal, mask = _petal(index, state)
        drawn.paste(petal, corner, mask)
    drawn.paste(*_heart())
    written = BytesIO()
    drawn.save(written, "PNG", bits=4, compress_level=4)
    return written.getvalue()


@cache
def _palette() -> Image.Image:
    """The six colours, and steps between those that meet, for smooth edges."""
    pairs = ((_GROUND, _INK), (_GROUND, _LOTUS), (_GROUND, _SOFT), (_PALE, _LOTUS), (_GROUND, _GOLD))
    colours = [_rgb(one) for one in (_GROUND, _INK, _SOFT, _LOTUS, _PALE, _GOLD)]
    colours += [_between(*pair, share) for pair in pairs for share in (0.35, 0.68)]
    palette = Image.new("P", (1, 1))
    palette.putpalette([value for colour in colours for value in colour])
    return palette


def _rgb(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[at : at + 2], 16) for at in (1, 3, 5))


def _between(one: str, other: str, share: float) -> tuple[int, ...]:
    return tuple(round(a + share * (b - a)) for a, b in zip(_rgb(one), _rgb(other), strict=True))


def _reduced(image: Image.Image) -> Image.Image:
    """To the colours of the palette."""
    return image.quantize(palette=_palette(), dither=Image.Dither.NONE)


@cache
def _ground() -> Image.Image:
    """The card without petals."""
    image = Image.new("RGB", SIZE, _GROUND)
    draw = ImageDraw.Draw(image)
    draw.text((288, 142), NAME, _LOTUS, _font("SemiBold", 42), "ls")
    draw.text((288, 182), CLAIM, _INK, _font("Regular", 23), "ls")
    draw.text((288, 216), MEANING, _SOFT, _font("Regular", 18), "ls")
    return _reduced(image)


def _font(weight: str, size: int) -> ImageFont.FreeTypeFont:
    font = files("fontpkg_be_vietnam_pro") / "files" / f"BeVietnamPro-{weight}.ttf"
    # The simple layout is the one that every build of Pillow has; composed letters need no more.
    return ImageFont.truetype(BytesIO(font.read_bytes()), size, layout_engine=ImageFont.Layout.BASIC)


@cache
def _heart() -> tuple[Image.Image, tuple[int, int], Image.Image]:
    image, draw = _sheet()
    draw.circle((image.width / 2,) * 2, 6.5 * _SCALE * _SMOOTH, _GOLD)
    corner, heart, mask = _cut_out(image)
    return heart, corner, mask


@cache
def _petal(index: int, state: State) -> tuple[tuple[int, int], Image.Image, Image.Image]:
    image, draw = _sheet()
    outline = [(x * _SCALE * _SMOOTH, y * _SCALE * _SMOOTH) for x, y in _outline(index)]
    width = round(_LINE * _SCALE * _SMOOTH)
    if state != "empty":
        draw.polygon(outline, _LOTUS if state == "figures" else _PALE)
    if state == "text":
        draw.line([*outline, *outline[:2]], _LOTUS, width, "curve")
    for dash in _dashes(outline) if state == "empty" else ():
        draw.line(dash, _SOFT, width, "curve")
    return _cut_out(image)


def _sheet() -> tuple[Image.Image, ImageDraw.ImageDraw]:
    """An empty box of the lotus, large."""
    image = Image.new("RGB", (round(100 * _SCALE * _SMOOTH),) * 2, _GROUND)
    return image, ImageDraw.Draw(image)


def _cut_out(large: Image.Image) -> tuple[tuple[int, int], Image.Image, Image.Image]:
    """Where on the card a drawn part goes, the part itself, and the mask of what it covers."""
    part = _reduced(large.reduce(_SMOOTH))
    # Colour 0 is the ground, which must not cover other parts.
    mask = part.point([0] + [255] * 255, "1")
    box = mask.getbbox()
    assert box is not None
    return (_CORNER[0] + box[0], _CORNER[1] + box[1]), part.crop(box), mask.crop(box)


def _outline(index: int) -> list[Point]:
    """The petal that points to `60 * index` degrees from the top, clockwise, as a polygon."""
    turn = radians(60 * index)
    steps = [step / 24 for step in range(24)]
    points = [_on_curve(curve, share) for curve in _CURVES for share in steps]
    across, down = [x - 50 for x, _ in points], [y - 50 for _, y in points]
    return [
        (50 + x * cos(turn) - y * sin(turn), 50 + x * sin(turn) + y * cos(turn))
        for x, y in zip(across, down, strict=True)
    ]


def _on_curve(curve: tuple[Point, Point, Point, Point], share: float) -> Point:
    rest = 1 - share
    weights = (rest**3, 3 * rest**2 * share, 3 * rest * share**2, share**3)
    x, y = (sum(weight * point[axis] for weight, point in zip(weights, curve, strict=True)) for axis in (0, 1))
    return x, y


def _dashes(outline: list[Point]) -> list[list[Point]]:
    """Every second of `2 * DASHES` equal pieces of a closed line."""
    points = [*outline, outline[0]]
    ends = [0.0, *accumulate(hypot(end[0] - start[0], end[1] - start[1]) for start, end in pairwise(points))]
    steps = 4
    at = [ends[-1] * step / (2 * _DASHES * steps) for step in range(2 * _DASHES * steps)]
    walked = [_walked(points, ends, distance) for distance in at]
    return [walked[start : start + steps + 1] for start in range(0, len(walked), 2 * steps)]


def _walked(points: list[Point], ends: list[float], distance: float) -> Point:
    """Where one is after a distance along a line; `ends`: the distance of each of its points."""
    after = bisect_right(ends, distance)
    (x, y), (to_x, to_y) = points[after - 1], points[after]
    share = (distance - ends[after - 1]) / (ends[after] - ends[after - 1])
    return x + share * (to_x - x), y + share * (to_y - y)
