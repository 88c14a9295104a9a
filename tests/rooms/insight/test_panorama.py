"""The leaders' page: counts compared with the YAML files, which are counted here by other code; and small trees."""

from collections import Counter
from pathlib import Path

import pytest
import yaml

from showcase.files.catalogue import ModelFiles
from showcase.gazetteer.communes import gazetteer
from showcase.insight.panorama import (
    CriterionSupport,
    commune_rows,
    copied_models,
    district_rows,
    oldest_first,
    owner_questions,
    topic_rows,
)
from showcase.insight.site import Site
from showcase.schema.vocabulary import CRITERIA, vocabulary

MODELS = Path(__file__).resolve().parents[3] / "models"
AN_GIANG = {commune.code for commune in gazetteer().of_province("91")}
LEVELS = ["claimed", "documented", "verified"]


@pytest.fixture(scope="module")
def site() -> Site:
    return Site(ModelFiles(MODELS).load())


@pytest.fixture(scope="module")
def written() -> list[dict]:
    paths = [path for path in MODELS.rglob("*.yml") if path.name != "sources.yml"]
    return [yaml.safe_load(path.read_text(encoding="utf-8")) for path in paths]


def done_in(values: dict) -> set[str]:
    return {place["commune"] for place in values["places"] if place.get("commune") and not place.get("planned")}


def test_every_commune_counts_its_models_by_field(site, written):
    rows = {row.name: row for row in commune_rows(site)}
    assert len(rows) == 102
    fields = list(vocabulary("fields"))
    for name, code in (("Xã Ba Chúc", "30547"), ("Xã Vĩnh Trạch", "30697"), ("Đặc khu Phú Quốc", "31078")):
        here = [values for values in written if code in done_in(values)]
        counted = Counter(field for values in here for field in values.get("fields") or [])
        row = rows[name]
        assert row.total == len(here) > 0, name
        assert row.by_field == tuple(counted[field] for field in fields), name
        assert row.no_field == sum(1 for values in here if not values.get("fields")), name


def test_the_emptiest_come_first(site):
    rows = commune_rows(site)
    assert [row.total > 0 for row in rows] == sorted(row.total > 0 for row in rows)
    some = [sum(1 for count in row.by_field if not count) for row in rows if row.total]
    assert some == sorted(some, reverse=True)
    assert len(set(some)) > 1


def is_at_home(values: dict) -> bool:
    """Whether a model is in An Giang, or in a former district that is now part of it."""
    return any(
        place.get("province") == "91" or {place.get("commune"), *place.get("candidates", ())} & AN_GIANG
        for place in values["places"]
        if not place.get("planned")
    )


def test_topics_count_who_tells_each_criterion_at_home_and_name_the_best_evidence(site, written):
    rows = {row.code: row for row in topic_rows(site)}
    assert rows.keys() == vocabulary("topics").keys()
    for topic in rows:
        everywhere = [values for values in written if topic in (values.get("topics") or [])]
        here = [values for values in everywhere if is_at_home(values)]
        assert rows[topic].total == len(here), topic
        assert rows[topic].elsewhere == len(everywhere) - len(here), topic
        for key, told in zip(CRITERIA, rows[topic].criteria, strict=True):
            parts = [
                values[key] for values in here if values.get(key, {}).get("text") or values.get(key, {}).get("figures")
            ]
            levels = [LEVELS.index(part["evidence"]) for part in parts if part.get("evidence")]
            assert told.count == len(parts), (topic, key)
            assert told.evidence == (LEVELS[max(levels)] if levels else ""), (topic, key)


def test_topics_without_a_model_at_home_come_first(site, written):
    tried = {topic for values in written if is_at_home(values) for topic in values.get("topics") or []}
    untried = [topic for topic in vocabulary("topics") if topic not in tried]
    rows = topic_rows(site)
    assert [row.code for row in rows[: len(untried)]] == untried != []
    assert {(row.total, *row.criteria) for row in rows[: len(untried)]} == {(0, *[CriterionSupport(0, "")] * 6)}
    totals = [row.total for row in rows]
    assert totals == sorted(totals)


