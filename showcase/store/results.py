"""A cache of results of earlier builds; the key of each is a digest of all its inputs.

A result is bytes, never an object, so nothing in the file is executed. The file may be removed at any time; a damaged,
locked or too large one is put aside, and the build makes everything anew.
"""

import os
import sqlite3
import threading
import zlib
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from showcase.store.inputs import code, digest_of, installed

MOST_BYTES = 800_000_000
"""A file of results that has grown beyond this begins anew: a state of the code at 10,798 models takes some 100 MB."""

_WAITING = 100
"""So many new results are written together."""

_SECONDS = 20
"""So long one process waits for another that writes."""


class Store:
    """Results by key. `file`: where they lie; None for a store that holds nothing and takes nothing.

    `everywhere`: what every result may depend on, besides the code: the settings.
    """

    def __init__(self, file: Path | None = None, everywhere: str = "") -> None:
        self.file = file
        self._everywhere = everywhere
        self._lock = threading.RLock()
        self._process = 0
        self._connection: sqlite3.Connection | None = None
        self._inherited: list[sqlite3.Connection | None] = []
        self._waiting: dict[bytes, bytes] = {}
        if file and _size(file) > MOST_BYTES:
            _remove(file)

    def __reduce__(self) -> tuple[type["Store"], tuple[Path | None, str]]:
        """Pickle without the connection: each process opens the file for itself."""
        return Store, (self.file, self._everywhere)

    def key(self, *parts: bytes | str) -> bytes:
        """A digest of some parts with the code and the settings, so that results of other code are never used."""
        return digest_of(code(), self._everywhere, *parts)

    def key_of(self, module: Path, *parts: bytes | str) -> bytes:
        """The same for what one module makes of installed packages alone: no other code changes its results."""
        return digest_of(installed(), module.read_bytes(), *parts)

    @property
    def used(self) -> bool:
        """Whether the store is in use."""
        return self.file is not None

    def get(self, key: bytes) -> bytes | None:
        """The result for a key; None where it is missing or unreadable."""
        with self._lock:
            if packed := self._waiting.get(key):
                return zlib.decompress(packed)
            return self._safely(lambda open_store: _read(open_store, key))

    def put(self, key: bytes, result: bytes) -> None:
        """Add a result. Results are written in batches, at the latest by `flush`."""
        if self.file is None:
            return
        with self._lock:
            self._waiting[key] = zlib.compress(result, 1)
            if len(self._waiting) >= _WAITING:
                self.flush()

    def flush(self) -> None:
        """Write the results that wait in memory."""
        with self._lock:
            rows, self._waiting = list(self._waiting.items()), {}
            if rows:
                self._safely(lambda open_store: _write(open_store, rows))

    def made(self, key: bytes, make: Callable[[], bytes]) -> bytes:
        """The result for a key; a missing one is made and added."""
        known = self.get(key)
        if known is None:
            self.put(key, known := make())
        return known

    def _safely(self, work: Callable[[sqlite3.Connection], bytes | None]) -> bytes | None:
        """The result of some work on the file; where it fails, None, and the store is off from then on."""
        try:
            return work(self._opened()) if self.file else None
        except (sqlite3.Error, zlib.error, OSError):
            if self.file:
                _remove(self.file)
            self.file, self._connection = None, None
            return None

    def _opened(self) -> sqlite3.Connection:
        """The connection of this process: one made before a fork is its parent's, and must not be closed here."""
        if self._connection is None or self._process != os.getpid():
            self._inherited.append(self._connection)
            self._process, self._connection = os.getpid(), _connection(self.file or Path())
        return self._connection


NOTHING = Store()
"""A store for those who want everything made anew."""


def _connection(file: Path) -> sqlite3.Connection:
    file.parent.mkdir(parents=True, exist_ok=True)
    opened = sqlite3.connect(file, timeout=_SECONDS, isolation_level=None, check_same_thread=False)
    opened.execute("PRAGMA journal_mode = WAL")
    opened.execute("PRAGMA synchronous = OFF")
    opened.execute("CREATE TABLE IF NOT EXISTS results (key BLOB PRIMARY KEY, result BLOB NOT NULL)")
    return opened


def _read(opened: sqlite3.Connection, key: bytes) -> bytes | None:
    row = opened.execute("SELECT result FROM results WHERE key = ?", (key,)).fetchone()
    return zlib.decompress(row[0]) if row else None


def _write(opened: sqlite3.Connection, rows: list[tuple[bytes, bytes]]) -> None:
    opened.execute("BEGIN IMMEDIATE")
    opened.executemany("INSERT OR REPLACE INTO results VALUES (?, ?)", rows)
    opened.execute("COMMIT")


def _size(file: Path) -> int:
    return file.stat().st_size if file.is_file() else 0


def _remove(file: Path) -> None:
    """Remove the file and those of SQLite beside it; on Windows a file that another process has open stays."""
    for name in (file, file.with_name(f"{file.name}-wal"), file.with_name(f"{file.name}-shm")):
        with suppress(OSError):
            name.unlink()
