"""Reading a file with the field table; the messages are in tests/cases/invalid."""

import time
from pathlib import Path

import pytest
from hostile_files import BOUNDED, HOSTILE

from showcase.files.reading import PROBLEM_LIMIT, Reading, example, label_of, read_bytes, read_file
from showcase.schema.fields import SOURCE, Field, Kind


def read(text: str) -> Reading:
    return read_bytes(text.encode(), "models/ba-chuc/x.yml")


def found(text: str) -> list[tuple[str, int, str]]:
    return [(problem.rule, problem.line, problem.field) for problem in read(text).problems]


def test_values_and_lines(minimal: str) -> None:
    reading = read(minimal)
    assert reading.problems == []
    assert reading.values == {
        "title": "Tổ phụ nữ góp vốn xoay vòng",
        "summary": "Phụ nữ trong ấp góp tiền hằng tháng, lần lượt nhận vốn.",
        "owner": {"kind": "phu-nu"},
        "places": [{"commune": "30547"}],
        "sources": [
            {
                "id": "bao-cao-xa-2025",
                "title": "Báo cáo công tác dân vận năm 2025",
                "issuer": "Đảng ủy xã Ba Chúc",
            }
        ],
    }
    assert reading.lines == {
        "title": 1,
        "summary": 2,
        "owner": 3,
        "owner.kind": 4,
        "places": 5,
        "places[1]": 6,
        "places[1].commune": 6,
        "sources": 7,
        "sources[1]": 8,
        "sources[1].id": 8,
        "sources[1].title": 9,
        "sources[1].issuer": 10,
    }


def test_line_of_a_path_that_is_not_there_is_that_of_its_parent(minimal: str) -> None:
    reading = read(minimal)
    assert reading.line("sources[1].link") == 8
    assert reading.line("sources[2].link") == 7
    assert reading.line("owner.name") == 3
    assert reading.line("novelty.figures[1].value") == 1
    assert reading.line("") == 1


@pytest.mark.parametrize(
    ("path", "label"),
    [
        ("", ""),
        ("novelty.figures[2].value", "Tính mới › Số liệu 2 › Giá trị"),
        ("places[1]", "Địa bàn 1"),
        ("owner.x[y", "Chủ thể › x[y"),
        ("khac.value", "khac › value"),
    ],
)
def test_label_of(path: str, label: str) -> None:
    assert label_of(path) == label


def test_read_file(tmp_path: Path, minimal: str) -> None:
    path = tmp_path / "x.yml"
    path.write_text(minimal, encoding="utf-8")
    assert read_file(path, "models/x.yml") == read_bytes(minimal.encode(), "models/x.yml")
    with pytest.raises(FileNotFoundError):
        read_file(tmp_path / "y.yml", "models/y.yml")


def test_line_ends_and_byte_order_mark_change_nothing(minimal: str) -> None:
    plain = read(minimal)
    for data in (minimal.replace("\n", "\r\n"), minimal.replace("\n", "\r"), "\ufeff" + minimal):
        assert read(data) == plain


def test_empty_keys_count_as_absent(minimal: str) -> None:
    more = "aliases:\nstatus: ~\ngroup: null\ncontext:\n  text:\n"
    assert read(minimal + more).values == {**read(minimal).values, "context": {}}


def test_a_misspelt_required_key_is_told_once(minimal: str) -> None:
    assert found(minimal.replace("title: Tổ", "titel: Tổ")) == [("unknown-key-in-model", 1, "titel")]
    assert found(minimal.replace("kind: phu-nu", "kin: phu-nu")) == [("unknown-key", 4, "owner.kin")]


def test_a_required_key_with_a_wrong_value_is_not_missing_too(minimal: str) -> None:
    assert found(minimal.replace("kind: phu-nu", "kind: [a]")) == [("not-a-value", 4, "owner.kind")]
    assert found(minimal.replace('- commune: "30547"', "- x: y")) == [("unknown-key", 6, "places[1].x")]


