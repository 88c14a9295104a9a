"""Digests of the inputs of a result."""

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from markupsafe import Markup

from showcase.store import inputs
from showcase.store.inputs import UnknownInputError, code, digest_of, plain


@dataclass(frozen=True)
class Point:
    x: int
    y: float


def nameless(value: object) -> None:
    return None


DIFFERENT = [
    None, "", "a", Markup("a"), 1, 1.0, True, "1", b"a", (), [], {}, ("a",), ["a"], ("a", "b"), (("a",), "b"), ("ab",),
    {"a": "b"}, {"b": "a"}, Point(1, 2), Point(1, 2.0), Point(2, 1), [Point(1, 2)],
]  # fmt: skip


def test_different_values_are_told_apart() -> None:
    told = [repr(plain(value, nameless)) for value in DIFFERENT]
    assert len(set(told)) == len(DIFFERENT)


def test_equal_values_are_told_alike() -> None:
    assert plain({"a": [Point(1, 2)]}, nameless) == plain({"a": [Point(1, 2)]}, nameless)


def test_a_name_stands_for_an_object() -> None:
    def named(value: object) -> str | None:
        return f"{value.x}" if isinstance(value, Point) else None

    assert plain([Point(1, 2)], named) == plain([Point(1, 3)], named) != plain([Point(2, 2)], named)


@pytest.mark.parametrize("value", [object(), {"a": {1, 2}}, [Path()], (Point, 1), nameless])
def test_what_cannot_be_told_in_full_is_refused(value: object) -> None:
    with pytest.raises(UnknownInputError):
        plain(value, nameless)


def test_keys_keep_their_parts_apart() -> None:
    assert (
        len({digest_of(*parts) for parts in (("ab", "c"), ("a", "bc"), ("abc",), ("a", "b", "c"), (b"ab", "c"))}) == 4
    )


@pytest.mark.parametrize("changed", ["pages/templates/model.html", "schema/messages.yml", "sheets/sheet.py", "new.txt"])
def test_any_change_of_the_code_changes_every_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, changed: str
) -> None:
    copy = tmp_path / "showcase"
    rooms = ("pages", "schema", "sheets")
    for room in rooms:
        shutil.copytree(inputs.PACKAGE / room, copy / room)
    monkeypatch.setattr(inputs, "PACKAGE", copy)
    before = code.__wrapped__()
    assert code.__wrapped__() == before
    with (copy / changed).open("a") as stream:
        stream.write(" ")
    assert code.__wrapped__() != before
