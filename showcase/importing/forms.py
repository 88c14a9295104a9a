"""What a registration form tells beside the story of a model: what is intended, who takes part, who benefits.

What was intended stands apart from what was done: the steps and days of a form go to its plan.
"""

import re
from dataclasses import replace

from showcase.importing.headings import Found, Told
from showcase.importing.outlines import any_of, outlines, words
from showcase.importing.owners import organisation, unit

_INTENDED = ("plan.aims", "plan.criteria", "plan.outputs", "plan.upkeep")
_TO_PLAN = {"approach": "plan.steps", "schedule": "plan.schedule", "budget": "plan.budget"}
_MONEY = re.compile(r"\d\s*(?:(?:nghìn|ngàn|triệu|tr|tỷ|tỉ)\s*(?:đồng|đ)?|đồng|đ)(?!\w)", re.IGNORECASE)
_DAY = re.compile(r"(?:tháng|năm|ngày|quý)\s+\d|\d/20\d\d", re.IGNORECASE)


def as_told(model: Found) -> dict[str, list[Told]]:
    """The parts of a model, those of a registration under the plan; of a report of results as they are."""
    parts = {part: list(told) for part, told in model.parts.items()}
    if "results" in parts or not any(part in parts for part in _INTENDED):
        return parts
    for told in parts.get("resources", []):
        for piece in told.text.split(";"):
            if kind := _resource(piece):
                parts.setdefault(kind, []).append(replace(told, text=piece.strip()))
    for part, planned in _TO_PLAN.items():
        if part in parts:
            parts.setdefault(planned, []).extend(parts.pop(part))
    return parts


def _resource(piece: str) -> str:
    """Which part of a plan a piece of `Thời gian, nguồn lực` is; empty where it cannot be told."""
    if _MONEY.search(piece):
        return "budget"
    return "schedule" if _DAY.search(piece) else ""


def forces(text: str) -> list[tuple[str, str]]:
    """Who takes part and in which role; empty where one of them has no role.

    Two ways of writing: `Chi bộ chủ trì; Công an phối hợp` and `Chủ trì: Chi bộ`.
    """
    roles: dict[str, str] = outlines()["roles"]
    role = any_of(words(list(roles)))
    if first := re.fullmatch(rf"(?i:(?P<role>{role}))\s*:\s*(?P<name>{organisation()}[^;]*?)[ .;]*", text):
        return [(first["name"], roles[first["role"].lower()])]
    found = []
    for piece in re.split(r"[,;.]\s*(?=\S)|\s+và\s+(?=[^\W\d_])", text.strip(" .;")):
        match = re.fullmatch(rf"(?P<name>{organisation()}.{{0,120}}?)\s+(?P<role>{role})", piece)
        if not match:
            return []
        found.append((match["name"], roles[match["role"]]))
    return found


def beneficiaries(text: str) -> tuple[list[str], list[str]]:
    """The places and the people of `Địa bàn, đối tượng: thôn Đông; 210 hộ`."""
    pieces = [piece.strip(" .") for piece in text.split(";") if piece.strip(" .")]
    places = [piece for piece in pieces if re.match(rf"{unit()}|[Kk]hu dân cư\s|.*,\s(?:tỉnh|huyện)\s", piece)]
    return places, [piece for piece in pieces if piece not in places]
