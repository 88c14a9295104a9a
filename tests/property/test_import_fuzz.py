"""A thousand damaged reports: the only exception is `Unreadable`, and none takes more than a second."""

import random
import re
import time
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from report_documents import add_footnotes, cite, new_document, pdf_document, saved, with_part

from showcase.files.reading import read_bytes
from showcase.importing.documents import read_document
from showcase.importing.drafts import drafts
from showcase.importing.find_models import find_models
from showcase.importing.passages import Unreadable
from showcase.importing.places import setting

SECONDS = 1.0
TEXTS, DOCUMENTS, PDFS = 600, 300, 100

PARAGRAPHS = [
    "II. CÁC MÔ HÌNH TIÊU BIỂU",
    "1. Nhóm mô hình dân vận trong chuyển đổi số",
    "- Mô hình: “Quầy số lưu động” của Đoàn Thanh niên xã Ba Chúc",
    "Tính mới: Mang máy tính đến ấp¹.",
    "Tính bền vững và tính lan tỏa: Xã bên đã làm theo.",
    "3.1. Lĩnh vực kinh tế: điển hình như: Mô hình góp giống lúa của Hội Nông dân xã Kiên Bình, huyện Kiên Lương; "
    "mô hình heo đất của Chi hội Phụ nữ ấp N, xã A, huyện B, Hội Phụ nữ xã C(\n) và mô hình “Bếp ấm”, “Nhà sạch”...",
    "Điển hình ông Nguyễn Văn A, ấp B, xã C, huyện D; bà Trần Thị E, khéo vận động hàng xóm góp gạo, trong 5 năm...",
    "a) Tên mô hình",
    "Hàng cây bạn trẻ” tại bản Nà Sẳng, xã Bình Lư",
    "b) Bối cảnh hình thành",
    "Các mô hình như: Tổ tàu an toàn, Hũ gạo chiến sĩ, Xóm không tiếng ồn… (thị xã Tân Châu); hỗ trợ vốn (huyện X)",
    "| STT | Tên mô hình | Chủ thể |",
    "| 1 | Vườn rau | Trường Tiểu học A |",
    "¹ Tiêu biểu các mô hình: “Một”, “Hai ba”, 02 mô hình Tổ liên gia;",
    "\ufffd Ghi chú",
    "III. PHƯƠNG HƯỚNG, NHIỆM VỤ",
    "An Giang, ngày 12 tháng 9 năm 2026, XÃ BA CHÚC",
    "Tiêu biểu như các mô hình: Ruộng lúa sạch bờ tại xã Hòa Lợi; ươm giống rau ở thôn Đông, xã Tân Mai (Gò Đình).",
    "Hội Nông dân xã A xây dựng các mô hình “Một”, 'Hai ba'; Đoàn xã B với mô hình «Bốn năm», được UBND xã C thí điểm.",
    "Tên mô hình: Giếng chung. Đơn vị đăng ký: Trường THCS B. Kết quả: 1.250 m2, 35 tỷ đồng, 446/446 hộ, 6-7 suất.",
    "M« h×nh “Hò g¹o t×nh th\xad¬ng” cña Héi Phô n÷ x·; Moâ hình “Huõ gaïo” cuûa Hoäi Noâng daân xaõ",
    "Hội A xã B có sáng kiến “Một hai”, Đoàn C có “Ba bốn” (2 nhà) là những mô hình hay của bà Lê Thị D",
    "CÔNG AN PHƯỜNG E RA MẮT MÔ HÌNH “NĂM SÁU” (UBND XÃ G); TT\tTên mô hình\tĐơn vị",
    "Đề nghị ghi rõ các nội dung: Tên mô hình: ngắn gọn........ 3",
]
SPLINTERS = [
    *"“”\"()[]{}|#*;:,.…-\n\t\0¹²\ufffd\u2028\x85&<>%",
    "mô hình ", "Mô hình “", "” của ", " của Hội ", "như: ", "điển hình ông Nguyễn Văn ", "<sup>1</sup>", "[^1]",
    " và ", "tại xã ", "huyện ", "Tính mới", "a) ", "1.1.1. ", "IV. ", "Khéo ", "{{ x }}", "<script>", "\u0301",
    "𝕏", "\ud7ff", "\r\n",
]  # fmt: skip


def spoiled(text: str, chance: random.Random) -> str:
    """The text after some cuts, doublings, swaps and insertions; one in ten gets a huge paragraph."""
    for _ in range(chance.randint(1, 25)):
        start = chance.randrange(len(text) + 1)
        end = min(len(text), start + chance.randint(0, 60))
        piece = chance.choice([*SPLINTERS, text[start:end] * 2, text[start:end][::-1], "", chance.choice(PARAGRAPHS)])
        text = text[:start] + piece + text[end if chance.random() < 0.5 else start :]
    if chance.random() < 0.1:
        position = chance.randrange(len(text) + 1)
        text = text[:position] + chance.choice([*SPLINTERS, *PARAGRAPHS]) * chance.randint(200, 2000) + text[position:]
    return text


