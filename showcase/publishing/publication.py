"""A publication: one state of the catalogue with all its pages and files, from which a site is built."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cache, cached_property, partial
from pathlib import Path
from typing import Any, TypeVar

from showcase.federation.manifest import manifest_files
from showcase.files.catalogue import Catalogue, ModelFiles
from showcase.files.pictures import published
from showcase.files.tree import problem_of
from showcase.form.known import is_long, text_files
from showcase.form.rules import FOLDER as FORM
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
from showcase.pages.forwarding import forwarding_files
from showcase.pages.pages import Page, pages
from showcase.pages.panorama_page import panorama_files
from showcase.pages.sharing import card_text, share_files
from showcase.pages.structured_pages import PageFacts, data_block
from showcase.publishing import frames, keeping
from showcase.publishing.fragments import FRAGMENTS
from showcase.replication.fit import fit_files
from showcase.replication.plan import plan_files
from showcase.schema.problems import ProblemError
from showcase.schema.settings import Settings
from showcase.search.index import index_files
from showcase.search.scripts import ENTRIES, script_files
from showcase.store.inputs import Named
from showcase.store.results import NOTHING, Store
from showcase.store.workers import FEW, spread

T = TypeVar("T")

Origin = tuple[Path, Path, Settings, Store]
"""Root of the project, folder of the models, settings, store."""

INDEX = "assets/search/index/"

UNKNOWN_DAY = "2026-01-01"
"""The date in sitemap.xml where the history is unknown; constant, so that two builds are byte-identical."""


def _index(site: Site) -> dict[str, bytes]:
    return {f"{INDEX}{name}": content for name, content in index_files(site.catalogue).items()}


_MAKERS: dict[str, Callable[[Site], dict[str, bytes]]] = {
    "workbook": data_workbook_files,
    "index": _index,
    "data": data_files,
    "panorama": panorama_files,
    "map": map_files,
    "fit": fit_files,
    "form": form_files,
}
"""Makers of files from the whole catalogue; the slowest come first, so that all processes end together."""

_MARK = re.compile(r'<div data-fragment="([a-z-]+)"></div>')


def mark(name: str) -> str:
    """The mark for a fragment: a block of HTML, which Markdown does not change."""
    return f'<div data-fragment="{name}"></div>'


class Publication:
    """All pages and files made from one state of the model files."""

    def __init__(self, site: Site, root: Path, folder: Path, store: Store = NOTHING) -> None:
        self.site = site
        self.store = store
        self.framed: Mapping[str, list[str]] = {}
        """Folder -> addresses that share its frame; see `share_frames`."""
        self._root = root
        self._folder = folder
        self.pages: dict[str, Page] = joined(*({page.address: page} for page in pages(site)))
        self.day = history.newest(site.changes) or UNKNOWN_DAY
        """ISO date of the last change: in sitemap.xml for pages with many models."""
        self._days = {model_address(model): site.changes.get(model.file, self.day) for model in site.catalogue.models}

        self.symbol, self.sign = lotus.symbol(), lotus.sign(36)

    replaced = ENTRIES
    """Files below `docs` that the build replaces by its own."""

    def day_of(self, address: str) -> str:
        """ISO date of the last change of a page's content."""
        return self._days.get(address, self.day)

    @property
    def home(self) -> Home:
        """The province of the site, for hand-written pages."""
        return home()

    def site_name(self, otherwise: str) -> str:
        """The name of the site in the settings, or `otherwise`."""
        return self.site.settings.name or otherwise

    def site_description(self, otherwise: str) -> str:
        """The description of the site in the settings, or `otherwise` with the name of the home province."""
        return self.site.settings.description or f"{otherwise} Mở đầu từ {home().full_name}."

    def listed(self, written: Iterable[str]) -> list[tuple[str, str]]:
        """(address, ISO date) of every page for sitemap.xml. `written`: addresses of hand-written pages."""
        by_hand = (address for address in written if address not in self.pages and not frames.is_token(address))
        addresses = [*by_hand, *self.pages]
        return [(address, self.day_of(address)) for address in addresses]

    @cached_property
    def notice(self) -> str:
        """A warning in Vietnamese if dates of changes are unknown and feeds are empty; else empty."""
        if self.site.changes:
            return ""
        gap = history.gap(self._folder.parent, self._folder.name)
        return gap and f"Lưu ý: Trang không ghi ngày sửa và luồng tin để trống, vì {gap}."

    def files(self) -> dict[str, bytes]:
        """Path from the root of the site -> content of each file made by the build. Raises ProblemError.

        Pages and sheets are not included: they are written one by one.
        """
        made = shell.stamped(self._made, self.frame_stamp)
        weights = {address: sheet.weight for address, sheet in self.sheets.items()}
        offline = shell.offline_files(self._root, self.site, self.state_stamp, self._made, weights)
        return joined(made, offline, self.forwarding)

    @cached_property
    def forwarding(self) -> dict[str, bytes]:
        """Path from the root of the site -> page at a former address of a model, which forwards to the model."""
        return forwarding_files(self.site)

    @cached_property
    def sheets(self) -> dict[str, keeping.Sheet]:
        """Address -> the A4 sheet of each told model."""
        return keeping.sheets(self.site, self.store, (_site_again, self.origin))

    @cached_property
    def sheet_models(self) -> dict[str, Model]:
        """Address of a sheet -> its model."""
        return keeping.sheet_models(self.site)

    @property
    def origin(self) -> Origin:
        """The arguments of `load`, to make the same publication in another process."""
        return self._root, self._folder, self.site.settings, self.store

    def sheet(self, address: str) -> str:
        """The complete HTML of a sheet. Raises ProblemError."""
        model = self.sheet_models[address]
        html = self._made_of(model.file, lambda: keeping.sheet_html(self.site, self.store, model))
        return shell.stamped({"index.html": html.encode()}, self.frame_stamp)["index.html"].decode()

    def share_frames(self, alone: Collection[str]) -> None:
        """Use one frame for all pages of a folder. `alone`: addresses of pages that are rendered singly."""
        self.framed = frames.framed(self.pages, alone)

    def filling(self, address: str) -> frames.Filling:
        """The values for the frame of a page. Raises ProblemError."""
        page = self.pages[address]
        block = self.data_block(address, page.title, page.description)
        return frames.Filling(address, page.title, page.description, self.card(address), block, self._page(page))

    def stamp(self, address: str) -> str:
        """The digest in a page by which the service worker knows its state, so that old and new files are not mixed."""
        return self.state_stamp if address.removeprefix("./") in self._shell else self.frame_stamp

    @cached_property
    def state_stamp(self) -> str:
        """The version, for pages that read the index and the map."""
        sheets = {f"{address}index.html": sheet.digest.encode() for address, sheet in self.sheets.items()}
        return shell.version(self._root, joined(self._made, sheets))

    @cached_property
    def frame_stamp(self) -> str:
        """The digest of scripts, styles and fonts, for all other pages."""
        return shell.frame(self._root, self._made)

    @cached_property
    def _shell(self) -> frozenset[str]:
        return frozenset(shell.shell_pages(self._root))

    @cached_property
    def _made(self) -> dict[str, bytes]:
        site = self.site
        self.store.flush()
        least = 0 if len(site.catalogue.models) >= FEW else len(_MAKERS) + 1
        shared = spread(_files_of, [*_MAKERS], self, (load, self.origin), chunk=1, least=least)
        made = joined(
            self.look_files,
            *shared,
            feed_files(site, self.day),
            share_files(site, self.store),
            plan_files(),
            self._texts_in_parts,
            *map(self.beside, site.catalogue.models),
        )
        return joined(made, manifest_files(site, made, self.day))

    def files_of(self, maker: str) -> dict[str, bytes]:
        """The files of one of `_MAKERS`, which are made from the whole catalogue."""
        if maker == "index":
            state = keeping.catalogue_state(self.site.catalogue)
            return keeping.files(self.store, maker, state, lambda: _index(self.site))
        return keeping.files(self.store, maker, self._state, partial(_MAKERS[maker], self.site))

    @cached_property
    def look_files(self) -> dict[str, bytes]:
        """Files for look and behaviour: fonts, icon, the used part of Material's style sheet, joined scripts."""
        drawn = keeping.font_files(self.store, "every page", fonts.font_files)
        made = {f"assets/fonts/{name}": content for name, content in drawn.items()}
        made["assets/fonts/OFL.txt"] = fonts.licence().encode()
        if any(model.summary_km for model in self.site.catalogue.models):
            made |= keeping.font_files(self.store, "khmer", fonts.khmer_font_files) | fonts.khmer_look_files()
        made["assets/lotus.svg"] = lotus.standalone().encode()
        made[style_sheet.SHEET] = style_sheet.style_sheet(self._root)
        return joined(made, script_files(self._root / "docs"))

    def beside(self, model: Model) -> dict[str, bytes]:
        """What is published beside the page of a model: its pictures, encoded anew, and its file as it is, which the
        entry form opens for correction, unless many lie in one. Raises ProblemError for a file that has changed or
        gone since it was checked.
        """
        path, address = self._folder.parent / model.file, model_address(model)
        pictures = {
            f"{address}{one.file}": self._made_of(model.file, partial(self._picture, path.with_name(one.file)))
            for one in model.pictures
        }
        if self._has_long_list:
            return pictures
        return {f"{address}{model.slug}.yml": self._made_of(model.file, path.read_bytes), **pictures}

    @cached_property
    def _texts_in_parts(self) -> dict[str, bytes]:
        if not self._has_long_list:
            return {}
        made = text_files(self.site.catalogue.models, self._text)
        return {f"{FORM}{name}": content for name, content in made.items()}

    @cached_property
    def _has_long_list(self) -> bool:
        return is_long(self.site.catalogue.models)

    def _text(self, model: Model) -> str:
        path = self._folder.parent / model.file
        return self._made_of(model.file, lambda: path.read_bytes().decode("utf-8-sig"))

    def _picture(self, path: Path) -> bytes:
        """The published form of a picture."""
        return self.store.made(self.store.key("picture", path.suffix, path.read_bytes()), lambda: published(path))

    def card(self, address: str) -> social_cards.Card:
        """The picture for social networks: of a told model its own card, of other pages the lotus of the site."""
        if frames.is_token(address):
            return frames.CARD
        model = self._models.get(address)
        return social_cards.card(card_text(model)) if model and model.detail != "name" else social_cards.SITE

    def data_block(self, address: str, title: str, description: str) -> str:
        """The description of a page as JSON-LD; empty for models, whose page templates contain it."""
        address = address.removeprefix("./")
        if frames.is_token(address):
            return frames.BLOCK
        facts = PageFacts(address, title, description, self.site.address)
        return "" if address in self._models else data_block(facts)

    @cached_property
    def _models(self) -> dict[str, Model]:
        return {model_address(model): model for model in self.site.catalogue.models}

    def fill(self, html: str, address: str) -> str:
        """Replace the marks by the content of their fragments; the page with tokens keeps its mark."""
        if frames.is_token(address):
            return html
        return _MARK.sub(lambda match: self._fragment(match[1], address), html)

    def _fragment(self, name: str, address: str) -> str:
        if name == "page":
            return self._page(self.pages[address])
        # MkDocs gives the front page the address "./".
        root = root_of(address.removeprefix("./"))
        make = partial(FRAGMENTS[name], self.site, root)
        return keeping.text(self.store, f"{name} {root}", self._state, make)

    def _page(self, page: Page) -> str:
        make = lambda: keeping.content(page, self._named, self._state, self.store)  # noqa: E731
        return self._made_of(page.source or page.address, make)

    def _made_of(self, source: str, make: Callable[[], T]) -> T:
        """Call `make`; any exception becomes a problem of the file `source`. Raises ProblemError."""
        try:
            return make()
        except Exception as error:
            raise ProblemError(problem_of(error, source)) from error

    @cached_property
    def _state(self) -> str:
        """A digest of everything that the site is made from, except the code and the files below `docs`."""
        return keeping.state(self.site)

    @cached_property
    def _named(self) -> Named:
        return keeping.named(self.site.catalogue)


