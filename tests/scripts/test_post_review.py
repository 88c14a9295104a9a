"""The step that may write, run as by the workflow, with a local stand-in for the hosting service."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from ci.contribution import LABEL
from ci.page_differences import Changed, Differences, as_json
from ci.post_review import MARK, MOST
from local_hosting import BOT, local_hosting

ROOT = Path(__file__).resolve().parents[2]
RUN = {
    "event": "pull_request",
    "head_branch": "them-bep-an",
    "head_sha": "a" * 40,
    "head_repository": {"full_name": "nguoi/dan-van-kheo", "owner": {"login": "nguoi"}},
    "html_url": "https://github.com/kho/dan-van-kheo/actions/runs/5",
}
FOUND = Differences(
    added=("mo-hinh/bep-an/",),
    changed=(Changed("linh-vuc/kinh-te/", (" …", "-2 mô hình", "+3 mô hình")),),
    fields=("kinh-te",),
)


@pytest.fixture
def hosting():
    with local_hosting() as made:
        made.pulls = [pull(7)]
        made.files = [file("models/ba-chuc/bep-an.yml")]
        yield made


def pull(number, sha="a" * 40, labels=(), repository="nguoi/dan-van-kheo"):
    return {
        "number": number,
        "owner": "nguoi",
        "branch": "them-bep-an",
        "labels": [{"name": name} for name in labels],
        "head": {"sha": sha, "repo": {"full_name": repository}},
    }


def file(name, status="added"):
    return {"filename": name, "status": status}


def post(hosting, tmp_path, handed_over=None, run=RUN):
    event, differences = tmp_path / "event.json", tmp_path / "differences.json"
    event.write_text(json.dumps({"workflow_run": run}), encoding="utf-8")
    if handed_over is not None:
        differences.write_text(handed_over, encoding="utf-8")
    # -S: without packages, since the workflow installs none
    command = [sys.executable, "-S", str(ROOT / "scripts/ci/post_review.py"), str(differences)]
    variables = {**os.environ, **hosting.variables(), "GITHUB_EVENT_PATH": str(event)}
    return subprocess.run(command, env=variables, capture_output=True, text=True, encoding="utf-8")


def test_it_says_which_pages_change_and_labels(hosting, tmp_path):
    done = post(hosting, tmp_path, as_json(FOUND))
    assert (done.returncode, done.stderr) == (0, "")
    [comment] = hosting.comments
    assert comment["body"].startswith(MARK)
    assert f"[lần chạy này]({RUN['html_url']})" in comment["body"]
    assert "- `mo-hinh/bep-an/`" in comment["body"]
    assert "```diff\n …\n-2 mô hình\n+3 mô hình\n```" in comment["body"]
    assert "Ngoài phạm vi" not in comment["body"]
    assert hosting.labels == ["địa bàn: Xã Ba Chúc", "lĩnh vực: Kinh tế"]


def test_a_further_commit_changes_the_same_comment(hosting, tmp_path):
    hosting.comments = [{"id": n, "user": {"login": "nguoi"}, "body": MARK} for n in range(1, 151)]
    post(hosting, tmp_path, as_json(FOUND))
    post(hosting, tmp_path, as_json(Differences(added=("mo-hinh/khac/",))))
    ours = [one for one in hosting.comments if one["user"] == BOT]
    assert len(ours) == 1
    assert "mo-hinh/khac/" in ours[0]["body"]
    assert all(one["body"] == MARK for one in hosting.comments if one["user"] != BOT)


def test_files_out_of_scope_are_told(hosting, tmp_path):
    hosting.files += [file("showcase/language/words.py"), file("models/ba-chuc/`@all`.exe")]
    post(hosting, tmp_path, as_json(FOUND))
    [comment] = hosting.comments
    assert "### Ngoài phạm vi\n\nXin sửa đề nghị trước khi duyệt." in comment["body"]
    assert "- `showcase/language/words.py`: Đóng góp mô hình chỉ đổi tệp trong models/." in comment["body"]
    assert "- `models/ba-chuc/?@all?.exe`: " in comment["body"]


def test_a_maintainer_lets_pass(hosting, tmp_path):
    hosting.pulls = [pull(7, labels=[LABEL])]
    hosting.files += [file("showcase/language/words.py")]
    post(hosting, tmp_path, as_json(FOUND))
    assert f"Được cho qua vì có nhãn “{LABEL}”." in hosting.comments[0]["body"]


def test_a_change_of_code_is_no_contribution_of_models(hosting, tmp_path):
    hosting.files = [file("showcase/language/words.py")]
    post(hosting, tmp_path, as_json(FOUND))
    assert "Ngoài phạm vi" not in hosting.comments[0]["body"]
    assert hosting.labels == []


@pytest.mark.parametrize(
    ("handed_over", "why"),
    [
        (None, "the build has failed"),
        ("", "empty"),
        ("{", "no JSON"),
        ("[" * 100_000, "deep"),
        ("[]", "no object"),
        ('{"changed": 5}', "a number for a list"),
        (as_json(FOUND).replace('"unseen": 0', '"unseen": -1'), "a count below zero"),
        (as_json(FOUND).replace('"kinh-te"', "5"), "a number for a text"),
        (" " * (MOST + 1), "too large"),
    ],
    ids=lambda value: value if value and len(value) < 30 and " " in value else "",
)
def test_what_is_no_list_of_differences_is_not_posted(hosting, tmp_path, handed_over, why):
    done = post(hosting, tmp_path, handed_over)
    assert (done.returncode, done.stderr) == (0, ""), why
    assert "Chưa dựng được bản xem trước" in hosting.comments[0]["body"]


def test_hostile_differences_neither_run_nor_call_nor_label(hosting, tmp_path):
    hostile = "+```\n</details><img src=x onerror=alert(1)> @everyone ````` [x](https://example.org) \u202e"
    bad = Differences(
        added=("mo-hinh/`@all`<script>/",),
        changed=(Changed("mo-hinh/x/</code>@all", (hostile,)),),
        pictures=("a`b.jpg",),
        fields=("kinh-te", "dã duyệt", "../x"),
    )
    post(hosting, tmp_path, as_json(bad))
    body = hosting.comments[0]["body"]
    before, fence, rest = body.partition("``````diff\n")
    inside, end, after = rest.partition("\n``````")
    assert fence
    assert end
    assert "@everyone" in inside
    assert "\u202e" not in body
    for outside in (before, after):
        assert "<script" not in outside
        assert "<img" not in outside
        assert "@" not in outside
    assert hosting.labels == ["địa bàn: Xã Ba Chúc", "lĩnh vực: Kinh tế"]


def test_the_comment_keeps_within_what_the_service_takes(hosting, tmp_path):
    lines = tuple("+" + "ư" * 499 for _ in range(80))
    many = Differences(changed=tuple(Changed(f"mo-hinh/m-{n}/", lines) for n in range(40)))
    hosting.files += [file(f"models/x/{'d' * 250}-{n}.exe") for n in range(500)]
    assert post(hosting, tmp_path, as_json(many)).returncode == 0
    body = hosting.comments[0]["body"]
    assert len(body) < 65_536
    assert "trang đổi chữ nữa" in body
    assert body.count("<details>") == body.count("</details>") > 0


@pytest.mark.parametrize(
    "pulls",
    [
        [],
        [pull(7, sha="b" * 40)],
        [pull(7, repository="ke-khac/dan-van-kheo")],
    ],
    ids=["closed", "newer commit", "namesake"],
)
def test_without_its_pull_request_nothing_is_written(hosting, tmp_path, pulls):
    hosting.pulls = pulls
    assert post(hosting, tmp_path, as_json(FOUND)).returncode == 0
    assert (hosting.comments, hosting.labels) == ([], [])


@pytest.mark.parametrize("run", [{**RUN, "event": "push"}, {**RUN, "head_repository": None}])
def test_a_run_of_something_else_is_left_alone(hosting, tmp_path, run):
    assert post(hosting, tmp_path, as_json(FOUND), run).returncode == 0
    assert hosting.asked == []


def test_a_commune_elsewhere_has_the_label_of_all_others(hosting, tmp_path):
    hosting.files = [file("models/binh-lu-lai-chau/x.yml"), file("models/ten-la-bat-ky/x.yml")]
    post(hosting, tmp_path, as_json(FOUND))
    assert hosting.labels == ["địa bàn: Tỉnh khác", "lĩnh vực: Kinh tế"]


def test_a_change_of_everything_gets_no_labels(hosting, tmp_path):
    folders = ("ba-chuc", "chau-doc", "dinh-hoa", "dong-thai", "giang-thanh", "hoa-dien", "hon-dat")
    hosting.files = [file(f"models/{folder}/x.yml") for folder in folders]
    post(hosting, tmp_path, as_json(FOUND))
    assert hosting.labels == []


def test_a_refusal_of_the_service_is_told(hosting, tmp_path):
    hosting.refuse = True
    done = post(hosting, tmp_path, as_json(FOUND))
    assert done.returncode == 1
    assert done.stderr.startswith("Kho không nhận: ")
    assert "Traceback" not in done.stderr


def upkeep(hosting, report):
    command = [sys.executable, "-S", str(ROOT / "scripts/ci/post_upkeep.py"), str(report)]
    variables = {**os.environ, **hosting.variables()}
    return subprocess.run(command, env=variables, capture_output=True, text=True, encoding="utf-8")


def test_the_weekly_report_keeps_to_one_issue(hosting, tmp_path):
    report = tmp_path / "report.md"
    for text in ("Tuần một", "Tuần hai", "x" * 100_000 + "\n"):
        report.write_text(text, encoding="utf-8")
        assert upkeep(hosting, report).returncode == 0
    [issue] = hosting.issues
    assert len(issue["body"]) < 65_536
    assert issue["body"].endswith("… còn nữa, xem ở lần chạy.")


def test_an_issue_of_the_same_title_by_somebody_else_is_left_alone(hosting, tmp_path):
    report = tmp_path / "report.md"
    report.write_text("Tuần một", encoding="utf-8")
    upkeep(hosting, report)
    hosting.issues[0]["user"] = {"login": "nguoi"}
    upkeep(hosting, report)
    assert [issue["user"]["login"] for issue in hosting.issues] == ["nguoi", "github-actions[bot]"]
