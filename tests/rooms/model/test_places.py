import pytest

from showcase.model.model import Model, Owner, Place
from showcase.model.places import folder_of, former_name, place_line, place_name, written_place


def model(*places):
    return Model("x", "models/x.yml", "T", "S", Owner("khac"), places, ())


@pytest.mark.parametrize(
    ("place", "name", "folder"),
    [
        (Place(commune="30547"), "Xã Ba Chúc", "ba-chuc"),
        (Place(commune="03390"), "Xã Bình Lư, tỉnh Lai Châu", "binh-lu-lai-chau"),
        (Place(commune="31108"), "Đặc khu Kiên Hải", "kien-hai"),
        (Place(province="91", whole_province=True), "Toàn tỉnh An Giang", "toan-tinh"),
        (Place(province="91", candidates=("30769",)), "Chưa rõ xã, tỉnh An Giang", "chua-ro-xa"),
        (Place(province="91"), "Chưa rõ xã, tỉnh An Giang", "chua-ro-xa"),
        (Place(province="91", former_province="tỉnh Kiên Giang"), "Chưa rõ xã, tỉnh Kiên Giang cũ", "chua-ro-xa"),
        (
            Place(province="91", whole_province=True, former_province="tỉnh Kiên Giang"),
            "Toàn tỉnh Kiên Giang cũ",
            "toan-tinh",
        ),
    ],
)
def test_a_place_in_words_and_as_a_folder(place, name, folder):
    assert place_name(place) == name
    assert folder_of(model(place)) == folder


def test_many_places_are_cut_to_three():
    codes = ("30547", "30697", "31064", "30316", "31105")
    line = place_line(model(*(Place(commune=code) for code in codes)))
    assert line == "Xã Ba Chúc, Xã Vĩnh Trạch, Xã Vĩnh Bình và 2 nơi khác"


def test_only_units_that_no_longer_exist_are_called_former():
    old = Place(commune="30790", as_written="xã Kiên Bình, huyện Kiên Lương")
    assert former_name(old) == "trước 01/7/2025: xã Kiên Bình, huyện Kiên Lương"
    assert former_name(Place(commune="30547", as_written="ấp Núi Nước, xã Ba Chúc")) is None
    # Two communes side by side would read as one address.
    assert former_name(Place(commune="30547", as_written="ấp Thử, xã Lê Trì (Tri Tôn)"))
    assert former_name(Place(commune="30547", as_written="xã Ba Chúc (thuộc xã Lê Trì cũ)")) is None


PLACED = Place("30547", as_written="xã Ba Chúc")
PLANNED = Place("31108", planned=True)
MAYBE = Place(province="91", candidates=("30547", "30544"))


def test_a_plan_is_no_presence():
    made = model(PLACED, PLANNED)
    assert [commune.code for commune in made.communes] == ["30547"]
    assert (made.planned_codes, place_line(made)) == (("31108",), "Xã Ba Chúc")


def test_where_nothing_was_done_yet_the_line_says_so():
    made = model(PLANNED)
    assert (made.communes, place_line(made)) == ((), "Dự kiến: Đặc khu Kiên Hải")


def test_a_commune_that_is_certain_is_no_candidate():
    assert model(PLACED, MAYBE).candidates == ("30544",)
    assert model(MAYBE, PLANNED).candidates == ("30547", "30544")


def test_a_unit_of_today_is_none_of_before_the_merger() -> None:
    assert former_name(Place(commune="20506", as_written="xã Thượng Đức, thành phố Đà Nẵng")) is None
    assert former_name(Place(commune="19969", as_written="xã Thủy Thanh, nay thuộc phường Thanh Thủy")) is None
    assert former_name(Place(commune="29263", as_written="phường 4, thành phố Trà Vinh"))


def test_beside_known_communes_the_others_are_counted() -> None:
    both = model(Place("30547"), Place(province="91", candidates=("30769",)), Place("30544"))
    assert place_line(both) == "Xã Ba Chúc, Xã Tri Tôn và 1 nơi khác"


def test_where_no_commune_is_known_the_words_of_the_source_tell_the_place():
    kegs = Place(province="31", candidates=("10729", "10750"), as_written="xã Thượng Quận (Kinh Môn)")
    told = "xã Thượng Quận (Kinh Môn), có thể ở Phường Trần Liễu hoặc Xã Phú Thái"
    assert written_place(model(kegs)) == told
    district = Place(province="31", candidates=("10729", "10750", "30547"), as_written="huyện Vĩnh Bảo")
    assert written_place(model(district, kegs, kegs)) == f"huyện Vĩnh Bảo; {told}"
    assert written_place(model(MAYBE)) == ""
    assert written_place(model(PLACED, kegs)) == ""
