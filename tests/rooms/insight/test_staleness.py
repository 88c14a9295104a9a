import dataclasses

import pytest

from showcase.files.catalogue import ModelFiles
from showcase.insight.site import Site
from showcase.insight.staleness import Confirmations
from showcase.pages.pages import pages

CHANGED = {"models/ba-chuc/gop-von.yml": "2026-11-23", "models/ba-chuc/moi.yml": "2028-11-24"}


@pytest.fixture
def model(tree, minimal):
    [one] = tree({"ba-chuc/gop-von.yml": minimal}).load().models
    return one


def test_without_a_confirmation_the_last_change_counts(model):
    rests = Confirmations(CHANGED).of(model)
    assert (rests.said, rests.day, rests.asked) == ("23/11/2026", "2026-11-23", False)
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
    assert (rests.said, rests.day, rests.asked, rests.stale_after) == (confirmed, day, True, stale_after)


def test_without_history_nothing_is_known_and_nothing_stale(model):
    assert Confirmations({}).of(model) is None
    confirmed = Confirmations({}).of(dataclasses.replace(model, confirmed="2000"))
    assert not confirmed.is_stale(Confirmations({}).today)


@pytest.fixture
def site(tree, minimal):
    old = minimal + 'confirmed: "01/06/2026"\n'
    files: ModelFiles = tree({"ba-chuc/gop-von.yml": minimal, "ba-chuc/moi.yml": minimal, "ba-chuc/hoi.yml": old})
    return Site(files.load(), CHANGED)


def shown(site: Site, address: str) -> str:
    return next(page.html() for page in pages(site) if page.address == address)


def test_the_build_marks_what_is_stale_on_the_day_of_the_newest_change(site):
    assert '<p class="note note--open" data-stale-after="2028-11-23"><strong>Chưa được xác nhận lại từ 23/11/2026.' in (
        shown(site, "mo-hinh/gop-von/")
    )
    assert 'data-stale-after="2028-06-01"><strong>Chưa được xác nhận lại từ 01/06/2026.' in shown(site, "mo-hinh/hoi/")
    assert "<dt>Xác nhận lần cuối</dt><dd>01/06/2026</dd>" in shown(site, "mo-hinh/hoi/")
    assert 'data-stale-after="2030-11-24" hidden>' in shown(site, "mo-hinh/moi/")


def test_editors_see_the_marks_in_the_list_of_what_is_missing(site):
    listed = shown(site, "dong-gop/con-thieu/")
    assert listed.count("data-stale-after") == 3
    assert listed.count('" hidden><strong>Chưa được xác nhận lại') == 1
