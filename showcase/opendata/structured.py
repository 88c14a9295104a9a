"""A model in the terms of schema.org, for search engines and catalogues."""

from showcase.files.catalogue import Catalogue
from showcase.model.model import Model
from showcase.schema.dates import read_date


def structured_data(catalogue: Catalogue, model: Model, changed: str | None) -> dict[str, object]:
    """The model as an article of schema.org. `changed`: the ISO day of the last change of its file, where known."""
    made: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "Article",
        "headline": model.title,
        "abstract": model.summary,
        "inLanguage": "vi",
        "license": "https://creativecommons.org/licenses/by/4.0/",
        "citation": [source.title for source in map(catalogue.source, model.sources)],
        "contentLocation": [{"@type": "Place", "name": commune.full_name} for commune in model.communes],
    }
    if model.owner.name:
        made["about"] = {
            "@type": "Organization" if model.owner.kind != "ca-nhan" else "Person",
            "name": model.owner.name,
        }
    if model.told_day:
        made["temporalCoverage"] = _iso(model.told_day)
    if changed:
        made["dateModified"] = changed
    return made


def _iso(period: str) -> str:
    """A date or a span of years in ISO 8601: `2020-09-17` of `17/9/2020`, `2016/2020` of `2016-2020`."""
    return "/".join(read_date(end).iso() for end in period.split("-"))
