"""The messages: all codes have one, all are used, all are readable."""

import ast
import string
from pathlib import Path

import pytest
import yaml

from showcase.schema.problems import MESSAGES, describe, shown

PACKAGE = MESSAGES.parent.parent
ENTRIES: dict[str, dict[str, str]] = yaml.safe_load(MESSAGES.read_text(encoding="utf-8"))
CALLS = {"report", "describe", "_problem", "Finding", "Invalid", "Fault"}
"""Whatever takes the key of a rule as its first argument."""


def python_files() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def constants(node: ast.AST) -> set[str]:
    return {one.value for one in ast.walk(node) if isinstance(one, ast.Constant) and isinstance(one.value, str)}


def rules_in_calls() -> set[str]:
    found: set[str] = set()
    for path in python_files():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args:
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                first = node.args[0]
                if name in CALLS and isinstance(first, ast.Constant):
                    found.add(str(first.value))
    return found


def test_every_rule_of_the_code_has_its_words() -> None:
    assert len(rules_in_calls()) > 50
    assert rules_in_calls() <= set(ENTRIES)


def test_all_words_are_used_by_the_code() -> None:
    used = set().union(*(constants(ast.parse(path.read_text(encoding="utf-8"))) for path in python_files()))
    assert set(ENTRIES) <= used


@pytest.mark.parametrize("rule", ENTRIES)
def test_an_entry_is_complete(rule: str) -> None:
    assert [key for key in ENTRIES[rule] if key != "severity"] == ["wrong", "expected", "remedy"]
    assert ENTRIES[rule].get("severity", "advice") == "advice"
    for words in ENTRIES[rule].values():
        assert words.strip() == words
        assert "\n" not in words
        list(string.Formatter().parse(words))


@pytest.mark.parametrize("rule", ENTRIES)
def test_an_entry_reads_as_a_sentence(rule: str) -> None:
    wrong = ENTRIES[rule]["wrong"]
    assert wrong[0].isupper()
    assert wrong.endswith(".")
    for words in ENTRIES[rule].values():
        assert '"Dân' not in words  # no straight quotes around words; codes have them, because they are typed so
        assert "nhân dân" not in words


def test_unknown_rules_and_missing_values_are_faults_of_the_code() -> None:
    with pytest.raises(KeyError):
        describe("no-such-rule", "f", 1, "", "")
    with pytest.raises(KeyError):
        describe("too-large", "f", 1, "", "")


def test_describe_puts_everything_into_words() -> None:
    problem = describe("duplicate-slug", "models/a/x.yml", 1, "", "", "x", other="models/b/x.yml", suggestion="x-a")
    assert (problem.wrong, problem.found) == ("Đã có tệp cùng tên ở models/b/x.yml.", "x")
    assert problem.remedy == "Đổi tên một tệp, ví dụ thêm tên xã: x-a.yml"
    assert problem.message == (
        "Đã có tệp cùng tên ở models/b/x.yml. Tìm thấy: “x”. "
        "Cần: Mỗi mô hình một tên tệp, không trùng trong cả thư mục models. "
        "Cách sửa: Đổi tên một tệp, ví dụ thêm tên xã: x-a.yml"
    )


def test_the_message_prefers_what_was_meant_to_the_remedy() -> None:
    problem = describe("unknown-key", "f", 1, "owner.nam", "Chủ thể › nam", "nam", "name", options="name, kind")
    assert problem.message.endswith("Ý bạn là “name”?")


def test_braces_of_an_editor_are_no_placeholders() -> None:
    problem = describe("markup", "f", 1, "title", "Tên", "{{ wrong }} {0} {rule}", "{x}")
    assert problem.found == "{{ wrong }} {0} {rule}"
    assert "{{ }}" in problem.expected


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("một\nhai \t ba", "một hai ba"),
        ("\x1b[31mđỏ", "�[31mđỏ"),
        ("a\u202eb\u200bc\u2028d", "a�b�c�d"),
        ("a\xa0b", "a b"),
        ("x" * 81, "x" * 79 + "…"),
        (5, "5"),
    ],
)
def test_shown(text: object, printed: str) -> None:
    assert shown(text) == printed
