"""Context of the page for leaders, `/toan-canh/`, and the same data as a workbook."""

from dataclasses import dataclass
from typing import ClassVar

from showcase.gazetteer.home import home
from showcase.insight import panorama, shades
from showcase.insight.ledger import Spread
from showcase.insight.panorama import HeatRow, OwnerQuestions, TopicRow
from showcase.insight.promises import Pledge, Promises
from showcase.insight.site import Site, model_address
from showcase.insight.staleness import Confirmation
from showcase.look.rendering import Context
from showcase.model.model import Model
from showcase.model.places import place_line
from showcase.pages.promise_sheet import promise_sheet
from showcase.registers.text_workbooks import TextSheet, workbook
from showcase.schema.fields import CRITERION_LABELS
from showcase.schema.settings import home_province
from showcase.schema.vocabulary import label, vocabulary

ADDRESS = "toan-canh/"
WORKBOOK = "toan-canh.xlsx"

OLDEST, COPIED, ASKED, OVERDUE = 8, 8, 10, 8
"""Most old entries, copied models, owners and overdue promises on the page; the workbook has all."""

SHORT_FIELDS = {
    "kinh-te": "KT",
    "van-hoa-xa-hoi": "VH-XH",
    "quoc-phong-an-ninh": "QP-AN",
    "he-thong-chinh-tri": "HTCT",
    "nong-thon-moi": "NTM",
}
"""Headings of narrow columns; the page explains them."""


@dataclass(frozen=True, kw_only=True)
class PanoramaPage(Context):
    """The page for leaders."""

    template: ClassVar[str] = "panorama.html"

    root: str
    title: str
    total: int
    empty: list[HeatRow]
    """Communes without models."""
    unclear: list[HeatRow]
    """Communes without a certain model, but with models that may be there."""
    communes: list[HeatRow]
    """Communes with models."""
    part_of_sheet: int
    """Rows of each of the four columns on paper."""
    districts: list[HeatRow]
    fields: list[tuple[str, str]]
    """(short name, full name) of each field."""
    steps: list[int]
    district_steps: list[int]
    shade: object
    topics: list[TopicRow]
    criteria: list[str]
    evidence: dict[str, str]
    today: str
    """ISO date for which old entries are counted; empty if unknown."""
    old: int
    dated: int
    oldest: list[tuple[Model, Confirmation]]
    copied: list[Spread]
    """Models of the home province that were copied."""
    copied_elsewhere: list[Spread]
    """Models of other provinces that were copied."""
    promised: dict[str, int]
    """Code of a state -> number of promises of the communes of the home province."""
    overdue: list[Pledge]
    """Overdue promises, the longest overdue first."""
    late: int
    """Number of all overdue promises."""
    owner_questions: list[OwnerQuestions]
    asked: int
    """Number of all owners with open questions."""
    workbook: str


