"""The workbook of open data, opened again with openpyxl: labels, figures as numbers, codes as texts."""

import csv
import io
import json
from typing import Any

import pytest
from openpyxl import load_workbook

from showcase.insight.site import Site
from showcase.opendata.exports import data_files
from showcase.pages.data_workbook import HEADS_PATH, data_workbook, data_workbook_files
from showcase.schema.settings import Settings

MODEL = """\
title: "=Tổ góp vốn"
summary: Phụ nữ góp tiền.
owner: {kind: phu-nu, name: Hội Phụ nữ xã Bình Lư}
fields: [kinh-te, van-hoa-xa-hoi]
places:
  - commune: "03390"
effectiveness:
  text: Có thêm vốn.
  figures:
    - {label: Hộ được vay, value: 12, unit: hộ, as_of: "2025", qualifier: tren}
    - {label: Tiền góp, value: 4.5, unit: triệu đồng}
  evidence: documented
  source: {id: bao-cao, where: trang 2}
sources:
  - {id: bao-cao, title: Báo cáo, issuer: Đảng ủy xã Bình Lư, date: 24/11/2025, number: 12-BC/ĐU}
"""


@pytest.fixture
def sheets(tree) -> dict[str, list[dict[str, Any]]]:
    """Name of each sheet -> its rows by their heads."""
    site = Site(tree({"binh-lu-lai-chau/to.yml": MODEL}).load(), settings=Settings(address="https://vi-du.example/"))
    book = load_workbook(io.BytesIO(data_workbook(site)))
    found = {}
    for sheet in book:
        heads, *rows = sheet.iter_rows(values_only=True)
        assert len(set(heads)) == len(heads)
        found[sheet.title] = [dict(zip(heads, row, strict=True)) for row in rows]
    return found


def test_a_model_stands_in_words(sheets):
    (model,) = sheets["Mô hình"]
    assert model["Mô hình"] == "=Tổ góp vốn"
    assert model["Lĩnh vực"] == "Kinh tế; Văn hóa - xã hội"
    assert model["Loại chủ thể"] == "Hội Liên hiệp Phụ nữ"
    assert model["Mã xã"] == "03390"
    assert (model["Tính hiệu quả"], model["Tính hiệu quả: chứng cứ"]) == ("Có số liệu", "Có tài liệu")
    assert (model["Tính mới"], model["Tính mới: chứng cứ"]) == (None, None)
    assert model["Địa chỉ trang"] == "https://vi-du.example/mo-hinh/to/"


def test_figures_are_numbers_with_unit_and_day(sheets):
    first, second = sheets["Số liệu"]
    assert (first["Đếm gì"], first["Cách nói"], first["Giá trị"], first["Đơn vị"]) == ("Hộ được vay", "trên", 12, "hộ")
    assert (first["Ngày hay năm"], first["Chứng cứ"], first["Mã nguồn"]) == ("2025", "Có tài liệu", "bao-cao")
    assert (second["Giá trị"], second["Phần"]) == (4.5, "Tính hiệu quả")


def test_sources_and_communes_have_their_own_sheets(sheets):
    (source,) = sheets["Nguồn"]
    assert (source["Văn bản"], source["Số hiệu"], source["Ngày"]) == ("Báo cáo", "12-BC/ĐU", "24/11/2025")
    assert len(sheets["Xã"]) == 103
    here = next(row for row in sheets["Xã"] if row["Mã xã"] == "03390")
    assert (here["Tên"], here["Tỉnh"], here["Số mô hình"]) == ("Xã Bình Lư", "Tỉnh Lai Châu", 1)
    assert here["Lĩnh vực Kinh tế"] == 1


def test_workbooks_of_the_browser_get_the_same_heads_for_columns_of_the_table(tree):
    site = Site(tree({"binh-lu-lai-chau/to.yml": MODEL}).load())
    heads = json.loads(data_workbook_files(site)[HEADS_PATH])
    columns = next(csv.reader(data_files(site)["du-lieu/models.csv"].decode("utf-8-sig").splitlines()))
    assert {column for column, _, _ in heads} <= set(columns)
    assert heads[0] == ["title", "Mô hình", 44]
