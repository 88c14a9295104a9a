"""The table of twins in HACKING.md: what exists in Python and in JavaScript, with the cases that both sides run."""

from lib.environment import ROOT

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

DATA = ROOT / "tests" / "twins" / "twins.yml"
START, END = "<!-- twins: written by scripts/write_reference.py -->\n", "<!-- end of twins -->\n"


@dataclass(frozen=True)
class Twin:
    """One twin. Paths begin at the root of the project, paths of scripts at `docs/assets/`."""

    what: str
    python: list[str]
    scripts: list[str]
    cases: str
    runs: list[str]


def twins(data: Path = DATA) -> list[Twin]:
    """All twins, in the order of the file."""
    return [Twin(**row) for row in _read(data)["twins"]]


def formats(data: Path = DATA) -> set[tuple[str, str]]:
    """Pairs of a script and the module whose files it reads."""
    return {(row["script"], row["module"]) for row in _read(data)["formats"]}


def with_table(text: str) -> str:
    """The text of HACKING.md with the table of today between its marks. Raises ValueError where a mark is missing."""
    head, _, rest = text.partition(START)
    _, end, tail = rest.partition(END)
    if not end:
        raise ValueError(f"HACKING.md: {START.strip()}")
    return f"{head}{START}{_table()}{END}{tail}"


def _table() -> str:
    rows = [(one.what, _named(one.python), _named(one.scripts), f"`{one.cases}`") for one in twins()]
    head = ("| Twin | `showcase/` | `docs/assets/` | Cases |", "|---|---|---|---|")
    return "".join(f"{line}\n" for line in (*head, *(f"| {' | '.join(row)} |" for row in rows)))


def _named(paths: list[str]) -> str:
    return ", ".join(f"`{path.removeprefix('showcase/')}`" for path in paths)


def _read(data: Path) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(data.read_text(encoding="utf-8"))
    return found
