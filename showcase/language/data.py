"""The data files of the rooms: YAML of our own, read by libyaml where there is one."""

from pathlib import Path
from typing import Any

import yaml

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_data(path: Path) -> Any:
    """The content of a YAML file that comes with the code."""
    with path.open(encoding="utf-8") as stream:
        return yaml.load(stream, Loader=_LOADER)
