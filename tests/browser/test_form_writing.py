"""Files written by the entry form have the entered values; files changed by it keep all other lines."""

import copy
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from form_engine import CASES, VALUES, checked, model_files, name_of, sent, started, told
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from showcase.files.reading import read_bytes
from showcase.schema.fields import MODEL, Field, Kind

QUIET = settings(max_examples=12, suppress_health_check=list(HealthCheck))
WRITE = "(all) => all.map((values) => engine.writeFile(values, rules))"
CHANGE = "(all) => all.map(([data, values]) => engine.changeFile(bytes(data), values, rules))"


@pytest.fixture(scope="module")
def engine(browser: Browser, address: str) -> Iterator[Page]:
    page = started(browser.new_page(), address)
    yield page
    page.close()


def test_whatever_is_told_is_read_back(engine: Page) -> None:
    @QUIET
    @given(st.lists(VALUES, min_size=1, max_size=8))
    def agree(all_values: list[dict[str, Any]]) -> None:
        for values, text in zip(all_values, engine.evaluate(WRITE, all_values), strict=True):
            reading = read_bytes(text.encode(), "x.yml")
            assert [problem.message for problem in reading.problems] == [], text
            assert reading.values == values
            assert list(reading.values) == list(values)

    agree()


def test_the_real_models_are_written_as_they_stand(engine: Page) -> None:
    files = [path.read_text(encoding="utf-8") for path in model_files()]
    texts = engine.evaluate(WRITE, [read_bytes(text.encode(), "x.yml").values for text in files])
    for text, written in zip(files, texts, strict=True):
        assert read_bytes(written.encode(), "x.yml").values == read_bytes(text.encode(), "x.yml").values
    # The form writes in the style of most files; the others differ in quotes and in lists over several lines.
    lines = [
        (Counter(text.splitlines()), Counter(written.splitlines())) for text, written in zip(files, texts, strict=True)
    ]
    alike = sum((one & other).total() for one, other in lines)
    assert alike / sum(one.total() for one, _ in lines) > 0.9


HOSTILE = [
    "a: b", "a #b", "- a", "? a", "a:", "#a", "&a b", "*a", "!a", "!!python/name:os.system", "|", ">", "|-", "%a",
    "@a", "`a", "{a: b}", "[a]", "a, b", "{{ a }}", "{% a %}", "'a'", '"a"', "a'b\"c\\d", "\\", "\\n", "null", "~",
    "yes", "true", "1", "1.0", "1e5", "0x1f", "12:30", "2025-01-01", "2025", "=", "<<", "---", "...", "--- a",
    "a\n---\nb", "a\n...\nb", "a\n- b", "a\nb: c", "a\n  b", "a\n\n\nb", "a\n# b", "<script>alert(1)</script>",
    "</textarea>", "\u200ba", "a\u2028b", "a\x85b", "a\x00b", "a\x1b[31mb", "a\ufeffb", "\ufeffa", "a\u202eb",
    "a\tb", "a\n\tb", "😀", "a\U000e0041b", "a\ud7ffb", "title: b", "a\ntitle: b\nsources: []", "x" * 400, "a\rb",
    "a\r\nb", "e\u0301", "\U0010ffff", "\uffff", "${a}", "$(a)",
]  # fmt: skip


def plain(text: str) -> str:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip()


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_a_hostile_text_stays_a_text(engine: Page, text: str) -> None:
    values = {
        "title": text,
        "aliases": [text, "b"],
        "owner": {"name": text, "kind": text},
        "places": [{"commune": text, "candidates": [text]}],
        "context": {
            "text": text,
            "steps": [text],
            "figures": [{"label": text, "value": text}],
            "source": {"where": text},
        },
        "sources": [{"id": "a", "title": text}],
    }
    del values["context"]["steps"]  # type: ignore[attr-defined]
    [written] = engine.evaluate(WRITE, [values])
    loaded = yaml.safe_load(written.replace("value: ", "value: !!str "))
    assert loaded == mapped(values, plain)


