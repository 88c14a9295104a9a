"""The mark of a register in a model file: which row the file is of, and a digest of the row's value in each field.

It is one comment line at the head of the file, so that no other file is needed:

    # Dấu của sổ đăng ký (máy ghi, xin giữ dòng này): hang=bcdfghjk dot=2026 ban=… title=… plan.steps=…

A field whose value still has the digest of the mark came from the register, and the next register may update it. Any
other field was changed by an editor. Digests are letters only: a line with digits might look like a personal number.
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
NOTE = "# Sổ ghi "
_MARK = re.compile(rf"^{re.escape(LEAD)}(.*)$", re.MULTILINE)
_LETTERS = "bcdfghjklmnpqrstvwxz"
_LENGTH = 9


def digest(value: object) -> str:
    """Nine letters for a value that JSON can hold; the order of keys does not matter."""
    raw = json.dumps(value, ensure_ascii=False, sort_keys=True, default=str).encode("utf-8", errors="surrogatepass")
    number = int.from_bytes(sha256(raw).digest()[:8], "big")
    made = ""
    for _ in range(_LENGTH):
        number, rest = divmod(number, len(_LETTERS))
        made += _LETTERS[rest]
    return made


def identity(title: str, owner: str, place: str) -> str:
    """The digest by which the next register finds the same model again. `place`: `Spot.mark`."""
    return digest([syllables(title), syllables(owner), place])


@dataclass(frozen=True)
class Mark:
    """The mark of one file."""

    row: str
    """The `identity` of the row."""
    period: str
    content: str
    """The digest of the whole row, comments included."""
    fields: Mapping[str, str] = field(default_factory=dict)
    """Path of a field -> the digest of the row's value: `{"plan.steps": "bcdfghjkl"}`."""

    def line(self) -> str:
        """The comment line."""
        pairs = {"hang": self.row, "dot": self.period.replace(" ", ""), "ban": self.content, **self.fields}
        return LEAD + " ".join(f"{key}={value}" for key, value in pairs.items() if value)


def read_mark(text: str) -> Mark | None:
    """The mark in the text of a file; None for a file that came from no register."""
    match = _MARK.search(text)
    if not match:
        return None
    pairs = dict(pair.split("=", 1) for pair in match[1].split() if "=" in pair)
    row, period, content = (pairs.pop(key, "") for key in ("hang", "dot", "ban"))
    return Mark(row, period, content, pairs) if row else None


def flat(values: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """The fields of a file that are compared singly: `("plan.steps", [...])`. A list is one field."""
    for key, value in values.items():
        row = MODEL.by_key[key]
        if row.kind is Kind.GROUP and not row.many:
            yield from ((f"{key}.{child}", inner) for child, inner in value.items())
        else:
            yield key, value
