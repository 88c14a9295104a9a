"""Check model files and say, in Vietnamese, what is wrong, where, and how to mend it.

    python scripts/check_models.py                       all files under models/
    python scripts/check_models.py models/ba-chuc        one folder, or single files
    python scripts/check_models.py --fix                 mend what can be mended without loss
    python scripts/check_models.py --format github       annotations for a workflow; json for tools

The common register models/sources.yml is checked with all files, or when it is named.
Exit code 0: clean; 1: problems; 2: the check itself failed.
"""

from lib.commands import models_folder, run_command
from lib.environment import ROOT, use_environment

import argparse
import errno
import sys
from pathlib import Path

from showcase.targets.refusing import Refused

HELP = """Kiểm tra các tệp mô hình: sai gì, ở dòng nào, sửa thế nào.

  python scripts/check_models.py                   mọi tệp trong models/
  python scripts/check_models.py models/ba-chuc    một thư mục, hoặc từng tệp
  python scripts/check_models.py --fix             sửa giúp những lỗi không đụng đến nội dung

Mã kết thúc: 0 không có lỗi; 1 có lỗi trong tệp; 2 không kiểm tra được."""


def main() -> int:
    """Run the check. Returns the exit code. Raises OSError when a file or folder is not there or cannot be read."""
    arguments = _arguments()
    use_environment()
    from showcase.files.catalogue import REGISTER, ModelFiles
    from showcase.files.reports import FORMATS
    from showcase.language.progress import on_terminal
    from showcase.schema.problems import in_order

    folder = arguments.models
    if not folder.is_dir():
        raise FileNotFoundError(errno.ENOENT, "", str(folder))
    files = ModelFiles(folder)
    odd = _odd(arguments.paths, folder)
    wanted = [path for path in arguments.paths if path not in odd]
    paths = _chosen(wanted, [folder / REGISTER, *files.paths()]) if wanted or not odd else []
    if not (paths or odd):
        print(f"Lưu ý: không có tệp mô hình nào trong {folder}.", file=sys.stderr)
    if arguments.fix:
        _fix(paths)
    catalogue = files.load(on_terminal("Đọc mô hình"))
    problems = in_order([*catalogue.problems, *catalogue.advice])
    if arguments.paths:
        chosen = [files.name(path) for path in (*paths, *odd.values(), *_folders(arguments.paths, folder))]
        problems = [problem for problem in problems if any(_is_within(problem.file, name) for name in chosen)]
    print(FORMATS[arguments.format](problems))
    return int(any(problem.severity == "error" for problem in problems))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=HELP, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", type=Path, help="tệp hoặc thư mục; không ghi thì kiểm tra mọi mô hình")
    parser.add_argument(
        "--format", choices=("text", "json", "github"), default="text", help="lời cho người đọc, hay cho máy"
    )
    parser.add_argument("--fix", action="store_true", help="sửa mã chữ, dấu cách thừa, dấu nháy và thứ tự trường")
    parser.add_argument("--models", type=Path, default=models_folder(ROOT), help=argparse.SUPPRESS)
    return parser.parse_args()


def _chosen(wanted: list[Path], all_paths: list[Path]) -> list[Path]:
    """The files among `all_paths` that are wanted. Raises Refused for a path that holds no model file."""
    if not wanted:
        return [path for path in all_paths if path.is_file()]
    by_place = {path.resolve(): path for path in all_paths if path.is_file()}
    found: dict[Path, None] = {}
    for path in wanted:
        place = path.resolve()
        below = [known for here, known in by_place.items() if here == place or place in here.parents]
        if not below:
            raise Refused(f"không thấy tệp mô hình nào ở {path}")
        found |= dict.fromkeys(below)
    return list(found)


def _odd(wanted: list[Path], folder: Path) -> dict[Path, Path]:
    """What is wanted below `folder` and bears the name of a model without being a file, with its place there."""
    named = [path for path in wanted if path.suffix == ".yml" and (path.is_symlink() or not path.is_file())]
    places = {path: path.parent.resolve() / path.name for path in named if path.is_symlink() or path.exists()}
    within = {path: place for path, place in places.items() if place.is_relative_to(folder.resolve())}
    return {path: folder / place.relative_to(folder.resolve()) for path, place in within.items()}


def _folders(wanted: list[Path], folder: Path) -> list[Path]:
    """The given folders, with their path below `folder`; they may contain entries that are no files."""
    places = (path.resolve() for path in wanted if path.is_dir())
    return [folder / place.relative_to(folder.resolve()) for place in places if place.is_relative_to(folder.resolve())]


def _is_within(file: str, name: str) -> bool:
    return f"{file}/".startswith(f"{name}/")


def _fix(paths: list[Path]) -> None:
    """Repair each file; a file that cannot be repaired stays unchanged, and the next one follows."""
    for path in paths:
        try:
            mended = _mend(path)
        except Exception as error:
            print(f"Không sửa được, để nguyên: {path} ({type(error).__name__}: {error})", file=sys.stderr)
        else:
            print(f"Đã sửa cách viết: {path}\n" * mended, end="", file=sys.stderr)


def _mend(path: Path) -> bool:
    """Repair the file. Returns whether that was needed."""
    from showcase.files.fixing import fixed
    from showcase.targets.mark import replace_file

    before = path.read_bytes()
    after = fixed(before)
    if after != before:
        replace_file(path, after)
    return after != before


if __name__ == "__main__":
    run_command(main, "Không kiểm tra được")
