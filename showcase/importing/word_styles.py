"""Properties that paragraphs and runs of a Word document get from styles and numbering, by Word's rules."""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from functools import lru_cache

from showcase.importing.word_package import Element, Package, w

_HEADING = re.compile(r"heading ([1-9])", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:toc (?:[1-9]|heading)|table of figures)", re.IGNORECASE)
_BASES = 12
"""Most styles in a chain of base styles; the chain in a hostile file may be a circle."""


class Styles:
    """The styles of a document."""

    def __init__(self, package: Package) -> None:
        root = package.related("styles")
        styles = () if root is None else root.iterchildren(w("style"))
        self._styles = {style.get(w("styleId"), ""): style for style in styles}
        self._default = None if root is None else root.find(f"{w('docDefaults')}/{w('rPrDefault')}/{w('rPr')}")
        self._normal = next((style_id for style_id, style in self._styles.items() if _is_default(style)), "")
        self.chain = lru_cache(maxsize=1000)(self._chain)

    def _chain(self, style_id: str) -> tuple[Element, ...]:
        """A style and its base styles, nearest first."""
        chain: list[Element] = []
        while style_id in self._styles and len(chain) < _BASES:
            chain.append(self._styles[style_id])
            style_id = _value(chain[-1].find(w("basedOn")))
        return tuple(chain)

    def of_paragraph(self, paragraph: Element) -> tuple[Element, ...]:
        """The styles of a paragraph, nearest first."""
        return self.chain(_value(paragraph.find(f"{w('pPr')}/{w('pStyle')}")) or self._normal)

    def level(self, paragraph: Element) -> int:
        """1 to 9 for a heading, by the name of its style or its outline level; 0 for other paragraphs."""
        own = paragraph.find(f"{w('pPr')}/{w('outlineLvl')}")
        levels = [_value(own)] if own is not None else []
        for style in self.of_paragraph(paragraph):
            if name := _HEADING.fullmatch(_value(style.find(w("name")))):
                return int(name[1])
            levels.append(_value(style.find(f"{w('pPr')}/{w('outlineLvl')}")))
        outline = next((value for value in levels if value.isdecimal()), "9")
        return int(outline) + 1 if int(outline) < 9 else 0

    def is_contents(self, paragraph: Element) -> bool:
        """Whether a paragraph belongs to a table of contents or of figures."""
        return any(_CONTENTS.fullmatch(_value(style.find(w("name")))) for style in self.of_paragraph(paragraph))

    def is_hidden(self, run: Element, paragraph: Element) -> bool:
        """Whether a run is hidden text."""
        return next((_is_on(switch) for switch in self._properties(run, paragraph, "vanish")), False)

    def font(self, run: Element, paragraph: Element) -> str:
        """The font of a run; empty where only the theme defines it."""
        for fonts in self._properties(run, paragraph, "rFonts"):
            if name := fonts.get(w("hAnsi")) or fonts.get(w("ascii")):
                return str(name)
        return ""

    def _properties(self, run: Element, paragraph: Element, name: str) -> list[Element]:
        """A property from the run, its style, the style of the paragraph and the defaults, in this order."""
        own = run.find(w("rPr"))
        style = self.chain(_value(run.find(f"{w('rPr')}/{w('rStyle')}")))
        inherited = [style.find(w("rPr")) for style in (*style, *self.of_paragraph(paragraph))]
        holders = [holder for holder in (own, *inherited, self._default) if holder is not None]
        return [value for holder in holders if (value := holder.find(w(name))) is not None]


def _is_default(style: Element) -> bool:
    return style.get(w("default")) in ("1", "true", "on") and style.get(w("type")) == "paragraph"


def _is_on(switch: Element) -> bool:
    return switch.get(w("val"), "1") not in ("0", "false", "off")


def _value(element: Element | None) -> str:
    return "" if element is None else str(element.get(w("val"), ""))


@dataclass
class _List:
    """One level of a list: number format, pattern (`%1.%2.`) and first number."""

    form: str
    pattern: str
    start: int


@dataclass
class Numbering:
    """Counts the automatic numbers of paragraphs, which are not part of the text."""

    styles: Styles
    lists: dict[str, dict[int, _List]] = field(default_factory=dict)
    """Number of a list -> its levels."""
    counts: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0] * 9))
    groups: dict[str, str] = field(default_factory=dict)
    """Number of a list -> name of the abstract list whose counters it uses."""

    def load(self, package: Package) -> "Numbering":
        """Read the lists of a document; returns self."""
        root = package.related("numbering")
        if root is None:
            return self
        abstract = {item.get(w("abstractNumId"), ""): _levels(item) for item in root.iterchildren(w("abstractNum"))}
        for item in root.iterchildren(w("num")):
            number, base = item.get(w("numId"), ""), _value(item.find(w("abstractNumId")))
            self.lists[number] = abstract.get(base, {})
            self.groups[number] = number if item.find(w("lvlOverride")) is not None else f"abstract {base}"
        return self

    def label(self, paragraph: Element) -> str:
        """The number of a paragraph and a space: `2.1. `, `a) `, `- `; empty without a number."""
        number, level = self._of(paragraph)
        form = self.lists.get(number, {}).get(level)
        if form is None:
            return ""
        counts = self.counts[self.groups[number]]
        counts[level] = counts[level] + 1 if counts[level] else form.start
        counts[level + 1 :] = [0] * (8 - level)
        if form.form == "bullet":
            return "- "
        written = re.sub("%([1-9])", lambda match: self._written(number, int(match[1]) - 1, counts), form.pattern)
        return f"{written.strip()} " if written.strip() else ""

    def _written(self, number: str, level: int, counts: list[int]) -> str:
        form = self.lists[number].get(level)
        return _number(counts[level] or (form.start if form else 1), form.form if form else "decimal")

    def _of(self, paragraph: Element) -> tuple[str, int]:
        holders = [paragraph, *self.styles.of_paragraph(paragraph)]
        settings = [holder.find(f"{w('pPr')}/{w('numPr')}") for holder in holders]
        settings = [item for item in settings if item is not None]
        number = next((value for item in settings if (value := _value(item.find(w("numId"))))), "")
        level = next((value for item in settings if (value := _value(item.find(w("ilvl"))))), "0")
        return number, int(level) if level in set("012345678") else 0


def _levels(abstract: Element) -> dict[int, _List]:
    levels = {}
    for item in abstract.iterchildren(w("lvl")):
        level, start = item.get(w("ilvl"), ""), _value(item.find(w("start")))
        if level in set("012345678"):
            form = _value(item.find(w("numFmt"))) or "decimal"
            pattern = _value(item.find(w("lvlText")))[:40]
            levels[int(level)] = _List(form, pattern, int(start) if re.fullmatch("[0-9]{1,4}", start) else 1)
    return levels


def _number(value: int, form: str) -> str:
    value = min(value, 3999)
    if form in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (value - 1) % 26) * (1 + (value - 1) // 26) if value else ""
        return letter.upper() if form == "upperLetter" else letter
    if form in ("lowerRoman", "upperRoman"):
        return _roman(value) if form == "upperRoman" else _roman(value).lower()
    return "" if form == "none" else str(value)


def _roman(value: int) -> str:
    signs = [("M", 1000), ("CM", 900), ("D", 500), ("CD", 400), ("C", 100), ("XC", 90), ("L", 50), ("XL", 40)]
    written = ""
    for sign, worth in [*signs, ("X", 10), ("IX", 9), ("V", 5), ("IV", 4), ("I", 1)]:
        written += sign * (value // worth)
        value %= worth
    return written
