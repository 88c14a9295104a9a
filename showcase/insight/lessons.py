"""Lessons of a kind: what models that do one work tell, put side by side by the rules of `lessons.yml`.

Every sentence and figure is one of a model, word for word; nothing is added up, and nothing averaged, since figures of
two models rarely count the same thing.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from showcase.files.catalogue import Catalogue
from showcase.insight.families import given_up
from showcase.language.data import read_data
from showcase.model.model import Cost, Model
from showcase.schema.vocabulary import kinds_of_deeds, vocabulary

ADDRESS = "cach-lam/"


@cache
def lesson_rules() -> dict[str, Any]:
    """`lessons.yml` as it is."""
    rules: dict[str, Any] = read_data(Path(__file__).with_name("lessons.yml"))
    return rules


@dataclass(frozen=True)
class Quote:
    """A sentence of a model, as the model has it."""

    model: Model
    text: str


@dataclass(frozen=True)
class Deed:
    """What the steps of several models have in common, with the step of each."""

    label: str
    quotes: tuple[Quote, ...]


@dataclass(frozen=True)
class Lessons:
    """What is told of one kind."""

    kind: str
    models: tuple[Model, ...]
    """Those that can be followed, in the order of the catalogue."""
    common: tuple[Deed, ...]
    """Deeds of at least half of the models, the most frequent first."""
    rare: tuple[Deed, ...]
    """Deeds of fewer."""
    begun: tuple[Quote, ...]
    """The first step of each model."""
    owners: tuple[tuple[str, tuple[Model, ...]], ...]
    """Code of a kind of owner -> its models, in the order of the vocabulary."""
    costs: tuple[tuple[Cost, Model], ...]
    """Every line of cost, from the smallest amount to the largest."""
    people: tuple[Quote, ...]
    risks: tuple[Quote, ...]
    stopped: tuple[Quote, ...]
    """Models of the kind that were given up, with the reason; empty text where the source gives none."""


def kinds(catalogue: Catalogue) -> dict[str, list[Model]]:
    """Kind -> the models of it that can be followed; only kinds that have a page."""
    found: dict[str, list[Model]] = {kind: [] for kind in kinds_of_deeds()}
    for model in catalogue.models:
        if model.detail == "followable" and model.kind:
            found[model.kind].append(model)
    return {kind: models for kind, models in found.items() if len(models) >= lesson_rules()["least"]}


def by_topic(shown: Iterable[str]) -> dict[str, list[str]]:
    """Topic -> those of the kinds that stand below it, in the order of the lists; only topics with a kind."""
    wanted = set(shown)
    found: dict[str, list[str]] = {topic: [] for topic in vocabulary("topics")}
    for kind, row in kinds_of_deeds().items():
        if kind in wanted:
            found[row.topic].append(kind)
    return {topic: below for topic, below in found.items() if below}


def about(shown: dict[str, list[Model]]) -> dict[str, list[str]]:
    """Topic -> those of the kinds that have a model of that topic; only topics with a kind."""
    found: dict[str, list[str]] = {topic: [] for topic in vocabulary("topics")}
    for kind, models in shown.items():
        for topic in sorted({topic for model in models for topic in model.topics}):
            found[topic].append(kind)
    return {topic: kinds for topic, kinds in found.items() if kinds}


def lessons(catalogue: Catalogue, kind: str, models: list[Model]) -> Lessons:
    """What these models of a kind tell."""
    deeds = _deeds(models)
    half = [deed for deed in deeds if 2 * len(deed.quotes) >= len(models)]
    return Lessons(
        kind=kind,
        models=tuple(models),
        common=tuple(half),
        rare=tuple(deed for deed in deeds if deed not in half),
        begun=tuple(Quote(model, _steps(model)[0]) for model in models),
        owners=_owners(models),
        costs=tuple(sorted(_costs(models), key=lambda line: line[0].amount)),
        people=tuple(Quote(model, model.replication.people) for model in models if model.replication.people),
        risks=tuple(Quote(model, risk) for model in models for risk in model.replication.risks),
        stopped=tuple(_stopped(catalogue, kind)),
    )


def _steps(model: Model) -> tuple[str, ...]:
    return model.approach.steps or model.replication.steps


def _deeds(models: list[Model]) -> list[Deed]:
    """The deeds that any model tells, the most frequent first, otherwise in the order of the rules."""
    found = [
        Deed(rule["label"], tuple(_quotes(models, rule["words"], rule.get("but", []))))
        for rule in lesson_rules()["deeds"]
    ]
    return sorted((deed for deed in found if deed.quotes), key=lambda deed: -len(deed.quotes))


def _quotes(models: list[Model], words: list[str], but: list[str]) -> Iterable[Quote]:
    """For each model its first step with one of these words, other than inside the phrases under `but`."""
    wanted, left_out = _any_of(words), _any_of(but)
    for model in models:
        step = next((step for step in _steps(model) if wanted.search(left_out.sub("|", _composed(step)))), None)
        if step:
            yield Quote(model, step)


def _any_of(words: list[str]) -> re.Pattern[str]:
    """Finds any of these words or phrases as a whole; nothing where there is none."""
    return re.compile(rf"\b(?:{'|'.join(re.escape(_composed(word)) for word in words)})\b" if words else "(?!)")


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()


def _owners(models: list[Model]) -> tuple[tuple[str, tuple[Model, ...]], ...]:
    found = [(kind, tuple(model for model in models if model.owner.kind == kind)) for kind in vocabulary("owner_kinds")]
    return tuple((kind, those) for kind, those in found if those)


def _costs(models: list[Model]) -> Iterable[tuple[Cost, Model]]:
    return ((line, model) for model in models for line in model.replication.cost)


def _stopped(catalogue: Catalogue, kind: str) -> Iterable[Quote]:
    for model in catalogue.models:
        if model.kind == kind and given_up(model):
            yield Quote(model, model.replicates.reason if model.replicates else "")
