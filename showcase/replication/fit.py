"""Which models fit a commune: the rule from `fit.yml`, and the facts of models that it needs.

The facts of all models are columns of small numbers in one file. The texts of results are in files of `CHUNK` models,
fetched for the results on the screen only.
"""

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, ClassVar

from showcase.gazetteer.communes import MERGER_DATE, gazetteer
from showcase.insight.families import given_up
from showcase.insight.lessons import by_topic
from showcase.insight.listing import fullest_first
from showcase.insight.site import Site
from showcase.language.data import read_data
from showcase.language.words import number
from showcase.look.rendering import Context
from showcase.look.social_cards import code
from showcase.model.dated import where_and_when
from showcase.model.model import Cost, Model
from showcase.schema.settings import home_province
from showcase.schema.vocabulary import vocabulary

FOLDER = "assets/fit/"
CHUNK = 64

UNKNOWN, ABOUT, AT_LEAST, AT_MOST = 0, 1, 2, 3
"""Certainty of a cost: unknown; exact or approximate; a lower bound (trên, ít nhất); an upper bound (dưới)."""

_BOUNDS = {"tren": AT_LEAST, "it-nhat": AT_LEAST, "duoi": AT_MOST, "binh-quan": UNKNOWN}

ASKED = 3
"""Most models that are named for questions about a topic without followable models."""


@cache
def fit_rule() -> dict[str, Any]:
    """The content of `fit.yml`."""
    rule: dict[str, Any] = read_data(Path(__file__).with_name("fit.yml"))
    return rule


@dataclass(frozen=True, kw_only=True)
class FitQuestions:
    """The questions to a commune with their choices, and the rule in words."""

    questions: dict[str, dict[str, Any]]
    """Key -> the row of `fit.yml`."""
    groups: list[tuple[str, list[tuple[str, str]]]]
    """(label of a group, [(code, label) of its topics])."""
    owners: list[tuple[str, str]]
    money: list[tuple[int, str]]
    days: list[tuple[int, str]]
    traits: list[tuple[str, str]]
    points: list[dict[str, Any]]
    limits: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class FitPage(Context):
    """The page with the questions to a commune."""

    template: ClassVar[str] = "fit.html"

    root: str
    fit: FitQuestions


def fit_page(root: str) -> FitPage:
    """The context of the page before its script runs."""
    return FitPage(root=root, fit=fit_questions())


def fit_questions() -> FitQuestions:
    """The questions and the rule of `fit.yml`, the same for every site."""
    rule = fit_rule()
    asked = {question["key"]: question for question in rule["questions"]}
    return FitQuestions(
        questions=asked,
        groups=[_group(**group) for group in asked["topics"]["groups"]],
        owners=[(key, name) for key, name in vocabulary("owner_kinds").items() if key != "khac"],
        money=[(limit, _money(limit)) for limit in asked["money"]["limits"]],
        days=[(limit, f"{limit // 30} tháng") for limit in asked["days"]["limits"]],
        traits=list(vocabulary("area_traits").items()),
        points=list(rule["points"].values()),
        limits=rule["limits"],
    )


def _group(label: str, topics: list[str], **_: object) -> tuple[str, list[tuple[str, str]]]:
    return label, [(topic, vocabulary("topics")[topic]) for topic in topics]


def _money(amount: int) -> str:
    return f"{number(amount // 10**6)} triệu đồng"


def fit_files(site: Site) -> dict[str, bytes]:
    """Path from the root of the site -> content: the rule with the facts, and the cards in chunks."""
    models = [model for model in fullest_first(site.catalogue.models) if model.detail != "name"]
    more = {"ask": _whom_to_ask(site), "lessons": _lessons(site)}
    files = {f"{FOLDER}facts.json": _json({**rule_settings(home_province()), **_facts(site, models), **more})}
    for start in range(0, len(models), CHUNK):
        cards = [_card(model) for model in models[start : start + CHUNK]]
        files[f"{FOLDER}cards/{start // CHUNK}.json"] = _json(cards)
    return files


def _lessons(site: Site) -> dict[str, list[list[str]]]:
    """Topic -> [code, label] of its kinds of deeds that have a page of lessons."""
    return {
        topic: [[kind, vocabulary("kinds")[kind]] for kind in kinds] for topic, kinds in by_topic(site.kinds).items()
    }


