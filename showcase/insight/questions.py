"""Questions to those who run a model: a letter begun with what the page cannot tell.

The letter names no address: offices are known by name only, so that no personal data stands on the site.
"""

from urllib.parse import quote, urlencode

from showcase.insight.completeness import asked
from showcase.model.model import Model

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

_MOST = 4


def questions(model: Model) -> list[str]:
    """What someone who wants to do the same would ask first, in the order of the page."""
    missing = [_ASKED[item.key] for item in asked(model) if item.key in _ASKED and not item.told]
    return missing[:_MOST] or ["Đến nay mô hình còn làm như đã kể không?"]


def subject(model: Model) -> str:
    """The subject line of the letter."""
    return f"Hỏi về mô hình “{model.title}”"


def letter(model: Model, page: str = "", whom: str = "") -> str:
    """The text of the letter; who writes fills in the dots.

    `page` is the full address of the model's page, which tells models of one title apart; `whom` is who is asked,
    otherwise the office that the model names or its owner.
    """
    whom = whom or model.replication.contact or model.owner.name or "đơn vị làm mô hình"
    listed = "\n".join(f"{position}. {text}" for position, text in enumerate(questions(model), start=1))
    which = f"mô hình “{model.title}”{f' ({page})' if page else ''}"
    return f"Kính gửi {whom},\n\nChúng tôi ở … muốn làm theo {which}, xin hỏi:\n{listed}\n\nCảm ơn anh chị."


def mail_address(model: Model, page: str = "") -> str:
    """A `mailto:` address without a receiver, which opens a mail program with the letter."""
    body = letter(model, page).replace("\n", "\r\n")  # RFC 6068, section 5
    return f"mailto:?{urlencode({'subject': subject(model), 'body': body}, quote_via=quote)}"


def ask_address(model: Model, repository: str, page: str = "") -> str:
    """Where the question goes: to the office that the model names, otherwise to the editors of the site.

    The editors are asked in public at the hosting service; without the project's address a letter must do.
    """
    if model.replication.contact or not repository:
        return mail_address(model, page)
    body = f"{letter(model, page, 'những người biên tập kho mô hình')}\n\n{model.file}"
    query = urlencode({"title": subject(model), "body": body}, quote_via=quote)
    return f"{repository.rstrip('/')}/issues/new?{query}"
