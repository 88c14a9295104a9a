"""The overview for leaders: places without models, how well each topic is described, old entries, and whom to ask.

All of it is about the home province; what other provinces have stands beside it, apart.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from showcase.gazetteer.communes import Commune, gazetteer
from showcase.insight.completeness import missing
from showcase.insight.ledger import Ledger, Spread
from showcase.insight.site import Site, commune_address
from showcase.insight.staleness import Confirmation
from showcase.language.words import fold
from showcase.model.model import Model, Part
from showcase.model.places import place_line
from showcase.schema.settings import home_province
from showcase.schema.vocabulary import CRITERIA, label, vocabulary


@dataclass(frozen=True)
class HeatRow:
    """The models of one place, by field."""

    name: str
    address: str
    """Address of its page; empty for a former district, which has none."""
    total: int
    by_field: tuple[int, ...]
    """In the order of the vocabulary; a model may count in two fields."""
    no_field: int
    """Models whose sources name no field."""
    perhaps: int
    """Further models that may be here, known only by a former district."""

    @property
    def empty(self) -> int:
        """How many fields have no model here."""
        return self.by_field.count(0)


def commune_rows(site: Site) -> list[HeatRow]:
    """The communes of the home province, those with most empty cells first."""
    rows = [
        _row(site, commune.name, commune_address(commune), [commune])
        for commune in gazetteer().of_province(home_province())
    ]
    return sorted(rows, key=_emptiest)


def district_rows(site: Site) -> list[HeatRow]:
    """The districts before 1 July 2025, those with most empty cells first.

    A commune counts in the district that most of its former units belonged to.
    """
    districts: dict[tuple[str, str], list[Commune]] = {}
    for commune in gazetteer().of_province(home_province()):
        districts.setdefault(_district(commune), []).append(commune)
    names = Counter(name for name, _ in districts)
    rows = [
        _row(site, f"{name} ({province.removeprefix('Tỉnh ')} cũ)" if names[name] > 1 else name, "", communes)
        for (name, province), communes in districts.items()
    ]
    return sorted(rows, key=_emptiest)


def _district(commune: Commune) -> tuple[str, str]:
    units = Counter((unit.district, unit.province) for unit in commune.former)
    # Hoàng Sa was a district without communes, so it has no former commune.
    return units.most_common(1)[0][0] if units else (commune.name, commune.province)


def _emptiest(row: HeatRow) -> tuple[bool, int, int, int, str]:
    return row.total > 0, -row.empty, row.total, row.perhaps, fold(row.name)


def _row(site: Site, name: str, address: str, communes: list[Commune]) -> HeatRow:
    models = _together(site.catalogue.by_commune, communes)
    maybe = _together(site.catalogue.by_candidate, communes)
    return HeatRow(
        name,
        address,
        len(models),
        tuple(sum(1 for model in models.values() if code in model.fields) for code in vocabulary("fields")),
        sum(1 for model in models.values() if not model.fields),
        len(maybe.keys() - models.keys()),
    )


def _together(models: dict[str, list[Model]], communes: Iterable[Commune]) -> dict[str, Model]:
    """The different models of some communes, by slug."""
    return {model.slug: model for commune in communes for model in models.get(commune.code, ())}


@dataclass(frozen=True)
class CriterionSupport:
    """How many models tell one criterion, and how well the best supported of them is supported."""

    count: int
    evidence: str
    """Code of the vocabulary `evidence`; empty where no model tells the criterion or none names its evidence."""


@dataclass(frozen=True)
class TopicRow:
    """One topic: its models of the home province, and each criterion in the order of the vocabulary."""

    code: str
    name: str
    total: int
    criteria: tuple[CriterionSupport, ...]
    elsewhere: int
    """Models that are known only in other provinces."""


def topic_rows(site: Site) -> list[TopicRow]:
    """All topics, those with fewest models of the home province first, then in the order of the vocabulary."""
    provinces = {model.slug: _provinces(model) for model in site.catalogue.models}
    rows = []
    for code, name in vocabulary("topics").items():
        models = [model for model in site.catalogue.models if code in model.topics]
        here = [model for model in models if home_province() in provinces[model.slug]]
        criteria = tuple(_support(model.criteria[key] for model in here) for key in CRITERIA)
        somewhere = sum(1 for model in models if provinces[model.slug])
        rows.append(TopicRow(code, name, len(here), criteria, somewhere - len(here)))
    return sorted(rows, key=lambda row: row.total)


def _support(parts: Iterable[Part]) -> CriterionSupport:
    told = [part for part in parts if part.state != "empty"]
    levels = {part.evidence for part in told}
    return CriterionSupport(len(told), next((code for code in reversed(vocabulary("evidence")) if code in levels), ""))


def copied_models(site: Site) -> tuple[list[Spread], list[Spread]]:
    """Models that were copied: first those of the home province, then all others; each list as in the ledger."""
    spread = Ledger(site).spread
    return [one for one in spread if _at_home(one.original)], [one for one in spread if not _at_home(one.original)]


def oldest_first(site: Site) -> list[tuple[Model, Confirmation]]:
    """Models of the home province with a known day of confirmation, oldest first, without days of file changes."""
    rests = ((model, site.confirmations.of(model)) for model in site.catalogue.models if _at_home(model))
    known = [(model, told) for model, told in rests if told and told.basis != "change"]
    return sorted(known, key=lambda pair: (pair[1].day, pair[0].slug))


@dataclass(frozen=True)
class OwnerQuestions:
    """One owner, and the details missing in its models."""

    kind: str
    """`Hội Liên hiệp Phụ nữ`."""
    owner: str
    place: str
    models: tuple[Model, ...]
    missing: tuple[tuple[str, int], ...]
    """What is missing, in how many models; what most of them lack first."""

    @property
    def answers(self) -> int:
        """How many things there are to ask."""
        return sum(count for _, count in self.missing)


def owner_questions(site: Site) -> list[OwnerQuestions]:
    """Whom to ask in the home province: the owner with most to tell first; without a name there is nobody to ask."""
    owners: dict[tuple[str, str, str], list[Model]] = {}
    for model in site.catalogue.models:
        if _at_home(model) and model.owner.name:
            owners.setdefault((model.owner.kind, model.owner.name, place_line(model)), []).append(model)
    found = [_questions_for(*owner, models) for owner, models in owners.items()]
    asked = [one for one in found if one.missing]
    return sorted(asked, key=lambda one: (-one.answers, fold(one.owner), fold(one.place)))


def _questions_for(kind: str, owner: str, place: str, models: list[Model]) -> OwnerQuestions:
    counted = Counter(item for model in models for item in missing(model))
    return OwnerQuestions(label("owner_kinds", kind), owner, place, tuple(models), tuple(counted.most_common()))


def _at_home(model: Model) -> bool:
    return home_province() in _provinces(model)


def _provinces(model: Model) -> set[str]:
    """Codes of the provinces that have models or may have some."""
    by_code = gazetteer().by_code
    codes = (*(commune.code for commune in model.communes), *model.candidates)
    return {by_code[code].province_code for code in codes} | {place.province for place in model.done if place.province}
