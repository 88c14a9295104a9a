"""One direction, small pieces: read from the source of the package, not from its behaviour."""

import ast
import statistics
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[2] / "showcase"
MODULES = sorted(PACKAGE.glob("*.py"))

LEVELS = (
    ("grammar",),
    ("text", "dates", "vocabulary", "problems", "pictures", "progress", "syntax"),
    ("communes", "fields", "numerals", "reports"),
    ("values", "model"),
    ("reading", "places", "building"),
    ("checks", "links", "fixing"),
    ("catalogue",),
)
"""The core from the bottom up; each level imports only lower ones. All other modules stand above the catalogue."""

FORBIDDEN = ("mkdocs", "material", "macros", "socket", "ssl", "http", "urllib.request", "requests", "time", "random")
"""The theme must stay replaceable, and the same files must always give the same pages."""


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imported(path: Path) -> set[str]:
    """All modules that a file imports, with their full names."""
    found: set[str] = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def neighbours(path: Path) -> set[str]:
    """The modules of the package that a module imports."""
    known = {module.stem for module in MODULES}
    parts = [name.split(".") for name in imported(path) if name.startswith("showcase.")]
    return {part[1] for part in parts if part[1] in known} - {path.stem}


GRAPH = {path.stem: neighbours(path) for path in MODULES}


def functions() -> list[tuple[str, ast.FunctionDef]]:
    return [
        (f"{path.stem}.{node.name}", node)
        for path in MODULES
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef)
    ]


def length(function: ast.FunctionDef) -> int:
    return (function.end_lineno or 0) - function.lineno + 1


def level(module: str) -> int:
    return next((number for number, names in enumerate(LEVELS) if module in names), len(LEVELS))


def test_the_core_is_all_there() -> None:
    assert {name for names in LEVELS for name in names} <= set(GRAPH)


@pytest.mark.parametrize("module", [name for names in LEVELS for name in names])
def test_the_core_imports_only_lower_levels(module: str) -> None:
    assert {other for other in GRAPH[module] if level(other) >= level(module)} == set()


def test_no_circle_of_imports() -> None:
    left = dict(GRAPH)
    while free := {module for module, needs in left.items() if not needs & set(left)}:
        left = {module: needs for module, needs in left.items() if module not in free}
    assert left == {}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_the_package_knows_no_theme_no_network_and_no_clock(path: Path) -> None:
    names = {name for name in imported(path) for one in FORBIDDEN if name == one or name.startswith(f"{one}.")}
    assert names == set()
    calls = [node.func for node in ast.walk(tree(path)) if isinstance(node, ast.Call)]
    asked = {call.attr for call in calls if isinstance(call, ast.Attribute)}
    assert asked & {"now", "utcnow", "today", "urandom"} == set()


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_modules_are_short(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 250


def test_functions_are_short() -> None:
    lengths = {name: length(function) for name, function in functions()}
    assert {name: lines for name, lines in lengths.items() if lines > 50} == {}
    assert statistics.median(lengths.values()) <= 12


def test_public_functions_say_what_types_cannot() -> None:
    silent = [
        f"{path.stem}.{node.name}"
        for path in MODULES
        for node in tree(path).body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
    ]
    assert silent == []


def test_every_module_says_what_it_is() -> None:
    assert [path.stem for path in MODULES if not ast.get_docstring(tree(path))] == []


def test_every_signature_is_typed() -> None:
    untyped = [name for name, function in functions() if function.returns is None]
    assert untyped == []
