"""What comes from another site, held against what it may be: as hostile as an editor's file until it is checked."""

import bz2
import hashlib
import json
import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from showcase.federation.facts import read_facts
from showcase.federation.manifest import CARDS, FACTS, FORMAT, INDEX
from showcase.gazetteer.communes import gazetteer
from showcase.language.packing import beginning
from showcase.schema.vocabulary import vocabulary

MOST_MANIFEST = 8_000_000
MOST_FILES = 30_000
MOST_FILE = 4_000_000
MOST_TOTAL = 300_000_000
MOST_UNPACKED = 32_000_000
"""Bytes and files that a site may publish; a province of 10,798 models has 6,200 files, 9.7 MB in all."""

MOST_BEFORE = 32_768
"""So far back a packed file reaches."""

MOST_MODELS = 60_000
"""The engine numbers rows of columns with 16 bits."""

READ = (2, 3, 4, FORMAT)
"""Before 5 no card told its `common` title, before 4 no file was packed by bzip2; in 2, files of heads and sentences
continued nothing."""

_PATH = re.compile(
    rf"(?:{INDEX}(?:entry\.json|[0-9a-f]{{12}}/(?:core|dates|slugs|[tshd]\d{{1,5}})\.bin)|{CARDS}\d{{1,5}}\.json|{re.escape(FACTS)})"
)
_CONTINUING = re.compile(r"[hd]\d+\.bin")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_STATES = re.compile(r"[a-z0-9]{0,8}")
_TEXTS = {"slug", "title", "owner", "place", "statusDay", "former", "summary", "states"}
_NUMBERS = {"common"}
_LISTS = {"aliases", "quiet", "text", "places"}


class BrokenError(Exception):
    """Why what a site publishes cannot be taken over, in Vietnamese."""


@dataclass(frozen=True)
class Manifest:
    """What a site says of itself, checked."""

    province: str
    publisher: str
    day: str
    counts: dict[str, int]
    communes: dict[str, tuple[int, int]]
    """Code -> models, told models."""
    files: dict[str, tuple[int, str]]
    """Path -> bytes and SHA-256."""

    @property
    def models(self) -> int:
        """All models of the site."""
        return sum(self.counts.values())

    @property
    def told(self) -> int:
        """Those of which more than the name is told."""
        return self.models - self.counts.get("name", 0)

    @property
    def core(self) -> str:
        """Path of the one file of the index that is fetched before the first query."""
        return next(name for name in self.files if name.endswith("/core.bin"))


def read_manifest(content: bytes, province: str) -> Manifest:
    """The manifest of the site of a province. Raises BrokenError."""
    told = _json(content, MOST_MANIFEST)
    if not isinstance(told, dict):
        raise BrokenError("tệp lien-ket.json không phải là một bảng")
    if (version := told.get("format")) not in READ:
        raise BrokenError(f"dạng dữ liệu là {_short(version)}, trang chung đọc dạng {FORMAT}")
    if told.get("province") != province:
        raise BrokenError(f"trang này của tỉnh {_short(told.get('province'))}, không phải {province}")
    try:
        return _manifest(told)
    except (AttributeError, TypeError, ValueError, KeyError) as error:
        raise BrokenError(f"tệp lien-ket.json sai: {_short(error)}") from error


def _manifest(told: dict[str, Any]) -> Manifest:
    files = {
        _path(name): (_whole(size, MOST_FILE), _matching(_DIGEST, sha)) for name, (size, sha) in told["files"].items()
    }
    if len(files) > MOST_FILES or sum(size for size, _ in files.values()) > MOST_TOTAL:
        raise ValueError("quá nhiều tệp")
    cores = [name for name in files if name.endswith("/core.bin")]
    if len(cores) != 1 or f"{INDEX}entry.json" not in files or len({_state(name) for name in files} - {""}) != 1:
        raise ValueError("chỉ mục không trọn")
    counts = {
        _matching(re.compile("|".join(vocabulary("details"))), key): _whole(count, MOST_MODELS)
        for key, count in told["counts"].items()
    }
    communes = {
        _commune(code): (_whole(all_, MOST_MODELS), _whole(some, all_))
        for code, (all_, some) in told["communes"].items()
    }
    return Manifest(
        told["province"], _text(told["publisher"], 200), _matching(_DAY, told["day"]), counts, communes, files
    )