def mapped(value: Any, change: Any) -> Any:
    if isinstance(value, dict):
        return {key: mapped(child, change) for key, child in value.items()}
    return [mapped(child, change) for child in value] if isinstance(value, list) else change(value)


def test_half_a_character_becomes_a_mark(engine: Page) -> None:
    written = engine.evaluate('() => engine.writeFile({ title: "a\\ud800b" }, rules)')
    assert yaml.safe_load(written) == {"title": "a\ufffdb"}


# --- wrong values

WRONG = [
    *HOSTILE, "", "  ", "1.030", "4,4", "trên 60 hộ", "30547", "Ba Chúc", "91", "kinh-te", "phu-nuu", "24/11/2025",
    "2025-11-24", "31/02/2025", "2016-2020", "http://a.vn", "https://a.vn", "anh.JPG", "0912 345 678", "a@b.vn",
    "to-gop-von", "bao-cao",
]  # fmt: skip


def muddled(values: Any, row: Field, chance: random.Random) -> Any:
    """Damaged values of a model: wrong texts in many places, missing items and keys."""
    if isinstance(values, dict):
        kept = {key: muddled(value, row.by_key[key], chance) for key, value in values.items() if chance.random() < 0.9}
        return {key: value for key, value in kept.items() if value is not None}
    if isinstance(values, list):
        return [muddled(value, row, chance) for value in values]
    wrong = chance.random() < 0.2 and row.kind is not Kind.BOOLEAN
    return chance.choice(WRONG) if wrong else values


CHECK = """(all) => all.map((values) => {
    const problems = engine.checkValues(values, { slug: "to-gop-von", folder: "ba-chuc" }, withRegister([]));
    return [problems, engine.writeFile(values, rules)];
})"""


@pytest.mark.parametrize("seed", range(3))
def test_the_form_finds_what_the_command_line_will_find(engine: Page, seed: int) -> None:
    """The form reports the same problems, without lines, as check_models.py reports for the file."""
    chance = random.Random(seed)
    files = [*model_files(), next((CASES / "valid" / "everything-filled").rglob("to-gop-von.yml"))]
    good = [read_bytes(path.read_bytes(), "x.yml").values for path in files]
    wrong = [muddled(copy.deepcopy(chance.choice(good)), MODEL, chance) for _ in range(100)]
    for values, (problems, text) in zip(wrong, engine.evaluate(CHECK, wrong), strict=True):
        found = sorted(told(problem) for problem in checked(text.encode(), "models/ba-chuc/to-gop-von.yml").problems)
        keys = ("rule", "path", "label", "found", "wrong", "expected", "remedy", "nearest")
        assert sorted([problem[key] for key in keys] for problem in problems) == found, (values, text)


# --- changes


def leaves(value: Any, row: Field, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Field]]:
    """All single values of a model with their paths."""
    if isinstance(value, dict):
        for key, child in value.items():
            yield from leaves(child, row.by_key[key], (*path, key))
    elif isinstance(value, list):
        for index, child in enumerate(value):
            yield from leaves(child, row, (*path, index))
    else:
        yield path, row


def at(values: Any, path: tuple[Any, ...]) -> Any:
    for step in path:
        values = values[step]
    return values


NEW = {
    Kind.LINE: ["Tên: mới", "một tên mới", "a, b [c]", "“Mới” 'a' \"b\""],
    Kind.PROSE: ["Một đoạn mới.", "Đoạn một: a.\n\nĐoạn hai #2.", "- a\n- b"],
    Kind.KHMER: ["អក្សរ\u200bខ្មែរ ១២", "ខ្មែរ: 45%"],
    Kind.COMMUNE: ["30544"],
    Kind.PROVINCE: ["12"],
    Kind.NUMBER: [7, 4.25, 1030],
    Kind.INTEGER: [8],
    Kind.DATE: ["11/2024"],
    Kind.PERIOD: ["2011-2014"],
    Kind.LINK: ["https://a.vn/b?c=1#d"],
    Kind.SLUG: ["mot-mo-hinh-khac"],
    Kind.NAME: ["mot-ten-khac"],
    Kind.PICTURE: ["anh-khac.png"],
}


