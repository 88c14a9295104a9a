"""Receipt codes, messages of reviewers, and the pages that show them."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from showcase.contributions.receipts import ALPHABET, CODES, LENGTH, read_code, receipt_code
from showcase.contributions.receiver_pages import Receipt, Row, framed, idea_page, receipt_page, without_receiver
from showcase.contributions.states import Word, states, word_in


@given(st.integers(min_value=0, max_value=CODES - 1))
def test_a_code_is_read_back_however_it_is_typed(number: int) -> None:
    code = receipt_code(number)
    assert len(code) == LENGTH + 2
    assert (
        code == read_code(code.upper()) == read_code(code.replace("-", "")) == read_code(f" {code.replace('-', ' – ')}")
    )


def test_codes_of_two_numbers_differ() -> None:
    assert receipt_code(0) != receipt_code(1) != receipt_code(len(ALPHABET))


@given(st.text(max_size=60))
def test_what_is_no_code_is_none(text: str) -> None:
    read = read_code(text)
    assert not read or set(read) <= {*ALPHABET, "-"}


@pytest.mark.parametrize(
    ("comment", "word"),
    [
        ("Hỏi người gửi: hộ nào góp?", Word("hộ nào góp?", True)),
        ("  **hỏi người gửi:** hộ nào góp?\n", Word("hộ nào góp?", True)),
        (unicodedata.normalize("NFD", "Nhắn người gửi: Cảm ơn."), Word("Cảm ơn.", False)),
        ("nhan nguoi gui: Cảm ơn", Word("Cảm ơn", False)),
        ("Hỏi người gửi:", None),
        ("Hỏi người duyệt: xong chưa?", None),
        ("Trao đổi nội bộ. Hỏi người gửi: sau", None),
        ("", None),
    ],
)
def test_only_marked_comments_are_for_the_sender(comment: str, word: Word | None) -> None:
    found = word_in(comment)
    assert (found and Word(unicodedata.normalize("NFC", found.text), found.is_question)) == word


def receipt(**more: object) -> Receipt:
    row = Row("<b>Bếp</b>", "Xã Ba Chúc", states()["review"], "2026-11-28")
    return Receipt("2345-6789-abcd", row, **more)  # type: ignore[arg-type]


def test_a_receipt_shows_foreign_text_as_text() -> None:
    page = receipt_page("../../", receipt(words=("<img src=x>",)), "https://a.vn/?phieu=2345-6789-abcd")
    assert "&lt;b&gt;Bếp&lt;/b&gt;" in page
    assert "&lt;img src=x&gt;" in page
    assert "28/11/2026" in page
    assert "<svg" in page


def test_a_page_takes_the_room_in_its_frame_and_leaves_the_stamp() -> None:
    stamp = '<meta charset="utf-8">\n  <meta name="version" content="0a1b2c">'
    frame = f"<head>{stamp}</head>{without_receiver('', 'Đã gửi')}<p>"
    made = framed(frame, "<i>\\1 {{ x }}</i>")
    assert made == '<head><meta charset="utf-8"></head><!--noi-nhan--><i>\\1 {{ x }}</i><!--/noi-nhan--><p>'
    with pytest.raises(ValueError, match="no room"):
        framed("<html>", "x")


def test_the_card_comes_back_with_what_was_typed() -> None:
    answers = {"lam-gi": '"><script>', "ai-lam": "Tổ", "xa": "30547", "cho-nao": "", "lien-he": "0912"}
    page = idea_page("../../", "the", 90, answers, "hasty")
    assert "&#34;&gt;&lt;script&gt;" in page
    assert '<option value="30547" selected>' in page
    assert "quá nhanh" in page
    assert "tự xóa sau 3 tháng" in page