def rule_settings(home: str) -> dict[str, object]:
    """Data for the browser besides the models. `home`: code of the province whose communes come first, or empty."""
    rule = fit_rule()
    return {
        "points": rule["points"],
        "silent": rule["silent"],
        "limits": rule["limits"],
        "names": {
            "topics": vocabulary("topics"),
            "owners": vocabulary("owner_kinds"),
            "traits": vocabulary("area_traits"),
            "qualifiers": vocabulary("qualifiers"),
        },
        "codes": {name: list(vocabulary(name)) for name in ("topics", "owner_kinds", "area_traits", "qualifiers")},
        "chunk": CHUNK,
        "gazetteer": {"home": home, "merger": MERGER_DATE, "provinces": gazetteer().provinces},
    }


def _facts(site: Site, models: list[Model]) -> dict[str, object]:
    """Columns with one entry a model, in the order of `models`; codes are replaced by their index in `codes`."""
    topics, owners, traits = (list(vocabulary(name)) for name in ("topics", "owner_kinds", "area_traits"))
    costs, copies = [_cost(model) for model in models], site.catalogue.copies
    stopped = [at for at, model in enumerate(models) if model.status == "da-dung"]
    communes = {code: at for at, code in enumerate(sorted({code for model in models for code in _own(model)}))}
    return {
        "followable": sum(model.detail == "followable" for model in models),
        "places": [sorted(communes[code] for code in _own(model)) for model in models],
        "place_codes": list(communes),
        "topics": [[topics.index(topic) for topic in model.topics] for model in models],
        "owners": [owners.index(model.owner.kind) for model in models],
        "traits": [sum(1 << traits.index(trait) for trait in _traits(model)) for model in models],
        "costs": [amount for amount, _, _ in costs],
        "sure": [sure for _, sure, _ in costs],
        "said": [qualifier for _, _, qualifier in costs],
        "days": [model.replication.days or 0 for model in models],
        "copies": [sum(not given_up(copy) for copy in copies.get(model.slug, ())) for model in models],
        "stopped": stopped,
        "communes": _traits_of_communes(site.catalogue.models, traits),
    }


def _own(model: Model) -> set[str]:
    """Codes of communes to which a model is not suggested: they have it, or plan it."""
    return {*(commune.code for commune in model.communes), *model.planned_codes}


def _whom_to_ask(site: Site) -> dict[str, list[list[str]]]:
    """Topic -> [slug, title, owner, place] of the first `ASKED` models that are only names."""
    models_of_topic: dict[str, list[list[str]]] = {}
    for model in site.catalogue.models:
        for topic in model.topics if model.detail == "name" else ():
            rows = models_of_topic.setdefault(topic, [])
            if len(rows) < ASKED:
                rows.append([model.slug, model.title, model.owner.name, where_and_when(model)])
    return models_of_topic


def _traits(model: Model) -> set[str]:
    """Traits of the model's places; a special zone (đặc khu) is an island."""
    islands = {"hai-dao"} if any(commune.kind == "Đặc khu" for commune in model.communes) else set()
    return {*model.area_traits, *islands}


def _cost(model: Model) -> tuple[int, int, int]:
    """(cost of the whole model in đồng, its certainty, index of its qualifier in `codes` or -1).

    Only a single cost line named as the whole counts; other lines may be a part, a gift or a loan.
    """
    lines = model.replication.cost
    if len(lines) != 1 or not _is_whole(lines[0]):
        return 0, UNKNOWN, -1
    qualifier = lines[0].qualifier
    sure = _BOUNDS.get(qualifier, ABOUT) if qualifier else ABOUT
    if sure == UNKNOWN:
        return 0, UNKNOWN, -1
    at = list(vocabulary("qualifiers")).index(qualifier) if qualifier else -1
    return lines[0].amount, sure, at


def _is_whole(line: Cost) -> bool:
    """Whether a cost line is of the whole model (`Toàn bộ công trình`), not of each unit (`mỗi hộ, mỗi tháng`)."""
    words = re.findall(r"\w+", f"{line.item} {line.note}".casefold())
    each = any(word in words for word in fit_rule()["each"])
    return not each and line.item.casefold().startswith(tuple(fit_rule()["whole"]))


def _traits_of_communes(models: list[Model], traits: list[str]) -> dict[str, int]:
    """Code of a commune -> traits as bits, from its own models with a single place."""
    bits_of: dict[str, int] = {}
    for model in models:
        if len(model.done) == 1 and model.communes and model.area_traits:
            bits = sum(1 << traits.index(trait) for trait in model.area_traits)
            bits_of[model.communes[0].code] = bits_of.get(model.communes[0].code, 0) | bits
    return dict(sorted(bits_of.items()))


def _card(model: Model) -> list[str]:
    """The texts of a result: [slug, title, owner, place, states of the lotus]."""
    return [model.slug, model.title, model.owner.name, where_and_when(model), code(model.states)]


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
