"""Handing entries on to reviewers, again and again with growing pauses until it has worked, and following them."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol

from receiving.contacts import Contacts
from receiving.ledger import Ledger, Stored
from showcase.contributions.entry import Entry
from showcase.contributions.states import Word

LOG = logging.getLogger("noi-nhan")

_LONGEST_PAUSE = 6 * 3600.0
_PATIENT = 2
"""After so many failures the editor gets a message, whatever the reason; fewer failures may be temporary."""
_PERSON = 30
"""So many first pauses are left to a person who has to mend something: 15 minutes, where the first is half a one."""


class NotNow(Exception):
    """Reviewers cannot be reached now: why, for editors, and after how many seconds it makes sense to try again."""

    def __init__(self, why: str, pause: float = 0, needs_person: bool = False) -> None:
        super().__init__(why)
        self.why = why
        self.pause = pause
        self.needs_person = needs_person
        """Whether only a person can solve the trouble: an expired token, a missing right."""


@dataclass(frozen=True)
class Place:
    """Where reviewers find an entry."""

    branch: str
    pull: int = 0


@dataclass(frozen=True)
class Progress:
    """The state of an entry at the destination."""

    state: str = ""
    """The decision; empty before it."""
    words: tuple[tuple[str, Word], ...] = ()
    """(origin, text) of the comments of reviewers for the sender."""


class Destination(Protocol):
    """The destination of entries: branches of a repository, or pull requests at a hosting service."""

    def hand_on(self, stored: Stored, entry: Entry) -> Place:
        """Give an entry to the reviewers; doing it twice gives the same place. Raises NotNow."""

    def follow(self, reviewed: list[Stored]) -> Iterable[tuple[Stored, Progress]]:
        """The new states of entries. Raises NotNow."""


def pause_after(attempts: int, first: float) -> float:
    """Seconds until the next attempt after so many that have failed: 30, 60, 120 and so on up to six hours."""
    return min(first * 2.0 ** min(attempts, 20), _LONGEST_PAUSE)


@dataclass
class HandingOn:
    """The background work of the receiver: forwarding entries and following their review."""

    ledger: Ledger
    contacts: Contacts
    destination: Destination
    follow_seconds: float
    retry_seconds: float = 30
    tell: Callable[[str], None] = lambda sentence: None
    """Tells the editor."""
    _told: str = ""
    """The last message to the editor about a trouble."""
    _next_follow: float = 0
    _quiet_until: float = 0
    """Nothing is sent before, since the hosting service has asked for it."""

    def step(self, now: float) -> bool:
        """Forward due entries, follow those under review, delete old contacts. Returns whether anything was due."""
        due = self.ledger.due(now) if now >= self._quiet_until else []
        for stored in due:
            if not self._hand_on(stored, now):
                break
        if now >= self._next_follow:
            self._next_follow = now + self.follow_seconds
            self._follow(now)
            if gone := self.contacts.forget(now):
                LOG.info("xóa %d chỗ liên hệ đã hết hạn giữ", gone)
        return bool(due)

    def _hand_on(self, stored: Stored, now: float) -> bool:
        """Forward one entry. Returns False if all others would meet the same obstacle."""
        try:
            place = self.destination.hand_on(stored, self.ledger.whole(stored))
        except NotNow as trouble:
            shared = _PERSON * self.retry_seconds if trouble.needs_person else trouble.pause
            pause = max(pause_after(stored.attempts, self.retry_seconds), shared)
            self.ledger.failed(stored.number, trouble.why, now + pause)
            LOG.warning("mục %d chưa chuyển được, thử lại sau %d giây: %s", stored.number, pause, trouble.why)
            if trouble.needs_person or stored.attempts >= _PATIENT:
                self._tell(trouble.why)
            if shared:
                self._quiet_until = now + shared
            return not shared
        self.ledger.handed_on(stored.number, place.branch, place.pull)
        self._tell("")
        LOG.info("mục %d đã chuyển cho người duyệt: nhánh %s", stored.number, place.branch)
        return True

    def _tell(self, why: str) -> None:
        """Send the editor a message about a trouble, once. Empty: the trouble is over."""
        if why == self._told:
            return
        self._told = why
        kept = "Mọi phần gửi vẫn được giữ và sẽ được thử lại."
        self.tell(f"Nơi nhận chưa chuyển được phần gửi: {why}. {kept}" if why else "Nơi nhận đã chuyển lại được.")

    def _follow(self, now: float) -> None:
        try:
            for stored, progress in self.destination.follow(self.ledger.reviewed()):
                for origin, word in progress.words:
                    self.ledger.say(stored.number, origin, word)
                if progress.state:
                    self.ledger.decide(stored.number, progress.state)
                self.ledger.looked_at(stored.number, now)
        except NotNow as trouble:
            LOG.warning("chưa xem được các phần gửi đã đến đâu: %s", trouble.why)
