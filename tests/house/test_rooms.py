"""Rooms, levels and lengths, read from the source below `showcase/` at any depth."""

import ast
import statistics
from collections import Counter
from pathlib import Path

import pytest
from floor_plan import (
    PACKAGE,
    ROOMS,
    Module,
    circles,
    functions,
    length,
    modules,
    strangers,
    undocumented,
    untyped,
    upward,
)

MODULES = modules(PACKAGE)


def named(module: Module) -> str:
    return module.name


def test_every_module_stands_in_a_room() -> None:
    assert unplaced(MODULES) == []
    assert {module.room for module in MODULES if module.room} == set(ROOMS)


def unplaced(found: list[Module]) -> list[str]:
    """The modules outside the rooms with a level, except the package's own `__init__.py`."""
    return [one.name for one in found if one.room not in ROOMS and one.path != one.root / "__init__.py"]


def test_the_door_of_a_room_says_what_it_may_import() -> None:
    assert silent_doors(PACKAGE) == []


def silent_doors(package: Path) -> list[str]:
    """The rooms whose docstring lacks the sentence about allowed imports."""
    doors = {room: package / room / "__init__.py" for room in ROOMS if (package / room).is_dir()}
    return [room for room, door in doors.items() if may_import(room) not in docstring(door)]


def docstring(path: Path) -> str:
    """The docstring of a module on one line; empty if it has none."""
    return " ".join((ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "").split())


def may_import(room: str) -> str:
    """The sentence for the `__init__.py` of a room, with all rooms below its level."""
    names = [name for name, level in sorted(ROOMS.items(), key=lambda pair: (pair[1], pair[0])) if level < ROOMS[room]]
    if len(names) == len(ROOMS) - 1:
        return "May import every other room."
    listed = f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else "".join(names)
    return f"May import {listed}." if listed else "Imports no other room."


@pytest.mark.parametrize("module", MODULES, ids=named)
def test_a_room_imports_only_rooms_below_its_line(module: Module) -> None:
    assert upward(module) == []


def test_no_circle_of_imports() -> None:
    assert circles(MODULES) == []


@pytest.mark.parametrize("module", MODULES, ids=named)
def test_the_package_knows_no_theme_no_network_and_no_clock(module: Module) -> None:
    assert strangers(module) == []


@pytest.mark.parametrize("module", MODULES, ids=named)
def test_functions_are_short(module: Module) -> None:
    assert too_long(module) == []


def too_long(module: Module) -> list[str]:
    return [node.name for node in functions(module) if length(node) > 50]


def test_most_functions_are_very_short() -> None:
    assert too_long_together(MODULES) == []


