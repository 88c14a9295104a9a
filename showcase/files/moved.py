"""Models that have moved or were merged into another: their old file names, and what stands there now."""

from pathlib import Path

from showcase.files.reading import Reading, read_file
from showcase.files.tree import is_regular, problem_of
from showcase.language.words import NearMisses
from showcase.schema.fields import MOVED
from showcase.schema.grammar import pattern
from showcase.schema.problems import Problem

FILE = "moved.yml"
"""Beside the folder of models."""


def read_moved(models: Path, slugs: set[str], taken: set[str]) -> tuple[dict[str, str], list[Problem]]:
    """Old slug -> slug of the model to which its address leads now, and all problems; no file means none.

    `slugs` are those of the models that are shown, `taken` those of all files, broken ones too.
    """
    path = models.parent / FILE
    try:
        if not is_regular(path):
            return {}, []
        reading = read_file(path, FILE, MOVED)
        if not reading.problems:
            _check(reading, taken)
    except Exception as error:
        return {}, [problem_of(error, FILE)]
    rows = reading.values["moved"] if not reading.problems else []
    return {one["old"]: one["new"] for one in rows if one["new"] in slugs}, reading.problems


def _check(reading: Reading, taken: set[str]) -> None:
    """An old name is listed once and borne by no file and no page; the new one is that of a model."""
    rows, seen = reading.values["moved"], dict[str, int]()
    onward, near = {one["old"]: one["new"] for one in rows}, NearMisses(sorted(taken))
    for index, one in enumerate(rows, start=1):
        path, old, new = f"moved[{index}]", one["old"], one["new"]
        if old in taken or pattern("page-name").fullmatch(old):
            reading.report("moved-taken", f"{path}.old", old)
        elif old in seen:
            reading.report("moved-twice", f"{path}.old", old, first=seen[old])
        if new not in taken:
            reading.report("moved-nowhere", f"{path}.new", new, onward.get(new) or near.nearest(new) or "")
        seen.setdefault(old, index)
