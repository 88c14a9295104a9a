"""Collections: lists of models that editors chose for one need, one small file each, read as untrusted input."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from showcase.files.checks import personal_data, report
from showcase.files.reading import Reading, read_file
from showcase.files.tree import list_tree, name_below, problem_of
from showcase.language.words import NearMisses, slug_within
from showcase.model.model import Model
from showcase.schema.fields import COLLECTION
from showcase.schema.grammar import limit, pattern
from showcase.schema.problems import Problem, describe

FOLDER = "collections"
"""Beside the folder of models."""


@dataclass(frozen=True)
class Chosen:
    """A model of a collection, and why it is in it."""

    model: Model
    reason: str


@dataclass(frozen=True)
class Collection:
    """One list of models."""

    slug: str
    """Stem of the file and last part of the address."""
    file: str
    """POSIX path from the project's root."""
    title: str
    intro: str
    models: tuple[Chosen, ...]


class CollectionFiles:
    """The folder of collections; without the folder there are none."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def load(self, by_slug: Mapping[str, Model], unread: set[str]) -> tuple[list[Collection], list[Problem]]:
        """All collections by title, and all problems.

        `unread` holds the slugs of model files that are there but broken; a collection may name them.
        """
        if not self.folder.is_dir():
            return [], []
        tree = list_tree(self.folder)
        known = {*by_slug, *unread}
        readings = [(path.stem, self._read(path, known)) for path in tree.files]
        problems = [*tree.problems, *(problem for _, reading in readings for problem in reading.problems)]
        made = [_collection(slug, reading, by_slug) for slug, reading in readings if not reading.problems]
        return sorted(made, key=lambda one: one.title), problems

    def _read(self, path: Path, known: set[str]) -> Reading:
        """The content of a file; any error becomes a problem of that file."""
        file = name_below(self.folder, path)
        try:
            reading = read_file(path, file, COLLECTION)
            if not reading.problems:
                reading.problems += _place_problems(path, file, self.folder)
                _check(reading, known)
        except Exception as error:
            return Reading(file, problems=[problem_of(error, file)], table=COLLECTION)
        return reading


def _place_problems(path: Path, file: str, folder: Path) -> Iterator[Problem]:
    if path.parent != folder:
        yield describe("collection-folder", file, 1, "", "", path.parent.name)
    if not pattern("slug").fullmatch(path.stem) or len(path.stem) > limit("slug"):
        suggestion = slug_within(path.stem, limit("slug")) or "bo-mo-hinh"
        yield describe("slug", file, 1, "", "", path.stem, suggestion=suggestion)
    elif path.stem == OWN:
        yield describe("collection-own", file, 1, "", "", path.stem)


OWN = "cua-toi"
"""The address at which readers put together a collection of their own."""


def _check(reading: Reading, known: set[str]) -> None:
    """Every model is there and chosen once; nothing belongs to a person."""
    seen: dict[str, int] = {}
    near = NearMisses(sorted(known))
    for index, one in enumerate(reading.values["models"], start=1):
        path, slug = f"models[{index}].slug", one["slug"]
        if slug in seen:
            reading.report("collection-twice", path, slug, first=seen[slug])
        elif slug not in known:
            reading.report("collection-nowhere", path, slug, near.nearest(slug) or "")
        seen.setdefault(slug, index)
    for finding in personal_data(reading.values, reading.source):
        report(reading, finding)


def _collection(slug: str, reading: Reading, by_slug: Mapping[str, Model]) -> Collection:
    values = reading.values
    chosen = [Chosen(by_slug[one["slug"]], one["reason"]) for one in values["models"] if one["slug"] in by_slug]
    return Collection(slug, reading.file, values["title"], values["intro"], tuple(chosen))
