import pytest

from showcase.gazetteer.names import communes_meant, former_namesakes


def codes(text: str) -> list[str]:
    return [one.commune.code for one in communes_meant(text)]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("30547", ["30547"]),
        ("Xã Ba Chúc", ["30547"]),
        ("BA CHUC", ["30547"]),
        ("đặc khu Phú Quốc", ["31078"]),
        ("Kiên Bình", ["30790"]),  # not Kiến Bình of Long An, which has another spelling
        ("kien binh", ["30790", "27826"]),
        ("xã Kiên Bình, huyện Kiên Lương, tỉnh Kiên Giang", ["30790"]),
        ("Tân Hội", ["30856", "24976", "25525"]),
        ("Tân Hội, An Giang", ["30856"]),
        ("Tân Thành, Tây Ninh", ["25534"]),  # not Tân Thạnh
        ("tan thanh, tay ninh", ["25534", "27826"]),
        ("Ba Chúc, Lai Châu", []),
        ("Không Có", []),
        ("99999", []),
        ("", []),
        (",,", []),
    ],
)
def test_what_a_name_may_mean(typed, expected):
    assert codes(typed) == expected


def test_a_former_district_means_the_communes_on_its_land():
    assert codes("huyện Kiên Lương") == ["30766", "30787", "30790", "30811", "30814"]


def test_the_former_unit_is_told():
    [one] = communes_meant("Kiên Bình")
    assert str(one) == (
        "30790: Xã Hòa Điền, tỉnh An Giang (trước 01/7/2025: Xã Kiên Bình, Huyện Kiên Lương, Tỉnh Kiên Giang)"
    )


def test_a_name_of_today_that_was_another_place():
    [one] = communes_meant("Tân Hiệp, An Giang")
    assert {other.commune.name for other in former_namesakes(one)} == {"Xã Tân Hội", "Xã Thạnh Đông"}
