"""Families of models: which was copied from which, and which are of one widespread kind.

A source may say that a model was copied from another one (`replicates`): that has a direction. Editors may put models
of one kind together (`family`): those stand side by side below their kind, and none is called a copy.
"""

from collections import defaultdict, deque
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Literal

from showcase.files.catalogue import Catalogue
from showcase.files.links import circles
from showcase.language.words import fold
from showcase.model.model import STOPPED, Model

WHOLE, DEEPEST = 24, 5
"""A family of at most so many models and generations is shown whole on the page of each."""

ABOVE, BESIDE, BELOW = 3, 4, 10
"""Of a larger one: so many generations above a model, others beside it, and models below it."""

UNKNOWN_YEAR = 9999
"""Sorts what has no date behind everything that has one."""

Tie = Literal["", "copy", "kind"]
"""Link of a model to its parent in the family: none, copy, kind."""


@dataclass(frozen=True)
class Branch:
    """A model with those below it that are shown."""

    model: Model
    tie: Tie
    branches: tuple["Branch", ...]
    more: int
    """How many models directly below it are not shown."""


@dataclass(frozen=True)
class Tree:
    """What the page of one model shows of its family."""

    top: Branch
    root: Model
    above: int
    """Generations above the top that are not shown; 0 when the top is the root."""
    size: int
    shown: int
    copies: int
    """How many models of the family are told to be copies."""

    @property
    def whole(self) -> bool:
        """Whether every model of the family is shown."""
        return self.shown == self.size


def first_year(period: str | None) -> int | None:
    """2018 of `24/11/2018`, `11/2018`, `2018` and `2018-2020`; None when there is no date."""
    return beginning(period)[0] or None


def beginning(period: str | None) -> tuple[int, int, int]:
    """`(2018, 11, 24)` of `24/11/2018`, `(2018, 11, 0)` of `11/2018`, `(2018, 0, 0)` of `2018` and of `2018-2020`.

    For sorting; `(0, 0, 0)` when there is no date.
    """
    day_first = [int(number) for number in period.split("-")[0].split("/")] if period else []
    year, month, day = (*reversed(day_first), 0, 0, 0)[:3]
    return year, month, day


def out_of_order(original: Model, copy: Model) -> bool:
    """Whether the years of a model and its copy contradict each other."""
    begun, copied = first_year(original.started), first_year(copy.replicates.when if copy.replicates else None)
    return bool(begun and copied and copied < begun)


def given_up(copy: Model) -> bool:
    """Whether a source says that a copy was given up, in its record or in its status."""
    return STOPPED in (copy.status, copy.replicates.outcome if copy.replicates else None)


