"""Watch the source files of the site for changes, through the operating system."""

from lib.environment import ROOT

import threading
import time
from collections.abc import Callable
from pathlib import Path

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from showcase.schema.settings import settings_file

_PAUSE = 0.05
"""Seconds in which further changes of the same moment are waited for: an editor writes a file in several steps."""

_AROUND = ("docs", "overrides")
"""Folders with the sources of the frame."""

_READING = {"opened", "closed_no_write"}
"""Events of reading, which our own reading makes."""


class Watcher(FileSystemEventHandler):
    """Calls `changed(anew)` from its own thread. `anew`: whether the frame of pages has changed, too."""

    def __init__(self, models: Path, changed: Callable[[bool], None]) -> None:
        self._changed = changed
        self._event, self._anew = threading.Event(), False
        self._files = {ROOT / "mkdocs.yml", settings_file().absolute()}
        self._observer = Observer()
        folders = [models, ROOT / "collections", *(ROOT / name for name in _AROUND)]
        for folder in folders:
            if folder.is_dir():
                self._observer.schedule(self, str(folder), recursive=True)
        for folder in {file.parent for file in self._files}:
            self._observer.schedule(self, str(folder), recursive=False)
        self._content = (str(models), str(ROOT / "collections"))

    def start(self) -> None:
        """Begin to watch. The threads end with the program."""
        self._observer.start()
        threading.Thread(target=self._run, daemon=True).start()

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Note a change."""
        path = str(event.src_path)
        is_content = path.startswith(self._content)
        is_around = path.startswith(tuple(str(ROOT / name) for name in _AROUND)) or Path(path) in self._files
        if event.event_type in _READING or not (is_content or is_around):
            return
        self._anew = self._anew or is_around
        self._event.set()

    def _run(self) -> None:
        while self._event.wait():
            time.sleep(_PAUSE)
            self._event.clear()
            anew, self._anew = self._anew, False
            self._changed(anew)
