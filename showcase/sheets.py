"""The A4 sheet of a model that is told in full or in part, and with it the text for the commune loudspeaker.

A sheet is a document of its own, without the frame of the site: it hangs on a notice board. What does not fit is
cut, and the sheet says so; the QR code leads to the whole.
"""

import re
from dataclasses import dataclass

import segno
from markupsafe import Markup

from showcase import lotus, views
from showcase.completeness import asked
from showcase.fields import MODEL
from showcase.loudspeaker import announcement
from showcase.model import Model
from showcase.rendering import money, render
from showcase.spoken import settings
from showcase.text import excerpt, number
from showcase.vocabulary import CRITERIA

FILE = "to-a4/index.html"
"""Beside the page of the model."""


@dataclass(frozen=True)
class _Room:
    """How much of the longer texts a sheet takes, in characters, so that all of it stays on one page."""

    steps: int
    step: int
    need: int
    proof: int
    sources: int


_WIDE = _Room(steps=8, step=88, need=110, proof=150, sources=2)
_CLOSE = _Room(steps=6, step=75, need=70, proof=75, sources=1)
_DARK = re.compile(rb"\x01+")
_CROWDED = 2300
"""Characters on a wide sheet, above which a close one, in smaller type, is made."""


def has_sheet(model: Model) -> bool:
    """A name alone fills no sheet."""
    return model.detail != "name"


def sheet_files(site: views.Site) -> dict[str, bytes]:
    """Path from the root of the site -> the sheet, for every model told in full or in part."""
    told = filter(has_sheet, site.catalogue.models)
    return {f"{views.model_address(model)}{FILE}": sheet(site, model).encode() for model in told}


def sheet(site: views.Site, model: Model) -> str:
    """The whole HTML document. Without the address of the site there is no QR code: it would lead nowhere."""
    address = f"{site.address}{views.model_address(model)}" if site.address else ""
    sources = [site.catalogue.source(source) for source in model.sources]
    room = _CLOSE if _length(model, _WIDE) > _CROWDED else _WIDE
    context = {
        "model": model,
        "root": "../../../",
        "symbol": lotus.symbol(),
        "sign": lotus.sign(36),
        "address": address,
        "code": qr_code(address) if address else "",
        "close": room is _CLOSE,
        "figures": views.key_figures(model),
        "criteria": [_Told(key, model.criteria[key].state, _proof(model, key, room)) for key in CRITERIA],
        "steps": _steps(model, room),
        "steps_left": max(0, len(_all_steps(model)) - room.steps),
        "needs": _needs(model, room),
        "unknown": [item.label for item in asked(model) if item.key.startswith("replication.") and not item.told],
        "sources": sources[: room.sources],
        "sources_left": max(0, len(sources) - room.sources),
        "changed": site.changes.get(model.file),
        "announcement": announcement(model, sources),
        "pace": settings()["pace"],
    }
    return render("sheet.html", context)


def qr_code(address: str) -> Markup:
    """An address as a QR code in SVG, one unit a module, with half the quiet zone that the standard asks for.

    The paper around it gives the other half.

    The mask is fixed: trying all eight takes five times as long and matters only to print far worse than this.
    """
    rows = segno.make(address, error="m", micro=False, mask=3).matrix
    # A path of dark runs, one row after the other; segno's own writer takes as long as its encoder.
    runs = (f"M{run.start()} {y}.5h{len(run[0])}" for y, row in enumerate(rows) for run in _DARK.finditer(row))
    side = len(rows) + 4
    box = f'<svg class="code" viewBox="-2 -2 {side} {side}" role="img" aria-label="Mã QR dẫn tới trang này">'
    return Markup(f'{box}<path stroke="#000" d="{"".join(runs)}"/></svg>')


@dataclass(frozen=True)
class _Told:
    """One criterion on the sheet: its state and how it begins."""

    key: str
    state: str
    words: str


def _proof(model: Model, key: str, room: _Room) -> str:
    part = model.criteria[key]
    return excerpt(part.text.split("\n")[0] or " ".join(part.steps), room.proof)


def _all_steps(model: Model) -> tuple[str, ...]:
    return model.replication.steps or model.approach.steps


def _steps(model: Model, room: _Room) -> list[str]:
    """As many steps as there is room for; few steps share the room of many."""
    shown = _all_steps(model)[: room.steps]
    return [excerpt(step, room.steps * room.step // len(shown)) for step in shown]


def _needs(model: Model, room: _Room) -> list[tuple[str, str]]:
    """What it takes, as far as it is told: label and value."""
    plan, labels = model.replication, MODEL.by_key["replication"].by_key
    told = {
        "cost": "; ".join(f"{line.item}: {money(line)}" for line in plan.cost),
        "days": f"{number(plan.days)} ngày" if plan.days else "",
        "people": plan.people,
        "preconditions": "; ".join(plan.preconditions),
        "risks": "; ".join(plan.risks),
        "contact": plan.contact,
    }
    return [(labels[key].label, excerpt(text, room.need)) for key, text in told.items() if text]


def _length(model: Model, room: _Room) -> int:
    """Characters on the sheet; the large type of the title counts twice."""
    texts = [*_steps(model, room), *(text for _, text in _needs(model, room))]
    texts += [_proof(model, key, room) for key in CRITERIA]
    texts += [figure.label for figure in views.key_figures(model)]
    return 2 * len(model.title) + len(model.owner.name) + len(model.summary) + sum(map(len, texts))
