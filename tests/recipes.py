"""The recipes of HACKING.md as steps, and functions to carry them out in a copy of the tree.

A step is a sentence and the block below it: "In `FILE`, before `TEXT`:", "In `FILE`, in place of `TEXT`:",
"A new file `FILE`:", or a block of the language `sh` with commands.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

_COPIED = (
    "docs",
    "hosting",
    "macros.py",
    "mkdocs.yml",
    "overrides",
    "pyproject.toml",
    "scripts",
    "showcase",
    "showcase.yml",
)
_BESIDE = (
    "README.md",
    "HACKING.md",
    "requirements.txt",
    "requirements-dev.txt",
    ".github",
    "tests/cases/valid",
    "tests/twins",
)
_HEADING = re.compile(r"^### (.+)$", re.MULTILINE)
_STEP = re.compile(
    r"^(?:In `(?P<file>[^`]+)`, (?P<how>before|in place of) `(?P<text>[^`]+)`:|A new file `(?P<new>[^`]+)`:)\n\n"
    r"```\w+\n(?P<block>.*?)^```$|^```sh\n(?P<commands>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)


@dataclass(frozen=True)
class Step:
    """One change of a file, or some commands."""

    file: str = ""
    how: str = ""
    text: str = ""
    block: str = ""
    commands: tuple[str, ...] = ()


def recipes() -> dict[str, list[Step]]:
    """Heading -> steps, in the order of HACKING.md."""
    text = (ROOT / "HACKING.md").read_text(encoding="utf-8")
    section = text.partition("\n## Recipes\n")[2].partition("\n## ")[0]
    parts = _HEADING.split(section)[1:]
    return {name: list(_steps(body)) for name, body in zip(parts[::2], parts[1::2], strict=True)}


def _steps(body: str) -> Iterator[Step]:
    for found in _STEP.finditer(body):
        if found["commands"]:
            yield Step(commands=tuple(found["commands"].splitlines()))
        elif found["new"]:
            yield Step(file=found["new"], how="new", block=found["block"])
        else:
            yield Step(found["file"], found["how"], found["text"], found["block"])


def copy_tree(folder: Path) -> Path:
    """A copy of all files that a recipe may change, with the tests' cases; the project's commands work in it."""
    for name in (*_COPIED, *_BESIDE):
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("node_modules", "__pycache__"))
        elif source.exists():
            shutil.copy(source, folder / name)
    (folder / "models").mkdir()
    return folder


def carry_out(steps: list[Step], tree: Path) -> None:
    """Carry out all steps in the copy. Raises AssertionError if a text is missing or occurs more than once."""
    for step in steps:
        if step.commands:
            for command in step.commands:
                run(command.split()[1:], tree)
        elif step.how == "new":
            path = tree / step.file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(step.block, encoding="utf-8")
        else:
            _change(tree / step.file, step)


def _change(path: Path, step: Step) -> None:
    text = path.read_text(encoding="utf-8")
    here = re.compile(("^" if step.how == "before" else "") + re.escape(step.text), re.MULTILINE)
    found = [match.start() for match in here.finditer(text)]
    assert len(found) == 1, f"{step.file}: {step.text!r} stands there {len(found)} times"
    [at] = found
    rest = text[at:] if step.how == "before" else text[at + len(step.text) :]
    block = step.block if step.how == "before" else step.block.removesuffix("\n")
    path.write_text(text[:at] + block + rest, encoding="utf-8")


def run(arguments: list[str], tree: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a script of the copy with this Python; shows its output if it fails."""
    known = {**os.environ, "SHOWCASE_NO_VENV": "1", "PYTHONUTF8": "1", **environment}
    done = subprocess.run([sys.executable, *arguments], cwd=tree, env=known, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done
