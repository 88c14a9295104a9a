"""The index of a province as the national site serves it: in the core only what every answer needs.

Readers ask several provinces at once, so each core must be small. Texts that are the same in all, synonyms and everyday
words, lie in one file beside them (`shared_file`). Facets that few answers need lie in files of their own, which
`docs/assets/search/index.js` fetches when it needs them: those of the owners and of the places where a query names one,
all others when a reader opens the filters. The models of a small catalogue are taken out of its core.

A facet that lies apart has only `key` and `file` in the header. That file has the form of a core: `facets`,
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
from showcase.language.packing import bzipped, gzipped
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
    """Those that are made here."""
    kept: frozenset[str]
    """Those that are served as they were published."""
    core: str

    @property
    def core_bytes(self) -> int:
        """What is fetched before the first query."""
        return len(self.files[self.core])


@cache
def shared_file() -> tuple[str, bytes]:
    """Name and content of the texts that all cores have in common."""
    content = _packed(_json(shared_texts()))
    return f"chung-{_digest(content)}.bin", content


def index_part(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files of the index among those that a site publishes, by names below its folder."""
    return {name.removeprefix(INDEX): content for name, content in files.items() if name.startswith(INDEX)}


def served_index(files: Mapping[str, bytes]) -> ServedIndex:
    """The index of a province laid out anew; `files`: checked, by names below its folder. Raises BrokenError."""
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
    """A published core, its columns read."""

    def __init__(self, content: bytes) -> None:
        self.header = header_of(content)
        self.columns = content[4 + int.from_bytes(content[:4], "little") :]
        self.count: int = self.header["count"]
        self.few = self.rows(self.header["fewColumn"])
        self.facets: Facets = [(_described(one), self.rows(one)) for one in self.header["facets"]]

    @property
    def rest(self) -> bytes:
        """Its numbers, and what files of heads and sentences continue."""
        return self.columns[self.header["numbersAt"] :]

    def rows(self, column: dict[str, Any]) -> list[Row]:
        """The list of each model."""
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
    """The facets of the core; and by the key of each other one the name and content of its file."""
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
        content = _packed(core_content({"facets": told, "fewColumn": columns.finish()}, bytes(columns.content)))
        files |= {facet["key"]: (f"facets-{_digest(content)}.bin", content) for facet, _ in facets}
    return here, files


def _added(facets: Facets, columns: Columns) -> list[dict[str, Any]]:
    return [{**facet, **columns.add(rows)} for facet, rows in facets]


def _core(old: _Core, header: dict[str, Any], here: Facets, apart: dict[str, str], rest: bytes) -> bytes:
    """The core without what is shared or lies apart; `rest`: its numbers and what follows them."""
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
    return _packed(core_content(moved, bytes(columns.content) + rest))


def _without_cards(old: _Core) -> tuple[dict[str, bytes], dict[str, Any], bytes]:
    """The models of a small catalogue in files as a large one has them; the header and numbers that go with these."""
    packed = packed_models(_models(old))
    numbers = sizes_and_counts(packed.postings, packed.sizes)
    kept = {key: value for key, value in old.header.items() if key not in _SMALL_ONLY}
    header = {**kept, **shared_texts(), **large_header(packed.postings), "numbersAt": 0, "beforeAt": len(numbers)}
    slugs = gzipped("\n".join(card["slug"] for card in old.header["cards"]).encode())
    return {**packed.files, "slugs.bin": slugs}, header, bytes(numbers) + packed.before


def _models(old: _Core) -> Iterator[tuple[Any, dict[str, Any]]]:
    """What can be found of each model, and what a result shows."""
    [(facet, rows)] = [one for one in old.facets if one[0]["key"] == "chu-de"]
    for card, topics in zip(old.header["cards"], rows, strict=True):
        labels = tuple(facet["values"][at][1] for at in topics)
        yield card_texts(card, labels), {key: value for key, value in card.items() if key != "places"}


def _packed(content: bytes) -> bytes:
    return min(gzipped(content), bzipped(content), key=len)


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:12]
