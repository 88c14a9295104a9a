"""Facts about a model from outside its file: promises, collections, last confirmation, possible communes."""

from dataclasses import dataclass

from showcase.files.collections import Collection
from showcase.gazetteer.communes import Commune
from showcase.insight.promises import Pledge
from showcase.insight.site import Site
from showcase.insight.staleness import Confirmation
from showcase.model.model import Model


@dataclass(frozen=True)
class Around:
    """Facts about one model from outside its file."""

    pledges: list[Pledge]
    """Promises of communes to copy the model."""
    chosen: list[Collection]
    """The collections that contain the model."""
    confirmed: Confirmation | None
    is_stale: bool
    may_be: list[list[tuple[Commune, bool]]]
    """For each place of the model: its possible communes, and whether each has a page."""


def around(site: Site, model: Model) -> Around:
    """Collect the facts about one model."""
    return Around(
        pledges=site.promises.by_original.get(model.slug, []),
        chosen=site.chosen.get(model.slug, []),
        confirmed=site.confirmations.of(model),
        is_stale=site.confirmations.is_old(model),
        may_be=[site.may_be(place) for place in model.places],
    )
