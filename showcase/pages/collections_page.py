"""Contexts of the pages of collections: the list, one collection, and a reader's own collection."""

from dataclasses import dataclass
from typing import ClassVar

from showcase.files.collections import OWN, Collection
from showcase.look.rendering import Context

ADDRESS = "bo-suu-tap/"
OWN_ADDRESS = f"{ADDRESS}{OWN}/"

MOST = 30
"""Most models of a reader's own collection."""


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
    """Slugs of its first `MOST` models, `a,b,c`, as in the address of a reader's own collection."""
    edit_address: str | None


@dataclass(frozen=True, kw_only=True)
class OwnCollectionPage(Context):
    """The page where a reader makes a collection, which is stored in the address."""

    template: ClassVar[str] = "own_collection.html"

    root: str
    most: int


def slugs_of(collection: Collection) -> str:
    """The slugs of the first `MOST` models: `a,b,c`."""
    return ",".join(chosen.model.slug for chosen in collection.models[:MOST])
