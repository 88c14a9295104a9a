"""The registration form with nine headings, filled in with what one model tells; dots where it tells nothing."""

from collections.abc import Iterable, Iterator

from docx.document import Document
from docx.shared import Pt

from showcase.language.words import number
from showcase.model.model import Model, Resource
from showcase.model.places import place_name
from showcase.reporting.document import add_heading, add_line, add_paragraph, new_document
from showcase.schema.vocabulary import label

_OPEN = "…" * 60


def registration_form(model: Model) -> Document:
    """The form of one model as a Word document."""
    document = new_document(f"Phiếu đăng ký mô hình: {model.title}")
    add_line(document, "PHIẾU ĐĂNG KÝ", bold=True, space_before=Pt(6))
    add_line(document, "MÔ HÌNH “DÂN VẬN KHÉO”", bold=True)
    add_paragraph(document, model.owner.name or _OPEN, "Đơn vị đăng ký:")
    for place, (heading, texts) in enumerate(_answers(model), start=1):
        add_heading(document, f"{place}. {heading}", 2)
        for text in texts or [_OPEN]:
            add_paragraph(document, text)
    return document


def _answers(model: Model) -> Iterator[tuple[str, list[str]]]:
    """Each of the nine headings with its paragraphs."""
    plan = model.plan
    yield "Tên mô hình", [model.title]
    yield "Thực trạng, lý do xây dựng mô hình", _paragraphs([model.context.text])
    yield "Mục tiêu, tiêu chí", _paragraphs([*(plan.aims if plan else ()), *(plan.criteria if plan else ())])
    steps = plan.steps if plan else ()
    yield "Nội dung, cách thức thực hiện", _paragraphs([*steps, model.approach.text, *model.approach.steps])
    yield "Địa bàn, đối tượng", _paragraphs([_where(model), *model.beneficiaries])
    yield "Lực lượng thực hiện", _paragraphs(_forces(model))
    yield "Thời gian, nguồn lực thực hiện", _paragraphs(_time_and_means(model))
    yield "Sản phẩm, kết quả đầu ra", _paragraphs(plan.outputs if plan else ())
    yield "Khả năng duy trì, nhân rộng", _paragraphs([plan.upkeep if plan else ""])


def _paragraphs(texts: Iterable[str]) -> list[str]:
    return [line.strip() for text in texts for line in text.split("\n") if line.strip()]


def _where(model: Model) -> str:
    places = (", ".join(filter(None, (place.hamlet, place_name(place)))) for place in model.places)
    return "; ".join(dict.fromkeys(places))


def _forces(model: Model) -> Iterator[str]:
    for one in model.forces:
        lead = f"{label('force_roles', one.role)}: " if one.role else ""
        yield f"{lead}{one.name}{f' ({one.task})' if one.task else ''}"


def _time_and_means(model: Model) -> Iterator[str]:
    plan = model.plan
    told = {
        "Bắt đầu": model.started or "",
        "Tiến độ": plan.schedule if plan else "",
        "Kinh phí": plan.budget if plan else "",
        "Đánh giá": (plan.evaluation if plan else "") or "",
        "Nguồn lực khác": "; ".join(map(_resource, plan.resources if plan else ())),
    }
    yield from (f"{lead}: {text}" for lead, text in told.items() if text)


def _resource(one: Resource) -> str:
    amount = f" {number(one.value)} {one.unit}".rstrip() if one.value is not None else ""
    qualifier = f" {label('qualifiers', one.qualifier)}" if one.qualifier else ""
    return f"{one.item}{':' if amount else ''}{qualifier}{amount}{f' ({one.giver})' if one.giver else ''}"
