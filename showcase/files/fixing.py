"""Lossless repairs of a model file: letters and line ends, trailing space, quotes around codes, order of keys.

Comments stay: the file is edited as text, guided by the positions of the YAML nodes. Every repair is read again
and dropped where it would change the values of the file.
"""

import re
import unicodedata
from collections.abc import Callable

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from showcase.files.letters import settled
from showcase.files.syntax import Fault, compose, decode
from showcase.schema.fields import MODEL, Field, Kind

_CODES = {Kind.COMMUNE, Kind.PROVINCE}
_QUOTED_KINDS = _CODES | {Kind.DATE, Kind.PERIOD, Kind.LINE, Kind.PROSE, Kind.KHMER}
_SAFE_IN_QUOTES = re.compile(r"[\w./ :+-]+")

Content = str | list["Content"] | dict[str, "Content"]


def fixed(data: bytes) -> bytes:
    """The repaired content; the same bytes when nothing can be repaired or the file cannot be read safely."""
    text = decode(data)
    if isinstance(text, Fault) or _content(text) is None:
        return data
    for repair in (_normalise, _trim, _quote_codes, _order_keys, _trim):  # the order decides what stands last
        text = _repaired_if_same(text, repair)
    return text.encode("utf-8")


def _repaired_if_same(text: str, repair: Callable[[str], str]) -> str:
    """The repaired text when its values are the same, else the original text."""
    repaired = repair(text)
    return repaired if repaired == text or _content(repaired) == _content(text) else text


def _content(text: str) -> Content | None:
    """The values of a file in one Unicode form; None when it cannot be read or has a key twice."""
    node = compose(text)
    if not isinstance(node, MappingNode):
        return None
    try:
        return _plain(node)
    except ValueError:
        return None


def _plain(node: Node) -> Content:
    """The values as text. Raises ValueError for a duplicate key."""
    if isinstance(node, MappingNode):
        pairs = [(_normalise(str(key.value)), _plain(value)) for key, value in node.value]
        if len({key for key, _ in pairs}) < len(pairs):
            raise ValueError
        return dict(pairs)
    if isinstance(node, SequenceNode):
        return [_plain(child) for child in node.value]
    lines = _normalise(node.value).split("\n")
    return "\n".join(line.rstrip() for line in lines).strip()  # as reading takes every text


def _normalise(text: str) -> str:
    return settled(unicodedata.normalize("NFC", text))


def _trim(text: str) -> str:
    """Remove spaces at line ends, and end the file with one line end."""
    return "\n".join(line.rstrip(" \t") for line in text.split("\n")).rstrip("\n") + "\n"


def _root(text: str) -> MappingNode:
    node = compose(text)
    assert isinstance(node, MappingNode)  # `fixed` has read it before
    return node


def _quote_codes(text: str) -> str:
    """Put quotes around codes, and around dates and texts that YAML would take for a number, a date or yes and no."""
    scalars = sorted(_unquoted(_root(text), MODEL), key=lambda node: node.start_mark.index)
    for node in reversed(scalars):
        start, end = node.start_mark.index, node.end_mark.index
        if text[start:end] == node.value and _SAFE_IN_QUOTES.fullmatch(node.value):
            text = f'{text[:start]}"{node.value}"{text[end:]}'
    return text


def _unquoted(node: Node, row: Field) -> list[ScalarNode]:
    if isinstance(node, SequenceNode):
        return [found for child in node.value for found in _unquoted(child, row)]
    if isinstance(node, MappingNode):
        known = [(row.by_key.get(str(key.value)), child) for key, child in node.value]
        return [found for field, child in known if field for found in _unquoted(child, field)]
    if not isinstance(node, ScalarNode) or node.style or row.kind not in _QUOTED_KINDS:
        return []
    kind = node.tag.rpartition(":")[2]
    # YAML takes 03390 for a text, since 9 is no octal digit; as a code it needs its quotes all the same.
    return [] if kind == "null" or (kind == "str" and row.kind not in _CODES) else [node]


def _order_keys(text: str) -> str:
    """Put the top-level keys in the order of the field table; a comment goes with the key below it."""
    keys = [key for key, _ in _root(text).value]
    if not keys or any(key.start_mark.column for key in keys):
        return text
    lines = text.split("\n")[:-1]
    starts = [_with_comments(lines, key.start_mark.line) for key in keys]
    blocks = [lines[start:end] for start, end in zip(starts, [*starts[1:], len(lines)], strict=True)]
    order = {key: position for position, key in enumerate(MODEL.by_key)}
    ranked = sorted(zip(keys, blocks, strict=True), key=lambda pair: order.get(str(pair[0].value), len(order)))
    ordered = [line for _, block in ranked for line in block]
    return "\n".join(lines[: starts[0]] + ordered) + "\n"


def _with_comments(lines: list[str], start: int) -> int:
    """The first line of the comments that stand directly above line `start`; a heading comment of the file stays."""
    first = start
    while first and lines[first - 1].startswith("#"):
        first -= 1
    return start if first == 0 else first
