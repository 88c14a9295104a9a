"""Reading aloud: the cases of spoken.yml, and what holds for every number."""

import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from showcase.spoken import in_words, minutes, settings, spoken, syllables_of
from showcase.text import number

CASES = yaml.safe_load((Path(__file__).parent / "spoken.yml").read_text("utf-8"))

DIGITS = {"không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5}
DIGITS |= {"sáu": 6, "bảy": 7, "tám": 8, "chín": 9}
SCALES = {"nghìn": 10**3, "triệu": 10**6, "tỷ": 10**9}


def understood(words: str) -> int:
    """What a listener understands: digits, then tens and hundreds that lift them, then scales that close a group."""
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


@given(st.text(max_size=200))
def test_no_digit_is_left(text: str) -> None:
    assert not re.search("[0-9]", spoken(text))


def test_reading_the_words_again_changes_nothing() -> None:
    for said in CASES.values():
        assert spoken(said) == said


def test_the_length_is_told_to_half_a_minute() -> None:
    pace = settings()["pace"]
    assert syllables_of("năm ki-lô-mét, chợ Chu Va") == 7
    assert minutes(" ".join(["tiếng"] * pace)) == 1
    assert minutes(" ".join(["tiếng"] * (pace * 3 // 2))) == 1.5
    assert minutes("tiếng") == 0.5
