"""What the pages of lessons show: one for each kind, and the list of them."""

from dataclasses import dataclass
from typing import ClassVar

from showcase.insight.lessons import Lessons, lesson_rules, lessons
from showcase.insight.site import Site
from showcase.look.rendering import Context
from showcase.model.model import Model


@dataclass(frozen=True, kw_only=True)
class LessonsPage(Context):
    """Lessons of one kind."""

    template: ClassVar[str] = "lessons.html"

    root: str
    told: Lessons
    rows: int
    """So many models are quoted in each part."""


def lessons_page(site: Site, root: str, topic: str, models: list[Model]) -> LessonsPage:
    """What models of a topic that can be followed tell together."""
    return LessonsPage(root=root, told=lessons(site.catalogue, topic, models), rows=lesson_rules()["rows"])


@dataclass(frozen=True, kw_only=True)
class KindsPage(Context):
    """All kinds that have lessons."""

    template: ClassVar[str] = "kinds.html"

    root: str
    kinds: dict[str, int]
    """Topic -> models that can be followed, the most first."""


def kinds_page(site: Site, root: str) -> KindsPage:
    """The list of kinds, the largest first."""
    counted = {topic: len(models) for topic, models in site.kinds.items()}
    return KindsPage(root=root, kinds=dict(sorted(counted.items(), key=lambda one: -one[1])))