def new_value(row: Field, chance: random.Random) -> Any:
    if row.kind is Kind.CODE:
        return row.example
    return True if row.kind is Kind.BOOLEAN else chance.choice(NEW[row.kind])


def new_item(row: Field, chance: random.Random) -> Any:
    if row.kind is not Kind.GROUP:
        return new_value(row, chance)
    children = [child for child in row.fields if child.required] or [row.fields[0]]
    made = {child.key: new_item(child, chance) for child in children}
    return {child.key: [made[child.key]] if child.many else made[child.key] for child in children}


def change(values: dict[str, Any], chance: random.Random) -> str:
    """Make one random change in place; returns its description."""
    path, row = chance.choice(list(leaves(values, MODEL)))
    holder = at(values, path[:-1])
    done = chance.choice(["change", "remove", "add key", "add item", "remove part"])
    if done == "change":
        holder[path[-1]] = new_value(row, chance)
    elif done == "remove" and len(holder) > 1:
        del holder[path[-1]]
    elif done == "remove part" and path[0] not in ("title", "summary", "owner", "places", "sources"):
        del values[path[0]]
    elif done == "add item":
        lists = [(key, child) for key, child in values.items() if isinstance(child, list)]
        key, items = chance.choice(lists)

        items.insert(chance.randint(0, len(items)), new_item(MODEL.by_key[key], chance))
    else:
        absent = [child for child in MODEL.fields if child.key not in values]
        child = chance.choice(absent or [MODEL.by_key["aliases"]])
        item = new_item(child, chance)
        values[child.key] = [item] if child.many else item
    return f"{done} {path}"


def touched(old: str, new: str) -> tuple[int, int]:
    """The range of old lines (from 0) that contains all changes: first line, and the line after the last."""
    ours, theirs = old.splitlines(keepends=True), new.splitlines(keepends=True)
    first = 0
    while first < min(len(ours), len(theirs)) and ours[first] == theirs[first]:
        first += 1
    last = 0
    while last < min(len(ours), len(theirs)) - first and ours[-1 - last] == theirs[-1 - last]:
        last += 1
    return first, len(ours) - last


def extent(data: bytes, path: tuple[Any, ...]) -> tuple[int, int]:
    """The lines (from 0) of the value at a path, with its key; the whole file for an empty path."""
    node = yaml.compose(data.decode(), Loader=yaml.SafeLoader)
    start = node.start_mark.line
    for step in path:
        if isinstance(step, int):
            node = node.value[step]
            start = node.start_mark.line
        else:
            key, node = next(pair for pair in node.value if pair[0].value == step)
            start = key.start_mark.line
    end = node.end_mark
    # If the first key of an item is removed, the next key moves up to the dash.
    moved = len(path) > 1 and isinstance(path[-2], int)
    return start, end.line + (1 if end.column else 0) + moved


def differing(old: Any, new: Any, path: tuple[Any, ...] = ()) -> tuple[Any, ...]:
    """The deepest path that contains all differences."""
    if isinstance(old, dict) and isinstance(new, dict):
        keys = [key for key in {**old, **new} if old.get(key) != new.get(key)]
        if len(keys) == 1 and keys[0] in old and keys[0] in new:
            return differing(old[keys[0]], new[keys[0]], (*path, keys[0]))
        if len(keys) == 1 and keys[0] in old:
            return (*path, keys[0])
    if isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        places = [place for place in range(len(old)) if old[place] != new[place]]
        if len(places) == 1:
            return differing(old[places[0]], new[places[0]], (*path, places[0]))
    return path


