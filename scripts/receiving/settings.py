"""Settings of the receiver: the defaults, and the keys of a settings file."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields, replace
from pathlib import Path
from urllib.parse import urlsplit

from showcase.targets.refusing import Refused


@dataclass(frozen=True)
class Settings:
    """Paths in a file of settings count from that file."""

    data: Path
    """Folder of the queue and of the contacts, outside of published folders."""
    models: Path
    """The folder of model files that entries are judged against."""
    repository: Path
    """The git repository that gets the branches, where no project at a hosting service is set."""
    site: Path
    """The built site, whose pages frame those of the receiver."""
    main: str = "main"
    """The branch that entries go to."""
    address: str = ""
    """Public address of the site, ending in a slash; if empty, the address of the request is used."""
    api: str = "https://api.github.com"
    project: str = ""
    """`owner/name` at the hosting service; empty for branches in the local repository."""
    token_file: Path | None = None
    """A file that contains only the token; it is read for each request, so that it can be replaced."""
    contact_days: int = 90
    """After so many days the contact of a sender is removed."""
    show_titles: bool = True
    """Whether the public list shows titles of entries before their review."""
    per_hour: int = 60
    """Entries an hour from one address; 0 for no limit."""
    plain_per_hour: int = 10
    """Idea cards an hour from one address: they bring no work with them."""
    work_bits: int = 15
    """Zero bits of a proof of work: 15 take some 33,000 digests, about a second on a phone of 2021."""
    card_seconds: float = 4
    """An idea card that comes back sooner was filled in by a machine."""
    body_bytes: int = 12 * 1024 * 1024
    """Bytes of one request, pictures and all."""
    at_once: int = 8
    """Entries that are read at a time; with the bytes of one this bounds the memory."""
    follow_seconds: float = 60
    """How often merged and closed branches are looked for."""
    tell: str = ""
    """A program that gets one sentence on its input when entries stay where they are, and when they move again."""
    retry_seconds: float = 30
    """The first pause before an entry is handed on again; each further one is twice as long, up to six hours."""

    @property
    def root(self) -> str:
        """The path below which the site lies, with a slash at its end: `/` or `/dan-van-kheo/`."""
        return urlsplit(self.address).path or "/"


_PATH = (str,)
_KINDS = {
    "Path": _PATH,
    "Path | None": _PATH,
    "str": (str,),
    "int": (int,),
    "float": (int, float),
    "bool": (bool,),
}
"""Type of a setting -> accepted values in a file."""


def read_settings(file: Path | None, defaults: Settings) -> Settings:
    """The defaults, changed by the file. Raises Refused for an unknown key or invalid value, and OSError."""
    if file is None:
        return defaults
    try:
        given = tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Refused(f"{file} viết chưa đúng lối TOML: {error}") from error
    kinds = {row.name: _KINDS[str(row.type)] for row in fields(defaults)}
    for key, value in given.items():
        if key not in kinds:
            raise Refused(f"{file}: không có mục “{key}”. Có: {', '.join(kinds)}")
        if not isinstance(value, kinds[key]) or (isinstance(value, bool) and kinds[key] != (bool,)):
            raise Refused(f"{file}: mục “{key}” viết chưa đúng kiểu: {value!r}")
        given[key] = file.parent / str(value) if kinds[key] is _PATH else value
    return _checked(replace(defaults, **given), file)


def _checked(settings: Settings, file: Path) -> Settings:
    if settings.address and not settings.address.endswith("/"):
        raise Refused(f"{file}: “address” cần có dấu / ở cuối")
    if settings.project and settings.project.count("/") != 1:
        raise Refused(f"{file}: “project” viết là chủ/kho, ví dụ “angiang/dan-van-kheo”")
    if settings.project and not settings.token_file:
        raise Refused(f"{file}: có “project” thì cần “token_file”")
    if not 0 <= settings.work_bits <= 24:
        raise Refused(f"{file}: “work_bits” từ 0 đến 24")
    return settings
