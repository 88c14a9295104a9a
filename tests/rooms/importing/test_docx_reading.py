"""Word documents read as Word shows them; the documents are made here by code."""

from pathlib import Path

import pytest
from report_documents import (
    new_document,
    paragraph,
    part_of,
    related,
    run,
    saved,
    table_document,
    with_body,
    with_part,
)

from showcase.importing.documents import read_document
from showcase.importing.passages import Passage, Unreadable

LINES = ["1. Mô hình “Giếng chung” của Hội Nông dân xã Ba Chúc", "Kết quả: 12 hộ dùng nước."]
BODY = "".join(map(paragraph, LINES))


def texts(path: Path) -> list[str]:
    return [one.text or " | ".join(one.cells) for one in read_document(path).passages]


def passages(path: Path) -> list[Passage]:
    return read_document(path).passages


def test_a_relation_that_points_nowhere_is_passed_over(tmp_path: Path) -> None:
    path = with_body(tmp_path, BODY)
    for number, target in enumerate(("NULL", "../NULL", "media/gone.png", "")):
        related(path, f"rIdX{number}", "image", target)
    related(path, "rIdF", "footnotes", "gone.xml")
    assert texts(path) == LINES


def test_levels_come_from_names_and_outline_levels_never_from_ids(tmp_path: Path) -> None:
    styled = "".join(paragraph("A", f'<w:pStyle w:val="{style}"/>') for style in ("u1", "u2", "Heading1", "own"))
    path = with_body(tmp_path, styled + paragraph("B", '<w:outlineLvl w:val="3"/>'))
    styles = part_of(path, "word/styles.xml").replace("Heading1", "u1").replace("Heading2", "u2")
    own = (
        '<w:style w:type="paragraph" w:styleId="own"><w:name w:val="Mục lớn"/><w:basedOn w:val="base"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="base"><w:name w:val="Nền"/><w:basedOn w:val="own"/>'
        '<w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style></w:styles>'
    )
    with_part(path, "word/styles.xml", styles.replace("</w:styles>", own).encode())
    assert [one.level for one in passages(path)] == [1, 2, 0, 2, 4]


def test_hidden_text_is_not_read(tmp_path: Path) -> None:
    ghost = '<w:style w:type="character" w:styleId="ghost"><w:name w:val="G"/><w:rPr><w:vanish/></w:rPr></w:style>'
    runs = [
        run("Nay 12 hộ", '<w:vanish w:val="0"/>'),
        run(" (hỏi lại)", "<w:vanish/>"),
        run(" nháp", '<w:rStyle w:val="ghost"/>'),
        run(" thật", '<w:rStyle w:val="ghost"/><w:vanish w:val="false"/>'),
    ]
    path = with_body(tmp_path, f"<w:p>{''.join(runs)}</w:p>")
    with_part(
        path, "word/styles.xml", part_of(path, "word/styles.xml").replace("</w:styles>", f"{ghost}</w:styles>").encode()
    )
    assert texts(path) == ["Nay 12 hộ thật"]


def control(content: str) -> str:
    return f"<w:sdt><w:sdtPr/><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def cell(text: str) -> str:
    return f"<w:tc>{paragraph(text)}</w:tc>"


def test_content_controls_hold_paragraphs_rows_cells_and_words_at_their_place(tmp_path: Path) -> None:
    rows = (
        f"<w:tr>{cell('1')}{control(cell('Giếng chung'))}{control(control(cell('Hội Nông dân')))}</w:tr>",
        control(f"<w:tr>{cell('2')}{cell('Bến sạch')}{cell('Đoàn xã')}</w:tr>"),
    )
    words = f"<w:p>{run('Có ')}{control(run('ba'))}{run(' mô hình')}</w:p>"
    path = with_body(tmp_path, control(BODY) + words + f"<w:tbl>{''.join(rows)}</w:tbl>")
    assert texts(path) == [*LINES, "Có ba mô hình", "1 | Giếng chung | Hội Nông dân", "2 | Bến sạch | Đoàn xã"]


def test_paragraphs_of_a_text_box_stay_paragraphs_and_come_once(tmp_path: Path) -> None:
    box = f"<w:txbxContent>{BODY}</w:txbxContent>"
    drawing = (
        f"<mc:AlternateContent><mc:Choice><w:drawing><wps:wsp><wps:txbx>{box}</wps:txbx></wps:wsp></w:drawing>"
        f"</mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>"
    )
    path = with_body(tmp_path, f"<w:p>{run('Trước khung')}<w:r>{drawing}</w:r></w:p>{paragraph('Sau khung')}")
    assert texts(path) == ["Trước khung", *LINES, "Sau khung"]


