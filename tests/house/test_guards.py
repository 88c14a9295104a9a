"""Every guard has a test with a planted fault that it finds: the table in tests/README.md must be complete."""

import ast
import re
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
TABLE = (TESTS / "README.md").read_text(encoding="utf-8")


def named_tests(source: str) -> dict[str, ast.FunctionDef]:
    """The tests of a file by name."""
    nodes = ast.parse(source).body
    return {node.name: node for node in nodes if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")}


def is_guard(test: ast.FunctionDef) -> bool:
    """Whether a test is a guard, which expects no faults in the project: `assert faults(...) == []`."""
    checks = [node.test for node in ast.walk(test) if isinstance(node, ast.Assert)]
    compared = [one for one in checks if isinstance(one, ast.Compare) and isinstance(one.ops[0], ast.Eq)]
    return any(_is_empty(one.comparators[0]) and _counts(one.left) for one in compared)


def _is_empty(node: ast.expr) -> bool:
    return (isinstance(node, ast.List) and not node.elts) or (isinstance(node, ast.Dict) and not node.keys)


def _counts(node: ast.expr) -> bool:
    """Whether an expression collects faults: a call of a function, or a comprehension."""
    named = isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    return named or isinstance(node, ast.ListComp | ast.DictComp)


def rows(table: str) -> dict[str, tuple[set[str], set[str]]]:
    """File -> its guards and its tests with planted faults, from the table."""
    found: dict[str, tuple[set[str], set[str]]] = {}
    for line in table.splitlines():
        if head := re.fullmatch(r"\| \*\*(.+)\*\* \| \|", line):
            here = found.setdefault(head[1], (set(), set()))
        elif line.startswith("| `test_"):
            guard, faults = line.strip("| ").split(" | ")
            here[0].add(guard.strip("`"))
            here[1].update(re.findall(r"`(\w+)`", faults))
    return found


def faults(sources: dict[str, str], table: str) -> list[str]:
    """Guards and planted faults without a row, and names in rows that do not exist. `sources`: file -> its text."""
    found = []
    listed = rows(table)
    for file, source in sources.items():
        tests = named_tests(source)
        guards, planted = listed.get(file, (set(), set()))
        seen = {name for name in tests if "planted" in name and name.endswith("_seen")}
        mine = {name for name, node in tests.items() if is_guard(node) and "planted" not in name}
        found += [f"{file}: {name} has no row" for name in sorted((mine - guards) | (seen - planted))]
        found += [f"{file}: no {name}" for name in sorted((guards | planted) - set(tests))]
    return found + [f"no {file}" for file in listed if file not in sources]


def test_every_guard_has_a_planted_fault():
    paths = [*(TESTS / "house").glob("test_*.py"), TESTS / "twins" / "test_twins.py"]
    assert faults({path.name: path.read_text(encoding="utf-8") for path in paths}, TABLE) == []


def test_a_planted_guard_without_a_fault_is_seen():
    source = """
def test_circles(): assert circles(MODULES) == []
def test_names(): assert {one: 1 for one in names} == {}
def test_pages(): assert page.console == []
def test_a_planted_circle_is_seen(): assert circles([]) == []
def test_a_planted_name_is_seen(): pass
"""
    table = (
        "| **a.py** | |\n| `test_circles` | `test_a_planted_circle_is_seen`, `test_gone` |\n"
        "| **b.py** | |\n| `test_b` | `test_c` |\n"
    )
    assert faults({"a.py": source}, table) == [
        "a.py: test_a_planted_name_is_seen has no row",
        "a.py: test_names has no row",
        "a.py: no test_gone",
        "no b.py",
    ]
