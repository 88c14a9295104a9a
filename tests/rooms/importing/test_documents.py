"""Reports read as passages with their positions."""

import os
import zipfile
from pathlib import Path

import pytest
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from report_documents import add_footnotes, cite, new_document, saved, with_part

from showcase.importing.documents import read_document
from showcase.importing.passages import Passage, Unreadable, clean, without_references
from showcase.importing.plain_text import passages_of_text


def told(passages: list[Passage]) -> list[tuple[str, str]]:
    return [(passage.where, passage.text) for passage in passages]


def test_lines_are_counted_from_one_and_blank_ones_are_no_passages() -> None:
    assert told(passages_of_text("Một.\n\n\nHai.\r\nBa.")) == [
        ("dòng 1", "Một."),
        ("dòng 4", "Hai."),
        ("dòng 5", "Ba."),
    ]


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        ("**Tính mới:** *tốt*", "Tính mới: tốt"),
        ('Mô hình "Giếng làng"', "Mô hình “Giếng làng”"),
        ("cơ sở<sup>(12)</sup>; hơn¹⁰ nữa", "cơ sở[^12]; hơn[^10] nữa"),
        ("a\xa0b\u200b  c", "a b c"),
        ("Ti\u0301nh mo\u031b\u0301i", "Tính mới"),
        ("5 * 3 = 15", "5 * 3 = 15"),
    ],
)
def test_cleaning(raw: str, cleaned: str) -> None:
    assert clean(raw) == cleaned


def test_a_page_break_within_quotes_does_not_part_a_paragraph() -> None:
    text = "- Có mô hình “Khéo vận động\n\nNhân dân giữ rừng” của ấp Một."
    assert told(passages_of_text(text)) == [("dòng 1-3", "- Có mô hình “Khéo vận động Nhân dân giữ rừng” của ấp Một.")]


def test_nor_does_one_before_a_small_letter_even_with_footnotes_between() -> None:
    long = "Câu này đủ dài để có thể đã bị ngắt ở cuối trang giấy của báo cáo và"
    text = f"{long}\n\n¹ Ghi chú.\n\nđi tiếp ở trang sau."
    assert told(passages_of_text(text)) == [
        ("dòng 1-5", f"{long} đi tiếp ở trang sau."),
        ("chú thích 1, dòng 3", "Ghi chú."),
    ]


def test_headings_and_items_stay_apart() -> None:
    text = (
        "II. KẾT QUẢ CÔNG TÁC DÂN VẬN TRÊN ĐỊA BÀN XÃ TRONG SÁU THÁNG ĐẦU NĂM\n1. Kết quả\na) Tên mô hình\nb) Bối cảnh"
    )
    assert [passage.where for passage in passages_of_text(text)] == ["dòng 1", "dòng 2", "dòng 3", "dòng 4"]


def test_notes_of_markdown_and_of_superscripts_keep_their_numbers() -> None:
    notes = [one for one in passages_of_text("A[^1] b².\n\n[^1]: Một.\n² Hai.\n<sup>3</sup> Ba.") if one.note]
    assert [(one.note, one.text) for one in notes] == [("1", "Một."), ("2", "Hai."), ("3", "Ba.")]


def test_lost_numbers_of_notes_come_back_by_their_order_when_there_are_as_many() -> None:
    text = "Một việc(\n) và hai(\n).\n\ufffd Ghi chú đầu.\n\ufffd Ghi chú sau."
    assert told(passages_of_text(text)) == [
        ("dòng 1-3", "Một việc([^1]) và hai([^2])."),
        ("chú thích 1, dòng 4", "Ghi chú đầu."),
        ("chú thích 2, dòng 5", "Ghi chú sau."),
    ]


def test_lost_numbers_stay_lost_when_the_counts_differ() -> None:
    passages = passages_of_text("Một việc(\n).\n\ufffd Đầu.\n\ufffd Sau.")
    assert [one.note for one in passages] == ["", "?", "?"]
    assert passages[0].text == "Một việc([^?])."
    assert without_references(passages[0].text) == "Một việc."


def test_tables_of_markdown() -> None:
    rows = passages_of_text("| A | B |\n|---|:-:|\n| 1 | 2 |\n\nXong.\n\n| C |\n")
    assert [(one.where, one.table, one.cells) for one in rows] == [
        ("dòng 1", 1, ("A", "B")),
        ("dòng 3", 1, ("1", "2")),
        ("dòng 5", 0, ()),
        ("dòng 7", 2, ("C",)),
    ]


