"""Twins: code that exists in Python and in JavaScript is listed and has cases that both sides run (scripts in Node)."""

from lib import browser_tools
from lib.twins import END, Twin, formats, twins, with_table

import json
import re
import subprocess
from collections import defaultdict
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import yaml
from form_engine import CASES, by_field, model_files, spoilt
from script_plan import scripts
from small_trees import MINIMAL

from showcase.files.catalogue import ModelFiles
from showcase.form.rules import form_files
from showcase.gazetteer.names import communes_meant
from showcase.insight.site import Site
from showcase.look.lotus import summary
from showcase.look.rendering import money
from showcase.model.model import Cost, State

ROOT = Path(__file__).resolve().parents[2]
ASSETS = ROOT / "docs" / "assets"
HERE = Path(__file__).parent

STATES: dict[str, State] = {"f": "figures", "t": "text", "e": "empty"}
Run = Callable[[str, dict[str, Any]], Any]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Run a script of this folder in Node, with the files of the form's rules."""
    folder = tmp_path_factory.mktemp("rules")
    path = folder / "models" / "ba-chuc" / "to-gop-von.yml"
    path.parent.mkdir(parents=True)
    path.write_text(MINIMAL, encoding="utf-8")
    for name, content in form_files(Site(ModelFiles(folder / "models").load())).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    browser_tools.install()

    def result(script: str, given: dict[str, Any]) -> Any:
        command = [str(browser_tools.node()), str(HERE / script)]
        sent = json.dumps({"folder": str(folder), **given})
        done = subprocess.run(command, input=sent, capture_output=True, encoding="utf-8")
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return result


# --- cases that both sides run


def _first_commune(text: str) -> str:
    found = communes_meant(text)
    return found[0].commune.code if found else ""


PYTHON: dict[str, Callable[..., Any]] = {
    "money": lambda amount: money(Cost("", amount)),
    "lotus in words": lambda letters: summary(STATES[letter] for letter in letters),
    "first commune": _first_commune,
}
"""What takes more than a call of one function."""

SHARED = ("words.yml", "numbers.yml", "lotus.yml", "files.yml", "communes.yml")


def shared_cases() -> list[dict[str, Any]]:
    return [row for name in SHARED for row in yaml.safe_load((HERE / name).read_text(encoding="utf-8"))]


def python_side(name: str) -> Callable[..., Any]:
    module, _, function = name.rpartition(".")
    found: Callable[..., Any] = PYTHON.get(name) or getattr(import_module(module), function)
    return found


@pytest.mark.parametrize("row", shared_cases(), ids=lambda row: f"{row['python']} = {row['script']}")
def test_python_runs_the_cases(row: dict[str, Any]) -> None:
    function = python_side(row["python"])
    found = [function(*arguments) for arguments, _ in row["cases"]]
    assert ["" if one is None else one for one in found] == [expected for _, expected in row["cases"]]


def test_scripts_run_the_cases(run: Run) -> None:
    rows = shared_cases()
    calls = [
        {
            "call": row["script"],
            "rules": row.get("rules", False),
            "arguments": [arguments for arguments, _ in row["cases"]],
        }
        for row in rows
    ]
    found = run("twins.mjs", {"calls": calls})
    for row, results in zip(rows, found, strict=True):
        assert results == [expected for _, expected in row["cases"]], row["script"]


# --- the list of twins


def named_modules(sources: dict[str, str]) -> set[tuple[str, str]]:
    """Pairs of a script and a module of the package that it names."""
    modules = re.compile(r"\bshowcase/[a-z_/]+\.(?:py|yml)")
    return {(name, module) for name, source in sources.items() for module in modules.findall(source)}


def test_every_script_that_names_a_module_is_known() -> None:
    known = formats() | {(script, module) for twin in twins() for script in twin.scripts for module in twin.python}
    named = named_modules(scripts(ASSETS))
    assert len(named) > 20
    assert sorted(named - known) == []
    assert sorted(formats() - named) == []


def test_a_planted_script_that_names_a_module_of_no_twin_is_seen() -> None:
    planted = {
        "map/bad.js": "// As showcase/maps/atlas.py counts.\n",
        "common/slug.js": "// showcase/language/words.py",
    }
    assert named_modules(planted) - {("common/slug.js", "showcase/language/words.py")} == {
        ("map/bad.js", "showcase/maps/atlas.py")
    }


def faults(twin: Twin, root: Path = ROOT) -> Iterator[str]:
    """The missing parts of a twin: a file, its cases, or a test that runs them on each side."""
    paths = [*twin.python, *(f"docs/assets/{script}" for script in twin.scripts), *twin.runs]
    yield from (f"{twin.what}: no {path}" for path in paths if not (root / path).is_file())
    if not (root / twin.cases).exists():
        yield f"{twin.what}: no cases at {twin.cases}"
    texts = [(root / path).read_text(encoding="utf-8") for path in twin.runs if (root / path).is_file()]
    named = Path(twin.cases).name
    yield from (f"{twin.what}: {at} does not run {named}" for at, text in zip(twin.runs, texts, strict=False)
                if named not in text and not (named == "cases" and "CASES" in text))  # fmt: skip
    if not any(re.search(r"\.evaluate\(|\.mjs", text) for text in texts):
        yield f"{twin.what}: no test runs the scripts"


