"""Statistics compared with the YAML files, which are counted here by other code."""

from collections import Counter
from pathlib import Path

import pytest
import yaml
from vietnam_provinces import Ward

from showcase.files.catalogue import ModelFiles
from showcase.insight.site import Site
from showcase.insight.statistics import charts, criteria, perhaps, totals, without_models
from showcase.schema.vocabulary import CRITERIA, label

MODELS = Path(__file__).resolve().parents[3] / "models"


@pytest.fixture(scope="module")
def site() -> Site:
    catalogue = ModelFiles(MODELS).load()
    return Site(catalogue, {model.file: f"20{10 + index % 15}-01-01" for index, model in enumerate(catalogue.models)})


@pytest.fixture(scope="module")
def written() -> list[dict]:
    paths = [path for path in MODELS.rglob("*.yml") if path.name != "sources.yml"]
    return [yaml.safe_load(path.read_text(encoding="utf-8")) for path in paths]


def rows(site: Site, title: str) -> dict[str, int]:
    """The bars of a chart, and under `Nguồn không ghi` the number of models without a bar."""
    chart = next(chart for chart in charts(site) if chart.title == title)
    assert "Nguồn không ghi" not in {row.label for row in chart.rows}
    untold = {"Nguồn không ghi": chart.untold} if chart.untold else {}
    return {row.label: row.count for row in chart.rows if row.count} | untold


def test_models_by_field_group_and_owner_kind(site, written):
    fields = Counter(label("fields", code) for values in written for code in values.get("fields") or [])
    fields["Nguồn không ghi"] = sum(1 for values in written if not values.get("fields"))
    assert rows(site, "Theo lĩnh vực") == fields
    groups = Counter(label("groups", values["group"]) for values in written if values.get("group"))
    groups["Nguồn không ghi"] = len(written) - sum(groups.values())
    assert rows(site, "Theo nhóm năm 2026") == groups
    kinds = Counter(label("owner_kinds", values["owner"]["kind"]) for values in written)
    assert rows(site, "Theo loại chủ thể") == kinds


def test_the_lotus_of_the_whole_catalogue(site, written):
    for key, row in zip(CRITERIA, criteria(site.catalogue.models), strict=True):
        told = [values.get(key) or {} for values in written]
        figures = sum(1 for part in told if part.get("figures"))
        text = sum(1 for part in told if part.get("text") and not part.get("figures"))
        assert row.counts == {"figures": figures, "text": text, "empty": len(written) - figures - text}
        assert sum(row.shares.values()) == pytest.approx(100)


def level(values: dict) -> str:
    """Computed only from the files: steps with their needs, a result, or neither."""
    again = set(values.get("replication") or {})
    steps = "steps" in again or "steps" in values.get("approach", {})
    if steps and again & {"cost", "resources", "people", "days", "preconditions"}:
        return "Làm theo được"
    shown = ("novelty", "effectiveness", "sustainability", "spread", "participation", "trust", "results")
    counted = ("approach", "highlights", "two_tier_impact")
    results = any(values.get(key) for key in shown) or any("figures" in values.get(key, {}) for key in counted)
    return "Có kết quả" if results else "Mới ghi tên"


def test_models_by_level_of_detail(site, written):
    assert rows(site, "Theo mức kể") == Counter(map(level, written))


def test_communes_without_models(site, written):
    """All communes of An Giang, from another package, without those in the files, also as possible communes."""
    done = [place for values in written for place in values["places"] if not place.get("planned")]
    codes = {place["commune"] for place in done if place.get("commune")}
    maybe = {code for place in done for code in place.get("candidates", ())}
    home = {str(ward.code.value).zfill(5) for ward in Ward.iter_by_province(91)}
    assert {commune.code for commune in without_models(site)} == home - codes - maybe
    assert {commune.code for commune in perhaps(site)} == (home & maybe) - codes
    assert 0 < len(home - codes - maybe) < len(home - codes) < 102


def test_totals_of_the_sources_stand_one_by_one():
    by_id = {total.id: total for total in totals()}
    assert len(by_id) == len(totals())
    registered = by_id["an-giang-2026-dang-ky"]
    assert (registered.value, registered.source) == (10798, "bc-217-an-giang")
    assert "10.730" in registered.caution
