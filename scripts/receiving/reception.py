"""Receiving entries: checked by the rules, written to disk, then acknowledged. No HTTP here."""

from __future__ import annotations

import secrets
import sqlite3
import threading
import time
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from receiving.contacts import LONGEST, Contacts
from receiving.ledger import Ledger, NameTakenError, Stored
from showcase.contributions.entry import Handed
from showcase.contributions.judging import Refusal, Shelf, judge
from showcase.contributions.receipts import CODES, read_code, receipt_code
from showcase.contributions.receiver_pages import Receipt, Row
from showcase.contributions.states import PUBLISHED, QUESTIONS, RECEIVED, REVIEW, states
from showcase.files.catalogue import Catalogue

_VIETNAM = timedelta(hours=7)
_ROWS = 50
_RENEWED = 20.0
"""Seconds after which the models are looked at anew."""


def day_of(moment: float) -> str:
    """The day in Việt Nam of a moment (seconds since 1970): `2026-11-28`."""
    return (datetime.fromtimestamp(moment, UTC) + _VIETNAM).date().isoformat()


@dataclass
class Reception:
    """The data and services that the pages of the receiver use."""

    shelf: Shelf
    ledger: Ledger
    contacts: Contacts
    contact_days: int
    show_titles: bool
    _judging: threading.Lock = field(default_factory=threading.Lock)
    """One at a time: a picture may take a hundred megabytes while it is decoded."""
    _renewed: float = 0

    def take(self, handed: Handed, contact: str, now: float) -> tuple[Stored, bool]:
        """Store an entry on disk; gives it, and whether it existed before. Raises Refusal."""
        contact = " ".join(contact.split())
        if len(contact) > LONGEST:
            raise Refusal("contact-long")
        try:
            known = self.ledger.by_digest(handed.digest)
            stored = known or self._judged(handed, contact, now)
            if known and contact:
                self._keep(handed.digest, contact, now)
        except (sqlite3.OperationalError, OSError) as error:
            raise Refusal("full") from error
        return stored, bool(known)

    def _judged(self, handed: Handed, contact: str, now: float) -> Stored:
        with self._judging:
            self._renew(now)
            taken = self.ledger.waiting_slugs()
            while True:
                entry = judge(handed, self.shelf, taken)
                if contact:
                    self._keep(handed.digest, contact, now)
                try:
                    return self.ledger.add(entry, receipt_code(secrets.randbelow(CODES)), int(now))
                except NameTakenError:
                    taken.add(entry.slug)

    def _keep(self, digest: str, contact: str, now: float) -> None:
        self.contacts.keep(digest, contact, now + self.contact_days * 86_400)

    def _renew(self, now: float) -> None:
        if now - self._renewed > _RENEWED:
            self.shelf.renew()
            self._renewed = now

    # --- for reviewers ---

    def models(self) -> Catalogue:
        """The models as they are."""
        with self._judging:
            self._renew(time.time())
            return self.shelf.catalogue

    def renew(self) -> None:
        """Read the models again after a change by a reviewer."""
        self._renewed = 0

    def amend(self, stored: Stored, text: str) -> None:
        """Store the corrected text of an entry by a reviewer. Raises Refusal."""
        before = self.ledger.whole(stored)
        corrects = stored.slug if stored.kind == "correction" else ""
        with self._judging:
            self.shelf.renew()
            taken = self.ledger.waiting_slugs() - {stored.slug}
            judged = judge(Handed(text, corrects, before.pictures), self.shelf, taken)
        if judged.slug != stored.slug:  # a file keeps its name when the title changes
            judged = replace(judged, slug=stored.slug)
        self.ledger.amend(stored.number, judged)

    # --- reading ---

    def receipt(self, typed: str) -> Receipt | None:
        """The receipt of a code as somebody typed it."""
        code = read_code(typed)
        stored = self.ledger.by_code(code) if code else None
        if not stored:
            return None
        return Receipt(code, self.row(stored), tuple(self.ledger.words(stored.number)), bool(stored.trouble))

    def page(self, number: int) -> tuple[list[Row], int]:
        """The rows of one page of the list, counted from 1, and how many pages there are."""
        pages = max(1, -(-self.ledger.count() // _ROWS))
        number = min(max(1, number), pages)
        return [self._shown(stored) for stored in self.ledger.newest((number - 1) * _ROWS, _ROWS)], pages

    def _shown(self, stored: Stored) -> Row:
        """An entry as everybody sees it."""
        row = self.row(stored)
        is_open = stored.state == PUBLISHED or (self.show_titles and stored.state in (RECEIVED, REVIEW, QUESTIONS))
        return row if is_open else Row(f"Mục số {stored.number}", row.place, row.state, row.received)

    def row(self, stored: Stored) -> Row:
        """An entry as its sender sees it."""
        address = f"mo-hinh/{stored.slug}/" if stored.state == PUBLISHED else ""
        return Row(stored.title, stored.place, states()[stored.state], day_of(stored.received), address)