def _state(name: str) -> str:
    return name.removeprefix(INDEX).partition("/")[0] if name.startswith(INDEX) and name.endswith(".bin") else ""


def check_file(name: str, content: bytes, manifest: Manifest, before: bytes = b"") -> None:
    """Hold a file against its manifest and its form; `before` as `continued_text` gives it. Raises BrokenError."""
    size, digest = manifest.files[name]
    if len(content) != size or hashlib.sha256(content).hexdigest() != digest:
        raise BrokenError(f"{name} không khớp dung lượng hay mã kiểm đã công bố")
    try:
        _check_form(name, content, manifest, before)
    except (AttributeError, TypeError, ValueError, KeyError, IndexError) as error:
        raise BrokenError(f"{name} sai: {_short(error)}") from error


def continued_text(core: bytes) -> bytes:
    """What files of heads and sentences continue, from the content of `core.bin`. Raises BrokenError, ValueError."""
    content = unpacked(core)
    return _before(content, header_of(content))


def _before(content: bytes, header: dict[str, Any]) -> bytes:
    if "beforeAt" not in header:
        return b""
    columns = 4 + int.from_bytes(content[:4], "little")
    before = content[columns + _whole(header["beforeAt"], len(content)) :]
    if len(before) > MOST_BEFORE:
        raise ValueError("đoạn dùng chung quá dài")
    return before


def _check_form(name: str, content: bytes, manifest: Manifest, before: bytes) -> None:
    if name.startswith(CARDS):
        for slug, *texts, states in _json(content, MOST_FILE):
            _matching(_SLUG, slug)
            _matching(_STATES, states)
            _each_text(texts, 3)
    elif name == FACTS:
        read_facts(_json(content, MOST_FILE), manifest.told)
    elif name.endswith("entry.json"):
        if _json(content, MOST_FILE) != {"core": manifest.core.removeprefix(INDEX)}:
            raise ValueError("không chỉ tới core.bin")
    else:
        own = name.rpartition("/")[2]
        _check_index_file(own, _whole_file(content, before if _CONTINUING.fullmatch(own) else b""), manifest)


def _whole_file(content: bytes, before: bytes) -> bytes:
    return unpacked(beginning(before) + content)[len(before) :] if before else unpacked(content)


def _check_index_file(name: str, content: bytes, manifest: Manifest) -> None:
    if name in {"core.bin", "dates.bin"}:
        header = header_of(content)
        for card in header.get("cards", ()):
            _check_card(card)
        if name == "core.bin":
            _check_header(header, len(content), manifest)
            _before(content, header)
    elif name == "slugs.bin":
        slugs = [_matching(_SLUG, one) for one in content.decode().split("\n")]
        if len(slugs) != manifest.models:
            raise ValueError("số mô hình không khớp")
    elif name.startswith("h"):
        for card in _json(content, MOST_UNPACKED):
            _check_card(card)
    elif name.startswith("d"):
        for sentences in _json(content, MOST_UNPACKED):
            _check_sentences(sentences)
    else:
        _check_terms(content, manifest.models)


def check_cards(files: Mapping[str, bytes], manifest: Manifest) -> None:
    """All told models have a card, since the facts number them by it; `files`: as checked. Raises BrokenError."""
    cards = sum(len(json.loads(content)) for name, content in files.items() if name.startswith(CARDS))
    if FACTS not in files or cards != manifest.told:
        raise BrokenError(f"{FACTS} và các thẻ không khớp số mô hình đã kể")


def header_of(content: bytes) -> dict[str, Any]:
    """The JSON text at the head of an unpacked `core.bin`. Raises ValueError."""
    length = int.from_bytes(content[:4], "little")
    if length > len(content) - 4:
        raise ValueError("tệp bị cắt")
    header = _json(content[4 : 4 + length], MOST_UNPACKED)
    if not isinstance(header, dict):
        raise ValueError("không phải bảng")
    return header


