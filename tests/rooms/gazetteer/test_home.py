"""The home province: values that pages and map take from the settings."""

import pytest

from showcase.gazetteer import home as rooms
from showcase.gazetteer.home import FAR_ZONES, Home, home
from showcase.schema.problems import ProblemError
from showcase.schema.settings import Settings


def test_the_province_of_this_project() -> None:
    here = home()
    assert (here.name, here.full_name, here.whole) == ("An Giang", "tỉnh An Giang", "Toàn tỉnh")
    assert (len(here.communes), here.units) == (102, "xã, phường, đặc khu")
    assert [one.short_name for one in here.islands] == [
        "Kiên Hải",
        "Phú Quốc",
        "Thổ Châu",
        "Tiên Hải",
        "Hòn Nghệ",
        "Sơn Hải",
    ]
    assert here.zones == " An Giang có: Kiên Hải, Phú Quốc, Thổ Châu."


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("12", ("Lai Châu", "tỉnh Lai Châu", "Toàn tỉnh", "xã, phường", "")),
        ("46", ("Huế", "thành phố Huế", "Toàn thành phố", "xã, phường", "")),
        (
            "79",
            (
                "TP Hồ Chí Minh",
                "thành phố Hồ Chí Minh",
                "Toàn thành phố",
                "xã, phường, đặc khu",
                " TP Hồ Chí Minh có: Côn Đảo.",
            ),
        ),
        ("48", ("Đà Nẵng", "thành phố Đà Nẵng", "Toàn thành phố", "xã, phường, đặc khu", " Đà Nẵng có: Hoàng Sa.")),
    ],
)
def test_words_of_other_provinces(code: str, words: tuple[str, ...]) -> None:
    there = Home(Settings(province=code))
    assert (there.name, there.full_name, there.whole, there.units, there.zones) == words


@pytest.mark.parametrize("code", ["48", "56"])
def test_a_far_archipelago_does_not_widen_the_map(code: str) -> None:
    there = Home(Settings(province=code))
    assert there.box[2] < 110
    assert not {one.code for one in there.islands} & set(FAR_ZONES)
    assert {one.code for one in there.communes} & set(FAR_ZONES)


@pytest.mark.parametrize(
    ("settings", "rule"),
    [
        (Settings(province="99"), "settings-province"),
        (Settings(province="12", islands=("30781",)), "settings-elsewhere"),
    ],
)
def test_a_code_that_does_not_fit_is_refused(settings: Settings, rule: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rooms, "home_settings", lambda: settings)
    with pytest.raises(ProblemError) as caught:
        home.__wrapped__()
    assert caught.value.problem.rule == rule