def test_every_twin_has_cases_that_both_sides_run() -> None:
    assert [fault for twin in twins() for fault in faults(twin)] == []


def test_a_planted_twin_without_cases_is_seen() -> None:
    planted = Twin("planted", ["showcase/language/words.py"], ["common/slug.js"], "tests/twins/none.yml", [])
    assert list(faults(planted)) == ["planted: no cases at tests/twins/none.yml", "planted: no test runs the scripts"]
    tests = ["tests/property/test_escaping.py"]
    elsewhere = Twin("planted", ["showcase/language/words.py"], [], "tests/twins/words.yml", tests)
    assert [fault.partition(": ")[2] for fault in faults(elsewhere)] == [
        "tests/property/test_escaping.py does not run words.yml",
        "no test runs the scripts",
    ]


def test_the_table_for_developers_is_up_to_date() -> None:
    text = (ROOT / "HACKING.md").read_text(encoding="utf-8")
    assert with_table(text) == text
    assert [twin.what for twin in twins() if f"| {twin.what} |" not in text] == []


def test_a_planted_row_of_another_twin_is_seen() -> None:
    text = (ROOT / "HACKING.md").read_text(encoding="utf-8")
    assert with_table(text.replace(END, f"| planted | | | |\n{END}")) == text
    with pytest.raises(ValueError, match=r"HACKING\.md"):
        with_table(text.replace(END, ""))


# --- a second reader of YAML

OF_OURS = {
    "alias": "a model file has no anchors, since what is written once should be read once",
    "too-deep": "no model is as deep, and deep nesting is how a reader is brought down",
    "directive": "a model file has no commands to its reader",
}
OF_LIBYAML = {
    "they: MISSING_CHAR": "YAML 1.2 wants the further lines of a text in quotes deeper than their key",
    "they: BAD_INDENT": "the same for what stands in brackets",
    "we: syntax-tab": "a tab may not stand where a text below `>` could begin",
    "we: syntax-escape": "halves of a character, as `\\ud835`, are no letters",
    "we: syntax-indent": "a key may not be left out: `: []`",
    "we: syntax-sign": "behind the sign of an anchor or a tag stands a name",
    "we: syntax-bracket": "a key in brackets stands on one line",
    "differ": "the line ends of a text below `|` that ends with the file without one",
}
"""Where the package `yaml`, which follows YAML 1.2, and the form's reader part; there the form does as libyaml does."""


def kind_of(ours: Any, theirs: Any) -> str:
    refused = [one.get("refused") if isinstance(one, dict) else None for one in (ours, theirs)]
    if all(refused) or ours == theirs:
        return ""
    if refused[0]:
        return f"we: {refused[0]}"
    return f"they: {refused[1]}" if refused[1] else "differ"


def as_libyaml(text: str) -> Any:
    """The tree in the format of the Node script; None if PyYAML refuses the text."""
    try:
        node = yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except (yaml.YAMLError, ValueError):
        return None
    return _tree(node)


def _tree(node: yaml.Node) -> Any:
    if isinstance(node, yaml.MappingNode):
        return {"map": [[_tree(key), _tree(value)] for key, value in node.value]}
    return [_tree(one) for one in node.value] if isinstance(node, yaml.SequenceNode) else node.value


def yaml_texts() -> list[str]:
    good = [data for path in sorted(CASES.rglob("*.yml")) if len(data := path.read_bytes()) < 8000]
    plain = [path.read_bytes() for path in sorted((CASES / "valid").glob("*/models/*/*.yml"))]
    files = [
        *good,
        *(path.read_bytes() for path in model_files()),
        *(one for seed in (1, 2) for one in spoilt(good, 250, seed)),
        *by_field(plain, 100, 1),
    ]
    texts = [data.decode("utf-8", errors="replace").removeprefix("\ufeff") for data in files]
    return [re.sub("\r\n?", "\n", text) for text in texts if "\0" not in text]


def unexplained(kinds: set[str]) -> set[str]:
    """The kinds of differences without an explanation above."""
    return kinds - {*OF_LIBYAML, *(f"we: {rule}" for rule in OF_OURS)}


def test_a_planted_difference_of_the_two_readers_is_seen() -> None:
    same = [({"map": []}, {"map": []}), ({"refused": "syntax"}, {"refused": "BAD_INDENT"})]
    other = [("a", {"refused": "TAB"}), ({"refused": "syntax"}, "a"), ({"refused": "alias"}, "a")]
    kinds = {kind_of(ours, theirs) for ours, theirs in same + other} - {""}
    assert unexplained(kinds) == {"they: TAB", "we: syntax"}
    assert kind_of("a", "b") == "differ"


def test_a_second_reader_of_yaml_reads_alike(run: Run) -> None:
    texts = yaml_texts()
    parted = defaultdict(list)
    for text, (ours, theirs) in zip(texts, run("yaml_oracle.mjs", {"texts": texts}), strict=True):
        if kind := kind_of(ours, theirs):
            parted[kind].append((text, ours))
    assert {kind: parted[kind][:3] for kind in unexplained(set(parted))} == {}
    for kind in OF_LIBYAML.keys() & parted.keys():
        for text, ours in parted[kind]:
            assert (None if kind.startswith("we") else ours) == as_libyaml(text), (kind, text)
    assert sum(map(len, parted.values())) < len(texts) / 20
