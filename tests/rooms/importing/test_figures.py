"""Figures in running text."""

import pytest

from showcase.importing.figures import figures


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kết quả đã lắp 85 bóng đèn trên 3.200m, kinh phí 24.000.000 đồng", [
            ("Kết quả đã lắp", "85", "bóng đèn"),
            ("Kết quả đã lắp 85 bóng đèn", "3200", "m"),
            ("Kinh phí", "24000000", "đồng"),
        ]),
        ("Giảm 75% vụ việc", [("Giảm 75% vụ việc", "75", "%")]),
        ("vận động được 35 tỷ đồng; hiến 1.450 m2 đất", [
            ("Vận động được", "35", "tỷ đồng"),
            ("Hiến 1.450 m2 đất", "1450", "m2"),
        ]),
        ("tặng 2,4 tấn gạo cho hộ nghèo", [("Tặng 2,4 tấn gạo cho hộ nghèo", "2.4", "tấn")]),
        ("Mỗi hộ 10 kg gạo.", [("Mỗi hộ", "10", "kg")]),
        ("lợi nhuận tăng 4,2 triệu đồng/ha", [("Lợi nhuận tăng", "4.2", "triệu đồng/ha")]),
        ("Năm 2025, tháng 3/2026, ngày 15, quý I, ấp 5, tổ dân phố số 8, Quyết định số 12-QĐ/ĐU, lớp 9", []),
        ("giai đoạn 2020-2025 của xã", []),
        ("01 góc số.", [("01 góc số", "1", "góc")]),
    ],
)  # fmt: skip
def test_label_value_and_unit(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert [(one.label, one.value, one.unit) for one in figures(text)] == expected


def test_ranges_totals_and_qualifiers() -> None:
    first, second, third = figures("phục vụ 150-200 suất mỗi ngày; có 446/446 hộ ký cam kết; trồng hơn 3.000 cây")
    assert (first.value, first.value_to, first.unit) == ("150", "200", "suất")
    assert (second.value, second.out_of, second.unit) == ("446", "446", "hộ")
    assert (third.value, third.qualifier, third.unit) == ("3000", "tren", "cây")
