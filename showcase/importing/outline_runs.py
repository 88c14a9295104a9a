"""Numbered outlines: consecutive numbered headings of the parts of one model, and the passages between them.

A short line or the name of a commune between two headings is an answer, no heading: below `4. Nội dung` the lines
`Họp ấp` and `Lập tổ` are steps, since `5. Địa bàn` follows.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from showcase.importing.outlines import LABEL, begins_with, part_head, parted
from showcase.importing.passages import Passage

_LEAST = 3
"""Least headings of an outline."""
_LETTERS = "abcdđefghiklmnopq"
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


@dataclass(frozen=True)
class _Heading:
    """One numbered heading of a part: index of its passage, its number from 1, its depth."""

    at: int
    number: int
    depth: int
    is_title: bool


@dataclass(frozen=True)
class Outlines:
    """The numbered outlines of a report, as indices in its list of passages."""

    answers: frozenset[int]
    """The passages below headings."""
    headings: dict[int, int]
    """Index of each heading -> index of the first heading of its outline."""


def outlines_of(passages: list[Passage]) -> Outlines:
    """All numbered outlines of a report."""
    answers: set[int] = set()
    headings: dict[int, int] = {}
    for run in _runs(passages):
        headings |= {heading.at: run[0].at for heading in run}
        for heading, following in pairwise(run):
            answers.update(range(heading.at + 1, following.at))
        if any(heading.is_title for heading in run):
            answers.update(_last_answer(passages, run[-1]))
    return Outlines(frozenset(answers), headings)


def _runs(passages: list[Passage]) -> Iterator[list[_Heading]]:
    """Consecutive numbered headings of one depth, without a heading of a higher level between them."""
    run: list[_Heading] = []
    for at, passage in enumerate(passages):
        depth = parted(passage.text, passage.level)[1]
        heading = None if passage.table or passage.note else _heading(at, passage)
        if run and heading and heading.depth == run[-1].depth and heading.number == run[-1].number + 1:
            run.append(heading)
        elif heading or (run and depth < run[-1].depth):
            yield from [run] if len(run) >= _LEAST else []
            run = [heading] if heading else []
    yield from [run] if len(run) >= _LEAST else []


def _heading(at: int, passage: Passage) -> _Heading | None:
    body, depth = parted(passage.text, passage.level)
    label, head = LABEL.match(passage.text), part_head(body)
    number = _number(label["mark"] or "") if label else 0
    return _Heading(at, number, depth, head[0] == ["title"]) if number and head else None


def _number(mark: str) -> int:
    """The number of a label: 3 for `3`, `2.3`, `c` and `III`; 0 for other labels."""
    last = mark.rpartition(".")[2]
    if last.isdigit():
        return int(last)
    if last in _ROMAN:
        return _ROMAN.index(last) + 1
    return _LETTERS.find(last) + 1 if last else 0


def _last_answer(passages: list[Passage], last: _Heading) -> Iterator[int]:
    """The passages below the last heading of a form, up to signatures, capitals or the next form."""
    for at in range(last.at + 1, len(passages)):
        passage = passages[at]
        ends = passage.table or passage.note or passage.level or passage.text.isupper()
        if ends or parted(passage.text, 0)[1] < last.depth or begins_with("closings", passage.text):
            return
        if part_head(parted(passage.text, 0)[0]):
            return
        yield at
