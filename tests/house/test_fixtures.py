"""Any folder of tests runs alone or with others, in any order: each fixture is defined where the test can see it."""

import ast
import re
from collections import Counter
from functools import cache
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
OF_PYTEST = {"request", "tmp_path", "tmp_path_factory", "monkeypatch", "capsys", "capfd", "caplog", "recwarn"}
BY_OTHERS = {"given", "composite", "rule", "initialize", "invariant", "precondition"}
"""Decorators of hypothesis, which fill parameters themselves."""

Sources = dict[str, str]
"""Path below `tests/` -> source."""


def sources() -> Sources:
    return {path.relative_to(TESTS).as_posix(): path.read_text(encoding="utf-8") for path in TESTS.rglob("*.py")}


@cache
def _parsed(text: str) -> ast.Module:
    return ast.parse(text)


def _decorators(function: ast.FunctionDef) -> dict[str, ast.expr]:
    """The last part of each decorator's name -> the decorator: `parametrize`, `fixture`, `given`."""
    calls = [(one.func if isinstance(one, ast.Call) else one, one) for one in function.decorator_list]
    return {name.attr if isinstance(name, ast.Attribute) else ast.unparse(name): one for name, one in calls}


def _functions(tree: ast.Module) -> list[ast.FunctionDef]:
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]


def fixtures(tree: ast.Module) -> set[str]:
    """The fixtures that a module defines or imports."""
    own = {one.name for one in _functions(tree) if "fixture" in _decorators(one)}
    imported = [node for node in tree.body if isinstance(node, ast.ImportFrom)]
    return own | {alias.asname or alias.name for node in imported for alias in node.names}


def _filled(mark: ast.expr) -> set[str]:
    """The parameters filled by `pytest.mark.parametrize(...)`; empty for another expression."""
    if not (isinstance(mark, ast.Call) and ast.unparse(mark.func).endswith("parametrize")):
        return set()
    value = ast.literal_eval(mark.args[0])
    return set(value.replace(",", " ").split()) if isinstance(value, str) else set(value)


def _marks(tree: ast.Module) -> dict[str, ast.expr]:
    """Name -> value of the assignments in a module: some are marks shared by several tests."""
    return {ast.unparse(node.targets[0]): node.value for node in tree.body if isinstance(node, ast.Assign)}


def _asked(function: ast.FunctionDef, marks: dict[str, ast.expr]) -> set[str]:
    """The fixtures that a test or a fixture uses."""
    decorators = _decorators(function)
    if BY_OTHERS & decorators.keys() or not (function.name.startswith("test_") or "fixture" in decorators):
        return set()
    without_default = function.args.args[: len(function.args.args) - len(function.args.defaults)]
    filled = [_filled(marks.get(one.id, one) if isinstance(one, ast.Name) else one) for one in function.decorator_list]
    return {one.arg for one in without_default}.difference({"self"}, *filled)


def out_of_sight(files: Sources) -> list[str]:
    """`folder/test_x.py: name` for each fixture that no module on the way from `tests/` to the file defines."""
    trees = {name: _parsed(text) for name, text in files.items()}
    found = []
    for name, tree in trees.items():
        folders = [Path(name).parent, *Path(name).parent.parents]
        doors = [(folder / "conftest.py").as_posix() for folder in folders]
        seen = fixtures(tree).union(OF_PYTEST, *(fixtures(trees[door]) for door in doors if door in trees))
        seen |= fixtures(trees["small_trees.py"]) if "small_trees.py" in trees else set()
        is_read = Path(name).name.startswith(("test_", "conftest"))
        marks = _marks(tree) if is_read else {}
        asked = {one for each in _functions(tree) for one in _asked(each, marks)} if is_read else set()
        found += [f"{name}: {one}" for one in sorted(asked - seen)]
    return found


def shared_names(files: Sources) -> list[str]:
    """Names of helper modules that are in two folders, or are also the name of a folder of tests."""
    beside = [Path(name) for name in files if not Path(name).name.startswith(("test_", "conftest"))]
    folders = {Path(name).parts[0] for name in files if "/" in name}
    counted = Counter(path.stem for path in beside)
    return sorted(name for name, count in counted.items() if count > 1 or name in folders)


def importing_tests(files: Sources) -> list[str]:
    """The files that import a file of tests, which is importable only if its folder runs, too."""
    return sorted(name for name, text in files.items() if _IMPORT_OF_TEST.search(text))


_IMPORT_OF_TEST = re.compile(r"^ *(?:from|import) (?:[\w.]*\.)?(?:test_\w+|conftest)\b", re.MULTILINE)


def test_every_fixture_is_seen_from_the_folder_that_asks_for_it():
    assert out_of_sight(sources()) == []


def test_modules_beside_the_tests_have_names_of_their_own():
    assert shared_names(sources()) == []


def test_no_test_imports_another_one():
    assert importing_tests(sources()) == []


# --- tests of the guards


def test_a_planted_fixture_of_another_folder_is_seen():
    fixture = "import pytest\n@pytest.fixture\ndef host(tmp_path): pass\n"
    test = "@pytest.mark.parametrize(('a', 'b'), [])\ndef test_x(host, a, b, c=1): pass\n"
    files = {
        "conftest.py": "import pytest\n@pytest.fixture(scope='session')\ndef site(gone): pass\n",
        "search/conftest.py": fixture,
        "search/test_a.py": test,
        "maps/test_b.py": test,
        "maps/test_d.py": "EACH = pytest.mark.parametrize('row', [])\n@EACH\ndef test_x(row, site): pass\n",
        "maps/test_c.py": "@given(st.text())\ndef test_y(text): pass\ndef test_z(site): pass\ndef help(any): pass\n",
    }
    assert out_of_sight(files) == ["conftest.py: gone", "maps/test_b.py: host"]


def test_planted_modules_of_one_name_are_seen():
    files = {"maps/pages.py": "", "search/pages.py": "", "search.py": "", "search/test_a.py": "", "maps/test_a.py": ""}
    assert shared_names(files) == ["pages", "search"]


def test_a_planted_import_of_a_test_is_seen():
    files = {
        "a.py": "import json\n",
        "b.py": "def f():\n    from tests.maps.test_a import x\n",
        "c.py": "import conftest",
    }
    assert importing_tests(files) == ["b.py", "c.py"]
