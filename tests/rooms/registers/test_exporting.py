"""The catalogue exported as a register, which can be imported again, and one model as the form with nine headings."""

from pathlib import Path

import docx
from openpyxl import load_workbook
from report_documents import table_document

from showcase.files.catalogue import ModelFiles
from showcase.importing.documents import read_document
from showcase.importing.find_models import find_models
from showcase.registers.entries import entry_of
from showcase.registers.exporting import register_of
from showcase.registers.intake import Desk, take_in
from showcase.registers.reading import read_register
from showcase.registers.rows import read_rows
from showcase.registers.setting import RegisterOptions, setting
from showcase.registers.shelf import Shelf
from showcase.registers.tables import silent
from showcase.reporting.registration_form import registration_form

ROOT = Path(__file__).resolve().parents[3]
PLANNED = """
title: "=Tuyến đường đèn"
summary: Ấp mắc đèn.
owner: {name: Chi bộ ấp 1, kind: dang}
registered: {level: co-so, period: "2026"}
places:
  - {commune: "03390", hamlet: ấp 1}
status: dang-ky
forces:
  - {name: Chi bộ ấp 1, role: chu-tri}
plan:
  aims: [90% hộ góp đèn]
  steps: [Họp ấp, Mắc đèn]
  schedule: Từ tháng 3
  budget: 40 triệu đồng
  outputs: [2 km đường có đèn]
  source: {id: so}
sources:
  - {id: so, title: Sổ đăng ký, issuer: Đảng ủy xã Bình Lư}
"""


def planned(tmp_path: Path) -> ModelFiles:
    folder = tmp_path / "models" / "binh-lu-lai-chau"
    folder.mkdir(parents=True)
    (folder / "den.yml").write_text(PLANNED, encoding="utf-8")
    return ModelFiles(tmp_path / "models")


def test_codes_are_texts_and_nothing_is_a_formula(tmp_path: Path) -> None:
    catalogue = planned(tmp_path).load()
    path = tmp_path / "a.xlsx"
    path.write_bytes(register_of(catalogue, catalogue.models, "Danh sách"))
    page = load_workbook(path).active
    row = {head.value: cell.value for head, cell in zip(page[3], page[4], strict=True)}
    assert {"Tên mô hình": "=Tuyến đường đèn", "Mã xã": "03390", "Tỉnh": "tỉnh Lai Châu"}.items() <= row.items()
    assert row["Dự kiến làm"] == "- Họp ấp\n- Mắc đèn"
    assert {cell.data_type for cell in page[4] if cell.value} == {"s"}
    assert (page.freeze_panes, page.auto_filter.ref[:3]) == ("A4", "A3:")


def test_our_own_register_finds_its_own_files_again(tmp_path: Path) -> None:
    """Imported into its own folder, it makes no second file of any model with a known commune."""
    catalogue = ModelFiles(ROOT / "models").load()
    models = [model for model in catalogue.models if model.communes][:60]
    path = tmp_path / "a.xlsx"
    path.write_bytes(register_of(catalogue, models, "Danh sách mô hình"))
    desk = Desk(
        Shelf(ROOT / "models", silent), catalogue.register, "a.xlsx", RegisterOptions(issuer="Đảng ủy xã Ba Chúc"), {}
    )
    intake = take_in(read_register(path), desk, silent)
    assert [change.path.name for change in intake.changes if change.new] == []
    assert len(intake.changes) + intake.unchanged + len(intake.back) == 60


def test_the_form_has_nine_headings_with_what_is_told(tmp_path: Path) -> None:
    [model] = planned(tmp_path).load().models
    path = tmp_path / "a.docx"
    registration_form(model).save(str(path))
    texts = [paragraph.text for paragraph in docx.Document(str(path)).paragraphs]
    heads = [text for text in texts if text[:1].isdigit() and text[1:3] == ". "]
    assert heads == [
        "1. Tên mô hình",
        "2. Thực trạng, lý do xây dựng mô hình",
        "3. Mục tiêu, tiêu chí",
        "4. Nội dung, cách thức thực hiện",
        "5. Địa bàn, đối tượng",
        "6. Lực lượng thực hiện",
        "7. Thời gian, nguồn lực thực hiện",
        "8. Sản phẩm, kết quả đầu ra",
        "9. Khả năng duy trì, nhân rộng",
    ]
    assert texts[texts.index(heads[3]) + 1 :][:2] == ["Họp ấp", "Mắc đèn"]
    assert texts[texts.index(heads[5]) + 1] == "Chủ trì: Chi bộ ấp 1"
    assert texts[-1] == "…" * 60


