"""The draft of the form without a page, run in Node: values put into it, and the values that it gives for a file."""

from lib import browser_tools

import json
import subprocess
from pathlib import Path
from typing import Any

DRAFT = Path(__file__).resolve().parents[3] / "docs/assets/form/draft/draft.js"
QUESTIONS = """
    const line = { control: "line", codes: [] };
    const asked = (questions) => new Map(Object.entries(questions));
    const documents = asked({ id: { control: "register", codes: ["bc-217"] }, title: line, where: line });
    const draft = new Draft({
        single: asked({
            title: line,
            started: line,
            "owner.kind": { control: "choice", codes: ["khac"] },
            topics: { control: "choices", codes: ["a", "b", "c"] },
            "approach.text": line,
            "novelty.text": line,
            "novelty.evidence": { control: "choice", codes: ["claimed", "verified"] },
            "novelty.source.id": { control: "source", codes: [] },
        }),
        lists: asked({
            places: { least: 1, questions: asked({ commune: line, planned: { control: "flag", codes: [] } }) },
            "approach.steps": { least: 0, questions: asked({ "": line }) },
            "novelty.figures": { least: 0, questions: asked({ value: { control: "number", codes: [] } }) },
            sources: { least: 1, questions: documents },
        }),
        parts: ["approach", "novelty"],
        criteria: ["novelty"],
    });
    const items = (path) => draft.items(path);
    const put = (path, answer) => draft.put({ path }, answer);
    const putIn = (path, at, key, answer) => draft.put({ path, item: items(path)[at], key }, answer);
"""


def answered(script: str) -> Any:
    """The result of a script that may use `draft`, `items`, `put` and `putIn`."""
    run = f'const {{ Draft }} = await import("{DRAFT.as_uri()}");{QUESTIONS}'
    run += f"console.log(JSON.stringify((() => {{{script}}})()));"
    command = [str(browser_tools.node()), "--input-type=module", "-e", run]
    done = subprocess.run(command, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_sources_get_ids_and_are_cited() -> None:
    found = answered("""
        draft.fill({ sources: [{ id: "bao-cao-cu", title: "Báo cáo cũ" }] });
        for (let more = 0; more < 4; more++) draft.add("sources");
        putIn("sources", 0, "title", "Tên mới của văn bản cũ");
        putIn("sources", 1, "title", "Báo cáo năm 2025");
        putIn("sources", 2, "title", "Báo cáo năm 2025");
        putIn("sources", 3, "id", "bc-217");
        put("approach.text", "Họp");
        put("novelty.text", "Mới");
        draft.cite({ path: "novelty.source.id" }, items("sources")[2]);
        return draft.values;
    """)
    ids = ["bao-cao-cu", "bao-cao-nam-2025", "bao-cao-nam-2025-2", "bc-217"]
    assert [source["id"] for source in found["sources"]] == ids
    assert found["approach"] == {"text": "Họp", "source": {"id": "bao-cao-cu"}}
    assert found["novelty"] == {"text": "Mới", "source": {"id": "bao-cao-nam-2025-2"}}


def test_without_an_answer_nothing_is_in_the_file() -> None:
    found = answered("""
        for (let more = 0; more < 3; more++) draft.add("approach.steps");
        draft.add("sources");
        draft.cite({ path: "novelty.source.id" }, items("sources")[1]);
        draft.remove("sources", items("sources")[1]);
        put("novelty.evidence", "claimed");
        putIn("approach.steps", 0, "", "Họp dân");
        putIn("approach.steps", 2, "", "Làm");
        return [draft.values, [...draft.itemPaths("approach.steps").values()], [...draft.itemPaths("places").values()]];
    """)
    paths = ["approach.steps[1]", "approach.steps[2]"]
    assert found == [{"approach": {"steps": ["Họp dân", "Làm"]}}, paths, ["places[1]"]]


def test_a_document_of_the_register_is_described_there_and_keeps_what_was_typed() -> None:
    found = answered("""
        putIn("sources", 0, "title", "Báo cáo");
        putIn("sources", 0, "where", "trang 5");
        putIn("sources", 0, "id", "bc-217");
        const registered = draft.values.sources;
        putIn("sources", 0, "id", undefined);
        return [registered, draft.values.sources];
    """)
    assert found[0] == [{"id": "bc-217", "where": "trang 5"}]
    assert found[1] == [{"id": "bao-cao", "title": "Báo cáo", "where": "trang 5"}]


def test_values_of_a_file_come_back_and_what_no_control_shows_is_dropped() -> None:
    found = answered("""
        draft.fill({
            title: "Tổ góp vốn", started: 2015, owner: { kind: "la" }, topics: ["b", "x", "a"],
            places: [{ commune: "30547", planned: false }, { commune: "30790", planned: true }],
            novelty: { text: "Mới", figures: [{ value: 4.4 }, { value: "trên 60" }], source: { id: "bc-217" } },
            sources: [{ id: "bc-217" }],
        });
        const values = draft.values;
        draft.putCodes({ path: "topics" }, ["a", "c", "b"]);
        return [values, draft.values.topics];
    """)
    assert found[0] == {
        "title": "Tổ góp vốn",
        "started": "2015",
        "topics": ["b", "a"],
        "places": [{"commune": "30547"}, {"commune": "30790", "planned": True}],
        "novelty": {"text": "Mới", "figures": [{"value": 4.4}, {"value": "trên 60"}], "source": {"id": "bc-217"}},
        "sources": [{"id": "bc-217"}],
    }
    assert found[1] == ["b", "a", "c"]  # Codes of the file keep their order.


def test_a_criterion_with_an_answer_is_claimed_once() -> None:
    found = answered("""
        put("novelty.text", "Mới");
        const place = draft.claim({ path: "novelty.text" });
        put("novelty.evidence", "verified");
        return [place, draft.claim({ path: "novelty.figures" }), draft.claim({ path: "title" }), draft.values.novelty];
    """)
    assert found == [{"path": "novelty.evidence"}, None, None, {"text": "Mới", "evidence": "verified"}]


def test_items_keep_their_names_when_all_answers_are_replaced() -> None:
    found = answered("""
        const before = items("places");
        draft.fill({ places: [{ commune: "1" }, { commune: "2" }] });
        const two = items("places");
        draft.fill({});
        return [two[0] === before[0], two.length, items("places").length, draft.values];
    """)
    assert found == [True, 2, 1, {}]
