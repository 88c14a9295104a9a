"""What a value may look like, as far as it is data: limits, patterns, and the words about numbers.

All of it stands in `data/grammar.yml`, which the entry form in the browser goes by as well.
"""

import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).with_name("grammar.yml")


@cache
def grammar() -> dict[str, Any]:
    """The data file, with the pieces put into the patterns."""
    with FILE.open(encoding="utf-8") as stream:
        found: dict[str, Any] = yaml.safe_load(stream)
    for section in ("patterns", "personal"):
        for name, written in found[section].items():
            for piece, text in found["pieces"].items():
                written = written.replace(f"%{piece}%", text)
            found[section][name] = written
    return found


def limit(name: str) -> int:
    """How much there may be: `limit("slug") == 80` characters. Raises KeyError for an unknown name."""
    return int(grammar()["limits"][name])


@cache
def pattern(name: str, section: str = "patterns") -> re.Pattern[str]:
    """The pattern of that name; `section` may be `personal`. Raises KeyError for an unknown name."""
    return re.compile(grammar()[section][name])
