"""A publication: one state of the catalogue with all its pages and files, for whatever builds the site from it."""

import re
from collections.abc import Mapping
from functools import cache, cached_property
from pathlib import Path
from typing import TypeVar

from showcase.files.catalogue import Catalogue, ModelFiles
from showcase.files.pictures import published
from showcase.files.tree import problem_of
from showcase.form.rules import form_files
from showcase.gazetteer import boundaries
from showcase.gazetteer.home import Home, home
from showcase.gazetteer.shapes import BOUNDARIES
from showcase.insight import history
from showcase.insight.site import Site, model_address, root_of
from showcase.language.progress import on_terminal
from showcase.look import fonts, lotus, social_cards, style_sheet
from showcase.maps.page import map_files
from showcase.model.model import Model
from showcase.offline import shell
from showcase.opendata.exports import data_files
from showcase.opendata.feeds import feed_files
from showcase.pages.data_workbook import data_workbook_files
from showcase.pages.pages import Page, pages
from showcase.pages.panorama_page import panorama_files
from showcase.pages.sharing import share_files, told
from showcase.pages.structured_pages import Told, data_block
from showcase.publishing.fragments import FRAGMENTS
from showcase.replication.fit import fit_files
from showcase.replication.plan import plan_files
from showcase.schema.problems import ProblemError
from showcase.schema.settings import Settings
from showcase.search.index import index_files
from showcase.search.scripts import ENTRIES, script_files
from showcase.sheets.sheet import sheet_files

T = TypeVar("T")

INDEX = "assets/search/index/"

UNKNOWN_DAY = "2026-01-01"
"""Stands in sitemap.xml where the history is not known, so that two builds still agree to the byte."""

_MARK = re.compile(r'<div data-fragment="([a-z-]+)"></div>')


def mark(name: str) -> str:
    """Where a fragment will stand. As a block of HTML it passes through Markdown untouched."""
    return f'<div data-fragment="{name}"></div>'


