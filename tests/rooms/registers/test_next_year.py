"""The same register imported again: rows find their files, no file is doubled, and edits of editors stay."""

import csv
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from openpyxl import load_workbook
from register_files import HEADS, TITLES, register, rows

from showcase.files.catalogue import ModelFiles
from showcase.registers.intake import Desk, Intake, take_in, write
from showcase.registers.reading import read_register
from showcase.registers.returning import returned
from showcase.registers.setting import RegisterOptions
from showcase.registers.shelf import Shelf
from showcase.registers.tables import silent

ROW = [1, "Vườn mẫu", "Hội Nông dân xã Ba Chúc", "ấp 3, xã Ba Chúc", "Kinh tế", "Chọn hộ", "đợt một"]


def read(path: Path, models: Path, **options: str) -> Intake:
    desk = Desk(Shelf(models, silent), {}, path.name, RegisterOptions(**options), {})
    return take_in(read_register(path), desk, silent)


def put(path: Path, models: Path, **options: str) -> Intake:
    intake = read(path, models, **options)
    assert len(list(write(intake.changes))) == len(intake.changes)
    return intake


def texts(models: Path) -> dict[str, str]:
    return {path.relative_to(models).as_posix(): path.read_text(encoding="utf-8") for path in models.rglob("*.yml")}


@pytest.fixture
def models(tmp_path: Path) -> Path:
    folder = tmp_path / "models"
    folder.mkdir()
    return folder


def test_every_file_passes_the_checks_and_a_second_reading_changes_nothing(tmp_path: Path, models: Path) -> None:
    path = register(tmp_path / "so.xlsx", [HEADS, *rows(60)])
    first = put(path, models)
    assert (first.new, first.back) == (60, [])
    assert ModelFiles(models).load().problems == []
    before = texts(models)
    second = read(path, models)
    assert (second.changes, second.unchanged, second.back) == ([], 60, [])
    assert texts(models) == before


def test_a_changed_cell_renews_its_field_and_nothing_else(tmp_path: Path, models: Path) -> None:
    put(register(tmp_path / "so.xlsx", [HEADS, ROW]), models)
    [(name, before)] = texts(models).items()
    put(register(tmp_path / "so.xlsx", [HEADS, [*ROW[:5], "Chọn hộ\nChia cây", "đợt hai"]]), models)
    [(same, after)] = texts(models).items()
    old, new = yaml.safe_load(before), yaml.safe_load(after)
    assert same == name == "ba-chuc/vuon-mau.yml"
    assert new.pop("plan")["steps"] == ["Chọn hộ", "Chia cây"]
    assert {key: one for key, one in old.items() if key != "plan"} == new
    assert "# Sổ ghi “Ghi chú”: đợt hai\n" in after
    assert "đợt một" not in after


def test_what_an_editor_wrote_stays(tmp_path: Path, models: Path) -> None:
    put(register(tmp_path / "so.xlsx", [HEADS, ROW]), models)
    [path] = models.rglob("*.yml")
    text = path.read_text(encoding="utf-8")
    text = text.replace("- Chọn hộ", "- Chọn mười hộ làm trước").replace("fields:\n- kinh-te\n", "")
    text = text.replace("summary: 'Mô", "# lời của tôi\nsummary: 'Đây là mô")
    text += "novelty:\n  text: Vườn có mã QR.\n  evidence: claimed\n  source: {id: so}\n"
    path.write_text(text, encoding="utf-8")
    changed = [1, "Vườn  mẫu", ROW[2], ROW[3], "Quốc phòng - an ninh", "Chọn hai hộ", "đợt hai"]
    intake = put(register(tmp_path / "so.xlsx", [HEADS, changed]), models)
    after = path.read_text(encoding="utf-8")
    values = yaml.safe_load(after)
    assert values["plan"]["steps"] == ["Chọn mười hộ làm trước"]
    assert values["novelty"]["text"] == "Vườn có mã QR."
    assert values["summary"].startswith("Đây là mô")
    assert "fields" not in values
    assert "\n# lời của tôi\n" in after
    assert ("vuon-mau.yml", "plan.steps") in intake.conflicts
    assert "# Sổ ghi “plan.steps” nay là: Chọn hai hộ\n" in after
    assert [p.name for p in models.rglob("*.yml")] == ["vuon-mau.yml"]
    assert ModelFiles(models).load().problems == []
    assert read(tmp_path / "so.xlsx", models).changes == []


def test_a_part_with_comments_of_an_editor_is_left_alone(tmp_path: Path, models: Path) -> None:
    put(register(tmp_path / "so.xlsx", [HEADS, ROW]), models)
    [path] = models.rglob("*.yml")
    path.write_text(path.read_text(encoding="utf-8").replace("plan:\n", "plan:\n  # hỏi lại ấp\n"), encoding="utf-8")
    intake = put(register(tmp_path / "so.xlsx", [HEADS, [*ROW[:5], "Chia cây", None]]), models)
    assert intake.conflicts == [("vuon-mau.yml", "plan")]
    assert yaml.safe_load(path.read_text(encoding="utf-8"))["plan"]["steps"] == ["Chọn hộ"]
    assert read(tmp_path / "so.xlsx", models).changes == []


