"""The workbook for those who lead, opened again with openpyxl."""

import io
import zipfile

from openpyxl import load_workbook

from showcase.insight.site import Site
from showcase.pages.panorama_page import panorama_workbook


def test_heads_are_vietnamese_counts_are_numbers_and_texts_stay_texts(tree, minimal):
    evil = minimal.replace("Tổ phụ nữ góp vốn xoay vòng", '"=1+1"')
    evil = evil.replace("owner:\n", "owner:\n  name: Hội Phụ nữ xã Ba Chúc\n")
    content = panorama_workbook(Site(tree({"ba-chuc/goc.yml": evil}).load()))
    book = load_workbook(io.BytesIO(content))
    assert book.sheetnames == [
        "Xã theo lĩnh vực",
        "Huyện cũ theo lĩnh vực",
        "Chủ đề theo tiêu chí",
        "Lâu chưa có tin mới",
        "Được làm lại",
        "Lời hứa làm theo",
        "Hỏi ai",
    ]
    communes = list(book["Xã theo lĩnh vực"].iter_rows(values_only=True))
    assert communes[0][0] == "Xã, phường, đặc khu"
    assert communes[0][-3:] == ("Chưa ghi lĩnh vực", "Tất cả", "Có thể có thêm")
    assert len(communes) == 103
    assert communes[-1] == ("Xã Ba Chúc", 0, 0, 0, 0, 0, 1, 1, 0)
    title = book["Hỏi ai"]["G2"]
    assert (title.value, title.data_type) == ("=1+1", "s")


def test_it_bears_no_time_of_writing(tree, minimal):
    content = panorama_workbook(Site(tree({"ba-chuc/goc.yml": minimal}).load()))
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert parts.read("docProps/core.xml").count(b"1980-01-01T00:00:00Z") == 2
