"""Models as a register for Excel: one row a model, with Vietnamese headings that `columns.py` knows."""

from collections.abc import Callable, Iterable

from showcase.files.catalogue import Catalogue
from showcase.language.words import number, uncapitalised
from showcase.model.model import Model
from showcase.model.places import place_name
from showcase.registers.text_workbooks import TextSheet, workbook
from showcase.schema.vocabulary import label, labels


def register_of(catalogue: Catalogue, models: Iterable[Model], title: str) -> bytes:
    """The bytes of a workbook of these models. Codes are written as texts; the head is frozen and has filters."""
    listed = list(models)
    rows = (
        [str(place), *(read(model, catalogue) for _, _, read in _COLUMNS)]
        for place, model in enumerate(listed, start=1)
    )
    heads = ["STT", *(head for head, _, _ in _COLUMNS)]
    widths = [6, *(width for _, width, _ in _COLUMNS)]
    above = (title.upper(), f"{number(len(listed))} mô hình")
    return workbook([TextSheet("Mô hình", heads, rows, above, widths)])


def _lines(texts: Iterable[str]) -> str:
    """Each text on a line of its own, with a dash; a single text without a dash."""
    filled = [text for text in texts if text]
    return filled[0] if len(filled) == 1 else "\n".join(f"- {text}" for text in filled)


def _hamlets(model: Model) -> str:
    return "; ".join(dict.fromkeys(place.hamlet for place in model.places if place.hamlet))


def _codes(model: Model) -> str:
    return "; ".join(dict.fromkeys(commune.code for commune in model.communes))


def _places(model: Model) -> str:
    """All places in words: `Xã Ba Chúc`, `Toàn tỉnh An Giang`."""
    return "; ".join(dict.fromkeys(place_name(place) for place in model.places))


def _provinces(model: Model) -> str:
    return "; ".join(dict.fromkeys(uncapitalised(commune.province) for commune in model.communes))


def _forces(model: Model) -> str:
    """`Chủ trì: Chi bộ ấp 1`, one a line."""
    return "\n".join(
        f"{label('force_roles', force.role)}: {force.name}" if force.role else force.name for force in model.forces
    )


def _recognised(model: Model) -> str:
    return "; ".join(label("recognition_levels", recognition.level) for recognition in model.recognition)


def _years(model: Model) -> str:
    return "; ".join(str(recognition.year) for recognition in model.recognition if recognition.year)


def _sources(model: Model, catalogue: Catalogue) -> str:
    sources = (catalogue.source(source) for source in model.sources)
    return "; ".join(filter(None, (source.title or source.id for source in sources)))


_COLUMNS: list[tuple[str, int, Callable[[Model, Catalogue], str]]] = [
    ("Tên mô hình", 40, lambda model, _: model.title),
    ("Tóm tắt", 50, lambda model, _: model.summary),
    ("Chủ thể", 30, lambda model, _: model.owner.name),
    ("Loại chủ thể", 20, lambda model, _: label("owner_kinds", model.owner.kind)),
    ("Khu dân cư", 16, lambda model, _: _hamlets(model)),
    ("Xã phường", 22, lambda model, _: _places(model)),
    ("Mã xã", 9, lambda model, _: _codes(model)),
    ("Tỉnh", 16, lambda model, _: _provinces(model)),
    ("Lĩnh vực", 22, lambda model, _: labels("fields", model.fields)),
    ("Nhóm", 22, lambda model, _: labels("groups", [model.group])),
    ("Hình thức đăng ký", 12, lambda model, _: labels("registrations", [model.registration])),
    (
        "Cấp đăng ký",
        14,
        lambda model, _: labels("recognition_levels", [model.registered.level if model.registered else None]),
    ),
    ("Năm đăng ký", 12, lambda model, _: (model.registered and model.registered.period) or ""),
    ("Bắt đầu", 12, lambda model, _: model.started or ""),
    ("Ra mắt", 12, lambda model, _: model.launched or ""),
    ("Kết thúc", 12, lambda model, _: model.ended or ""),
    ("Tình trạng", 16, lambda model, _: labels("statuses", [model.status])),
    ("Thực trạng, lý do", 40, lambda model, _: model.context.text),
    ("Mục tiêu", 30, lambda model, _: _lines(model.plan.aims if model.plan else ())),
    ("Tiêu chí", 30, lambda model, _: _lines(model.plan.criteria if model.plan else ())),
    ("Dự kiến làm", 40, lambda model, _: _lines(model.plan.steps if model.plan else ())),
    ("Nội dung, cách làm", 50, lambda model, _: _lines((model.approach.text, *model.approach.steps))),
    ("Lực lượng thực hiện", 30, lambda model, _: _forces(model)),
    ("Đối tượng", 24, lambda model, _: _lines(model.beneficiaries)),
    ("Kinh phí", 24, lambda model, _: model.plan.budget if model.plan else ""),
    ("Tiến độ", 24, lambda model, _: model.plan.schedule if model.plan else ""),
    ("Thời điểm đánh giá", 12, lambda model, _: (model.plan and model.plan.evaluation) or ""),
    ("Sản phẩm, kết quả đầu ra", 30, lambda model, _: _lines(model.plan.outputs if model.plan else ())),
    ("Khả năng duy trì, nhân rộng", 30, lambda model, _: model.plan.upkeep if model.plan else ""),
    ("Kết quả", 50, lambda model, _: model.results.text),
    ("Cấp công nhận", 20, lambda model, _: _recognised(model)),
    ("Năm công nhận", 10, lambda model, _: _years(model)),
    ("Đánh giá", 18, lambda model, _: labels("standings", [model.standing.state if model.standing else None])),
    ("Phong trào, cuộc vận động", 24, lambda model, _: _lines(model.campaigns)),
    ("Tên tệp", 30, lambda model, _: model.slug),
    ("Nguồn", 40, _sources),
]
"""Heading, width in characters, and the function that gives the cell."""
