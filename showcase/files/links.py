"""The rules between files: unique slugs, and links to other models that exist and form no circle."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from showcase.files.reading import Reading, label_of
from showcase.files.tree import problem_of
from showcase.language.words import NearMisses, slugify
from showcase.model.model import Model
from showcase.schema.problems import Problem, describe

Read = tuple[Reading, Model]


def check_links(read: list[Read], unread: Collection[str] = ()) -> list[Problem]:
    """All problems between the files that could be read.

       `unread` holds the slugs of files that are there but broken; a link to one is no fault
    of the file with the link.
    """
    by_slug: dict[str, Model] = {}
    for _, model in read:
        by_slug.setdefault(model.slug, model)
    tree = _Tree(by_slug, {*by_slug, *unread}, _circles(by_slug))
    return [problem for reading, model in read for problem in _of_model(reading, model, tree)]


@dataclass
class _Tree:
    """The tree against which the links of a model are checked."""

    by_slug: dict[str, Model]
    slugs: set[str]
    """Those of broken files too."""
    circles: dict[str, str]
    """Slug -> the circle it is part of, as `a → b → a`."""

    @cached_property
    def near_misses(self) -> NearMisses:
        return NearMisses(sorted(self.slugs))


def _of_model(reading: Reading, model: Model, tree: _Tree) -> list[Problem]:
    try:
        problems = [*_duplicate_slug(reading, model, tree.by_slug), *_dead_links(reading, model, tree)]
    except Exception as error:  # a problem of this file, and no end of the others
        return [problem_of(error, reading.file)]
    if tree.by_slug[model.slug] is model and model.slug in tree.circles:
        problems.append(_problem(reading, "replicates-circle", "replicates.model", chain=tree.circles[model.slug]))
    return problems


def _duplicate_slug(reading: Reading, model: Model, by_slug: dict[str, Model]) -> Iterator[Problem]:
    """The stem of a file is unique over the whole tree, since it is the address of the page."""
    first = by_slug[model.slug]
    if first is not model:
        folder = model.file.split("/")[-2]
        suggestion = slugify(f"{model.slug}-{folder}")
        yield _problem(reading, "duplicate-slug", "", model.slug, other=first.file, suggestion=suggestion)


def _dead_links(reading: Reading, model: Model, tree: _Tree) -> Iterator[Problem]:
    """`replicates.model` and `family` name another model of the tree."""
    targets = {"replicates.model": model.replicates.model if model.replicates else None, "family": model.family}
    for path, target in targets.items():
        if target == model.slug:
            yield _problem(reading, "replicates-itself", path, target)
        elif target and target not in tree.slugs:
            yield _problem(reading, "replicates-nowhere", path, target, tree.near_misses.nearest(target) or "")


def circles(pointing: Mapping[str, str]) -> Iterator[list[str]]:
    """The circles among names of which each points to one other at most: `{a: b, b: c, c: b}` has `[b, c]`.

    Each name is visited once.
    """
    done: set[str] = set()
    for start in pointing:
        chain: dict[str, None] = {}
        name = start
        while name in pointing and name not in done and name not in chain:
            chain[name] = None
            name = pointing[name]
        if name in chain:
            yield list(chain)[list(chain).index(name) :]
        done.update(chain)


def _circles(by_slug: dict[str, Model]) -> dict[str, str]:
    """Slug -> the circle it is part of, as `a → b → a`; a model that names itself is another problem."""
    found: dict[str, str] = {}
    for circle in circles({slug: model.replicates.model for slug, model in by_slug.items() if model.replicates}):
        if len(circle) > 1:
            shown = circle if len(circle) <= 8 else [*circle[:7], "…"]
            found |= dict.fromkeys(circle, " → ".join([*shown, circle[0]]))
    return found


def _problem(
    reading: Reading, rule: str, path: str, found: object = "", nearest: str = "", **values: object
) -> Problem:
    line, label = reading.line(path), label_of(path)
    return describe(rule, reading.file, line, path, label, found, nearest, **values)