def too_long_together(found: list[Module]) -> list[str]:
    """The exceeded limits for lengths of functions: 50 % up to 5 lines, 95 % up to 16."""
    lengths = sorted(length(node) for module in found for node in functions(module))
    middle, long = statistics.median(lengths), lengths[len(lengths) * 95 // 100]
    return [f"median {middle}"] * (middle > 5) + [f"95 % {long}"] * (long > 16)


@pytest.mark.parametrize("module", MODULES, ids=named)
def test_everything_says_what_it_is_and_is_typed(module: Module) -> None:
    assert undocumented(module) == []
    assert untyped(module) == []


def test_no_two_rooms_have_a_template_of_the_same_name() -> None:
    assert len(list(PACKAGE.glob("*/templates/*.html"))) > 20
    assert shared_templates(PACKAGE) == []


def shared_templates(package: Path) -> list[str]:
    """Names of templates that are in two rooms, where one would hide the other."""
    counted = Counter(path.name for path in package.glob("*/templates/*.html"))
    return sorted(name for name, count in counted.items() if count > 1)


# --- tests of the guards: each finds a fault planted in a copy of the tree


@pytest.fixture
def planted(tmp_path: Path):
    """Write `showcase/NAME` into an empty package; gives the module of that file, and all modules."""

    def plant(files: dict[str, str]) -> dict[str, Module]:
        for name, text in files.items():
            path = tmp_path / "showcase" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return {
            module.path.relative_to(tmp_path / "showcase").as_posix(): module
            for module in modules(tmp_path / "showcase")
        }

    return plant


def test_a_planted_import_of_mkdocs_and_of_chance_is_seen(planted) -> None:
    found = planted({"schema/wing/bad.py": "import random\nfrom mkdocs.config import base\nx = date.today()\n"})
    assert strangers(found["schema/wing/bad.py"]) == ["mkdocs.config", "mkdocs.config.base", "random", "today()"]


def test_a_planted_import_of_a_higher_room_is_seen(planted) -> None:
    found = planted({"schema/wing/bad.py": "from showcase import gazetteer\nfrom showcase.pages import pages\n"})
    assert upward(found["schema/wing/bad.py"]) == ["showcase.gazetteer", "showcase.pages.pages"]


def test_a_planted_import_of_a_room_of_the_same_line_is_seen(planted) -> None:
    found = planted({"maps/bad.py": "def one():\n    from showcase.search import index\n"})
    assert upward(found["maps/bad.py"]) == ["showcase.search.index"]


def test_a_planted_room_without_a_level_is_seen(planted) -> None:
    found = planted(
        {
            "wing/bad.py": "import showcase.schema.fields\n",
            "schema/x.py": "import showcase.wing.bad\n",
            "__init__.py": "",
            "beside.py": "",
        }
    )
    assert unplaced(list(found.values())) == ["showcase.beside", "showcase.wing.bad"]
    assert upward(found["wing/bad.py"]) == ["wing stands on no level"]
    assert upward(found["schema/x.py"]) == ["showcase.wing.bad"]


def test_a_planted_door_without_its_sentence_is_seen(planted, tmp_path: Path) -> None:
    planted(
        {
            "language/__init__.py": '"""Text. Imports no other room."""\n',
            "store/__init__.py": "",
            "schema/__init__.py": '"""Fields. May import language and\nstore."""\n',
            "usb/__init__.py": "# May import language, store and targets.\n",
            "gazetteer/__init__.py": '"""Places.\n\nMay import language, store, targets, schema\nand usb."""\n',
        }
    )
    assert silent_doors(tmp_path / "showcase") == ["store", "schema", "usb"]


def test_a_planted_circle_is_seen(planted) -> None:
    found = planted(
        {
            "schema/a.py": "from showcase.schema import b\n",
            "schema/b.py": "import showcase.schema.c\n",
            "schema/c.py": "from showcase.schema.a import x\n",
        }
    )
    assert circles(list(found.values())) == ["showcase.schema.a, showcase.schema.b, showcase.schema.c"]


def test_a_planted_long_function_is_seen(planted) -> None:
    found = planted({"schema/wing/bad.py": "def f():\n" + "    x = 1\n" * 51 + "def g():\n    return 1\n"})
    assert too_long(found["schema/wing/bad.py"]) == ["f"]


def test_planted_silence_is_seen(planted) -> None:
    bad = planted({"schema/bad.py": "def f(x):\n    return x\n\nclass C:\n    pass\n"})["schema/bad.py"]
    assert undocumented(bad) == ["the module", "f", "C"]
    assert untyped(bad) == ["f"]


def test_planted_functions_of_middling_length_are_seen(planted) -> None:
    short, long = "def f():\n    return 1\n", "def g():\n" + "    x = 1\n" * 16
    found = planted({"schema/bad.py": short * 9 + long})
    assert too_long_together(list(found.values())) == ["95 % 17"]
    found = planted({"schema/bad.py": "def f():\n" + "    x = 1\n" * 5})
    assert too_long_together(list(found.values())) == ["median 6"]


def test_a_planted_template_of_a_second_room_is_seen(tmp_path: Path) -> None:
    for name in ("pages/templates/list.html", "maps/templates/list.html", "maps/templates/map.html"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    assert shared_templates(tmp_path) == ["list.html"]
