"""The documents for developers and editors agree with the tree: rooms, commands, links, dependencies, examples."""

import re
import shutil
from pathlib import Path

import pytest

from showcase.files.catalogue import ModelFiles
from showcase.files.reports import as_text

ROOT = Path(__file__).resolve().parents[2]
DEVELOPERS = (ROOT / "HACKING.md").read_text(encoding="utf-8")

_HALVES = re.compile(r"^(?:<{7}|>{7}|\|{7})(?: |$)", re.MULTILINE)
"""What a merge leaves behind where nobody has decided."""


@pytest.mark.parametrize("name", ["showcase", "docs", "overrides", "scripts", "tests", "hosting", "design", ".github"])
def test_no_file_holds_two_halves_of_a_merge(name: str):
    assert any((ROOT / name).rglob("*"))
    assert unmerged(ROOT / name) == []


def unmerged(folder: Path) -> list[str]:
    """The files below a folder that have conflict marks of a merge."""
    kinds = {".py", ".js", ".css", ".html", ".md", ".yml", ".json", ".conf", ".toml", ".xml"}
    files = [one for one in folder.rglob("*") if one.suffix in kinds and "node_modules" not in one.parts]
    return sorted(one.name for one in files if _HALVES.search(one.read_text(encoding="utf-8", errors="replace")))


def test_two_planted_halves_of_a_merge_are_seen(tmp_path: Path):
    (tmp_path / "ours.py").write_text("a\n" + 7 * "<" + " HEAD\nb\n", encoding="utf-8")
    (tmp_path / "theirs.yml").write_text("a\n" + 7 * ">" + " 1a2b3c4 (Subject)\n", encoding="utf-8")
    (tmp_path / "title.md").write_text("Title\n=======\n<<<<<<<b", encoding="utf-8")
    assert unmerged(tmp_path) == ["ours.py", "theirs.yml"]


@pytest.mark.parametrize("name", ["serve.py", "test.py", "build.py"])
def test_commands_are_documented(name):
    assert f"python3 scripts/{name}" in (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "HACKING.md"])
def test_links_between_the_documents_lead_somewhere(name):
    assert dead_links((ROOT / name).read_text(encoding="utf-8"), ROOT) == []


def dead_links(text: str, root: Path) -> list[str]:
    """The missing files to which a document at the root links."""
    targets = [target.partition("#")[0] for target in re.findall(r"\]\(([^)]+)\)", text)]
    local = [target for target in targets if target and not target.startswith(("https://", "mailto:"))]
    return [target for target in local if not (root / target).exists()]


def test_a_planted_dead_link_is_seen(tmp_path: Path):
    (tmp_path / "there.md").touch()
    text = "[a](there.md#part), [b](gone.md#part), [c](#here), [d](https://example.org/x), [e](mailto:a@example.org)"
    assert dead_links(text, tmp_path) == ["gone.md"]


def test_every_room_and_script_has_its_line_for_developers():
    assert without_line(ROOT, DEVELOPERS) == []


def without_line(root: Path, text: str) -> list[str]:
    """The rooms, commands and folders of commands that a text does not name."""
    rooms = [f"`{door.parent.name}/`" for door in root.glob("showcase/*/__init__.py")]
    commands = [f"`{path.name}`" for path in root.glob("scripts/*.py")]
    folders = [f"`{door.parent.name}/`" for door in root.glob("scripts/*/__init__.py")]
    return [name for name in rooms + commands + folders if name not in text]


def test_a_planted_room_and_command_without_a_line_are_seen(tmp_path: Path):
    for name in (
        "showcase/wing/__init__.py",
        "showcase/maps/__init__.py",
        "scripts/bad.py",
        "scripts/shed/__init__.py",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    assert without_line(tmp_path, "| `maps/` | 7 |") == ["`wing/`", "`bad.py`", "`shed/`"]


def test_every_folder_of_tests_says_what_it_promises():
    assert without_promise(ROOT / "tests", (ROOT / "tests" / "README.md").read_text(encoding="utf-8")) == []


def without_promise(tests: Path, text: str) -> list[str]:
    """Folders of tests without a section or with an empty one, and sections without a folder."""
    folders = {path.parent.relative_to(tests).as_posix() for path in tests.rglob("test_*.py")}
    named = set(re.findall(r"^## (.+)$", text, re.MULTILINE))
    empty = set(re.findall(r"^## (.+)\n(?:\n|\Z)", text, re.MULTILINE))
    return sorted((folders ^ named) | empty)


def test_a_planted_folder_of_tests_without_a_promise_is_seen(tmp_path: Path):
    for name in ("maps/test_a.py", "wing/test_b.py", "site/test_c.py"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).touch()
    assert without_promise(tmp_path, "## maps\nAgrees.\n\n## gone\nHolds.\n\n## site\n\n") == ["gone", "site", "wing"]


def test_every_direct_dependency_has_its_reason():
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert len(dependencies(project)) > 30
    assert without_reason(project, DEVELOPERS) == []


def dependencies(project: str) -> list[str]:
    """The packages that a `pyproject.toml` requires, also in groups and extras."""
    return sorted(set(re.findall(r'^    "([a-z0-9-]+)[><=]', project, re.MULTILINE)))


def without_reason(project: str, text: str) -> list[str]:
    """The packages that a text does not name."""
    return [name for name in dependencies(project) if f"`{name}`" not in text]


def test_a_planted_dependency_without_a_reason_is_seen():
    project = 'dependencies = [\n    "jinja2>=3.1",\n    "left-pad>=1",\n]\n'
    assert without_reason(project, "| `jinja2` | templates |") == ["left-pad"]


def test_examples_for_editors_are_true(tmp_path):
    """The shortest file of the guide is accepted, and its example of a message is the real one."""
    text = (ROOT / "docs" / "dong-gop" / "bang-tay.md").read_text(encoding="utf-8")
    shortest = re.search(r"```\{ \.yaml tabindex=0 \}\n(.*?)```", text, re.DOTALL)[1]
    message = re.search(r"```\{ \.text tabindex=0 \}\n(models/.*?)```", text, re.DOTALL)[1]
    files = ModelFiles(tmp_path / "models")
    path = files.folder / "u-minh-thuong" / "gop-von.yml"
    path.parent.mkdir(parents=True)
    shutil.copy(ROOT / "models" / "sources.yml", files.folder)
    path.write_text(shortest, encoding="utf-8")
    assert files.load().problems == []

    path = files.folder / "vinh-trach" / "bep-an-tinh-thuong.yml"
    path.parent.mkdir()
    above = [*shortest.replace("31027", "30697").splitlines(), *["# một dòng"] * 11]
    path.write_text("\n".join([*above[:11], "fields: [kinhte]"]) + "\n", encoding="utf-8")
    assert as_text(files.load().problems).partition("\n\n")[0] == message.strip()
