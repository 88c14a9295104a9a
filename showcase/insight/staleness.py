"""When an entry was last confirmed, and from which day on it counts as stale.

An entry that nobody has confirmed is as old as its sources: that a file was mended since makes its news no newer.

The build reads no clock. It marks what is stale on the day of the newest change that it knows; what becomes stale
later is marked by `docs/assets/common/confirmed.js`, by the reader's own clock.
"""

import datetime
from dataclasses import dataclass
from typing import Literal

from showcase.insight import history
from showcase.model.model import Model
from showcase.schema.dates import last_day

YEARS = 2
"""An entry that nobody has confirmed for so long is stale."""


@dataclass(frozen=True)
class Confirmation:
    """The day that an entry rests on."""

    said: str
    """As readers see it: `24/11/2025`, `11/2025` or `2025`."""
    day: str
    """ISO day; the last one that `said` may mean, so that nothing counts as stale too early."""
    basis: Literal["confirmed", "source", "change"]
    """Whether somebody confirmed the entry, else whether its sources tell the day or only the change of its file."""

    @property
    def asked(self) -> bool:
        """Whether somebody confirmed the entry."""
        return self.basis == "confirmed"

    @property
    def stale_after(self) -> str:
        """The last ISO day on which the entry is not yet stale."""
        day = datetime.date.fromisoformat(self.day)
        leap = (day.month, day.day) == (2, 29)
        return day.replace(year=day.year + YEARS, day=28 if leap else day.day).isoformat()

    def is_stale(self, today: str) -> bool:
        """Whether the entry is stale on an ISO day."""
        return today > self.stale_after


class Confirmations:
    """The confirmations of all models of one state of the files. `changes`: file -> ISO day of its last change."""

    def __init__(self, changes: dict[str, str]) -> None:
        self._changes = changes
        self.today = history.newest(changes) or ""
        """The day that stands for today in a build; empty, and nothing stale, when the history is not known."""

    def of(self, model: Model) -> Confirmation | None:
        """What an entry rests on: its confirmation, else its sources, else the last change of its file; else None."""
        if model.confirmed:
            return Confirmation(model.confirmed, last_day(model.confirmed), "confirmed")
        if model.described_day:
            return Confirmation(model.described_day, last_day(model.described_day), "source")
        changed = self._changes.get(model.file)
        return Confirmation("/".join(reversed(changed.split("-"))), changed, "change") if changed else None

    def is_old(self, model: Model) -> bool:
        """Whether what is told is older than two years on the day that stands for today."""
        rests = self.of(model)
        return rests is not None and rests.is_stale(self.today)
