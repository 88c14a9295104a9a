"""Digests of what a result is made from: of values, and of the code with everything that it is installed with."""

import hashlib
import sys
import zlib
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import Any

PACKAGE = Path(__file__).resolve().parents[1]

Named = Callable[[object], str | None]
"""A short name that stands for everything in an object, such as the digest of its file; None for all other objects."""


class UnknownInputError(TypeError):
    """A value without a digest: results that depend on it are made anew each time."""


def digest_of(*parts: bytes | str) -> bytes:
    """A digest of some parts; `("a", "bc")` and `("ab", "c")` differ."""
    digest = hashlib.sha256()
    for part in parts:
        content = part.encode("utf-8", errors="surrogatepass") if isinstance(part, str) else part
        digest.update(len(content).to_bytes(8, "big"))
        digest.update(content)
    return digest.digest()


@cache
def code() -> bytes:
    """A digest of this package with its data and templates, of Python, and of all that is installed beside it."""
    digest = hashlib.sha256(installed())
    for path in sorted(PACKAGE.rglob("*")):
        if path.suffix != ".pyc" and path.is_file():
            content = path.read_bytes()
            digest.update(f"\0{path.relative_to(PACKAGE).as_posix()}\0{len(content)}\0".encode())
            digest.update(content)
    return digest.digest()


@cache
def installed() -> bytes:
    """A digest of Python and of all packages beside this one."""
    system = (sys.version, zlib.ZLIB_RUNTIME_VERSION, sys.platform)
    return digest_of(*system, *sorted(_packages()))


def _packages() -> set[str]:
    """`jinja2-3.1.6.dist-info` and the others: names and versions of all packages on the path."""
    folders = [Path(name) for name in sys.path if name and Path(name).is_dir()]
    return {entry.name for folder in folders for entry in folder.glob("*.dist-info")}


def plain(value: Any, named: Named) -> Any:
    """A value as nested tuples of numbers and texts, the same for the same content. Raises UnknownInputError."""
    if value is None or type(value) in (str, int, float, bool, bytes):
        return value
    if name := named(value):
        return type(value).__name__, name
    if isinstance(value, (tuple, list)):
        return type(value).__name__, *(plain(one, named) for one in value)
    if isinstance(value, dict):
        return "dict", *((plain(one, named), plain(other, named)) for one, other in value.items())
    if isinstance(value, str):
        return type(value).__name__, str(value)
    if is_dataclass(value) and not isinstance(value, type):
        return type(value).__name__, *(plain(getattr(value, field.name), named) for field in fields(value))
    raise UnknownInputError(type(value).__name__)
