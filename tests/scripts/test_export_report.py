"""The report as a Word document: made by the real command, read again, and rendered by an office program."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import docx
import pypdfium2
import pytest
from docx.shared import Pt
from PIL import ImageOps

ROOT = Path(__file__).resolve().parent.parent.parent
OFFICE = shutil.which("soffice") or shutil.which("libreoffice")


def export(out: Path, *options: str, models: Path | None = None) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "SHOWCASE_NO_VENV": "1", "PYTHONUTF8": "1"}
    if models:
        environment["SHOWCASE_MODELS"] = str(models)
    command = [sys.executable, "scripts/export_report.py", *options, "--out", str(out)]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, encoding="utf-8")


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report on Xã Ba Chúc: one full model, two names."""
    out = tmp_path_factory.mktemp("report") / "ba-chuc.docx"
    done = export(out, "--commune", "xa ba chuc")
    assert done.returncode == 0, done.stderr
    assert "Mô hình “Dân vận khéo” ở xã Ba Chúc, tỉnh An Giang, 3 mô hình." in done.stdout
    return out


def lines(path: Path) -> list[str]:
    return [paragraph.text for paragraph in docx.Document(str(path)).paragraphs]


def test_page_and_type_follow_the_decree(report: Path) -> None:
    document = docx.Document(str(report))
    page = document.sections[0]
    sides = (
        page.page_width,
        page.page_height,
        page.top_margin,
        page.bottom_margin,
        page.left_margin,
        page.right_margin,
    )
    wide, high, top, bottom, left, right = (round(side.mm) for side in sides)
    assert (wide, high) == (210, 297)
    assert 20 <= top <= 25
    assert 20 <= bottom <= 25
    assert 30 <= left <= 35
    assert 15 <= right <= 20
    assert document.styles["Normal"].font.name == "Times New Roman"
    assert document.styles["Normal"].font.size == Pt(14)
    assert page.different_first_page_header_footer
    assert "PAGE" in page.header._element.xml
    assert "PAGE" not in page.first_page_header._element.xml


def test_head_and_signature_stay_open(report: Path) -> None:
    tables = docx.Document(str(report)).tables
    head = " ".join(cell.text for cell in tables[0].rows[0].cells)
    for part in ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "[TÊN CƠ QUAN BÁO CÁO]", "Số:"):
        assert part in head
    foot = " ".join(cell.text for cell in tables[-1].rows[0].cells)
    for part in ("Nơi nhận:", "Lưu: VT", "[CHỨC VỤ CỦA NGƯỜI KÝ]", "[Họ và tên]"):
        assert part in foot


def test_what_the_model_tells_stands_there_with_its_source(report: Path) -> None:
    text = "\n".join(lines(report))
    assert "Có 3 mô hình: 0 làm theo được, 1 có kết quả, 2 mới ghi tên." in text
    assert "Tính bền vững: Tổ tìm hiểu thị trường và nhu cầu của khách" in text
    assert "[1, phần III.3, dòng 260]" in text
    assert "số 217-BC/BTGDVTU, Ban Tuyên giáo và Dân vận Tỉnh ủy An Giang, 2026." in text


def test_tables_hold_all_models_and_all_figures(report: Path) -> None:
    _, listed, figures, _ = docx.Document(str(report)).tables
    titles = [row.cells[1].text for row in listed.rows[1:]]
    assert len(titles) == 3
    assert "Thắp sáng phum sóc" in titles
    values = [(row.cells[4].text, row.cells[5].text) for row in figures.rows[1:]]
    assert values == [
        ("6 - 7 triệu đồng/tháng", "2026"),
        ("1.600 - 2.000 sản phẩm/tháng", "2026"),
        ("trên 60 lao động", "2026"),
    ]


def test_what_is_missing_is_said(tmp_path: Path) -> None:
    done = export(tmp_path / "tan-hiep.docx", "--field", "van-hoa-xa-hoi", "--period", "2016-2020")
    assert done.returncode == 0, done.stderr
    text = "\n".join(lines(tmp_path / "tan-hiep.docx"))
    assert "lĩnh vực Văn hóa - xã hội, giai đoạn 2016-2020" in text
    assert "Chưa rõ: Tính mới; " in text


def test_models_of_no_known_year_are_counted(tmp_path: Path) -> None:
    done = export(tmp_path / "moi-noi.docx", "--period", "2016-2020")
    assert done.returncode == 0, done.stderr
    text = "\n".join(lines(tmp_path / "moi-noi.docx"))
    assert re.search(r"Còn \d+ mô hình khác hợp phạm vi nhưng chưa rõ năm, nên không tính\.", text)


@pytest.mark.parametrize(
    ("options", "why"),
    [
        (["--commune", "Không Đâu"], "không có xã, phường, đặc khu nào tên “Không Đâu”"),
        (["--commune", "Bình An"], "có nhiều nơi tên “Bình An”, hãy ghi mã"),
        (["--field", "kinhte"], "--field là một trong: kinh-te"),
        (["--group", "x"], "--group là một trong"),
        (["--period", "năm nay"], "--period là một năm hoặc quãng năm"),
        (["--period", "1990"], "không có mô hình nào trong phạm vi đã chọn"),
    ],
)
def test_a_wrong_choice_is_refused_in_words(tmp_path: Path, options: list[str], why: str) -> None:
    done = export(tmp_path / "x.docx", *options)
    assert done.returncode == 2
    assert why in done.stderr
    assert not (tmp_path / "x.docx").exists()


def test_a_file_is_never_overwritten(tmp_path: Path) -> None:
    (tmp_path / "x.docx").write_text("của người khác", encoding="utf-8")
    done = export(tmp_path / "x.docx")
    assert done.returncode == 2
    assert "đã có tệp" in done.stderr
    assert (tmp_path / "x.docx").read_text(encoding="utf-8") == "của người khác"


@pytest.mark.skipif(not OFFICE, reason="no LibreOffice to render with")
def test_it_renders_within_its_margins(report: Path, tmp_path: Path) -> None:
    home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
    command = [OFFICE, home, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(report)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    pages = list(pypdfium2.PdfDocument(tmp_path / "ba-chuc.pdf"))
    assert 2 <= len(pages) <= 6
    for position, page in enumerate(pages, start=1):
        assert [round(side) for side in page.get_size()] == [595, 842]
        ink = ImageOps.invert(page.render(scale=72 / 25.4).to_pil().convert("L"))
        dark = ink.point(lambda shade: 255 * (shade > 100))
        # Other fonts change the page breaks: the last page may have only a few lines.
        least = 0 if position == len(pages) else 0.005
        assert least < dark.histogram()[255] / (ink.width * ink.height) < 0.3
        left, top, right, bottom = dark.getbbox()
        per_mm = ink.width / 210
        assert left / per_mm >= 29
        assert right / per_mm <= 196
        assert top / per_mm >= 9  # the page number is above the text
        assert bottom / per_mm <= 278
