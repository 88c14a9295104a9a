"""The plain frame and MkDocs make the same pages from the same sources; the plain frame runs no code of MkDocs."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from built_site import ROOT, SETTINGS
from shared_sites import PUBLIC
from wrong_clock import lay_clock

from showcase.look.style_sheet import whole_sheet

BROKEN = ("mkdocs", "mkdocs_macros", "material", "pymdownx")


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the plain frame, built without MkDocs, its plugins and Material, with a clock 25 years behind."""
    folder = tmp_path_factory.mktemp("khung")
    for name in BROKEN:
        (folder / "goi" / name).mkdir(parents=True)
        (folder / "goi" / name / "__init__.py").write_text(f'raise ImportError("{name} is gone")', encoding="utf-8")
    lay_clock(folder / "goi", years=-25)
    sheets = folder / "goi/material/templates/assets/stylesheets"
    sheets.mkdir(parents=True)
    (sheets / "main.0.css").write_text(whole_sheet(), encoding="utf-8")
    told = {"SITE_URL": PUBLIC, "SHOWCASE_SETTINGS": str(SETTINGS), "SHOWCASE_NO_VENV": "1"}
    variables = {**os.environ, **told, "PYTHONPATH": str(folder / "goi")}
    command = [sys.executable, str(ROOT / "scripts/build.py"), "--frame", "plain", "--site-dir", str(folder / "trang")]
    done = subprocess.run(command, env=variables, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "trang"


def compared(before: Path, after: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "scripts/compare_builds.py"), "--as", "text", str(before), str(after)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8")


def test_both_frames_make_the_same_tags_links_and_text(plain: Path, published: Path, tmp_path: Path) -> None:
    done = compared(published, plain)
    assert done.stdout == "Hai bản dựng có cùng thẻ, liên kết và chữ.\n", done.stdout + done.stderr
    assert done.returncode == 0
    changed = Path(shutil.copytree(plain, tmp_path / "doi"))
    page = changed / "gioi-thieu/index.html"
    page.write_text(page.read_text(encoding="utf-8").replace('href="../dong-gop/"', 'href="../"', 1), encoding="utf-8")
    done = compared(published, changed)
    assert done.returncode == 1
    assert done.stdout.startswith("≠ gioi-thieu/index.html: <a ")
