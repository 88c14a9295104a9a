"""Registers in the layouts of offices: the rows that are models, and those that are not."""

import shutil
import subprocess
from pathlib import Path

import pytest
from openpyxl import load_workbook
from register_files import HEADS, TITLES, register
from report_documents import table_document

from showcase.registers.entries import Entry, entry_of
from showcase.registers.reading import read_register
from showcase.registers.rows import read_rows
from showcase.registers.setting import RegisterOptions, setting

BA_CHUC, VINH_BINH, DINH_HOA, HOA_DIEN = "30547", "31064", "30958", "30790"
needs_office = pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")


def entries(path: Path, **given: str) -> list[Entry]:
    found = []
    for table in read_register(path).tables:
        rows = read_rows(table, given)
        if rows:
            where = setting(RegisterOptions(), rows.above, rows.head, path.stem)
            found += [entry_of(row, where) for row in rows.models]
    return found


def told(path: Path, **given: str) -> list[tuple[str, str, str]]:
    """Title, owner and commune of each model."""
    return [
        (one.values["title"], one.values["owner"].get("name", ""), one.spot.commune) for one in entries(path, **given)
    ]


def test_title_rows_column_numbers_totals_and_signatures_are_no_models(tmp_path: Path) -> None:
    lines = [
        HEADS,
        ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)"],
        [1, "Tiếng loa an ninh", "Công an xã Ba Chúc", "xã Ba Chúc", "Quốc phòng - an ninh", "Phát loa", None],
        [2, "Cộng đồng xanh", "Hội Nông dân xã Ba Chúc", "xã Ba Chúc", "Kinh tế", "Trồng cây", None],
        [None, "Tổng cộng: 02 mô hình"],
        [None, None, None, None, "TM. BAN THƯỜNG VỤ"],
        [None, None, None, None, "Nguyễn Văn A"],
    ]
    assert told(register(tmp_path / "a.xlsx", lines)) == [
        ("Tiếng loa an ninh", "Công an xã Ba Chúc", BA_CHUC),
        ("Cộng đồng xanh", "Hội Nông dân xã Ba Chúc", BA_CHUC),
    ]


def test_an_owner_merged_over_several_rows_owns_them_all(tmp_path: Path) -> None:
    heads = ["TT", "Đơn vị thực hiện", "Tên mô hình", "Địa bàn"]
    lines = [
        heads,
        [1, "Hội Nông dân", "Vườn mẫu", "xã Định Hòa"],
        [2, None, "Tổ hùn vốn", None],
        [3, "Công an", "Cổng rào an ninh", None],
    ]
    path = register(tmp_path / "a.xlsx", lines, merged=["B4:B5", "D4:D6"])
    assert told(path) == [
        ("Vườn mẫu", "Hội Nông dân", DINH_HOA),
        ("Tổ hùn vốn", "Hội Nông dân", DINH_HOA),
        ("Cổng rào an ninh", "Công an", DINH_HOA),
    ]


def test_a_model_over_several_rows_is_one(tmp_path: Path) -> None:
    lines = [
        HEADS,
        [1, "Vườn mẫu", "Hội Nông dân", "xã Định Hòa", "Kinh tế", "Chọn hộ", None],
        [None, None, None, None, None, "Chia cây giống", None],
    ]
    path = register(tmp_path / "a.xlsx", lines, merged=["A4:A5", "B4:B5", "C4:C5", "D4:D5"])
    [one] = entries(path)
    assert one.values["plan"]["steps"] == ["Chọn hộ", "Chia cây giống"]


def test_sub_headings_by_commune_and_by_field_hold_for_the_rows_below(tmp_path: Path) -> None:
    lines = [
        ["STT", "Tên mô hình", "Đơn vị đăng ký"],
        ["A", "XÃ BA CHÚC", None],
        ["I", "Lĩnh vực kinh tế", None],
        [1, "Vườn mẫu", "Hội Nông dân"],
        ["II", "VĂN HÓA - XÃ HỘI", None],
        [2, "Tủ sách", "Đoàn Thanh niên"],
        ["B", "XÃ VĨNH BÌNH", None],
        [3, "Đường hoa", "Hội Liên hiệp Phụ nữ"],
    ]
    found = entries(register(tmp_path / "a.xlsx", lines))
    assert [(one.values["title"], one.spot.commune, one.values.get("fields")) for one in found] == [
        ("Vườn mẫu", BA_CHUC, ["kinh-te"]),
        ("Tủ sách", BA_CHUC, ["van-hoa-xa-hoi"]),
        ("Đường hoa", VINH_BINH, None),
    ]


