"""What `mkdocs.yml` says of the site: the one file of settings for both frames."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from showcase.language.words import slugify

FILE = "mkdocs.yml"

_ALWAYS = ("toc", "tables", "fenced_code")
"""Extensions of Markdown that MkDocs takes whether they are listed or not, in its order."""


@dataclass(frozen=True)
class SiteConfig:
    """The part of `mkdocs.yml` that the plain frame needs."""

    site_name: str
    site_description: str
    copyright: str
    address: str
    """Public address of the site, ending in a slash; empty where it is not known."""
    repository: str
    templates: str
    """Folder of the frame's templates below the root of the project: `overrides`."""
    extensions: tuple[str, ...]
    """Extensions of Markdown, in order: `attr_list`."""
    options: Mapping[str, Mapping[str, Any]]
    """Extension -> its options."""


def read_config(file: Path) -> SiteConfig:
    """Read `mkdocs.yml`. Raises OSError, yaml.YAMLError, and KeyError for a setting that is missing."""
    told = yaml.load(file.read_bytes(), _Loader)
    listed = [one if isinstance(one, dict) else {one: {}} for one in told["markdown_extensions"]]
    options = {name: dict(those or {}) for one in listed for name, those in one.items()}
    options.setdefault("toc", {})["slugify"] = lambda heading, _: slugify(heading)
    return SiteConfig(
        site_name=told["site_name"],
        site_description=told["site_description"],
        copyright=told["copyright"],
        address=told["site_url"],
        repository=told["extra"]["repository"],
        templates=told["theme"]["custom_dir"],
        extensions=tuple(dict.fromkeys((*_ALWAYS, *options))),
        options=options,
    )


class _Loader(yaml.SafeLoader):
    """YAML with the one tag that MkDocs adds."""


def _variable(loader: yaml.SafeLoader, node: yaml.SequenceNode) -> Any:
    """`!ENV [SITE_URL, ""]`: the first variable that is set, otherwise the last item."""
    *names, default = loader.construct_sequence(node)
    return next((os.environ[name] for name in names if name in os.environ), default)


_Loader.add_constructor("!ENV", _variable)
