"""From the plain values of a file to a `Model`."""

from typing import Any

from showcase.model.model import (
    Citation,
    Cost,
    Figure,
    Force,
    Grade,
    Model,
    Owner,
    Part,
    Picture,
    Place,
    Plan,
    Promise,
    Recognition,
    Registered,
    Replicates,
    Replication,
    Resource,
    Source,
    Standing,
)
from showcase.schema.vocabulary import CRITERIA, STORY


def build(slug: str, file: str, values: dict[str, Any]) -> Model:
    """The model of a file that was read without problems; `values` as `showcase.files.reading` gives them."""
    parts = {key: _part(values[key]) for key in (*STORY, *CRITERIA) if key in values}
    made: dict[str, Any] = {
        **{key: _frozen(value) for key, value in values.items()},
        **parts,
        "owner": Owner(**values["owner"]),
        "places": tuple(Place(**_frozen_values(place)) for place in values["places"]),
        "sources": tuple(Source(**source) for source in values["sources"]),
        "replication": _replication(values.get("replication", {})),
        **{key: tuple(made_of(**one) for one in values.get(key, ())) for key, made_of in _LISTS.items()},
        **{key: made_of(**_with_citation(values[key])) for key, made_of in _GROUPS.items() if key in values},
    }
    if "plan" in values:
        made["plan"] = _plan(values["plan"])
    return Model(slug=slug, file=file, **made)


_LISTS: dict[str, type] = {
    "recognition": Recognition,
    "grades": Grade,
    "forces": Force,
    "promises": Promise,
    "pictures": Picture,
}
_GROUPS: dict[str, type] = {"registered": Registered, "standing": Standing, "replicates": Replicates}


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _frozen_values(values: dict[str, Any]) -> dict[str, Any]:
    return {key: _frozen(value) for key, value in values.items()}


def _with_citation(values: dict[str, Any]) -> dict[str, Any]:
    source = {"source": Citation(**values["source"])} if "source" in values else {}
    return {**_frozen_values(values), **source}


def _part(values: dict[str, Any]) -> Part:
    figures = tuple(Figure(**figure) for figure in values.get("figures", ()))
    return Part(**{**_with_citation(values), "figures": figures})


def _replication(values: dict[str, Any]) -> Replication:
    cost = tuple(Cost(**one) for one in values.get("cost", ()))
    return Replication(**{**_with_citation(values), "cost": cost, "resources": _resources(values)})


def _plan(values: dict[str, Any]) -> Plan:
    return Plan(**{**_with_citation(values), "resources": _resources(values)})


def _resources(values: dict[str, Any]) -> tuple[Resource, ...]:
    return tuple(Resource(**one) for one in values.get("resources", ()))
