"""What a model file remembers of its register: which row it is of, and what the register said in each field.

One comment line at the head of the file holds it, so that it travels with the file and needs nothing beside it:

    # Dấu của sổ đăng ký (máy ghi, xin giữ dòng này): hang=bcdfghjk dot=2026 ban=… title=… plan.steps=…

A field whose value still has the digest that stands here is the register's, and the next register may renew it; any
other field is the editor's. Digests are letters only, since no line of a file may look like a number of a person.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from showcase.language.words import syllables
from showcase.schema.fields import MODEL, Kind

LEAD = "# Dấu của sổ đăng ký (máy ghi, xin giữ dòng này): "
ORIGIN = "# Từ sổ đăng ký: "
SAID = "# Sổ ghi "
_MARK = re.compile(rf"^{re.escape(LEAD)}(.*)$", re.MULTILINE)
_LETTERS = "bcdfghjklmnpqrstvwxz"
_LENGTH = 9


def digest(value: object) -> str:
    """Nine letters that stand for a value; equal values, in whatever order their keys stand, have equal ones."""
    raw = json.dumps(value, ensure_ascii=False, sort_keys=True, default=str).encode("utf-8", errors="surrogatepass")
    number = int.from_bytes(sha256(raw).digest()[:8], "big")
    made = ""
    for _ in range(_LENGTH):
        number, rest = divmod(number, len(_LETTERS))
        made += _LETTERS[rest]
    return made


def identity(title: str, owner: str, place: str) -> str:
    """What makes a row the same model in the next register. `place`: `Spot.mark`."""
    return digest([syllables(title), syllables(owner), place])


@dataclass(frozen=True)
class Mark:
    """The mark of one file."""

    row: str
    """The `identity` of its row."""
    period: str
    content: str
    """The digest of all that the register said, comments included."""
    fields: Mapping[str, str] = field(default_factory=dict)
    """Path of a field -> the digest of what the register said there."""

    def line(self) -> str:
        """The comment line."""
        pairs = {"hang": self.row, "dot": self.period.replace(" ", ""), "ban": self.content, **self.fields}
        return LEAD + " ".join(f"{key}={value}" for key, value in pairs.items() if value)


def read_mark(text: str) -> Mark | None:
    """The mark in the text of a file; None in one that is of no register."""
    match = _MARK.search(text)
    if not match:
        return None
    pairs = dict(one.split("=", 1) for one in match[1].split() if "=" in one)
    row, period, content = (pairs.pop(key, "") for key in ("hang", "dot", "ban"))
    return Mark(row, period, content, pairs) if row else None


def flat(values: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """The fields of a file that are compared one by one: `("plan.steps", [...])`; a list is one field."""
    for key, value in values.items():
        row = MODEL.by_key[key]
        if row.kind is Kind.GROUP and not row.many:
            yield from ((f"{key}.{child}", inner) for child, inner in value.items())
        else:
            yield key, value