def _check_header(header: dict[str, Any], size: int, manifest: Manifest) -> None:
    if header["count"] != manifest.models or len(header.get("cards", ())) not in {0, manifest.models}:
        raise ValueError("số mô hình không khớp")
    for facet in header["facets"]:
        _each_text([facet["key"], facet["label"]], 2)
        if (
            "width" in facet
            and not 0 <= facet["at"] <= facet["at"] + _whole(facet["width"], 2) * header["count"] <= size
        ):
            raise ValueError("cột nằm ngoài tệp")
        if not all(isinstance(one, list) for one in facet["lists"]):
            raise TypeError("danh sách")
    _each_text([header["places"]["communes"], header["places"]["former"]], 2, MOST_UNPACKED)


def _check_card(card: dict[str, Any]) -> None:
    """What a result shows: texts, and lists of texts and numbers."""
    _matching(_SLUG, card["slug"])
    if strange := card.keys() - _TEXTS - _NUMBERS - _LISTS:
        raise ValueError(f"khóa lạ {_short(sorted(strange))}")
    _each_text([value for key, value in card.items() if key in _TEXTS], None)
    _check_sentences(card.get("text", ()))
    _each_text([*card.get("aliases", ()), *card.get("places", ())], None)
    for at in (*card.get("quiet", ()), card.get("common", 0)):
        _whole(at, MOST_FILE)


def _check_sentences(told: list[list[Any]]) -> None:
    """Sentences of a model, each with the number of its part."""
    for part, sentence in told:
        _whole(part, 100)
        _text(sentence, MOST_FILE)


def _check_terms(content: bytes, models: int) -> None:
    """A file of terms reads to its end: so many terms as counts, none in more models than there are."""
    (text, counts, gaps), at = _numbers(content, 0, 3)
    if at + text + counts + gaps > len(content):
        raise ValueError("tệp bị cắt")
    names = content[at : at + text].decode().split("\n") if text else []
    lengths, end = _numbers(content, at + text, len(names))
    if end != at + text + counts or any(length > models for length in lengths) or sum(lengths) > 2 * len(content):
        raise ValueError("số đếm không khớp")


def _numbers(content: bytes, at: int, count: int) -> tuple[list[int], int]:
    found = []
    for _ in range(count):
        value, shift = 0, 0
        while True:
            byte = content[at]
            at += 1
            value |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                break
            if shift > 35:
                raise ValueError("số quá lớn")
        found.append(value)
    return found, at


def unpacked(content: bytes) -> bytes:
    """The content of a gzip or bzip2 file. Raises BrokenError for what is none, or unpacks to too much."""
    packer = bz2.BZ2Decompressor() if content.startswith(b"BZh") else zlib.decompressobj(31)
    try:
        found = packer.decompress(content, MOST_UNPACKED)
    except (zlib.error, OSError) as error:
        raise BrokenError("tệp nén bị hỏng") from error
    if not packer.eof or packer.unused_data:
        raise BrokenError("tệp nén phình quá lớn hoặc bị cắt")
    return found


def _json(content: bytes, most: int) -> Any:
    if len(content) > most:
        raise BrokenError("tệp quá lớn")
    try:
        return json.loads(content.decode("utf-8"))
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise BrokenError("không phải JSON") from error


def _path(name: str) -> str:
    return _matching(_PATH, name)


def _commune(code: str) -> str:
    if code not in gazetteer().by_code:
        raise ValueError(f"mã xã {_short(code)}")
    return code


def _matching(pattern: re.Pattern[str], text: object) -> str:
    if not isinstance(text, str) or not pattern.fullmatch(text):
        raise ValueError(_short(text))
    return text


def _whole(value: object, most: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= most:
        raise ValueError(_short(value))
    return value


def _text(value: object, most: int = 20_000) -> str:
    if not isinstance(value, str) or len(value) > most:
        raise ValueError(_short(value))
    return value


def _each_text(values: list[Any], count: int | None, most: int = 20_000) -> None:
    if count is not None and len(values) != count:
        raise ValueError("thiếu hoặc thừa cột")
    for value in values:
        _text(value, most)


def _short(value: object) -> str:
    text = "".join(one if one.isprintable() else "�" for one in str(value))
    return text if len(text) <= 80 else f"{text[:79]}…"
