"""Which models fit a commune: the rule from `data/fit.yml`, and the facts of the models that it looks at.

The facts are columns of small numbers for all models at once; what a result shows lies in files of `CHUNK` models,
fetched for the few that are shown.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from showcase import views
from showcase.communes import HOME_PROVINCE, MERGER_DATE, gazetteer
from showcase.model import Model
from showcase.places import place_line
from showcase.social import code
from showcase.text import number
from showcase.vocabulary import label, vocabulary

FOLDER = "assets/fit/"
CHUNK = 64

UNKNOWN, ABOUT, AT_LEAST, AT_MOST = 0, 1, 2, 3
"""How sure a cost is: not told; told or nearly so; told as a lower bound (trên, ít nhất); as an upper bound (dưới)."""

_BOUNDS = {"tren": AT_LEAST, "it-nhat": AT_LEAST, "duoi": AT_MOST}
_DETAILS = ("full", "partial", "name")
_KINDS = ("Xã", "Phường", "Đặc khu")


@cache
def fit_rule() -> dict[str, Any]:
    """`data/fit.yml` as it is."""
    rule: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "data" / "fit.yml").read_text("utf-8"))
    return rule


def fit_view() -> dict[str, object]:
    """What the page shows before its script runs: the questions with their choices, and the rule in words."""
    rule = fit_rule()
    asked = {question["key"]: question for question in rule["questions"]}
    return {
        "questions": asked,
        "owners": [(key, name) for key, name in vocabulary("owner_kinds").items() if key != "khac"],
        "money": [(limit, _money(limit)) for limit in asked["money"]["limits"]],
        "days": [(limit, f"{limit // 30} tháng") for limit in asked["days"]["limits"]],
        "traits": [(key, label("area_traits", key)) for key in asked["traits"]["traits"]],
        "points": list(rule["points"].values()),
    }


def _money(amount: int) -> str:
    return f"{number(amount // 10**6)} triệu đồng"


def fit_files(site: views.Site) -> dict[str, bytes]:
    """Path from the root of the site -> content: the rule with the facts, and the cards in chunks."""
    models = views.best_told_first(site.catalogue.models)
    files = {f"{FOLDER}facts.json": _json({**_settings(), **_facts(site, models)})}
    for start in range(0, len(models), CHUNK):
        cards = [_card(model) for model in models[start : start + CHUNK]]
        files[f"{FOLDER}cards/{start // CHUNK}.json"] = _json(cards)
    return files


def _settings() -> dict[str, object]:
    rule = fit_rule()
    return {
        "points": rule["points"],
        "silent": rule["silent"],
        "groups": next(one["groups"] for one in rule["questions"] if one["key"] == "topics"),
        "names": {
            "topics": vocabulary("topics"),
            "owners": vocabulary("owner_kinds"),
            "traits": vocabulary("area_traits"),
            "kinds": _KINDS,
        },
        "codes": {name: list(vocabulary(name)) for name in ("topics", "owner_kinds", "area_traits")},
        "chunk": CHUNK,
        "gazetteer": {"home": HOME_PROVINCE, "merger": MERGER_DATE, "provinces": gazetteer().provinces},
    }


def _facts(site: views.Site, models: list[Model]) -> dict[str, object]:
    """Columns, one entry a model, best told first and otherwise by title; numbers are places in `codes`."""
    topics, owners, traits = (list(vocabulary(name)) for name in ("topics", "owner_kinds", "area_traits"))
    costs = [_cost(model) for model in models]
    stopped = [at for at, model in enumerate(models) if model.status == "da-dung"]
    return {
        "topics": [[topics.index(one) for one in model.topics] for model in models],
        "owners": [owners.index(model.owner.kind) for model in models],
        "traits": [sum(1 << traits.index(one) for one in _traits(model)) for model in models],
        "kinds": [sum({1 << _KINDS.index(commune.kind) for commune in model.communes}) for model in models],
        "costs": [amount for amount, _ in costs],
        "sure": [sure for _, sure in costs],
        "days": [model.replication.days or 0 for model in models],
        "copies": [len(site.catalogue.copies.get(model.slug, ())) for model in models],
        "details": [_DETAILS.index(model.detail) for model in models],
        "stopped": stopped,
        "communes": _told_of_communes(models, traits),
    }


def _traits(model: Model) -> set[str]:
    """What the sources say of its places, and that a special zone is an island."""
    islands = {"hai-dao"} if any(commune.kind == "Đặc khu" for commune in model.communes) else set()
    return {*model.area_traits, *islands}


def _cost(model: Model) -> tuple[int, int]:
    """The sum of the lines of cost in đồng, and how sure it is."""
    lines = model.replication.cost
    if not lines:
        return 0, UNKNOWN
    bounds = {_BOUNDS.get(line.qualifier or "", ABOUT) for line in lines} - {ABOUT}
    sure = ABOUT if not bounds else bounds.pop() if len(bounds) == 1 else UNKNOWN
    return sum(line.amount for line in lines), sure


def _told_of_communes(models: list[Model], traits: list[str]) -> dict[str, int]:
    """Code of a commune -> what the sources of its own models say of it; several places at once tell of none."""
    found: dict[str, int] = {}
    for model in models:
        if len(model.places) == 1 and model.communes and model.area_traits:
            bits = sum(1 << traits.index(one) for one in model.area_traits)
            found[model.communes[0].code] = found.get(model.communes[0].code, 0) | bits
    return dict(sorted(found.items()))


def _card(model: Model) -> list[str]:
    """What a result shows: slug, title, owner, place, states of the lotus, conditions."""
    conditions = "; ".join(model.replication.preconditions)
    return [model.slug, model.title, model.owner.name, place_line(model), code(model.states), conditions]


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
