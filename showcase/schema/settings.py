"""The settings of the site, `showcase.yml`: its province, its publisher, and how to reach them."""

import os
import re
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml

from showcase.schema.problems import ProblemError, describe

FILE = "showcase.yml"

_ROOT = Path(__file__).resolve().parents[2]

_POINT = re.compile(r"-?\d{1,2}(?:\.\d+)?, ?-?\d{1,3}(?:\.\d+)?")

_NAMED = ("sea", "country", "neighbour", "seat", "town")
"""What a name on the map may be of."""

_FORMS = {
    "province": re.compile(r"\d{2}"),
    "email": re.compile(r"[A-Za-z0-9._%+-]+@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}"),
    "telephone": re.compile(r"\+?[0-9][0-9 .]{6,18}[0-9]"),
    "zalo": re.compile(r"https://zalo\.me/[A-Za-z0-9]+"),
    "repository": re.compile(r"https://[^\s/]+/\S+"),
    "address": re.compile(r"https?://[^\s?#]+/"),
}
"""What a value must look like: `0296 3852 576`, `https://zalo.me/3852576`, an address with a slash at its end."""

_LOCAL = {"localhost", "127.0.0.1", "0.0.0.0", "::1"}


@dataclass(frozen=True)
class Inset:
    """Distant islands, which the map draws in a frame of their own."""

    name: str
    communes: tuple[str, ...]
    """Their codes: `("31105",)`."""


@dataclass(frozen=True)
class MapName:
    """A name that the map of the province shows beside its communes."""

    text: str
    kind: str
    """One of `_NAMED`."""
    latitude: float
    longitude: float


@dataclass(frozen=True)
class Settings:
    """The settings of one build; a missing setting is empty."""

    province: str = ""
    """Code of the home province: `91`."""
    name: str = ""
    """Name of the site; the one of mkdocs.yml where it is empty."""
    description: str = ""
    """One sentence for search engines and feeds."""
    headline: str = ""
    """The great line of the home page."""
    lead: str = ""
    """A sentence below it."""
    publisher: str = ""
    """Who answers for the site: `Ban Tuyên giáo và Dân vận Tỉnh ủy …`."""
    office: str = ""
    """The office that looks after it, with its address."""
    telephone: str = ""
    """Of the office, never of a person."""
    email: str = ""
    zalo: str = ""
    """Link to a public Zalo account: `https://zalo.me/3852576`."""
    repository: str = ""
    """Address of the project at its hosting service."""
    address: str = ""
    """Public address of the site, ending in a slash."""
    islands: tuple[str, ...] = ()
    """Codes of communes on islands, besides the special zones: the map has a button for each."""
    insets: tuple[Inset, ...] = ()
    names: tuple[MapName, ...] = ()

    @property
    def reachable(self) -> bool:
        """Whether the site names a publisher and a way to reach it."""
        return bool(self.publisher and (self.telephone or self.email or self.zalo))

    @property
    def public(self) -> bool:
        """Whether the site has an address that others can open."""
        return bool(self.address) and urlsplit(self.address).hostname not in _LOCAL


def settings_file() -> Path:
    """The file of this run: the one of the variable SHOWCASE_SETTINGS, otherwise `showcase.yml` of the project."""
    return Path(os.environ.get("SHOWCASE_SETTINGS") or _ROOT / FILE)


@cache
def home_settings() -> Settings:
    """The settings of this process, read at the first call. Raises ProblemError without a province."""
    path = settings_file()
    settings = Settings(**_given(path))
    if not settings.province:
        raise settings_problem("settings-province", path, "province")
    return settings


def home_province() -> str:
    """Code of the home province. Raises ProblemError where the settings name none."""
    return home_settings().province


def read_settings(path: Path, address: str = "", repository: str = "") -> Settings:
    """The settings of a file; the arguments, where given, replace its address and repository. Raises ProblemError.

    A public address needs a publisher and a way to reach it, since pages link to it.
    """
    outside = {"address": address, "repository": repository}
    _check_forms(outside, path)
    settings = Settings(**_given(path) | {key: value for key, value in outside.items() if value})
    if settings.public and not settings.reachable:
        raise settings_problem("settings-unreachable", path, "publisher", settings.address)
    return settings


def _check_forms(given: dict[str, Any], path: Path) -> None:
    for key, value in given.items():
        if value and key in _FORMS and not _FORMS[key].fullmatch(value):
            raise settings_problem("settings-form", path, key, value)


def _given(path: Path) -> dict[str, Any]:
    try:
        read = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader) if path.is_file() else {}
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise settings_problem("settings-broken", path) from error
    if not isinstance(read or {}, dict):
        raise settings_problem("settings-broken", path)
    given = {str(key): _value(str(key), value, path) for key, value in (read or {}).items()}
    _check_forms(given, path)
    return given


def _value(key: str, value: object, path: Path) -> Any:
    """A value converted to the type of its setting. Raises ProblemError for an unknown key and another type."""
    try:
        if key in _LISTS:
            return tuple(map(_LISTS[key], value)) if isinstance(value, list) else _empty(value)
    except (TypeError, ValueError, KeyError) as error:
        raise settings_problem("settings-list", path, key, value) from error
    if key not in _keys() or not isinstance(value, str):
        raise settings_problem("settings-key", path, key, key)
    return value.strip()


def _empty(value: object) -> tuple[()]:
    if value:
        raise ValueError(value)
    return ()


def _code(value: object) -> str:
    if not isinstance(value, str) or not re.fullmatch(r"\d{5}", value):
        raise ValueError(value)
    return value


def _inset(value: dict[str, Any]) -> Inset:
    inset = Inset(**value)
    return Inset(_line_of_text(inset.name), tuple(map(_code, inset.communes)))


def _map_name(value: dict[str, Any]) -> MapName:
    text, kind, at = (value[key] for key in ("text", "kind", "at"))
    if kind not in _NAMED or not _POINT.fullmatch(at) or len(value) != 3:
        raise ValueError(value)
    latitude, longitude = map(float, at.split(","))
    return MapName(_line_of_text(text), kind, latitude, longitude)


def _line_of_text(value: object) -> str:
    if not isinstance(value, str) or not value.strip() or len(value) > 80:
        raise ValueError(value)
    return " ".join(value.split())


_LISTS = {"islands": _code, "insets": _inset, "names": _map_name}
"""Settings that are lists: how one item is read."""


def settings_problem(rule: str, path: Path, key: str = "", found: object = "") -> ProblemError:
    """What is wrong in the file of settings, with the line of the key."""
    keys = ", ".join(_keys())
    return ProblemError(describe(rule, path.name, _line(path, key), key, key, found, keys=keys))


def _keys() -> list[str]:
    return [field.name for field in fields(Settings)]


def _line(path: Path, key: str) -> int:
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines() if path.is_file() else []
    return next((number for number, line in enumerate(lines, start=1) if key and line.startswith(f"{key}:")), 1)
