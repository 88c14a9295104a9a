"""The files that a province's site publishes for the national site, from the models of one case."""

from pathlib import Path

import pytest

from showcase.federation.manifest import CARDS, FACTS, INDEX, manifest_files
from showcase.files.catalogue import ModelFiles
from showcase.insight.site import Site
from showcase.replication.fit import fit_files
from showcase.search.index import index_files

GOOD = Path(__file__).resolve().parents[1] / "cases" / "valid" / "everything-filled" / "models"


@pytest.fixture(scope="session")
def published() -> dict[str, bytes]:
    """Path from the root of the site -> content; the province is 91."""
    return publish()


@pytest.fixture(scope="session")
def published_large() -> dict[str, bytes]:
    """The same, with the index in the format of a large catalogue."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("showcase.search.index.SMALL", 0)
        return publish()


def publish() -> dict[str, bytes]:
    site = Site(ModelFiles(GOOD).load())
    files = {f"{INDEX}{name}": content for name, content in index_files(site.catalogue).items()} | fit_files(site)
    shared = {name: content for name, content in files.items() if name.startswith((INDEX, CARDS, FACTS))}
    return shared | manifest_files(site, files, "2026-11-28")
