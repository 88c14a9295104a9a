import re
from dataclasses import dataclass, replace
from typing import ClassVar

import pytest
from jinja2 import UndefinedError

from showcase.look.rendering import Context, _environment, amount, day, disagree, money, paragraphs, render
from showcase.model.model import Cost, Figure


@pytest.mark.parametrize(
    ("figure", "expected"),
    [
        (Figure("thẻ", 1030, "thẻ"), "1.030"),
        (Figure("thu", 4.4, "tỷ đồng", qualifier="khoang"), "4,4"),
        (Figure("suất", 150, "suất", value_to=200), "150 - 200"),
        (Figure("hộ", 446, "hộ", out_of=446), "446/446"),
        (Figure("lao động", 60, "người", qualifier="tren"), "60"),
    ],
)
def test_a_figure_reads_as_vietnamese_readers_write_it(figure, expected):
    assert amount(figure) == expected


@pytest.mark.parametrize(
    ("amount_in_dong", "expected"),
    [
        (356_000_000, "356 triệu đồng"),
        (4_400_000_000, "4,4 tỷ đồng"),
        (200_000, "200.000 đồng"),
        (1_000_000, "1 triệu đồng"),
        (1_234_567, "1.234.567 đồng"),
        (12_500_000, "12,5 triệu đồng"),
    ],
)
def test_money_is_told_in_the_unit_people_use(amount_in_dong, expected):
    assert money(Cost("x", amount_in_dong)) == expected


def test_paragraphs_are_split_at_empty_lines_and_escaped():
    assert paragraphs("Một\nhai\n\n<b>ba</b> & bốn") == "<p>Một hai</p><p>&lt;b&gt;ba&lt;/b&gt; &amp; bốn</p>"


def test_a_day_reads_day_month_year():
    assert day("2026-11-03") == "03/11/2026"


def test_a_missing_name_in_a_template_is_an_error():
    @dataclass(frozen=True, kw_only=True)
    class Short(Context):
        template: ClassVar[str] = "list.html"
        root: str

    with pytest.raises(UndefinedError):
        render(Short(root="./"))


def test_figures_disagree_only_between_two_sources():
    one = Figure("Suất mỗi ngày", 200, "suất", source="bao-a")
    other = Figure("suất mỗi ngày", 300, "suất", source="bao-b")
    assert disagree([one, other])
    assert not disagree([one, replace(other, value=200)])
    assert not disagree([one, replace(other, source="bao-a")])
    assert not disagree([one, replace(other, unit="hộ")])
    assert not disagree([one, replace(other, source=None)])


@pytest.mark.parametrize(
    ("number", "links"),
    [
        (1, ["trang-2/", "trang-5/"]),
        (2, ["", "trang-3/", "trang-5/"]),
        (3, ["", "trang-2/", "trang-4/", "trang-5/"]),
        (4, ["", "trang-3/", "trang-5/"]),
        (5, ["", "trang-4/"]),
    ],
)
def test_a_long_list_leads_to_its_first_and_last_page(number: int, links: list[str]) -> None:
    pager = _environment().get_template("parts.html").module.pager("../", "mo-hinh/", number, 5)
    assert re.findall(r'href="\.\./mo-hinh/([^"]*)"', pager) == links
