"""The passage of a citation in a document, without the line numbers of the editors' text."""

import pytest

from showcase.language.passages import in_document


@pytest.mark.parametrize(
    ("where", "shown"),
    [
        ("phần III.3, dòng 258", "phần III.3"),
        ("mục III.1, dòng 57-60, 63", "mục III.1"),
        ("chú thích 10, dòng 86", "chú thích 10"),
        ("phần II.1, dòng 3; phần IV.2, dòng 9", "phần II.1; phần IV.2"),
        ("mục III.1, dòng 5; mục III.1, dòng 9", "mục III.1"),
        ("dòng 86", ""),
        ("dòng 86 đến 90", ""),
        ("đoạn 3 và 4", "đoạn 3 và 4"),
        ("phần III.4, dòng 278 (một mục chung)", "phần III.4 (một mục chung)"),
        ("trang 4, dòng chữ cuối", "trang 4, dòng chữ cuối"),
        ("", ""),
    ],
)
def test_a_place_as_its_reader_would_find_it(where: str, shown: str) -> None:
    assert in_document(where) == shown
