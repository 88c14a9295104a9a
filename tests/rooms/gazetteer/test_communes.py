"""Facts about the units of today and of before 1 July 2025 that anyone can look up."""

import pytest

from showcase.gazetteer.communes import Commune, gazetteer
from showcase.schema.settings import home_province


def names(communes: list[Commune]) -> list[str]:
    return [commune.name for commune in communes if commune.province_code == home_province()]


def test_the_home_province_has_102_communes() -> None:
    kinds = [commune.kind for commune in gazetteer().of_province(home_province())]
    assert (kinds.count("Xã"), kinds.count("Phường"), kinds.count("Đặc khu"), len(kinds)) == (85, 14, 3, 102)


def test_there_are_34_provinces() -> None:
    assert len(gazetteer().provinces) == 34
    assert gazetteer().provinces[home_province()] == "Tỉnh An Giang"


@pytest.mark.parametrize(
    ("former", "today"),
    [
        ("Xã Kiên Bình", ["Xã Hòa Điền"]),
        ("Huyện Tân Hiệp", ["Xã Tân Hiệp", "Xã Tân Hội", "Xã Thạnh Đông"]),
        ("huyện tân hiệp", ["Xã Tân Hiệp", "Xã Tân Hội", "Xã Thạnh Đông"]),
        ("Huyen Tan Hiep", ["Xã Tân Hiệp", "Xã Tân Hội", "Xã Thạnh Đông"]),
        ("Huyện Phú Quốc", []),
        ("Xã Không Đâu Cả", []),
    ],
)
def test_former_units_lead_to_those_of_today(former: str, today: list[str]) -> None:
    assert names(gazetteer().formerly(former)) == today


@pytest.mark.parametrize(
    ("name", "code"), [("Xã Ba Chúc", "30547"), ("ba chuc", "30547"), ("Xã Bình Lư", "03390"), ("Thổ Châu", "31105")]
)
def test_names_of_today(name: str, code: str) -> None:
    assert gazetteer().named(name)[0].code == code


def test_the_home_province_comes_first() -> None:
    found = gazetteer().named("Tân Hội")
    assert len(found) > 1
    assert found[0].province_code == home_province()


def test_one_commune() -> None:
    commune = gazetteer().by_code["03390"]
    assert (commune.name, commune.short_name, commune.kind) == ("Xã Bình Lư", "Bình Lư", "Xã")
    assert (commune.slug, commune.full_name) == ("binh-lu-lai-chau", "Xã Bình Lư, tỉnh Lai Châu")
    assert 22 < commune.latitude < 23
    assert 103 < commune.longitude < 104


def test_slugs_are_unique_and_short_at_home() -> None:
    communes = list(gazetteer().by_code.values())
    assert len({commune.slug for commune in communes}) == len(communes)
    assert gazetteer().by_slug["ba-chuc"].code == "30547"
    assert all(commune.slug.endswith("-an-giang") is False for commune in gazetteer().of_province(home_province()))


def test_communes_of_a_province_are_in_reading_order() -> None:
    ordered = [commune.short_name for commune in gazetteer().of_province(home_province())]
    assert ordered.index("An Biên") < ordered.index("Ba Chúc") < ordered.index("Bình An") < ordered.index("Đông Hòa")


def test_whole_former_units_come_before_divided_ones() -> None:
    for commune in gazetteer().by_code.values():
        partly = [unit.partly for unit in commune.former]
        assert partly == sorted(partly)


def test_islands_lie_in_the_gulf() -> None:
    islands = [commune for commune in gazetteer().of_province(home_province()) if commune.kind == "Đặc khu"]
    assert sorted(commune.short_name for commune in islands) == ["Kiên Hải", "Phú Quốc", "Thổ Châu"]
    for island in islands:
        assert 9 < island.latitude < 10.6
        assert 103.3 < island.longitude < 105
