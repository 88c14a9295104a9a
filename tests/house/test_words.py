"""Plain names: no name of a function, method or class contains a word of `refused_words.yml`."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
WORDS: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("refused_words.yml").read_text(encoding="utf-8"))


def modules() -> list[Path]:
    folders = (ROOT / "showcase", ROOT / "scripts")
    return [ROOT / "macros.py", *(path for folder in folders for path in sorted(folder.rglob("*.py")))]


def parts(name: str) -> set[str]:
    """`{"told", "model"}` for `told_model`, `_told_model` and `ToldModel`."""
    return {part.lower() for part in re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", name)}


def names(source: str) -> Iterator[str]:
    """The names of all functions, methods and classes in a module, also inner ones."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name


def refused(source: str) -> list[str]:
    """The names with a refused word, except allowed exceptions, each with the words to use instead."""
    return [
        f"{name}: {word} -> {WORDS['refused'][word]}"
        for name in names(source)
        for word in sorted(parts(name) & WORDS["refused"].keys())
        if name not in WORDS["exceptions"]
    ]


def test_names_have_no_refused_words() -> None:
    faults = {str(path.relative_to(ROOT)): refused(path.read_text(encoding="utf-8")) for path in modules()}
    assert {path: names for path, names in faults.items() if names} == {}


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("class Told:\n    pass\n", "Told"),
        ("class FoundModel:\n    pass\n", "FoundModel"),
        ("def told_on(text): ...\n", "told_on"),
        ("class Page:\n    def _kept(self): ...\n", "_kept"),
        ("def outer():\n    async def oneOf(): ...\n", "oneOf"),
    ],
)
def test_a_planted_name_is_seen(source: str, name: str) -> None:
    assert [fault.partition(":")[0] for fault in refused(source)] == [name]


@pytest.mark.parametrize("name", ["listen", "stone", "foundation", "phone_number", "Tone", "stand_alone"])
def test_a_longer_word_is_no_refused_word(name: str) -> None:
    assert not refused(f"def {name}(): ...\n")


def test_each_exception_is_needed_and_has_a_reason() -> None:
    used = {name for path in modules() for name in names(path.read_text(encoding="utf-8"))}
    assert weak(WORDS["exceptions"], used) == []


def weak(exceptions: dict[str, str], used: set[str]) -> list[str]:
    """The exceptions that are not the name of any function or class, or have no reason."""
    return [name for name, reason in exceptions.items() if name not in used or len(reason) < 10]


def test_a_planted_exception_without_need_is_seen() -> None:
    planted = {"told": "the number of told models", "kept": "this name is used nowhere", "found": "why not"}
    assert weak(planted, {"told", "found"}) == ["kept", "found"]
