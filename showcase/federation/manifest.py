"""What the site of a province publishes for a national one: counts, and every file of its index with size and digest.

`du-lieu/lien-ket.json` holds `format`, `province` (code), `publisher`, `day` (ISO day of the newest change), `counts`
(models of each level of detail), `communes` (code -> models, told models), and `files` (path from the root of the
site -> bytes, SHA-256): those of the search index, and the facts and cards of told models, which say what fits whom.
"""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from showcase.insight.site import Site
from showcase.schema.settings import home_province
from showcase.schema.vocabulary import vocabulary

FILE = "du-lieu/lien-ket.json"

FORMAT = 5
"""Raised when an older national site could no longer read what is published."""

INDEX = "assets/search/index/"
CARDS = "assets/fit/cards/"
FACTS = "assets/fit/facts.json"


def manifest_files(site: Site, files: Mapping[str, bytes], day: str) -> dict[str, bytes]:
    """The manifest of a site; `files`: path from the root of the site -> content of all that the build makes."""
    shared = {name: content for name, content in sorted(files.items()) if name.startswith((INDEX, CARDS, FACTS))}
    models = site.catalogue.models
    told: dict[str, Any] = {
        "format": FORMAT,
        "province": home_province(),
        "publisher": site.settings.publisher,
        "day": day,
        "counts": {detail: sum(one.detail == detail for one in models) for detail in vocabulary("details")},
        "communes": {
            code: [len(own), sum(one.detail != "name" for one in own)]
            for code, own in sorted(site.catalogue.by_commune.items())
        },
        "files": {name: [len(content), hashlib.sha256(content).hexdigest()] for name, content in shared.items()},
    }
    return {FILE: json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()}