def texts() -> Iterator[bytes]:
    chance = random.Random(217)
    for _ in range(TEXTS):
        chosen = chance.choices(PARAGRAPHS, k=chance.randint(1, 25))
        data = spoiled(chance.choice(["\n", "\n\n"]).join(chosen), chance).encode("utf-8", errors="surrogatepass")
        yield data if chance.random() < 0.95 else data[: chance.randrange(len(data) + 1)] + b"\xff\xfe"


def documents(folder: Path) -> Iterator[bytes]:
    """Word documents, damaged in the archive, in the XML of a part, or in the text."""
    chance = random.Random(552)
    document = new_document()
    for text in PARAGRAPHS:
        cite(document.add_paragraph(text.replace("\n", "")), 2)
    document.add_table(rows=2, cols=2).cell(0, 0).text = "Tên mô hình"
    add_footnotes(document, {2: "Ghi chú “Một”"})
    path = saved(document, folder)
    whole = path.read_bytes()
    for number in range(DOCUMENTS):
        if number % 3 == 0:
            yield bitten(whole, chance)
            continue
        name = chance.choice(
            ["word/document.xml", "word/document.xml", "word/footnotes.xml", "word/_rels/document.xml.rels"]
        )
        with zipfile.ZipFile(BytesIO(whole)) as archive:
            content = archive.read(name)
        spoil = bitten(content, chance) if number % 3 == 1 else in_other_words(content, chance)
        path.write_bytes(whole)
        with_part(path, name, spoil)
        yield path.read_bytes()


def pdfs(folder: Path) -> Iterator[bytes]:
    """PDFs with changed and lost bytes."""
    chance = random.Random(88)
    whole = pdf_document([[line.replace("\n", "")[:150] for line in PARAGRAPHS[:9]]] * 2, folder, "ca.pdf").read_bytes()
    for _ in range(PDFS):
        yield bitten(whole, chance)


def bitten(data: bytes, chance: random.Random) -> bytes:
    """The bytes with a few changes, and sometimes a lost piece."""
    spoilt = bytearray(data)
    for _ in range(chance.randint(1, 12)):
        spoilt[chance.randrange(len(spoilt))] = chance.randrange(256)
    if chance.random() < 0.3:
        start = chance.randrange(len(spoilt))
        del spoilt[start : start + chance.randint(1, 4000)]
    return bytes(spoilt)


def in_other_words(xml: bytes, chance: random.Random) -> bytes:
    """The same XML with every second text damaged; it is still valid XML."""
    pieces = re.split("(<w:t[^>]*>[^<]*</w:t>)", xml.decode("utf-8"))
    for index in range(1, len(pieces), 2):
        if chance.random() < 0.5:
            words = "".join(char for char in spoiled(chance.choice(PARAGRAPHS), chance) if char.isprintable())
            pieces[index] = f"<w:t>{escape(words)}</w:t>"
    return "".join(pieces).encode("utf-8", errors="ignore")


def imported(path: Path) -> int:
    """The number of drafts of a report, 0 if unreadable; the first three are checked to have no wrong values."""
    try:
        passages = read_document(path).passages
    except Unreadable:
        return 0
    made = drafts(find_models(passages).models, path.name, "bao-cao", setting(passages))
    for draft in made[:3]:
        problems = read_bytes(draft.text.encode(), "nhap.yml").problems
        assert {problem.rule for problem in problems} <= {"missing"}, draft.text
    return len(made)


@pytest.mark.parametrize("kind", ["txt", "md", "docx", "pdf"])
def test_no_spoiled_report_brings_a_traceback_or_takes_long(kind: str, tmp_path: Path) -> None:
    made = {"docx": lambda: list(documents(tmp_path)), "pdf": lambda: list(pdfs(tmp_path))}
    everything = made[kind]() if kind in made else list(texts())[kind == "md" :: 2]
    path = tmp_path / f"nhap.{kind}"
    total = 0
    for number, data in enumerate(everything):
        path.write_bytes(data)
        start = time.process_time()
        total += imported(path)
        assert time.process_time() - start < SECONDS, (number, data[:500])
    assert total > len(everything) // 10


SHORT = [
    "{}. Mô hình “Giếng số {}” của Hội Nông dân xã Ba Chúc",
    "Tính mới: Sâu {} mét.",
    "mô hình",
    "“Câu {}",
    "xã",
    "a",
]


def test_short_lines_take_time_that_does_not_grow_with_their_square(tmp_path: Path) -> None:
    path = tmp_path / "nhap.txt"
    lines = [SHORT[number % len(SHORT)].format(number, number) for number in range(14_000)]
    path.write_text("\n".join(lines), encoding="utf-8")
    start = time.process_time()
    imported(path)
    assert time.process_time() - start < 6  # 2 s measured; a megabyte took 41 s when it grew with the square
