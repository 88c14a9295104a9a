"""What one model offers to search: its texts by weight, and what a result shows of it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from showcase.look.rendering import amount, money
from showcase.model.dated import status_day, where_and_when
from showcase.model.model import Model, Place
from showcase.model.places import former_name
from showcase.model.titles import without_place
from showcase.schema.fields import MODEL
from showcase.schema.vocabulary import CRITERIA, STORY, label

PARTS = (*STORY, *CRITERIA, "replication")
"""The parts that sentences come from; a sentence carries the position of its part in this list."""

SENTENCE = 320
"""Characters; a longer sentence is cut at a comma or semicolon, so that a result stays short."""

_QUIET = re.compile(
    r"(?:^|(?<=[.;,] ))(?:"
    r"(?:[Bb]áo cáo|[Nn]guồn|[Bb]ài báo|[Mm]ục nhân rộng)\b[^.;]*?\b"
    r"(?:không|chưa|(?:kể|nhắc|nêu|ghi) tên|ví dụ|trong số|xếp|hai lần)\b"
    r"|[Cc]hưa (?:rõ|biết|có|kể|ghi|nêu|nói|tả)\b|(?:cũng )?[Kk]hông (?:rõ|biết|kể|ghi|nêu|nói|tả|giải thích|có tên)\b"
    r")[^.;]*"
)
"""A clause that tells of the source, or of what is not known: no reader who looks for its words means the model."""

_END = re.compile(r"(?<=[.!?…;])\s+|\n\s*")
_COMMA = re.compile(r"(?<=,)\s+")
_STATES = {"figures": "f", "text": "t", "empty": "e"}


@dataclass(frozen=True)
class Texts:
    """The texts of one model, from the weightiest to the lightest."""

    title: tuple[str, ...]
    aliases: tuple[str, ...]
    owner: str
    places: tuple[str, ...]
    """As written, and as they are called today."""
    summary: tuple[str, ...]
    """Its pieces, without what only tells of the source."""
    topics: tuple[str, ...]
    body: tuple[str, ...]
    """The story, the criteria and the plan, sentence by sentence."""

    def fields(self) -> dict[str, tuple[str, ...]]:
        """The texts that weigh alike, by the name of their weight; the body last."""
        return {
            "title": self.title,
            "aliases": self.aliases,
            "owner": (self.owner, *self.places),
            "summary": (*self.summary, *self.topics),
            "body": self.body,
        }


def describe(model: Model) -> tuple[Texts, dict[str, Any]]:
    """Everything of a model that can be found, and what a result shows, as JSON: see `index.py` for the keys."""
    told = [(part, sentence) for part, sentence in sentences(model) if not _only_quiet(sentence)]
    names = (text for place in model.done for text in _place_texts(place))
    texts = Texts(
        title=(model.title,),
        aliases=model.aliases,
        owner=model.owner.name,
        places=tuple(dict.fromkeys(name for name in names if name)),
        summary=tuple(_spoken(model.summary)),
        topics=tuple(label("topics", topic) for topic in model.topics),
        body=tuple(sentence for _, sentence in told),
    )
    return texts, _card(model, told)


def beyond_card(texts: Texts) -> dict[str, list[str]]:
    """What can be found but is not shown: names of places. Topics are known from their facet."""
    return {"places": list(texts.places)}


def card_texts(card: dict[str, Any], topics: tuple[str, ...]) -> Texts:
    """The texts of a model from its card with `beyond_card`, as the engine reads them; `topics` by their labels."""
    return Texts(
        title=(card["title"],),
        aliases=tuple(card.get("aliases", ())),
        owner=card.get("owner", ""),
        places=tuple(card.get("places", ())),
        summary=tuple(_heard(card.get("summary", ""), card.get("quiet", ()))),
        topics=topics,
        body=tuple(sentence for _, sentence in card.get("text", ())),
    )


def _heard(summary: str, quiet: Sequence[int]) -> Iterator[str]:
    """The pieces of a summary beside its quiet clauses, which are counted in UTF-16."""
    text = summary.encode("utf-16-le")
    edges = [0, *quiet, len(text) // 2]
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        yield text[2 * start : 2 * end].decode("utf-16-le", errors="replace")


def name_only(model: Model) -> bool:
    """Whether nothing but its name is known of a model: such models stand behind those that are told."""
    return model.detail == "name"


def quiet(summary: str) -> list[tuple[int, int]]:
    """Start and end of each clause of a summary that only tells of the source or of what is not known."""
    return [match.span() for match in _QUIET.finditer(summary)]


def _only_quiet(sentence: str) -> bool:
    spans = quiet(sentence)
    return bool(spans) and sum(end - start for start, end in spans) >= len(sentence) - 1


def _spoken(summary: str) -> Iterator[str]:
    at = 0
    for start, end in quiet(summary):
        yield summary[at:start]
        at = end
    yield summary[at:]


def _sixteen(text: str) -> int:
    """The length of a text as JavaScript counts it."""
    return len(text.encode("utf-16-le")) // 2


def _card(model: Model, told: list[tuple[str, str]]) -> dict[str, Any]:
    former = next((name for place in model.done if (name := former_name(place))), "")
    common = without_place(model.title)
    shown = {
        "slug": model.slug,
        "title": model.title,
        "common": _sixteen(common) if common != model.title else 0,
        "aliases": list(model.aliases),
        "owner": model.owner.name,
        "place": where_and_when(model),
        "statusDay": status_day(model),
        "former": former,
        "summary": model.summary,
        "quiet": [_sixteen(model.summary[:at]) for span in quiet(model.summary) for at in span],
        "states": "".join(_STATES[state] for state in model.states),
        "text": [[PARTS.index(part), sentence] for part, sentence in told],
    }
    return {key: value for key, value in shown.items() if value}


def sentences(model: Model) -> Iterator[tuple[str, str]]:
    """Key of a part and one sentence, step or figure of it, in reading order."""
    for key, part in model.parts():
        for text in (part.text, *part.steps):
            yield from ((key, sentence) for sentence in split(text))
        for figure in part.figures:
            day = figure.as_of or model.figure_years[figure]
            since = f" ({day})" if day else ""
            yield key, f"{figure.label}: {amount(figure)} {figure.unit}{since}"
    plan = model.replication
    costs = (f"{cost.item}: {money(cost)}" for cost in plan.cost)
    days = f"{_plan_label('days')}: {plan.days} ngày" if plan.days else ""
    told = (*plan.steps, days, *costs, plan.people, *plan.preconditions, *plan.risks, plan.contact)
    for text in told:
        yield from (("replication", sentence) for sentence in split(text))


def split(text: str) -> list[str]:
    """Sentences of at most about `SENTENCE` characters."""
    found = []
    for sentence in _END.split(text.strip()):
        while len(sentence) > SENTENCE and (cuts := [m.end() for m in _COMMA.finditer(sentence, 60, SENTENCE)]):
            found.append(sentence[: cuts[-1]].strip())
            sentence = sentence[cuts[-1] :]
        found.append(sentence.strip())
    return [sentence for sentence in found if sentence]


def _place_texts(place: Place) -> Iterator[str]:
    if place.today:
        yield place.today.name
        yield place.today.province
    yield place.hamlet
    yield place.as_written


def _plan_label(key: str) -> str:
    return MODEL.by_key["replication"].by_key[key].label
