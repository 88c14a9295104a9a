"""The list of sites, `sites.yml`: which provinces a national site brings together, and where each publishes."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from showcase.gazetteer.communes import gazetteer
from showcase.targets.refusing import Refused

_ADDRESS = re.compile(r"https?://[A-Za-z0-9.-]+(?::\d{1,5})?(?:/[A-Za-z0-9._~-]+)*/")
_KEYS = {"province", "from", "home"}


@dataclass(frozen=True)
class Listed:
    """One province of the list."""

    province: str
    origin: str
    """Where it publishes: an address that ends in a slash, or a folder."""
    home: str
    """Address of its site, for links to its models."""

    @property
    def remote(self) -> bool:
        """Whether it is fetched over a network."""
        return self.origin.startswith(("http://", "https://"))


@dataclass(frozen=True)
class SiteList:
    """The content of `sites.yml`."""

    name: str
    publisher: str
    address: str
    """Public address of the national site, ending in a slash; `/` if it is not set."""
    sites: tuple[Listed, ...]


def read_sites(path: Path) -> SiteList:
    """Read the list. Raises Refused with the fault, OSError for an unreadable file."""
    try:
        read = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise Refused(f"{path.name} không phải là YAML: {error}.") from error
    known = isinstance(read, dict) and not read.keys() - {"name", "publisher", "address", "sites"}
    if not known or not isinstance(read.get("sites"), list):
        raise Refused(f"{path.name} phải có name, publisher và sites, một dãy trang của các tỉnh.")
    sites = tuple(_listed(one, path) for one in read["sites"])
    if not sites or len({one.province for one in sites}) != len(sites):
        raise Refused(f"{path.name}: mỗi tỉnh, thành phố một trang, ít nhất một trang.")
    address = str(read.get("address") or "/")
    if address != "/" and not _ADDRESS.fullmatch(address):
        raise Refused(f"{path.name}: address là địa chỉ http(s) của trang chung, có dấu gạch chéo ở cuối.")
    name = str(read.get("name") or "Dân vận khéo cả nước")
    return SiteList(name, str(read.get("publisher") or ""), address, sites)


def _listed(told: Any, path: Path) -> Listed:
    if not isinstance(told, dict) or told.keys() - _KEYS or not all(isinstance(one, str) for one in told.values()):
        raise Refused(f'{path.name}: mỗi trang có province, from và home, ví dụ {{province: "12", from: https://…/}}.')
    province, origin = told.get("province", ""), told.get("from", "")
    if province not in gazetteer().provinces:
        raise Refused(f"{path.name}: {province or 'province để trống'} không phải mã của tỉnh, thành phố nào.")
    home = told.get("home") or origin
    if not _ADDRESS.fullmatch(home):
        raise Refused(f"{path.name}: trang của tỉnh {province} cần home là địa chỉ http(s) có dấu gạch chéo ở cuối.")
    folder = origin if origin.startswith(("http://", "https://")) else str((path.parent / origin).resolve())
    return Listed(province, folder, home)
