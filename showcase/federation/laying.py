"""The index of a province as the national site serves it: the core has only what every answer needs.

Readers search several provinces at once, so each core must be small. Synonyms and everyday words, the same for all
provinces, are in one shared file (`shared_file`). Each facet that few answers need has its own file, which
`docs/assets/search/index.js` fetches on demand: owners and places when a query names one,
all others when a reader opens the filters. The models of a small catalogue are moved out of its core.

A facet with its own file has only `key` and `file` in the header. That file has the format of a core: `facets`,
`fewColumn`, then the columns. `entry.json` names the shared file as `shared`, beside `core`.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from showcase.federation.checking import BrokenError, header_of, unpacked
from showcase.federation.manifest import INDEX
from showcase.language.packing import gzipped, packed
from showcase.search.columns import Columns
from showcase.search.core import core_content, large_header, shared_texts, sizes_and_counts
from showcase.search.documents import card_texts
from showcase.search.index import ENTRY, packed_models

ALWAYS = ("loai-viec", "cung-ten")
"""Facets that every answer needs besides those of which results show the values."""
ALONE = ("chu-the", "dia-ban")
"""Facets that a query may mean, each in a file of its own."""
_UP = "../../../../"
"""From the index of a province to the folder of the shared file."""
_SINGLE = ("maybeColumn", "nameColumn", "rankColumn")
_SMALL_ONLY = ("cards", "scale")

Row = tuple[Any, ...]
Facets = list[tuple[dict[str, Any], list[Row]]]
"""Facets without their columns, each with the list of every model."""


@dataclass(frozen=True)
class ServedIndex:
    """The index of one province, by names below its folder."""

    files: dict[str, bytes]
    """Files made here."""
    kept: frozenset[str]
    """Files served as published."""
    core: str

    @property
    def core_bytes(self) -> int:
        """Bytes fetched before the first query."""
        return len(self.files[self.core])


@cache
def shared_file() -> tuple[str, bytes]:
    """Name and content of the texts that all cores have in common."""
    content = packed(_json(shared_texts()))
    return f"chung-{_digest(content)}.bin", content


def index_part(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The index files of a published site, by names below the index folder."""
    return {name.removeprefix(INDEX): content for name, content in files.items() if name.startswith(INDEX)}


def served_index(files: Mapping[str, bytes]) -> ServedIndex:
    """Convert the index of a province; `files`: checked, by names below its folder. Raises BrokenError."""
    try:
        return _served(files)
    except (AttributeError, IndexError, KeyError, TypeError, ValueError) as error:
        raise BrokenError(f"chỉ mục không xếp lại được: {str(error)[:80]}") from error


def _served(files: Mapping[str, bytes]) -> ServedIndex:
    [published] = [name for name in files if name.endswith("/core.bin")]
    state = published.partition("/")[0]
    old = _Core(unpacked(files[published]))
    made, header, rest = _without_cards(old) if "cards" in old.header else ({}, old.header, old.rest)
    here, apart = _parted(old)
    made |= dict(apart.values())
    core = _core(old, header, here, {key: name for key, (name, _) in apart.items()}, rest)
    name = f"{state}/core-{_digest(core)}.bin"
    told = {f"{state}/{one}": content for one, content in made.items()}
    entry = _json({"core": name, "shared": _UP + shared_file()[0]})
    kept = frozenset(files.keys() - told.keys() - {published, ENTRY})
    return ServedIndex({**told, name: core, ENTRY: entry}, kept, name)


