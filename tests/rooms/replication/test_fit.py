"""The rule of fit as data, and the facts that the page uses."""

import json

import pytest

from showcase.insight.site import Site
from showcase.replication.fit import ABOUT, AT_LEAST, AT_MOST, CHUNK, FOLDER, UNKNOWN, fit_files, fit_rule
from showcase.schema.vocabulary import vocabulary

TOLD = "results: {text: Có kết quả., source: {id: bao-cao-xa-2025}}\n"
COST = "replication:\n  cost:\n{lines}  source: {{id: bao-cao-xa-2025}}\n"


@pytest.fixture
def facts(tree, minimal):
    def made(*texts):
        loaded = tree({f"ba-chuc/m{at}.yml": minimal + TOLD + text for at, text in enumerate(texts)}).load()
        assert loaded.problems == []
        files = fit_files(Site(loaded))
        return json.loads(files[f"{FOLDER}facts.json"])

    return made


def test_every_topic_has_its_group_and_no_question_is_one_too_many():
    rule = fit_rule()
    groups = next(one["groups"] for one in rule["questions"] if one["key"] == "topics")
    assert sorted(topic for group in groups for topic in group["topics"]) == sorted(vocabulary("topics"))
    assert len(rule["questions"]) <= 6


@pytest.mark.parametrize(
    ("lines", "amount", "sure"),
    [
        ("    - {item: Toàn bộ cây cầu, amount: 5000000}\n", 5_000_000, ABOUT),
        ("    - {item: Trang thiết bị mở lớp, amount: 5000000}\n", 0, UNKNOWN),
        ("    - {item: Tổng tiền đã cho vay, amount: 5000000}\n", 0, UNKNOWN),
        ("    - {item: Toàn bộ cây cầu, amount: 5000000}\n    - {item: B, amount: 7000000}\n", 0, UNKNOWN),
        ("    - {item: Mức góp, amount: 20000, note: 'mỗi hộ, mỗi tháng'}\n", 0, UNKNOWN),
        ("    - {item: Giá đền bù 1 m² đất, amount: 36000, note: chưa tính các khoản hỗ trợ thêm}\n", 0, UNKNOWN),
        ("    - {item: Mức vay, amount: 4000000, note: năm 2018}\n", 0, UNKNOWN),
        ("    - {item: Một trụ đèn, amount: 460000}\n", 0, UNKNOWN),
        ("    - {item: Toàn bộ cây cầu, qualifier: khoang, amount: 5000000}\n", 5_000_000, ABOUT),
        ("    - {item: Toàn bộ cây cầu, qualifier: tren, amount: 5000000}\n", 5_000_000, AT_LEAST),
        ("    - {item: Toàn bộ cây cầu, qualifier: duoi, amount: 5000000}\n", 5_000_000, AT_MOST),
        ("    - {item: Toàn bộ cây cầu, qualifier: binh-quan, amount: 5000000}\n", 0, UNKNOWN),
    ],
)
def test_a_cost_is_known_of_one_line_that_calls_itself_the_whole(facts, lines, amount, sure):
    made = facts(COST.format(lines=lines))
    assert (made["costs"], made["sure"]) == ([amount], [sure])


def test_what_is_not_told_stays_unknown(facts):
    made = facts("")
    assert (made["sure"], made["days"], made["copies"], made["traits"]) == ([UNKNOWN], [0], [0], [0])


def test_what_sources_say_of_a_place_is_known_of_its_commune(facts):
    made = facts("area_traits: [bien-gioi]\n", "area_traits: [ton-giao]\n")
    traits = list(vocabulary("area_traits"))
    assert made["communes"] == {"30547": 1 << traits.index("bien-gioi") | 1 << traits.index("ton-giao")}


def test_cards_lie_in_chunks_in_the_order_of_the_facts(tree, minimal):
    count = CHUNK + 3
    loaded = tree(
        {f"ba-chuc/m{at}.yml": minimal.replace("Tổ phụ nữ", f"Tổ {at:03}") + TOLD for at in range(count)}
    ).load()
    files = fit_files(Site(loaded))
    cards = [json.loads(files[f"{FOLDER}cards/{at}.json"]) for at in range(2)]
    assert [len(chunk) for chunk in cards] == [CHUNK, 3]
    assert cards[1][0][0] == f"m{CHUNK}"


def test_bare_names_are_no_advice_but_are_named_to_ask(tree, minimal):
    files = {"ba-chuc/ten-thoi.yml": minimal + "topics: [giup-von]\n", "ba-chuc/co-ke.yml": minimal + TOLD}
    made = json.loads(fit_files(Site(tree(files).load()))[f"{FOLDER}facts.json"])
    assert len(made["owners"]) == 1
    assert [row[0] for row in made["ask"]["giup-von"]] == ["ten-thoi"]
