"""The model files compared with the inventory of models in the sources, if that file is there."""

import csv
import re
from functools import cache
from pathlib import Path

import pytest
import yaml

from showcase.files.catalogue import Catalogue, ModelFiles
from showcase.model.model import Citation, Model

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
INVENTORY = SHARED / "seed_inventory.csv"
SEEDS = {
    "bc-217-an-giang": "000",
    "bc-dan-van-kien-giang-2020": "001",
    "bc-552-kien-giang": "002",
    "bao-an-giang-2024": "003",
    "bc-binh-lu-2026": "004",
}
"""Id in `models/sources.yml` -> number of the stored text."""

TOLD_BY_FIGURE = {"mien-dong-ocop-3-sao-binh-lu"}
"""The inventory counts it as a mere name, but its figure (3 sao, from that name) has to be told as one."""

TOLD_IN_ONE_SENTENCE = {
    "ca-nhan-nguyen-van-thuan-dong-thai",
    "ca-nhan-nguyen-van-don-hon-dat",
    "ca-nhan-do-van-suc-vinh-loi",
}
"""The inventory counts them as mere names; their source tells in one sentence what the three men did."""

OWNER_KINDS = {
    # Written before these kinds existed; a party cell in a school or in the police is a party cell, too.
    **dict.fromkeys(
        (
            "gian-hang-hanh-phuc-thcs-vinh-tuy",
            "khong-gian-van-hoa-thcs-vinh-tuy",
            "nha-truong-sang-xanh-sach-dep-an-toan-thcs-vinh-tuy",
            "phong-chong-xuat-nhap-canh-trai-phep-vinh-dieu",
        ),
        "dang",
    ),
    **dict.fromkeys(("cong-an-dong-hanh-chuyen-doi-so-tho-chau", "hoa-giai-kheo-minh-thuan"), "khu-dan-cu"),
    **dict.fromkeys(
        (
            "hop-tac-xa-kieu-moi-dinh-hoa",
            "doi-dan-phong-cuu-chien-binh-duong-to",
            "cau-be-tong-nong-thon-moi-van-khanh-tay",
            "xa-hoi-tu-thien-nong-thon-moi-vinh-binh-nam",
        ),
        "don-vi-khac",
    ),
}
"""Kinds of owners of which the inventory knows less than the vocabulary does now."""

COMMUNES = {
    # The source counts 11 communes and towns, all of the former district: so all three communes of today have it.
    "dien-chieu-sang-duong-nong-thon-tan-hiep": {"30850", "30856", "30874"},
    # A newspaper of November 2025 reports the same programme in the ward of Hà Tiên.
    "canh-sat-bien-dong-hanh-voi-ngu-dan": {"30787", "30898", "31108", "30769"},
}
"""Communes that follow from a source with certainty, where the inventory names fewer."""

NOT_FIGURES = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"Nghị quyết \d+-NQ/\S+ ngày \d+/\d+/\d+",  # the number and date of a document
        r"khu phố \d+",  # a name
        r"thứ \d đến thứ \d",  # days of the week
        r"/\s*1\.000\s*m2",  # part of a unit: a profit per 1.000 m2
        r"từ năm \d{4}",  # a date, stored as `started`
        r"\b\d+ năm\b",  # a span, stored as `as_of` of the figures
        r"\bl\.\d+",  # a line of the source
    )
]
"""Numbers in the column `figures` that are none of a model."""

_NUMBER = r"(?<![\w.,])\d+(?:\.\d{3})*(?:,\d+)?"
_SPAN = re.compile(rf"({_NUMBER})(?:\s*(?:-|–|đến)\s*({_NUMBER}))?\s*(tỷ|triệu|nghìn|ngàn)?")
_SCALES = {"tỷ": 10**9, "triệu": 10**6, "nghìn": 10**3, "ngàn": 10**3, "": 1}

Span = tuple[float, float | None]
"""One number, or the two ends of a range, in single units: 4,4 tỷ is 4.4e9."""


def read_spans(text: str) -> set[Span]:
    """The numbers of a text in Vietnamese spelling, except those that are not figures."""
    for pattern in NOT_FIGURES:
        text = pattern.sub(" ", text)
    found = _SPAN.findall(text)
    return {(_read(low, scale), _read(high, scale) if high else None) for low, high, scale in found}


def _read(digits: str, scale: str) -> float:
    return round(float(digits.replace(".", "").replace(",", ".")) * _SCALES[scale], 6)


def _told(model: Model) -> set[Span]:
    """All numbers of a model's figures in single units: each alone, and for a range also both ends as a pair."""
    found: set[Span] = set()
    for figure in model.figures:
        scale = _SCALES.get(figure.unit.split(" ")[0], 1)
        ends = [round(end * scale, 6) for end in (figure.value, figure.value_to, figure.out_of) if end is not None]
        found |= {(end, None) for end in ends}
        if figure.value_to is not None:
            found.add((ends[0], ends[1]))
    return found


def _rows() -> list[dict[str, str]]:
    if not INVENTORY.is_file():
        return []
    with INVENTORY.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


ROWS = _rows()
needs_inventory = pytest.mark.skipif(not ROWS, reason="the inventory (../shared/seed_inventory.csv) is not at hand")
needs_seeds = pytest.mark.skipif(
    not (SHARED / "seeds").is_dir(), reason="the source texts (../shared/seeds) are not at hand"
)
each_row = pytest.mark.parametrize("row", ROWS, ids=[row["id"] for row in ROWS])


