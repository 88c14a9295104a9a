"""Whether a report was written before or after 1 July 2025, decided only from its text."""

import pytest

from showcase.importing.report_age import is_of_today


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["An Giang, ngày 12 tháng 9 năm 2026"], True),
        (["Số 45-BC/TU, ngày 28/5/2026"], True),
        (["Số 45-BC/TU, ngày 28/5/2025"], False),
        (["Hà Tĩnh, ngày 03/02/2024", "Kế hoạch cho ngày 01/7/2026"], False),  # its own date decides
        (["Lễ ra mắt ngày 08/3/2026 có 150 người dự"], True),
        (["Chiều 12/3/2026, xã ra mắt mô hình"], True),
        (["Từ tháng 9/2025 đến nay"], True),
        (["Phấn đấu đến tháng 9/2026 có 20 mô hình"], None),
        (["BÁO CÁO NĂM 2023"], False),
        (["BÁO CÁO NĂM 2026"], True),
        (["Báo cáo năm 2025"], None),  # the year of the merger itself
        (["nhiệm kỳ 2020 - 2025, giai đoạn 2021-2026"], None),
        (["Đồn Biên phòng đặc khu Thổ Châu"], True),
        (["vận hành chính quyền địa phương hai cấp"], True),
        (["xã Ba Chúc, tỉnh An Giang"], None),
        (["ngày 45/13/2026"], None),
        ([], None),
    ],
)
def test_what_a_report_says_of_its_age(texts: list[str], expected: bool | None) -> None:
    assert is_of_today(texts) is expected
