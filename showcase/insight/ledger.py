"""The ledger of copies: every model that was done again elsewhere, when, with what changes, and what became of it.

Only what a source tells is a row. That models bear one name in several places makes them of one kind, not copies.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property

from showcase.insight.families import beginning, first_year
from showcase.insight.site import Site
from showcase.model.model import STOPPED, Model, Replicates, Source
from showcase.schema.vocabulary import vocabulary

RECENT = 2
"""What spreads fast is told by the copies of so many last years, counted back from the last one in the ledger."""

ROWS, FASTEST, KINDS, INVITED = 8, 8, 12, 6
"""So many copies, originals, widespread kinds and models that nobody has copied stand on the first page."""

SPREADING = "nhan-rong"
"""The status of what a source calls spreading."""

UNKNOWN = "chua-ro"
"""Stands in addresses for the outcome that no source tells."""


@dataclass(frozen=True)
class Entry:
    """One row of the ledger."""

    original: Model
    copy: Model
    record: Replicates
    source: Source | None
    """Which document says so, described in full; None when the file of the copy names none."""

    @property
    def year(self) -> int | None:
        """The year in which the copying began; of a span of years its first."""
        return first_year(self.record.when)

    @property
    def exact_year(self) -> int | None:
        """The year, where the source gives one rather than a span."""
        return None if "-" in (self.record.when or "") else self.year


@dataclass(frozen=True)
class Spread:
    """How far one model has spread, directly and through its copies."""

    original: Model
    copies: int
    recent: int
    """Copies begun in the last `RECENT` years of the ledger."""
    communes: int
    """Different communes of the copies, as far as they are known."""
    years: tuple[tuple[str, int], ...]
    """Copies by year or span of years, in order: `(("2019", 2), ("2020-2022", 1))`."""
    undated: int
    outcomes: dict[str, int]
    """Code of an outcome, `UNKNOWN` where none is told -> copies."""


@dataclass(frozen=True)
class Kind:
    """A widespread kind, with the places that have a name in the catalogue."""

    model: Model
    named: tuple[Model, ...]


def copies(site: Site) -> dict[str, list[Model]]:
    """Slug of a model -> the models that say they were copied directly from it.

    Models without a copy are not in it.
    """
    return {original: made for original, made in site.catalogue.copies.items() if original in site.catalogue.by_slug}


class Ledger:
    """Everything that is told of copies in one catalogue."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._catalogue = site.catalogue

    @cached_property
    def entries(self) -> list[Entry]:
        """All rows, the latest copies first, those without a date last."""
        found = [self._entry(model, model.replicates) for model in self._catalogue.models if model.replicates]
        told = [entry for entry in found if entry]
        told.sort(key=lambda entry: entry.copy.slug)
        return sorted(told, key=lambda entry: beginning(entry.record.when), reverse=True)

    @cached_property
    def by_copy(self) -> dict[str, Entry]:
        """Slug of a copy -> its row."""
        return {entry.copy.slug: entry for entry in self.entries}

    def _entry(self, copy: Model, record: Replicates) -> Entry | None:
        original = self._catalogue.by_slug.get(record.model)
        if not original:
            return None
        cited = next((source for source in copy.sources if record.source and source.id == record.source.id), None)
        return Entry(original, copy, record, self._catalogue.source(cited) if cited else None)

    @cached_property
    def by_outcome(self) -> dict[str, list[Entry]]:
        """Code of an outcome, or `UNKNOWN` -> its rows; an outcome without rows is not in it."""
        found: dict[str, list[Entry]] = {code: [] for code in (*vocabulary("copy_outcomes"), UNKNOWN)}
        for entry in self.entries:
            found[entry.record.outcome or UNKNOWN].append(entry)
        return {code: entries for code, entries in found.items() if entries}

    @property
    def stopped(self) -> list[Entry]:
        """The copies that were given up; those whose reason is told come first."""
        return sorted(self.by_outcome.get(STOPPED, []), key=lambda entry: not entry.record.reason)

    @cached_property
    def places(self) -> int:
        """Different communes in which something was done again, as far as they are known."""
        return len({commune.code for entry in self.entries for commune in entry.copy.communes})

    @cached_property
    def years(self) -> list[tuple[str, int]]:
        """Copies by exact year, in order."""
        counted = Counter(entry.exact_year for entry in self.entries if entry.exact_year)
        return [(str(year), count) for year, count in sorted(counted.items())]

    @cached_property
    def spans(self) -> int:
        """Copies of which only a span of years is known."""
        return sum(1 for entry in self.entries if entry.year and not entry.exact_year)

    @cached_property
    def undated(self) -> int:
        """Copies without any date."""
        return sum(1 for entry in self.entries if not entry.year)

    @cached_property
    def recent_years(self) -> tuple[int, int]:
        """First and last of the `RECENT` years that end with the last one of the ledger; zeros when none is told."""
        last = max((entry.year for entry in self.entries if entry.year), default=0)
        return max(last - RECENT + 1, 0), last

    @cached_property
    def spread(self) -> list[Spread]:
        """The first models of every line of copies, those copied most often of late first, then those most copied."""
        lines: defaultdict[str, list[Entry]] = defaultdict(list)
        for entry in self.entries:
            lines[self._first[entry.copy.slug].slug].append(entry)
        since, _ = self.recent_years
        found = [_spread(self._catalogue.by_slug[slug], entries, since) for slug, entries in lines.items()]
        return sorted(found, key=lambda one: (-one.recent, -one.copies, -one.communes, one.original.slug))

    @cached_property
    def _first(self) -> dict[str, Model]:
        """Slug of a copy -> the model at the beginning of its line of copies; every step is taken once."""
        above = {entry.copy.slug: entry.original for entry in self.entries}
        found: dict[str, Model] = {}
        for start in above:
            way, slug = [], start
            while slug in above and slug not in found:
                way.append(slug)
                slug = above[slug].slug
            first = found.get(slug, self._catalogue.by_slug[slug])
            found |= dict.fromkeys(way, first)
        return found

    @cached_property
    def kinds(self) -> list[Kind]:
        """What sources call widespread or spreading without saying who copied whom, most named places first."""
        relatives = self._catalogue.relatives
        found = [
            Kind(model, tuple(relatives.get(model.slug, ())))
            for model in self._catalogue.models
            if model.slug in relatives or model.status == SPREADING
        ]
        return sorted(found, key=lambda kind: (-len(kind.named), kind.model.slug))

    @cached_property
    def uncopied(self) -> list[Model]:
        """The models that can be followed and that nobody is known to have copied."""
        copied = copies(self._site)
        return [model for model in self._catalogue.models if model.detail == "followable" and model.slug not in copied]


def _spread(original: Model, entries: list[Entry], since: int) -> Spread:
    years = Counter(entry.record.when.split("/")[-1] for entry in entries if entry.record.when)
    return Spread(
        original,
        len(entries),
        sum(1 for entry in entries if entry.year and entry.year >= since),
        len({commune.code for entry in entries for commune in entry.copy.communes}),
        tuple(sorted(years.items())),
        len(entries) - years.total(),
        dict(Counter(entry.record.outcome or UNKNOWN for entry in entries)),
    )


def outcome_labels() -> dict[str, str]:
    """Code of an outcome -> its label, `UNKNOWN` among them."""
    return {**vocabulary("copy_outcomes"), UNKNOWN: "Chưa rõ nay ra sao"}
