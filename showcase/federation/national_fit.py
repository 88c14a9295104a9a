"""Which models of all provinces fit a commune: their facts as files of the national site, those of a topic in one file.

The page asks for the few topics that a reader has chosen, so that its weight does not grow with the provinces times
the topics. What a result shows lies in files of `CHUNK` models, as on the site of a province.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from showcase.federation.facts import Fact, Facts, read_facts
from showcase.federation.manifest import CARDS, FACTS
from showcase.federation.national import Nation, Source, cards_of
from showcase.form.rules import all_communes
from showcase.replication.fit import ASKED, CHUNK, FOLDER, rule_settings
from showcase.schema.vocabulary import vocabulary


@dataclass(frozen=True)
class _Candidate:
    """A told model of some province."""

    province: int
    """Its place among the provinces of which something can be shown."""
    card: list[str]
    fact: Fact


def national_fit_files(nation: Nation, published: Mapping[str, Mapping[str, bytes]]) -> dict[str, bytes]:
    """Path from the root of the national site -> content.

    `published`: code of a province -> path -> content of its facts and cards, checked before (`checking.py`).
    """
    facts = [_facts(source, published[source.home.code]) for source in nation.good]
    cards = [cards_of(published[source.home.code]) for source in nation.good]
    candidates = [
        _Candidate(at, card, fact)
        for at, (own, one) in enumerate(zip(cards, facts, strict=True))
        for card, fact in zip(own, one.models, strict=True)
    ]
    candidates.sort(key=lambda one: (not one.fact.followable, one.card[1], one.province))
    homes = {"homes": [[source.home.full_name, source.address] for source in nation.good]}
    return _commune_files() | _fact_files(candidates, _settings(facts) | homes) | _card_files(candidates)


def _commune_files() -> dict[str, bytes]:
    """No province is at home here; the script asks for both files."""
    return {"assets/form/communes-home.json": b"{}", "assets/form/communes.json": all_communes()}


def _facts(source: Source, files: Mapping[str, bytes]) -> Facts:
    assert source.manifest
    return read_facts(json.loads(files[FACTS]), source.manifest.told)


def _settings(facts: list[Facts]) -> dict[str, Any]:
    """The rule, and what does not belong to one told model."""
    communes = {code: _bits(traits) for one in facts for code, traits in one.communes.items()}
    ask: dict[str, list[list[object]]] = {}
    for at, one in enumerate(facts):
        for topic, rows in one.ask.items():
            asked = ask.setdefault(topic, [])
            asked += [[*row, at] for row in rows[: ASKED - len(asked)]]
    return {**rule_settings(home=""), "communes": dict(sorted(communes.items())), "ask": ask, "lessons": {}}


def _fact_files(candidates: list[_Candidate], settings: dict[str, Any]) -> dict[str, bytes]:
    by_topic = {
        topic: [at for at, one in enumerate(candidates) if topic in one.fact.topics] for topic in vocabulary("topics")
    }
    place_codes = sorted({code for one in candidates for code in one.fact.places})
    places = {code: at for at, code in enumerate(place_codes)}
    settings |= {
        "followable": sum(one.fact.followable for one in candidates),
        "place_codes": place_codes,
        "apart": [topic for topic, models in by_topic.items() if models],
    }
    topics = {
        f"{FOLDER}topics/{topic}.json": _json(_columns(candidates, by_topic[topic], places))
        for topic in settings["apart"]
    }
    return {FACTS: _json(settings), **topics}


def _card_files(candidates: list[_Candidate]) -> dict[str, bytes]:
    cards = [[*one.card, one.province] for one in candidates]
    starts = range(0, len(cards), CHUNK)
    return {f"{CARDS}{start // CHUNK}.json": _json(cards[start : start + CHUNK]) for start in starts}


def _columns(candidates: list[_Candidate], models: list[int], places: dict[str, int]) -> dict[str, list[Any]]:
    """The columns of some models, and which models they are."""
    topics, owners, qualifiers = (list(vocabulary(name)) for name in ("topics", "owner_kinds", "qualifiers"))
    facts = [candidates[at].fact for at in models]
    return {
        "models": models,
        "places": [[places[code] for code in one.places] for one in facts],
        "topics": [[topics.index(topic) for topic in one.topics] for one in facts],
        "owners": [owners.index(one.owner) for one in facts],
        "traits": [_bits(one.traits) for one in facts],
        "costs": [one.cost for one in facts],
        "sure": [one.sure for one in facts],
        "said": [qualifiers.index(one.qualifier) if one.qualifier else -1 for one in facts],
        "days": [one.days for one in facts],
        "copies": [one.copies for one in facts],
        "stopped": [at for at in models if candidates[at].fact.stopped],
    }


def _bits(traits: tuple[str, ...]) -> int:
    return sum(1 << list(vocabulary("area_traits")).index(one) for one in traits)


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
