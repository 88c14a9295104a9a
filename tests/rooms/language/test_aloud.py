"""Reading aloud: the cases of spoken.yml, and properties of every number."""

import datetime
import re
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from showcase.language.aloud import minutes, spoken, syllables_of
from showcase.language.aloud_numbers import in_words
from showcase.language.aloud_numbers import settings as spoken_settings
from showcase.language.words import number

CASES = yaml.safe_load((Path(__file__).parent / "aloud.yml").read_text("utf-8"))

DIGITS = {"không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5}
DIGITS |= {"sáu": 6, "bảy": 7, "tám": 8, "chín": 9}
SCALES = {"nghìn": 10**3, "triệu": 10**6, "tỷ": 10**9}


def understood(words: str) -> int:
    """The number that a listener hears: digits, multiplied by tens and hundreds, then scales that end a group."""
    total = group = digit = 0
    for word in words.split():
        if word in SCALES:
            total, group, digit = total + (group + digit) * SCALES[word], 0, 0
        elif word in ("mươi", "trăm"):
            group, digit = group + digit * (10 if word == "mươi" else 100), 0
        elif word == "mười":
            group += 10
        elif word != "linh":
            digit = DIGITS[word]
    return total + group + digit


@pytest.mark.parametrize(("written", "said"), CASES.items(), ids=list(CASES))
def test_it_is_read_as_a_person_reads_it(written: str, said: str) -> None:
    assert spoken(written) == said


@given(st.integers(0, 10**12 - 1))
def test_a_listener_understands_every_number(value: int) -> None:
    assert understood(in_words(value)) == value


@given(st.integers(0, 10**9))
def test_a_written_number_is_the_number_said(value: int) -> None:
    assert understood(spoken(number(value))) == value


# The values of the fields, and all signs that editors may write between them.
SIGNS = """1.030 24 05 4,4 0,05 79,55% 446/446 8/10 30/4 01/01 24/11/2025 15-10-2025 T6/2026 2020-2025 150 - 200 7:30
8h30 7 giờ 30 5km² 3m3 20cm 5kWp 24/7 4.0 III.3 XIII IV quý I/2025 12/QĐ-UBND 12/2025/QĐ-UBND 18-NQ/TW 05-CT/TW UBND
KHÔNG SẠCH BA TU ABC COVID-19 4G B2 TP. TX. P. Đ/c v.v. … ... & + = < > ≥ ≤ ± ~ ° × ÷ € $ £ % ‰ # @ * _ | \\ ^ { } [ ]
( ) “ ” ' ½ ² ⁷ № § © → • – — - − / ? ! . , ; : a@b.vn https://a.vn/b?c=1 www.a.vn angiang.gov.vn suất/ngày ông/bà
đồng/người/tháng và/hoặc hộ Nhân dân Quân - Dân kinh tế - xã hội Ê-đê tháng 4 thứ 2 ngày mỗi 0912.345.678 +84 912 345
tổng đài 115 số 02 1.2.3 1,2,3 00 000 ٣ Ⅳ ① ខ្មែរ 漢 🌾 năm -5 °C 1/0 99/99 2/2/2 -- ++ == //"""
PIECES = SIGNS.split()
WRITTEN = st.lists(st.sampled_from(PIECES), max_size=12).flatmap(
    lambda pieces: st.sampled_from([" ", "", ", ", "-", " - ", "/"]).map(lambda glue: glue.join(pieces))
)


@settings(max_examples=300)
@given(st.text(max_size=200) | WRITTEN)
@example("0,05/2025")
def test_nothing_is_left_that_cannot_be_read(text: str) -> None:
    said = spoken(text)
    assert all(char.isalpha() or char in " .,:;?!-" for char in said), said
    assert not re.search(r"(?<![^\W\d_])-|-(?![^\W\d_])", said), said
    assert not re.search(r"[.,:;?!]{2}| [.,:;?!]|[.,:;?!](?=\w)|  ", said), said
    assert said == said.strip()
    assert said[-1:] not in (",", ";", ":")


NOUNS = ["hộ", "cây cầu", "lượt người", "suất quà", "mét", "đồng"]


@given(st.lists(st.tuples(st.integers(0, 10**10), st.sampled_from(NOUNS)), min_size=1, max_size=6))
def test_no_number_among_words_is_lost_or_changed(counts: list[tuple[int, str]]) -> None:
    said = spoken("Đã góp " + ", ".join(f"{number(count)} {noun}" for count, noun in counts) + ".")
    heard = said.removeprefix("Đã góp ").removesuffix(".").split(", ")
    assert [one.removesuffix(f" {noun}") for one, (_, noun) in zip(heard, counts, strict=True)] != heard
    assert [understood(one.removesuffix(f" {noun}")) for one, (_, noun) in zip(heard, counts, strict=True)] == [
        count for count, _ in counts
    ]


@given(st.dates(datetime.date(1900, 1, 1), datetime.date(2100, 12, 31)), st.sampled_from("/-."), st.booleans())
def test_every_day_is_heard_with_its_month_and_year(day: datetime.date, sign: str, padded: bool) -> None:
    parts = [f"{day.day:02}", f"{day.month:02}"] if padded else [str(day.day), str(day.month)]
    said = spoken(f"họp {sign.join([*parts, str(day.year)])}, đủ người")
    heard = re.fullmatch(r"họp ngày (?:mồng )?(.+?) tháng (.+?) năm (.+), đủ người", said)
    assert heard, said
    assert [understood(words) for words in heard.groups()] == [day.day, day.month, day.year]
    assert ("mồng" in said) == (day.day <= 10)


@given(st.integers(1, 31), st.integers(1, 12))
def test_a_day_of_a_feast_is_no_share(day: int, month: int) -> None:
    heard = re.fullmatch(r"Vui dịp (?:mồng )?(.+) tháng (.+)\.", spoken(f"Vui dịp {day}/{month}."))
    assert heard
    assert [understood(words) for words in heard.groups()] == [day, month]


@given(st.integers(1, 500), st.integers(32, 500))
def test_a_share_is_heard_with_both_numbers(part: int, whole: int) -> None:
    heard = re.fullmatch(r"có (.+) trên (.+) hộ", spoken(f"có {part}/{whole} hộ"))
    assert heard
    assert [understood(words) for words in heard.groups()] == [part, whole]


@given(st.integers(1, 39))
def test_a_roman_number_is_the_same_number(value: int) -> None:
    tens, ones = divmod(value, 10)
    written = "X" * tens + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[ones]
    assert understood(spoken(f"khóa {written}").removeprefix("khóa ")) == value


# Written text -> the numbers that a listener must hear, in order.
FORMS = {
    "1.030 hộ": [1030], "05 hộ": [5], "446/446 hộ": [446, 446], "8/10 hộ": [8, 10], "2/3 số hộ": [2, 3],
    "dịp 30/4": [30, 4], "24/11/2025": [24, 11, 2025], "15-10-2025": [15, 10, 2025], "T6/2026": [6, 2026],
    "tháng 4-6/2026": [4, 6, 2026], "24-26/11/2025": [24, 26, 11, 2025], "từ 01/01 đến 31/12": [1, 1, 31, 12],
    "giai đoạn 2020-2025": [2020, 2025], "năm học 2024 - 2025": [2024, 2025], "150 - 200 suất/ngày": [150, 200],
    "50% - 60%": [50, 60], "30 triệu đồng/1.000 m²/vụ": [30 * 10**6, 1000], "7:30": [7, 30], "8h30 - 11h": [8, 30, 11],
    "24/7": [24, 7], "công nghiệp 4.0": [4, 0], "COVID-19": [19], "mục III.3": [3, 3], "khóa XIV, XV": [14, 15],
    "quý I/2025": [1, 2025], "quý II-III": [2, 3], "12/QĐ-UBND": [12], "12/2025/QĐ-UBND": [12, 2025],
    "số 202/NQ/2025/QH15": [202, 2025, 15], "Nghị định 45/2025": [45, 2025], "2 m × 3 m": [2, 3], "5km²": [5],
    "½": [1, 2], "①": [1], "Ⅳ": [4], "1-2-3": [1, 2, 3], "tổ 15 - 3 hộ": [15, 3], "≥ 90%": [90], "-5 °C": [5],
    "$5": [5], "đợt 2/2025": [2, 2025], "5 ông/bà": [5], "bản đồ 1:500": [1, 500], "2,5 triệu": [2, 5 * 10**6],
}  # fmt: skip
NEIGHBOURS = [
    "Dân góp",
    "UBND xã",
    "HỘI NÔNG DÂN",
    "kinh tế - xã hội",
    "Tết Quân - Dân",
    "“vui”",
    "ông/bà",
    "(cũ)",
    "&",
]


def heard(said: str) -> list[int]:
    """The numbers in a text, in order; "năm" before a year of four digits is not five."""
    said = re.sub(r"\bnăm (?=(?:một|hai) nghìn|học)|phần trăm", "| ", said)
    rows = re.split(
        r"[^\w ]|\b(?!(?:" + "|".join([*DIGITS, *SCALES, "mươi", "mười", "trăm", "linh"]) + r")\b)\w+", said
    )
    return [understood(row) for row in rows if row.strip()]


@given(st.lists(st.sampled_from(sorted(FORMS)), min_size=1, max_size=4), st.data())
def test_every_form_keeps_its_numbers(forms: list[str], data: st.DataObject) -> None:
    written = "Nơi đây"
    for form in forms:
        written += f" {data.draw(st.sampled_from(NEIGHBOURS))}, {form}; "
    assert heard(spoken(written)) == [value for form in forms for value in FORMS[form]]


def test_a_row_of_digits_of_any_length_is_read() -> None:
    assert spoken("9" * 5000).split() == ["chín"] * 5000


def test_reading_the_words_again_changes_nothing() -> None:
    for said in CASES.values():
        assert spoken(said) == said


def test_the_length_is_told_to_half_a_minute() -> None:
    pace = spoken_settings()["pace"]
    assert syllables_of("năm ki-lô-mét, chợ Chu Va") == 7
    assert minutes(" ".join(["tiếng"] * pace)) == 1
    assert minutes(" ".join(["tiếng"] * (pace * 3 // 2))) == 1.5
    assert minutes("tiếng") == 0.5
