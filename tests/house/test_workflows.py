"""Workflows ask for nothing they do not need; the hosting page, the README and the commands agree with each other."""

import importlib.util
import os
import re
import shutil
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml
from ci import contribution

from showcase.federation.manifest import CARDS, FILE, INDEX
from showcase.files.catalogue import ModelFiles
from showcase.files.reports import as_text

ROOT = Path(__file__).resolve().parents[2]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
COMMANDS = ("serve.py", "test.py", "build.py")


def load(path: Path) -> dict[str, Any]:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def test_command() -> ModuleType:
    """`scripts/test.py`, whose name belongs to a module of Python's own."""
    spec = importlib.util.spec_from_file_location("showcase_test_command", ROOT / "scripts" / "test.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


_HALVES = re.compile(r"^(?:<{7}|>{7}|\|{7})(?: |$)", re.MULTILINE)
"""What a merge leaves behind where nobody has decided."""


@pytest.mark.parametrize("name", ["showcase", "docs", "overrides", "scripts", "tests", "hosting", "design", ".github"])
def test_no_file_holds_two_halves_of_a_merge(name: str):
    kinds = {".py", ".js", ".css", ".html", ".md", ".yml", ".json", ".conf", ".toml", ".xml"}
    files = [one for one in (ROOT / name).rglob("*") if one.suffix in kinds and "node_modules" not in one.parts]
    assert files
    assert [one for one in files if _HALVES.search(one.read_text(encoding="utf-8", errors="replace"))] == []


def test_two_halves_of_a_merge_are_seen():
    assert _HALVES.search("a\n" + 7 * "<" + " HEAD\nb\n")
    assert _HALVES.search("a\n" + 7 * ">" + " 1a2b3c4 (Subject)\n")
    assert not _HALVES.search("Title\n=======\n<<<<<<<b")


def test_there_are_workflows():
    names = ["checks.yml", "national.yml", "pages.yml", "preview.yml", "review.yml", "scope.yml", "upkeep.yml"]
    assert [path.name for path in WORKFLOWS] == names


MAY_WRITE = {
    ("national.yml", "deploy"): {"pages": "write", "id-token": "write"},
    ("pages.yml", "deploy"): {"pages": "write", "id-token": "write"},
    ("review.yml", "post"): {"actions": "read", "contents": "read", "issues": "write", "pull-requests": "write"},
    ("upkeep.yml", "tell"): {"contents": "read", "issues": "write"},
}


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_actions_are_pinned_to_a_commit_and_its_version_is_told(path):
    used = re.findall(r"uses: (.*)", path.read_text(encoding="utf-8"))
    assert used
    assert [line for line in used if not re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line)] == []


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_only_named_jobs_may_write(path):
    workflow = load(path)
    assert workflow["permissions"] == {}
    for name, job in workflow["jobs"].items():
        assert job["permissions"] == MAY_WRITE.get((path.name, name), {"contents": "read"})


def test_a_job_that_may_write_on_issues_runs_the_main_branch_on_the_standard_library_alone():
    """No code, no package and no build of a contribution comes near its token."""
    for (name, job), rights in MAY_WRITE.items():
        if "issues" not in rights:
            continue
        steps = load(ROOT / ".github" / "workflows" / name)["jobs"][job]["steps"]
        assert steps[0]["with"] == {"persist-credentials": False}
        actions = [step["uses"].partition("@")[0] for step in steps if "uses" in step]
        assert actions == ["actions/checkout", "actions/download-artifact"]
        [command] = [step["run"] for step in steps if "run" in step]
        assert re.fullmatch(r'python3 scripts/ci/post_[a-z]+\.py "\$RUNNER_TEMP/[a-z/.-]+"', command)


def test_the_review_waits_for_the_preview_and_takes_what_it_hands_over():
    review, preview = (load(ROOT / ".github" / "workflows" / name) for name in ("review.yml", "preview.yml"))
    assert review[True]["workflow_run"]["workflows"] == [preview["name"]]  # YAML 1.1 reads the key `on` as true
    handed_over = [step["with"] for step in preview["jobs"]["build"]["steps"] if "upload" in step.get("uses", "")]
    fetched = review["jobs"]["post"]["steps"][1]["with"]
    assert fetched["name"] in [one["name"] for one in handed_over]
    assert fetched["run-id"] == "${{ github.event.workflow_run.id }}"


def test_the_national_site_takes_what_provinces_publish_and_waits_for_none_that_fails():
    jobs = load(ROOT / ".github" / "workflows" / "national.yml")["jobs"]
    assert jobs["province"]["strategy"]["fail-fast"] is False
    assert jobs["national"]["if"].startswith("always()")
    copied = [step["run"].split()[-2:] for step in jobs["province"]["steps"] if step.get("run", "").startswith("cp ")]
    places = {f"{to}{Path(what).name}".removeprefix("published/") for what, to in copied}
    assert all(any(f"{one}/".startswith(f"{place}/") for place in places) for one in (INDEX[:-1], CARDS[:-1], FILE))
    handed_over = next(step["with"] for step in jobs["province"]["steps"] if "upload" in step.get("uses", ""))
    taken = next(step["with"] for step in jobs["national"]["steps"] if "download" in step.get("uses", ""))
    assert (handed_over["path"], handed_over["name"]) == ("published", "${{ matrix.one.province }}")
    assert taken == {"path": "tinh"}


def test_the_label_that_lets_pass_is_the_same_everywhere():
    scope = (ROOT / ".github" / "workflows" / "scope.yml").read_text(encoding="utf-8")
    assert f"'{contribution.LABEL}'" in scope
    assert contribution.LABEL in (ROOT / "HACKING.md").read_text(encoding="utf-8")