class Families:
    """All families of one catalogue. The work grows with the number of models, however deep or wide a family is."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._by_slug = catalogue.by_slug
        self._models = catalogue.models
        self._relatives = catalogue.relatives

    @cached_property
    def _ties(self) -> dict[str, tuple[str, Tie]]:
        """Slug -> slug of the model above and how it hangs on it. Where both are told, the original comes first."""
        found: dict[str, tuple[str, Tie]] = {}
        for model in self._models:
            original = model.replicates.model if model.replicates else ""
            if original in self._by_slug:
                found[model.slug] = original, "copy"
            elif model.family in self._by_slug:
                found[model.slug] = str(model.family), "kind"
        for circle in list(circles({slug: above for slug, (above, _) in found.items()})):
            # Copies alone never go in a circle (see links.py), so one of these is only of a kind.
            del found[min(slug for slug in circle if found[slug][1] == "kind")]
        return found

    @cached_property
    def _below(self) -> dict[str, list[Model]]:
        """Slug -> the models that hang on it: copies first, the dated ones in their order."""
        found: defaultdict[str, list[Model]] = defaultdict(list)
        for model in self._models:
            if model.slug in self._ties:
                found[self._ties[model.slug][0]].append(model)
        for models in found.values():
            models.sort(key=self._order)
        return found

    def _order(self, model: Model) -> tuple[bool, int, str, str]:
        begun = first_year(model.replicates.when if model.replicates else model.started)
        return self._ties[model.slug][1] == "kind", begun or UNKNOWN_YEAR, fold(model.owner.name), model.slug

    @cached_property
    def _places(self) -> dict[str, tuple[Model, int]]:
        """Slug -> the root of its family and how many generations lie between."""
        found = {model.slug: (model, 0) for model in self._models if model.slug not in self._ties}
        waiting = deque(found)
        while waiting:
            root, depth = found[slug := waiting.popleft()]
            for model in self._below.get(slug, ()):
                found[model.slug] = root, depth + 1
                waiting.append(model.slug)
        return found

    @cached_property
    def _extents(self) -> dict[str, tuple[int, int, int]]:
        """Slug of a root -> models of its family, generations below the root, models that are copies."""
        found: dict[str, tuple[int, int, int]] = {}
        for slug, (root, depth) in self._places.items():
            size, height, copies = found.get(root.slug, (0, 0, 0))
            is_copy = slug in self._ties and self._ties[slug][1] == "copy"
            found[root.slug] = size + 1, max(height, depth), copies + is_copy
        return found

    @cached_property
    def roots(self) -> list[Model]:
        """The roots of the families of two models and more, largest family first."""
        found = [root for root, depth in self._places.values() if depth == 0 and self.size(root) > 1]
        return sorted(found, key=lambda root: (-self.size(root), root.slug))

    def root(self, model: Model) -> Model:
        """The model that the family begins with, as far as is told."""
        return self._places[model.slug][0]

    def size(self, model: Model) -> int:
        """How many models the family has, this one included."""
        return self._extents[self.root(model).slug][0]

    def generation(self, model: Model) -> int:
        """How many models lie between a model and the root, itself counted: 0 for the root."""
        return self._places[model.slug][1]

    def tie(self, model: Model) -> Tie:
        """Link to the parent in the family."""
        return self._ties.get(model.slug, ("", ""))[1]

    def above(self, model: Model) -> Model | None:
        """The original of a model or, where none is told, its kind."""
        slug, _ = self._ties.get(model.slug, ("", ""))
        return self._by_slug.get(slug)

    def members(self, root: Model) -> Iterator[tuple[int, Model]]:
        """Generation and model of a whole family, each model followed by those below it."""
        waiting = [root]
        while waiting:
            model = waiting.pop()
            yield self._places[model.slug][1], model
            waiting += reversed(self._below.get(model.slug, []))

    def small(self, root: Model) -> bool:
        """Whether a family is shown whole on the page of each of its models."""
        size, height, _ = self._extents[root.slug]
        return size <= WHOLE and height <= DEEPEST

    def elsewhere(self, kind: Model) -> list[Model]:
        """Models of a kind that stand in another family, since they were copied from one of its models."""
        return [one for one in self._relatives.get(kind.slug, ()) if self.root(one) is not self.root(kind)]

    def kind_apart(self, model: Model) -> Model | None:
        """The kind of a model that stands in another family than its kind, since it was copied from one there."""
        kind = self._by_slug.get(model.family) if model.family else None
        return kind if kind and self.root(kind) is not self.root(model) else None

    def tree(self, model: Model) -> Tree | None:
        """The family as the page of one model shows it; None for a model that stands alone."""
        root = self.root(model)
        size, _, copies = self._extents[root.slug]
        if size == 1:
            return None
        if self.small(root):
            top, chosen = root, {one.slug for _, one in self.members(root)}
        else:
            top, chosen = self._window(model)
        return Tree(self._branch(top, chosen), root, self._places[top.slug][1], size, len(chosen), copies)

    def _window(self, model: Model) -> tuple[Model, set[str]]:
        """The highest model shown, and the slugs of all that are shown around one model of a large family."""
        top, chosen = model, {model.slug}
        for _ in range(ABOVE):
            if above := self.above(top):
                top = above
                chosen.add(top.slug)
        if beside := self.above(model):
            others = (one.slug for one in self._below[beside.slug] if one.slug != model.slug)
            chosen.update(islice(others, BESIDE))
        chosen.update(one.slug for one in self._below.get(model.slug, [])[:BELOW])
        return top, chosen

    def _branch(self, model: Model, chosen: set[str]) -> Branch:
        below = self._below.get(model.slug, [])
        # Of ten thousand below one, at most WHOLE are chosen: those are looked up, not the others.
        shown = below if len(below) <= WHOLE else sorted(self._chosen_below(model, chosen), key=self._order)
        branches = tuple(self._branch(one, chosen) for one in shown if one.slug in chosen)
        return Branch(model, self.tie(model), branches, len(below) - len(branches))

    def _chosen_below(self, model: Model, chosen: set[str]) -> Iterator[Model]:
        for slug in chosen:
            if self._ties.get(slug, ("", ""))[0] == model.slug:
                yield self._by_slug[slug]
