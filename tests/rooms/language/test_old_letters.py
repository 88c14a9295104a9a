"""Letters of fonts before Unicode: words, passages, fonts; no Vietnamese word is damaged."""

import time
import unicodedata
from pathlib import Path
from typing import Any

import pytest
import yaml

from showcase.language.old_letters import (
    Mended,
    converted,
    is_capital_font,
    is_syllable,
    kind_of_font,
    mended,
    of_font,
    table,
)

CASES: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("old_letters.yml").read_text(encoding="utf-8"))
LETTERS = "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵ"
TCVN3 = "µ¶·¸¹¨»¼½¾Æ©ÇÈÉÊË®ÌÎÏÐÑªÒÓÔÕÖ×ØÜÝÞßáâãä«åæçèé¬êëìíîïñòóô\xadõö÷øùúûüýþ"
VNI = (
    "aø aû aõ aù aï aê aè aú aü aé aë aâ aà aå aã aá aä ñ eø eû eõ eù eï eâ eà eå eã eá eä ì æ ó í ò "
    "oø oû oõ où oï oâ oà oå oã oá oä ô ôø ôû ôõ ôù ôï uø uû uõ uù uï ö öø öû öõ öù öï yø yû yõ yù î"
)


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:20] for case in CASES])
def test_cases(case: dict[str, Any]) -> None:
    assert mended(case["text"]) == Mended(case.get("unicode", case["text"]), tuple(case["kinds"]))


def test_every_letter_of_vietnamese_comes_back() -> None:
    assert converted(TCVN3, "tcvn3") == LETTERS
    assert converted(VNI, "vni") == " ".join(LETTERS)
    assert converted(VNI.upper(), "vni") == " ".join(LETTERS).upper()
    assert converted("¡¢£¤¥¦§", "tcvn3") == "ĂÂÊÔƠƯĐ"


def test_the_font_tells_the_kind() -> None:
    names = [".VnTime", ".VnArial NarrowH", "VNI-Times", "VNI Helve", "Times New Roman", "Vnix", ""]
    assert [kind_of_font(name) for name in names] == ["tcvn3", "tcvn3", "vni", "vni", None, None, None]
    assert [is_capital_font(name) for name in names] == [False, True, False, False, False, False, False]


@pytest.mark.parametrize(
    ("font", "text", "expected"),
    [
        (".VnTime", "phô n÷", Mended("phụ nữ", ("tcvn3",))),
        (".VnTime", "b¶o vÖ «»­¹", Mended("bảo vệ ôằưạ", ("tcvn3",))),
        (".VnTimeH", "b¸o c¸o", Mended("BÁO CÁO", ("tcvn3",))),
        ("VNI-Times", "cô", Mended("cơ", ("vni",))),
        (".VnTime", "đường làng", Mended("đường làng")),  # continued in Unicode
        (".VnTime", "bà con có nhà", Mended("bà con có nhà")),
        ("Arial", "phô n÷", Mended("phô n÷")),
        (".VnTimeH", "2026", Mended("2026")),
    ],
)
def test_texts_of_a_font(font: str, text: str, expected: Mended) -> None:
    assert of_font(text, font) == expected


@pytest.mark.parametrize(
    "word",
    ["Hòa", "hoà", "quyển", "giếng", "gì", "nghiêng", "khuỷu", "oằn", "ươm", "yêu", "quốc", "ỉa", "thuở", "ngoéo"],
)
def test_what_is_a_syllable(word: str) -> None:
    assert is_syllable(word)
    assert is_syllable(unicodedata.normalize("NFD", word.upper()))


@pytest.mark.parametrize("word", ["môt", "quôc", "héi", "vËn", "ngöôøi", "straße", "b", "", "hộì"])
def test_what_is_none(word: str) -> None:
    assert not is_syllable(word)


def test_the_table_takes_no_letter_twice() -> None:
    old = [char for olds, _ in table()["tcvn3"] for char in olds]
    assert len(old) == len(set(old)) == len(LETTERS) + 7


def test_half_a_megabyte_takes_no_time_to_speak_of() -> None:
    start = time.process_time()
    assert mended("M« h×nh d©n vËn khÐo\n" * 25_000).kinds == ("tcvn3",)
    assert time.process_time() - start < 5
