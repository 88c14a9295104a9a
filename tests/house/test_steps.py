"""The steps of `scripts/test.py`: their order, the effect of a failure, and that each finds its planted fault."""

from lib import browser_tools

import importlib.util
import os
import re
import shutil
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def test_command() -> ModuleType:
    """Load `scripts/test.py` by path, because Python has its own module `test`."""
    spec = importlib.util.spec_from_file_location("showcase_test_command", ROOT / "scripts" / "test.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_local_check_runs_the_test_command_and_nothing_else():
    lines = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    code = [line for line in lines if line and not line.startswith("#")]
    assert code == ["set -euo pipefail", 'cd "$(dirname "$0")/.."', "exec python3 scripts/test.py"]


def test_pytest_comes_last_and_takes_the_options(test_command):
    *checks, last = test_command.steps(["-k", "search"])
    assert last.command[1:3] == ["-m", "pytest"]
    assert last.command[-2:] == ["-k", "search"]
    assert [step.name for step in checks] == [
        "ruff format",
        "ruff check",
        "mypy",
        "mã trình duyệt: biome",
        "mã trình duyệt: eslint",
        "mã trình duyệt: kiểu",
        "mã trình duyệt: kiểu, worker",
        "tệp sinh tự động",
        "tệp mô hình",
        "quy trình GitHub: lược đồ",
        "quy trình GitHub: an toàn",
    ]


def test_failed_step_is_told_and_fails_the_whole(test_command, monkeypatch, capfd):
    good, bad = [sys.executable, "-c", ""], [sys.executable, "-c", "raise SystemExit(3)"]
    monkeypatch.setattr(test_command, "use_environment", lambda dev: None)
    monkeypatch.setattr(test_command, "steps", lambda options: [make("a", bad), make("b", good), make("pytest", good)])
    monkeypatch.setattr(sys, "argv", ["test.py"])
    monkeypatch.setenv("CHROMIUM", sys.executable)
    monkeypatch.setenv("SHOWCASE_TEST_NOTES", "")
    make = test_command.Step
    assert test_command.main() == 1
    printed = capfd.readouterr().out
    assert re.search(r"== a: KHÔNG ĐẠT, \d+,\d giây\n\n== b: đạt, ", printed)
    assert re.match(r"a: KHÔNG ĐẠT, \d+,\d giây\nb: đạt, ", os.environ["SHOWCASE_TEST_NOTES"])
    assert printed.endswith("Không đạt: a. Xem lại ở trên.\n")


# A planted fault for each step. Faults of generated files and of models are in `test_editors_tools.py` and in
# `tests/scripts/test_check_models.py`.

PLANTED = {
    "macros.py": "A = { }\n",
    "scripts/unused.py": '"""A name that nothing uses."""\n\nimport os\n',
    "showcase/wrong.py": 'def one(x: int) -> str:\n    """A number in place of a text."""\n    return x\n',
    "docs/assets/map/unused.js": "const unused = 1;\n",
    "docs/assets/map/new.js": "export const last = [1].at(-1);\n",
    "docs/assets/map/wrong.js": 'export const wrong = document.querySelector("p").value;\n',
    "docs/assets/offline/worker_wrong.js": "self.wrong();\n",
    ".github/workflows/wrong.yml": """\
name: Planted
on: issues
jobs:
  one:
    runs-on: ubuntu-24.04
    step: []
    steps:
      - uses: someone/action@v6
      - run: echo "${{ github.event.issue.title }}"
""",
}
SEEN = {
    "ruff format": ["macros.py"],
    "ruff check": ["F401", "scripts/unused.py"],
    "mypy": ["showcase/wrong.py:3", "[return-value]"],
    "mã trình duyệt: biome": ["unused.js", "noUnusedVariables"],
    "mã trình duyệt: eslint": ["new.js", "es-x/no-array-prototype-at", "compat/compat"],
    "mã trình duyệt: kiểu": ["wrong.js(1,", "TS2339"],
    "mã trình duyệt: kiểu, worker": ["worker_wrong.js(1,", "TS2339"],
    "quy trình GitHub: lược đồ": ["wrong.yml::$.jobs.one", "'step' was unexpected"],
    "quy trình GitHub: an toàn": ["template-injection", "unpinned-uses"],
}
"""Step -> what it says of the planted tree."""


@pytest.fixture(scope="module")
def answers(test_command: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Step -> its output for the tree with planted faults, run as by `test.py`; "" if it passes."""
    tree = tmp_path_factory.mktemp("planted")
    for name, text in PLANTED.items():
        (tree / name).parent.mkdir(parents=True, exist_ok=True)
        (tree / name).write_text(text, encoding="utf-8")
    shutil.copy(ROOT / "pyproject.toml", tree)
    browser_tools.install()
    for path in browser_tools.FOLDER.iterdir():
        if path.name != "node_modules":
            (tree / "scripts/browser_tools").mkdir(exist_ok=True)
            shutil.copy(path, tree / "scripts/browser_tools")
    (tree / "scripts/browser_tools/node_modules").symlink_to(browser_tools.FOLDER / "node_modules")
    with pytest.MonkeyPatch.context() as patch, ThreadPoolExecutor(2) as pool:
        patch.setattr(test_command, "ROOT", tree)
        steps = [step for step in test_command.steps([]) if step.name in SEEN]
        return {done.step.name: "" if done.passed else done.output for done in pool.map(test_command._run, steps)}


@pytest.mark.parametrize("step", SEEN)
def test_a_step_fails_on_its_planted_fault(step: str, answers: dict[str, str]):
    assert [one for one in SEEN[step] if one not in answers[step]] == []


def test_every_step_has_a_planted_fault(test_command: ModuleType):
    elsewhere = {"tệp sinh tự động", "tệp mô hình", "pytest"}
    assert {step.name for step in test_command.steps([])} == SEEN.keys() | elsewhere
