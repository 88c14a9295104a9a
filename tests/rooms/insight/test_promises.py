"""Promises: their states, when they are overdue, and that none is shown as a deed."""

import io

import pytest
from openpyxl import load_workbook

from showcase.insight.promises import Promises
from showcase.insight.site import Site
from showcase.opendata.exports import promises_csv
from showcase.pages.pages import pages
from showcase.pages.panorama_page import panorama_workbook

PROMISES = """promises:
  - {commune: "30313", office: Đoàn xã, registered: "01/3/2026", due: "30/6/2026"}
  - {commune: "30307", office: Mặt trận phường, registered: "15/3/2026"}
  - {commune: "30316", office: Hội & Đoàn, registered: "2/2026", state: da-dung, as_of: "9/2026", reason: Hết vốn.}
  - {commune: "30325", office: Hội Nông dân, registered: "10/3/2026", due: "3/2026", state: dang-lam}
"""
COPY = "replicates: {model: goc}\n"


@pytest.fixture
def site(tree, minimal):
    """One model with four promises; a second model says that a fifth commune has kept its promise."""
    copy = (minimal + COPY).replace("30547", "30307")
    loaded = tree({"ba-chuc/goc.yml": minimal + PROMISES, "long-xuyen/lam-lai.yml": copy}).load()
    assert loaded.problems == []
    return Site(loaded)


def communes(pledges) -> list[str]:
    return [one.promise.commune for one in pledges]


def test_the_latest_stand_first_and_each_has_a_state(site):
    assert [(one.promise.commune, one.state) for one in site.promises.all] == [
        ("30307", "dang-ky"),
        ("30325", "dang-lam"),
        ("30313", "dang-ky"),
        ("30316", "da-dung"),
    ]
    assert site.promises.counts == {"dang-ky": 2, "dang-lam": 1, "da-dung": 1}
    assert communes(site.promises.by_commune["30313"]) == ["30313"]


def test_overdue_is_what_was_only_registered_when_its_time_had_come(site):
    assert communes(site.promises.overdue("2026-06-30")) == []
    assert communes(site.promises.overdue("2026-07-01")) == ["30313"]
    assert communes(site.promises.overdue("2030-01-01")) == ["30313"], "the other one has told its deed"
    assert site.promises.overdue("") == []


def test_a_promise_without_a_day_is_overdue_after_a_year(tree, minimal):
    promise = 'promises: [{commune: "30307", office: Đoàn xã, registered: "15/3/2026"}]\n'
    promises = Promises(tree({"ba-chuc/goc.yml": minimal + promise}).load())
    assert promises.overdue("2027-03-15") == []
    assert communes(promises.overdue("2027-03-16")) == ["30307"]


def test_the_leaders_page_counts_the_promises_of_the_home_province_only(tree, minimal):
    promises = PROMISES + '  - {commune: "03390", office: Xã Bình Lư, registered: "01/4/2026"}\n'
    site = Site(tree({"ba-chuc/goc.yml": minimal + promises}).load())
    assert site.promises.counts["dang-ky"] == 3
    made = {page.address: page.html() for page in pages(site)}
    assert "Xã Bình Lư" in made["nhan-rong/hua/"]
    shown = made["toan-canh/"].split('id="loi-hua"')[1].split("</section>")[0]
    assert "An Giang. Đã đăng ký, chưa làm: 2; Đang làm: 1; Đã dừng: 1." in shown
    book = load_workbook(io.BytesIO(panorama_workbook(site)))
    rows = list(book["Lời hứa làm theo"].iter_rows(min_row=2, values_only=True))
    assert {row[1] for row in rows} == {"Đoàn xã", "Mặt trận phường", "Hội & Đoàn", "Hội Nông dân"}


def test_a_promise_is_no_model_of_its_commune_and_no_copy(site):
    assert "30313" not in site.catalogue.by_commune
    assert [copy.slug for copies in site.catalogue.copies.values() for copy in copies] == ["lam-lai"]
    assert len(site.catalogue.models) == 2


def test_pages_tell_a_promise_as_one(site):
    made = {page.address: page.html() for page in pages(site)}
    for address in ("mo-hinh/goc/", "dia-ban/my-hoa-hung/", "nhan-rong/hua/", "toan-canh/"):
        assert "ứa chưa phải là đã làm" in made[address], address
    assert 'data-result-count="0"' in made["dia-ban/my-hoa-hung/"]
    assert "Hội &amp; Đoàn" in made["dia-ban/chau-doc/"]
    assert "Hết vốn." in made["nhan-rong/hua/"]


def test_the_table_of_open_data_has_every_promise(site):
    head, *rows = promises_csv(site).splitlines()
    assert head == "original,commune,commune_name,office,registered,due,state,as_of,reason,copy"
    assert rows[0] == "goc,30307,Phường Long Xuyên,Mặt trận phường,15/03/2026,,dang-ky,,,lam-lai"
    assert len(rows) == 4
