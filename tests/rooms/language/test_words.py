import unicodedata

import pytest

from showcase.language.words import excerpt, fold, nearest, number, slug_within, slugify, syllables


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Đường ĐẾN trường", "duong den truong"),
        ("Ðường", "duong"),  # the letter eth, from some keyboards
        ("nghĩa tình quân dân", "nghia tinh quan dan"),
        ("ẮẰẲẴẶ ỚỜỞỠỢ ỨỪỬỮỰ ÝỲỶỸỴ", "aaaaa ooooo uuuuu yyyyy"),
        ("10.798 mô hình", "10.798 mo hinh"),
        ("", ""),
    ],
)
def test_fold(text: str, expected: str) -> None:
    assert fold(text) == expected
    assert fold(unicodedata.normalize("NFD", text)) == expected


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Xã Ba Chúc", "xa-ba-chuc"),
        ("  “Dân vận khéo” – 2025! ", "dan-van-kheo-2025"),
        ("Hoàng Sa/Trường Sa", "hoang-sa-truong-sa"),
        ("…", ""),
    ],
)
def test_slugify(text: str, slug: str) -> None:
    assert slugify(text) == slug


@pytest.mark.parametrize(
    ("text", "length", "slug"),
    [
        ("Bếp ăn tình thương", 80, "bep-an-tinh-thuong"),
        ("Bếp ăn tình thương", 18, "bep-an-tinh-thuong"),
        ("Bếp ăn tình thương", 17, "bep-an-tinh"),
        ("Bếp ăn tình thương", 11, "bep-an-tinh"),
        ("Bếp ăn tình thương", 10, "bep-an"),
        ("a" * 20, 10, "a" * 10),
        ("…", 10, ""),
    ],
)
def test_slug_within_keeps_whole_words(text: str, length: int, slug: str) -> None:
    assert slug_within(text, length) == slug


def test_syllables_keep_their_order() -> None:
    assert syllables("Bếp ăn “tình thương”") == ["bep", "an", "tinh", "thuong"]
    assert syllables("…") == []


@pytest.mark.parametrize(
    ("wrong", "meant"),
    [
        ("sumary", "summary"),
        ("phu nu", "phu-nu"),
        ("Phụ nữ", "phu-nu"),
        ("hoi-phu-nu", "phu-nu"),
        ("hơn", None),  # three letters of "khoang" are not enough to propose it
        ("", None),
        ("xyz", None),
    ],
)
def test_nearest(wrong: str, meant: str | None) -> None:
    assert nearest(wrong, ["summary", "phu-nu", "khoang", "title"]) == meant


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0, "0"),
        (999, "999"),
        (1030, "1.030"),
        (10798, "10.798"),
        (356_000_000, "356.000.000"),
        (4.4, "4,4"),
        (16.865, "16,865"),
        (1234.5, "1.234,5"),
        (4.0, "4"),
        (0.00001, "0,00001"),
        (-1030, "-1.030"),
        (-0.5, "-0,5"),
    ],
)
def test_number(value: float, written: str) -> None:
    assert number(value) == written


def test_excerpt_cuts_between_words() -> None:
    text = "Phụ nữ trong ấp góp tiền, lần lượt nhận vốn."
    assert excerpt(text, len(text)) == text
    assert excerpt(text, 30) == "Phụ nữ trong ấp góp tiền…"
    assert excerpt("khôngcódấucách", 5) == "khôn…"
