"""All steps with 300 rows: import, corrected rows, an editor's addition kept, build, export of the register."""

import os
import subprocess
import sys
from pathlib import Path

import yaml
from built_site import build_site
from openpyxl import load_workbook
from register_files import HEADS, register, rows

ROOT = Path(__file__).resolve().parents[2]


def run(command: str, *arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    settings = {**os.environ, "SHOWCASE_NO_VENV": "1", "PYTHONUTF8": "1", "SHOWCASE_MODELS": str(cwd / "models")}
    line = [sys.executable, str(ROOT / "scripts" / command), *arguments]
    return subprocess.run(line, cwd=cwd, env=settings, capture_output=True, encoding="utf-8", timeout=300)


def test_a_register_of_300_rows_goes_all_the_way(tmp_path: Path) -> None:
    lines = [list(row) for row in rows(300)]
    for place, wrong in ((9, "xã Không Có"), (99, None), (199, "xã Tân Hội, huyện Không Có")):
        lines[place][3], lines[place][2] = wrong, "Hội Nông dân"
    register(tmp_path / "so.xlsx", [HEADS, *lines])
    first = run("import_register.py", "so.xlsx", "--yes", cwd=tmp_path)
    assert first.returncode == 1, first.stderr
    assert len(list((tmp_path / "models").rglob("*.yml"))) == 297
    (tmp_path / "models" / "sources.yml").write_bytes((ROOT / "models" / "sources.yml").read_bytes())

    edited = next((tmp_path / "models" / "vinh-binh").glob("*.yml"))
    with edited.open("a", encoding="utf-8") as stream:
        stream.write("novelty:\n  text: Mỗi đoạn đường một loài hoa.\n  evidence: claimed\n  source: {id: so}\n")
    book = load_workbook(tmp_path / "so-can-sua.xlsx")
    page = book.active
    for row in (5, 6, 7):
        page.cell(row, 4).value = "xã Vĩnh Trạch"
    book.save(tmp_path / "so-can-sua.xlsx")
    mended = run("import_register.py", "so-can-sua.xlsx", "--yes", cwd=tmp_path)
    assert mended.returncode == 0, mended.stderr
    again = run("import_register.py", "so.xlsx", "--yes", "--back", "nua.xlsx", cwd=tmp_path)
    assert "Sẽ viết 0 tệp mới, sửa 0 tệp đã có; 297 hàng không có gì mới." in again.stdout
    assert yaml.safe_load(edited.read_text(encoding="utf-8"))["novelty"]["text"] == "Mỗi đoạn đường một loài hoa."

    site = tmp_path / "site"
    built = build_site(site, SHOWCASE_MODELS=str(tmp_path / "models"))
    assert built.returncode == 0, built.stderr
    assert len([page for page in (site / "mo-hinh").iterdir() if (page / "index.html").is_file()]) >= 300
    assert "Mỗi đoạn đường một loài hoa." in (site / "mo-hinh" / edited.stem / "index.html").read_text(encoding="utf-8")

    out = run("export_register.py", "--out", "ra.xlsx", cwd=tmp_path)
    assert out.stdout == "Đã viết ra.xlsx: 300 mô hình.\n"
    titles = [row[1].value for row in load_workbook(tmp_path / "ra.xlsx").active.iter_rows(min_row=4)]
    assert sorted(titles) == sorted(line[1] for line in lines)
