"""The rules between files: unique slugs, and links to other models that lead somewhere and never in a circle."""

from collections.abc import Iterator

from showcase.model import Model
from showcase.problems import Problem, describe
from showcase.reading import Reading, label_of
from showcase.text import nearest

Read = tuple[Reading, Model]


def check_links(read: list[Read]) -> list[Problem]:
    """All problems between the files that could be read."""
    by_slug: dict[str, Model] = {}
    for _, model in read:
        by_slug.setdefault(model.slug, model)
    circles = _circles(by_slug)
    problems: list[Problem] = []
    for reading, model in read:
        problems += _duplicate_slug(reading, model, by_slug)
        problems += _dead_links(reading, model, by_slug)
        if by_slug[model.slug] is model and model.slug in circles:
            problems.append(_problem(reading, "replicates-circle", "replicates.model", chain=circles[model.slug]))
    return problems


def _duplicate_slug(reading: Reading, model: Model, by_slug: dict[str, Model]) -> Iterator[Problem]:
    """The stem of a file is unique over the whole tree, since it is the address of the page."""
    first = by_slug[model.slug]
    if first is not model:
        folder = model.file.split("/")[-2]
        suggestion = f"{model.slug}-{folder}"
        yield _problem(reading, "duplicate-slug", "", model.slug, other=first.file, suggestion=suggestion)


def _dead_links(reading: Reading, model: Model, by_slug: dict[str, Model]) -> Iterator[Problem]:
    """`replicates.model` and `family` name another model of the tree."""
    targets = {"replicates.model": model.replicates.model if model.replicates else None, "family": model.family}
    for path, target in targets.items():
        if target == model.slug:
            yield _problem(reading, "replicates-itself", path, target)
        elif target and target not in by_slug:
            yield _problem(reading, "replicates-nowhere", path, target, nearest(target, by_slug) or "")


def _circles(by_slug: dict[str, Model]) -> dict[str, str]:
    """Slug -> the circle it is part of, as `a → b → a`. Each model is visited once."""
    found: dict[str, str] = {}
    done: set[str] = set()
    for start in by_slug:
        chain: list[str] = []
        slug: str | None = start
        while slug in by_slug and slug not in done and slug not in chain:
            chain.append(slug)
            copied = by_slug[slug].replicates
            slug = copied.model if copied else None
        if slug in chain and len(circle := chain[chain.index(slug) :]) > 1:
            found |= dict.fromkeys(circle, " → ".join([*circle, slug]))
        done.update(chain)
    return found


def _problem(
    reading: Reading, rule: str, path: str, found: object = "", nearest: str = "", **values: object
) -> Problem:
    line, label = reading.line(path), label_of(path)
    return describe(rule, reading.file, line, path, label, found, nearest, **values)
