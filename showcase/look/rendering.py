"""Templates to HTML. Autoescape is on for everything: editors' text is never taken for markup."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import ClassVar

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from showcase.gazetteer.home import home
from showcase.language.passages import in_document
from showcase.language.words import excerpt, fold, number, uncapitalised
from showcase.look import lotus
from showcase.model import dated, places
from showcase.model.model import Cost, Figure
from showcase.schema.fields import MODEL
from showcase.schema.vocabulary import label

TEMPLATES = sorted(Path(__file__).parents[1].glob("*/templates"))
"""Each room keeps its own; no two have a template of the same name (a test sees to it)."""


@dataclass(frozen=True, kw_only=True)
class Context:
    """The names for a template: each template has a subclass, whose attributes are the names it may use."""

    template: ClassVar[str]
    """Name of the template, in whichever room it lies: `model.html`."""


def render(context: Context) -> str:
    """Fill the template of a context. Raises jinja2.UndefinedError when the template asks for what is not there."""
    given = {field.name: getattr(context, field.name) for field in fields(context)}
    return _environment().get_template(context.template).render(given)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    # Vietnamese letters as they are: escaped to \\u1ed9 they weigh three times as much.
    environment.policies["json.dumps_kwargs"] = {"sort_keys": True, "ensure_ascii": False}
    environment.filters.update(
        number=number,
        amount=amount,
        money=money,
        paragraphs=paragraphs,
        excerpt=excerpt,
        day=day,
        sentence=sentence,
        uncapitalised=uncapitalised,
        disagree=disagree,
        in_document=in_document,
    )
    environment.globals.update(
        label=label,
        field_label=lambda key: MODEL.by_key[key].label,
        plan_label=lambda key: MODEL.by_key["replication"].by_key[key].label,
        intended_label=lambda key: MODEL.by_key["plan"].by_key[key].label,
        lotus=lotus.lotus,
        petal=lotus.petal,
        lotus_words=lotus.summary,
        home_province=home,
        place_name=places.place_name,
        place_line=places.place_line,
        former_name=places.former_name,
        written_place=places.written_place,
        where_and_when=dated.where_and_when,
        status_words=dated.status_words,
    )
    return environment


def amount(figure: Figure) -> str:
    """The number of a figure: `30.000`, `150 - 200`, `446/446`; its qualifier is set apart by the template."""
    text = number(figure.value)
    if figure.value_to is not None:
        text += f" - {number(figure.value_to)}"
    if figure.out_of is not None:
        text += f"/{number(figure.out_of)}"
    return text


def disagree(figures: Sequence[Figure]) -> bool:
    """Whether two sources give two values for the same thing, counted in the same unit."""
    cited = [(fold(one.label), fold(one.unit), one.source, one.value) for one in figures if one.source]
    return any(
        one[:2] == other[:2] and one[2] != other[2] and one[3] != other[3] for one, other in combinations(cited, 2)
    )


def counted(figure: Figure) -> str:
    """A figure on one line: `trên 60 lao động`, `150 - 200 suất/ngày`, `100%`."""
    qualifier = f"{label('qualifiers', figure.qualifier)} " if figure.qualifier else ""
    return f"{qualifier}{amount(figure)}{'' if figure.unit == '%' else ' '}{figure.unit}"


def money(cost: Cost) -> str:
    """An amount in đồng, in the unit in which people say it: `356 triệu đồng`, `4,4 tỷ đồng`, `200.000 đồng`."""
    for size, word in ((10**9, "tỷ đồng"), (10**6, "triệu đồng")):
        if cost.amount >= size and cost.amount * 1000 % size == 0:
            text = f"{number(cost.amount / size)} {word}"
            break
    else:
        text = f"{number(cost.amount)} đồng"
    return f"{label('qualifiers', cost.qualifier)} {text}" if cost.qualifier else text


def paragraphs(text: str) -> Markup:
    """Plain text to `<p>` elements, one for each block between empty lines; everything is escaped."""
    blocks = [" ".join(block.split()) for block in text.split("\n\n")]
    return Markup("").join(Markup("<p>") + escape(block) + Markup("</p>") for block in blocks if block)


def sentence(text: str) -> str:
    """A text that ends like a sentence: a full stop is added where no mark of that kind is."""
    text = text.rstrip()
    return text if text.endswith((".", "!", "?", "…", ".”")) else f"{text}."


def day(iso: str) -> str:
    """`2026-11-23` as `23/11/2026`."""
    return "/".join(reversed(iso.split("-")))
