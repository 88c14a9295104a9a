"""The workbook for leaders, opened again with openpyxl."""

import io
import zipfile

from openpyxl import load_workbook

from showcase.insight.site import Site
from showcase.pages.panorama_page import panorama_workbook


def test_heads_are_vietnamese_counts_are_numbers_and_texts_stay_texts(tree, minimal):
    evil = minimal.replace("Tổ phụ nữ góp vốn xoay vòng", '"=1+1"')
    evil = evil.replace("owner:\n", "owner:\n  name: Hội Phụ nữ xã Ba Chúc\n")
    evil = evil.replace("places:\n", "topics:\n  - nuoc-sach\nplaces:\n")
    far = minimal.replace("30547", "03390").replace("places:\n", "topics:\n  - an-ninh-trat-tu\nplaces:\n")
    files = {
        "ba-chuc/goc.yml": evil,
        "binh-lu-lai-chau/xa.yml": far + "replicates:\n  model: goc\n",
        "binh-lu-lai-chau/theo-xa.yml": minimal.replace("30547", "03390") + "replicates:\n  model: goc-xa\n",
        "binh-lu-lai-chau/goc-xa.yml": minimal.replace("30547", "03390"),
    }
    content = panorama_workbook(Site(tree(files).load()))
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
    topics = list(book["Chủ đề theo tiêu chí"].iter_rows(values_only=True))
    assert (topics[0][1], topics[0][-1]) == ("Số mô hình của An Giang", "Số mô hình nơi khác")
    assert topics[1] == ("An ninh trật tự", 0, *(0, None) * 6, 1)
    assert topics[-1] == ("Nước sạch", 1, *(0, None) * 6, 0)
    copied = list(book["Được làm lại"].iter_rows(values_only=True))
    assert [row[3] for row in copied] == ["Mô hình của", "An Giang", "Tỉnh khác"]
    title = book["Hỏi ai"]["G2"]
    assert (title.value, title.data_type) == ("=1+1", "s")


def test_it_bears_no_time_of_writing(tree, minimal):
    content = panorama_workbook(Site(tree({"ba-chuc/goc.yml": minimal}).load()))
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert parts.read("docProps/core.xml").count(b"1980-01-01T00:00:00Z") == 2
