"""The queries of real users find what they must."""

from collections import Counter
from pathlib import Path

import pytest
import yaml
from search_host import plain

from showcase.language.words import fold

QUERIES = yaml.safe_load((Path(__file__).parent / "queries.yml").read_text(encoding="utf-8"))
KINDS = {
    "plain",
    "phrase",
    "no-diacritics",
    "partial-diacritics",
    "nfd",
    "tone-placement",
    "abbreviation",
    "synonym",
    "old-place",
    "place",
    "owner",
    "criterion-text",
    "misspelling-one-letter",
    "telex-off",
    "vni-off",
}


def test_the_queries_cover_every_kind_and_name_real_models(catalogue):
    assert len(QUERIES) >= 120
    assert {query["kind"] for query in QUERIES} == KINDS
    assert min(Counter(query["kind"] for query in QUERIES).values()) >= 4
    assert len({query["query"] for query in QUERIES}) == len(QUERIES)
    assert {slug for query in QUERIES for slug in query["expect"]} <= set(catalogue.by_slug)


def test_nearly_all_find_their_model_among_the_first_three(real_engine):
    missed = []
    for query in QUERIES:
        found = real_engine.slugs(query["query"])
        assert found, query
        if not set(found[:3]) & set(query["expect"]):
            missed.append((query["query"], found[:3]))
    assert 1 - len(missed) / len(QUERIES) >= 0.97, missed


def test_every_title_and_every_other_name_finds_its_model(real_engine, catalogue):
    """By its own words without marks, as typed in haste; models that share a title stand together."""
    for model in catalogue.models:
        for name in (model.title, *model.aliases):
            found = [catalogue.by_slug[slug] for slug in real_engine.slugs(fold(name))[:3]]
            assert any(name in (one.title, *one.aliases) for one in found), (name, [one.title for one in found])


def test_marks_as_typed_rank_above_other_marks(real_engine):
    for typed, other in (("đường", "dương"), ("hòa", "hoa"), ("giỏ", "gió"), ("tằm", "tạm")):
        first = real_engine.ask(typed)["results"][0]
        shown = " ".join(plain(first[key]) for key in ("title", "summary")).lower()
        assert typed in shown.replace("[", "").replace("]", ""), (typed, other)


def test_an_old_place_finds_today(real_engine):
    answer = real_engine.ask("xã Lạc Quới")
    told = answer["places"]["former"]
    assert [(one["name"], one["within"], [c["name"] for c in one["today"]]) for one in told] == [
        ("Xã Lạc Quới", "Huyện Tri Tôn", ["Xã Ba Chúc"])
    ]
    assert {found["slug"] for found in answer["results"]} == {
        "to-hop-tac-dan-co-bang-ba-chuc",
        "dich-vu-cong-truc-tuyen-ba-chuc",
        "thap-sang-phum-soc-ba-chuc",
    }


def test_an_old_district_is_today_several_communes(real_engine):
    told = real_engine.ask("huyen tan hiep")["places"]["former"]
    assert [commune["code"] for commune in told[0]["today"]] == ["30850", "30856", "30874"]


def test_the_kind_of_unit_decides_between_namesakes(real_engine):
    names = [one["name"] for one in real_engine.ask("thị xã Tân Châu")["places"]["former"]]
    assert names == ["Thị xã Tân Châu"]


@pytest.mark.parametrize(
    ("typed", "meant", "reason"),
    [
        ("beeps awn tinhf thuwowng", "bếp ăn tình thương", "telex"),
        ("be6p1 a8n ti2nh thu7o7ng", "bếp ăn tình thương", "vni"),
        ("bep an tinh thuongg", "bep an tinh thuong", "letter"),
        ("bếp ăn tình thươngg", "bếp ăn tình thương", "letter"),
    ],
)
def test_what_was_meant_is_told_and_can_be_refused(real_engine, typed, meant, reason):
    assert real_engine.ask(typed)["correction"] == {"text": meant, "reason": reason}
    assert real_engine.ask(typed, literal=True)["correction"] is None


@pytest.mark.parametrize(
    "typed", ["bếp ăn tình thương", "bep an tinh thuong", "BHYT", "đan giỏ", "Thạnh Yên", "1.030 thẻ"]
)
def test_what_can_be_found_is_never_corrected(real_engine, typed):
    assert real_engine.ask(typed)["correction"] is None


def test_unknown_words_are_named(real_engine):
    answer = real_engine.ask("bếp ăn xyzzyx")
    assert [one["word"] for one in answer["unknown"]] == ["xyzzyx"]
    assert answer["results"][0]["slug"] == "bep-an-tinh-thuong-vinh-trach"


def test_the_sentence_that_matched_is_shown_with_its_marks(real_engine):
    first = real_engine.ask("nguoi ban ve so")["results"][0]
    assert first["slug"] == "bep-an-tinh-thuong-vinh-trach"
    assert "[bán vé số]" in plain(first["summary"]) or "vé số]" in plain(first["sentence"]["pieces"])


def test_a_match_is_marked_over_the_spaces_between(real_engine):
    first = real_engine.ask("bep an tinh thuong")["results"][0]
    assert "[bếp ăn tình thương]" in plain(first["title"])