def test_a_form_that_we_wrote_is_read_back(tmp_path: Path) -> None:
    [model] = planned(tmp_path).load().models
    path = tmp_path / "a.docx"
    registration_form(model).save(str(path))
    [table] = read_register(path).tables
    rows = read_rows(table, {})
    assert rows is not None
    [row] = rows.models
    entry = entry_of(row, setting(RegisterOptions(issuer="Đảng ủy xã Bình Lư"), rows.above, rows.head, "a"))
    plan = {key: value for key, value in entry.values["plan"].items() if key != "source"}
    assert entry.values["title"] == "=Tuyến đường đèn"
    assert entry.values["owner"] == {"name": "Chi bộ ấp 1", "kind": "dang"}
    assert entry.values["forces"] == [{"name": "Chi bộ ấp 1", "role": "chu-tri"}]
    assert (entry.spot.commune, entry.spot.hamlet) == ("03390", "ấp 1")
    assert plan == {
        "aims": ["90% hộ góp đèn"],
        "outputs": ["2 km đường có đèn"],
        "schedule": "Từ tháng 3",
        "budget": "40 triệu đồng",
        "steps": ["Họp ấp", "Mắc đèn"],
    }


def test_forms_in_tables_of_two_columns_are_rows(tmp_path: Path) -> None:
    form = [["Tên mô hình", "Vườn mẫu"], ["Đơn vị đăng ký", "Hội Nông dân"], ["Địa bàn, đối tượng", "xã Ba Chúc"]]
    path = tmp_path / "a.docx"
    table_document(
        [*form, ["Mục tiêu, tiêu chí", "Mười vườn"], ["Tên mô hình", "Tủ sách"], *form[1:], ["Ghi chú", "…"]]
    ).save(str(path))
    [table] = read_register(path).tables
    rows = read_rows(table, {})
    assert rows is not None
    assert [row.text("title") for row in rows.models] == ["Vườn mẫu", "Tủ sách"]
    assert [row.text("plan.aims") for row in rows.models] == ["Mười vườn", ""]


def test_every_line_of_a_filled_form_stands_under_its_heading(tmp_path: Path) -> None:
    """Also short lines without a full stop, names of communes, and lines that begin like headings of parts."""
    folder = ROOT / "tests/cases/valid/everything-filled/models"
    [model] = [one for one in ModelFiles(folder).load().models if one.plan]
    path = tmp_path / "a.docx"
    registration_form(model).save(str(path))
    gathering = find_models(read_document(path).passages)
    [found] = gathering.models
    parts = {part: [told.text for told in texts] for part, texts in found.parts.items()}
    assert parts["plan.aims"] == ["Mọi hội viên có thẻ bảo hiểm y tế", "Từ 90% hội viên trở lên có thẻ"]
    assert parts["approach"] == ["Họp ấp", "Lập tổ", "Tổ họp mỗi tháng một lần.", "Họp ấp", "Bốc thăm"]
    assert parts["beneficiaries"][1:] == ["Hội viên nghèo", "Con em hội viên"]
    assert [text.partition(":")[0] for text in parts["forces"]] == ["Chủ trì", "Phối hợp"]
    assert parts["budget"] == ["5 triệu đồng, do hội viên góp"]
    assert [text.partition(":")[0] for text in parts["resources"]] == ["Tiến độ", "Đánh giá", "Nguồn lực khác"]
    assert parts["plan.upkeep"] == ["Tổ góp tiếp hằng tháng"]
    assert [told.text for told in gathering.between] == ["PHIẾU ĐĂNG KÝ"]
