"""A model: frozen, typed, with everything that can be derived from it alone.

The attributes follow the field table (`showcase.schema.fields`) key by key; a test holds the two together.
What a file does not tell is None or empty, never guessed.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from showcase.gazetteer.communes import Commune, gazetteer
from showcase.schema.dates import last_day
from showcase.schema.vocabulary import CRITERIA, STORY

State = Literal["figures", "text", "empty"]
"""How well one criterion is told: with figures, in words only, or not at all."""

Detail = Literal["followable", "results", "name"]
"""What a reader can do with a model: follow it, weigh its results, or ask; codes of the vocabulary `details`."""


STOPPED = "da-dung"
"""The code of what was given up, in `statuses` and in `copy_outcomes` alike."""


@dataclass(frozen=True)
class Citation:
    """A source and the passage in it."""

    id: str
    where: str = ""


@dataclass(frozen=True)
class Figure:
    """One number of a source, with what it counts."""

    label: str
    value: int | float
    unit: str
    qualifier: str | None = None
    value_to: int | float | None = None
    out_of: int | float | None = None
    as_of: str | None = None
    """A date or span of years in Vietnamese spelling; None when the source gives none."""
    source: str | None = None
    """The id of its source, when that is not the source of its part."""


@dataclass(frozen=True)
class Resource:
    """Something given beside money: workdays, land, materials."""

    kind: str
    item: str
    qualifier: str | None = None
    value: int | float | None = None
    unit: str = ""
    giver: str = ""


@dataclass(frozen=True)
class Part:
    """A part of the story or one of the six criteria."""

    text: str = ""
    steps: tuple[str, ...] = ()
    figures: tuple[Figure, ...] = ()
    evidence: str | None = None
    source: Citation | None = None

    @property
    def state(self) -> State:
        """The state of its petal: `figures`, `text` or `empty`."""
        if self.figures:
            return "figures"
        return "text" if self.text or self.steps else "empty"


@dataclass(frozen=True)
class Owner:
    """Who runs a model; the name is empty when the source names nobody."""

    kind: str
    name: str = ""


@dataclass(frozen=True)
class Place:
    """A place of a model: a commune of today, or the wider area where only that is known."""

    commune: str | None = None
    province: str | None = None
    whole_province: bool = False
    former_province: str = ""
    """A province of before 1 July 2025, when the source speaks of all of it: `tỉnh Kiên Giang`."""
    candidates: tuple[str, ...] = ()
    hamlet: str = ""
    as_written: str = ""
    note: str = ""
    planned: bool = False
    """Whether the source only says that the model is to come here: nothing was done here yet."""

    @property
    def today(self) -> Commune | None:
        """Today's commune, when it is known."""
        return gazetteer().by_code[self.commune] if self.commune else None


@dataclass(frozen=True)
class Recognition:
    """One recognition of a model."""

    level: str
    year: int | None = None
    decision: str = ""
    form: str | None = None
    period: str | None = None
    issuer: str = ""


@dataclass(frozen=True)
class Registered:
    """Where and for which years a model was registered."""

    level: str | None = None
    period: str | None = None


@dataclass(frozen=True)
class Standing:
    """The verdict of an office that reviewed a model later."""

    state: str
    as_of: str | None = None
    office: str = ""
    source: Citation | None = None


@dataclass(frozen=True)
class Grade:
    """A grade or score that an office gave; the site itself gives none."""

    grade: str
    office: str
    year: int | None = None


@dataclass(frozen=True)
class Force:
    """A group that takes part in a model, and its task."""

    name: str
    role: str | None = None
    task: str = ""


@dataclass(frozen=True)
class Plan:
    """The plan at registration; it counts neither as a deed nor as a result."""

    aims: tuple[str, ...] = ()
    criteria: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    outputs: tuple[str, ...] = ()
    budget: str = ""
    resources: tuple[Resource, ...] = ()
    schedule: str = ""
    evaluation: str | None = None
    upkeep: str = ""
    source: Citation | None = None


