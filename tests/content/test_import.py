"""The import of real reports, compared with the inventory of their models, if both files are there."""

import csv
import os
import re
import subprocess
import sys
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from report_documents import add_footnotes, cite, new_document, saved

from showcase.files.reading import read_bytes
from showcase.importing.documents import read_document
from showcase.importing.drafts import Draft, drafts
from showcase.importing.find_models import find_models
from showcase.importing.headings import ReportedModel
from showcase.importing.outlines import parted
from showcase.importing.passages import Passage
from showcase.importing.places import setting
from showcase.language.words import syllables
from showcase.model.model import Model
from showcase.schema.vocabulary import CRITERIA, STORY

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
INVENTORY = SHARED / "seed_inventory.csv"
REPORTS = sorted((SHARED / "seeds").glob("*.txt"))

SAME = 0.9
"""Least ratio of `difflib.SequenceMatcher` between the folded syllables of two titles that are one title."""
LEAST_NAMED = 0.85

pytestmark = pytest.mark.skipif(not (INVENTORY.is_file() and REPORTS), reason="the reports are not at hand")

Row = dict[str, str]
Pairs = dict[str, ReportedModel]
"""Id of a row of the inventory -> the model found for it."""


def inventory(report: str) -> list[Row]:
    with INVENTORY.open(encoding="utf-8") as stream:
        return [row for row in csv.DictReader(stream) if row["seed"] == report]


@cache
def passages_of(report: str) -> list[Passage]:
    return read_document(SHARED / "seeds" / report).passages


@cache
def models_of(report: str) -> list[ReportedModel]:
    return find_models(passages_of(report)).models


@cache
def drafts_of(report: str) -> list[Draft]:
    return drafts(models_of(report), report, "bao-cao", setting(passages_of(report)))


def ratio(one: str, other: str) -> float:
    first, second = " ".join(syllables(one)), " ".join(syllables(other))
    return SequenceMatcher(None, first, second, autojunk=False).ratio()


@cache
def pairs_of(report: str) -> Pairs:
    """Rows and models in pairs, the most similar titles first; with equal titles, the most similar owner and place."""
    rows, models = inventory(report), models_of(report)
    scored = sorted(
        (
            (
                ratio(model.title, row["title"]),
                ratio(f"{model.owner} {' '.join(model.places)}", f"{row['owner']} {row['place_as_written']}"),
                row["id"],
                index,
            )
            for index, model in enumerate(models)
            for row in rows
        ),
        reverse=True,
    )
    pairs: Pairs = {}
    taken: set[int] = set()
    for title, _, row_id, index in scored:
        if title >= SAME and row_id not in pairs and index not in taken:
            pairs[row_id] = models[index]
            taken.add(index)
    return pairs


def names() -> list[str]:
    return [path.name for path in REPORTS]


@pytest.mark.parametrize("report", names())
def test_named_models_are_found(report: str) -> None:
    rows = inventory(report)
    missed = [row["id"] for row in rows if row["id"] not in pairs_of(report)]
    assert len(missed) <= (1 - LEAST_NAMED) * len(rows), missed


@pytest.mark.parametrize("report", names())
def test_no_draft_for_what_is_no_model(report: str) -> None:
    known = [id(model) for model in pairs_of(report).values()]
    assert [model.title for model in models_of(report) if id(model) not in known] == []


@pytest.mark.parametrize("report", names())
def test_fully_described_models_come_with_all_their_parts(report: str) -> None:
    for row in inventory(report):
        if row["detail"] == "full":
            model = pairs_of(report)[row["id"]]
            outline = STORY if set(model.parts) & {"context", "approach"} else CRITERIA
            assert set(outline) <= set(model.parts), row["id"]
            for part, told in model.parts.items():
                assert part in Model.__dataclass_fields__
                assert all(len(one.text) > 20 and one.where.startswith("dòng ") for one in told)


