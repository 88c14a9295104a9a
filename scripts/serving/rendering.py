"""The frames of pages, rendered by MkDocs without the pages of the catalogue."""

from lib.environment import ROOT

import os
import tempfile

from mkdocs.commands.build import build
from mkdocs.config import load_config

from showcase.publishing.on_demand import Surroundings
from showcase.publishing.publication import Publication


def surroundings(publication: Publication) -> Surroundings:
    """Render every page written by hand and every frame. Raises mkdocs.exceptions.Abort and OSError."""
    os.environ["NO_MKDOCS_2_WARNING"] = "1"  # as in building.py
    around = Surroundings()
    with tempfile.TemporaryDirectory(prefix="showcase-") as folder:
        config = load_config(str(ROOT / "mkdocs.yml"), site_dir=folder)
        config.extra |= {"publication": publication, "around": around}
        build(config)
    return around
