"""Lossless repairs of a model file: Unicode form, trailing space, quotes around codes, order of keys.

Comments stay: the file is edited as text, guided by the positions of the YAML nodes.
"""

import re
import unicodedata

import yaml
from yaml.nodes import MappingNode, ScalarNode

from showcase.fields import MODEL, Field, Kind
from showcase.reading import SIZE_LIMIT, Loader, read_bytes

_QUOTED_KINDS = {Kind.COMMUNE, Kind.PROVINCE, Kind.DATE, Kind.PERIOD, Kind.LINE, Kind.PROSE}
_SAFE_IN_QUOTES = re.compile(r"[\w./ :+-]+")


def fixed(data: bytes) -> bytes:
    """The repaired content; the same bytes when nothing can be repaired or the file cannot be read safely."""
    if len(data) > SIZE_LIMIT:
        return data
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n"))
    text = "\n".join(line.rstrip() for line in text.split("\n")).rstrip("\n") + "\n"
    for repair in (_quote_codes, _order_keys):
        text = repair(text)
    return text.encode("utf-8")


def _compose(text: str) -> MappingNode | None:
    """The root mapping, when the file can be read safely and has no key twice."""
    stops = {"alias", "too-deep", "syntax", "control", "duplicate-key"}
    if any(problem.rule in stops for problem in read_bytes(text.encode(), "").problems):
        return None
    node = yaml.compose(text, Loader=Loader)
    return node if isinstance(node, MappingNode) else None


def _quote_codes(text: str) -> str:
    """Put quotes around codes, dates and texts that YAML would take for a number, a date or yes and no."""
    root = _compose(text)
    scalars = sorted(_unquoted(root, MODEL), key=lambda node: node.start_mark.index) if root else []
    for node in reversed(scalars):
        start, end = node.start_mark.index, node.end_mark.index
        if text[start:end] == node.value and _SAFE_IN_QUOTES.fullmatch(node.value):
            text = f'{text[:start]}"{node.value}"{text[end:]}'
    return text


def _unquoted(node: yaml.Node, row: Field) -> list[ScalarNode]:
    if isinstance(node, yaml.SequenceNode):
        return [found for child in node.value for found in _unquoted(child, row)]
    if isinstance(node, MappingNode):
        known = [(row.by_key.get(key.value), child) for key, child in node.value]
        return [found for field, child in known if field for found in _unquoted(child, field)]
    if not isinstance(node, ScalarNode) or row.kind not in _QUOTED_KINDS:
        return []
    return [] if node.style or node.tag.rpartition(":")[2] in ("str", "null") else [node]


def _order_keys(text: str) -> str:
    """Put the top-level keys in the order of the field table; a comment goes with the key below it."""
    root = _compose(text)
    keys = [key for key, _ in root.value] if root else []
    if not keys or any(key.start_mark.column for key in keys):
        return text
    lines = text.split("\n")[:-1]
    starts = [_with_comments(lines, key.start_mark.line) for key in keys]
    blocks = [lines[start:end] for start, end in zip(starts, [*starts[1:], len(lines)], strict=True)]
    order = {key: position for position, key in enumerate(MODEL.by_key)}
    ranked = sorted(zip(keys, blocks, strict=True), key=lambda pair: order.get(pair[0].value, len(order)))
    ordered = [line for _, block in ranked for line in block]
    return "\n".join(lines[: starts[0]] + ordered) + "\n"


def _with_comments(lines: list[str], start: int) -> int:
    """The first line of the comments that stand directly above line `start`; a heading comment of the file stays."""
    first = start
    while first and lines[first - 1].startswith("#"):
        first -= 1
    return start if first == 0 else first
