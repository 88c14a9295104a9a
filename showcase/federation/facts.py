"""The facts by which a reader finds the models that fit, as the site of a province publishes them: checked, and a row
for each model instead of columns, in codes of ours instead of places in lists of theirs.
"""

import re
from dataclasses import dataclass
from typing import Any

from showcase.gazetteer.communes import gazetteer
from showcase.schema.vocabulary import vocabulary

_CODE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_MOST_CODES = 60
_MOST_AMOUNT = 10**15
_MOST_DAYS = 100_000
_COLUMNS = ("topics", "owners", "traits", "places", "costs", "sure", "said", "days", "copies")
_SURE = 3
_ASKED = 3


@dataclass(frozen=True)
class Fact:
    """What the rule of fit looks at in one told model."""

    followable: bool
    topics: tuple[str, ...]
    owner: str
    traits: tuple[str, ...]
    places: tuple[str, ...]
    """Codes of communes."""
    cost: int
    """In đồng."""
    sure: int
    """How sure the cost is: 0 to 3, as in `replication/fit.py`."""
    qualifier: str
    """Code of the word before the cost; empty without one."""
    days: int
    copies: int
    stopped: bool


@dataclass(frozen=True)
class Facts:
    """What one site publishes."""

    models: tuple[Fact, ...]
    """In the order of its cards."""
    communes: dict[str, tuple[str, ...]]
    """Code of a commune -> traits that the sources of its own models tell of."""
    ask: dict[str, tuple[tuple[str, ...], ...]]
    """Topic -> slug, title, owner and place of models of which only the name is told."""


@dataclass(frozen=True)
class _Lists:
    """What the numbers of a site are places in."""

    topics: list[str]
    owners: list[str]
    traits: list[str]
    qualifiers: list[str]
    places: list[str]


def read_facts(content: Any, told: int) -> Facts:
    """The facts of a site with so many told models; `content` is what the JSON text says.

    A code that we do not know is left out: the site may be newer than we are. Raises ValueError, TypeError, KeyError,
    IndexError or AttributeError for anything else that is not as it should be.
    """
    lists = _lists(content)
    if any(len(content[name]) != told for name in _COLUMNS):
        raise ValueError("các cột không khớp số mô hình đã kể")
    stopped = {_number(one, told - 1) for one in content["stopped"]}
    followable = _number(content["followable"], told)
    rows = enumerate(zip(*(content[name] for name in _COLUMNS), strict=True))
    models = tuple(_fact(lists, row, at < followable, at in stopped) for at, row in rows)
    communes = {_commune(code): _traits(bits, lists.traits) for code, bits in content["communes"].items()}
    ask = {topic: tuple(_question(row) for row in content["ask"].get(topic, ())) for topic in vocabulary("topics")}
    return Facts(models, communes, {topic: rows for topic, rows in ask.items() if rows})


def _lists(content: Any) -> _Lists:
    codes = content["codes"]
    return _Lists(
        topics=_codes(codes["topics"]),
        owners=_codes(codes["owner_kinds"]),
        traits=_codes(codes["area_traits"]),
        qualifiers=_codes(codes["qualifiers"]),
        places=[_commune(one) for one in content["place_codes"]],
    )


def _fact(lists: _Lists, row: tuple[Any, ...], followable: bool, stopped: bool) -> Fact:
    topics, owner, traits, places, cost, sure, qualifier, days, copies = row
    return Fact(
        followable=followable,
        topics=_known("topics", [_at(lists.topics, one) for one in topics]),
        owner="".join(_known("owner_kinds", [_at(lists.owners, owner)])) or "khac",
        traits=_traits(traits, lists.traits),
        places=tuple(_at(lists.places, one) for one in places),
        cost=_number(cost, _MOST_AMOUNT),
        sure=_number(sure, _SURE),
        qualifier="" if qualifier == -1 else "".join(_known("qualifiers", [_at(lists.qualifiers, qualifier)])),
        days=_number(days, _MOST_DAYS),
        copies=_number(copies, _MOST_DAYS),
        stopped=stopped,
    )


def _at(listed: list[str], value: object) -> str:
    return listed[_number(value, len(listed) - 1)]


def _codes(listed: list[object]) -> list[str]:
    if len(listed) > _MOST_CODES or not all(isinstance(one, str) and _CODE.fullmatch(one) for one in listed):
        raise ValueError("mã lạ")
    return [str(one) for one in listed]


def _known(name: str, codes: list[str]) -> tuple[str, ...]:
    return tuple(code for code in codes if code in vocabulary(name))


def _traits(bits: object, codes: list[str]) -> tuple[str, ...]:
    has = _number(bits, 2 ** len(codes) - 1)
    return _known("area_traits", [code for at, code in enumerate(codes) if has & (1 << at)])


def _commune(code: object) -> str:
    if not isinstance(code, str) or code not in gazetteer().by_code:
        raise ValueError("mã xã lạ")
    return code


def _number(value: object, most: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= most:
        raise ValueError("số lạ")
    return value


def _question(row: list[object]) -> tuple[str, ...]:
    slug, *texts = row
    if not isinstance(slug, str) or not _CODE.fullmatch(slug) or len(texts) != _ASKED:
        raise ValueError("nơi có thể hỏi")
    if not all(isinstance(text, str) and len(text) <= 20_000 for text in texts):
        raise ValueError("nơi có thể hỏi")
    return slug, *(str(text) for text in texts)
