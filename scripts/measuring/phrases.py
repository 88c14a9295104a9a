"""Sentences for synthetic models, drawn from the word lists of `words.yml`."""

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import yaml

from showcase.language.words import number

Words = dict[str, Any]

WORDS_FILE = Path(__file__).with_name("words.yml")

_TOKEN = re.compile(r"<(\w+)>|\(([^()]*\|[^()]*)\)")

_Part = str | tuple[str] | list[str]
"""Plain text, a slot to fill in, or a choice."""


@cache
def words() -> Words:
    """The word lists."""
    with WORDS_FILE.open(encoding="utf-8") as stream:
        found: Words = yaml.load(stream, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return found


def lower_first(text: str) -> str:
    """`lower_first("Xã Ba Chúc") == "xã Ba Chúc"`."""
    return text[:1].lower() + text[1:]


def upper_first(text: str) -> str:
    """The text with a capital at its beginning."""
    return text[:1].upper() + text[1:]


@cache
def _parts(template: str) -> list[_Part]:
    """The pieces of a template such as `<owner> họp (hai|ba) lần`."""
    parts: list[_Part] = []
    end = 0
    for match in _TOKEN.finditer(template):
        parts.append(template[end : match.start()])
        parts.append((match[1],) if match[1] else match[2].split("|"))
        end = match.end()
    return [*parts, template[end:]]


class Draw:
    """The random choices of one model, and the names that stay the same throughout it."""

    def __init__(self, seed: str) -> None:
        self.random = Random(seed)
        self.fixed: dict[str, str] = {
            "canal": water(self),
            "households": number(self.size(24, 700)),
            "coop": f"{self.pick(words()['names']['first'])} {self.pick(words()['names']['second'])}",
            "temple": water(self),
            "since": year(self),
        }

    def pick(self, choices: list[Any]) -> Any:
        """A choice at random, each with the same probability."""
        return choices[int(self.random.random() * len(choices))]

    def early(self, choices: list[Any]) -> Any:
        """A choice at random, with probabilities as 1/rank: the first is the most frequent."""
        return self.random.choices(choices, [1 / rank for rank in range(1, len(choices) + 1)])[0]

    def some(self, choices: list[Any], least: int, most: int) -> list[Any]:
        """Some of the choices, none twice."""
        return self.random.sample(choices, min(len(choices), self.random.randint(least, most)))

    def weighted(self, shares: dict[str, int]) -> str:
        """One of the keys, as often as its share says."""
        return self.random.choices(list(shares), list(shares.values()))[0]

    def happens(self, share: float) -> bool:
        """Whether something happens that happens in this share of cases (0 to 1)."""
        return self.random.random() < share

    def size(self, least: int, most: int) -> int:
        """A whole number; small ones as often as large ones by order of magnitude."""
        drawn: float = least * (most / least) ** self.random.random()
        return round(drawn)

    def say(self, template: str) -> str:
        """A sentence from its template, beginning with a capital."""
        return upper_first(self.fill(template))

    def fill(self, template: str) -> str:
        """The text of a template as it stands inside a sentence."""
        text = ""
        for part in _parts(template):
            if isinstance(part, str):
                text += part
            elif isinstance(part, tuple):
                text += self.fixed.get(part[0]) or _SLOTS[part[0]](self)
            else:
                text += self.fill(self.pick(part))
        return text

    def prose(self, sentences: list[str], least: int, most: int) -> str:
        """Some of the sentences as a text; long ones in two paragraphs."""
        said = [self.say(sentence) for sentence in self.some(sentences, least, most)]
        middle = len(said) // 2 if len(said) > 3 and self.happens(0.5) else 0
        return "\n\n".join(" ".join(half) for half in (said[:middle], said[middle:]) if half)


def water(draw: Draw) -> str:
    """A made-up name of a canal: `Xẻo Nhum`, `Rạch Quao 2`."""
    names = words()["names"]
    more = f" {draw.random.randint(1, 19)}" if draw.happens(0.15) else ""
    return f"{draw.pick(names['water'])} {draw.pick(names['nature'])}{more}"


def man(draw: Draw) -> str:
    """A made-up name: `Trần Văn Sang`."""
    return _person(draw, "men")


def woman(draw: Draw) -> str:
    """A made-up name: `Lê Thị Ngân`."""
    return _person(draw, "women")


def _person(draw: Draw, who: str) -> str:
    names = words()["names"]
    middle = f" {draw.early(names[who]['middle'])}" if draw.happens(0.95) else ""
    return f"{draw.early(names['family'])}{middle} {draw.pick(names[who]['given'])}"


def hamlet(draw: Draw, unit: str = "ấp") -> str:
    """A made-up name: `ấp Tân Lợi`, `khóm Hòa Phú 2`, `ấp Vĩnh Lợi A`."""
    names = words()["names"]
    if unit == "khóm" and draw.happens(0.3):
        return f"khóm {draw.random.randint(1, 14)}"
    more = draw.pick(["", "", "", " A", " B", " 1", " 2", " 3", f" {draw.pick(names['numbered'])}"])
    return f"{unit} {draw.pick(names['first'])} {draw.pick(names['second'])}{more}"


def year(draw: Draw) -> str:
    """A year from 2011 to 2025, later ones more often."""
    return str(2026 - draw.size(1, 15))


def day(draw: Draw) -> str:
    """A day of the years 2021 to 2025: `09/4/2024`."""
    month = draw.random.randint(1, 12)
    shown = f"{month:02}" if month < 3 else str(month)
    return f"{draw.random.randint(1, 28):02}/{shown}/{draw.random.randint(2021, 2025)}"


def money(draw: Draw) -> str:
    """`35 triệu đồng` or `1,2 tỷ đồng`."""
    millions = draw.size(2, 4000)
    return f"{number(round(millions / 1000, 1))} tỷ đồng" if millions >= 1000 else f"{millions} triệu đồng"


_SLOTS: dict[str, Callable[[Draw], str]] = {
    "person": lambda draw: _person(draw, draw.pick(["men", "women"])),
    "man": man,
    "woman": woman,
    "hamlet2": hamlet,
    "year": year,
    "day": day,
    "money": money,
    "union": lambda draw: str(draw.pick(words()["unions"])),
    "people": lambda draw: number(draw.size(12, 1500)),
    "count": lambda draw: number(draw.size(3, 60)),
    "months": lambda draw: str(draw.size(2, 30)),
    "share": lambda draw: number(round(draw.random.uniform(21, 99.8), draw.random.randint(0, 1))),
}