@pytest.mark.parametrize("seed", range(4))
def test_one_change_touches_only_its_lines(engine: Page, seed: int) -> None:
    chance = random.Random(seed)
    jobs = []
    for path in model_files():
        data = path.read_bytes()
        old = read_bytes(data, name_of(path)).values
        new = copy.deepcopy(old)
        jobs.append((data, old, new, change(new, chance)))
    made = engine.evaluate(CHANGE, [[sent(data), new] for data, _, new, _ in jobs])
    for (data, old, new, done), text in zip(jobs, made, strict=True):
        assert ordered(read_bytes(text.encode(), "x.yml").values) == ordered(new), (done, text)
        first, last = touched(data.decode(), text)
        place = differing(old, new)
        start, end = extent(data, place) if place else (0, len(data.decode().splitlines()))
        assert start <= first <= last <= end, (done, place, (first, last), (start, end), text)
        if not place:  # a field is new: no line is touched at all, or the field has the last key of its group
            assert first == last, (done, text)


def ordered(values: Any) -> Any:
    """The values with sorted keys, without empty ones."""
    if isinstance(values, dict):
        made = {key: ordered(values[key]) for key in sorted(values)}
        return {key: value for key, value in made.items() if value not in ({}, [], "", False)}
    return [ordered(one) for one in values] if isinstance(values, list) else values


NOTES = [f"# lời {number}" for number in range(99)]


def commented(text: str) -> str:
    """The file with a comment above every top-level field."""
    lines = text.splitlines()
    for number, (key, _) in reversed(list(enumerate(yaml.compose(text, Loader=yaml.SafeLoader).value))):
        lines.insert(key.start_mark.line, NOTES[number])
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("seed", range(4))
def test_many_changes_at_once_are_read_back(engine: Page, seed: int) -> None:
    chance = random.Random(100 + seed)
    files = [*model_files(), *sorted((CASES / "valid").rglob("*.yml"))]
    jobs = []
    for path in files:
        if path.name == "sources.yml":
            continue
        data = commented(path.read_text(encoding="utf-8-sig")).encode()
        values = copy.deepcopy(read_bytes(data, "x.yml").values)
        for _ in range(chance.randint(2, 8)):
            change(values, chance)
        jobs.append((data, values))
    made = engine.evaluate(CHANGE, [[sent(data), values] for data, values in jobs])
    for (data, values), text in zip(jobs, made, strict=True):
        assert ordered(read_bytes(text.encode(), "x.yml").values) == ordered(values), (data.decode(), text)
        assert [line for line in text.splitlines() if line.startswith("# lời ")] == NOTES[
            : data.count(b"# l\xe1\xbb\x9di ")
        ]


def test_nothing_changed_is_the_very_file(engine: Page) -> None:
    files = [path.read_bytes() for path in [*model_files(), *sorted((CASES / "valid").rglob("*.yml"))]]
    files = [data for data in files if b"\nissuer" not in data]
    made = engine.evaluate(CHANGE, [[sent(data), read_bytes(data, "x.yml").values] for data in files])
    assert [text.encode() for text in made] == files


LAID_OUT = Path(__file__).parent / "form_changes.yml"


@pytest.mark.parametrize("case", yaml.safe_load(LAID_OUT.read_text(encoding="utf-8")), ids=lambda case: case["name"])
def test_layout_is_kept(engine: Page, case: dict[str, Any]) -> None:
    before = case["before"].replace("\n", case.get("ends", "\n"))
    after = case["after"].replace("\n", case.get("ends", "\n"))
    values = engine.evaluate("([data]) => engine.readFile(bytes(data), 'x.yml', rules).values", [sent(before.encode())])
    for path, value in case["change"].items():
        put(values, [int(step) if step.isdigit() else step for step in path.split(".")], value)
    assert engine.evaluate(CHANGE, [[sent(before.encode()), values]]) == [after]


def put(values: Any, path: list[Any], value: Any) -> None:
    for step in path[:-1]:
        values = values.setdefault(step, {}) if isinstance(values, dict) else values[step]
    if isinstance(values, list):
        if value is None:
            values.pop(path[-1])
        else:
            values.insert(path[-1], value)
    elif value is None:
        del values[path[-1]]
    else:
        values[path[-1]] = value