class _Core:
    """A published core with its columns parsed."""

    def __init__(self, content: bytes) -> None:
        self.header = header_of(content)
        self.columns = content[4 + int.from_bytes(content[:4], "little") :]
        self.count: int = self.header["count"]
        self.few = self.rows(self.header["fewColumn"])
        self.facets: Facets = [(_described(one), self.rows(one)) for one in self.header["facets"]]

    @property
    def rest(self) -> bytes:
        """The numbers of the core, and the bytes that files of heads and sentences continue."""
        return self.columns[self.header["numbersAt"] :]

    def rows(self, column: dict[str, Any]) -> list[Row]:
        """One list of values for each model."""
        lists = [tuple(one) for one in column["lists"]]
        if "of" in column:
            return [lists[row[column["of"]]] for row in self.few]
        at, end = column["at"], column["at"] + self.count
        low = self.columns[at:end]
        high = self.columns[end : end + self.count] if column["width"] == 2 else bytes(self.count)
        if len(low) != self.count:
            raise ValueError("cột nằm ngoài tệp")
        return [lists[one | more << 8] for one, more in zip(low, high, strict=True)]


def _described(facet: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in facet.items() if key not in {"lists", "at", "width", "of"}}


def _parted(old: _Core) -> tuple[Facets, dict[str, tuple[str, bytes]]]:
    """The facets that stay in the core; and facet key -> name and content of its own file."""
    groups: dict[str, Facets] = {}
    for facet, rows in old.facets:
        key = facet["key"]
        group = "" if facet.get("chip") or key in ALWAYS else key if key in ALONE else "others"
        groups.setdefault(group, []).append((facet, rows))
    here = groups.pop("", [])
    files: dict[str, tuple[str, bytes]] = {}
    for facets in groups.values():
        columns = Columns(old.count)
        told = _added(facets, columns)
        content = packed(core_content({"facets": told, "fewColumn": columns.finish()}, bytes(columns.content)))
        files |= {facet["key"]: (f"facets-{_digest(content)}.bin", content) for facet, _ in facets}
    return here, files


def _added(facets: Facets, columns: Columns) -> list[dict[str, Any]]:
    return [{**facet, **columns.add(rows)} for facet, rows in facets]


def _core(old: _Core, header: dict[str, Any], here: Facets, apart: dict[str, str], rest: bytes) -> bytes:
    """The core without shared texts and moved facets; `rest`: its numbers and the bytes after them."""
    columns = Columns(old.count)
    own = {facet["key"]: facet for facet in _added(here, columns)}
    keys = [facet["key"] for facet, _ in old.facets]
    shared = shared_texts()
    moved = {
        **{key: value for key, value in header.items() if key != "lessons" and value != shared.get(key)},
        "facets": [own.get(key) or {"key": key, "file": apart[key]} for key in keys],
        **{key: columns.add(old.rows(header[key])) for key in _SINGLE},
        "fewColumn": columns.finish(),
    }
    moved["numbersAt"] = len(columns.content)
    if "beforeAt" in header:
        moved["beforeAt"] = len(columns.content) + header["beforeAt"] - header["numbersAt"]
    return packed(core_content(moved, bytes(columns.content) + rest))


def _without_cards(old: _Core) -> tuple[dict[str, bytes], dict[str, Any], bytes]:
    """The models of a small catalogue as files, like those of a large one; and their header and numbers."""
    models = packed_models(_models(old))
    numbers = sizes_and_counts(models.postings, models.sizes)
    kept = {key: value for key, value in old.header.items() if key not in _SMALL_ONLY}
    header = {**kept, **shared_texts(), **large_header(models.postings), "numbersAt": 0, "beforeAt": len(numbers)}
    slugs = gzipped("\n".join(card["slug"] for card in old.header["cards"]).encode())
    return {**models.files, "slugs.bin": slugs}, header, bytes(numbers) + models.before


def _models(old: _Core) -> Iterator[tuple[Any, dict[str, Any]]]:
    """For each model: its searchable texts, and the card shown in results."""
    [(facet, rows)] = [one for one in old.facets if one[0]["key"] == "chu-de"]
    for card, topics in zip(old.header["cards"], rows, strict=True):
        labels = tuple(facet["values"][at][1] for at in topics)
        yield card_texts(card, labels), {key: value for key, value in card.items() if key != "places"}


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:12]
