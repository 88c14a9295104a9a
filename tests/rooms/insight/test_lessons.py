"""Lessons of a kind: the models that they quote, the words that select them, their order."""

import pytest

from showcase.insight.lessons import about, by_topic, kinds, lesson_rules, lessons
from showcase.schema.vocabulary import kinds_of_deeds, vocabulary

CITED = "source: {id: bao-cao-xa-2025}"


def told(*steps: str, kind: str = "to-tiet-kiem", topics: str = "giup-von", cost: str = "", more: str = "") -> str:
    listed = ", ".join(f'"{step}"' for step in steps)
    plan = f"replication: {{people: Mười người., {cost}{CITED}}}\n"
    return f"topics: [{topics}]\nkind: {kind}\napproach: {{steps: [{listed}], {CITED}}}\n{plan}{more}"


@pytest.fixture
def catalogue(tree, minimal):
    def made(*texts: str):
        loaded = tree({f"ba-chuc/m{at}.yml": minimal + text for at, text in enumerate(texts)}).load()
        assert loaded.problems == []
        return loaded

    return made


def slugs(quotes) -> list[str]:
    return [quote.model.slug for quote in quotes]


def test_a_kind_has_a_page_from_three_models_to_follow(catalogue):
    three = [told("Làm."), told("Làm."), told("Làm.", topics="giup-von, nha-o")]
    others = [told("Làm.", kind="cat-nha-tinh-thuong"), "kind: to-tiet-kiem\n", "topics: [giup-von]\n"]
    found = kinds(catalogue(*three, *others))
    assert {kind: slugs_of(models) for kind, models in found.items()} == {"to-tiet-kiem": ["m0", "m1", "m2"]}
    assert by_topic(found) == {"giup-von": ["to-tiet-kiem"]}
    assert about(found) == {"giup-von": ["to-tiet-kiem"], "nha-o": ["to-tiet-kiem"]}
    assert kinds(catalogue(*three[:2], *others)) == {}


def slugs_of(models) -> list[str]:
    return sorted(model.slug for model in models)


def test_deeds_are_found_by_whole_words_in_steps_and_quoted(catalogue):
    texts = [
        told("Lập hợp tác xã.", "HỌP dân lấy ý kiến."),
        told("Chi hội họp.", "Họp lần hai."),
        told("Các chị tụ họp hằng tuần.", more=f"results: {{text: Họp dân rồi., {CITED}}}\n"),
        told("Dân họp bàn."),
    ]
    loaded = catalogue(*texts)
    found = lessons(loaded, "to-tiet-kiem", kinds(loaded)["to-tiet-kiem"])
    (common,) = found.common
    assert common.label == "Họp, bàn bạc"
    assert {quote.model.slug: quote.text for quote in common.quotes} == {
        "m0": "HỌP dân lấy ý kiến.",
        "m1": "Chi hội họp.",
        "m3": "Dân họp bàn.",
    }
    assert [(deed.label, slugs(deed.quotes)) for deed in found.rare] == [("Làm đều theo kỳ", ["m2"])]
    begun = {"Các chị tụ họp hằng tuần.", "Chi hội họp.", "Dân họp bàn.", "Lập hợp tác xã."}
    assert {quote.text for quote in found.begun} == begun


def test_costs_stand_from_least_to_most_and_are_not_added_up(catalogue):
    lines = (
        "cost: [{item: Tất cả, amount: 5000000}, {item: Trong đó dân góp, amount: 2000000}], ",
        "cost: [{item: Một hộ, amount: 100000}], ",
        "",
    )
    loaded = catalogue(*[told("Làm.", cost=line) for line in lines])
    found = lessons(loaded, "to-tiet-kiem", kinds(loaded)["to-tiet-kiem"])
    assert [cost.amount for cost, _ in found.costs] == [100_000, 2_000_000, 5_000_000]


def test_what_was_given_up_is_told_with_its_reason_or_without(catalogue):
    copy = f"replicates: {{model: m0, outcome: da-dung, reason: Thiếu người lo., {CITED}}}\n"
    texts = [told("Làm."), told("Làm."), told("Làm."), "kind: to-tiet-kiem\nstatus: da-dung\n"]
    loaded = catalogue(*texts, f"kind: to-tiet-kiem\n{copy}")
    found = lessons(loaded, "to-tiet-kiem", kinds(loaded)["to-tiet-kiem"])
    assert sorted((quote.model.slug, quote.text) for quote in found.stopped) == [("m3", ""), ("m4", "Thiếu người lo.")]


def test_the_rules_name_each_deed_once():
    rules = lesson_rules()
    labels = [rule["label"] for rule in rules["deeds"]]
    words = [word for rule in rules["deeds"] for word in rule["words"]]
    assert len(set(labels)) == len(labels)
    assert len(set(words)) == len(words)


def test_each_kind_of_deed_has_a_topic_and_words_of_its_own():
    rows = kinds_of_deeds()
    words = [word for row in rows.values() for word in row.words]
    assert {row.topic for row in rows.values()} <= set(vocabulary("topics"))
    assert not set(rows) & set(vocabulary("topics")), "the pages of lessons share one folder of addresses"
    assert len(set(words)) == len(words)
    assert all(row.means.endswith(".") and row.words for row in rows.values())
