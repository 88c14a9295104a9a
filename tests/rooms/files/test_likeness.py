"""Models similar to another one; the entry form has the same cases."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from showcase.files.likeness import alike, keys_of, likeness
from showcase.model.from_values import build
from showcase.schema.grammar import limit, pattern

TWINS = Path(__file__).parents[2] / "twins"
CASES = yaml.safe_load((TWINS / "likeness.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("one", "other", "expected"), CASES["scores"])
def test_what_two_titles_share(one: str, other: str, expected: float) -> None:
    assert likeness(one, other) == likeness(other, one) == pytest.approx(expected)


@pytest.mark.parametrize(("name", "keys"), CASES["keys"])
def test_by_what_names_are_compared(name: str, keys: list[str]) -> None:
    assert sorted(keys_of(name)) == keys


@pytest.mark.parametrize("case", CASES["alike"], ids=lambda case: case["told"]["title"])
def test_models_much_like_another(case: dict[str, Any]) -> None:
    models = [
        build(
            row["slug"],
            "",
            {
                "title": row["title"],
                "aliases": row.get("aliases", []),
                "owner": {"name": row["owner"], "kind": "khac"},
                "summary": "",
                "sources": [],
                "places": [{"commune": row["commune"]}] if row["commune"] else [{"province": "91"}],
            },
        )
        for row in CASES["models"]
    ]
    assert [model.slug for model in alike(**case["told"], models=models)] == case["models"]


def test_slugs() -> None:
    cases = yaml.safe_load((TWINS / "slugs.yml").read_text(encoding="utf-8"))
    long = "a" * limit("slug")
    assert [slug for slug in cases["slugs"] if not pattern("slug").fullmatch(slug)] == []
    assert [slug for slug in cases["others"] if pattern("slug").fullmatch(slug)] == []
    assert len(long) == 80
