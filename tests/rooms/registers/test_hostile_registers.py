"""Broken or hostile registers: each gives a message or bounded work, never a traceback; no content is executed."""

import os
import random
import re
import time
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from register_files import HEADS, TITLES, register, rows
from report_documents import saved, table_document

from showcase.importing.passages import Unreadable
from showcase.registers.intake import Desk, take_in
from showcase.registers.reading import read_register
from showcase.registers.returning import returned
from showcase.registers.setting import RegisterOptions
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


FUZZED = int(os.environ.get("SHOWCASE_FUZZ", "30"))
"""Spoiled registers of all kinds together; a thousand take some minutes: `SHOWCASE_FUZZ=1000 pytest ...`."""


def lines(chance: random.Random) -> list[list[object]]:
    """Odd cells in odd places, sometimes below a correct head and rows."""
    good = [list(HEADS), *rows(chance.randint(1, 6))] if chance.random() < 0.5 else []
    odd = [[chance.choice(WORDS) for _ in range(chance.randint(0, 7))] for _ in range(chance.randint(0, 12))]
    return [*good, *odd] if chance.random() < 0.5 else [*odd, *good]


def bitten(data: bytes, chance: random.Random) -> bytes:
    """The bytes with a few changes."""
    spoiled = bytearray(data)
    for _ in range(chance.randint(1, 20) if spoiled else 0):
        spoiled[chance.randrange(len(spoiled))] = chance.randrange(256)
    return bytes(spoiled)


def spoil(path: Path, name: str, chance: random.Random, spoils: int) -> None:
    """Change bytes of an archive (`spoils` 1) or of one part in it (`spoils` 2)."""
    if spoils == 1:
        path.write_bytes(bitten(path.read_bytes(), chance))
    elif spoils == 2:
        with zipfile.ZipFile(path) as archive:
            content = archive.read(name)
        part(path, name, (content, bitten(content, chance)))


def fuzzed_xlsx(path: Path, chance: random.Random, spoils: int) -> None:
    """A workbook with changed bytes in its archive (`spoils` 1) or in its sheet (`spoils` 2)."""
    merged = [f"B{chance.randint(1, 5)}:D{chance.randint(5, 9)}"] if chance.random() < 0.3 else []
    register(path, lines(chance), above=TITLES if chance.random() < 0.5 else (), merged=merged)
    spoil(path, "xl/worksheets/sheet1.xml", chance, spoils)


def fuzzed_csv(path: Path, chance: random.Random, spoils: int) -> None:
    """A table with commas or semicolons, with changed bytes for `spoils` 1 and 2."""
    sign = chance.choice(",;\t")
    cells = ["" if cell is None else str(cell) for line in lines(chance) for cell in [*line, "\n"]]
    data = sign.join(cells).replace(f"{sign}\n{sign}", "\n").encode("utf-8")
    path.write_bytes(bitten(data, chance) if spoils else data)


def fuzzed_docx(path: Path, chance: random.Random, spoils: int) -> None:
    """A table in a Word document with changed bytes in its archive (`spoils` 1) or in its text (`spoils` 2)."""
    table = [["" if cell is None else str(cell) for cell in line] for line in lines(chance)] or [["x"]]
    saved(table_document([line or [""] for line in table]), path.parent, path.name)
    spoil(path, "word/document.xml", chance, spoils)


@pytest.mark.parametrize("make", [fuzzed_xlsx, fuzzed_csv, fuzzed_docx])
def test_fuzzed_registers_never_break_the_reader(make: Callable[..., None], tmp_path: Path) -> None:
    """Odd cells in odd places, changed bytes in the file or in its text: a message or a result, within 2 s."""
    chance = random.Random(15)
    path = tmp_path / f"a.{make.__name__.removeprefix('fuzzed_')}"
    read, refused = 0, 0
    for number in range(FUZZED // 3 + 1):
        make(path, chance, number % 3)
        start = time.process_time()
        try:
            found = read_register(path)
            take_in(
                found,
                Desk(Shelf(tmp_path / "no", silent), {}, path.name, RegisterOptions(issuer=TITLES[0]), {}),
                silent,
            )
            read += 1
        except Unreadable:
            refused += 1
        assert time.process_time() - start < 2, number
    assert read > FUZZED // 15


def test_nothing_far_out_or_endless_is_cut_in_silence(tmp_path: Path) -> None:
    """A cell in column CV gives a remark; a row with a cell that fits no file is returned whole, with the reason."""
    far: list[object] = [*[None] * 92, "Cần thêm hai bộ đèn"]
    lines = [HEADS, *([*one, *far] for one in rows(1)), *list(rows(3))[1:]]
    lines[2][5], lines[3][6] = "a" * 20_001, "b" * 6_000
    path = register(tmp_path / "a.xlsx", lines)
    desk = Desk(Shelf(tmp_path / "no", silent), {}, path.name, RegisterOptions(issuer=TITLES[0]), {})
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
