"""Questions to those who run a model: a letter begun with what the page cannot tell.

Offices that run a model are known by name only, so the letter goes to the publisher, who passes it on.
"""

import re
from urllib.parse import quote, urlencode

from showcase.insight.completeness import asked
from showcase.language.words import uncapitalised, within_sentence
from showcase.model.model import Model
from showcase.schema.fields import CRITERION_LABELS
from showcase.schema.settings import Settings

_NOBODY = "đơn vị làm mô hình"
# An owner that is a place: xã Ngọc Thuận, thôn Tổng Mú.
_UNIT = re.compile(
    r"(?!.* (?:và|cùng) )"
    r"(?:xã|phường|thị trấn|huyện|thị xã|thành phố|tỉnh|thôn|ấp|khóm|xóm|bản|buôn|tổ dân phố|khu phố) "
)

_ASKED = {
    "approach": "Đã làm từng bước thế nào?",
    "replication.steps": "Muốn làm lại thì đi từng bước thế nào?",
    "replication.days": "Chuẩn bị bao nhiêu ngày?",
    "replication.cost": "Hết bao nhiêu tiền, ai góp?",
    "replication.people": "Cần bao nhiêu người, làm việc gì?",
    "replication.preconditions": "Cần có sẵn những gì?",
    "replication.risks": "Chỗ nào dễ hỏng, đã tránh ra sao?",
    "effectiveness.figures": "Có con số nào về kết quả?",
}
"""Paths of the field table -> the question where a model does not tell it."""

_FACTS = {
    "owner.name": "Đơn vị nào, ai làm?",
    "places.commune": "Nay thuộc xã, phường, đặc khu nào?",
    "started": "Bắt đầu từ bao giờ?",
    "status": "Nay còn làm không?",
}
"""Further paths, which a page asks before the others."""

NAME_QUESTIONS = ("Đã làm thế nào?", "Hết bao nhiêu công, tiền?", "Được gì?")
"""What the page of a name asks."""

_MOST = 4
_STILL = "Đến nay mô hình còn làm như đã kể không?"


def questions(model: Model) -> list[str]:
    """What someone who wants to do the same would ask first, in the order of the page."""
    return _missing(model, _ASKED)[:_MOST] or [_STILL]


def open_questions(model: Model) -> list[str]:
    """Everything that the page of a told model asks: facts, how to do the same, and at last the criteria."""
    untold = [uncapitalised(CRITERION_LABELS[key]) for key, part in model.criteria.items() if part.state == "empty"]
    criteria = [f"Kể thêm được gì về {', '.join(untold)}?"] if untold else []
    return [*_missing(model, _FACTS), *_missing(model, _ASKED), *criteria] or [_STILL]


def _missing(model: Model, asking: dict[str, str]) -> list[str]:
    return [asking[item.key] for item in asked(model) if item.key in asking and not item.told]


def whom(model: Model) -> str:
    """Who could answer: the office that the model names, else its owner, as they stand within a sentence.

    Who issued a source is nobody to ask: most are newspapers. Nor does a commune answer: `đơn vị làm mô hình ở xã Nga`.
    """
    named = within_sentence(model.replication.contact or model.owner.name)
    return f"{_NOBODY} ở {named}" if _UNIT.match(named) else named or _NOBODY


def subject(model: Model) -> str:
    """The subject line of the letter."""
    return f"Hỏi về mô hình “{model.title}”"


def letter(model: Model, page: str = "", to: str = "") -> str:
    """The text of the letter; who writes fills in the dots.

    `page` is the full address of the model's page, which tells models of one title apart; `to` is who is asked,
    otherwise whoever could answer.
    """
    listed = "\n".join(f"{position}. {text}" for position, text in enumerate(questions(model), start=1))
    which = f"mô hình “{model.title}”{f' ({page})' if page else ''}"
    return (
        f"Kính gửi {to or whom(model)},\n\nChúng tôi ở … muốn làm theo {which}, xin hỏi:\n{listed}\n\nCảm ơn anh chị."
    )


def question_address(model: Model, settings: Settings, page: str = "") -> str:
    """Where the question goes: a letter to the editors, else an open question at the hosting service.

    Empty where neither is known: a link without a receiver would leave its reader alone.
    """
    to = settings.publisher or "những người biên tập kho mô hình"
    body = f"{letter(model, page, to)}\n\n{model.file}"
    if settings.email:
        query = {"subject": subject(model), "body": body.replace("\n", "\r\n")}  # RFC 6068, section 5
        return f"mailto:{settings.email}?{urlencode(query, quote_via=quote)}"
    if settings.repository:
        asked_in = urlencode({"title": subject(model), "body": body}, quote_via=quote)
        return f"{settings.repository.rstrip('/')}/issues/new?{asked_in}"
    return ""
