"""All models as one workbook for Excel, with labels instead of codes; figures, sources and communes on own sheets.

Codes are text cells, also after Excel has saved the file. The tables of open data have codes for programs.
"""

import json
from collections.abc import Iterator
from functools import cache, partial
from pathlib import Path

from showcase.gazetteer.communes import Commune, gazetteer
from showcase.insight.completeness import completeness
from showcase.insight.listing import communes_shown
from showcase.insight.site import Site, commune_address, model_address
from showcase.language.data import read_data
from showcase.model.dated import status_day
from showcase.model.model import Figure, Model, Part
from showcase.model.places import place_line
from showcase.opendata.tables import commune_counts, evidence_words, figures_in_parts, former_units, source_of
from showcase.pages.promise_sheet import promise_sheet
from showcase.registers.text_workbooks import TextSheet, workbook
from showcase.schema.fields import CRITERION_LABELS, MODEL
from showcase.schema.vocabulary import label, labels, vocabulary

PATH = "du-lieu/mo-hinh.xlsx"
HEADS_PATH = "assets/common/workbook_heads.json"
HEADS_FILE = Path(__file__).with_name("workbook_heads.yml")

STATES = {"figures": "Có số liệu", "text": "Có mô tả", "empty": ""}

Cells = tuple[str | int | float, ...]


def data_workbook_files(site: Site) -> dict[str, bytes]:
    """Path from the root of the site -> content: the workbook, and the headings for workbooks made in the browser."""
    rows = [[column, *row] for column, row in _shared_heads().items()]
    return {PATH: data_workbook(site), HEADS_PATH: json.dumps(rows, ensure_ascii=False).encode()}


@cache
def _shared_heads() -> dict[str, tuple[str, int]]:
    """Column of `models.csv` -> its heading and its width in characters."""
    return {column: (head, width) for column, (head, width) in read_data(HEADS_FILE).items()}


def data_workbook(site: Site) -> bytes:
    """The bytes of the workbook."""
    models = sorted(site.catalogue.models, key=lambda model: model.slug)
    return workbook(
        [
            TextSheet("Mô hình", _model_heads(), (_model_cells(site, model) for model in models), widths=(44, 60, 32)),
            TextSheet("Số liệu", _FIGURE_HEADS, _figure_rows(models), widths=(44, 28, 44)),
            promise_sheet(site.promises, site.confirmations.today),
            TextSheet("Nguồn", _SOURCE_HEADS, _source_rows(site, models), widths=(44, 44, 16, 32)),
            TextSheet(
                "Xã", _commune_heads(), map(partial(_commune_cells, site), communes_shown(site)), widths=(10, 28)
            ),
        ]
    )


def _model_heads() -> list[str]:
    head = {column: name for column, (name, _) in _shared_heads().items()}
    heads = [head[column] for column in ("title", "summary", "owner", "owner_kind_label")]
    heads += [head["field_labels"], head["group_label"], head["topic_labels"], "Loại việc", head["place"]]
    heads += [head["commune_codes"], "Có thể ở các xã", head["started"], head["status_label"], "Ngày của tình trạng"]
    heads += [head["source_day"]]
    for name in CRITERION_LABELS.values():
        heads += [name, f"{name}: chứng cứ"]
    heads += [head["detail_label"], head["completeness"], head["figures"], "Ngày sửa lần cuối", head["address"]]
    return [*heads, "Tên tệp"]


def _model_cells(site: Site, model: Model) -> Cells:
    criteria = [cell for part in model.criteria.values() for cell in (STATES[part.state], evidence_words(part))]
    return (
        model.title,
        " ".join(model.summary.split()),
        model.owner.name,
        label("owner_kinds", model.owner.kind),
        labels("fields", model.fields),
        labels("groups", [model.group]),
        labels("topics", model.topics),
        labels("kinds", [model.kind]),
        place_line(model),
        "; ".join(commune.code for commune in model.communes),
        "; ".join(gazetteer().by_code[code].name for code in model.candidates),
        model.started or "",
        labels("statuses", [model.status]),
        status_day(model),
        model.source_day or "",
        *criteria,
        label("details", model.detail),
        completeness(model),
        len(model.figures),
        "/".join(reversed(site.changes.get(model.file, "").split("-"))),
        site.address + model_address(model),
        model.slug,
    )


_FIGURE_HEADS = (
    *("Mô hình", "Phần", "Đếm gì", "Cách nói", "Giá trị", "Đến giá trị", "Trên tổng số", "Đơn vị", "Ngày hay năm"),
    *("Chứng cứ", "Mã nguồn", "Tên tệp"),
)


def _figure_rows(models: list[Model]) -> Iterator[Cells]:
    for model, key, part, figure in figures_in_parts(models):
        yield model.title, MODEL.by_key[key].label, *_figure_cells(figure, part), model.slug


def _figure_cells(figure: Figure, part: Part) -> Cells:
    return (
        figure.label,
        labels("qualifiers", [figure.qualifier]),
        figure.value,
        "" if figure.value_to is None else figure.value_to,
        "" if figure.out_of is None else figure.out_of,
        figure.unit,
        figure.as_of or "",
        evidence_words(part),
        source_of(figure, part),
    )


_SOURCE_HEADS = (
    "Mô hình",
    "Văn bản",
    "Số hiệu",
    "Cơ quan",
    "Ngày",
    "Chỗ trong văn bản",
    "Liên kết",
    "Mã nguồn",
    "Tên tệp",
)


def _source_rows(site: Site, models: list[Model]) -> Iterator[Cells]:
    for model in models:
        for cited in model.sources:
            source = site.catalogue.source(cited)
            document = (source.title, source.number, source.issuer, source.date or "")
            yield model.title, *document, source.where, source.link or "", source.id, model.slug


def _commune_heads() -> list[str]:
    fields = [f"Lĩnh vực {name}" for name in vocabulary("fields").values()]
    return ["Mã xã", "Tên", "Loại", "Tỉnh", "Số mô hình", *fields, "Có thể có thêm", "Trước 01/7/2025", "Địa chỉ trang"]


def _commune_cells(site: Site, commune: Commune) -> Cells:
    return (
        commune.code,
        commune.name,
        commune.kind,
        commune.province,
        *commune_counts(site, commune),
        former_units(commune),
        site.address + commune_address(commune),
    )
