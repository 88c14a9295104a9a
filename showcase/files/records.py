"""What reading a good model file gave, as a record for the store, so that the file need not be read and checked again.

A record holds the values, and the lines that rules between files ask for. It stands below a digest of the file and of
the register of sources. The pictures beside the file are checked too, so the record names them with their digests.
"""

import hashlib
import json
from pathlib import Path

from showcase.files.pictures import SIZE_LIMIT
from showcase.files.reading import Reading
from showcase.files.tree import is_regular
from showcase.model.model import Source
from showcase.store.results import Store

_LINES = ("", "replicates", "replicates.model", "family")
"""Where the rules of `links.py` look."""


def record_key(store: Store, file: str, content: bytes, register: bytes) -> bytes:
    """The key of the record of a file: `file` is its name in messages, `register` the digest of all sources."""
    return store.key("model file", file, content, register)


def register_digest(register: dict[str, Source]) -> bytes:
    """A digest of the common register of sources."""
    return hashlib.sha256(repr(register).encode()).digest()


def record(reading: Reading, folder: Path) -> bytes:
    """The record of a file without problems; `folder` holds the file and its pictures."""
    pictures = {name: _digest(folder / name) for name in _pictures(reading)}
    lines = _lines(reading)
    return json.dumps({"values": reading.values, "lines": lines, "pictures": pictures}, separators=(",", ":")).encode()


def recalled(written: bytes, file: str, folder: Path) -> Reading | None:
    """The reading in a record; None when a picture beside the file has changed since."""
    told = json.loads(written)
    if any(_digest(folder / name) != digest for name, digest in told["pictures"].items()):
        return None
    return Reading(file, told["values"], told["lines"])


def slim(reading: Reading) -> Reading:
    """A reading without the data that only its checks need, to save memory."""
    return Reading(reading.file, lines=_lines(reading))


def _lines(reading: Reading) -> dict[str, int]:
    return {path: line for path, line in reading.lines.items() if path in _LINES}


def _pictures(reading: Reading) -> list[str]:
    return [one["file"] for one in reading.values.get("pictures", ())]


def _digest(path: Path) -> str:
    """A digest of a picture; for anything that is no picture, or too large to be one, a digest of its kind."""
    if not is_regular(path):
        return "link" if path.is_symlink() else "none"
    size = path.stat().st_size
    return hashlib.sha256(path.read_bytes()).hexdigest() if size <= SIZE_LIMIT else f"{size} bytes"
