"""The real receiver for tests: `scripts/measuring/receiver.py`, with the queue opened beside it."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

pytest.importorskip("starlette")

from measuring.receiver import Receiver, Sender, git, made_repository, titled
from receiving.contacts import Contacts
from receiving.ledger import Ledger

__all__ = ["Receiver", "Sender", "git", "number", "queue", "reaches", "receiver", "titled"]

PATIENCE = 120
"""Seconds after which a state that has not come is a fault."""


@contextmanager
def receiver(folder: Path, site: Path | None = None, **settings: object) -> Iterator[Receiver]:
    """A receiver with its own repository, open to everybody; `settings` override that."""
    open_door = {"per_hour": 0, "plain_per_hour": 0, "work_bits": 0, "card_seconds": 0, "follow_seconds": 0.3}
    one = Receiver(folder, open_door | settings, site)
    made_repository(one.repository)
    one.start()
    try:
        yield one
    finally:
        assert one.stop() == 0, one.log
    assert "hỏng" not in one.log
    assert "Traceback" not in one.log


@contextmanager
def queue(one: Receiver) -> Iterator[tuple[Ledger, Contacts]]:
    """The queue, opened as by another command beside the receiver."""
    folder = one.folder / "queue"
    ledger, contacts = Ledger(folder / "entries.sqlite"), Contacts(folder / "contacts.sqlite")
    try:
        yield ledger, contacts
    finally:
        ledger.close()
        contacts.close()


def number(one: Receiver, code: str) -> str:
    """The number that editors use for an entry."""
    with queue(one) as (ledger, _):
        stored = ledger.by_code(code)
    assert stored
    return str(stored.number)


def reaches(sender: Sender, code: str, state: str) -> None:
    """Wait until an entry has a state."""
    until = time.monotonic() + PATIENCE
    while sender.state(code) != state:
        assert time.monotonic() < until, sender.receipt(code)
        time.sleep(0.05)
