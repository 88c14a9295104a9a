"""PDFs, files for LibreOffice, and unreadable files: each gets its own message with a remedy."""

import shutil
import subprocess
from pathlib import Path

import pytest
from report_documents import paragraph, pdf_document, saved, table_document, with_body

from showcase.importing.documents import read_document
from showcase.importing.find_models import find_models
from showcase.importing.passages import Unreadable

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
needs_office = pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")


def test_a_pdf_gives_paragraphs_with_page_and_line(tmp_path: Path) -> None:
    long = "Hội viên trong ấp góp mỗi tháng hai mươi nghìn đồng, bốc thăm người nhận"
    pages = [["1. Mô hình “Góp vốn” của Hội Phụ nữ", long, "trước để mua thẻ.", "2"], ["Kết quả: 153 thẻ.", "- 3 -"]]
    found = read_document(pdf_document(pages, tmp_path)).passages
    assert [(one.where, one.text) for one in found] == [
        ("trang 1, dòng 1", "1. Mô hình “Góp vốn” của Hội Phụ nữ"),
        ("trang 1, dòng 2-3", f"{long} trước để mua thẻ."),
        ("trang 2, dòng 1", "Kết quả: 153 thẻ."),
    ]


def test_a_pdf_in_an_old_font_is_converted(tmp_path: Path) -> None:
    document = read_document(pdf_document([["Hò g¹o t×nh th\xad¬ng cña phô n÷"]], tmp_path))
    assert document.passages[0].text == "Hũ gạo tình thương của phụ nữ"
    assert "TCVN3" in document.notices[0]


def test_a_table_of_a_pdf_gives_rows_also_over_the_end_of_a_page(tmp_path: Path) -> None:
    """A head repeated on the next page is one head; a row broken by a page end is one row."""
    head = ("TT", "Tên mô hình", "Đơn vị")
    first = ["Danh sách", head, ("1", "Giếng|chung", "Hội Nông dân\nxã Ba Chúc"), ("2", "Tủ sách", "Đoàn"), "- 1 -"]
    second = [head, ("", "trong ấp", "xã"), ("3", "Đèn đường", ""), "Hết."]
    found = read_document(pdf_document([first, second], tmp_path))
    assert [one.cells or one.text for one in found.passages] == [
        "Danh sách",
        head,
        ("1", "Giếng¦chung", "Hội Nông dân xã Ba Chúc"),
        ("2", "Tủ sách trong ấp", "Đoàn xã"),
        ("3", "Đèn đường", ""),
        "Hết.",
    ]
    assert len({one.table for one in found.passages if one.cells}) == 1
    assert [model.title for model in find_models(found.passages).models] == [
        "Giếng¦chung",
        "Tủ sách trong ấp",
        "Đèn đường",
    ]


def test_a_table_without_drawn_lines_in_a_pdf_is_told(tmp_path: Path) -> None:
    path = pdf_document(
        [["Danh sách", "STT   Tên mô hình   Đơn vị thực hiện", "1   Giếng chung   Hội Nông dân"]], tmp_path
    )
    [notice] = read_document(path).notices
    assert notice.startswith("Ở trang 1, dòng 2 có bảng không kẻ khung")


def test_a_text_in_bytes_of_an_old_font_is_converted(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("M« h×nh \x93Hò g¹o\x94 cña phô n÷ x·".encode("latin-1"))
    assert [one.text for one in read_document(path).passages] == ["Mô hình “Hũ gạo” của phụ nữ xã"]


@needs_office
@pytest.mark.parametrize("kind", ["doc", "odt", "rtf"])
def test_other_office_files_come_through_libreoffice(tmp_path: Path, kind: str) -> None:
    document = table_document([["TT", "Tên mô hình"], ["1", "Giếng chung"]])
    document.tables[0].style = "Table Grid"
    document.add_paragraph("Hết.")
    source = saved(document, tmp_path)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", str(tmp_path), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    found = read_document(source.with_suffix(f".{kind}")).passages
    assert [one.cells or one.text for one in found] == [("TT", "Tên mô hình"), ("1", "Giếng chung"), "Hết."]


def test_without_libreoffice_the_remedy_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    path = tmp_path / "a.odt"
    path.write_bytes(b"PK\x03\x04")
    assert refusal(path) == (
        "đọc tệp .odt cần LibreOffice mà máy này chưa cài; hãy cài LibreOffice, "
        "hoặc mở tệp bằng Word rồi lưu thành .docx"
    )


def refusal(path: Path) -> str:
    with pytest.raises(Unreadable) as caught:
        read_document(path)
    return str(caught.value)


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "tệp có mật khẩu; hãy mở bằng mật khẩu"),
        ("a.docx", OLE, "đây là tệp Word cũ (.doc) đổi đuôi thành .docx; hãy mở bằng Word rồi lưu thành .docx"),
        ("a.docx", b"%PDF-1.4", "đây là tệp .pdf đổi đuôi thành .docx; hãy đổi lại đuôi thành .pdf"),
        ("a.docx", b"{\\rtf1}", "đây là tệp .rtf đổi đuôi thành .docx; hãy đổi lại đuôi thành .rtf"),
        ("a.docx", b"Kinh gui", "tệp không phải tệp Word dù có đuôi .docx"),
        ("a.docx", b"PK\x03\x04" + b"\0" * 40, "tệp .docx bị hỏng; hãy mở bằng Word"),
        ("a.docx", b"", "tệp rỗng, không có chữ nào"),
        ("a.pdf", b"PK\x03\x04", "đây là tệp .docx đổi đuôi thành .pdf"),
        ("a.pdf", b"%PDF-1.4 nothing", "tệp PDF bị hỏng"),
        ("a.xlsx", b"PK\x03\x04", "chỉ đọc được tệp .docx, .pdf, .txt, .md, .doc, .odt, .rtf"),
    ],
)
def test_each_unreadable_file_has_its_own_sentence(tmp_path: Path, name: str, content: bytes, told: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert refusal(path).startswith(told)


def test_a_scanned_pdf_is_told(tmp_path: Path) -> None:
    assert refusal(pdf_document([["."], ["."]], tmp_path)).startswith("tệp PDF chỉ có ảnh, không có chữ (bản quét)")


def test_a_pdf_with_a_password_is_told(tmp_path: Path) -> None:
    path = pdf_document([["Kết quả của mô hình trong năm"]], tmp_path)
    lock = f"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <{'00' * 32}> /U <{'11' * 32}> >> /ID [<01> <01>]"
    path.write_bytes(path.read_bytes().replace(b"/Root 1 0 R", f"/Root 1 0 R {lock}".encode()))
    assert refusal(path).startswith("tệp PDF có mật khẩu")


def test_a_spreadsheet_named_as_a_report_is_told(tmp_path: Path) -> None:
    import zipfile

    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", "<a/>")
    assert refusal(path).startswith("đây là tệp Excel đổi đuôi thành .docx")


def test_nesting_beyond_measure_is_told(tmp_path: Path) -> None:
    deep = with_body(tmp_path, "<w:sdt><w:sdtContent>" * 5000 + paragraph("x") + "</w:sdtContent></w:sdt>" * 5000)
    assert "hãy mở bằng Word" in refusal(deep)