def panorama_page(site: Site, root: str, title: str) -> PanoramaPage:
    """The context of the page for leaders."""
    rows, districts = panorama.commune_rows(site), panorama.district_rows(site)
    communes = [row for row in rows if row.total]
    oldest, owner_questions = panorama.oldest_first(site), panorama.owner_questions(site)
    copied, others = panorama.copied_models(site)
    today = site.confirmations.today
    promises = _promises(site)
    overdue = promises.overdue(today)
    return PanoramaPage(
        root=root,
        title=title,
        total=len(site.catalogue.models),
        empty=[row for row in rows if not row.total and not row.perhaps],
        unclear=[row for row in rows if not row.total and row.perhaps],
        communes=communes,
        part_of_sheet=max(1, -(-len(communes) // 4)),
        districts=districts,
        fields=[(SHORT_FIELDS[code], name) for code, name in vocabulary("fields").items()],
        steps=_steps(communes),
        district_steps=_steps(districts),
        shade=shades.shade,
        topics=panorama.topic_rows(site),
        criteria=list(CRITERION_LABELS.values()),
        evidence=vocabulary("evidence"),
        today=today,
        old=sum(1 for _, confirmation in oldest if confirmation.is_stale(today)),
        dated=len(oldest),
        oldest=oldest[:OLDEST],
        promised=promises.counts,
        overdue=overdue[:OVERDUE],
        late=len(overdue),
        copied=copied[:COPIED],
        copied_elsewhere=others[: max(0, COPIED - len(copied))],
        owner_questions=owner_questions[:ASKED],
        asked=len(owner_questions),
        workbook=WORKBOOK,
    )


def _promises(site: Site) -> Promises:
    return Promises(site.catalogue, home_province())


def _steps(rows: list[HeatRow]) -> list[int]:
    return shades.steps(count for row in rows for count in (*row.by_field, row.no_field))


def panorama_files(site: Site) -> dict[str, bytes]:
    """Path from the root of the site -> the workbook."""
    return {f"{ADDRESS}{WORKBOOK}": panorama_workbook(site)}


def panorama_workbook(site: Site) -> bytes:
    """All rows of the page as .xlsx, one sheet a table."""
    owner_questions = panorama.owner_questions(site)
    return workbook(
        [
            _heat_sheet("Xã theo lĩnh vực", "Xã, phường, đặc khu", panorama.commune_rows(site)),
            _heat_sheet("Huyện cũ theo lĩnh vực", "Huyện trước 01/7/2025", panorama.district_rows(site)),
            _topic_sheet(site),
            _age_sheet(site),
            _copy_sheet(site),
            promise_sheet(_promises(site), site.confirmations.today),
            TextSheet(
                "Hỏi ai",
                ("Loại chủ thể", "Chủ thể", "Địa bàn", "Số mô hình", "Số điều cần hỏi", "Còn thiếu", "Mô hình"),
                [_question_cells(questions) for questions in owner_questions],
                widths=(24, 32, 32, 10, 10, 60, 60),
            ),
        ]
    )


def _heat_sheet(name: str, head: str, rows: list[HeatRow]) -> TextSheet:
    heads = (head, *vocabulary("fields").values(), "Chưa ghi lĩnh vực", "Tất cả", "Có thể có thêm")
    cells: list[tuple[str | int, ...]] = [
        (row.name, *row.by_field, row.no_field, row.total, row.perhaps) for row in rows
    ]
    return TextSheet(name, heads, cells, widths=(32,))


def _topic_sheet(site: Site) -> TextSheet:
    heads = ["Chủ đề", f"Số mô hình của {home().name}"]
    for name in CRITERION_LABELS.values():
        heads += [f"{name}: số mô hình trong đó kể", f"{name}: chứng cứ cao nhất trong đó"]
    rows: list[tuple[str | int, ...]] = []
    for row in panorama.topic_rows(site):
        criteria = row.criteria
        cells: list[str | int] = [cell for item in criteria for cell in (item.count, _evidence(item.evidence))]
        rows.append((row.name, row.total, *cells, row.elsewhere))
    return TextSheet("Chủ đề theo tiêu chí", [*heads, "Số mô hình nơi khác"], rows, widths=(32, 10))


def _evidence(code: str) -> str:
    return label("evidence", code) if code else ""


def _age_sheet(site: Site) -> TextSheet:
    heads = ("Mô hình", "Chủ thể", "Địa bàn", "Tin của ngày", "Quá hai năm sau ngày", "Địa chỉ trang")
    rows = [
        (*_named(model), confirmation.said, _day(confirmation.stale_after), model_address(model))
        for model, confirmation in panorama.oldest_first(site)
    ]
    return TextSheet("Lâu chưa có tin mới", heads, rows, widths=(48, 32, 32, 14, 14, 48))


def _named(model: Model) -> tuple[str, str, str]:
    return model.title, model.owner.name, place_line(model)


def _day(iso: str) -> str:
    return "/".join(reversed(iso.split("-")))


def _copy_sheet(site: Site) -> TextSheet:
    heads = ("Mô hình gốc", "Chủ thể", "Địa bàn", "Mô hình của", "Số lần được làm lại", "Số xã đã rõ", "Chưa rõ năm")
    rows = [
        (*_named(spread.original), where, spread.copies, spread.communes, spread.undated)
        for where, copied in zip((home().name, "Tỉnh khác"), panorama.copied_models(site), strict=True)
        for spread in copied
    ]
    return TextSheet("Được làm lại", heads, rows, widths=(48, 32, 32, 14, 12, 12, 12))


def _question_cells(questions: OwnerQuestions) -> tuple[str | int, ...]:
    lacking = "; ".join(f"{name} ({count})" if count > 1 else name for name, count in questions.missing)
    titles = "; ".join(model.title for model in questions.models)
    return questions.kind, questions.owner, questions.place, len(questions.models), questions.answers, lacking, titles
