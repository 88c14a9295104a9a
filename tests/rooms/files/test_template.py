import re
from typing import Any

import yaml

from showcase.files.reading import read_bytes
from showcase.files.template import annotated, template
from showcase.schema.fields import MODEL

MARK = re.compile(r"^# (?=\s*(?:- )?[a-z_]+:(?: |$))")


def test_the_template_is_a_model_as_it_stands():
    reading = read_bytes(template().encode(), "mau.yml")
    assert [problem.message for problem in reading.problems] == []


def test_every_line_of_the_template_can_be_uncommented():
    """A line is an example when what follows its mark reads `key: value`; the others are help."""
    lines = [MARK.sub("", line) for line in template().split("\n")]
    reading = read_bytes("\n".join(lines).encode(), "mau.yml")
    assert [problem.message for problem in reading.problems] == []
    assert set(reading.values) == set(MODEL.by_key)


def test_what_is_filled_in_is_what_the_file_says():
    said: dict[str, Any] = {
        "title": "Một: hai # ba “bốn” \"năm\" \\ 'sáu'",
        "aliases": ["Tên, có phẩy", "[ngoặc]"],
        "summary": "Dòng một.\n\nDòng hai.",
        "owner": {"kind": "khac"},
        "places": [{"province": "91", "candidates": ["30547", "30544"]}, {"commune": "03390", "hamlet": "bản: 1"}],
        "started": "2010",
        "novelty": {"text": "Mới.", "source": {"id": "a-b"}},
        "sources": [{"id": "a-b", "title": "T", "issuer": "I"}],
    }
    assert yaml.safe_load(annotated(said, ["# Đầu tệp"])) == said


def test_the_rest_of_a_filled_file_can_be_uncommented_too():
    said = {"title": "T", "places": [{"province": "91"}], "novelty": {"text": "Mới."}, "sources": [{"title": "T"}]}
    lines = [MARK.sub("", line) for line in annotated(said, []).split("\n")]
    reading = read_bytes("\n".join(lines).encode(), "")
    assert [problem.message for problem in reading.problems] == []
    assert set(reading.values) == set(MODEL.by_key)
    assert reading.values["title"] == "T"
