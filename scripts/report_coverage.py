"""Print of each model what is told and what is missing: the list of whom to ask for what.

    python scripts/report_coverage.py                          by kind of owner and owner
    python scripts/report_coverage.py --by commune             by commune of today
    python scripts/report_coverage.py --format csv > hoi.csv   for a spreadsheet

Models whose file is faulty are left out, and counted on stderr.
Exit code 0: printed; 2: the report failed.
"""

from lib.commands import models_folder, run_command
from lib.environment import ROOT, use_environment

import argparse
import errno
import sys
from pathlib import Path

HELP = """Mỗi mô hình đã kể được gì, còn thiếu gì: danh sách hỏi ai, hỏi điều gì.

  python scripts/report_coverage.py                          xếp theo loại chủ thể và chủ thể
  python scripts/report_coverage.py --by commune             xếp theo xã hiện nay
  python scripts/report_coverage.py --format csv > hoi.csv   để mở bằng bảng tính

Mã kết thúc: 0 đã in; 2 không in được."""


def main() -> int:
    """Print the report. Returns the exit code. Raises OSError when the folder is not there or cannot be read."""
    arguments = _arguments()
    use_environment()
    from showcase.files.catalogue import ModelFiles
    from showcase.insight.completeness import FORMATS, GROUPINGS
    from showcase.language.progress import on_terminal

    if not arguments.models.is_dir():
        raise FileNotFoundError(errno.ENOENT, "", str(arguments.models))
    catalogue = ModelFiles(arguments.models).load(on_terminal("Đọc mô hình"))
    print(FORMATS[arguments.format](GROUPINGS[arguments.by](catalogue.models)))
    faulty = len({problem.file for problem in catalogue.problems})
    if faulty:
        print(f"Chưa kể {faulty} tệp có lỗi; xem bằng: python scripts/check_models.py", file=sys.stderr)
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=HELP, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--by", choices=("owner", "commune"), default="owner", help="xếp theo chủ thể hay theo xã")
    parser.add_argument("--format", choices=("text", "csv"), default="text", help="lời cho người đọc, hay bảng tính")
    parser.add_argument("--models", type=Path, default=models_folder(ROOT), help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == "__main__":
    run_command(main, "Không in được báo cáo")
