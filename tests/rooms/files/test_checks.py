"""Edge cases of the rules; the messages are in tests/cases/invalid."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from showcase.files.catalogue import ModelFiles
from showcase.files.checks import RULES, Context, Finding, check
from showcase.files.reading import read_bytes
from showcase.model.from_values import build
from showcase.model.model import Source

Tree = Callable[[dict[str, str | bytes]], ModelFiles]


def findings(text: str, register: dict[str, Source] | None = None, slug: str = "x") -> list[Finding]:
    reading = read_bytes(text.encode(), f"models/ba-chuc/{slug}.yml")
    assert reading.problems == []
    model = build(slug, reading.file, reading.values)
    return list(check(model, Context(register or {}, Path("models/ba-chuc"), reading.values)))


def rules(text: str, **more: dict[str, Source]) -> list[tuple[str, str]]:
    return [(finding.rule, finding.path) for finding in findings(text, **more)]


def test_the_least_is_clean(minimal: str) -> None:
    assert findings(minimal) == []


def test_every_rule_states_itself() -> None:
    for rule in RULES:
        assert rule.__doc__


@pytest.mark.parametrize("slug", ["a", "a-1", "2025", "a" * 80])
def test_slugs(minimal: str, slug: str) -> None:
    assert findings(minimal, slug=slug) == []


@pytest.mark.parametrize(
    ("slug", "suggestion"),
    [
        ("Bếp ăn", "bep-an"),
        ("a_b", "a-b"),
        ("a--b", "a-b"),
        ("-a", "a"),
        ("a" * 81, "a" * 80),
        ("a" * 79 + "-b", "a" * 79),
        ("…", "mo-hinh"),
        ("a\n", "a"),
    ],
)
def test_slugs_that_are_refused(minimal: str, slug: str, suggestion: str) -> None:
    [finding] = findings(minimal, slug=slug)
    assert (finding.rule, finding.values) == ("slug", {"suggestion": suggestion})


def test_an_unclear_place_gives_no_advice_on_the_folder(minimal: str) -> None:
    assert rules(minimal.replace('commune: "30547"', "hamlet: Núi Nước")) == [("place-unclear", "places[1]")]


def test_a_false_whole_province_beside_a_commune_is_no_conflict(minimal: str) -> None:
    assert rules(minimal.replace('"30547"', '"30547"\n    whole_province: false')) == []


def test_contact_alone_needs_no_source(minimal: str) -> None:
    assert rules(minimal + "replication:\n  contact: Văn phòng Đảng ủy xã\n") == []
    assert rules(minimal + "replication:\n  people: Một tổ trưởng\n") == [("source-missing", "replication")]


def test_the_story_needs_no_evidence(minimal: str) -> None:
    assert rules(minimal + "context:\n  text: Kể\n  source: {id: bao-cao-xa-2025}\n") == []


def test_a_source_of_the_register_needs_no_description(minimal: str) -> None:
    short = minimal.replace("    title: Báo cáo công tác dân vận năm 2025\n    issuer: Đảng ủy xã Ba Chúc\n", "")
    register = {"bao-cao-xa-2025": Source("bao-cao-xa-2025", title="Báo cáo", issuer="Đảng ủy xã")}
    assert rules(short, register=register) == []
    assert rules(short) == [("source-undescribed", "sources[1].id")]
    assert rules(minimal, register=register) == [("source-redescribed", "sources[1].title")]


def test_every_place_of_a_citation_is_looked_at(minimal: str) -> None:
    cited = "  source: {id: khac}\n"
    text = minimal + "results:\n  text: A\n" + cited + "replication:\n  days: 1\n" + cited
    text += "replicates:\n  model: y\n" + cited
    paths = ["results.source.id", "replication.source.id", "replicates.source.id"]
    assert rules(text) == [("source-not-listed", path) for path in paths]


@pytest.mark.parametrize(
    ("figure", "expected"),
    [
        ("value: 5, value_to: 6", []),
        ("value: 5, value_to: 5", [("range-order", "results.figures[1].value_to")]),
        ("value: 0, value_to: 0.5", []),
        ("value: 446, out_of: 446", []),
        ("value: 446.5, out_of: 446", [("out-of-order", "results.figures[1].value")]),
    ],
)
def test_figures(minimal: str, figure: str, expected: list[tuple[str, str]]) -> None:
    text = f"results:\n  figures:\n    - {{label: Hộ, unit: hộ, {figure}}}\n  source: {{id: bao-cao-xa-2025}}\n"
    assert rules(minimal + text) == expected


@pytest.mark.parametrize("around", ["{}", "Bà A ({}) vay vốn.", "x: {}, y"])
def test_personal_data_is_found(minimal: str, around: str) -> None:
    aliases = f'aliases:\n  - "{around.format("0912·345·678")}"\n'
    assert rules(minimal + aliases) == [("personal-data", "aliases[1]")]


def test_personal_data_in_no_value_is_found_at_its_line(minimal: str) -> None:
    reading = read_bytes((minimal + "# lan(a)gmail.com\n").encode(), "models/ba-chuc/x.yml")
    model = build("x", reading.file, reading.values)
    [finding] = check(model, Context({}, Path("models/ba-chuc"), reading.values, reading.source))
    assert (finding.rule, finding.path, finding.line) == ("personal-data", "", 11)


def test_addresses_of_documents_may_hold_any_number(minimal: str) -> None:
    assert rules(minimal + "    link: https://baoangiang.com.vn/tin-a401234567.html\n") == []


def jpeg() -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (4, 3)).save(made, "JPEG")
    return made.getvalue()


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (jpeg(), None),
        (jpeg() + bytes(5 * 1024 * 1024), "picture-large"),
        (b"\xff\xd8\xff\xe0" + bytes(100), "picture-content"),
        (b"GIF89a", "picture-content"),
        (b"", "picture-content"),
    ],
)
def test_pictures(tree: Tree, minimal: str, content: bytes, expected: str | None) -> None:
    text = minimal + "pictures:\n  - {file: a.jpg, alt: Họp tổ}\n"
    problems = tree({"ba-chuc/x.yml": text, "ba-chuc/a.jpg": content}).load().problems
    assert [problem.rule for problem in problems] == ([expected] if expected else [])


def test_large_picture_says_how_large(tree: Tree, minimal: str) -> None:
    text = minimal + "pictures:\n  - {file: a.jpg, alt: Họp tổ}\n"
    [problem] = tree({"ba-chuc/x.yml": text, "ba-chuc/a.jpg": bytes(6000 * 1024)}).load().problems
    assert problem.wrong == "Ảnh nặng 6.000 KB, người xem trên điện thoại phải chờ lâu."
    assert problem.expected == "Nhiều nhất 5.120 KB một ảnh."


def test_a_picture_is_no_link_out_of_the_tree(tree: Tree, minimal: str, tmp_path: Path) -> None:
    text = minimal + "pictures:\n  - {file: a.jpg, alt: Họp tổ}\n"
    files = tree({"ba-chuc/x.yml": text})
    outside = tmp_path / "b.jpg"
    outside.write_bytes(jpeg())
    try:
        (tmp_path / "models/ba-chuc/a.jpg").symlink_to(outside)
    except OSError:
        pytest.skip("this system does not let us make symbolic links")
    assert [problem.rule for problem in files.load().problems] == ["picture-content"]