def test_another_round_of_years_is_another_registration(tmp_path: Path, models: Path) -> None:
    put(register(tmp_path / "so.xlsx", [HEADS, ROW]), models)
    intake = put(register(tmp_path / "so-2027.xlsx", [HEADS, ROW]), models, period="2027")
    assert intake.new == 1
    assert sorted(path.name for path in models.rglob("*.yml")) == ["vuon-mau-ba-chuc.yml", "vuon-mau.yml"]


def test_a_file_written_by_hand_gets_what_it_lacks(tmp_path: Path, models: Path) -> None:
    (models / "ba-chuc").mkdir()
    path = models / "ba-chuc" / "vuon.yml"
    path.write_text(
        "title: Vườn mẫu\nsummary: Mười hộ làm vườn.\nowner: {name: Hội Nông dân xã Ba Chúc, kind: nong-dan}\n"
        'places:\n  - commune: "30547"\nsources:\n  - {id: x, title: Báo cáo, issuer: Đảng ủy xã Ba Chúc}\n',
        encoding="utf-8",
    )
    intake = put(register(tmp_path / "so.xlsx", [HEADS, ROW]), models)
    values = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert (intake.new, len(intake.changes)) == (0, 1)
    assert (values["summary"], values["fields"], values["places"]) == (
        "Mười hộ làm vườn.",
        ["kinh-te"],
        [{"commune": "30547"}],
    )
    assert [one["id"] for one in values["sources"]] == ["x", "so"]
    assert ModelFiles(models).load().problems == []


def test_a_second_row_of_the_same_model_goes_back_unless_it_says_the_same(tmp_path: Path, models: Path) -> None:
    intake = put(register(tmp_path / "so.xlsx", [HEADS, ROW, [2, *ROW[1:]], [3, *ROW[1:5], "Việc khác", None]]), models)
    assert (intake.new, intake.repeated) == (1, 1)
    assert [one.why for one in intake.back] == [
        "trùng tên, chủ thể và địa bàn với trang tính “Sheet”, hàng 4; hãy gộp lại, hoặc ghi rõ nơi khác nhau"
    ]


def test_rows_that_came_back_are_mended_and_read_again(tmp_path: Path, models: Path) -> None:
    lines = [
        [HEADS[0], HEADS[1], "Chủ thể", "Địa bàn"],
        ["I", "Lĩnh vực kinh tế", None, None],
        [1, "Vườn mẫu", "Hội Nông dân", "xã Không Có"],
        [2, "Tủ sách", "Đoàn Thanh niên", None],
        [3, None, "Công an", "xã Ba Chúc"],
        [4, "Đường hoa", "Gọi 0912 345 678", "xã Ba Chúc"],
    ]
    intake = put(register(tmp_path / "so.xlsx", lines), models)
    assert [one.why.partition(";")[0] for one in intake.back] == [
        "không thấy xã Không Có trong danh mục của tỉnh",
        "không ghi nơi làm",
        "Tên mô hình: để trống hoặc quá ngắn",
        "Tên chủ thể: có số điện thoại (0912 345 678), không được công khai",
    ]
    back = tmp_path / "so-can-sua.xlsx"
    back.write_bytes(returned(intake))
    book = load_workbook(back)
    page = book.active
    heads = [cell.value for cell in page[4]]
    assert heads == [
        "STT",
        "Tên mô hình",
        "Chủ thể",
        "Địa bàn",
        "Lĩnh vực",
        "Năm đăng ký",
        "Hàng trong sổ",
        "Vì sao chưa đưa vào",
    ]
    page["D5"], page["D6"], page["B7"], page["C8"] = "xã Ba Chúc", "xã Định Hòa", "Tiếng loa", "Hội Nông dân"
    book.save(back)
    again = put(back, models)
    assert (again.new, again.back) == (4, [])
    values = yaml.safe_load((models / "ba-chuc" / "vuon-mau.yml").read_text(encoding="utf-8"))
    assert (values["fields"], values["registered"], values["status"]) == (["kinh-te"], {"period": "2026"}, "dang-ky")
    assert values["sources"] == [
        {"id": "so", "where": "trang tính “Sheet”, hàng 5", "title": TITLES[1], "issuer": "Đảng ủy xã Ba Chúc"}
    ]


CELLS = some.one_of(
    some.sampled_from(
        ["Vườn mẫu", "Tủ sách: một; hai", "xã Ba Chúc", "# đầu", "- gạch", "Hội Nông dân", "=1+1", "2026", 'có "nháy"']
    ),
    some.text(alphabet="ab đ:#-'\"\\\n,[]{}&*!|>%@`0\t", max_size=30),
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(lines=some.lists(some.tuples(CELLS, CELLS, CELLS, CELLS), min_size=1, max_size=5))
def test_reading_twice_changes_nothing_whatever_the_cells_hold(tmp_path_factory, lines: list[tuple[str, ...]]) -> None:
    folder = tmp_path_factory.mktemp("so")
    heads = ["STT", "Tên mô hình", "Chủ thể", "Địa bàn", "Nội dung", "Cột lạ"]
    told = [[number, one[0], one[1], "xã Ba Chúc", one[2], one[3]] for number, one in enumerate(lines, start=1)]
    path = folder / "so.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([["Đảng ủy xã Ba Chúc"], heads, *told])
    models = folder / "models"
    put(path, models)
    before = texts(models)
    assert ModelFiles(models).load().problems == [] if models.exists() else not before
    assert read(path, models).changes == []
    assert texts(models) == before
