"""Registers that are broken or hostile: each a sentence or bounded work, never a traceback; nothing of them runs."""

import random
import re
import time
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from register_files import HEADS, TITLES, register, rows

from showcase.importing.passages import Unreadable
from showcase.registers.intake import Desk, take_in
from showcase.registers.reading import read_register
from showcase.registers.returning import returned
from showcase.registers.setting import Said
from showcase.registers.shelf import Shelf
from showcase.registers.tables import silent
from showcase.registers.text_workbooks import TextSheet, workbook

WORDS = (
    *("STT", "Tên mô hình", "Đơn vị", "Xã", "xã Ba Chúc", "Kinh tế", "I", "(1)", "Tổng cộng", "x", "=1", "0912345678"),
    *("\n", " ", None, 1e308, -1, True, "<b>", "{{x}}", "М", "é" * 400, "2026", "Năm 2026", "Địa bàn"),
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504


def part(path: Path, name: str, change: tuple[bytes, bytes]) -> Path:
    """Replace bytes in one part of a workbook."""
    with zipfile.ZipFile(path) as archive:
        parts = {info.filename: archive.read(info) for info in archive.infolist()}
    assert change[0] in parts[name]
    parts[name] = parts[name].replace(*change)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for key, data in parts.items():
            archive.writestr(key, data)
    return path


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("a.xlsx", b"", "tệp rỗng"),
        ("a.xlsx", b"PK\x03\x04rest", "tệp .xlsx bị hỏng"),
        ("a.xlsx", b"<html>", "không phải tệp Excel"),
        ("a.xlsx", OLE, "có mật khẩu, hoặc là tệp Excel cũ"),
        ("a.csv", b"PK\x03\x04rest", "đổi đuôi thành .csv"),
        ("a.xls", OLE, "chỉ đọc được sổ .xlsx, .csv, .docx"),
        ("a.docx", b"PK", "tệp không phải tệp Word"),
        ("a.csv", b"a,b\n\"" + b"x" * 200_000, "dấu nháy không đóng"),
    ],
)  # fmt: skip
def test_what_is_no_register_is_refused_with_a_remedy(tmp_path: Path, name: str, data: bytes, told: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(Unreadable, match=re.escape(told)):
        read_register(path)


def test_a_workbook_that_would_fill_the_memory_is_refused(tmp_path: Path) -> None:
    path = register(tmp_path / "a.xlsx", [HEADS, *rows(2)])
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/media/x.bin", "w") as stream:
        for _ in range(301):
            stream.write(bytes(2**20))
    with pytest.raises(Unreadable, match="quá lớn khi mở ra"):
        read_register(path)


def test_entities_are_refused(tmp_path: Path) -> None:
    path = register(tmp_path / "a.xlsx", [HEADS])
    declared = b'<!DOCTYPE x [<!ENTITY a "lol">]><workbook'
    with pytest.raises(Unreadable, match="DOCTYPE"):
        read_register(part(path, "xl/workbook.xml", (b"<workbook", declared)))


def test_empty_rows_without_end_and_merges_without_end_cost_little(tmp_path: Path) -> None:
    path = register(tmp_path / "a.xlsx", [HEADS, *rows(2)], merged=["H1:I2"])
    blank = b"".join(b'<row r="%d"/>' % number for number in range(6, 1_048_576, 97))
    part(path, "xl/worksheets/sheet1.xml", (b"</sheetData>", blank + b"</sheetData>"))
    part(path, "xl/worksheets/sheet1.xml", (b"H1:I2", b"A5:XFD1048576"))
    began = time.process_time()
    [table] = read_register(path).tables
    assert [line.number for line in table.lines] == [1, 2, 3, 4, 5]
    assert time.process_time() - began < 20


def test_a_formula_counts_by_its_last_value_and_one_without_is_told(tmp_path: Path) -> None:
    path = register(tmp_path / "a.xlsx", [["STT", "Tên mô hình", "Đơn vị"], ["=1+1", '=HYPERLINK("http://x")', "A"]])
    read = read_register(path)
    assert read.tables[0].lines[-1].cells == ("", "", "A")
    assert read.notices == (
        "Trang tính “Sheet” có 2 ô công thức chưa có giá trị; hãy mở bằng Excel, lưu lại rồi đọc lại.",
    )


def test_what_we_write_is_text_that_no_program_computes() -> None:
    texts = ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "00123", "\x01đ", "a" * 40_000]
    data = workbook(
        [TextSheet("a/b*[x]", ["=A", "b"], [[text, ""] for text in texts]), TextSheet("A b  x ", ["c"], [])]
    )
    with zipfile.ZipFile(BytesIO(data)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in sheet
    page = load_workbook(BytesIO(data)).worksheets[0]
    cells = [row[0] for row in page.iter_rows()]
    assert [cell.value for cell in cells] == ["=A", *texts[:5], "đ", "a" * 32_767]
    assert {cell.data_type for cell in cells} == {"s"}
    assert cells[1].quotePrefix
    assert (page.freeze_panes, page.auto_filter.ref) == ("A2", "A1:B8")


def test_fuzzed_registers_never_break_the_reader(tmp_path: Path) -> None:
    """Workbooks of odd cells in odd places, and workbooks with bytes changed."""
    chance = random.Random(15)
    for number in range(30):
        book = Workbook()
        page = book.active
        for _ in range(chance.randint(0, 12)):
            page.append([chance.choice(WORDS) for _ in range(chance.randint(0, 7))])
        if number % 3 == 0:
            page.merge_cells(f"B{chance.randint(1, 5)}:D{chance.randint(5, 9)}")
        made = BytesIO()
        book.save(made)
        data = bytearray(made.getvalue())
        if number % 2:
            for _ in range(chance.randint(1, 20)):
                data[chance.randrange(len(data))] = chance.randrange(256)
        path = tmp_path / "a.xlsx"
        path.write_bytes(bytes(data))
        start = time.process_time()
        try:
            read = read_register(path)
        except Unreadable:
            continue
        take_in(read, Desk(Shelf(tmp_path / "no", silent), {}, "a.xlsx", Said(issuer=TITLES[0]), {}), silent)
        assert time.process_time() - start < 2


def test_nothing_far_out_or_endless_is_cut_in_silence(tmp_path: Path) -> None:
    """A cell in column CV is a remark; a row with a cell that no file holds goes back whole, with the reason."""
    far: list[object] = [*[None] * 92, "Cần thêm hai bộ đèn"]
    lines = [HEADS, *([*one, *far] for one in rows(1)), *list(rows(3))[1:]]
    lines[2][5], lines[3][6] = "a" * 20_001, "b" * 6_000
    path = register(tmp_path / "a.xlsx", lines)
    desk = Desk(Shelf(tmp_path / "no", silent), {}, path.name, Said(issuer=TITLES[0]), {})
    intake = take_in(read_register(path), desk, silent)
    [remark, long] = [change.text for change in intake.changes]
    assert "# Sổ ghi “Cột 100”: Cần thêm hai bộ đèn" in remark
    assert "b" * 6_000 in long
    assert [(one.row.where, one.why) for one in intake.back] == [
        (
            "trang tính “Sheet”, hàng 5",
            "Nội dung, cách thức thực hiện: ô dài 20.001 ký tự, nhiều nhất 20.000; hãy chia hay rút gọn",
        )
    ]
    page = load_workbook(BytesIO(returned(intake))).active
    assert lines[2][5] in [cell.value for cell in page[page.max_row]]


def test_a_table_too_wide_to_look_through_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("STT,Tên mô hình\n" + ("," * 16_000 + "x\n") * 100, encoding="utf-8")
    with pytest.raises(Unreadable, match=re.escape("1.500.000 ô; hãy chia thành nhiều tệp")):
        read_register(path)