@pytest.mark.parametrize("kind", ["docx", "html", "txt"])
def test_a_document_within_the_document_is_read_where_it_stands(tmp_path: Path, kind: str) -> None:
    inner = {
        "docx": with_body(tmp_path, BODY, "trong.docx").read_bytes(),
        "html": f"<html><style>p {{}}</style><body>{''.join(f'<p>{one}</p>' for one in LINES)}</body>".encode(),
        "txt": "\n".join(LINES).encode(),
    }[kind]
    path = with_body(tmp_path, f'{paragraph("Trên")}<w:altChunk r:id="rIdChunk"/>{paragraph("Dưới")}')
    related(path, "rIdChunk", "aFChunk", f"chunk.{kind}")
    with_part(path, f"word/chunk.{kind}", inner)
    assert texts(path) == ["Trên", *LINES, "Dưới"]
    assert passages(path)[1].where == "tài liệu lồng, đoạn 1"


def test_an_embedded_document_that_cannot_be_read_is_told_with_its_remedy(tmp_path: Path) -> None:
    path = with_body(tmp_path, f'{BODY}<w:altChunk r:id="rIdChunk"/>')
    related(path, "rIdChunk", "aFChunk", "phu-luc.rtf")
    with_part(path, "word/phu-luc.rtf", b"{\\rtf1 Xin chao}")
    document = read_document(path)
    assert [one.text for one in document.passages] == LINES
    assert document.notices == (
        "tài liệu chứa một tài liệu khác chưa đọc được (phu-luc.rtf); "
        "mở bằng Word, lưu lại thành .docx rồi đọc lần nữa",
    )


def test_a_document_that_embeds_itself_ends(tmp_path: Path) -> None:
    path = with_body(tmp_path, f'{BODY}<w:altChunk r:id="rIdChunk"/>')
    related(path, "rIdChunk", "aFChunk", "vong.docx")
    for _ in range(6):
        with_part(path, "word/vong.docx", path.read_bytes())
    document = read_document(path)
    assert len(document.passages) == 2 * 4
    assert len(document.notices) == 1


MARK = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'


def opened(code: str) -> str:
    """The runs at the beginning of a complex field."""
    return f"{MARK.format('begin')}<w:r><w:instrText> {code} </w:instrText></w:r>{MARK.format('separate')}"


def field(code: str, result: str) -> str:
    return opened(code) + result + MARK.format("end")


def test_a_table_of_contents_is_no_content(tmp_path: Path) -> None:
    entry = f"<w:p>{run('1. Mô hình “Giếng chung” của Hội Nông dân xã Ba Chúc')}{field('PAGEREF _T', run('3'))}</w:p>"
    gallery = '<w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
    begin, end = opened(r'TOC \o "1-3"'), MARK.format("end")
    contents = (
        f"<w:sdt>{gallery}<w:sdtContent>{entry}</w:sdtContent></w:sdt>"
        + f"<w:p>{begin}{run('2. Mô hình “Bến sạch”')}</w:p>{entry}<w:p>{end}</w:p>"
        + paragraph("Mô hình “Đèn làng” 7", '<w:pStyle w:val="muc"/>')
    )
    path = with_body(tmp_path, contents + BODY + f"<w:p>{run('Trang ')}{field('PAGE', run('9'))}</w:p>")
    style = '<w:style w:type="paragraph" w:styleId="muc"><w:name w:val="toc 2"/></w:style></w:styles>'
    with_part(path, "word/styles.xml", part_of(path, "word/styles.xml").replace("</w:styles>", style).encode())
    assert texts(path) == [*LINES, "Trang 9"]


def test_a_deleted_end_joins_paragraphs_and_a_deleted_row_is_gone(tmp_path: Path) -> None:
    mark = '<w:rPr><w:del w:id="1" w:author="a"/></w:rPr>'
    gone = '<w:tr><w:trPr><w:del w:id="2" w:author="a"/></w:trPr>' + cell("bỏ") + cell("bỏ") + "</w:tr>"
    moved = f"<w:moveFrom>{run('đi')}</w:moveFrom><w:moveTo>{run('đến')}</w:moveTo>"
    rows = f"<w:tbl>{gone}<w:tr>{cell('a')}{cell('b')}</w:tr></w:tbl>"
    path = with_body(tmp_path, paragraph("Hai nửa ", mark) + paragraph("của một câu") + rows + f"<w:p>{moved}</w:p>")
    assert texts(path) == ["Hai nửa của một câu", "a | b", "đến"]


