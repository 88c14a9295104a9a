"""A publication: one state of the catalogue with all its pages and files, for whatever builds the site from it."""

import re
from functools import cache, cached_property
from pathlib import Path

from showcase.files.catalogue import Catalogue, ModelFiles
from showcase.files.pictures import published
from showcase.form.rules import form_files
from showcase.gazetteer import boundaries
from showcase.gazetteer.shapes import BOUNDARIES
from showcase.insight import history
from showcase.insight.site import Site, model_address, root_of
from showcase.language.progress import on_terminal
from showcase.look import fonts, lotus, social_cards
from showcase.maps.page import map_files
from showcase.model.model import State
from showcase.offline import shell
from showcase.opendata.exports import data_files
from showcase.opendata.feeds import feed_files
from showcase.pages.pages import Page, pages
from showcase.pages.structured_pages import Told, data_block
from showcase.publishing.fragments import FRAGMENTS
from showcase.replication.fit import fit_files
from showcase.replication.plan import plan_files
from showcase.search.index import index_files
from showcase.sheets.sheet import sheet_files

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
        self.pages: dict[str, Page] = {page.address: page for page in pages(site)}
        self.day = history.newest(site.changes) or UNKNOWN_DAY
        """The day of the last change, as ISO text: what sitemap.xml says of every page."""

        self.symbol, self.sign = lotus.symbol(), lotus.sign(36)

    @cached_property
    def gap(self) -> str:
        """Why the site shows no days and its feeds are empty, in Vietnamese; empty where the days are known."""
        return "" if self.site.changes else history.gap(self._folder.parent, self._folder.name)

    def files(self) -> dict[str, bytes]:
        """Path from the root of the site -> content of each file made by the build."""
        made = shell.stamped(self._made, self._frame)
        return made | shell.offline_files(self._root, self.site, self._version, self._made)

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
        made["assets/lotus.svg"] = lotus.standalone().encode()
        made |= {f"{INDEX}{name}": content for name, content in index_files(self.site.catalogue).items()}
        made |= data_files(self.site) | feed_files(self.site, self.day) | map_files(self.site)
        made |= sheet_files(self.site) | plan_files()
        made |= social_cards.card_files(model.states for model in self.site.catalogue.models)
        made |= form_files(self.site) | fit_files(self.site)
        return made | self._pictures() | self._sources()

    def _sources(self) -> dict[str, bytes]:
        """The files of the models as they are, each beside its page: the entry form opens them for correction."""
        root = self._folder.parent
        models = self.site.catalogue.models
        return {f"{model_address(model)}{model.slug}.yml": (root / model.file).read_bytes() for model in models}

    def _pictures(self) -> dict[str, bytes]:
        """The pictures of the models, encoded anew, each beside the page of its model."""
        found = {}
        for model in self.site.catalogue.models:
            beside = (self._folder.parent / model.file).parent
            for picture in model.pictures:
                found[f"{model_address(model)}{picture.file}"] = published(beside / picture.file)
        return found

    def card(self, address: str) -> social_cards.Card:
        """The picture that social networks show for a page: of a model its own lotus, of all others the full one."""
        return social_cards.card(self._states.get(address))

    def data_block(self, address: str, title: str, description: str) -> str:
        """What search engines are told of a page, as JSON-LD; empty for a model, whose page tells it by itself."""
        address = address.removeprefix("./")
        told = Told(address, title, description, self.site.address)
        return "" if address in self._states else data_block(told)

    @cached_property
    def _states(self) -> dict[str, tuple[State, ...]]:
        return {model_address(model): model.states for model in self.site.catalogue.models}

    def fill(self, html: str, address: str) -> str:
        """Put the content of every fragment in the place of its mark."""
        return _MARK.sub(lambda match: self._fragment(match[1], address), html)

    def _fragment(self, name: str, address: str) -> str:
        if name == "page":
            return self.pages[address].html()
        # MkDocs gives the front page the address "./".
        return FRAGMENTS[name](self.site, root_of(address.removeprefix("./")))


@cache
def _model_files(folder: Path) -> ModelFiles:
    """One reader a folder and process: `serve` then reads only what has changed."""
    return ModelFiles(folder)


def load(root: Path, models: Path, repository: str = "", address: str = "") -> Publication:
    """Read the models and prepare everything. Raises OSError when the folder cannot be read.

    Damaged boundaries are one of the problems of the catalogue, and as good as none for the maps.
    """
    catalogue = _model_files(models).load(on_terminal("Đọc mô hình"))
    fetched = _boundaries(catalogue)
    changes = history.last_changes(models.parent, models.name)
    return Publication(Site(catalogue, changes, repository, fetched, address), root, models)


def _boundaries(catalogue: Catalogue) -> boundaries.Boundaries | None:
    try:
        return boundaries.load(BOUNDARIES)
    except boundaries.DamagedError as error:
        catalogue.problems.append(error.problem)
        return None