def test_a_topic_counts_what_is_only_planned_at_home_neither_here_nor_elsewhere(tree, minimal):
    of_water = minimal.replace("places:\n", "topics:\n  - nuoc-sach\nplaces:\n")
    planned = of_water.replace('  - commune: "30547"\n', '  - commune: "30547"\n    planned: true\n')
    far = of_water.replace("30547", "03390")
    both = far.replace('  - commune: "03390"\n', '  - commune: "03390"\n  - commune: "30544"\n')
    province = of_water.replace('  - commune: "30547"\n', '  - province: "91"\n    whole_province: true\n')
    files = {
        "ba-chuc/se-lam.yml": planned,
        "binh-lu-lai-chau/xa.yml": far,
        "binh-lu-lai-chau/hai-noi.yml": both,
        "toan-tinh/ca-tinh.yml": province,
    }
    rows = {row.code: row for row in topic_rows(Site(tree(files).load()))}
    assert (rows["nuoc-sach"].total, rows["nuoc-sach"].elsewhere) == (2, 1)


def test_copied_models_of_the_home_province_are_apart(tree, minimal):
    files = {
        "ba-chuc/goc.yml": minimal,
        "binh-lu-lai-chau/lam-lai.yml": minimal.replace("30547", "03390") + "replicates:\n  model: goc\n",
        "binh-lu-lai-chau/goc-xa.yml": minimal.replace("30547", "03390"),
        "tri-ton/lam-theo.yml": minimal.replace("30547", "30544") + "replicates:\n  model: goc-xa\n",
    }
    here, elsewhere = copied_models(Site(tree(files).load()))
    assert [one.original.slug for one in here] == ["goc"]
    assert [one.original.slug for one in elsewhere] == ["goc-xa"]


def test_the_oldest_news_comes_first_and_only_that_of_the_home_province(site):
    rests = oldest_first(site)
    days = [rest.day for _, rest in rests]
    assert days == sorted(days)
    assert len(days) > 20
    assert {model.slug for model, _ in rests} < {model.slug for model in site.catalogue.models}
    changed = Site(site.catalogue, {model.file: "2026-11-01" for model in site.catalogue.models})
    assert [model.slug for model, _ in oldest_first(changed)] == [model.slug for model, _ in rests]


def owned(minimal: str, title: str, owner: str, *communes: str) -> str:
    places = "".join(f'  - commune: "{code}"\n' for code in communes)
    text = minimal.replace("Tổ phụ nữ góp vốn xoay vòng", title).replace('  - commune: "30547"\n', places)
    return text.replace("  kind: phu-nu\n", f"  kind: phu-nu\n{owner}")


def test_a_model_of_two_communes_counts_once_in_their_district(tree, minimal):
    files = {
        "ba-chuc/hai-xa.yml": owned(minimal, "Hai xã", "", "30547", "30544"),
        "tri-ton/mot-xa.yml": owned(minimal, "Một xã", "", "30544"),
    }
    found = Site(tree(files).load())
    districts = {row.name: row for row in district_rows(found)}
    assert len(districts) == 26
    assert districts["Huyện Tri Tôn"].total == 2
    assert sum(row.total for row in districts.values()) == 2
    assert {"Huyện Châu Thành (An Giang cũ)", "Huyện Châu Thành (Kiên Giang cũ)"} < districts.keys()
    assert list(districts)[-1] == "Huyện Tri Tôn"


def test_whoever_has_most_to_tell_is_asked_first_the_unnamed_and_others_not_at_all(tree, minimal):
    files = {
        "ba-chuc/khong-ten.yml": owned(minimal, "Không tên", "", "30547"),
        "tri-ton/mot.yml": owned(minimal, "Một", "  name: Hội Phụ nữ xã Tri Tôn\n", "30544"),
        "ba-chuc/hai.yml": owned(minimal, "Hai", "  name: Hội Phụ nữ xã Ba Chúc\n", "30547"),
        "ba-chuc/ba.yml": owned(minimal, "Ba", "  name: Hội Phụ nữ xã Ba Chúc\n", "30547"),
        "binh-lu-lai-chau/xa.yml": owned(minimal, "Xa", "  name: Hội Phụ nữ xã Bình Lư\n", "03390"),
    }
    asked = owner_questions(Site(tree(files).load()))
    assert [one.owner for one in asked] == ["Hội Phụ nữ xã Ba Chúc", "Hội Phụ nữ xã Tri Tôn"]
    assert len(asked[0].models) == 2
    assert asked[0].answers == 2 * asked[1].answers
