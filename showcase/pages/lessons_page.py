"""Contexts of the pages of lessons: one page for each kind of deed, and the lists of kinds."""

from collections import Counter
from dataclasses import dataclass
from typing import ClassVar

from showcase.insight.lessons import Lessons, about, by_topic, lesson_rules, lessons
from showcase.insight.site import Site
from showcase.look.rendering import Context
from showcase.model.model import Model
from showcase.schema.vocabulary import kinds_of_deeds


@dataclass(frozen=True, kw_only=True)
class LessonsPage(Context):
    """Lessons of one kind."""

    template: ClassVar[str] = "lessons.html"

    root: str
    lessons: Lessons
    means: str
    topic: str
    rows: int
    """Most models quoted in each part."""


def lessons_page(site: Site, root: str, kind: str, models: list[Model]) -> LessonsPage:
    """The context for a kind of deed: `models` are its followable models."""
    row, shared = kinds_of_deeds()[kind], lessons(site.catalogue, kind, models)
    return LessonsPage(root=root, lessons=shared, means=row.means, topic=row.topic, rows=lesson_rules()["rows"])


@dataclass(frozen=True, kw_only=True)
class KindsPage(Context):
    """All kinds that have lessons, or those of one topic."""

    template: ClassVar[str] = "kinds.html"

    root: str
    title: str
    topics: dict[str, list[tuple[str, int]]]
    """Topic -> its kinds, each with the number of followable models (of that topic, on its page)."""
    narrowed: bool
    """Whether the list is of one topic."""


def kinds_page(site: Site, root: str, title: str, topic: str = "") -> KindsPage:
    """The context of the list of kinds, by topic. `topic`: limits it to one topic; empty for all."""
    wanted = {topic: about(site.kinds)[topic]} if topic else by_topic(site.kinds)
    models = [model for models in site.kinds.values() for model in models if not topic or topic in model.topics]
    of_kind = Counter(model.kind for model in models)
    counted = {code: [(kind, of_kind[kind]) for kind in kinds] for code, kinds in wanted.items()}
    return KindsPage(root=root, title=title, topics=counted, narrowed=bool(topic))
