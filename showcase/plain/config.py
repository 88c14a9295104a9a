"""The settings in `mkdocs.yml`, which both MkDocs and the plain frame use."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from showcase.language.words import slugify

FILE = "mkdocs.yml"

_ALWAYS = ("toc", "tables", "fenced_code")
"""Extensions of Markdown that MkDocs always uses, in its order."""


@dataclass(frozen=True)
class SiteConfig:
    """The part of `mkdocs.yml` that the plain frame needs."""

    site_name: str
    site_description: str
    copyright: str
    address: str
    """Public address of the site, ending in a slash; empty if unknown."""
    repository: str
    templates: str
    """Folder of the frame's templates below the root of the project: `overrides`."""
    extensions: tuple[str, ...]
    """Extensions of Markdown, in order: `attr_list`."""
    options: Mapping[str, Mapping[str, Any]]
    """Extension -> its options."""


def read_config(file: Path) -> SiteConfig:
    """Read `mkdocs.yml`. Raises OSError, yaml.YAMLError, and KeyError for a missing setting."""
    values = yaml.load(file.read_bytes(), _Loader)
    listed = [item if isinstance(item, dict) else {item: {}} for item in values["markdown_extensions"]]
    options = {name: dict(those or {}) for extension in listed for name, those in extension.items()}
    options.setdefault("toc", {})["slugify"] = lambda heading, _: slugify(heading)
    return SiteConfig(
        site_name=values["site_name"],
        site_description=values["site_description"],
        copyright=values["copyright"],
        address=values["site_url"],
        repository=values["extra"]["repository"],
        templates=values["theme"]["custom_dir"],
        extensions=tuple(dict.fromkeys((*_ALWAYS, *options))),
        options=options,
    )


class _Loader(yaml.SafeLoader):
    """YAML with MkDocs's tag `!ENV`."""


def _variable(loader: yaml.SafeLoader, node: yaml.SequenceNode) -> Any:
    """The value of `!ENV [SITE_URL, ""]`: the first variable that is set, otherwise the last item."""
    *names, default = loader.construct_sequence(node)
    return next((os.environ[name] for name in names if name in os.environ), default)


_Loader.add_constructor("!ENV", _variable)
