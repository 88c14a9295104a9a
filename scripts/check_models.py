"""Check model files and say, in Vietnamese, what is wrong, where, and how to mend it.

    python scripts/check_models.py                       all files under models/
    python scripts/check_models.py models/ba-chuc        one folder, or single files
    python scripts/check_models.py --fix                 mend what can be mended without loss
    python scripts/check_models.py --format github       annotations for a workflow; json for tools

Exit code 0: clean; 1: problems; 2: the check itself failed.
"""

import argparse
import sys
from pathlib import Path

from environment import use_environment

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    """Run the check. Returns the exit code."""
    arguments = _arguments()
    use_environment()
    from showcase.catalogue import ModelFiles
    from showcase.progress import on_terminal
    from showcase.reports import FORMATS

    files = ModelFiles(arguments.models)
    paths = _chosen(arguments.paths, files.paths())
    if arguments.fix:
        _fix(paths)
    problems = files.load(on_terminal("Đọc mô hình")).problems
    if arguments.paths:
        chosen = {files.name(path) for path in paths}
        problems = [problem for problem in problems if problem.file in chosen]
    print(FORMATS[arguments.format](problems))
    return 1 if problems else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", type=Path, help="files or folders; all models when none is given")
    parser.add_argument("--format", choices=("text", "json", "github"), default="text")
    parser.add_argument("--fix", action="store_true", help="repair Unicode form, spaces, quotes and key order")
    parser.add_argument("--models", type=Path, default=ROOT / "models", help=argparse.SUPPRESS)
    return parser.parse_args()


def _chosen(wanted: list[Path], all_paths: list[Path]) -> list[Path]:
    """The files among `all_paths` that are wanted. Raises FileNotFoundError for a path that is no model file."""
    if not wanted:
        return all_paths
    found = []
    for path in map(Path.resolve, wanted):
        below = [one for one in all_paths if one == path or path in one.parents]
        if not below and path.suffix == ".yml":
            raise FileNotFoundError(path)
        found += below
    return found


def _fix(paths: list[Path]) -> None:
    from showcase.fixing import fixed

    for path in paths:
        before = path.read_bytes()
        after = fixed(before)
        if after != before:
            path.write_bytes(after)
            print(f"Đã sửa cách viết: {path}", file=sys.stderr)


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8")
    try:
        sys.exit(main())
    except OSError as error:
        print(f"Không kiểm tra được: {error.strerror or 'không thấy tệp'}: {error.filename or error}", file=sys.stderr)
        sys.exit(2)
