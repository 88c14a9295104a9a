"""The smallest valid model file, and a function that writes small trees."""

from collections.abc import Callable
from pathlib import Path

import pytest

from showcase.files.catalogue import ModelFiles

MINIMAL = """\
title: Tổ phụ nữ góp vốn xoay vòng
summary: Phụ nữ trong ấp góp tiền hằng tháng, lần lượt nhận vốn.
owner:
  kind: phu-nu
places:
  - commune: "30547"
sources:
  - id: bao-cao-xa-2025
    title: Báo cáo công tác dân vận năm 2025
    issuer: Đảng ủy xã Ba Chúc
"""


@pytest.fixture
def minimal() -> str:
    """The smallest valid model file of Xã Ba Chúc."""
    return MINIMAL


@pytest.fixture
def tree(tmp_path: Path) -> Callable[[dict[str, str | bytes]], ModelFiles]:
    """Write files below a folder `models` and give the tree."""

    def lay_out(files: dict[str, str | bytes]) -> ModelFiles:
        for name, content in files.items():
            path = tmp_path / "models" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return ModelFiles(tmp_path / "models")

    return lay_out
