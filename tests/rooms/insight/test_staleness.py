import dataclasses

import pytest

from showcase.files.catalogue import ModelFiles
from showcase.insight.site import Site
from showcase.insight.staleness import Confirmations
from showcase.pages.pages import pages

UNDATED = "Báo cáo công tác dân vận"
CHANGED = {"models/ba-chuc/gop-von.yml": "2026-11-23", "models/ba-chuc/moi.yml": "2028-11-24"}


@pytest.fixture
def model(tree, minimal):
    minimal = minimal.replace(f"{UNDATED} năm 2025", UNDATED)
    [one] = tree({"ba-chuc/gop-von.yml": minimal}).load().models
    return one


def test_without_a_confirmation_the_last_change_counts(model):
    rests = Confirmations(CHANGED).of(model)
    assert (rests.said, rests.day, rests.basis) == ("23/11/2026", "2026-11-23", "change")
    assert rests.stale_after == "2028-11-23"
    assert not rests.is_stale("2028-11-23")
    assert rests.is_stale("2028-11-24")


@pytest.mark.parametrize(
    ("confirmed", "day", "stale_after"),
    [
        ("05/03/2025", "2025-03-05", "2027-03-05"),
        ("02/2024", "2024-02-29", "2026-02-28"),
        ("12/2025", "2025-12-31", "2027-12-31"),
        ("2025", "2025-12-31", "2027-12-31"),
        ("29/02/2024", "2024-02-29", "2026-02-28"),
    ],
)
def test_a_confirmation_counts_from_the_last_day_that_it_may_mean(model, confirmed, day, stale_after):
    rests = Confirmations(CHANGED).of(dataclasses.replace(model, confirmed=confirmed))
    assert (rests.said, rests.day, rests.basis, rests.stale_after) == (confirmed, day, "confirmed", stale_after)


@pytest.mark.parametrize(
    ("told", "said", "old"),
    [
        ({}, "2025", False),
        ({"date": "17/9/2020"}, "17/09/2020", True),
        ({"date": "17/9/2020", "status_as_of": "2025"}, "2025", False),
        ({"date": "06/2026", "status_as_of": "2016-2020"}, "2016-2020", True),
    ],
)
def test_an_entry_is_as_old_as_its_sources_and_not_as_its_file(tree, minimal, told, said, old):
    text = minimal.replace("    issuer", f'    date: "{told["date"]}"\n    issuer') if "date" in told else minimal
    text += f'status: nhan-rong\nstatus_as_of: "{told["status_as_of"]}"\n' if "status_as_of" in told else ""
    [model] = tree({"ba-chuc/gop-von.yml": text}).load().models
    confirmations = Confirmations(CHANGED | {"models/ba-chuc/moi.yml": "2026-11-28"})
    rests = confirmations.of(model)
    assert (rests.said, rests.basis, confirmations.is_old(model)) == (said, "source", old)


def test_of_an_undated_source_the_day_is_not_guessed(tree, minimal):
    planned = minimal.replace("năm 2025", "đến năm 2030")
    [model] = tree({"ba-chuc/gop-von.yml": planned}).load().models
    assert (model.source_day, model.described_day, model.year) == (None, None, "")


def test_without_history_nothing_is_known_and_nothing_stale(model):
    assert Confirmations({}).of(model) is None
    confirmed = Confirmations({}).of(dataclasses.replace(model, confirmed="2000"))
    assert not confirmed.is_stale(Confirmations({}).today)


@pytest.fixture
def site(tree, minimal):
    minimal = minimal.replace(f"{UNDATED} năm 2025", UNDATED)
    old = minimal + 'confirmed: "01/06/2026"\n'
    files: ModelFiles = tree({"ba-chuc/gop-von.yml": minimal, "ba-chuc/moi.yml": minimal, "ba-chuc/hoi.yml": old})
    return Site(files.load(), CHANGED)


def shown(site: Site, address: str) -> str:
    return next(page.html() for page in pages(site) if page.address == address)


def test_the_build_marks_what_is_stale_on_the_day_of_the_newest_change(site):
    never = 'data-stale-after="2028-11-23"><strong>Tệp sửa lần cuối 23/11/2026, chưa ai xác nhận.'
    assert never in shown(site, "mo-hinh/gop-von/")
    assert 'data-stale-after="2028-06-01"><strong>Chưa được xác nhận lại từ 01/06/2026.' in shown(site, "mo-hinh/hoi/")
    assert "<dt>Xác nhận lần cuối</dt><dd>01/06/2026</dd>" in shown(site, "mo-hinh/hoi/")
    assert 'data-stale-after="2030-11-24" hidden>' in shown(site, "mo-hinh/moi/")


def test_editors_see_the_marks_in_the_list_of_what_is_missing(site):
    listed = shown(site, "dong-gop/con-thieu/")
    assert listed.count("data-stale-after") == 3
    assert listed.count('" hidden><strong>Tệp sửa lần cuối') == 1