def test_a_word_document_gives_paragraphs_levels_tables_and_footnotes(tmp_path: Path) -> None:
    document = new_document()
    document.add_heading("Kết quả", level=2)
    paragraph = document.add_paragraph("Có ")
    paragraph.add_run("ba mô hình").bold = True
    cite(paragraph, 7)
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip([cell for row in table.rows for cell in row.cells], "ABCD", strict=True):
        cell.text = text
    document.add_paragraph("Hết.")
    add_footnotes(document, {7: "Kể ở phụ lục."})
    passages = read_document(saved(document, tmp_path)).passages
    assert told(passages) == [
        ("đoạn 1", "Kết quả"),
        ("đoạn 2", "Có ba mô hình[^1]"),
        ("bảng 1, hàng 1", ""),
        ("bảng 1, hàng 2", ""),
        ("đoạn 3", "Hết."),
        ("chú thích 1", "Kể ở phụ lục."),
    ]
    assert passages[0].level == 2
    assert [one.cells for one in passages if one.table] == [("A", "B"), ("C", "D")]
    assert passages[-1].note == "1"


def test_merged_cells_repeat_downwards_and_leave_room_sideways(tmp_path: Path) -> None:
    document = new_document()
    table = document.add_table(rows=3, cols=3)
    table.cell(0, 0).merge(table.cell(1, 0)).text = "trái"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "trên"
    table.cell(1, 1).text, table.cell(1, 2).text, table.cell(2, 2).text = "b", "c", "z"
    rows = [one.cells for one in read_document(saved(document, tmp_path)).passages]
    assert rows == [("trái", "trên", ""), ("trái", "b", "c"), ("", "", "z")]


def test_insertions_count_and_deletions_do_not(tmp_path: Path) -> None:
    document = new_document()
    paragraph = document.add_paragraph("Sáu ")
    for change, tag, text in (("ins", "t", "mươi"), ("del", "delText", "trăm")):
        xml = f'<w:{change} {nsdecls("w")} w:id="1" w:author="a"><w:r><w:{tag}>{text}</w:{tag}></w:r></w:{change}>'
        paragraph._p.append(parse_xml(xml))
    control = OxmlElement("w:sdt")
    control.append(OxmlElement("w:sdtContent"))
    control[0].append(parse_xml(f"<w:p {nsdecls('w')}><w:r><w:t>Trong khung</w:t></w:r></w:p>"))
    paragraph._p.addnext(control)
    assert told(read_document(saved(document, tmp_path)).passages) == [
        ("đoạn 1", "Sáu mươi"),
        ("đoạn 2", "Trong khung"),
    ]


def refusal(path: Path) -> str:
    with pytest.raises(Unreadable) as caught:
        read_document(path)
    return str(caught.value)


def test_an_archive_without_a_document_is_broken(tmp_path: Path) -> None:
    path = tmp_path / "trong.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "a")
    assert "không có phần chữ của Word" in refusal(path)


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = saved(new_document(), tmp_path)
    with_part(path, "word/document.xml", b" " * (40 * 2**20))
    assert path.stat().st_size < 200_000
    assert refusal(path) == "tệp .docx quá lớn khi mở ra"


def test_entities_are_not_expanded(tmp_path: Path) -> None:
    path = saved(new_document(), tmp_path)
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "ha" * 10}">' for n in range(9))
    body = f"<w:document {nsdecls('w')}><w:body><w:p><w:r><w:t>a &e8; b</w:t></w:r></w:p></w:body></w:document>"
    with_part(path, "word/document.xml", f"<!DOCTYPE x [{levels}]>{body}".encode())
    try:
        passages = read_document(path).passages
    except Unreadable:
        return
    assert sum(len(one.text) for one in passages) < 100


def test_a_hostile_span_takes_no_memory(tmp_path: Path) -> None:
    document = new_document()
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 1).text = "b"
    span = OxmlElement("w:gridSpan")
    span.set(qn("w:val"), "999999999")
    table.cell(0, 0)._tc.get_or_add_tcPr().append(span)
    rows = [one.cells for one in read_document(saved(document, tmp_path)).passages if one.table]
    assert all(len(cells) <= 64 for cells in rows)


def test_text_in_another_encoding_is_refused_and_utf_16_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("Mô hình".encode("cp1258", errors="replace") + b"\xff")
    assert "UTF-8" in refusal(path)
    path.write_bytes("Mô hình".encode("utf-16"))
    assert told(read_document(path).passages) == [("dòng 1", "Mô hình")]


def test_too_long_a_text_and_other_kinds_of_files_are_refused(tmp_path: Path) -> None:
    long = tmp_path / "a.md"
    long.write_bytes(b"")
    os.truncate(long, 9 * 2**20)
    assert refusal(long) == "báo cáo quá dài, hơn 8 MB chữ"
    other = tmp_path / "a.wpd"
    other.write_bytes(b"a")
    assert "lưu thành .docx" in refusal(other)
