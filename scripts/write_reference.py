"""Write what is generated from the field table and other data: JSON Schemas, annotated template, page of fields,
who reviews what and how changes are labelled, the table of twins in HACKING.md.

python scripts/write_reference.py            write the files
python scripts/write_reference.py --check    only say whether they are up to date (exit code 1 when not)
"""

from lib.commands import run_command
from lib.environment import ROOT, use_environment

import argparse
import sys


def main() -> int:
    """Write or compare. Returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    arguments = parser.parse_args()
    use_environment()
    from lib import twins

    from showcase.files import reference, reviewers, template
    from showcase.targets.mark import replace_file

    files = {
        ROOT / "docs/du-lieu/schema.json": reference.schema(),
        ROOT / "docs/du-lieu/schema-nguon.json": reference.register_schema(),
        ROOT / "docs/dong-gop/mau.yml": template.template(),
        ROOT / "docs/dong-gop/truong.md": reference.page(),
        ROOT / ".github/CODEOWNERS": reviewers.codeowners(reviewers.read_owners(_text(".github/owners.yml"))),
        ROOT / ".github/labels.json": reviewers.labels(),
        ROOT / "HACKING.md": twins.with_table(_text("HACKING.md")),
    }
    stale = [path for path, text in files.items() if not path.is_file() or path.read_text(encoding="utf-8") != text]
    for path in stale:
        name = path.relative_to(ROOT).as_posix()
        if arguments.check:
            print(f"Chưa khớp với nguồn của nó: {name}. Chạy: python scripts/write_reference.py", file=sys.stderr)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            replace_file(path, files[path].encode())
            print(f"Đã ghi {name}")
    return 1 if stale and arguments.check else 0


def _text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


if __name__ == "__main__":
    run_command(main, "Không viết được")