def test_other_sub_headings_are_told_with_the_rows_below(tmp_path: Path) -> None:
    lines = [
        ["STT", "Tên mô hình", "Địa bàn"],
        ["I. Khối Đảng", None, None],
        [1, "Vườn mẫu", "xã Ba Chúc"],
        [None, "Khối đoàn thể", None],
        [2, "Tủ sách", "xã Ba Chúc"],
    ]
    found = entries(register(tmp_path / "a.xlsx", lines))
    assert [one.comments for one in found] == [["“đề mục”: I. Khối Đảng"], ["“đề mục”: Khối đoàn thể"]]


def test_a_head_of_two_rows_is_read_in_its_lower_one(tmp_path: Path) -> None:
    lines = [
        ["STT", "Tên mô hình", "Chủ thể", "Công nhận", None, "Địa điểm"],
        [None, None, None, "Cấp", "Năm", None],
        [1, "Vườn mẫu", "Hội Nông dân", "Cấp tỉnh", 2024, "xã Hòa Điền"],
    ]
    merged = ["A2:A3", "B2:B3", "C2:C3", "D2:E2", "F2:F3"]
    [one] = entries(register(tmp_path / "a.xlsx", lines, ["TỔNG HỢP MÔ HÌNH"], merged))
    assert (one.values["recognition"], one.spot.commune) == ([{"level": "tinh", "year": 2024}], HOA_DIEN)


def test_a_sheet_named_after_a_commune_says_where(tmp_path: Path) -> None:
    path = register(tmp_path / "a.xlsx", [["STT", "Mô hình, sáng kiến", "Đơn vị"], [1, "Vườn mẫu", "Hội Nông dân"]])
    book = load_workbook(path)
    book.active.title = "Xã Định Hòa"
    book.create_sheet("Danh mục").append(["chỉ là danh mục"])
    book.save(path)
    assert told(path) == [("Vườn mẫu", "Hội Nông dân", DINH_HOA)]


def test_a_table_of_separate_columns_for_former_units(tmp_path: Path) -> None:
    lines = [
        ["TT", "Tên mô hình, công trình", "Tập thể, cá nhân", "Ấp", "Xã", "Huyện", "Năm thực hiện"],
        [1, "Vườn mẫu", "Ông Trần Văn B", "ấp 3", "Kiên Bình", "Kiên Lương", 2019],
    ]
    [one] = entries(register(tmp_path / "a.xlsx", lines, ["CÁC MÔ HÌNH TIÊU BIỂU"]))
    assert one.values["places"] == [
        {"commune": HOA_DIEN, "hamlet": "ấp 3", "as_written": "ấp 3, Kiên Bình, huyện Kiên Lương"}
    ]
    assert (one.values["started"], one.values["owner"]["kind"]) == ("2019", "ca-nhan")
    assert "status" not in one.values


@pytest.mark.parametrize(("sign", "encoding"), [(";", "utf-8-sig"), (",", "utf-8"), ("\t", "utf-16")])
def test_a_table_of_plain_text(tmp_path: Path, sign: str, encoding: str) -> None:
    path = tmp_path / "a.csv"
    lines = [
        ["Danh sách mô hình"],
        ["STT", "Tên mô hình", "Đơn vị", "Xã"],
        ["1", '"Vườn, ao; chuồng"', "Hội Nông dân", "BA CHÚC"],
    ]
    path.write_text("\r\n".join(sign.join(line) for line in lines), encoding=encoding)
    assert told(path) == [("Vườn, ao; chuồng", "Hội Nông dân", BA_CHUC)]