def _files_of(publication: Publication, makers: list[str]) -> list[dict[str, bytes]]:
    files = [publication.files_of(maker) for maker in makers]
    publication.store.flush()
    return files


def joined(*parts: Mapping[str, T]) -> dict[str, T]:
    """All parts as one mapping. Raises ValueError for a key (an address) that is in two of them."""
    whole: dict[str, T] = {}
    for part in parts:
        if twice := whole.keys() & part.keys():
            raise ValueError(f"two things have one address: {', '.join(sorted(twice))}")
        whole |= part
    return whole


@cache
def _model_files(folder: Path, store: Store) -> ModelFiles:
    """One reader for each folder and process, so that `serve.py` reads only changed files."""
    return ModelFiles(folder, store)


def load(root: Path, models: Path, settings: Settings, store: Store = NOTHING) -> Publication:
    """Read the models and make the publication. Raises OSError when the folder cannot be read.

    Damaged boundaries become a problem of the catalogue, and the maps are made without boundaries.
    """
    catalogue = _model_files(models, store).load(on_terminal("Đọc mô hình"))
    fetched = _boundaries(catalogue)
    changes = history.last_changes(models.parent, models.name)
    moments = history.last_moments(models.parent, models.name)
    commits = history.last_commits(models.parent, models.name)
    site = Site(catalogue, changes, settings, fetched, moments=moments, commits=commits)
    return Publication(site, root, models, store)


def _site_again(*origin: Any) -> tuple[Site, Store]:
    made = load(*origin)
    return made.site, made.store


def _boundaries(catalogue: Catalogue) -> boundaries.Boundaries | None:
    try:
        return boundaries.load(BOUNDARIES)
    except boundaries.DamagedError as error:
        catalogue.problems.append(error.problem)
        return None
