"""The queue on disk: every entry that was acknowledged, its pictures, its state, and what reviewers say of it.

SQLite with a journal that is flushed at every commit: when `add` returns, a power cut loses nothing of the entry.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from showcase.contributions.entry import Entry, Picture
from showcase.contributions.states import FINAL, QUESTIONS, RECEIVED, REVIEW, Word

_TABLES = """
CREATE TABLE IF NOT EXISTS entries (
  number INTEGER PRIMARY KEY AUTOINCREMENT, code TEXT NOT NULL UNIQUE, digest TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL, slug TEXT NOT NULL, title TEXT NOT NULL, place TEXT NOT NULL, folder TEXT NOT NULL,
  text TEXT NOT NULL, replaced TEXT NOT NULL, note TEXT NOT NULL, received INTEGER NOT NULL,
  state TEXT NOT NULL DEFAULT 'received', branch TEXT NOT NULL DEFAULT '', pull INTEGER NOT NULL DEFAULT 0,
  attempts INTEGER NOT NULL DEFAULT 0, due REAL NOT NULL DEFAULT 0, trouble TEXT NOT NULL DEFAULT '',
  followed REAL NOT NULL DEFAULT 0);
CREATE UNIQUE INDEX IF NOT EXISTS slugs ON entries (slug) WHERE kind != 'correction' AND state != 'declined';
CREATE INDEX IF NOT EXISTS states ON entries (state, due);
CREATE TABLE IF NOT EXISTS pictures (
  number INTEGER NOT NULL REFERENCES entries, name TEXT NOT NULL, content BLOB NOT NULL, PRIMARY KEY (number, name));
CREATE TABLE IF NOT EXISTS words (
  number INTEGER NOT NULL REFERENCES entries, origin TEXT NOT NULL, text TEXT NOT NULL, question INTEGER NOT NULL,
  PRIMARY KEY (number, origin));
"""
_COLUMNS = (
    "number, code, title, place, kind, slug, state, received, branch, pull, attempts, due, trouble, folder, replaced"
)


class NameTakenError(Exception):
    """Another entry has the file name; the next free one must be chosen."""


@dataclass(frozen=True)
class Stored:
    """One entry of the queue, without its text and pictures."""

    number: int
    code: str
    title: str
    place: str
    kind: str
    slug: str
    state: str
    received: int
    """Seconds since 1970."""
    branch: str
    pull: int
    attempts: int
    due: float
    trouble: str
    """Why handing it on has failed last time, for editors; empty when it has not."""
    folder: str
    replaced: str

    @property
    def path(self) -> str:
        """Of its model file, from the project's root."""
        return f"models/{self.folder}/{self.slug}.yml"


