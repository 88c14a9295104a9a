"""Who publishes the site and how to reach them: `showcase.yml`, the one file of settings."""

import re
from dataclasses import dataclass, fields, replace
from pathlib import Path
from urllib.parse import urlsplit

import yaml

from showcase.schema.problems import ProblemError, describe

FILE = "showcase.yml"

_FORMS = {
    "email": re.compile(r"[A-Za-z0-9._%+-]+@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}"),
    "telephone": re.compile(r"\+?[0-9][0-9 .]{6,18}[0-9]"),
    "zalo": re.compile(r"https://zalo\.me/[A-Za-z0-9]+"),
    "repository": re.compile(r"https://[^\s/]+/\S+"),
    "address": re.compile(r"https?://[^\s?#]+/"),
}
"""What a value must look like: `0296 3852 576`, `https://zalo.me/3852576`, an address with a slash at its end."""

_LOCAL = {"localhost", "127.0.0.1", "0.0.0.0", "::1"}


@dataclass(frozen=True)
class Settings:
    """The settings of one build; what is not given is empty."""

    publisher: str = ""
    """Who answers for the site: `Ban Tuyên giáo và Dân vận Tỉnh ủy An Giang`."""
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

    @property
    def reachable(self) -> bool:
        """Whether somebody answers for the site and can be reached."""
        return bool(self.publisher and (self.telephone or self.email or self.zalo))

    @property
    def public(self) -> bool:
        """Whether the site has an address that others can open."""
        return bool(self.address) and urlsplit(self.address).hostname not in _LOCAL


def read_settings(path: Path, address: str = "", repository: str = "") -> Settings:
    """The settings of a file; a given address or repository stands before those in it. Raises ProblemError.

    A public address needs a publisher and a way to reach somebody: no page may lead its readers nowhere.
    """
    outside = {"address": address, "repository": repository}
    given = _given(path) | {key: value for key, value in outside.items() if value}
    _check_forms(given, path)
    settings = replace(Settings(), **given)
    if settings.public and not settings.reachable:
        raise _problem("settings-unreachable", path, "publisher", settings.address)
    return settings


def _check_forms(given: dict[str, str], path: Path) -> None:
    for key, value in given.items():
        if value and key in _FORMS and not _FORMS[key].fullmatch(value):
            raise _problem("settings-form", path, key, value)


def _given(path: Path) -> dict[str, str]:
    try:
        read = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader) if path.is_file() else {}
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise _problem("settings-broken", path) from error
    known = {field.name for field in fields(Settings)}
    if not isinstance(read or {}, dict):
        raise _problem("settings-broken", path)
    for key, value in (read or {}).items():
        if key not in known or not isinstance(value, str):
            raise _problem("settings-key", path, str(key), key)
    return {key: value.strip() for key, value in (read or {}).items()}


def _problem(rule: str, path: Path, key: str = "", found: object = "") -> ProblemError:
    return ProblemError(describe(rule, path.name, _line(path, key), key, key, found, keys=_keys()))


def _keys() -> str:
    return ", ".join(field.name for field in fields(Settings))


def _line(path: Path, key: str) -> int:
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines() if path.is_file() else []
    return next((number for number, line in enumerate(lines, start=1) if key and line.startswith(f"{key}:")), 1)
