"""A test set of the ways in which offices name models, written by hand before the importer could read them.

`pytest -s tests/content/test_import_kinds.py` prints the scores and the errors.
"""

import re
import tempfile
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from report_documents import saved, table_document

from showcase.files.reading import read_bytes
from showcase.importing.documents import read_document
from showcase.importing.drafts import Draft, drafts
from showcase.importing.find_models import find_models
from showcase.importing.headings import Gathering
from showcase.importing.passages import Passage
from showcase.importing.places import setting
from showcase.language.words import syllables

FILES = sorted(Path(__file__).with_name("reports").glob("*.yml"))
_NUMBER = re.compile(r"(?<![\w(])\d+(?:[.,]\d+)*(?![\w.)/]|,\d)")
"""A number that is not the number of an item."""
DOCUMENTS = [one for path in FILES for one in yaml.safe_load(path.read_text(encoding="utf-8"))]


@dataclass
class Score:
    """Counts of right results, and the errors in words."""

    counts: dict[str, list[int]] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)

    def count(self, what: str, right: bool, told: str) -> None:
        tally = self.counts.setdefault(what, [0, 0])
        tally[0] += right
        tally[1] += 1
        if not right:
            self.wrong.append(f"{what}: {told}")

    def share(self, what: str) -> float:
        right, total = self.counts[what]
        return right / total


@dataclass(frozen=True)
class Reading:
    """The importer's result for one text."""

    passages: list[Passage]
    findings: Gathering
    drafts: list[Draft]


@cache
def reading(name: str) -> Reading:
    """The text with this name, read as from a file."""
    document = next(one for one in DOCUMENTS if one["name"] == name)
    with tempfile.TemporaryDirectory() as folder:
        if "file" in document:
            path = FILES[0].parent / document["file"]
        elif "table" in document:
            path = saved(table_document(document["table"]), Path(folder))
        else:
            path = Path(folder) / "bao-cao.txt"
            path.write_text(document["text"], encoding="utf-8")
        passages = read_document(path).passages
    findings = find_models(passages)
    return Reading(passages, findings, drafts(findings.models, "bao-cao", "bao-cao", setting(passages)))


@pytest.mark.parametrize("name", [document["name"] for document in DOCUMENTS])
def test_every_number_of_a_report_stands_in_a_draft_or_in_what_is_left(name: str) -> None:
    read = reading(name)
    rest = (*read.findings.between, *read.findings.leftovers)
    kept = " ".join([*(draft.text for draft in read.drafts), *(one.text for one in rest)])
    numbers = [number for one in read.passages for text in (one.text, *one.cells) for number in _NUMBER.findall(text)]
    assert [number for number in numbers if number not in kept] == []


def key(text: str) -> str:
    return " ".join(syllables(text))


@cache
def score() -> Score:
    total = Score()
    for document in DOCUMENTS:
        judge(document, total)
    return total


def judge(document: dict[str, Any], total: Score) -> None:
    left = list(reading(document["name"]).drafts)
    for model in document["models"]:
        told = f"{document['name']}: {model['title']}"
        draft = next((one for one in left if akin(one.title, model["title"])), None)
        total.count("found", draft is not None, told)
        if draft:
            left.remove(draft)
            compare(draft, model, told, total)
    for _ in range(len(reading(document["name"]).drafts) - len(left)):
        total.count("true drafts", True, "")
    for draft in left:
        total.count("true drafts", False, f"{document['name']}: {draft.title}")


def akin(one: str, other: str) -> bool:
    """Whether a draft is of this model, also with a too short or too long title."""
    first, second = key(one), key(other)
    return first == second or (min(len(first), len(second)) > 6 and (first in second or second in first))


def compare(draft: Draft, model: dict[str, Any], told: str, total: Score) -> None:
    values = read_bytes(draft.text.encode(), "nhap.yml").values
    total.count("titles", key(draft.title) == key(model["title"]), f"{told}: {draft.title}")
    owner = values.get("owner", {}).get("name", "")
    if "owner" in model:
        total.count("owners", key(owner) == key(model["owner"]), f"{told}: {owner}")
    total.count("owners not wrong", not owner or key(owner) == key(model.get("owner", "")), f"{told}: {owner}")
    codes = [place["commune"] for place in values.get("places", []) if "commune" in place]
    if "commune" in model:
        total.count("communes", codes == [model["commune"]], f"{told}: {codes}")
    total.count("communes not wrong", codes in ([], [model.get("commune")]), f"{told}: {codes}")
    for figure in model.get("figures", []):
        stands = re.search(rf"(?<![\d.,]){re.escape(figure)}(?![\d]|[.,]\d)", draft.text)
        total.count("figures", bool(stands), f"{told}: {figure}")
    for part in model.get("parts", []):
        total.count("parts", key(part) in key(draft.text), f"{told}: {part}")


@pytest.mark.parametrize(
    ("what", "least"),
    [
        ("found", 0.9),
        ("true drafts", 0.97),
        ("titles", 0.95),
        ("owners", 0.85),
        ("owners not wrong", 1),
        ("communes", 0.8),
        ("communes not wrong", 1),
        ("figures", 1),
        ("parts", 1),
    ],
)
def test_the_importer_reads_the_ways_of_offices(what: str, least: float) -> None:
    right, total = score().counts[what]
    print(f"{what}: {right} of {total}", *[f"\n    {one}" for one in score().wrong if one.startswith(f"{what}:")])
    assert score().share(what) >= least
