"""The lotus as pixels, in the few colours of the cards for social networks; `lotus.py` draws it as SVG."""

from bisect import bisect_right
from collections.abc import Iterable
from functools import cache
from itertools import accumulate, pairwise
from math import cos, hypot, radians, sin

from PIL import Image, ImageDraw

from showcase.model.model import State

INK, SOFT, GROUND = "#23272c", "#565d66", "#faf8f4"
LOTUS, PALE, GOLD = "#ad2459", "#f8dfe8", "#d0901a"

_SMOOTH = 6
"""Everything is drawn so many times larger and then made small."""
_LINE = 2.5
"""Width of a line, in units of the lotus."""
_DASHES = 11
"""Dashes around a petal."""

_CURVES = (((50, 49), (37, 38), (35, 19), (50, 3)), ((50, 3), (65, 19), (63, 38), (50, 49)))
"""The petal of `lotus.PETAL` as two Bezier curves."""

Point = tuple[float, float]
Corner = tuple[int, int]


def put_lotus(drawn: Image.Image, states: Iterable[State], corner: Corner, scale: float) -> None:
    """Draw a lotus on a picture in the colours of `reduced`; its box of 100 x 100 units begins at `corner`.

    `scale`: pixels for a unit.
    """
    parts = [*(_petal(index, state, scale) for index, state in enumerate(states)), _heart(scale)]
    for (left, top), part, mask in parts:
        drawn.paste(part, (corner[0] + left, corner[1] + top), mask)


@cache
def _palette() -> Image.Image:
    """The six colours, and steps between those that meet, for smooth edges."""
    pairs = ((GROUND, INK), (GROUND, LOTUS), (GROUND, SOFT), (PALE, LOTUS), (GROUND, GOLD))
    colours = [_rgb(one) for one in (GROUND, INK, SOFT, LOTUS, PALE, GOLD)]
    colours += [_between(*pair, share) for pair in pairs for share in (0.35, 0.68)]
    palette = Image.new("P", (1, 1))
    palette.putpalette([value for colour in colours for value in colour])
    return palette


def _rgb(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[at : at + 2], 16) for at in (1, 3, 5))


def _between(one: str, other: str, share: float) -> tuple[int, ...]:
    return tuple(round(a + share * (b - a)) for a, b in zip(_rgb(one), _rgb(other), strict=True))


def reduced(image: Image.Image) -> Image.Image:
    """A picture with the colours of the palette alone."""
    return image.quantize(palette=_palette(), dither=Image.Dither.NONE)


@cache
def _heart(scale: float) -> tuple[Corner, Image.Image, Image.Image]:
    image, draw = _sheet(scale)
    draw.circle((image.width / 2,) * 2, 6.5 * scale * _SMOOTH, GOLD)
    return _cut_out(image)


@cache
def _petal(index: int, state: State, scale: float) -> tuple[Corner, Image.Image, Image.Image]:
    image, draw = _sheet(scale)
    outline = [(x * scale * _SMOOTH, y * scale * _SMOOTH) for x, y in _outline(index)]
    width = round(_LINE * scale * _SMOOTH)
    if state != "empty":
        draw.polygon(outline, LOTUS if state == "figures" else PALE)
    if state == "text":
        draw.line([*outline, *outline[:2]], LOTUS, width, "curve")
    for dash in _dashes(outline) if state == "empty" else ():
        draw.line(dash, SOFT, width, "curve")
    return _cut_out(image)


def _sheet(scale: float) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    """An empty box of the lotus, large."""
    image = Image.new("RGB", (round(100 * scale * _SMOOTH),) * 2, GROUND)
    return image, ImageDraw.Draw(image)


def _cut_out(large: Image.Image) -> tuple[Corner, Image.Image, Image.Image]:
    """Where in the box of the lotus a drawn part goes, the part itself, and the mask of what it covers."""
    part = reduced(large.reduce(_SMOOTH))
    # Colour 0 is the ground, which must not cover other parts.
    mask = part.point([0] + [255] * 255, "1")
    box = mask.getbbox()
    assert box is not None
    return (box[0], box[1]), part.crop(box), mask.crop(box)


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
    """The point at a distance along a line; `ends`: the distance of each of its points."""
    after = bisect_right(ends, distance)
    (x, y), (to_x, to_y) = points[after - 1], points[after]
    share = (distance - ends[after - 1]) / (ends[after] - ends[after - 1])
    return x + share * (to_x - x), y + share * (to_y - y)
