"""Write the part on models of an official report as a Word document in the format of Decree 30/2020/NĐ-CP.

    python scripts/export_report.py --commune "Ba Chúc"
    python scripts/export_report.py --field kinh-te --period 2025-2026 --out bao-cao-kinh-te.docx

Office, number, day and signature stay open. A file that is there already is never overwritten.
Exit code 0: written; 2: not written.
"""

from lib.commands import models_folder, run_command
from lib.environment import ROOT, use_environment

import argparse
import io
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from showcase.insight.selection import Choice

HELP = """Viết phần về mô hình của một báo cáo thành tệp Word theo thể thức của Nghị định 30/2020/NĐ-CP.

  python scripts/export_report.py --commune "Ba Chúc"
  python scripts/export_report.py --field kinh-te --period 2025-2026 --out bao-cao-kinh-te.docx

Không chọn gì thì lấy mọi mô hình. Tên cơ quan, số, ngày và chữ ký để trống cho nơi gửi điền; văn bản của Đảng có
thể thức riêng thì thay phần đầu trang. Không ghi đè tệp đã có. Mã kết thúc: 0 đã viết; 2 không viết được."""


def main() -> int:
    """Write one report. Returns the exit code."""
    arguments = _arguments()
    use_environment()
    from showcase.files.catalogue import ModelFiles
    from showcase.insight.selection import choose
    from showcase.language.progress import on_terminal
    from showcase.reporting.content import compose, subject
    from showcase.targets.places import accepted_file, new_file

    try:
        choice = _choice(arguments)
    except ValueError as error:
        return _refuse(str(error))
    out: Path = arguments.out
    accepted_file(out)
    catalogue = ModelFiles(models_folder(ROOT)).load(on_terminal("Đọc mô hình"))
    chosen = choose(catalogue, choice)
    if not chosen.models:
        return _refuse("không có mô hình nào trong phạm vi đã chọn")
    document = compose(catalogue, choice, chosen, on_terminal("Viết báo cáo", every=50))
    written = io.BytesIO()
    document.save(written)
    new_file(out, written.getvalue())
    print(f"Đã viết {out}: {subject(choice)}, {len(chosen.models)} mô hình.")
    if catalogue.problems:
        print(
            f"Chú ý: {len(catalogue.problems)} lỗi trong các tệp mô hình; tệp có lỗi không vào báo cáo.",
            file=sys.stderr,
        )
    return 0


def _refuse(why: str) -> int:
    print(f"Không viết được báo cáo: {why}.", file=sys.stderr)
    return 2


def _choice(arguments: argparse.Namespace) -> "Choice":
    """Raises ValueError, in Vietnamese, for a name or code that is not known."""
    from showcase.insight.selection import Choice
    from showcase.schema.dates import read_period
    from showcase.schema.vocabulary import vocabulary

    for option, codes in (("field", vocabulary("fields")), ("group", vocabulary("groups"))):
        given = getattr(arguments, option)
        if given and given not in codes:
            raise ValueError(f"--{option} là một trong: {', '.join(codes)}")
    period = None
    if arguments.period:
        try:
            first, _, last = read_period(arguments.period).rpartition("/")[2].partition("-")
        except ValueError:
            raise ValueError("--period là một năm hoặc quãng năm, ví dụ 2025 hay 2025-2026") from None
        period = (int(first), int(last or first))
    return Choice(_commune(arguments.commune), arguments.field, arguments.group, period)


def _commune(given: str) -> str:
    from showcase.gazetteer.names import communes_meant

    found = communes_meant(given) if given else []
    if given and not found:
        raise ValueError(f"không có xã, phường, đặc khu nào tên “{given}”; tra ở trang Địa bàn")
    if len(found) > 1:
        raise ValueError(f"có nhiều nơi tên “{given}”, hãy ghi mã: {'; '.join(map(str, found[:8]))}")
    return found[0].commune.code if found else ""


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=HELP, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--commune", default="", help="tên hoặc mã xã, phường, đặc khu hiện nay")
    parser.add_argument("--field", default="", help="mã lĩnh vực, như kinh-te")
    parser.add_argument("--group", default="", help="mã nhóm năm 2026, như chuyen-doi-so")
    parser.add_argument("--period", default="", help="năm hoặc quãng năm, như 2025 hay 2025-2026")
    parser.add_argument("--out", type=Path, default=Path("bao-cao-mo-hinh.docx"), help="tệp .docx sẽ viết")
    return parser.parse_args()


if __name__ == "__main__":
    run_command(main, "Không viết được báo cáo")
