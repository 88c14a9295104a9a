"""Check everything: style, types, generated files, models, workflows, then all tests, in a real browser too.

    python3 scripts/test.py                  everything
    python3 scripts/test.py -- -k search     options after -- go to pytest
    python3 scripts/test.py -- -n 0          one test at a time

Exit code 0: all is well; 1: a step failed (the others are run all the same); 2: could not begin.
"""

from lib import browser, browser_tools, packages
from lib.commands import run_command
from lib.environment import ROOT, use_environment

import argparse
import os
import shutil
import subprocess
import sys
import sysconfig
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

_TOOLS = "scripts/browser_tools"
_BIOME = ("--config-path", _TOOLS, "docs/assets")
_ESLINT = ("--config", f"{_TOOLS}/eslint.config.js", "docs/assets")


@dataclass(frozen=True)
class Tool:
    """A program of the system that some tests need; without it they are skipped."""

    packages: tuple[str, ...]
    """Of Debian."""
    is_there: Callable[[], bool]
    loss: str
    """What is skipped without it and why, in Vietnamese."""


@dataclass(frozen=True)
class Step:
    """One program to run, with its name in the headings."""

    name: str
    command: list[str]


@dataclass(frozen=True)
class Done:
    """The result of one step; as text one line with its verdict and its time."""

    step: Step
    passed: bool
    output: str
    seconds: float

    def __str__(self) -> str:
        verdict = "đạt" if self.passed else "KHÔNG ĐẠT"
        return f"{self.step.name}: {verdict}, {self.seconds:.1f} giây".replace(".", ",")


def main() -> int:
    """Run all steps; pytest last, so that its closing line ends the output. Returns the exit code.

    What was skipped and the time of each step go to pytest by SHOWCASE_TEST_NOTES, which writes them at its end.
    """
    options = _arguments().pytest
    use_environment(dev=True)
    _require_git()
    absent = [tool.loss for tool in TOOLS if not tool.is_there() and not packages.install_debian(*tool.packages)]
    browser_tools.install()
    browser.require_playwright()
    os.environ["CHROMIUM"] = browser.get_shell()
    packages.say(f"Trình duyệt để kiểm thử: {os.environ['CHROMIUM']}")
    *checks, tests = steps(options)
    done = _run_side_by_side(checks)
    failed = [one.step.name for one in done if not one.passed]
    if failed:
        print(f"\nKhông đạt: {', '.join(failed)}. Vẫn chạy tiếp các kiểm thử.", flush=True)
    losses = [f"Bỏ qua {loss}." for loss in absent] or ["Không bỏ qua phần nào vì thiếu chương trình."]
    os.environ["SHOWCASE_TEST_NOTES"] = "\n".join([*map(str, done), *losses])
    print(f"\n== {tests.name}", flush=True)
    passed = subprocess.run(tests.command, cwd=ROOT).returncode == 0
    if failed:
        failed += [] if passed else [tests.name]
        print(f"Không đạt: {', '.join(failed)}. Xem lại ở trên.", flush=True)
        return 1
    return 0 if passed else 1


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pytest", nargs="*", metavar="-- OPTION", help="options for pytest, after --")
    return parser.parse_args()


def _require_git() -> None:
    """Git is needed: the dates on pages come from it, and tests make their own repositories."""
    if not shutil.which("git") and not packages.install_debian("git"):
        packages.stop("Kiểm thử cần git. Cài từ https://git-scm.com/ rồi chạy lại.")


def _has(*names: str) -> bool:
    """Whether all these programs are installed, also in folders for root that are not on everybody's path."""
    path = os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin"])
    return all(shutil.which(name, path=path) for name in names)


TOOLS = (
    Tool(
        ("libreoffice-writer-nogui", "fonts-liberation"),
        lambda: _has("soffice") or _has("libreoffice"),
        "các kiểm thử mở tài liệu Word, .doc, .odt, .rtf: không có LibreOffice",
    ),
    Tool(
        ("nginx-light", "openssl"),
        lambda: _has("nginx", "openssl"),
        "các kiểm thử dưới cấu hình nginx: không có nginx hoặc openssl",
    ),
)


def steps(options: list[str]) -> list[Step]:
    """All steps in order; `options` go to pytest."""
    workflows = [str(path) for path in sorted((ROOT / ".github" / "workflows").glob("*.yml"))]
    schema = ["--builtin-schema", "vendor.github-workflows"]
    # All tests of a file run in one process, so that shared fixtures are made once. One process more than cores, since
    # tests often wait for browsers and servers; at most four, because of memory.
    # tests/conftest.py puts the long files first, so that the processes end together.
    parallel = ["-n", str(min((os.cpu_count() or 1) + 1, 4)), "--dist", "loadfile", "--no-loadscope-reorder"]
    return [
        Step("ruff format", _module("ruff", "format", "--check", ".")),
        Step("ruff check", _module("ruff", "check", ".")),
        Step("mypy", _module("mypy")),
        Step("mã trình duyệt: biome", browser_tools.command("biome", "ci", *_BIOME)),
        Step("mã trình duyệt: eslint", browser_tools.command("eslint", *_ESLINT)),
        Step("mã trình duyệt: kiểu", browser_tools.command("typescript", "-p", f"{_TOOLS}/tsconfig.json")),
        Step(
            "mã trình duyệt: kiểu, worker", browser_tools.command("typescript", "-p", f"{_TOOLS}/tsconfig.worker.json")
        ),
        Step("tệp sinh tự động", [sys.executable, "scripts/write_reference.py", "--check"]),
        Step("tệp mô hình", [sys.executable, "scripts/check_models.py"]),
        Step("quy trình GitHub: lược đồ", _module("check_jsonschema", *schema, *workflows)),
        Step("quy trình GitHub: an toàn", [_program("zizmor"), "--offline", "--quiet", ".github/workflows"]),
        Step("pytest", _module("pytest", "-r", "fEs", *parallel, *options)),
    ]


def _module(name: str, *options: str) -> list[str]:
    return [sys.executable, "-m", name, *options]


def _program(name: str) -> str:
    """A program that a package brought, beside the Python of the environment."""
    return str(Path(sysconfig.get_path("scripts")) / (name + (".exe" if os.name == "nt" else "")))


def _run_side_by_side(checks: list[Step]) -> list[Done]:
    """As many at a time as there are cores; each is printed when it is done, in the order of the list."""
    with ThreadPoolExecutor(min(os.cpu_count() or 1, 4)) as pool:
        done = []
        for one in pool.map(_run, checks):
            print(f"\n== {one}\n{one.output}".rstrip(), flush=True)
            done.append(one)
    return done


def _run(step: Step) -> Done:
    start = time.monotonic()
    done = subprocess.run(
        step.command,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    )
    return Done(step, done.returncode == 0, done.stdout, time.monotonic() - start)


if __name__ == "__main__":
    run_command(main, "Không kiểm thử được")
