"""Synthetic models in the form of real ones, to measure how the site builds and searches with a whole registry.

The same count and seed always give the same bytes, and a larger corpus begins with the models of a smaller one.
The proportions are those of the registry of An Giang in 2026 as far as they are known: two thirds of the models
belong to culture and society, most have little more than a name. Nothing told in them is true; their source says so.
"""

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from measuring.phrases import Draw, words
from measuring.settings import Setting, choose_setting
from measuring.story import SOURCE_ID, Teller, Values, citation
from showcase.gazetteer.communes import gazetteer
from showcase.language.words import slugify
from showcase.model.model import STOPPED
from showcase.schema.fields import MODEL
from showcase.schema.settings import home_province
from showcase.schema.vocabulary import vocabulary

SOURCES = {"sources": [{"id": SOURCE_ID, "title": "Dữ liệu thử, không có thật", "issuer": "Bộ sinh dữ liệu thử"}]}

Progress = Callable[[int, int], None]
"""Called with (models written, models in all)."""

_FIELD_SHARES = {"van-hoa-xa-hoi": 7358, "kinh-te": 1267, "he-thong-chinh-tri": 1179, "quoc-phong-an-ninh": 926, "": 68}
"""Models of each field among those registered in An Giang in half of 2026; "" for those outside the four."""

_DETAILS = ["followable"] * 4 + ["results"] * 7 + ["name"] * 9
_SLUG_LENGTH = 80
_PLAIN = re.compile(r"[a-z]+(?:-[a-z0-9]+)*")
_YAML_WORDS = {"y", "n", "yes", "no", "on", "off", "true", "false", "null"}


@dataclass(frozen=True)
class Synthetic:
    """One model as it is written: `values` by the keys of the field table, in its order."""

    slug: str
    folder: str
    detail: str
    values: Values

    @property
    def file(self) -> str:
        """POSIX path from the folder of the corpus."""
        return f"{self.folder}/{self.slug}.yml"


def make(count: int, seed: int = 1) -> Iterator[Synthetic]:
    """The models of a corpus, one after the other."""
    corpus = _Corpus(seed)
    return (corpus.model(index) for index in range(count))


def write(count: int, folder: Path, seed: int = 1, progress: Progress | None = None) -> None:
    """Write a corpus with its register of sources into a new or empty folder. Raises FileExistsError otherwise."""
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise FileExistsError(folder)
    (folder / "sources.yml").write_text(as_yaml(SOURCES), encoding="utf-8", newline="\n")
    for done, model in enumerate(make(count, seed), start=1):
        (folder / model.folder).mkdir(exist_ok=True)
        (folder / model.file).write_text(as_yaml(model.values), encoding="utf-8", newline="\n")
        if progress:
            progress(done, count)


class _Corpus:
    """State shared by the models of a corpus: what one needs to know of the earlier ones."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        order = Random(f"{seed}")
        home = gazetteer().of_province(home_province())
        self.home = order.sample(home, k=len(home))
        self.details = order.sample(_DETAILS, k=len(_DETAILS))
        self.slugs: set[str] = set()
        self.by_theme: defaultdict[str, list[str]] = defaultdict(list)

    def model(self, index: int) -> Synthetic:
        draw = Draw(f"{self.seed}-{index}")
        kind, name = _owner_and_theme(draw, index)
        setting = self.setting(draw, index)
        detail = self.details[index % len(self.details)]
        values = Teller(draw, words()["themes"][name], kind, setting, detail).values()
        self.link(draw, values, self.by_theme[name])
        slug = self.slug(values["title"], setting.folder)
        self.by_theme[name].append(slug)
        return Synthetic(slug, setting.folder, detail, {key: values[key] for key in MODEL.by_key if key in values})

    def setting(self, draw: Draw, index: int) -> Setting:
        """Every commune of the home province first, then some of them more often than others."""
        first = self.home[index] if index < len(self.home) else None
        return choose_setting(draw, self.home, first)

    def link(self, draw: Draw, values: Values, earlier: list[str]) -> None:
        """Some models copy an earlier one of their theme or belong to its kind, so that no circle can arise."""
        if earlier and draw.happens(0.08):
            values["replicates"] = {"model": draw.pick(earlier), "adapted": draw.say(draw.pick(words()["adapted"]))}
            values["replicates"] |= {"source": citation(draw)}
        if earlier and draw.happens(0.06):
            values["family"] = earlier[0]
        if copy := values.get("replicates"):
            copy |= self.record(draw, values.get("status"))

    def record(self, draw: Draw, status: str | None) -> Values:
        """When a copy was begun and what became of it, where that is told; it stopped where its status says so."""
        told: Values = (
            {"when": draw.early(["2026", "03/2026", "2025", "2024", "2023-2024"])} if draw.happens(0.7) else {}
        )
        going_on = draw.early(["dang-lam", "nang-chat"])
        if draw.happens(0.6):
            stopped = status == STOPPED or (status is None and draw.happens(0.3))
            told["outcome"] = STOPPED if stopped else going_on
        if told.get("outcome") == STOPPED and draw.happens(0.7):
            told["reason"] = draw.say(draw.pick(words()["given_up"]))
        return told

    def slug(self, title: str, folder: str) -> str:
        """From the title and the commune, numbered when it is taken."""
        room = _SLUG_LENGTH - len(folder) - len("--1234")
        plain = f"{_cut(slugify(title).removeprefix('kheo-van-dong-'), room)}-{folder}"
        slug, again = plain, 1
        while slug in self.slugs:
            again += 1
            slug = f"{plain}-{again}"
        self.slugs.add(slug)
        return slug


def _cut(slug: str, length: int) -> str:
    return slug if len(slug) <= length else slug[: length + 1].rpartition("-")[0]


def _owner_and_theme(draw: Draw, index: int) -> tuple[str, str]:
    """Kind of owner and theme; the first models go through all kinds of owner."""
    themes = words()["themes"]
    kinds = [kind for kind in vocabulary("owner_kinds") if any(kind in theme["owners"] for theme in themes.values())]
    if index < len(kinds):
        return kinds[index], draw.pick([name for name, theme in themes.items() if kinds[index] in theme["owners"]])
    name = draw.early(_themes_of(draw.weighted(_FIELD_SHARES)))
    return draw.early(themes[name]["owners"]), name


@cache
def _themes_of(field: str) -> list[str]:
    return [name for name, theme in words()["themes"].items() if theme.get("field", "") == field]


def as_yaml(values: Values) -> str:
    """YAML as editors write it: blocks, codes plain, every other text in double quotes."""
    return "".join(f"{line}\n" for line in _mapping(values))


def _mapping(values: Values) -> Iterator[str]:
    for key, value in values.items():
        if isinstance(value, dict) and key != "source":
            yield f"{key}:"
            yield from (f"  {line}" for line in _mapping(value))
        elif isinstance(value, list) and not all(map(_is_plain, value)):
            yield f"{key}:"
            yield from (f"  {line}" for item in value for line in _item(item))
        else:
            yield f"{key}: {_single_line(value)}"


def _item(item: Any) -> Iterator[str]:
    lines = _mapping(item) if isinstance(item, dict) else iter([_single_line(item)])
    yield f"- {next(lines)}"
    yield from (f"  {line}" for line in lines)


def _single_line(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_single_line(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_single_line, value)) + "]"
    return str(value) if _is_plain(value) else json.dumps(value, ensure_ascii=False)


def _is_plain(value: Any) -> bool:
    return isinstance(value, str) and bool(_PLAIN.fullmatch(value)) and value not in _YAML_WORDS