@dataclass(frozen=True)
class Cost:
    """One line of cost, in đồng."""

    item: str
    amount: int
    qualifier: str | None = None
    note: str = ""


@dataclass(frozen=True)
class Replication:
    """What a place that copies the model needs to know."""

    steps: tuple[str, ...] = ()
    days: int | None = None
    cost: tuple[Cost, ...] = ()
    people: str = ""
    preconditions: tuple[str, ...] = ()
    risks: tuple[str, ...] = ()
    contact: str = ""
    source: Citation | None = None
    resources: tuple[Resource, ...] = ()

    @property
    def needs_known(self) -> bool:
        """Whether anything is known of what it takes: money or other resources, people, days, preconditions."""
        return any((self.cost, self.resources, self.people, self.days, self.preconditions))

    @property
    def has_content(self) -> bool:
        """Whether anything beyond the contact is known."""
        return self.needs_known or bool(self.steps or self.risks)


@dataclass(frozen=True)
class Replicates:
    """How this model was copied from another one, and what became of the copy."""

    model: str
    when: str | None = None
    """A date or span of years in Vietnamese spelling; None when the source gives none."""
    adapted: str = ""
    outcome: str | None = None
    reason: str = ""
    """Why the copy was given up; empty when it was not, or when the source does not say."""
    source: Citation | None = None

    @property
    def has_details(self) -> bool:
        """Whether more is said than which model was copied and what was changed."""
        return bool(self.when or self.outcome or self.reason)


@dataclass(frozen=True)
class Promise:
    """A promise of an office that its commune will do the same; it never counts as a deed."""

    commune: str
    office: str
    registered: str
    """A date in Vietnamese spelling, as the next two."""
    due: str | None = None
    state: str | None = None
    """A code of `promise_states`; None as long as it is only registered."""
    as_of: str | None = None
    reason: str = ""
    """Why it was given up."""


@dataclass(frozen=True)
class Picture:
    """A picture that lies beside the file of its model."""

    file: str
    alt: str
    credit: str = ""


@dataclass(frozen=True)
class Source:
    """A document, either of the common register or of one model."""

    id: str
    where: str = ""
    number: str = ""
    title: str = ""
    issuer: str = ""
    date: str | None = None
    link: str | None = None


