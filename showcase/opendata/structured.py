"""The description of a model in schema.org (JSON-LD), for search engines and catalogues."""

from showcase.files.catalogue import Catalogue
from showcase.gazetteer.communes import gazetteer
from showcase.model.model import Model, Source
from showcase.schema.dates import read_date


def structured_data(catalogue: Catalogue, model: Model, changed: str | None) -> dict[str, object]:
    """The model as an `Article` of schema.org. `changed`: ISO date of the last change of its file, None if unknown."""
    made: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "Article",
        "headline": model.title,
        "abstract": model.summary,
        "inLanguage": "vi",
        "license": "https://creativecommons.org/licenses/by/4.0/",
        "citation": [_citation(source) for source in map(catalogue.source, model.sources)],
    }
    if locations := _locations(model):
        made["contentLocation"] = locations
    if model.owner.name:
        # Some owners of the kind `ca-nhan` are a household, or a person together with others: no `Person`.
        kind = "Thing" if model.owner.kind == "ca-nhan" else "Organization"
        made["about"] = {"@type": kind, "name": model.owner.name}
    if changed:
        made["dateModified"] = changed
    return made


def _citation(source: Source) -> dict[str, str]:
    """A source with its date. It has no `temporalCoverage`, since files give the years of the deed only in words."""
    made = {"@type": "CreativeWork", "name": source.title}
    return {**made, "datePublished": read_date(source.date.split("-")[-1]).iso()} if source.date else made


def _locations(model: Model) -> list[dict[str, str]]:
    """The communes of the model, and the provinces where its commune is unknown."""
    provinces = gazetteer().provinces
    wide = dict.fromkeys(provinces[place.province] for place in model.done if place.province and not place.today)
    return [
        *({"@type": "Place", "name": commune.full_name} for commune in model.communes),
        *({"@type": "AdministrativeArea", "name": name} for name in wide),
    ]
