"""A summary that apologises is flagged; a summary of known facts is not."""

from pathlib import Path

import pytest
import yaml

from showcase.files import style
from showcase.files.style import apology_in
from showcase.schema.grammar import apologies

CASES = yaml.safe_load(Path(__file__).with_name("apologies.yml").read_text(encoding="utf-8"))


def test_an_apology_is_found_by_its_words() -> None:
    assert {text: apology_in(text) for text in CASES["apologises"].values()} == {
        text: words for words, text in CASES["apologises"].items()
    }


def test_what_tells_something_is_left_alone() -> None:
    assert [text for text in CASES["tells"] if apology_in(text)] == []


def test_each_exception_is_there_for_a_case(monkeypatch: pytest.MonkeyPatch) -> None:
    patterns, exceptions = apologies()
    for left_out in exceptions:
        rest = [one for one in exceptions if one is not left_out]
        monkeypatch.setattr(style, "apologies", lambda rest=rest: (patterns, rest))
        assert [text for text in CASES["tells"] if apology_in(text)], left_out.pattern
