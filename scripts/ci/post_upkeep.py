"""Put the weekly report into one issue, which is made the first time and changed from then on.

    python3 scripts/ci/post_upkeep.py report.md

Standard library only: it runs with the right to write. Exit code 0: written; 1: the hosting service refused.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from lib.packages import speak_utf8

import argparse

from ci.hosting_service import BOT, Hosting

TITLE = "Soát định kỳ: địa chỉ văn bản, mô hình chưa xác nhận lại"

_HEAD = """\
<!-- danvankheo: upkeep -->
Máy soát mỗi tuần và ghi đè vào đây. Không chặn việc gì; sửa được chỗ nào thì sửa.

"""
_MOST = 60_000


def main() -> int:
    """Write the issue. Returns the exit code. Raises OSError when the report cannot be read or is refused."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("report", type=Path, help="the report, in Markdown")
    report = parser.parse_args().report.read_text(encoding="utf-8")
    cut = report if len(report) <= _MOST else report[:_MOST].rpartition("\n")[0] + "\n\n… còn nữa, xem ở lần chạy."
    body = {"title": TITLE, "body": _HEAD + cut}
    hosting = Hosting.of_workflow()
    number = _known(hosting)
    if number is None:
        hosting.ask("POST", "/issues", body)
    else:
        hosting.ask("PATCH", f"/issues/{number}", body)
    return 0


def _known(hosting: Hosting) -> int | None:
    """The earlier issue: open, and by the account of the workflows."""
    for issue in hosting.pages("/issues", state="open", creator=BOT):
        if issue["title"] == TITLE and "pull_request" not in issue:
            return int(issue["number"])
    return None


if __name__ == "__main__":
    speak_utf8()
    try:
        sys.exit(main())
    except OSError as error:
        print(f"Không ghi được: {error}", file=sys.stderr)
        sys.exit(1)