def test_numbers_that_word_writes_stand_before_their_paragraphs(tmp_path: Path) -> None:
    def item(level: int, number: int = 7) -> str:
        return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'

    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for level, (form, text) in enumerate([("upperRoman", "%1."), ("decimal", "%2."), ("lowerLetter", "%3)")])
    )
    numbering = (
        f'<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f'<w:abstractNum w:abstractNumId="3">{levels}</w:abstractNum>'
        f'<w:num w:numId="7"><w:abstractNumId w:val="3"/></w:num></w:numbering>'
    )
    order = [0, 1, 2, 2, 1, 0, 1]
    path = with_body(tmp_path, "".join(paragraph("x", item(level)) for level in order) + paragraph("y", item(0, 99)))
    with_part(path, "word/numbering.xml", numbering.encode())
    assert texts(path) == ["I. x", "1. x", "a) x", "b) x", "2. x", "II. x", "1. x", "y"]


def test_a_line_break_parts_items_and_no_sentences(tmp_path: Path) -> None:
    breaks = "</w:t><w:br/><w:t>".join(
        ["Mô hình “Giếng chung”", "- Tính mới: Sâu hơn.", "Kết quả: 12 hộ", "dùng nước."]
    )
    path = with_body(tmp_path, f"<w:p><w:r><w:t>{breaks}</w:t></w:r></w:p>")
    assert texts(path) == ["Mô hình “Giếng chung”", "- Tính mới: Sâu hơn.", "Kết quả: 12 hộ dùng nước."]


def test_a_frame_around_the_text_is_no_table(tmp_path: Path) -> None:
    path = with_body(tmp_path, f"<w:tbl><w:tr><w:tc>{BODY}</w:tc></w:tr></w:tbl>")
    assert texts(path) == LINES


FONT = '<w:rFonts w:ascii="{0}" w:hAnsi="{0}"/>'


def test_old_letters_are_known_by_the_font_of_run_style_or_default(tmp_path: Path) -> None:
    old = FONT.format(".VnTime")
    sign = '<w:t>tr</w:t><w:softHyphen/><w:t>êng häc cã c</w:t><w:sym w:font=".VnTime" w:char="F0A9"/><w:t>y</w:t>'
    runs = f"{run('phô n', old)}{run('÷', old)}{run(' và đoàn viên')}"
    styled = paragraph("b¸o c¸o", '<w:pStyle w:val="cu"/>')
    path = with_body(tmp_path, f"<w:p>{runs}</w:p><w:p><w:r><w:rPr>{old}</w:rPr>{sign}</w:r></w:p>{styled}")
    style = (
        '<w:style w:type="paragraph" w:styleId="cu"><w:name w:val="Cũ"/><w:rPr>'
        + FONT.format(".VnTimeH")
        + "</w:rPr></w:style></w:styles>"
    )
    with_part(path, "word/styles.xml", part_of(path, "word/styles.xml").replace("</w:styles>", style).encode())
    assert texts(path) == ["phụ nữ và đoàn viên", "trường học có cây", "BÁO CÁO"]
    assert read_document(path).notices == (
        "Chữ trong tệp là chữ TCVN3 (phông .VnTime), đã chuyển sang Unicode; hãy đọc lại tên riêng.",
    )


def test_old_letters_are_known_by_themselves_in_cells_and_notes_too(tmp_path: Path) -> None:
    path = saved(table_document([["TT", "Teân moâ hình"], ["1", "Huõ gaïo tình thöông"]]), tmp_path)
    assert texts(path) == ["TT | Tên mô hình", "1 | Hũ gạo tình thương"]
    assert "VNI" in read_document(path).notices[0]


def test_strict_open_xml_is_read(tmp_path: Path) -> None:
    path = with_body(tmp_path, BODY)
    for name in ("word/document.xml", "word/styles.xml", "_rels/.rels", "word/_rels/document.xml.rels"):
        strict = part_of(path, name).replace(
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            "http://purl.oclc.org/ooxml/wordprocessingml/main",
        )
        strict = strict.replace(
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            "http://purl.oclc.org/ooxml/officeDocument/relationships",
        )
        with_part(path, name, strict.encode())
    assert texts(path) == LINES


def test_pictures_alone_are_told_as_a_scan(tmp_path: Path) -> None:
    path = saved(new_document(), tmp_path)
    with_part(path, "word/media/image1.png", b"\x89PNG")
    with pytest.raises(Unreadable, match="tệp chỉ có ảnh, không có chữ"):
        read_document(path)
