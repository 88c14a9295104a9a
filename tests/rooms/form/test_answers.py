"""The answers of the form without a page: ids of sources, what cites which, what is left out; run in Node."""

from lib import browser_tools

import json
import subprocess
from pathlib import Path
from typing import Any

ANSWERS = Path(__file__).resolve().parents[3] / "docs/assets/form/page/answers.js"
RUN = """
    import { readFileSync } from "node:fs";
    const { Answers, Cited } = await import(process.argv[1]);
    const { single, lists } = JSON.parse(readFileSync(0, "utf8"));
    const answer = (value) => (value?.cited ? new Cited(value.cited) : value ?? undefined);
    const entries = (object) => Object.entries(object).map(([key, value]) => [key, answer(value)]);
    const made = new Answers(["approach", "novelty"]);
    for (const [path, value] of entries(single)) made.put(path, value);
    for (const [path, items] of Object.entries(lists)) {
        made.putItems(path, items.map(([item, own, answers]) => ({ item, own, answers: new Map(entries(answers)) })));
    }
    console.log(JSON.stringify(made.values));
"""


def values(single: dict[str, Any], **lists: list[tuple[str, str | None, dict[str, Any]]]) -> dict[str, Any]:
    """What a file gets of these answers; an item of a list: its name on the page, its own id, its answers."""
    command = [str(browser_tools.node()), "--input-type=module", "-e", RUN, ANSWERS.as_uri()]
    sent = json.dumps({"single": single, "lists": lists})
    done = subprocess.run(command, input=sent, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_sources_get_ids_and_are_cited() -> None:
    found = values(
        {"title": "A", "approach.text": "Họp", "novelty.text": "Mới", "novelty.source.id": {"cited": "o-3"}},
        sources=[
            ("o-1", None, {"id": None, "title": "Báo cáo năm 2025"}),
            ("o-2", None, {"id": None, "title": "Báo cáo năm 2025"}),
            ("o-3", "bao-cao-cu", {"id": None, "title": "Tên mới của văn bản cũ"}),
            ("o-4", None, {"id": "bc-217-an-giang"}),
            ("o-5", None, {"id": None, "title": None}),
        ],
    )
    ids = ["bao-cao-nam-2025", "bao-cao-nam-2025-2", "bao-cao-cu", "bc-217-an-giang"]
    assert [source["id"] for source in found["sources"]] == ids
    assert found["approach"] == {"text": "Họp", "source": {"id": "bao-cao-nam-2025"}}
    assert found["novelty"] == {"text": "Mới", "source": {"id": "bao-cao-cu"}}


def test_what_says_nothing_is_left_out() -> None:
    found = values(
        {"title": None, "novelty.source.id": {"cited": "gone"}, "novelty.evidence": "claimed"},
        **{
            "approach.steps": [("o-1", None, {"": "Họp dân"}), ("o-2", None, {"": None}), ("o-3", None, {"": "Làm"})],
            "places": [("o-4", None, {"commune": None})],
        },
    )
    assert found == {"approach": {"steps": ["Họp dân", "Làm"]}}