@cache
def _catalogue() -> Catalogue:
    return ModelFiles(ROOT / "models").load()


def _found(row: dict[str, str]) -> Model | None:
    """The model of a row, by slug or by an alias that repeats the id."""
    known = _catalogue().by_slug.get(row["id"])
    return known or next((model for model in _catalogue().models if row["id"] in model.aliases), None)


def _model(row: dict[str, str]) -> Model:
    """The model of a row; if it is missing, only `test_model_is_there` fails."""
    return _found(row) or pytest.skip("no model file without problems")


def _codes(cell: str) -> set[str]:
    return {code for code in cell.split(";") if code}


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("Khoảng 4,4 tỷ đồng/năm", {(4.4e9, None)}),
        ("Thu nhập tăng 6 - 7 triệu đồng/người/tháng", {(6e6, 7e6)}),
        ("bình quân trên 30.000 thẻ; 08 tổ", {(30000, None), (8, None)}),
        ("25 đến 30 triệu/1.000m2/vụ, gấp 7 lần lúa; khu phố 6: 5ha; 5 năm", {(25e6, 30e6), (7, None), (5, None)}),
        ("446/446 hộ; 2,4km", {(446, None), (2.4, None)}),
        ("Nghị quyết 02-NQ/ĐU ngày 24/11/2025", set()),
    ],
)
def test_numbers_are_read(text: str, spans: set[Span]) -> None:
    assert read_spans(text) == spans


@needs_inventory
def test_the_inventory_has_ninety_rows() -> None:
    assert len({row["id"] for row in ROWS}) == len(ROWS) == 90


@needs_inventory
@each_row
def test_model_is_there(row: dict[str, str]) -> None:
    assert _found(row), "no model file without problems"


@needs_inventory
@each_row
def test_detail_is_as_told(row: dict[str, str]) -> None:
    model = _model(row)
    told = row["detail"] != "name" or row["id"] in TOLD_BY_FIGURE | TOLD_IN_ONE_SENTENCE
    further = {source.id for source in model.sources} - set(SEEDS)
    assert (model.detail != "name") == told or (further and not told)


@needs_inventory
@each_row
def test_every_figure_is_told(row: dict[str, str]) -> None:
    assert read_spans(row["figures"]) - _told(_model(row)) == set()


@needs_inventory
@each_row
def test_owner_kind(row: dict[str, str]) -> None:
    assert _model(row).owner.kind == OWNER_KINDS.get(row["id"], row["owner_kind"])


@needs_inventory
@each_row
def test_communes(row: dict[str, str]) -> None:
    model = _model(row)
    named = {place.commune for place in model.places if place.commune}
    assert named == COMMUNES.get(row["id"], _codes(row["commune_code"]))


@needs_inventory
@each_row
def test_fields_and_group(row: dict[str, str]) -> None:
    model = _model(row)
    assert (set(model.fields), model.group or "") == (_codes(row["field"]), row["group"])


@cache
def _lines(source: str) -> list[str]:
    """The lines of a source's stored text."""
    (path,) = (SHARED / "seeds").glob(f"{SEEDS[source]}_*.txt")
    return path.read_text(encoding="utf-8").split("\n")


def _cited_lines(where: str) -> list[int]:
    """All line numbers of `dòng 67-69; phần VI, dòng 229, 237`, the ends of ranges only."""
    runs = re.findall(r"dòng ((?:\d+(?:\s*-\s*\d+)?(?:,\s+)?)+)", where)
    return [int(number) for run in runs for number in re.findall(r"\d+", run)]


@needs_seeds
def test_cited_lines_hold_text() -> None:
    cited = {(model.slug, citation) for model in _catalogue().models for citation in _citations(model)}
    known = [(slug, citation) for slug, citation in cited if citation.id in SEEDS]
    assert known
    assert [
        f"{slug}: {citation.id}, {citation.where}"
        for slug, citation in sorted(known, key=str)
        if not all(_has_text(citation.id, line) for line in _cited_lines(citation.where))
    ] == []


def _citations(model: Model) -> list[Citation]:
    parts = [part.source for _, part in model.parts()]
    parts += [model.replication.source, model.replicates.source if model.replicates else None]
    return [Citation(source.id, source.where) for source in model.sources] + [one for one in parts if one]


def _has_text(source: str, line: int) -> bool:
    lines = _lines(source)
    return line <= len(lines) and bool(lines[line - 1].strip())


TOTALS = yaml.safe_load((ROOT / "showcase/insight/totals.yml").read_text(encoding="utf-8"))["totals"]


@needs_seeds
@pytest.mark.parametrize("total", TOTALS, ids=[total["id"] for total in TOTALS])
def test_totals_stand_in_their_sources(total: dict[str, str]) -> None:
    lines = _lines(total["source"])
    first, *_, last = [*_cited_lines(total["where"])] * 2
    cited = [lines[number - 1] for number in {*_cited_lines(total["where"]), *range(first, last + 1)}]
    found = {low for line in cited for low, _, _ in _SPAN.findall(line.replace("*", " "))}
    values = {_read(digits, "") for digits in found}
    assert {float(total[key]) for key in ("value", "out_of") if key in total} <= values