def test_what_is_judged_does_not_judge():
    """On `pull_request` the workflow came from the very change that it judges."""
    workflow = load(ROOT / ".github" / "workflows" / "scope.yml")
    assert list(workflow[True]) == ["pull_request_target"]
    checkout, fetch, judge = workflow["jobs"]["scope"]["steps"]
    assert set(checkout["with"]) == {"persist-credentials", "fetch-depth"}  # no `ref`: the branch it goes to
    assert fetch["run"] == 'git fetch --no-tags origin "+refs/pull/$NUMBER/head:refs/judged"'
    assert judge["run"].startswith("python3 scripts/ci/check_scope.py --base HEAD --head refs/judged ")


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_that_strangers_start_with_our_rights_checks_out_nothing_of_theirs(path):
    triggers = load(path)[True]
    if not {"pull_request_target", "workflow_run"} & set(triggers):
        return
    text = path.read_text(encoding="utf-8")
    assert "ref:" not in re.sub(r"run-id:|refs/", "", text)
    assert not re.search(r"git (checkout|worktree|merge|pull|switch|restore)\b", text)
    assert "github.head_ref" not in text


def test_both_statements_on_caching_say_the_same():
    configuration = (ROOT / "hosting" / "nginx.conf").read_text(encoding="utf-8")
    ages = set(re.findall(r"max-age=(\d+)", configuration.partition("server {")[0]))
    assert ages == {str(365 * 24 * 3600), str(30 * 24 * 3600)}
    page = (ROOT / "docs" / "dong-gop" / "luu-tru.md").read_text(encoding="utf-8")
    [told] = re.findall(r"^Tệp có mã nội dung trong địa chỉ .*", page, re.MULTILINE)
    assert told.startswith("Tệp có mã nội dung trong địa chỉ giữ một năm, phông chữ một tháng. Mọi tệp khác")
    assert "phút" not in told


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_no_secret_and_no_credentials_are_kept(path):
    text = path.read_text(encoding="utf-8")
    assert "secrets." not in text
    assert text.count("persist-credentials: false") == text.count("actions/checkout@")


@pytest.mark.parametrize("name", ["preview.yml", "pages.yml"])
def test_published_pages_have_the_whole_history(name):
    steps = load(ROOT / ".github" / "workflows" / name)["jobs"]["build"]["steps"]
    assert steps[0]["with"]["fetch-depth"] == 0
    built = next(step for step in steps if "build.py" in step.get("run", ""))
    assert built["env"]["SHOWCASE_REPOSITORY"] == "${{ github.server_url }}/${{ github.repository }}"


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


def test_hosting_page_shows_the_configuration_as_it_is():
    page = (ROOT / "docs" / "dong-gop" / "luu-tru.md").read_text(encoding="utf-8")
    configuration = (ROOT / "hosting" / "nginx.conf").read_text(encoding="utf-8")
    assert f"```{{ .nginx tabindex=0 }}\n{configuration}```" in page


def test_content_policy_lets_nothing_in_from_elsewhere():
    configuration = (ROOT / "hosting" / "nginx.conf").read_text(encoding="utf-8")
    policy = re.search(r'Content-Security-Policy "([^"]*)" always;', configuration)[1]
    rules = {name: values for name, *values in map(str.split, policy.split(";"))}
    assert rules.pop("upgrade-insecure-requests") == []
    assert rules["default-src"] == ["'none'"]
    assert rules["script-src"] == ["'self'"]
    assert {value for values in rules.values() for value in values} == {"'none'", "'self'", "data:"}


def test_headers_are_set_in_one_place_only():
    """nginx drops all inherited headers wherever a location adds one of its own."""
    configuration = (ROOT / "hosting" / "nginx.conf").read_text(encoding="utf-8")
    indents = set(re.findall(r"^( *)add_header ", configuration, re.MULTILINE))
    assert indents == {"    "}


@pytest.mark.parametrize("name", COMMANDS)
def test_commands_are_documented(name):
    assert f"python3 scripts/{name}" in (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "HACKING.md"])
def test_links_between_the_documents_lead_somewhere(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    targets = [target.partition("#")[0] for target in re.findall(r"\]\(([^)]+)\)", text)]
    local = [target for target in targets if target and not target.startswith(("https://", "mailto:"))]
    assert [target for target in local if not (ROOT / target).exists()] == []


def test_every_room_and_script_has_its_line_for_developers():
    text = (ROOT / "HACKING.md").read_text(encoding="utf-8")
    rooms = [f"`{door.parent.name}/`" for door in (ROOT / "showcase").glob("*/__init__.py")]
    commands = [f"`{path.name}`" for path in (ROOT / "scripts").glob("*.py")]
    folders = [f"`{door.parent.name}/`" for door in (ROOT / "scripts").glob("*/__init__.py")]
    assert [name for name in rooms + commands + folders if name not in text] == []


def test_every_folder_of_tests_says_what_it_promises():
    text = (ROOT / "tests" / "README.md").read_text(encoding="utf-8")
    folders = {path.parent.relative_to(ROOT / "tests").as_posix() for path in (ROOT / "tests").rglob("test_*.py")}
    assert sorted(re.findall(r"^## (.+)$", text, re.MULTILINE)) == sorted(folders)
    assert re.findall(r"^## .+\n\n", text, re.MULTILINE) == []


def test_every_direct_dependency_has_its_reason():
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    names = set(re.findall(r'^    "([a-z0-9-]+)[><=]', project, re.MULTILINE))
    text = (ROOT / "HACKING.md").read_text(encoding="utf-8")
    assert len(names) > 15
    assert [name for name in sorted(names) if f"`{name}`" not in text] == []


def test_examples_for_editors_are_true(tmp_path):
    """The shortest file of the guide is accepted, and its example of a message is what an editor really gets."""
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