class Ledger:
    """The file `entries.sqlite`; several threads and several commands may use it at a time."""

    def __init__(self, file: Path) -> None:
        self._lock = threading.RLock()
        self._base = sqlite3.connect(file, timeout=30, check_same_thread=False, isolation_level=None)
        for setting in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            self._base.execute(f"PRAGMA {setting}")
        self._base.executescript(_TABLES)

    def close(self) -> None:
        """Close the file."""
        self._base.close()

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self._lock:
            self._base.execute("BEGIN IMMEDIATE")
            try:
                yield self._base
            except BaseException:
                self._base.execute("ROLLBACK")
                raise
            self._base.execute("COMMIT")

    def _rows(self, where: str, *values: Any) -> list[Stored]:
        with self._lock:
            return [Stored(*row) for row in self._base.execute(f"SELECT {_COLUMNS} FROM entries {where}", values)]

    # --- new entries ---

    def add(self, entry: Entry, code: str, received: int) -> Stored:
        """Write an entry; when this returns, it is on disk. The same entry a second time gives the first one.

        Raises NameTakenError, and sqlite3.OperationalError where the disk takes nothing more.
        """
        row = (code, entry.digest, entry.kind, entry.slug, entry.title, entry.place, entry.folder, entry.text)
        with self._writing() as base:
            if known := self.by_digest(entry.digest):
                return known
            if entry.kind != "correction" and self._is_waiting(entry.slug):
                raise NameTakenError(entry.slug)
            number = base.execute(
                "INSERT INTO entries (code, digest, kind, slug, title, place, folder, text, replaced, note, received)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (*row, entry.replaced, entry.note, received),
            ).lastrowid
            base.executemany(
                "INSERT INTO pictures VALUES (?, ?, ?)", [(number, one.name, one.content) for one in entry.pictures]
            )
        return self._rows("WHERE number = ?", number)[0]

    def _is_waiting(self, slug: str) -> bool:
        return bool(self._rows("WHERE slug = ? AND kind != 'correction' AND state != 'declined'", slug))

    def waiting_slugs(self) -> set[str]:
        """File names of new models that are not in the repository yet."""
        with self._lock:
            found = self._base.execute("SELECT slug FROM entries WHERE kind != 'correction' AND state != 'declined'")
            return {slug for (slug,) in found}

    def amend(self, number: int, entry: Entry) -> None:
        """Replace the text of an entry by the corrected text of a reviewer; digest and pictures stay."""
        values = (entry.title, entry.place, entry.folder, entry.text, entry.note)
        self._change(number, "title = ?, place = ?, folder = ?, text = ?, note = ?", *values)

    # --- reading ---

    def by_digest(self, digest: str) -> Stored | None:
        """The entry with this digest."""
        return next(iter(self._rows("WHERE digest = ?", digest)), None)

    def by_code(self, code: str) -> Stored | None:
        """The entry of a receipt."""
        return next(iter(self._rows("WHERE code = ?", code)), None)

    def by_number(self, number: int) -> Stored | None:
        """The entry with this number, which editors use."""
        return next(iter(self._rows("WHERE number = ?", number)), None)

    def newest(self, skipped: int, most: int) -> list[Stored]:
        """Some entries, newest first."""
        return self._rows("ORDER BY number DESC LIMIT ? OFFSET ?", most, skipped)

    def count(self) -> int:
        """How many entries there are."""
        with self._lock:
            return int(self._base.execute("SELECT count(*) FROM entries").fetchone()[0])

    def words(self, number: int) -> list[str]:
        """Comments of reviewers to the sender, oldest first."""
        with self._lock:
            rows = self._base.execute("SELECT text FROM words WHERE number = ? ORDER BY rowid", (number,))
            return [text for (text,) in rows]

    def whole(self, stored: Stored) -> Entry:
        """The entry with its text and pictures. Raises KeyError where it is gone."""
        with self._lock:
            query = (
                "SELECT kind, slug, title, place, folder, text, digest, replaced, note FROM entries WHERE number = ?"
            )
            row = self._base.execute(query, (stored.number,)).fetchone()
            found = self._base.execute(
                "SELECT name, content FROM pictures WHERE number = ?", (stored.number,)
            ).fetchall()
        if row is None:
            raise KeyError(stored.number)
        pictures = tuple(Picture(*one) for one in found)
        names = ("kind", "slug", "title", "place", "folder", "text", "digest", "replaced", "note")
        return Entry(**dict(zip(names, row, strict=True)), pictures=pictures)

    # --- results of entries ---

    def due(self, now: float, most: int = 50) -> list[Stored]:
        """Entries to hand on to the reviewers now, oldest first."""
        return self._rows("WHERE state = ? AND due <= ? ORDER BY number LIMIT ?", RECEIVED, now, most)

    def reviewed(self, most: int = 1000) -> list[Stored]:
        """Entries under review, the one checked longest ago first."""
        return self._rows("WHERE state IN (?, ?) ORDER BY followed, number LIMIT ?", REVIEW, QUESTIONS, most)

    def handed_on(self, number: int, branch: str, pull: int) -> None:
        """Mark an entry as forwarded; a decision made meanwhile stays."""
        state = "state = CASE state WHEN ? THEN ? ELSE state END"
        values = (RECEIVED, REVIEW, branch, pull)
        self._change(number, f"{state}, branch = ?, pull = ?, trouble = '', attempts = 0", *values)

    def failed(self, number: int, trouble: str, due: float) -> None:
        """Note why it could not be handed on, and when it is tried again."""
        self._change(number, "attempts = attempts + 1, trouble = ?, due = ?", trouble, due)

    def looked_at(self, number: int, now: float) -> None:
        """Note that its state was asked for."""
        self._change(number, "followed = ?", now)

    def decide(self, number: int, state: str) -> None:
        """Set the state; one that is final stays."""
        with self._writing() as base:
            base.execute(
                f"UPDATE entries SET state = ?, trouble = '' WHERE number = ? AND state NOT IN {FINAL}", (state, number)
            )

    def say(self, number: int, origin: str, word: Word) -> bool:
        """Store a comment of a reviewer; `origin` identifies it. Returns whether it is new."""
        with self._writing() as base:
            values = (number, origin, word.text, int(word.is_question))
            changed = base.execute("INSERT OR IGNORE INTO words VALUES (?, ?, ?, ?)", values).rowcount
        if changed and word.is_question:
            self.decide(number, QUESTIONS)
        return bool(changed)

    def _change(self, number: int, what: str, *values: Any) -> None:
        with self._writing() as base:
            base.execute(f"UPDATE entries SET {what} WHERE number = ?", (*values, number))
