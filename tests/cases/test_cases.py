"""Trees that must pass, trees that must be refused with exact messages, and files before and after `--fix`.

A new case is a new folder and needs no code:
`invalid/<name>/models/...` with `expected.txt`, the report word for word; `advice/...` likewise;
`valid/<name>/models/...`;
`fix/<name>/before.yml` with `after.yml`. A file `x.yml.recipe` stands for a large `x.yml`: each of its lines is a
number of times and the line to be written so often.
"""

import re
import shutil
import unicodedata
from collections import Counter
from pathlib import Path

import pytest
import yaml

from showcase.files.catalogue import Catalogue, ModelFiles
from showcase.files.fixing import fixed
from showcase.files.reading import read_bytes
from showcase.files.reports import as_text
from showcase.schema.fields import walk
from showcase.schema.problems import MESSAGES, Problem

HERE = Path(__file__).parent

TESTED_ELSEWHERE = {
    "syntax",  # used if no likelier cause is found: rooms/files/test_syntax.py
    "boundaries",  # not about model files: site/test_damaged_boundaries.py
    "not-a-file",  # git and Windows cannot store pipes and most links: rooms/files/test_tree.py
    "unreadable",
    "unchecked",
    "picture-large",  # no large picture in the repository: rooms/files/test_pictures.py
    "picture-pixels",
    "settings-broken",  # not about model files: rooms/schema/test_settings.py
    "settings-form",
    "settings-key",
    "settings-list",
    "settings-province",
    "settings-elsewhere",
    "settings-unreachable",
}


def cases(kind: str) -> list[Path]:
    return sorted(path for path in (HERE / kind).iterdir() if path.is_dir())


def names(path: Path) -> str:
    return path.name


def load(case: Path, tmp_path: Path) -> Catalogue:
    recipes = list(case.rglob("*.recipe"))
    if recipes:
        case = shutil.copytree(case, tmp_path / case.name)
        for recipe in case.rglob("*.recipe"):
            lines = [line.split(" ", 1) for line in recipe.read_text(encoding="utf-8").splitlines()]
            text = "".join((line + "\n") * int(times) for times, line in lines)
            recipe.with_suffix("").write_text(text, encoding="utf-8", newline="\n")
            recipe.unlink()
    return ModelFiles(case / "models").load()


@pytest.mark.parametrize("case", cases("invalid"), ids=names)
def test_refused_with_exactly_these_words(case: Path, tmp_path: Path) -> None:
    expected = (case / "expected.txt").read_text(encoding="utf-8")
    assert as_text(load(case, tmp_path).problems) + "\n" == expected


@pytest.mark.parametrize("case", cases("advice"), ids=names)
def test_advised_with_exactly_these_words(case: Path, tmp_path: Path) -> None:
    catalogue = load(case, tmp_path)
    assert as_text(catalogue.advice) + "\n" == (case / "expected.txt").read_text(encoding="utf-8")
    assert (len(catalogue.models), catalogue.problems) == (1, [])


@pytest.mark.parametrize("case", cases("invalid"), ids=names)
def test_every_problem_stands_in_the_file_at_its_line(case: Path, tmp_path: Path) -> None:
    for problem in load(case, tmp_path).problems:
        assert 1 <= problem.line <= length(case, tmp_path, problem)


def length(case: Path, tmp_path: Path, problem: Problem) -> int:
    path = case / problem.file
    if path.is_dir():
        return 1
    if not path.exists():
        path = tmp_path / case.name / problem.file
    return path.read_bytes().replace(b"\r\n", b"\n").count(b"\n") + 1


def test_every_rule_has_a_case(tmp_path: Path) -> None:
    messages = yaml.safe_load(MESSAGES.read_text(encoding="utf-8"))
    seen = set()
    for case in [*cases("invalid"), *cases("advice")]:
        catalogue = load(case, tmp_path)
        seen |= {problem.rule for problem in [*catalogue.problems, *catalogue.advice]}
    assert set(messages) - seen == TESTED_ELSEWHERE


@pytest.mark.parametrize("case", cases("valid"), ids=names)
def test_accepted(case: Path) -> None:
    catalogue = ModelFiles(case / "models").load()
    assert as_text(catalogue.problems) == "Không có lỗi nào."
    files = {path.stem for path in case.rglob("*.yml")} - {"sources"}
    assert {model.slug for model in catalogue.models} == files


def test_the_filled_case_has_every_field() -> None:
    data = next((HERE / "valid" / "everything-filled").rglob("to-gop-von.yml")).read_bytes()
    filled = {re.sub(r"\[\d+\]", "", path) for path in read_bytes(data, "").lines}
    assert {path for path, _ in walk()} - filled == {"places.whole_province"}  # it excludes a commune


def test_a_bad_file_takes_no_other_down(tmp_path: Path) -> None:
    catalogue = load(HERE / "invalid" / "several-files", tmp_path)
    assert [model.slug for model in catalogue.models] == ["b-tot"]


def test_a_copy_of_the_circle_is_not_blamed(tmp_path: Path) -> None:
    catalogue = load(HERE / "invalid" / "replicates-circle", tmp_path)
    assert [model.slug for model in catalogue.models] == ["bon"]


@pytest.mark.parametrize("case", cases("fix"), ids=names)
def test_fixed(case: Path) -> None:
    before, after = (case / "before.yml").read_bytes(), (case / "after.yml").read_bytes()
    assert fixed(before) == after
    assert fixed(after) == after


@pytest.mark.parametrize("case", cases("fix"), ids=names)
def test_fixing_keeps_every_value_and_comment(case: Path) -> None:
    before, after = (case / "before.yml").read_bytes(), (case / "after.yml").read_bytes()
    assert said(after) == said(before)
    assert comments(after) == comments(before)


def said(data: bytes) -> object:
    """The values that PyYAML reads, all as text; the bytes if it cannot."""
    try:
        loaded = yaml.load(unicodedata.normalize("NFKC", data.decode("utf-8-sig")), Loader=yaml.CBaseLoader)
    except (UnicodeDecodeError, yaml.YAMLError):
        return data
    return trimmed(loaded)


def trimmed(value: object) -> object:
    if isinstance(value, dict):
        return {key: trimmed(child) for key, child in value.items()}
    if isinstance(value, list):
        return [trimmed(child) for child in value]
    return re.sub(r"[ \t]+$", "", value, flags=re.MULTILINE).strip() if isinstance(value, str) else value


def comments(data: bytes) -> Counter[str]:
    lines = unicodedata.normalize("NFKC", data.decode("utf-8-sig", errors="replace")).splitlines()
    found = [re.search(r"(?:^|\s)(#.*)$", line) for line in lines]
    return Counter(match[1].rstrip() for match in found if match)
