"""How tall a sheet becomes in print, estimated from the widths of its letters; `sheet/sheet.css` sets it so.

All measures are in em of the sheet's own type unless they say otherwise; each number stands in the style sheet too.
A browser test prints real and invented sheets and sees that the reserve which the estimate keeps is still there.
"""

from dataclasses import dataclass
from math import ceil

from showcase.look.rendering import amount
from showcase.look.text_width import lines, rows, word_width
from showcase.model.model import Figure
from showcase.schema.vocabulary import label
from showcase.sheets.content import Content, Criterion

_WIDTH = 521.5
"""Points between the margins of the page."""
LEAST = 8.5
"""Points of the smallest type."""
_LINE = 1.4
_KHMER_LETTER = 0.85
"""The width of a broad letter of Khmer."""
_CODE = 30 * 72 / 25.4
"""Points of the QR code."""


@dataclass(frozen=True)
class Setting:
    """In what type a sheet is set."""

    size: float
    """Points."""
    large: float
    """How much larger title, summary and numbers are than on a full sheet."""
    steps: float
    """Part of the width for the steps, the rest being for what it takes."""

    @property
    def classes(self) -> str:
        """Names in the style sheet: `sheet--12 sheet--large`, `sheet--8-5 sheet--steps`."""
        size = f"sheet--{self.size:g}".replace(".", "-")
        return size + " sheet--large" * (self.large > 1) + " sheet--steps" * (self.steps > 0.5)


def height_of_columns(content: Content, setting: Setting) -> float:
    """Points of the steps and of what they take, side by side: all that depends on how they share the line."""
    return setting.size * _columns(content, setting)


def height_around_columns(content: Content, way: str, code: bool, setting: Setting) -> float:
    """Points of all the rest, from the first to the last line; `way`: the words that lead to the whole."""
    body = (
        _head(content, setting)
        + _lead(content, setting)
        + _khmer(content.khmer, setting)
        + _figures(content.figures, setting)
    )
    body += _six(content.criteria, setting.size)
    return setting.size * body + _foot((f"Nguồn: {content.sources}", way), code, setting.size)


def _small(size: float, share: float) -> float:
    """The size of smaller letters in em: `share`, but never below the least."""
    return max(LEAST / size, share)


def _head(content: Content, setting: Setting) -> float:
    width, title = _WIDTH / setting.size - 6 - 1.4, 1.75 * setting.large
    told = lines(content.title, width / title, "600") * title * 1.25 + lines(content.who, width) * _LINE
    return max(6, 2.6 + 2 * 0.35 + told) + 0.6 + 2.5 / setting.size


def _lead(content: Content, setting: Setting) -> float:
    large = 1.15 * setting.large
    return large * (0.6 + lines(content.summary, _WIDTH / setting.size / large) * 1.45)


def _khmer(text: str, setting: Setting) -> float:
    """Its lines are twice as tall; vowels and what stands below a letter take no width of their own."""
    wide = sum("\u1780" <= letter <= "\u17b3" or letter <= "~" for letter in text) * _KHMER_LETTER
    return (ceil(wide / (_WIDTH / setting.size)) + 1) * 2 + 0.6 if text else 0


def _figures(figures: tuple[Figure, ...], setting: Setting) -> float:
    if not figures:
        return 0
    width = (_WIDTH / setting.size - 1.2 * (len(figures) - 1)) / len(figures) - 0.7 - 2.5 / setting.size
    return 0.8 + max(_figure(figure, width, setting) for figure in figures)


def _figure(figure: Figure, width: float, setting: Setting) -> float:
    """The number large with its unit, below it what it counts."""
    large, small = 1.6 * setting.large, _small(setting.size, 0.9)
    about = [word_width(word) for word in label("qualifiers", figure.qualifier).split()] if figure.qualifier else []
    value = [large * word_width(word, "600") for word in amount(figure).split()]
    unit = [word_width(word) for word in figure.unit.split()]
    # A value is kept together: on one line with its unit, or else by itself.
    together = [*about, sum(value) + 0.3 * large * (len(value) - 1), *unit]
    number = (
        rows(together, width)
        if max(together) <= width
        else sum(rows(part, width) for part in (about, value, unit) if part)
    )
    counts = f"{figure.label} ({figure.as_of})" if figure.as_of else figure.label
    return number * large * 1.3 + lines(counts, width / small) * small * 1.35


_HEADING = 1.2 * (0.7 + 1.3 + 0.25)


def _columns(content: Content, setting: Setting) -> float:
    width = _WIDTH / setting.size - 1.6
    left, right = width * setting.steps, width * (1 - setting.steps)
    steps = sum(lines(step, left - 1.7) * _LINE + 0.3 for step in content.steps)
    steps += lines(content.story, left) * _LINE + (_LINE if content.steps_left or not steps else 0)
    needs = sum(lines(name, right, "600") * _LINE + lines(value, right) * _LINE + 0.3 for name, value in content.needs)
    needs += lines(f"Chưa rõ: {content.unknown}.", right) * _LINE if content.unknown else 0
    return _HEADING + max(steps, needs)


def _six(criteria: tuple[Criterion, ...], size: float) -> float:
    width = (_WIDTH / size - 1.6) / 2
    told = [_criterion(one, width) for one in criteria]
    return _HEADING + max(sum(told[:3]), sum(told[3:])) + 2 * 0.4


def _criterion(one: Criterion, width: float) -> float:
    return max(1.7, lines(one.name, width - 2.1, "600") * _LINE) + lines(one.words or "-", width) * _LINE


def _foot(foot: tuple[str, ...], code: bool, size: float) -> float:
    """In points."""
    small = _small(size, 0.8) * size
    width = _WIDTH - (_CODE + 14 if code else 0)
    text = sum(lines(paragraph, width / small) for paragraph in foot) * small * _LINE
    return 1.4 * size + 1 + max(text, _CODE if code else 0)
