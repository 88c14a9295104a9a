"""The queries of real users find the right models."""

from collections import Counter

import pytest
import yaml
from search_host import plain
from search_queries import FOLDER, NONE, judged

from showcase.language.words import fold

SLIPS = {"slip", "typo", "misspelling-one-letter", "telex-off", "vni-off"}


@pytest.fixture(scope="module")
def queries(catalogue):
    return judged(catalogue)


@pytest.fixture(scope="module")
def answers(engine, real_index, queries):
    """The whole answer for each query."""
    engine.open(real_index)
    return {one.query: engine.ask(one.query) for one in queries}


def test_the_queries_cover_every_kind_and_name_real_models(catalogue, queries):
    entries = yaml.safe_load((FOLDER / "queries.yml").read_text(encoding="utf-8"))
    assert len(queries) >= 400
    assert min(Counter(query.kind for query in queries).values()) >= 4
    assert len({query.query for query in queries}) == len(queries)
    assert {slug for entry in entries for slug in entry.get("expect", ())} <= set(catalogue.by_slug)
    assert all(query.right for query in queries if query.kind != NONE)


def found(query, answers):
    return bool({one["slug"] for one in answers[query.query]["results"][:3]} & query.right)


def test_nearly_all_find_their_model_among_the_first_three(queries, answers):
    asked = [query for query in queries if query.kind != NONE]
    missed = [query.query for query in asked if not found(query, answers)]
    assert 1 - len(missed) / len(asked) >= 0.97, missed
    for kind in {query.kind for query in asked}:
        mine = [query for query in asked if query.kind == kind]
        assert sum(found(query, answers) for query in mine) / len(mine) >= 0.9, kind


def doubted(answer):
    """Whether an answer says that there is no result, or none in the named place."""
    return answer["doubtful"] or not answer["total"] or bool(answer["loosened"])


@pytest.mark.parametrize(
    ("name", "success", "none", "doubt"), [("fresh.yml", 0.92, 0.85, 0.05), ("fresh2.yml", 0.94, 0.76, 0.13)]
)
def test_a_set_written_from_needs_alone_is_answered(engine, real_index, catalogue, name, success, none, doubt):
    """The head of each file has the measured values; the limits are a little lower, because models change."""
    engine.open(real_index)
    entries = yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))
    assert {slug for one in entries for slug in one.get("expect", ())} <= set(catalogue.by_slug)
    queries = judged(catalogue, name)
    answers = {one.query: engine.ask(one.query) for one in queries}
    asked = [one for one in queries if one.kind != NONE]
    missed = [one.query for one in asked if not found(one, answers)]
    assert 1 - len(missed) / len(asked) >= success, missed
    without = [one.query for one in queries if one.kind == NONE]
    told = [query for query in without if doubted(answers[query])]
    assert len(told) / len(without) >= none, set(without) - set(told)
    wrongly = [one.query for one in asked if answers[one.query]["doubtful"]]
    assert len(wrongly) / len(asked) <= doubt, wrongly
    assert not [one.query for one in queries if one.kind not in SLIPS and answers[one.query]["correction"]]


def test_what_is_spelt_correctly_is_left_alone(queries, answers):
    spelt = [query.query for query in queries if query.kind not in SLIPS]
    corrected = [query for query in spelt if answers[query]["correction"]]
    assert len(corrected) / len(spelt) <= 0.01, corrected


def test_questions_without_an_answer_are_told_as_such(queries, answers):
    without = [query for query in queries if query.kind == NONE]
    answered = [query.query for query in without if not doubted(answers[query.query])]
    assert 1 - len(answered) / len(without) >= 0.85, answered
    asked = [answers[query.query] for query in queries if query.kind != NONE]
    wrongly = [answer for answer in asked if answer["doubtful"] or not answer["total"]]
    assert len(wrongly) / (len(queries) - len(without)) <= 0.05, wrongly


def test_a_half_typed_word_shows_what_the_whole_word_will(real_engine, queries, answers):
    """From four letters on, with the last word cut: the first result of the whole query is in the first three."""
    run = """async states => {
        const first = (found) => found.results.slice(0, 3).map((one) => one.slug);
        return Promise.all(states.map(async (q) => first(await answer({ q, typing: true }))));
    }"""
    asked = [query.query for query in queries if query.kind not in {NONE, *SLIPS} and answers[query.query]["results"]]
    states = [(q[:end], q) for q in asked for end in range(max(4, q.rstrip().rfind(" ") + 2), len(q))]
    shown = real_engine.page.evaluate(run, [state for state, _ in states])
    first = {q: answers[q]["results"][0]["slug"] for q in asked}
    missed = [state for (state, q), slugs in zip(states, shown, strict=True) if first[q] not in slugs]
    assert 1 - len(missed) / len(states) >= 0.95, missed


def test_every_title_and_every_other_name_finds_its_model(real_engine, catalogue):
    """By its own words without diacritics, as typed quickly; models with the same title are one entry."""
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
