"""A build with damaged fetched boundaries is refused with one clear message."""

from pathlib import Path

import made_boundaries
import pytest
from built_site import build_site


@pytest.mark.parametrize("name", ["91.topo.json", "manifest.json"])
def test_a_strict_build_names_the_file_and_the_remedy(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "ranh-gioi"
    made_boundaries.lay(folder)
    (folder / name).write_bytes((folder / name).read_bytes()[:-9])
    done = build_site(tmp_path / "site", SHOWCASE_BOUNDARIES=str(folder))
    told = done.stdout + done.stderr
    assert done.returncode == 1
    assert "Traceback" not in told
    assert f"ranh-gioi/{name}:1\n" in told
    remedy = "Chạy lại python scripts/fetch_boundaries.py, hoặc xóa cả thư mục này để bản đồ vẽ theo điểm."
    assert told.count(remedy) == 1
    assert "Có 1 lỗi trong 1 tệp." in told
