"""Places that `--fix` must not change; its changes are in tests/cases/fix."""

import pytest

from showcase.files.fixing import fixed
from showcase.files.syntax import SIZE_LIMIT


def test_a_good_file_stays_as_it_is(minimal: str) -> None:
    assert fixed(minimal.encode()) == minimal.encode()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xfe",
        b"title: a: b  \n",
        b"title: a  \ntitle: b\n",
        b"- a  \n",
        b"{}\n",
        b"text  \n",
        b"title: &a b  \n",
        b"title: " + b"[" * 50 + b"]" * 50 + b"  \n",
        b"title: a\n---\ntitle: b  \n",
        b"title: a\x00  \n",
        b"title: a  \n" + b"#" * SIZE_LIMIT,
    ],
)
def test_what_cannot_be_read_safely_is_left_alone(data: bytes) -> None:
    assert fixed(data) == data


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # A trailing space that is part of a quoted text, or of a folded one, keeps the file as it is...
        ('title: "a \\ \n  b"\n', None),
        # ...but meaningless space is removed.
        ("title: |\n  a  \n  b\n", "title: |\n  a\n  b\n"),
        ('title: "a  \n  b"\n', 'title: "a\n  b"\n'),
        # Quotes are changed only where the value stays the same.
        ("title: 2025\n", 'title: "2025"\n'),
        ("title: '2025'\n", None),
        ("title: 0x1F\n", 'title: "0x1F"\n'),
        ("title: null\n", None),
        ("title: ~\n", None),
        ("title:\n", None),
        ("title: !!str 2025\n", None),
        ("title: =\n", None),
        ("replication:\n  days: 45\n", None),
        ("places: [{commune: 30547}]\n", 'places: [{commune: "30547"}]\n'),
        ("places: [{? commune : 30547}]\n", 'places: [{? commune : "30547"}]\n'),
        ("unknown:\n  commune: 30547\n", None),
        ("summary: b\n? title\n: a\n", None),
    ],
)
def test_edges(before: str, after: str | None) -> None:
    assert fixed(before.encode()).decode() == (before if after is None else after)
