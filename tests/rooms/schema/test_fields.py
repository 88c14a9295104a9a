"""The field table, checked against the rules of the project."""

import re

import pytest

from showcase.schema.fields import CRITERION_LABELS, MODEL, Field, Kind, walk
from showcase.schema.vocabulary import CRITERIA, STORY, vocabulary

ROWS = list(walk())


def test_the_criteria_and_the_story_are_top_level_keys_in_their_order() -> None:
    keys = [key for key in MODEL.by_key if key in (*STORY, *CRITERIA)]
    assert keys == [*STORY, *CRITERIA]


def test_labels_of_the_criteria_are_those_of_the_sources() -> None:
    assert CRITERION_LABELS == {
        "novelty": "Tính mới",
        "effectiveness": "Tính hiệu quả",
        "sustainability": "Tính bền vững",
        "spread": "Tính lan tỏa",
        "participation": "Mức độ tham gia của Nhân dân",
        "trust": "Tác động đến niềm tin của Nhân dân",
    }


def test_required_keys() -> None:
    assert [key for key, row in MODEL.by_key.items() if row.required] == [
        "title",
        "summary",
        "owner",
        "places",
        "sources",
    ]


@pytest.mark.parametrize(("path", "row"), ROWS, ids=[path for path, _ in ROWS])
def test_a_row_is_complete(path: str, row: Field) -> None:
    assert re.fullmatch("[a-z][a-z_]*", row.key)
    assert row.label[0].isupper()
    assert row.help.endswith(".")
    assert bool(row.vocabulary) == (row.kind is Kind.CODE)
    if row.kind is not Kind.GROUP:
        assert row.example
    if row.vocabulary:
        assert row.example in vocabulary(row.vocabulary)


def test_keys_of_a_group_are_unique() -> None:
    for _, row in [("", MODEL), *ROWS]:
        assert len(row.by_key) == len(row.fields)


def test_limits_of_the_design() -> None:
    assert MODEL.by_key["summary"].most == 250
    assert (MODEL.by_key["fields"].most, MODEL.by_key["fields"].many) == (2, True)
