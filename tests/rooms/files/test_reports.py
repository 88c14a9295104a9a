import json
from typing import Any

import pytest

from showcase.files.reports import FORMATS, as_github, as_json, as_text
from showcase.schema.problems import Problem


def problem(**changes: Any) -> Problem:
    parts: dict[str, Any] = {
        "rule": "unknown-code",
        "file": "models/ba-chuc/x.yml",
        "line": 4,
        "field": "owner.kind",
        "label": "Chủ thể › Loại chủ thể",
        "found": "phu-nuu",
        "wrong": "Mã này không có trong danh mục.",
        "expected": "Một trong các mã: phu-nu, khac.",
        "remedy": "Chọn một mã trong danh mục.",
        "nearest": "phu-nu",
    }
    return Problem(**{**parts, **changes})


def test_text() -> None:
    whole = problem(field="", label="", found="", nearest="", line=1)
    assert as_text([problem(), whole]) == (
        "models/ba-chuc/x.yml:4 · owner.kind · Chủ thể › Loại chủ thể\n"
        "  Sai:       Mã này không có trong danh mục.\n"
        "  Tìm thấy:  phu-nuu\n"
        "  Cần:       Một trong các mã: phu-nu, khac.\n"
        "  Ý bạn là:  phu-nu?\n"
        "  Cách sửa:  Chọn một mã trong danh mục.\n"
        "\n"
        "models/ba-chuc/x.yml:1\n"
        "  Sai:       Mã này không có trong danh mục.\n"
        "  Cần:       Một trong các mã: phu-nu, khac.\n"
        "  Cách sửa:  Chọn một mã trong danh mục.\n"
        "\n"
        "Có 2 lỗi trong 1 tệp."
    )


def test_nothing_to_report() -> None:
    assert {name: report([]) for name, report in FORMATS.items()} == {
        "text": "Không có lỗi nào.",
        "json": "[]",
        "github": "",
    }


def test_json() -> None:
    assert as_json([problem()]) == (
        "[\n"
        "  {\n"
        '    "rule": "unknown-code",\n'
        '    "file": "models/ba-chuc/x.yml",\n'
        '    "line": 4,\n'
        '    "field": "owner.kind",\n'
        '    "label": "Chủ thể › Loại chủ thể",\n'
        '    "found": "phu-nuu",\n'
        '    "wrong": "Mã này không có trong danh mục.",\n'
        '    "expected": "Một trong các mã: phu-nu, khac.",\n'
        '    "remedy": "Chọn một mã trong danh mục.",\n'
        '    "nearest": "phu-nu",\n'
        '    "severity": "error"\n'
        "  }\n"
        "]"
    )


def test_json_keeps_what_is_strange_as_data() -> None:
    strange = 'models/a"\n\\/x.yml'
    assert json.loads(as_json([problem(file=strange)]))[0]["file"] == strange


def test_github() -> None:
    assert as_github([problem(), problem(line=9, label="", nearest="")]) == (
        "::error file=models/ba-chuc/x.yml,line=4,title=Chủ thể › Loại chủ thể::Mã này không có trong danh mục. "
        "Tìm thấy: “phu-nuu”. Cần: Một trong các mã: phu-nu, khac. Ý bạn là “phu-nu”?\n"
        "::error file=models/ba-chuc/x.yml,line=9,title=models/ba-chuc/x.yml::Mã này không có trong danh mục. "
        "Tìm thấy: “phu-nuu”. Cần: Một trong các mã: phu-nu, khac. Cách sửa: Chọn một mã trong danh mục."
    )


def test_github_escapes() -> None:
    hostile = problem(file="models/a,line=1::b%\r\n::error::x.yml", label="a:b,c%d\n", found="50%\n::stop-commands::x")
    assert as_github([hostile]) == (
        "::error file=models/a%2Cline=1%3A%3Ab%25%0D%0A%3A%3Aerror%3A%3Ax.yml,line=4,title=a%3Ab%2Cc%25d%0A::"
        "Mã này không có trong danh mục. Tìm thấy: “50%25%0A::stop-commands::x”. "
        "Cần: Một trong các mã: phu-nu, khac. Ý bạn là “phu-nu”?"
    )


@pytest.mark.parametrize("sign", ["\n", "\r", "\r\n", "\u2028", "\x85", "\x0b"])
def test_no_report_can_begin_a_command_or_a_block_of_its_own(sign: str) -> None:
    hostile = f"x{sign}::error::y"
    one = problem(file=f"models/{hostile}.yml", found="z")
    assert len(as_github([one]).splitlines()) == 1
    assert as_text([one]).splitlines()[0].startswith("models/x")
    assert len(as_text([one]).splitlines()) == 8
