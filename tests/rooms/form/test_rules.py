"""The files of rules for the entry form; tests in a browser cover their use."""

import gzip
import json
import re
from pathlib import Path

import pytest
import yaml

from showcase.files.catalogue import ModelFiles
from showcase.form.rules import form_files, javascript, resolvers
from showcase.gazetteer.communes import gazetteer
from showcase.insight.site import Site
from showcase.schema.fields import MODEL, walk
from showcase.schema.grammar import PERSONAL, grammar, limit, pattern, personal_patterns
from showcase.schema.problems import MESSAGES
from showcase.schema.settings import home_province

CASES = Path(__file__).resolve().parents[2] / "cases"
FOLDER = "assets/form/"


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    catalogue = ModelFiles(CASES / "valid" / "everything-filled" / "models").load()
    return form_files(Site(catalogue, {}))


@pytest.mark.parametrize(
    ("python", "source", "flags"),
    [
        ("a", "a", "u"),
        ("(?i)a", "a", "iu"),
        (r"\d", r"[\p{Nd}]", "u"),
        (r"[\d.,]", r"[\p{Nd}.,]", "u"),
        (r"\D", r"[^\p{Nd}]", "u"),
        (r"[\w-]", r"[\p{L}\p{N}_-]", "u"),
        (r"\.\(\[\]", r"\.\(\[\]", "u"),
        (r"[.\]\d]\d", r"[.\]\p{Nd}][\p{Nd}]", "u"),
        (r"\U0010ffff", r"\u{10ffff}", "u"),
        (r"\u2027\xa0", r"\u2027\xa0", "u"),
        (r"[^\]]", r"[^\]]", "u"),
    ],
)
def test_patterns_in_javascript(python: str, source: str, flags: str) -> None:
    assert javascript(python) == (source, flags)


def test_no_pattern_uses_what_javascript_lacks() -> None:
    """Nor lookbehind, which browsers of 2021 lack. JavaScript sees a word end before `đ`."""
    patterns = [*grammar()["patterns"].values()]
    patterns += [*grammar()["apologies"], *(one["written"] for one in grammar()["apology-exceptions"])]
    patterns += [one for section in PERSONAL for many in grammar()[section].values() for one in many]
    lacking = re.compile(r"\(\?P|\(\?#|\\[AZbB]|\\N\{|[*+?}]\+|\(\?<|(?<!^)\(\?[aiLmsux]")
    assert [written for written in patterns if lacking.search(written)] == []
    assert all(re.compile(written) for written in patterns)


def test_what_yaml_takes_for_something_else() -> None:
    def tag(text: str) -> str:
        found = (name for name, written in resolvers() if re.search(written, text))
        return next(found, "tag:yaml.org,2002:str").removeprefix("tag:yaml.org,2002:")

    texts = [
        "yes",
        "Off",
        "1",
        "0b1",
        "12:30",
        "1.5",
        ".inf",
        "2025-11-24",
        "2025-1-2 3:04:05",
        "~",
        "",
        "<<",
        "=",
        "a",
        "1a",
    ]
    for text in texts:
        assert tag(text) == yaml.compose(f"- {text}\n").value[0].tag.removeprefix("tag:yaml.org,2002:"), text


def test_every_row_and_every_message_is_there(files: dict[str, bytes]) -> None:
    rules = json.loads(files[f"{FOLDER}rules.json"])

    def paths(rows: list[dict[str, object]], path: str = "") -> list[str]:
        found = []
        for row in rows:
            here = f"{path}{row['key']}"
            found += [here, *paths(row.get("fields", []), f"{here}.")]  # type: ignore[arg-type]
        return found

    assert paths(rules["model"]) == [path for path, _ in walk(MODEL)]
    known = yaml.safe_load(MESSAGES.read_text(encoding="utf-8"))
    assert rules["messages"] == {rule: words for rule, words in known.items() if not rule.startswith("settings-")}
    assert rules["limits"]["slug"] == limit("slug") == 80


def test_all_communes_are_there_once(files: dict[str, bytes]) -> None:
    home = json.loads(files[f"{FOLDER}communes-home.json"])
    others = json.loads(files[f"{FOLDER}communes.json"])
    codes = [row[0] for rows in [*home.values(), *others.values()] for row in rows]
    assert sorted(codes) == sorted(gazetteer().by_code)
    assert list(home) == [home_province()]
    [row] = [row for row in home[home_province()] if row[0] == "30790"]
    assert row[1] == "Xã Hòa Điền"
    assert ["Huyện Kiên Lương", "Tỉnh Kiên Giang", "Xã Kiên Bình", "Xã Hòa Điền"] in row[2]


def test_what_is_known_of_the_models(files: dict[str, bytes]) -> None:
    found = json.loads(files[f"{FOLDER}models.json"])
    assert [one["slug"] for one in found] == ["mo-hinh-goc", "to-gop-von"]
    assert found[1] == {
        "slug": "to-gop-von",
        "title": "Khéo vận động hội viên góp vốn xoay vòng",
        "place": "Xã Ba Chúc",
        "owner": "Hội Liên hiệp Phụ nữ xã Ba Chúc",
        "folder": "ba-chuc",
        "aliases": ["Tổ góp vốn", "Hụi thẻ bảo hiểm"],
        "replicates": "mo-hinh-goc",
        "family": "mo-hinh-goc",
    }


def test_the_files_are_light(files: dict[str, bytes]) -> None:
    sizes = {name.removeprefix(FOLDER): len(gzip.compress(content, 9)) for name, content in files.items()}
    assert sizes["rules.json"] < 21_500
    assert sizes["communes-home.json"] < 3_500
    assert sizes["communes.json"] < 90_000


def test_pieces_are_put_in() -> None:
    personal = [one.pattern for section in PERSONAL for _, one in personal_patterns(section)]
    assert [one for one in personal if re.search("%[a-z-]+%", one)] == []
    assert limit("depth") == 12


def test_unknown_names_are_told() -> None:
    with pytest.raises(KeyError):
        limit("depht")
    with pytest.raises(KeyError):
        pattern("depht")
