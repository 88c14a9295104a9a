"""What the page of any model shows beside its own file: promises, collections, how fresh it is, where it may be."""

from dataclasses import dataclass

from showcase.files.collections import Collection
from showcase.gazetteer.communes import Commune
from showcase.insight.promises import Pledge
from showcase.insight.site import Site
from showcase.insight.staleness import Confirmation
from showcase.model.model import Model


@dataclass(frozen=True)
class Around:
    """What the site knows of a model besides its file."""

    pledges: list[Pledge]
    """Promises to do the same."""
    chosen: list[Collection]
    """The collections that it is in."""
    confirmed: Confirmation | None
    is_stale: bool
    may_be: list[list[tuple[Commune, bool]]]
    """For each place the communes that it may be, and whether each has a page."""


def around(site: Site, model: Model) -> Around:
    """Everything of it."""
    return Around(
        pledges=site.promises.by_original.get(model.slug, []),
        chosen=site.chosen.get(model.slug, []),
        confirmed=site.confirmations.of(model),
        is_stale=site.confirmations.is_old(model),
        may_be=[site.may_be(place) for place in model.places],
    )
