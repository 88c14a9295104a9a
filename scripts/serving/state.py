"""The shown state of the site: the publication, the frames of its pages, and the last whole build."""

from lib import packages
from lib.environment import ROOT

import gc
import threading
from pathlib import Path
from urllib.parse import urlsplit

from mkdocs.exceptions import MkDocsException

from serving.background import Background
from serving.rendering import surroundings
from showcase.files.reports import as_text
from showcase.plain.config import FILE, read_config
from showcase.publishing.keeping import RESULTS, earlier_results
from showcase.publishing.on_demand import FRAME, STATE, arrangement, page, prepared
from showcase.publishing.publication import Publication, load
from showcase.schema.problems import ProblemError
from showcase.schema.settings import read_settings, settings_file


class Shown:
    """The state shown to browsers on this computer. All methods are thread-safe."""

    def __init__(self, models: Path, port: int) -> None:
        """Read everything. Raises ProblemError, OSError and MkDocsException if nothing can be shown."""
        self.number = 0
        """Counts the states that pages were made from."""
        self.settled = 0
        """The number of the state that search, map and data belong to."""
        self.fault = ""
        """Why the last change is not shown, in Vietnamese; empty where it is."""
        self._models = models
        self._lock = threading.RLock()
        self._news = threading.Condition()
        # Garbage collection takes a third of the time of reading a catalogue; it runs once afterwards.
        gc.disable()
        self._publication = self._load()
        self._around = surroundings(self._publication)
        self._arrangement = arrangement(self._publication)
        self.background = Background(ROOT / RESULTS / f"xem-{port}", models, self._settle)
        self._tell()

    def reload(self, anew: bool) -> None:
        """Read changed files; `anew`: render also the frames again. On an error the old state stays."""
        # Requests wait for the new state, and no thread uses the store while workers are forked.
        with self._lock:
            try:
                self._take_up(anew)
            except (ProblemError, OSError, MkDocsException) as error:
                self.fault = as_text([error.problem]) if isinstance(error, ProblemError) else str(error)
        if self.fault:
            packages.say(self.fault)
            self._announce()
        else:
            self._tell()
        gc.collect()

    def _take_up(self, anew: bool) -> None:
        publication = self._load()
        publication.share_frames(self._around.pages)
        if anew or arrangement(publication) != self._arrangement:
            self._around = surroundings(publication)
        self._publication, self._arrangement, self.fault = publication, arrangement(publication), ""

    def page(self, address: str) -> str | None:
        """The HTML of a page; None where there is none. Raises ProblemError."""
        with self._lock:
            html = page(self._publication, self._around, address)
        return html and self._stamped(html)

    @property
    def base(self) -> str:
        """The path of the site, which its public address may have: `/`, or `/kho-mo-hinh/`."""
        return urlsplit(self._publication.site.settings.address).path or "/"

    @property
    def not_found(self) -> str:
        """The page for an unknown address (404)."""
        return self._stamped(self._around.not_found)

    def reads_data(self, address: str) -> bool:
        """Whether a page reads files that only a whole build makes."""
        return self._publication.stamp(address) == STATE

    def file(self, name: str) -> bytes | None:
        """A file that needs no whole build: hand-written, of the look, or in the folder of a model's page."""
        folder, _, _ = name.rpartition("/")
        with self._lock:
            publication = self._publication
            if name in publication.look_files:
                return publication.look_files[name]
            if content := _below(ROOT / "docs", name):
                return content
            model = publication.site.catalogue.by_slug.get(folder.removeprefix("mo-hinh/"))
            return publication.beside(model).get(name) if model else None

    def built_file(self, name: str) -> bytes | None:
        """A file of the whole build. Waits for the first one."""
        with self._news:
            self._news.wait_for(lambda: self.background.built or not self.background.is_busy)
        built = self.background.built
        return _below(built.folder, name) if built else None

    def wait(self, number: int, settled: int, seconds: float) -> None:
        """Wait until one of the numbers changes, or the time is over."""
        with self._news:
            self._news.wait_for(lambda: (self.number, self.settled) != (number, settled), seconds)

    def _load(self) -> Publication:
        config = read_config(ROOT / FILE)
        settings = read_settings(settings_file(), config.address, config.repository)
        publication = load(ROOT, self._models, settings, earlier_results(ROOT))
        if publication.site.catalogue.problems:
            packages.say(as_text(publication.site.catalogue.problems))
        return prepared(publication)

    def _stamped(self, html: str) -> str:
        built = self.background.built
        state, frame = (built.state, built.frame) if built else ("", "")
        return html.replace(STATE, state).replace(FRAME, frame)

    def _tell(self) -> None:
        self.number += 1
        self.background.start()
        self._announce()

    def _settle(self) -> None:
        self.fault = self.background.fault
        if self.fault:
            packages.say(self.fault)
        self.settled = self.number
        self._announce()

    def _announce(self) -> None:
        with self._news:
            self._news.notify_all()


def _below(folder: Path, name: str) -> bytes | None:
    if "\0" in name:
        return None
    path = (folder / name).resolve()
    return path.read_bytes() if path.is_relative_to(folder.resolve()) and path.is_file() else None