@dataclass(frozen=True)
class Model:
    """One exemplary model."""

    slug: str
    """Stem of the file and last part of the address."""
    file: str
    """POSIX path from the project's root."""
    title: str
    summary: str
    owner: Owner
    places: tuple[Place, ...]
    sources: tuple[Source, ...]
    aliases: tuple[str, ...] = ()
    summary_km: str = ""
    """In Khmer, where a source or a competent writer gives it."""
    fields: tuple[str, ...] = ()
    group: str | None = None
    topics: tuple[str, ...] = ()
    kind: str | None = None
    registration: str | None = None
    registered: Registered | None = None
    campaigns: tuple[str, ...] = ()
    area_traits: tuple[str, ...] = ()
    started: str | None = None
    status: str | None = None
    status_as_of: str | None = None
    launched: str | None = None
    ended: str | None = None
    confirmed: str | None = None
    """When the owner or an office last said that the entry is right, in Vietnamese spelling: `24/11/2025`."""
    recognition: tuple[Recognition, ...] = ()
    standing: Standing | None = None
    grades: tuple[Grade, ...] = ()
    forces: tuple[Force, ...] = ()
    beneficiaries: tuple[str, ...] = ()
    plan: Plan | None = None
    context: Part = Part()
    approach: Part = Part()
    results: Part = Part()
    highlights: Part = Part()
    two_tier_impact: Part = Part()
    novelty: Part = Part()
    effectiveness: Part = Part()
    sustainability: Part = Part()
    spread: Part = Part()
    participation: Part = Part()
    trust: Part = Part()
    replication: Replication = Replication()
    replicates: Replicates | None = None
    family: str | None = None
    promises: tuple[Promise, ...] = ()
    pictures: tuple[Picture, ...] = ()
    source_day: str | None = None
    """The newest day that its sources bear, in Vietnamese spelling; None where none of them bears one."""
    source_years: tuple[tuple[str, str], ...] = ()
    """Id and year of each source that bears a day: `(("bc-552-kien-giang", "2020"),)`."""

    @cached_property
    def described_day(self) -> str | None:
        """The day, year or span of years to which what is told belongs: `17/9/2020`; None when it is not known.

        It is what the file says of the status, else the newest day of its sources; figures may be newer.
        """
        known = self.status_as_of or self.source_day
        days = [known, *(figure.as_of for figure in self.figures)] if known else []
        return max(filter(None, days), key=last_day, default=None)

    @cached_property
    def year(self) -> str:
        """The year of `described_day`: `2020`; empty when it is not known."""
        return self.described_day[-4:] if self.described_day else ""

    @cached_property
    def figure_years(self) -> dict[Figure, str]:
        """The year of the source of each figure; empty where that source bears none, however new the others are."""
        years = dict(self.source_years)
        found: dict[Figure, str] = {}
        for _, part in self.parts():
            for figure in part.figures:
                cited = figure.source or (part.source.id if part.source else "")
                found.setdefault(figure, years.get(cited, ""))
        return found

    @cached_property
    def criteria(self) -> dict[str, Part]:
        """The six criteria in their order."""
        return {key: getattr(self, key) for key in CRITERIA}

    @cached_property
    def story(self) -> dict[str, Part]:
        """The parts of the outline of 2026 in their order."""
        return {key: getattr(self, key) for key in STORY}

    @cached_property
    def states(self) -> tuple[State, ...]:
        """The petals of the lotus, clockwise from the top."""
        return tuple(part.state for part in self.criteria.values())

    @cached_property
    def done(self) -> tuple[Place, ...]:
        """The places where something was done; those that are only planned are apart."""
        return tuple(place for place in self.places if not place.planned)

    @cached_property
    def planned(self) -> tuple[Place, ...]:
        """The places where the model is to come."""
        return tuple(place for place in self.places if place.planned)

    @cached_property
    def communes(self) -> tuple[Commune, ...]:
        """Today's communes in which it is certain that something was done."""
        return tuple(place.today for place in self.done if place.today)

    @cached_property
    def candidates(self) -> tuple[str, ...]:
        """Codes of the communes in which something may have been done, known only by a former district."""
        certain = {commune.code for commune in self.communes}
        may = dict.fromkeys(code for place in self.done for code in place.candidates)
        return tuple(code for code in may if code not in certain)

    @cached_property
    def planned_codes(self) -> tuple[str, ...]:
        """Codes of the communes to which the model is to come, those of a former district among them."""
        return tuple(dict.fromkeys(code for one in self.planned for code in (one.commune, *one.candidates) if code))

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """All figures, those of the criteria first."""
        parts = [*self.criteria.values(), *self.story.values()]
        return tuple(figure for part in parts for figure in part.figures)

    @cached_property
    def leading_figure(self) -> Figure | None:
        """The one figure of a card: of the effect, else of the results, else of another part but the context.

        Of several in one part the newest; one without a date is as new as its source.
        """
        first = (self.effectiveness, self.results, *self.criteria.values())
        rest = [part for key, part in self.story.items() if key != "context"]
        figures = next((part.figures for part in (*first, *rest) if part.figures), ())
        return max(figures, key=lambda figure: figure.as_of[-4:] if figure.as_of else "9999", default=None)

    @cached_property
    def detail(self) -> Detail:
        """`followable`: the steps that were taken, and what they took; `results`: a result, a criterion or a figure.

        A figure of the context counts what was there before the model, so it is none of its results.
        """
        if (self.approach.steps or self.replication.steps) and self.replication.needs_known:
            return "followable"
        parts = (self.results, *self.criteria.values())
        figures = any(part.figures for key, part in self.story.items() if key != "context")
        return "results" if figures or any(part.state != "empty" for part in parts) else "name"

    def parts(self) -> Iterator[tuple[str, Part]]:
        """All parts by key, story first."""
        yield from self.story.items()
        yield from self.criteria.items()