@pytest.mark.parametrize("report", names())
def test_the_texts_of_parts_are_those_of_the_lines_they_name(report: str) -> None:
    lines = (SHARED / "seeds" / report).read_text(encoding="utf-8").split("\n")
    for model in models_of(report):
        for one in (told for part in model.parts.values() for told in part):
            first, _, last = one.where.removeprefix("dòng ").partition("-")
            stood = syllables(" ".join(lines[int(first) - 1 : int(last or first)]))
            assert " ".join(syllables(one.text)) in " ".join(stood)


@pytest.mark.parametrize("report", names())
def test_no_commune_field_or_group_is_wrong(report: str) -> None:
    by_title = {draft.title: draft for draft in drafts_of(report)}
    assert by_title
    for row in inventory(report):
        model = pairs_of(report).get(row["id"])
        if model is None:
            continue
        draft = drafts_of(report)[models_of(report).index(model)]
        values = read_bytes(draft.text.encode(), "nhap.yml").values
        communes = {place["commune"] for place in values.get("places", []) if "commune" in place}
        assert communes <= set(row["commune_code"].split(";")), row["id"]
        assert set(values.get("fields", [])) <= set(row["field"].split(";")), row["id"]
        assert values.get("group") in (None, row["group"]), row["id"]


@pytest.mark.parametrize("report", names())
def test_drafts_parse_but_for_what_is_visibly_missing(report: str) -> None:
    assert len({draft.name for draft in drafts_of(report)}) == len(drafts_of(report))
    for draft in drafts_of(report):
        problems = read_bytes(draft.text.encode(), f"{draft.name}.yml").problems
        assert {problem.rule for problem in problems} <= {"missing"}, draft.name
        for problem in problems:
            assert f"# {problem.field.rpartition('.')[2]}: CÒN THIẾU" in draft.text


def as_word(report: str, folder: Path) -> Path:
    """The report as a Word document with automatic numbers of headings: the text does not contain the numbers."""
    document, notes = new_document(), {}
    for passage in passages_of(report):
        if passage.note:
            notes[int(passage.note)] = passage.text
            continue
        paragraph = document.add_paragraph()
        pieces = re.split(r"\(?\[\^(\d+)\]\)?", parted(passage.text, 0)[0])
        for index, piece in enumerate(pieces):
            if index % 2:
                cite(paragraph, int(piece))
            else:
                paragraph.add_run(piece)
    add_footnotes(document, {number: escape(text) for number, text in notes.items()})
    return saved(document, folder)


@pytest.mark.parametrize("report", names())
def test_word_documents_without_numbers_give_the_same_models_and_no_other_field(report: str, tmp_path: Path) -> None:
    found = {
        (one.title, one.owner): one for one in find_models(read_document(as_word(report, tmp_path)).passages).models
    }
    expected = {(one.title, one.owner): one for one in models_of(report)}
    assert set(found) == set(expected)
    for name, model in found.items():
        assert set(model.parts) == set(expected[name].parts)
        assert set(model.fields) <= set(expected[name].fields)
        assert model.group in (None, expected[name].group)


def test_the_command_writes_drafts_once_and_never_over_others(tmp_path: Path) -> None:
    command = [sys.executable, "scripts/import_report.py", str(REPORTS[0]), "--out", str(tmp_path / "nhap")]
    settings = {**os.environ, "SHOWCASE_NO_VENV": "1", "PYTHONUTF8": "1"}
    first = subprocess.run(command, cwd=ROOT, env=settings, capture_output=True, encoding="utf-8", timeout=60)
    progress = [line for line in first.stderr.splitlines() if re.fullmatch(r"[^:]+: \d+/\d+ đoạn", line)]
    assert (first.returncode, first.stderr.splitlines()) == (0, progress)
    written = sorted((tmp_path / "nhap").glob("*.yml"))
    assert f"Đã viết {len(written)} bản nháp" in first.stdout
    assert "Báo cáo không nói" in first.stdout
    written[0].write_text("title: Đã sửa\n", encoding="utf-8")
    again = subprocess.run(command, cwd=ROOT, env=settings, capture_output=True, encoding="utf-8", timeout=60)
    assert f"Giữ nguyên {len(written)} bản nháp đã có" in again.stdout
    assert written[0].read_text(encoding="utf-8") == "title: Đã sửa\n"
