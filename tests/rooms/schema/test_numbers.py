import pytest

from showcase.schema.numbers import is_plain, remedy


@pytest.mark.parametrize("text", ["0", "7", "1030", "4.4", "0.125", "16.8650", "0.5", "1.03"])
def test_read_alike_by_people_and_machines(text: str) -> None:
    assert is_plain(text)


@pytest.mark.parametrize(
    "text", ["1.030", "1.234.567", "4,4", "1,030", "-5", "+5", "1e5", ".5", "5.", "1_000", "0x1f", "", "٣", "１２"]
)
def test_not_read_alike(text: str) -> None:
    assert not is_plain(text)


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("1.234.567", "Viết: 1234567"),
        ("1.234.567,5", "Viết: 1234567.5"),
        ("1,234,567", "Viết: 1234567"),
        ("1,234,567.8", "Viết: 1234567.8"),
        ("1 030", "Viết: 1030"),
        ("1\u00a0234\u00a0567", "Viết: 1234567"),
        ("4,4", "Viết: 4.4"),
        ("1.030", "Viết: 1030; nếu là số lẻ thì viết thêm một số 0: 1.0300"),
        ("1,030", "Viết: 1.0300; nếu là hàng nghìn thì viết: 1030"),
        ("trên 60", "Chỉ ghi 60. “trên” ghi thành qualifier: tren."),
        ("Khoảng 60", "Chỉ ghi 60. “Khoảng” ghi thành qualifier: khoang."),
        ("60 hộ", "Chỉ ghi 60. “hộ” ghi vào unit."),
        ("90%", "Chỉ ghi 90. “%” ghi vào unit."),
        ("15 - 20", "Viết số đầu 15 vào value, số cuối 20 vào value_to."),
    ],
)
def test_remedy(text: str, typed: str) -> None:
    assert remedy(text) == typed


@pytest.mark.parametrize("text", ["1.234.567", "1,234,567", "1 030", "4,4"])
def test_what_the_remedy_proposes_is_accepted(text: str) -> None:
    assert is_plain(remedy(text).removeprefix("Viết: "))


@pytest.mark.parametrize("text", ["", "nhiều", "1e5", "x" * 100_000, " " * 100_000])
def test_a_general_remedy_remains(text: str) -> None:
    assert "qualifier" in remedy(text) or "Chỉ ghi" in remedy(text)
