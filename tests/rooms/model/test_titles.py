import pytest

from showcase.model.titles import without_place

PLACED = {
    "Tổ liên gia PCCC ấp 3 xã Vĩnh Trạch": "Tổ liên gia PCCC",
    "Tổ liên gia PCCC ấp 5, xã Ba Chúc": "Tổ liên gia PCCC",
    "Tiếng kẻng an ninh ở xã Bình Thạnh, huyện Đức Trọng": "Tiếng kẻng an ninh",
    "Tiếng kẻng an ninh xóm Phong Hảo": "Tiếng kẻng an ninh",
    "Bếp yêu thương ở ấp 2 và ấp 6, xã Lê Minh Xuân": "Bếp yêu thương",
    "“Cán bộ gõ cửa” của ấp Lộc Long 2, xã Thạnh Mỹ Tây": "“Cán bộ gõ cửa”",
    "Vận động cười nhiều hơn trên địa bàn xã Tân Thạnh": "Vận động cười nhiều hơn",
    "Camera an ninh Thôn 10": "Camera an ninh",
    "Thu gom rác thải xã Ea M’nang": "Thu gom rác thải",
    "Đổi công làm nhà cho hộ khó khăn ở Hồ Thầu": "Đổi công làm nhà cho hộ khó khăn",
    "Ánh sáng đường làng ở Tổ đoàn kết số 4, thôn Thượng Phước": "Ánh sáng đường làng",
    "Xây dựng tuyến đường nội đồng Nà Ỏ, xóm Đức Chính": "Xây dựng tuyến đường nội đồng Nà Ỏ",
    "Tổ liên gia an toàn phòng cháy, chữa cháy tổ dân phố 49": "Tổ liên gia an toàn phòng cháy, chữa cháy",
}
OTHER = [
    "Hợp tác xã Mé Ban",
    "Hội đồng già làng Đê Kjiêng",
    "Bàn giao mặt bằng sớm để mở rộng quốc lộ 1",
    "Giáo xứ Phú Thứ hiến đất mở rộng đường liên xã",
    "Thôn Tổng Mú đóng góp tiền mở rộng đường giao thông",
    "Vận động phật tử thắp sáng đường nông thôn ở chùa Bưng Kok",
    "Lớp bơi miễn phí ở hồ bơi Công an",
    "Dân góp lúa nuôi xe cấp cứu ở Phú Hòa và Óc Eo",
    "Xã Ba Chúc",
    "Thắp sáng ấp 3",
    "Gõ từng nhà, rà từng thôn bản",
    "",
    "–",
]


@pytest.mark.parametrize(("title", "common"), PLACED.items())
def test_a_place_at_the_end_is_left_out(title: str, common: str) -> None:
    assert without_place(title) == common


@pytest.mark.parametrize("title", OTHER)
def test_other_titles_stay(title: str) -> None:
    assert without_place(title) == title


def test_a_long_title_takes_no_longer_than_its_words() -> None:
    assert without_place("Kẻng an ninh " + "ấp 3 và " * 20_000 + "ấp 3") == "Kẻng an ninh"