def test_a_table_in_a_word_document(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    document = table_document(
        [["TT", "Tên mô hình", "Chủ thể", "Địa điểm"], ["1", "Vườn mẫu", "Hội Nông dân", "xã Ba Chúc"]]
    )
    document.save(str(path))
    assert told(path) == [("Vườn mẫu", "Hội Nông dân", BA_CHUC)]


def test_letters_of_an_old_font_are_read(tmp_path: Path) -> None:
    lines = [
        ["STT", "Tªn m« h×nh", "§¬n vÞ ®¨ng ký", "§Þa bµn"],
        [1, "Hò g¹o t×nh th\xad¬ng", "Héi N«ng d©n", "x· Ba Chóc"],
    ]
    path = register(tmp_path / "a.xlsx", lines, ["Danh s¸ch m« h×nh"])
    assert told(path) == [("Hũ gạo tình thương", "Hội Nông dân", BA_CHUC)]
    assert "TCVN3" in read_register(path).notices[0]


def test_the_nine_headings_as_columns_are_plans_and_no_results(tmp_path: Path) -> None:
    heads = [
        "STT", "1. Tên mô hình", "2. Thực trạng, lý do xây dựng mô hình", "3. Mục tiêu, tiêu chí",
        "4. Nội dung, cách thức thực hiện", "5. Địa bàn, đối tượng",
        "6. Lực lượng thực hiện (chủ trì, phối hợp, tham gia; vai trò)", "7. Thời gian, nguồn lực thực hiện",
        "8. Sản phẩm, kết quả đầu ra", "9. Khả năng duy trì, nhân rộng", "Đơn vị đăng ký",
    ]  # fmt: skip
    row = [
        1, "Tuyến đường đèn", "Đường tối", "- 90% hộ góp đèn", "1. Họp ấp\n2. Mắc đèn", "ấp 1, xã Ba Chúc; hộ nghèo",
        "Chủ trì: Chi bộ ấp 1; phối hợp: Công an xã", "Từ tháng 3 đến tháng 11; kinh phí: 40 triệu đồng",
        "2 km đường có đèn", "Tổ tự quản góp quỹ", "Chi bộ ấp 1",
    ]  # fmt: skip
    [one] = entries(register(tmp_path / "a.xlsx", [heads, row], TITLES))
    source = {"id": "a", "where": "trang tính “Sheet”, hàng 4"}
    assert one.values["plan"] == {
        "aims": ["90% hộ góp đèn"],
        "outputs": ["2 km đường có đèn"],
        "upkeep": "Tổ tự quản góp quỹ",
        "schedule": "Từ tháng 3 đến tháng 11",
        "budget": "40 triệu đồng",
        "steps": ["Họp ấp", "Mắc đèn"],
        "source": source,
    }
    assert one.values["context"] == {"text": "Đường tối", "source": source}
    assert one.values["forces"] == [
        {"name": "Chi bộ ấp 1", "role": "chu-tri"},
        {"name": "Công an xã", "role": "phoi-hop"},
    ]
    assert (one.values["status"], one.values["registered"]) == ("dang-ky", {"period": "2026"})
    assert (one.values["beneficiaries"], one.spot.as_written) == (["hộ nghèo"], "ấp 1, xã Ba Chúc")
    assert not {"results", "approach"} & set(one.values)


def test_what_the_editor_says_of_a_column_counts(tmp_path: Path) -> None:
    lines = [["STT", "Nêu tên", "Bên làm", "Nơi"], [1, "Vườn mẫu", "Hội Nông dân", "xã Ba Chúc"]]
    path = register(tmp_path / "a.xlsx", lines)
    assert told(path) == []
    assert told(path, **{"neu ten": "title", "ben lam": "owner", "noi": "place"}) == [
        ("Vườn mẫu", "Hội Nông dân", BA_CHUC)
    ]


def saved_by_libreoffice(kind: str, folder: Path, *names: str) -> None:
    """Convert the files of a folder to another format, into `out` below it."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", str(folder / "out")]
    done = subprocess.run([*command, *(str(folder / name) for name in names)], capture_output=True, timeout=120)
    if not (folder / "out" / names[0]).exists():
        pytest.skip(f"this LibreOffice opens no such file: {done.stderr.decode(errors='replace')}")


@needs_office
def test_workbooks_that_libreoffice_has_saved(tmp_path: Path) -> None:
    heads = ["STT", "Tên mô hình", "Đơn vị", "Xã"]
    owned = [heads, [1, "Vườn mẫu", "Hội Nông dân", "Ba Chúc"], [2, "Tủ sách", None, None]]
    register(tmp_path / "a.xlsx", owned, ["MÔ HÌNH"], ["C3:C4", "D3:D4"])
    grouped = [heads[:3], ["I", "Xã Định Hòa", None], [1, "Vườn mẫu", None]]
    register(tmp_path / "b.xlsx", grouped, ["MÔ HÌNH"], ["B3:C3"])
    saved_by_libreoffice("xlsx", tmp_path, "a.xlsx", "b.xlsx")
    assert told(tmp_path / "out" / "a.xlsx") == [
        ("Vườn mẫu", "Hội Nông dân", BA_CHUC),
        ("Tủ sách", "Hội Nông dân", BA_CHUC),
    ]
    assert told(tmp_path / "out" / "b.xlsx") == [("Vườn mẫu", "", DINH_HOA)]
