"""What the pages of collections show: the list, one collection, and the page for a reader's own."""

from dataclasses import dataclass
from typing import ClassVar

from showcase.files.collections import OWN, Collection
from showcase.look.rendering import Context

ADDRESS = "bo-suu-tap/"
OWN_ADDRESS = f"{ADDRESS}{OWN}/"

MOST = 30
"""So many models a reader's own collection holds."""


@dataclass(frozen=True, kw_only=True)
class CollectionsPage(Context):
    """All collections."""

    template: ClassVar[str] = "collections.html"

    root: str
    collections: list[Collection]


@dataclass(frozen=True, kw_only=True)
class CollectionPage(Context):
    """One collection."""

    template: ClassVar[str] = "collection.html"

    root: str
    address: str
    """Public address of the page; empty where the site has none."""
    collection: Collection
    slugs: str
    """Of its first models, as the address of a reader's own collection holds them."""
    edit_address: str | None


@dataclass(frozen=True, kw_only=True)
class OwnCollectionPage(Context):
    """Where a reader puts together a collection; the address holds it."""

    template: ClassVar[str] = "own_collection.html"

    root: str
    most: int


def slugs_of(collection: Collection) -> str:
    """`a,b,c`."""
    return ",".join(one.model.slug for one in collection.models[:MOST])
