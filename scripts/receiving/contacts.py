"""How senders want to be reached: in a file of its own, which never meets the repository, and only for a term."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

LONGEST = 200
"""Characters."""


class Contacts:
    """The file `contacts.sqlite`. What is removed is overwritten on disk."""

    def __init__(self, file: Path) -> None:
        self._lock = threading.Lock()
        self._base = sqlite3.connect(file, timeout=30, check_same_thread=False, isolation_level=None)
        for setting in ("journal_mode=DELETE", "secure_delete=ON", "synchronous=FULL"):
            self._base.execute(f"PRAGMA {setting}")
        self._base.execute(
            "CREATE TABLE IF NOT EXISTS contacts (digest TEXT PRIMARY KEY, text TEXT NOT NULL, until REAL NOT NULL)"
        )
        file.chmod(0o600)

    def close(self) -> None:
        """Close the file."""
        self._base.close()

    def keep(self, digest: str, text: str, until: float) -> None:
        """Keep the contact of an entry until a moment (seconds since 1970); a first one stays as it is."""
        with self._lock:
            self._base.execute("INSERT OR IGNORE INTO contacts VALUES (?, ?, ?)", (digest, text, until))

    def of(self, digest: str) -> str:
        """The contact of an entry; empty where there is none or its term is over."""
        with self._lock:
            row = self._base.execute("SELECT text FROM contacts WHERE digest = ?", (digest,)).fetchone()
        return str(row[0]) if row else ""

    def forget(self, now: float) -> int:
        """Delete expired contacts. Returns their number."""
        with self._lock:
            return self._base.execute("DELETE FROM contacts WHERE until <= ?", (now,)).rowcount
