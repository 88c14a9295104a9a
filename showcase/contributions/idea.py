"""The idea card: three answers become a draft of a model file. The contact of the sender is never part of it."""

from dataclasses import dataclass

from showcase.contributions.entry import Handed
from showcase.contributions.judging import Refusal
from showcase.files.new_file import entry_text
from showcase.files.template import Value
from showcase.gazetteer.communes import gazetteer
from showcase.language.words import excerpt
from showcase.look.rendering import day
from showcase.schema.settings import home_province

_TITLE, _WHAT, _WHO = 100, 250, 200


@dataclass(frozen=True)
class Idea:
    """The answers as typed."""

    what: str
    who: str
    commune: str
    """Code of today's commune; empty if the sender chose none."""
    where: str
    """The place in words: a hamlet, or any place."""


def handed_idea(idea: Idea, received: str) -> Handed:
    """The card as a draft. `received`: ISO date, `2026-11-28`. Raises Refusal for missing or too long answers."""
    what, who, where = (" ".join(text.split()) for text in (idea.what, idea.who, idea.where))
    if not what or not who or not (idea.commune or where):
        raise Refusal("idea-empty")
    if len(what) > _WHAT or max(len(who), len(where)) > _WHO or len(idea.commune) > _WHO:
        raise Refusal("idea-long")
    values: dict[str, Value] = {
        "title": excerpt(what, _TITLE).rstrip("….,;: "),
        "summary": what,
        "owner": {"name": who, "kind": "khac"},
        "places": [_place(idea.commune, where)],
        "sources": [
            {
                "id": "phieu-y-tuong",
                "title": f"Phiếu ý tưởng gửi qua trang ngày {day(received)}",
                "issuer": who,
                "date": day(received),
            }
        ],
    }
    return Handed(entry_text(values), is_idea=True)


def _place(commune: str, where: str) -> dict[str, Value]:
    if commune in gazetteer().by_code:
        return {"commune": commune, **({"hamlet": where} if where else {})}
    return {"province": home_province(), **({"as_written": where} if where else {})}
