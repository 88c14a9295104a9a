"""When an entry was last confirmed, and from which day on it counts as stale.

The build reads no clock. It marks what is stale on the day of the newest change that it knows; what becomes stale
later is marked by `docs/assets/common/confirmed.js`, by the reader's own clock.
"""

import datetime
from dataclasses import dataclass

from showcase.insight import history
from showcase.model.model import Model
from showcase.schema.dates import PartialDate, read_date

YEARS = 2
"""An entry that nobody has confirmed for so long is stale."""


@dataclass(frozen=True)
class Confirmation:
    """The day that an entry rests on."""

    said: str
    """As readers see it: `24/11/2025`, `11/2025` or `2025`."""
    day: str
    """ISO day; the last one that `said` may mean, so that nothing counts as stale too early."""
    asked: bool
    """Whether somebody confirmed the entry; False when only the last change of its file is known."""

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
        """What an entry rests on: its confirmation, else the last change of its file; None when neither is known."""
        if model.confirmed:
            return Confirmation(model.confirmed, _last_day(read_date(model.confirmed)), True)
        changed = self._changes.get(model.file)
        return Confirmation("/".join(reversed(changed.split("-"))), changed, False) if changed else None


def _last_day(date: PartialDate) -> str:
    month = date.month or 12
    if date.day:
        return datetime.date(date.year, month, date.day).isoformat()
    following = datetime.date(date.year + month // 12, month % 12 + 1, 1)
    return (following - datetime.timedelta(days=1)).isoformat()
