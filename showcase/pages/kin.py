"""The original of a model, its copies, and the other models of its family."""

from dataclasses import dataclass

from showcase.insight.families import Tree, given_up, out_of_order
from showcase.insight.site import Site
from showcase.model.model import Model


@dataclass(frozen=True)
class Kin:
    """The family of one model on its page."""

    original: Model | None
    earlier: bool
    """Whether the copy began before its original: one of the two dates is probably wrong."""
    copies: list[Model]
    given_up: int
    kind: Model | None
    tree: Tree | None
    elsewhere: list[Model]

    @property
    def has_relatives(self) -> bool:
        """Whether there is a family to show."""
        return bool(self.tree or self.elsewhere)


def kin_of(site: Site, model: Model) -> Kin:
    """Original, copies and family of a model."""
    catalogue, families = site.catalogue, site.families
    original = catalogue.by_slug.get(model.replicates.model) if model.replicates else None
    copies = catalogue.copies.get(model.slug, [])
    return Kin(
        original=original,
        earlier=original is not None and out_of_order(original, model),
        copies=copies,
        given_up=sum(map(given_up, copies)),
        kind=families.kind_apart(model),
        tree=families.tree(model),
        elsewhere=families.elsewhere(model),
    )
