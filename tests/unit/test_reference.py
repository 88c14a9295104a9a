import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from showcase.catalogue import ModelFiles
from showcase.fields import MODEL, walk
from showcase.reading import read_bytes
from showcase.reference import page, schema, template

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def validator():
    made = json.loads(schema())
    Draft202012Validator.check_schema(made)
    return Draft202012Validator(made)


def test_every_model_of_the_project_fits_the_schema(validator):
    for path in ModelFiles(ROOT / "models").paths():
        errors = list(validator.iter_errors(yaml.safe_load(path.read_text(encoding="utf-8"))))
        assert errors == [], path


@pytest.mark.parametrize(
    "change",
    [
        {"titel": "x"},
        {"fields": ["kinh-te-x"]},
        {"places": [{"commune": 30547}]},
        {"started": "2025-01-01"},
        {"title": 5},
    ],
)
def test_the_schema_refuses_what_the_checks_refuse(validator, change):
    good = {
        "title": "T",
        "summary": "S",
        "owner": {"kind": "khac"},
        "places": [{"province": "91"}],
        "sources": [{"id": "x"}],
    }
    assert validator.is_valid(good)
    assert not validator.is_valid(good | change)


def test_the_template_is_a_model_as_it_stands():
    reading = read_bytes(template().encode(), "mau.yml")
    assert [problem.message for problem in reading.problems] == []


def test_every_line_of_the_template_can_be_uncommented():
    """A line is an example when what follows its mark reads `key: value`; the others are help."""
    lines = [re.sub(r"^# (?=\s*(?:- )?[a-z_]+:(?: |$))", "", line) for line in template().split("\n")]
    reading = read_bytes("\n".join(lines).encode(), "mau.yml")
    assert [problem.message for problem in reading.problems] == []
    assert set(reading.values) == set(MODEL.by_key)


def test_the_page_names_every_field():
    text = page()
    for path, _ in walk():
        shown = path if "." not in path else path.partition(".")[2]
        assert f"`{shown}`" in text, path


def test_the_committed_files_are_up_to_date():
    command = [sys.executable, "scripts/write_reference.py", "--check"]
    import os

    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ, "SHOWCASE_NO_VENV": "1"}, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
