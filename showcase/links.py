"""The rules between files: unique slugs, and links to other models that lead somewhere and never in a circle."""

from collections.abc import Collection, Iterator

from showcase.model import Model
from showcase.problems import Problem, describe
from showcase.reading import Reading, label_of
from showcase.text import nearest, slugify

Read = tuple[Reading, Model]


def check_links(read: list[Read], unread: Collection[str] = ()) -> list[Problem]:
    """All problems between the files that could be read.

    `unread` holds the slugs of files that are there but broken: a link to one is no fault of the file with the link.
    """
    by_slug: dict[str, Model] = {}
    for _, model in read:
        by_slug.setdefault(model.slug, model)
    circles = _circles(by_slug)
    problems: list[Problem] = []
    for reading, model in read:
        problems += _duplicate_slug(reading, model, by_slug)
        problems += _dead_links(reading, model, {*by_slug, *unread})
        if by_slug[model.slug] is model and model.slug in circles:
            problems.append(_problem(reading, "replicates-circle", "replicates.model", chain=circles[model.slug]))
    return problems


def _duplicate_slug(reading: Reading, model: Model, by_slug: dict[str, Model]) -> Iterator[Problem]:
    """The stem of a file is unique over the whole tree, since it is the address of the page."""
    first = by_slug[model.slug]
    if first is not model:
        folder = model.file.split("/")[-2]
        suggestion = slugify(f"{model.slug}-{folder}")
        yield _problem(reading, "duplicate-slug", "", model.slug, other=first.file, suggestion=suggestion)


def _dead_links(reading: Reading, model: Model, slugs: Collection[str]) -> Iterator[Problem]:
    """`replicates.model` and `family` name another model of the tree."""
    targets = {"replicates.model": model.replicates.model if model.replicates else None, "family": model.family}
    for path, target in targets.items():
        if target == model.slug:
            yield _problem(reading, "replicates-itself", path, target)
        elif target and target not in slugs:
            yield _problem(reading, "replicates-nowhere", path, target, nearest(target, slugs) or "")


def _circles(by_slug: dict[str, Model]) -> dict[str, str]:
    """Slug -> the circle it is part of, as `a → b → a`. Each model is visited once."""
    found: dict[str, str] = {}
    done: set[str] = set()
    for start in by_slug:
        chain: dict[str, None] = {}
        slug: str | None = start
        while slug in by_slug and slug not in done and slug not in chain:
            chain[slug] = None
            copied = by_slug[slug].replicates
            slug = copied.model if copied else None
        if slug in chain and len(circle := list(chain)[list(chain).index(slug) :]) > 1:
            shown = circle if len(circle) <= 8 else [*circle[:7], "…"]
            found |= dict.fromkeys(circle, " → ".join([*shown, slug]))
        done.update(chain)
    return found


def _problem(
    reading: Reading, rule: str, path: str, found: object = "", nearest: str = "", **values: object
) -> Problem:
    line, label = reading.line(path), label_of(path)
    return describe(rule, reading.file, line, path, label, found, nearest, **values)
