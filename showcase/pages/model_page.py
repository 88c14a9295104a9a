"""What the page of one model shows."""

from showcase.insight.completeness import asked, completeness, missing
from showcase.insight.families import given_up, out_of_order
from showcase.insight.listing import key_figures
from showcase.insight.questions import ask_address
from showcase.insight.site import Site, model_address
from showcase.model.model import Model
from showcase.opendata.structured import structured_data
from showcase.schema.vocabulary import CRITERIA


def model_view(site: Site, model: Model) -> dict[str, object]:
    """Everything on the page of one model."""
    catalogue = site.catalogue
    original = catalogue.by_slug.get(model.replicates.model) if model.replicates else None
    copies = catalogue.copies.get(model.slug, [])
    return {
        "model": model,
        "locator": site.locator.drawing(model.communes),
        "key_figures": key_figures(model),
        "criteria": list(enumerate(model.criteria.items())),
        "story": [(key, part) for key, part in model.story.items() if part.state != "empty"],
        "original": original,
        "earlier": original is not None and out_of_order(original, model),
        "copies": copies,
        "given_up": sum(map(given_up, copies)),
        "kind": site.families.kind_apart(model),
        "tree": site.families.tree(model),
        "elsewhere": site.families.elsewhere(model),
        "similar": site.relations.similar(model),
        "sources": [catalogue.source(source) for source in model.sources],
        "source_numbers": {source.id: number for number, source in enumerate(model.sources, start=1)},
        "plan_told": model.replication.told or bool(model.replication.contact),
        "plan_unknown": [item.label for item in asked(model) if item.key.startswith("replication.") and not item.told],
        "completeness": completeness(model),
        "missing": missing(model),
        "changed": site.changes.get(model.file),
        "edit_address": site.edit_address(model.file),
        "arranged": _arranged_by_editor(model),
        "ask_address": ask_address(model, site.repository, site.address and site.address + model_address(model)),
        "structured": structured_data(catalogue, model, site.changes.get(model.file)),
    }


def _arranged_by_editor(model: Model) -> bool:
    """Whether the source does not follow the six criteria, so that an editor has sorted its facts into them."""
    told = [part for part in model.criteria.values() if part.state != "empty"]
    return 0 < len(told) < len(CRITERIA)
