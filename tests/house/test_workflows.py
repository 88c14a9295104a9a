"""Workflows have only the rights that they need; the hosting page and the configuration of nginx agree."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from ci import contribution

from showcase.federation.manifest import CARDS, FILE, INDEX

ROOT = Path(__file__).resolve().parents[2]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))


def load(path: Path) -> dict[str, Any]:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


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
    text = path.read_text(encoding="utf-8")
    assert "uses: " in text
    assert unpinned(text) == []


def unpinned(text: str) -> list[str]:
    """The actions of a workflow that are by third parties, have no commit, or no version in a comment."""
    pinned = re.compile(r"actions/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")
    return [line for line in re.findall(r"uses: (.*)", text) if not pinned.fullmatch(line)]


def test_a_planted_action_without_a_commit_is_seen():
    commit = 40 * "a"
    used = [f"actions/checkout@{commit} # v6.0.2", "actions/checkout@v6", f"actions/cache@{commit}"]
    used += [f"someone/action@{commit} # v1.0.0"]
    assert unpinned("\n".join(f"      - uses: {one}" for one in used)) == used[1:]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_only_named_jobs_may_write(path):
    assert other_rights(path.name, load(path)) == []


def other_rights(name: str, workflow: dict[str, Any]) -> list[str]:
    """The jobs of a workflow whose rights differ from the table; `all` for rights of all jobs."""
    jobs = workflow["jobs"].items()
    wanted = {job: MAY_WRITE.get((name, job), {"contents": "read"}) for job, _ in jobs}
    wrong = [job for job, content in jobs if content.get("permissions") != wanted[job]]
    return wrong + ["all"] * (workflow.get("permissions") != {})


def test_a_planted_right_to_write_is_seen():
    jobs = {
        "post": {"permissions": MAY_WRITE["review.yml", "post"]},
        "read": {"permissions": {"contents": "read"}},
        "write": {"permissions": {"contents": "write"}},
        "silent": {},
    }
    assert other_rights("review.yml", {"permissions": {}, "jobs": jobs}) == ["write", "silent"]
    assert other_rights("other.yml", {"jobs": jobs}) == ["post", "write", "silent", "all"]


def test_a_job_that_may_write_on_issues_runs_the_main_branch_on_the_standard_library_alone():
    """Code, packages and builds of a contribution never run with its token."""
    for (name, job), rights in MAY_WRITE.items():
        if "issues" not in rights:
            continue
        assert beyond_posting(load(ROOT / ".github" / "workflows" / name)["jobs"][job]["steps"]) == []


def beyond_posting(steps: list[dict[str, Any]]) -> list[str]:
    """Steps of a job with such a token that do not fetch or post the review."""
    actions = [step["uses"].partition("@")[0] for step in steps if "uses" in step]
    post = re.compile(r'python3 scripts/ci/post_[a-z]+\.py "\$RUNNER_TEMP/[a-z/.-]+"')
    wrong = [step["run"] for step in steps if "run" in step and not post.fullmatch(step["run"])]
    wrong += [] if actions == ["actions/checkout", "actions/download-artifact"] else [", ".join(actions)]
    return wrong + ["checkout"] * (steps[0].get("with") != {"persist-credentials": False})


def test_a_planted_step_beside_a_token_is_seen():
    checkout = {"uses": "actions/checkout@a", "with": {"persist-credentials": False}}
    fetch, post = {"uses": "actions/download-artifact@a"}, {"run": 'python3 scripts/ci/post_x.py "$RUNNER_TEMP/a.json"'}
    assert beyond_posting([checkout, fetch, post]) == []
    assert beyond_posting([checkout, fetch, {"run": "pip install x"}, post]) == ["pip install x"]
    branch = {"uses": "actions/checkout@a", "with": {"persist-credentials": False, "ref": "refs/pull/1/head"}}
    assert beyond_posting([branch, fetch, {"uses": "someone/action@a"}, post]) == [
        "actions/checkout, actions/download-artifact, someone/action",
        "checkout",
    ]


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
    """With `pull_request`, the workflow would come from the change that it judges."""
    workflow = load(ROOT / ".github" / "workflows" / "scope.yml")
    assert list(workflow[True]) == ["pull_request_target"]
    checkout, fetch, judge = workflow["jobs"]["scope"]["steps"]
    assert set(checkout["with"]) == {"persist-credentials", "fetch-depth"}  # no `ref`: the target branch
    assert fetch["run"] == 'git fetch --no-tags origin "+refs/pull/$NUMBER/head:refs/judged"'
    assert judge["run"].startswith("python3 scripts/ci/check_scope.py --base HEAD --head refs/judged ")


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_that_strangers_start_with_our_rights_checks_out_nothing_of_theirs(path):
    assert taking_theirs(path.read_text(encoding="utf-8")) == []


def taking_theirs(text: str) -> list[str]:
    """Steps by which a workflow with our rights gets the files of a contribution."""
    if not {"pull_request_target", "workflow_run"} & set(yaml.safe_load(text)[True]):
        return []
    return re.findall(r"(?<!\w)ref:|git (?:checkout|worktree|merge|pull|switch|restore)\b|github\.head_ref", text)


@pytest.mark.parametrize("trigger", ["pull_request_target", "workflow_run"])
def test_a_planted_checkout_of_a_contribution_is_seen(trigger: str):
    steps = "a:\n  ref: ${{ github.head_ref }}\n  run: git checkout FETCH_HEAD\n  run-id: 1\n"
    assert taking_theirs(f"on:\n  {trigger}:\n{steps}") == ["ref:", "github.head_ref", "git checkout"]
    assert taking_theirs(f"on:\n  pull_request:\n{steps}") == []


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
    assert keeping(path.read_text(encoding="utf-8")) == []


def keeping(text: str) -> list[str]:
    """Secrets and stored checkout credentials of a workflow, which later steps could read."""
    credentials = text.count("actions/checkout@") - text.count("persist-credentials: false")
    return re.findall(r"secrets\.\w+", text) + ["credentials"] * credentials


def test_a_planted_secret_and_planted_credentials_are_seen():
    checkout = "uses: actions/checkout@a\n"
    text = f"{checkout}with:\n  persist-credentials: false\n{checkout}env:\n  TOKEN: ${{{{ secrets.TOKEN }}}}\n"
    assert keeping(text) == ["secrets.TOKEN", "credentials"]


@pytest.mark.parametrize("name", ["preview.yml", "pages.yml"])
def test_published_pages_have_the_whole_history(name):
    steps = load(ROOT / ".github" / "workflows" / name)["jobs"]["build"]["steps"]
    assert steps[0]["with"]["fetch-depth"] == 0
    built = next(step for step in steps if "build.py" in step.get("run", ""))
    assert built["env"]["SHOWCASE_REPOSITORY"] == "${{ github.server_url }}/${{ github.repository }}"


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
    """nginx drops all inherited headers in a location that adds its own header."""
    configuration = (ROOT / "hosting" / "nginx.conf").read_text(encoding="utf-8")
    assert "    add_header " in configuration
    assert inner_headers(configuration) == []


def inner_headers(configuration: str) -> list[str]:
    """The headers set inside a location or outside the server."""
    found = re.findall(r"^( *)add_header ([\w-]+)", configuration, re.MULTILINE)
    return [name for indent, name in found if indent != "    "]


def test_a_planted_header_of_a_location_is_seen():
    text = "server {\n    add_header A 1;\n    location /x {\n        add_header B 2;\n    }\n}\n"
    assert inner_headers(text) == ["B"]
