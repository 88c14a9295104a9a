import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from showcase.files.catalogue import ModelFiles
from showcase.files.reference import page, register_schema, schema
from showcase.schema.fields import walk

ROOT = Path(__file__).resolve().parents[3]


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


def described(row: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every part of a schema that an editor can see."""
    yield row
    for child in row.get("properties", {}).values():
        yield from described(child)
    yield from described(row["items"]) if "items" in row else ()


@pytest.mark.parametrize("text", [schema(), register_schema()], ids=["model", "register"])
def test_the_schema_explains_in_vietnamese(text):
    root = json.loads(text)
    named = [child for part in described(root) for child in part.get("properties", {}).values()]
    assert len(named) > 5
    assert [row for row in named if not (row["title"].strip() and row["description"].strip())] == []


def test_every_code_of_the_schema_has_its_label():
    listed = [row for row in described(json.loads(schema())) if "enum" in row]
    assert len(listed) > 10
    for row in listed:
        assert len(row["enum"]) == len(row["markdownEnumDescriptions"])
    status = json.loads(schema())["properties"]["status"]
    told = dict(zip(status["enum"], status["markdownEnumDescriptions"], strict=True))
    assert told["duy-tri"] == "Đang duy trì"
    assert told[None] == "Bỏ trống"


def test_the_register_of_the_project_fits_its_schema():
    made = json.loads(register_schema())
    Draft202012Validator.check_schema(made)
    register = yaml.safe_load((ROOT / "models" / "sources.yml").read_text(encoding="utf-8"))
    assert list(Draft202012Validator(made).iter_errors(register)) == []
    assert not Draft202012Validator(made).is_valid({"sources": [{"id": "x", "titel": "y"}]})


def test_the_page_names_every_field():
    text = page()
    for path, _ in walk():
        shown = path if "." not in path else path.partition(".")[2]
        assert f"`{shown}`" in text, path


def test_the_committed_files_are_up_to_date():
    command = [sys.executable, "scripts/write_reference.py", "--check"]
    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ, "SHOWCASE_NO_VENV": "1"}, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
