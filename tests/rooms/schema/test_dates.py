import pytest

from showcase.schema.dates import PartialDate, meant_date, read_date, read_period


@pytest.mark.parametrize(
    ("text", "date", "shown", "iso"),
    [
        ("24/11/2025", PartialDate(2025, 11, 24), "24/11/2025", "2025-11-24"),
        ("1/7/2025", PartialDate(2025, 7, 1), "01/07/2025", "2025-07-01"),
        ("11/2025", PartialDate(2025, 11), "11/2025", "2025-11"),
        ("2025", PartialDate(2025), "2025", "2025"),
        ("29/02/2024", PartialDate(2024, 2, 29), "29/02/2024", "2024-02-29"),
    ],
)
def test_read_date(text: str, date: PartialDate, shown: str, iso: str) -> None:
    assert read_date(text) == date
    assert str(date) == shown
    assert date.iso() == iso


@pytest.mark.parametrize(
    "text",
    [
        *("31/02/2025", "29/02/2025", "31/04/2025", "13/2025", "00/2025", "0/11/2025", "24/0/2025", "0025", "3025"),
        *("2025-11-24", "24-11-2025", "24/11/25", " 2025", "2025 ", "2025\n", "", "2016-2020", "٢٠٢٥", "２０２５"),
    ],
)
def test_read_date_refuses(text: str) -> None:
    with pytest.raises(ValueError, match=r"(?s).*"):
        read_date(text)


def test_unknown_parts_sort_first() -> None:
    texts = ["24/11/2025", "2024", "11/2025", "2025", "23/11/2025"]
    assert sorted(texts, key=read_date) == ["2024", "2025", "11/2025", "23/11/2025", "24/11/2025"]


@pytest.mark.parametrize(
    ("text", "period"),
    [("2016-2020", "2016-2020"), ("2016 – 2020", "2016-2020"), ("1/7/2025", "01/07/2025"), ("2025", "2025")],
)
def test_read_period(text: str, period: str) -> None:
    assert read_period(text) == period


@pytest.mark.parametrize("text", ["2020-2016", "2020-2020", "16-20", "2016 đến 2020", "2016--2020"])
def test_read_period_refuses(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        read_period(text)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2025-11-24", "24/11/2025"),
        ("2025/11/24", "24/11/2025"),
        ("24.11.2025", "24/11/2025"),
        ("24-11-2025", "24/11/2025"),
        ("ngày 24 tháng 11 năm 2025", "24/11/2025"),
        ("tháng 11 năm 2025", "11/2025"),
        ("năm 2025", "2025"),
    ],
)
def test_meant_date(text: str, meant: str) -> None:
    assert str(meant_date(text)) == meant


@pytest.mark.parametrize("text", ["31/02/2025", "đầu năm nay", "2016-2020", "24/11/25", "1 2 3 2025", ""])
def test_meant_date_does_not_guess(text: str) -> None:
    assert meant_date(text) is None
