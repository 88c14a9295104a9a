"""The folders of `scripts/`: commands on top, shared modules below, and no file imports a command."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = ROOT / "scripts"

MAY_IMPORT = {
    "": {"federating", "lib", "measuring", "receiving", "serving"},
    "federating": {"lib"},
    "receiving": {"lib"},
    "serving": {"lib"},
    "measuring": {"lib"},
    "ci": {"lib"},
    "lib": set(),
}
"""Folder -> the other folders that its files may import; the empty name stands for the commands."""

SHARED_COMMANDS = {"build_usb": {"build"}}
"""Command -> commands that it builds upon."""

Source = dict[str, str]
"""Path below `scripts/` -> source."""


def sources(folder: Path) -> Source:
    paths = [path for path in sorted(folder.rglob("*.py")) if "node_modules" not in path.parts]
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in paths}


def imported(source: str) -> set[str]:
    """The modules that a file imports, at any depth, with their full names."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def faults(name: str, files: Source) -> list[str]:
    """The imports of a file that its folder may not have."""
    folder, _, stem = name.removesuffix(".py").rpartition("/")
    commands = {other.removesuffix(".py") for other in files if "/" not in other}
    folders = {other.partition("/")[0] for other in files if "/" in other}
    wrong = set()
    for module in imported(files[name]):
        top = module.partition(".")[0]
        if top in folders - {folder} - MAY_IMPORT[folder] or (
            top in commands and top != stem and top not in SHARED_COMMANDS.get(stem, ())
        ):
            wrong.add(top)
    return sorted(wrong)


FILES = sources(SCRIPTS)


def test_every_file_stands_in_a_known_folder() -> None:
    assert unplaced(FILES) == []
    assert {name.rpartition("/")[0] for name in FILES} == set(MAY_IMPORT)


def unplaced(files: Source) -> list[str]:
    """The files in a folder that has no line in `MAY_IMPORT`."""
    return [name for name in files if name.rpartition("/")[0] not in MAY_IMPORT]


@pytest.mark.parametrize("name", FILES)
def test_a_file_imports_only_what_its_folder_may(name: str) -> None:
    assert faults(name, FILES) == []


def test_the_package_and_the_adapter_import_no_command() -> None:
    paths = [ROOT / "macros.py", *(ROOT / "showcase").rglob("*.py")]
    library = {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in paths}
    assert len(library) > 200
    assert importing_commands(library, FILES) == []


def importing_commands(library: Source, commands: Source) -> list[str]:
    """`showcase/x.py: build` for each file of a library that imports a command or a folder of commands."""
    names = {name.removesuffix(".py").partition("/")[0] for name in commands}
    found = {name: {module.partition(".")[0] for module in imported(source)} for name, source in library.items()}
    return [f"{name}: {module}" for name, modules in found.items() for module in sorted(modules & names)]


# --- tests of the guards


def test_a_planted_file_in_an_unknown_folder_is_seen() -> None:
    assert unplaced({"build.py": "", "lib/x.py": "", "wing/bad.py": "", "lib/deep/bad.py": ""}) == [
        "wing/bad.py",
        "lib/deep/bad.py",
    ]


def test_a_planted_import_of_a_command_by_the_package_is_seen() -> None:
    library = {
        "showcase/maps/bad.py": "def one():\n    from lib.environment import ROOT\n    import build\n",
        "showcase/maps/good.py": "from showcase.maps import building\nimport json\n",
    }
    commands = {"build.py": "", "lib/environment.py": ""}
    assert importing_commands(library, commands) == ["showcase/maps/bad.py: build", "showcase/maps/bad.py: lib"]


def test_planted_imports_are_seen() -> None:
    files = {
        "build.py": "import serve\n",
        "serve.py": "from lib import packages\n",
        "lib/packages.py": "from measuring.figures import table\n",
        "measuring/figures.py": "def one():\n    from ci import post\n",
        "ci/post.py": "import build\n",
    }
    assert {name: faults(name, files) for name in files} == {
        "build.py": ["serve"],
        "serve.py": [],
        "lib/packages.py": ["measuring"],
        "measuring/figures.py": ["ci"],
        "ci/post.py": ["build"],
    }
