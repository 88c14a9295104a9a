"""The reviewers of each folder and the labels of changes, as the hosting service reads them from `.github/`."""

import json
import re
from dataclasses import dataclass

import yaml

from showcase.gazetteer.communes import gazetteer
from showcase.language.words import nearest
from showcase.model.places import UNKNOWN_COMMUNE_FOLDER, WHOLE_PROVINCE_FOLDER
from showcase.schema.settings import home_province
from showcase.schema.vocabulary import vocabulary

_HANDLE = re.compile(r"@[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})(?:/[A-Za-z0-9][A-Za-z0-9._-]{0,99})?")

_OWNERS_HEAD = """\
# Viết bởi scripts/write_reference.py từ .github/owners.yml; sửa ở đó, không sửa ở đây.
# Dòng sau thắng dòng trước: người duyệt riêng của một xã thay cho người duyệt chung."""


@dataclass(frozen=True)
class Owners:
    """Accounts and teams that review: of everything, and of single folders under `models/`."""

    everyone: tuple[str, ...]
    folders: dict[str, tuple[str, ...]]


def read_owners(text: str) -> Owners:
    """Read `.github/owners.yml`. Raises ValueError, in Vietnamese, for an unknown folder or what is no account."""
    said = yaml.safe_load(text)
    if not isinstance(said, dict) or set(said) != {"everyone", "folders"} or not isinstance(said["folders"], dict):
        raise ValueError("owners.yml phải có đúng hai mục: everyone (danh sách) và folders (thư mục: danh sách).")
    for folder in said["folders"]:
        if folder not in model_folders():
            meant = nearest(str(folder), model_folders())
            raise ValueError(f"owners.yml: không có thư mục “{folder}”." + (f" Ý bạn là “{meant}”?" if meant else ""))
    folders = {folder: _handles(folder, names) for folder, names in said["folders"].items()}
    return Owners(_handles("everyone", said["everyone"]), folders)


def _handles(where: str, names: object) -> tuple[str, ...]:
    if not isinstance(names, list) or not all(isinstance(name, str) and _HANDLE.fullmatch(name) for name in names):
        raise ValueError(f"owners.yml, mục {where}: cần một danh sách dạng [“@ten”, “@to-chuc/nhom”].")
    return tuple(names)


def codeowners(owners: Owners) -> str:
    """The file CODEOWNERS: a rule for everything, then one a folder, sorted."""
    lines = [" ".join(["*", *owners.everyone])] if owners.everyone else ["# Chưa có người duyệt chung."]
    lines += [" ".join([f"/models/{folder}/", *names]) for folder, names in sorted(owners.folders.items())]
    return "\n".join([_OWNERS_HEAD, *lines]) + "\n"


def model_folders() -> dict[str, str]:
    """Folder under `models/` -> where that is: every commune of the 34 provinces, and the two without a commune."""
    communes = {commune.slug: commune.full_name for commune in gazetteer().by_code.values()}
    return {**communes, WHOLE_PROVINCE_FOLDER: "Toàn tỉnh", UNKNOWN_COMMUNE_FOLDER: "Chưa rõ xã"}


def labels() -> str:
    """The labels that a change may get, as JSON: by folder, by field, and one for communes of other provinces."""
    home = {commune.slug: f"địa bàn: {commune.name}" for commune in gazetteer().of_province(home_province())}
    others = {WHOLE_PROVINCE_FOLDER: "địa bàn: Toàn tỉnh", UNKNOWN_COMMUNE_FOLDER: "địa bàn: Chưa rõ xã"}
    made = {
        "folders": home | others,
        "elsewhere": "địa bàn: Tỉnh khác",
        "fields": {code: f"lĩnh vực: {name}" for code, name in vocabulary("fields").items()},
    }
    return json.dumps(made, ensure_ascii=False, indent=1) + "\n"
