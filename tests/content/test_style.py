"""Rules of style for all models: summaries state known facts, steps are past deeds, old news has its year."""

import re
from functools import cache
from pathlib import Path

import yaml

from showcase.files.catalogue import Catalogue, ModelFiles
from showcase.files.reports import as_text
from showcase.language.words import fold
from showcase.model.model import Model

ROOT = Path(__file__).resolve().parents[2]
STYLE: dict[str, list[str]] = yaml.safe_load(Path(__file__).with_name("style.yml").read_text(encoding="utf-8"))
CELLS = re.compile(r"(?:Chi bộ|Đảng bộ|Đảng ủy|Chi ủy)\b")
PAPER = re.compile(r"theo (?:Báo|báo|[Tt]ạp chí|[Tt]rang|Đài) ((?:[A-ZĐ][\w-]*(?: |$))+)")
"""A paper in the label of a figure, `theo Báo An Giang`: its name, the words with a capital."""
LATEST_OLD_YEAR = 2022
"""What is told of this year or an earlier one is old whatever the day of the build."""


@cache
def _catalogue() -> Catalogue:
    return ModelFiles(ROOT / "models").load()


def _models() -> list[Model]:
    return _catalogue().models


def flagged(rule: str, text: str) -> list[str]:
    """The words in a text that a rule flags."""
    found = (re.search(pattern, text, re.IGNORECASE) for pattern in STYLE[rule])
    return [match[0] for match in found if match]


def test_no_summary_apologises() -> None:
    assert as_text(_catalogue().advice) == "Không có lỗi nào."


def test_a_figure_whose_label_names_a_paper_cites_that_paper() -> None:
    """`Suất cơm mỗi ngày, theo Báo An Giang`: its source in open data is the paper, not the main source of its part."""
    others = []
    for model in _models():
        issuers = {source.id: f"{source.issuer} {source.title}" for source in map(_catalogue().source, model.sources)}
        for part in (*model.story.values(), *model.criteria.values()):
            for figure in part.figures:
                named = PAPER.search(figure.label)
                cited = figure.source or (part.source.id if part.source else "")
                if named and fold(named[1]) not in fold(issuers.get(cited, "")):
                    others.append((model.slug, figure.label, cited))
    assert others == []


def test_a_lesson_is_no_step() -> None:
    assert flagged("lessons", "Phải nắm rõ ai đang sống ở địa bàn")
    assert flagged("lessons", "Cần phải họp dân trước")
    assert flagged("lessons", "Họp dân, ai cũng được nói") == []
    told = {
        model.slug: [words for step in model.approach.steps for words in flagged("lessons", step)]
        for model in _models()
    }
    assert {slug: words for slug, words in told.items() if words} == {}


def test_the_summary_of_old_news_bears_its_year() -> None:
    old = [model for model in _models() if model.year and int(model.year) <= LATEST_OLD_YEAR]
    assert len(old) > 40
    assert [model.slug for model in old if not re.search(r"\b(?:19|20)\d\d\b", model.summary)] == []


def test_a_status_has_a_day() -> None:
    assert [model.slug for model in _models() if model.status and not (model.status_as_of or model.year)] == []


def test_a_party_cell_is_of_the_party_wherever_it_is() -> None:
    joint = "Ủy ban nhân dân"  # A committee together with the commune's government may have either kind.
    cells = {
        model.slug: model.owner.kind
        for model in _models()
        if CELLS.match(model.owner.name) and joint not in model.owner.name
    }
    assert cells
    assert {slug: kind for slug, kind in cells.items() if kind != "dang"} == {}
