"""Contexts of pages that link to lists, and of small fragments of hand-written pages."""

from dataclasses import dataclass
from typing import ClassVar

from showcase.gazetteer.communes import Commune
from showcase.insight.site import Section, Site
from showcase.look.rendering import Context
from showcase.schema.problems import Problem
from showcase.schema.settings import Settings


@dataclass(frozen=True, kw_only=True)
class OverviewPage(Context):
    """The entries of a section, each with its number of models."""

    template: ClassVar[str] = "overview.html"

    site: Site
    root: str
    title: str
    section: Section
    counts: list[tuple[str, str, int]]
    """(code, label, number of models)."""


@dataclass(frozen=True, kw_only=True)
class CommunesPage(Context):
    """All communes of the home province, and the communes of other provinces that have models."""

    template: ClassVar[str] = "communes.html"

    site: Site
    root: str
    title: str
    home: list[Commune]
    letters: dict[str, list[Commune]]
    """Letter -> communes of the home province."""
    others: list[Commune]
    counts: dict[str, int]


@dataclass(frozen=True, kw_only=True)
class ProblemsPage(Context):
    """The problems in the files, shown by `serve.py`."""

    template: ClassVar[str] = "problems.html"

    title: str
    problems: list[Problem]


@dataclass(frozen=True, kw_only=True)
class OfflinePage(Context):
    """The page about use without a connection."""

    template: ClassVar[str] = "offline.html"

    root: str


@dataclass(frozen=True, kw_only=True)
class AbsentPage(Context):
    """The page shown without a connection instead of a page that is not stored."""

    template: ClassVar[str] = "absent.html"

    root: str


@dataclass(frozen=True, kw_only=True)
class Legend(Context):
    """How to read the lotus."""

    template: ClassVar[str] = "legend.html"


@dataclass(frozen=True, kw_only=True)
class Levels(Context):
    """What each level of detail means."""

    template: ClassVar[str] = "levels.html"

    levels: dict[str, str]
    """Code -> label."""


@dataclass(frozen=True, kw_only=True)
class Reach(Context):
    """How to reach those who publish the site."""

    template: ClassVar[str] = "reach.html"

    settings: Settings
    subject: str
    """Subject of an e-mail to them."""


@dataclass(frozen=True, kw_only=True)
class SourceRegister(Context):
    """The documents that many models cite."""

    template: ClassVar[str] = "register.html"

    site: Site


@dataclass(frozen=True, kw_only=True)
class Columns(Context):
    """The columns of a file of open data."""

    template: ClassVar[str] = "columns.html"

    of: str
    columns: dict[str, tuple[str, str]]
    """Name of the column -> (type, meaning)."""
