"""Refuse what does not belong into a contribution of models: files outside models/, odd files inside.

    python scripts/ci/check_scope.py --base main                      what this branch changes
    python scripts/ci/check_scope.py --base HEAD^1 --format github    annotations for a workflow

Standard library and git only; no file of the change is opened. Exit code 0: all belongs there, or `--allowed`;
1: something does not; 2: git could not tell.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from lib.packages import speak_utf8

import argparse
import subprocess

from ci.contribution import LABEL, Change, Refusal, refusals

ROOT = Path(__file__).resolve().parents[2]


def main() -> int:
    """Compare two commits. Returns the exit code."""
    arguments = _arguments()
    try:
        changes = changed_files(arguments.repository, arguments.base, arguments.head)
    except (OSError, subprocess.CalledProcessError) as error:
        print(f"Không so sánh được bằng git: {getattr(error, 'stderr', '') or error}", file=sys.stderr)
        return 2
    found = refusals(changes)
    for refusal in found:
        print(_annotation(refusal) if arguments.format == "github" else f"{refusal.path}\n  {refusal.why}")
    if not found:
        print("Phạm vi đúng: đề nghị không lẫn tệp lạ.")
    elif arguments.allowed:
        print(f"Có {len(found)} tệp ngoài phạm vi, được cho qua vì có nhãn “{LABEL}”.")
    else:
        print(f"Có {len(found)} tệp ngoài phạm vi. Người phụ trách cho qua được bằng nhãn “{LABEL}”.")
    return 1 if found and not arguments.allowed else 0


def changed_files(repository: Path, base: str, head: str) -> list[Change]:
    """What `head` changes against the point where it left `base`. Raises CalledProcessError for an unknown commit."""
    command = ["git", "diff", "--raw", "-z", "--no-renames", "--no-ext-diff", "--end-of-options", f"{base}...{head}"]
    done = subprocess.run(command, cwd=repository, capture_output=True, check=True, encoding="utf-8", errors="replace")
    parts = done.stdout.split("\0")[:-1]
    return [_change(said, path) for said, path in zip(parts[::2], parts[1::2], strict=True)]


def _change(said: str, path: str) -> Change:
    """From `:100644 100644 0d1d 3f4a M` and a path."""
    _, mode, _, _, letter = said.lstrip(":").split(" ")
    return Change(path, gone=letter.startswith("D"), mode=mode)


def _annotation(refusal: Refusal) -> str:
    return f"::error file={_escaped(refusal.path)},line=1,title=Ngoài phạm vi::{refusal.why}"


def _escaped(path: str) -> str:
    """The escapes of workflow commands: without them a file name could end the command and begin another."""
    text = "".join(char if char.isprintable() else "�" for char in path)
    for char in "%:,":
        text = text.replace(char, f"%{ord(char):02X}")
    return text


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base", required=True, help="the commit or branch to compare with")
    parser.add_argument("--head", default="HEAD", help="the commit to look at; HEAD if not given")
    parser.add_argument("--repository", type=Path, default=ROOT, help="where the repository lies")
    parser.add_argument("--format", choices=("text", "github"), default="text")
    parser.add_argument("--allowed", action="store_true", help="tell, but let pass: a maintainer said so")
    return parser.parse_args()


if __name__ == "__main__":
    speak_utf8()
    sys.exit(main())
