"""The width of words: properties of any typeface, and known values of this one."""

import pytest

from showcase.look.text_width import lines, rows, word_width
from showcase.sheets.content import joined


def test_words_are_as_wide_as_their_letters() -> None:
    assert word_width("mm") == pytest.approx(2 * word_width("m"))
    assert word_width("i") < word_width("n") < word_width("W")
    assert word_width("n") < word_width("n", "600")
    assert word_width("ộ") == pytest.approx(word_width("o"), abs=0.02), "marks stand above and below their letter"


def test_a_letter_of_another_typeface_counts_as_wide() -> None:
    assert word_width("村") >= word_width("m")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ([], 1),
        ([3, 3, 3], 1),
        ([4, 4, 4], 2),
        ([9, 9, 9], 3),
        ([25], 3),  # 9 letters a line, one less than its width
        ([4, 25], 4),  # a word too long for a line begins on a new line
    ],
)
def test_words_are_laid_out_one_after_the_other(words: list[float], expected: int) -> None:
    assert rows(words, 10) == expected


def test_no_text_takes_no_line() -> None:
    assert lines("", 10) == 0
    assert lines("Dân vận khéo", 100) == 1
    assert lines("Dân vận khéo", 3) == 3


def test_an_address_is_broken_behind_its_strokes() -> None:
    assert lines("dan-van/kheo", word_width("dan-van/") + 0.5) == 2


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ([], ""),
        (["Có đề án."], "Có đề án."),
        (["Có đề án.", "Có vốn;", "Có người."], "Có đề án; Có vốn; Có người."),
        (["Góp công …", "Góp của"], "Góp công …; Góp của"),
    ],
)
def test_sentences_in_a_row_have_one_mark_between_them(parts: list[str], expected: str) -> None:
    assert joined(parts) == expected
