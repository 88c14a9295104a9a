"""What communes promised to do again: registered, going on, raised or given up. A promise is never a deed.

A deed has a model of its own that names its original (`replicates`); where there is one in the commune of a promise,
the promise leads to it.
"""

import datetime
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from showcase.files.catalogue import Catalogue
from showcase.gazetteer.communes import Commune, gazetteer
from showcase.model.model import Model, Promise
from showcase.schema.dates import last_day
from showcase.schema.vocabulary import vocabulary

ADDRESS = "nhan-rong/hua/"

REGISTERED = "dang-ky"
"""What a promise is as long as nobody tells more: a code of `promise_states`."""


@dataclass(frozen=True)
class Pledge:
    """A promise with the model that it is about."""

    original: Model
    promise: Promise
    copy: Model | None
    """The model of that commune that tells of the deed."""

    @property
    def commune(self) -> Commune:
        """The commune that promised."""
        return gazetteer().by_code[self.promise.commune]

    @property
    def state(self) -> str:
        """A code of `promise_states`."""
        return self.promise.state or REGISTERED

    @property
    def due_day(self) -> str:
        """The last ISO day on which nobody need be reminded: the one that was promised, else a year after."""
        if self.promise.due:
            return last_day(self.promise.due)
        day = datetime.date.fromisoformat(last_day(self.promise.registered))
        return (day + datetime.timedelta(days=365)).isoformat()

    def is_overdue(self, today: str) -> bool:
        """Whether on an ISO day it is still only registered although its time has come."""
        return self.state == REGISTERED and not self.copy and today > self.due_day


class Promises:
    """All promises of one catalogue, or those of the communes of one province."""

    def __init__(self, catalogue: Catalogue, province: str = "") -> None:
        self._catalogue = catalogue
        self._province = province

    @cached_property
    def all(self) -> list[Pledge]:
        """The latest first."""
        every = (self._pledge(model, one) for model in self._catalogue.models for one in model.promises)
        found = [one for one in every if self._province in ("", one.commune.province_code)]
        found.sort(key=lambda one: (one.original.slug, one.promise.commune))
        return sorted(found, key=lambda one: last_day(one.promise.registered), reverse=True)

    def _pledge(self, original: Model, promise: Promise) -> Pledge:
        copies = self._catalogue.copies.get(original.slug, ())
        done = (copy for copy in copies if promise.commune in {commune.code for commune in copy.communes})
        return Pledge(original, promise, next(done, None))

    @cached_property
    def by_original(self) -> dict[str, list[Pledge]]:
        """Slug of a model -> who promised to do it."""
        return self._grouped(lambda one: one.original.slug)

    @cached_property
    def by_commune(self) -> dict[str, list[Pledge]]:
        """Code of a commune -> what it promised."""
        return self._grouped(lambda one: one.promise.commune)

    def _grouped(self, key: Callable[[Pledge], str]) -> dict[str, list[Pledge]]:
        found: defaultdict[str, list[Pledge]] = defaultdict(list)
        for one in self.all:
            found[key(one)].append(one)
        return dict(found)

    @cached_property
    def counts(self) -> dict[str, int]:
        """Code of a state -> promises, in the order of the list; states without a promise are not in it."""
        counted = {code: sum(one.state == code for one in self.all) for code in vocabulary("promise_states")}
        return {code: count for code, count in counted.items() if count}

    def overdue(self, today: str) -> list[Pledge]:
        """Those that are overdue on an ISO day, the longest first; none where today is not known."""
        late = [one for one in self.all if today and one.is_overdue(today)]
        return sorted(late, key=lambda one: one.due_day)