class Publication:
    """All that is made from one state of the model files."""

    def __init__(self, site: Site, root: Path, folder: Path) -> None:
        self.site = site
        self._root = root
        self._folder = folder
        self.pages: dict[str, Page] = joined(*({page.address: page} for page in pages(site)))
        self.day = history.newest(site.changes) or UNKNOWN_DAY
        """The day of the last change, as ISO text: what sitemap.xml says of pages that tell of many models."""
        self._days = {model_address(model): site.changes.get(model.file, self.day) for model in site.catalogue.models}

        self.symbol, self.sign = lotus.symbol(), lotus.sign(36)

    replaced = ENTRIES
    """Files below `docs` in whose place the build puts its own."""

    def day_of(self, address: str) -> str:
        """The ISO day of the last change of what a page tells."""
        return self._days.get(address, self.day)

    @property
    def home(self) -> Home:
        """The province of the site, for hand-written pages."""
        return home()

    @property
    def begins(self) -> str:
        """A sentence for search engines: with which province the site begins."""
        return f"Mở đầu từ {home().full_name}."

    @cached_property
    def gap(self) -> str:
        """Why the site shows no days and its feeds are empty, in Vietnamese; empty where the days are known."""
        return "" if self.site.changes else history.gap(self._folder.parent, self._folder.name)

    def files(self) -> dict[str, bytes]:
        """Path from the root of the site -> content of each file made by the build. Raises ProblemError."""
        made = shell.stamped(self._made, self._frame)
        return joined(made, shell.offline_files(self._root, self.site, self._version, self._made))

    def stamp(self, address: str) -> str:
        """What a page says of the state it belongs to, so that old and new are never mixed."""
        return self._version if address.removeprefix("./") in self._shell else self._frame

    @cached_property
    def _version(self) -> str:
        return shell.version(self._root, self._made)

    @cached_property
    def _frame(self) -> str:
        return shell.frame(self._root, self._made)

    @cached_property
    def _shell(self) -> frozenset[str]:
        return frozenset(shell.shell_pages(self._root))

    @cached_property
    def _made(self) -> dict[str, bytes]:
        made = {f"assets/fonts/{name}": content for name, content in fonts.font_files().items()}
        made["assets/fonts/OFL.txt"] = fonts.licence().encode()
        if any(model.summary_km for model in self.site.catalogue.models):
            made |= fonts.khmer_files()
        made["assets/lotus.svg"] = lotus.standalone().encode()
        made[style_sheet.SHEET] = style_sheet.style_sheet(self._root)
        index = {f"{INDEX}{name}": content for name, content in index_files(self.site.catalogue).items()}
        site = self.site
        made = joined(made, index, share_files(site), data_files(site), feed_files(site, self.day), map_files(site))
        made = joined(
            made, script_files(self._root / "docs"), sheet_files(site), plan_files(), form_files(site), fit_files(site)
        )
        made = joined(made, panorama_files(site), data_workbook_files(site))
        return joined(made, *map(self._beside, site.catalogue.models))

    def _beside(self, model: Model) -> dict[str, bytes]:
        """What is published beside the page of a model: its file as it is, which the entry form opens for correction,
        and its pictures, encoded anew. Raises ProblemError for a file that has changed or gone since it was checked.
        """
        path, address = self._folder.parent / model.file, model_address(model)
        try:
            pictures = {f"{address}{one.file}": published(path.with_name(one.file)) for one in model.pictures}
            return {f"{address}{model.slug}.yml": path.read_bytes(), **pictures}
        except Exception as error:
            raise ProblemError(problem_of(error, model.file)) from error

    def card(self, address: str) -> social_cards.Card:
        """The picture that social networks show for a page: of a told model its own, else the lotus of the site."""
        model = self._models.get(address)
        return social_cards.card(told(model)) if model and model.detail != "name" else social_cards.SITE

    def data_block(self, address: str, title: str, description: str) -> str:
        """What search engines are told of a page, as JSON-LD; empty for a model, whose page tells it by itself."""
        address = address.removeprefix("./")
        told = Told(address, title, description, self.site.address)
        return "" if address in self._models else data_block(told)

    @cached_property
    def _models(self) -> dict[str, Model]:
        return {model_address(model): model for model in self.site.catalogue.models}

    def fill(self, html: str, address: str) -> str:
        """Put the content of every fragment in the place of its mark."""
        return _MARK.sub(lambda match: self._fragment(match[1], address), html)

    def _fragment(self, name: str, address: str) -> str:
        if name == "page":
            return self._page(self.pages[address])
        # MkDocs gives the front page the address "./".
        return FRAGMENTS[name](self.site, root_of(address.removeprefix("./")))

    def _page(self, page: Page) -> str:
        try:
            return page.html()
        except Exception as error:
            raise ProblemError(problem_of(error, page.source or page.address)) from error


def joined(*parts: Mapping[str, T]) -> dict[str, T]:
    """Address -> what stands there, of all parts together. Raises ValueError for an address that two of them take."""
    found: dict[str, T] = {}
    for part in parts:
        if twice := found.keys() & part.keys():
            raise ValueError(f"two things have one address: {', '.join(sorted(twice))}")
        found |= part
    return found


@cache
def _model_files(folder: Path) -> ModelFiles:
    """One reader a folder and process: `serve` then reads only what has changed."""
    return ModelFiles(folder)


def load(root: Path, models: Path, settings: Settings) -> Publication:
    """Read the models and prepare everything. Raises OSError when the folder cannot be read.

    Damaged boundaries are one of the problems of the catalogue, and as good as none for the maps.
    """
    catalogue = _model_files(models).load(on_terminal("Đọc mô hình"))
    fetched = _boundaries(catalogue)
    changes = history.last_changes(models.parent, models.name)
    moments = history.last_moments(models.parent, models.name)
    commits = history.last_commits(models.parent, models.name)
    site = Site(catalogue, changes, settings, fetched, moments=moments, commits=commits)
    return Publication(site, root, models)


def _boundaries(catalogue: Catalogue) -> boundaries.Boundaries | None:
    try:
        return boundaries.load(BOUNDARIES)
    except boundaries.DamagedError as error:
        catalogue.problems.append(error.problem)
        return None
