"""Cards for social networks: the lotus of the site, and of each told model its title, place and one figure.

Drawn in 16 colours and from parts made once, so that a picture takes milliseconds and a few kilobytes.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from importlib.resources import files
from io import BytesIO
from math import ceil
from typing import NamedTuple
from unicodedata import normalize

from PIL import Image, ImageDraw, ImageFont

from showcase.look.lotus_picture import GROUND, INK, LOTUS, SOFT, put_lotus, reduced
from showcase.model.model import State
from showcase.store.results import NOTHING, Store

FOLDER = "assets/the/"
SIZE = (600, 315)
"""The smallest size that networks show across the whole width; twice that weighs four times as much."""
FULL: tuple[State, ...] = ("figures",) * 6

NAME, CLAIM, MEANING = "Dân vận khéo", "Mô hình hay để làm theo", "Sáu cánh sen là sáu tiêu chí"

_LETTERS: dict[State, str] = {"figures": "f", "text": "t", "empty": "e"}

_CORNER, _SCALE = (32, 42), 2.3
"""Where the lotus of the site begins on its card, and pixels for a unit of it."""
_SMALL_CORNER, _SMALL_SCALE = (20, 176), 1.2
"""The same for the lotus of a model, in the lower left corner."""
_LEFT, _RIGHT, _BESIDE = 32, 568, 160
"""Where texts begin and end; beside the lotus they begin further right."""

_MARGIN = 2
"""Pixels that letters may reach beyond where a word begins and ends."""


class Face(NamedTuple):
    """A weight of the typeface, and its size in pixels."""

    weight: str
    size: int


_TITLE, _PLACE, _ABOUT, _BRAND = Face("SemiBold", 30), Face("Regular", 20), Face("Regular", 18), Face("SemiBold", 17)
_FIGURES = tuple(Face("SemiBold", size) for size in (40, 33, 27, 22))
"""The figure is as large as its line allows; the smallest may take two lines."""


@dataclass(frozen=True)
class Card:
    """One picture: where it lies from the root of the site, and what it shows."""

    path: str
    alt: str


@dataclass(frozen=True)
class CardText:
    """What the card of a model tells."""

    slug: str
    title: str
    place: str
    """`Xã Ba Chúc`."""
    figure: str
    """`trên 60 lao động`; empty where the model has none."""
    about: str
    """What the figure counts, with its day: `lao động có việc thường xuyên (2026)`; else how the model is summed up."""
    states: tuple[State, ...]


SITE = Card(f"{FOLDER}ffffff.png", f"Bông sen sáu cánh, dấu hiệu của kho mô hình “{NAME}”")
"""The card of every page that tells of no single model."""


def card(told: CardText) -> Card:
    """The card of a told model: `assets/the/mo-hinh/bep-an.png`."""
    words = ". ".join(part for part in (told.title, told.place, f"{told.figure} {told.about}".strip()) if part)
    return Card(f"{FOLDER}mo-hinh/{told.slug}.png", words)


def card_files(all_told: Iterable[CardText], store: Store = NOTHING) -> dict[str, bytes]:
    """Path from the root of the site -> PNG: the card of the site, and that of each told model."""
    made = {card(told).path: store.made(store.key("card", repr(told)), partial(picture, told)) for told in all_told}
    return {SITE.path: store.made(store.key("card", "site"), site_picture), **made}


def code(states: Iterable[State]) -> str:
    """Six letters for six states: `ftetee`; f is told with figures, t with text only, e not told."""
    return "".join(_LETTERS[state] for state in states)


@cache
def drawn_lotus() -> Image.Image:
    """The full lotus alone, square, as the icon of the installed site."""
    side = round(100 * _SCALE)
    box = (*_CORNER, _CORNER[0] + side, _CORNER[1] + side)
    return Image.open(BytesIO(site_picture())).convert("RGB").crop(box)


@cache
def site_picture() -> bytes:
    """The card of the site as PNG."""
    image = _sheet()
    _write(image, (288, 142), [NAME], Face("SemiBold", 42), LOTUS)
    _write(image, (288, 182), [CLAIM], Face("Regular", 23), INK)
    _write(image, (288, 216), [MEANING], _ABOUT, SOFT)
    drawn = reduced(image)
    put_lotus(drawn, FULL, _CORNER, _SCALE)
    return _written(drawn)


def picture(told: CardText) -> bytes:
    """The card of a model as PNG; the same bytes for the same model."""
    image = _sheet()
    _write_head(image, told)
    _write_foot(image, told)
    drawn = reduced(image)
    put_lotus(drawn, told.states, _SMALL_CORNER, _SMALL_SCALE)
    return _written(drawn)


def _sheet() -> Image.Image:
    return Image.new("RGB", SIZE, GROUND)


def _written(drawn: Image.Image) -> bytes:
    file = BytesIO()
    drawn.save(file, "PNG", bits=4, compress_level=4)
    return file.getvalue()


def _write_head(image: Image.Image, told: CardText) -> None:
    """The title on three lines at most, and the place on one."""
    below = _write(image, (_LEFT, 52), fitted(told.title, _TITLE, _RIGHT - _LEFT, 3), _TITLE, INK)
    _write(image, (_LEFT, below - 6), fitted(told.place, _PLACE, _RIGHT - _LEFT, 1), _PLACE, SOFT)


def _write_foot(image: Image.Image, told: CardText) -> None:
    """Beside the lotus the figure and what it counts, and the name of the site."""
    width, figure = _RIGHT - _BESIDE, _plain(told.figure)
    face = next((face for face in _FIGURES if length(figure, face) <= width), _FIGURES[-1])
    shown = fitted(figure, face, width, 2)
    below = _write(image, (_BESIDE, 222 if len(shown) < 2 else 206), shown, face, LOTUS)
    below = below - face.size // 3 if shown else below
    _write(image, (_BESIDE, below), fitted(told.about, _ABOUT, width, 2), _ABOUT, SOFT)
    _write(image, (_RIGHT - length(NAME, _BRAND), 304), [NAME], _BRAND, LOTUS)


def _write(image: Image.Image, at: tuple[float, int], lines: Iterable[str], face: Face, colour: str) -> int:
    """Lines of text, the first with its baseline at `at`. Returns the baseline of the line after the last."""
    left, bottom = at
    for line in lines:
        across = left
        for word in line.split():
            mask, word_width = _word(word, face)
            image.paste(colour, (round(across) - _MARGIN, bottom - _rise(face)), mask)
            across += word_width + _blank(face)
        bottom += round(1.33 * face.size)
    return bottom


def fitted(text: str, face: Face, width: float, most: int) -> list[str]:
    """A text on `most` lines of `width` pixels; words that have no room are left out, and an ellipsis tells so."""
    lines: list[str] = []
    for word in _plain(text).split():
        if lines and length(f"{lines[-1]} {word}", face) <= width:
            lines[-1] += f" {word}"
        elif len(lines) < most:
            lines.append(word)
        else:
            lines[-1] = _open_ended(lines[-1], face, width)
            break
    return [line if length(line, face) <= width else _shortened(line, face, width) for line in lines]


def _open_ended(line: str, face: Face, width: float) -> str:
    """A line with an ellipsis at its end, without the last words where that has no room."""
    words = line.split()
    while len(words) > 1 and length(f"{' '.join(words)}…", face) > width:
        words.pop()
    return f"{' '.join(words).rstrip(',;:-(')}…"


def _shortened(word: str, face: Face, width: float) -> str:
    """A word wider than a line, without its last letters."""
    while len(word) > 1 and length(f"{word}…", face) > width:
        word = word[:-1]
    return f"{word}…"


def length(text: str, face: Face) -> float:
    """The width of a text in pixels."""
    words = text.split()
    return sum(_word(word, face)[1] for word in words) + _blank(face) * max(0, len(words) - 1)


def _plain(text: str) -> str:
    """Composed letters, which the simple layout needs, on one line."""
    return " ".join(normalize("NFC", text).split())


# The words of ten thousand models are few; each is drawn once.
@lru_cache(maxsize=4096)
def _word(word: str, face: Face) -> tuple[Image.Image, float]:
    """A word as a mask, with its baseline `_rise` below the top, and how far it advances, in pixels."""
    font = _font(face)
    word_width = font.getlength(word)
    mask = Image.new("L", (ceil(word_width) + 2 * _MARGIN, 2 * face.size))
    ImageDraw.Draw(mask).text((_MARGIN, _rise(face)), word, 255, font, "ls")
    return mask, word_width


def _rise(face: Face) -> int:
    return round(1.4 * face.size)


@cache
def _blank(face: Face) -> float:
    return _font(face).getlength(" ")


@cache
def _font(face: Face) -> ImageFont.FreeTypeFont:
    font = files("fontpkg_be_vietnam_pro") / "files" / f"BeVietnamPro-{face.weight}.ttf"
    # The simple layout is the one that every build of Pillow has; composed letters need no more.
    return ImageFont.truetype(BytesIO(font.read_bytes()), face.size, layout_engine=ImageFont.Layout.BASIC)
