"""From the plain values of a file to a `Model`."""

from typing import Any

from showcase.model.model import (
    Citation,
    Cost,
    Figure,
    Model,
    Owner,
    Part,
    Picture,
    Place,
    Recognition,
    Replicates,
    Replication,
    Source,
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
        "recognition": tuple(Recognition(**one) for one in values.get("recognition", ())),
        "pictures": tuple(Picture(**one) for one in values.get("pictures", ())),
        "replication": _replication(values.get("replication", {})),
    }
    if "replicates" in values:
        made["replicates"] = Replicates(**_with_citation(values["replicates"]))
    return Model(slug=slug, file=file, **made)


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
    return Replication(**{**_with_citation(values), "cost": cost})