def test_the_second_of_two_values_is_not_read(minimal: str) -> None:
    reading = read(minimal + "status: duy-tri\nstatus: khong-co\n")
    assert [problem.rule for problem in reading.problems] == ["duplicate-key"]
    assert reading.values["status"] == "duy-tri"


def test_keys_that_are_no_text() -> None:
    assert [rule for rule, _, _ in found("? [a, b]\n: c\n? {}\n: d\n")][:2] == ["unknown-key-in-model", "duplicate-key"]


@pytest.mark.parametrize(
    ("style", "line"),
    [
        ("summary: |\n  một\n  hai\n  ba <b>\n  bốn\n", 4),
        ("summary: >\n  một\n  hai\n\n  ba <b>\n", 5),
        ('summary: "một\n  hai\n  ba <b>"\n', 3),
        ("summary: một\n  hai\n  ba <b>\n", 3),
        ("summary:\n  một <b>\n", 2),
        ('summary: "một \\u003cb>"\n', 1),
        ("summary: >\n  một\n  hai ti\u200bền\n", 3),
        ("summary: >\n  một\n  hai a\u0302 ba\n", 3),
    ],
)
def test_the_line_within_a_long_text(style: str, line: int) -> None:
    assert found("title: T\n" + style)[0][1] == line + 1


def test_a_list_may_hold_as_many_items_as_the_table_says(minimal: str) -> None:
    step = "    - Họp ấp\n"
    head = "replication:\n  source: {id: bao-cao-xa-2025}\n  steps:\n"
    assert found(minimal + head + step * 30) == []
    assert found(minimal + head + step * 31) == [("too-many", 13, "replication.steps")]
    assert len(read(minimal + head + step * 31).values["replication"]["steps"]) == 31


def test_a_text_before_a_comment_is_read(minimal: str) -> None:
    reading = read(minimal + "approach:\n  text: Tuyến đường #xanh\n  source: {id: bao-cao-xa-2025}\n")
    assert [problem.rule for problem in reading.problems] == ["comment-in-text"]
    assert reading.values["approach"]["text"] == "Tuyến đường"


def test_reading_stops_at_the_limit_of_problems() -> None:
    problems = read("".join(f"k{number}: x\n" for number in range(5000))).problems
    assert len(problems) == PROBLEM_LIMIT + 1
    assert problems[-1].rule == "more-problems"


def test_another_table() -> None:
    register = Field("register", "", Kind.GROUP, "", fields=(SOURCE,))
    reading = read_bytes(b"sources:\n  - id: a\n    title: B\n", "models/sources.yml", register)
    assert (reading.problems, reading.values) == ([], {"sources": [{"id": "a", "title": "B"}]})


@pytest.mark.parametrize(
    ("row", "typed"),
    [
        (Field("a", "", Kind.LINE, "", "chữ"), "chữ"),
        (Field("a", "", Kind.CODE, "", "ma", many=True), "[ma]"),
        (Field("a", "", Kind.GROUP, "", fields=(Field("b", "", Kind.LINE, "", "chữ"),)), "{b: chữ}"),
        (SOURCE, "[{id: bc-217-an-giang}]"),
    ],
)
def test_example(row: Field, typed: str) -> None:
    assert example(row) == typed


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_refused_and_do_not_grow_the_report(name: str) -> None:
    problems = read_bytes(HOSTILE[name], "models/ba-chuc/x.yml").problems
    assert 0 < len(problems) <= PROBLEM_LIMIT + 1
    assert sum(len(problem.message) for problem in problems) < 100_000


@pytest.mark.parametrize("name", BOUNDED)
def test_work_grows_with_the_file_and_not_with_its_square(name: str) -> None:
    """Eight times the bytes take at most 24 times as long; quadratic work would take 64 times as long."""
    small, large = (min(_seconds(BOUNDED[name](size).encode()) for _ in range(3)) for size in (30_000, 240_000))
    assert large < max(24 * small, 0.5), (small, large)


def _seconds(data: bytes) -> float:
    start = time.process_time()
    read_bytes(data, "models/ba-chuc/x.yml")
    return time.process_time() - start
