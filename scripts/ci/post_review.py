"""Tell a pull request which of its pages change, whether it keeps to its scope, and label it.

    python3 scripts/ci/post_review.py differences.json

The second of two steps. The first builds the site with the contributor's data, and no rights; this one has the right
to write, and runs only code of the main branch, on the standard library. What the first step hands over is taken for
hostile: its size, its form and every text in it. Which pull request it is, and which files it changes, is asked of
the hosting service. Exit code 0: told, or nothing to tell; 1: the hosting service refused.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from lib.packages import speak_utf8

import argparse
import json
import os
from typing import Any

from ci.contribution import LABEL, Change, refusals
from ci.hosting_service import Hosting
from ci.page_differences import Differences, as_markdown, from_json

ROOT = Path(__file__).resolve().parents[2]
LABELS = ROOT / ".github" / "labels.json"

MARK = "<!-- danvankheo: review -->"
MOST = 4_000_000
"""Bytes of the differences; more is not read."""

_TOTAL = 60_000
_REFUSED, _PATH = 20, 200
_MOST_LABELS = 6


def main() -> int:
    """Post for the run that has just ended. Returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("differences", type=Path, help="what page_differences.py wrote; need not be there")
    arguments = parser.parse_args()
    run = json.loads(Path(os.environ["GITHUB_EVENT_PATH"]).read_text(encoding="utf-8"))["workflow_run"]
    hosting = Hosting.of_workflow()
    pull = find_pull(hosting, run)
    if pull is None:
        print("Không có đề nghị đang mở nào ở đúng lần sửa này; không ghi gì.")
        return 0
    changes = [_change(file) for file in hosting.pages(f"/pulls/{pull['number']}/files")]
    found = read_differences(arguments.differences)
    excepted = any(label["name"] == LABEL for label in pull["labels"])
    hosting.say(pull["number"], MARK, comment(changes, found, run["html_url"], excepted))
    wanted = labels(changes, found)
    if wanted:
        hosting.ask("POST", f"/issues/{pull['number']}/labels", {"labels": wanted})
    print(f"Đã ghi vào đề nghị số {pull['number']}.")
    return 0


def find_pull(hosting: Hosting, run: dict[str, Any]) -> Any | None:
    """The open pull request whose newest commit the run has built; None when there is none, or a newer commit.

    The event names no pull request when it comes from a fork, and what the run itself says is not to be trusted.
    """
    head = run.get("head_repository") or {}
    if run.get("event") != "pull_request" or not head:
        return None
    branch = f"{head['owner']['login']}:{run['head_branch']}"
    for pull in hosting.pages("/pulls", state="open", head=branch):
        origin = pull["head"]["repo"] or {}
        if pull["head"]["sha"] == run["head_sha"] and origin.get("full_name") == head["full_name"]:
            return pull
    return None


def _change(file: dict[str, Any]) -> Change:
    return Change(file["filename"], gone=file["status"] == "removed")


def read_differences(path: Path) -> Differences | None:
    """The output of the first step; None if it is missing, too large or in a wrong form."""
    if not path.is_file() or path.is_symlink() or path.stat().st_size > MOST:
        return None
    try:
        return from_json(path.read_text(encoding="utf-8"))
    except ValueError:
        return None


def comment(changes: list[Change], found: Differences | None, run_address: str, excepted: bool) -> str:
    """The comment for reviewer and contributor, in Markdown."""
    blocks = _scope(changes, excepted)
    if found is None:
        blocks.append("### Trang thay đổi\n\nChưa dựng được bản xem trước: mở thẻ **Checks** để xem lỗi ở dòng nào.")
    else:
        blocks.append(f"Bản xem trước: mở [lần chạy này]({run_address}), tải mục **xem-truoc** ở cuối trang, giải nén.")
        room = _TOTAL - sum(len(block) for block in blocks) - 200
        blocks.append(as_markdown(found, room))
    return "\n\n".join(blocks)


def _scope(changes: list[Change], excepted: bool) -> list[str]:
    found = refusals(changes)
    if not found:
        return []
    verdict = f"Được cho qua vì có nhãn “{LABEL}”." if excepted else "Xin sửa đề nghị trước khi duyệt."
    items = [f"- `{_plain(refusal.path)}`: {refusal.why}" for refusal in found[:_REFUSED]]
    more = [f"- … và {len(found) - _REFUSED} tệp nữa"] if found[_REFUSED:] else []
    return ["\n".join(["### Ngoài phạm vi", "", verdict, "", *items, *more])]


def _plain(path: str) -> str:
    """A file name that stays inside its quotes."""
    return "".join(char if char.isprintable() and char != "`" else "?" for char in path[:_PATH])


def labels(changes: list[Change], found: Differences | None) -> list[str]:
    """Labels by commune and field, only those in `.github/labels.json`."""
    known = json.loads(LABELS.read_text(encoding="utf-8"))
    parts = [change.path.split("/") for change in changes]
    folders = sorted({part[1] for part in parts if part[0] == "models" and len(part) == 3})
    places = [known["folders"].get(folder, known["elsewhere"]) for folder in folders]
    fields = [known["fields"][code] for code in found.fields if code in known["fields"]] if found and folders else []
    wanted = list(dict.fromkeys(places + fields))
    return wanted if len(wanted) <= _MOST_LABELS else []  # a change of many places gets no label


if __name__ == "__main__":
    speak_utf8()
    try:
        sys.exit(main())
    except OSError as error:
        print(f"Kho không nhận: {error}", file=sys.stderr)
        sys.exit(1)
