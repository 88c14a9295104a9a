"""Parts of a registration form: the plan of a model, the organisations that take part, the beneficiaries.

Planned and finished work are separated: steps and dates of a registration form go into the plan.
"""

import re
from dataclasses import replace

from showcase.importing.headings import ReportedModel, ReportText
from showcase.importing.outlines import any_of, outlines, words
from showcase.importing.owners import organisation, unit

_INTENDED = ("plan.aims", "plan.criteria", "plan.outputs", "plan.upkeep")
_TO_PLAN = {"approach": "plan.steps", "schedule": "plan.schedule", "budget": "plan.budget"}
_MONEY = re.compile(r"\d\s*(?:(?:nghìn|ngàn|triệu|tr|tỷ|tỉ)\s*(?:đồng|đ)?|đồng|đ)(?!\w)", re.IGNORECASE)
_DAY = re.compile(r"(?:tháng|năm|ngày|quý)\s+\d|\d/20\d\d", re.IGNORECASE)


def parts_with_plan(model: ReportedModel) -> dict[str, list[ReportText]]:
    """The parts of a model; approach, schedule and budget of a registration form are moved to `plan.*`."""
    parts = {part: list(pieces) for part, pieces in model.parts.items()}
    if "results" in parts or not any(part in parts for part in _INTENDED):
        return parts
    for resource in parts.get("resources", []):
        for piece in resource.text.split(";"):
            if kind := _resource(piece):
                parts.setdefault(kind, []).append(replace(resource, text=piece.strip()))
    for part, planned in _TO_PLAN.items():
        if part in parts:
            parts.setdefault(planned, []).extend(parts.pop(part))
    return parts


def _resource(piece: str) -> str:
    """The part of the plan for a piece of `Thời gian, nguồn lực`: `budget` or `schedule`; empty if unclear."""
    if _MONEY.search(piece):
        return "budget"
    return "schedule" if _DAY.search(piece) else ""


def forces(text: str) -> list[tuple[str, str]]:
    """Organisations with their roles: `[("Chi bộ ấp 1", "chu-tri")]`; empty if any of them has no role.

    Two notations: `Chi bộ chủ trì; Công an phối hợp` and `Chủ trì: Chi bộ`.
    """
    roles: dict[str, str] = outlines()["roles"]
    role = any_of(words(list(roles)))
    if first := re.fullmatch(rf"(?i:(?P<role>{role}))\s*:\s*(?P<name>{organisation()}[^;]*?)[ .;]*", text):
        return [(first["name"], roles[first["role"].lower()])]
    pairs = []
    for piece in re.split(r"[,;.]\s*(?=\S)|\s+và\s+(?=[^\W\d_])", text.strip(" .;")):
        match = re.fullmatch(rf"(?P<name>{organisation()}.{{0,120}}?)\s+(?P<role>{role})", piece)
        if not match:
            return []
        pairs.append((match["name"], roles[match["role"]]))
    return pairs


def beneficiaries(text: str) -> tuple[list[str], list[str]]:
    """The places and the people of `Địa bàn, đối tượng: thôn Đông; 210 hộ`."""
    pieces = [piece.strip(" .") for piece in text.split(";") if piece.strip(" .")]
    places = [piece for piece in pieces if re.match(rf"{unit()}|[Kk]hu dân cư\s|.*,\s(?:tỉnh|huyện)\s", piece)]
    return places, [piece for piece in pieces if piece not in places]
