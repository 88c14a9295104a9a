"""Read a register of models (.xlsx, .csv, .docx with a table) and write or renew one model file for each row.

    python scripts/import_register.py so-dang-ky.xlsx                     show what it would do, then ask
    python scripts/import_register.py so-dang-ky.xlsx --yes --issuer "Đảng ủy xã Ba Chúc"
    python scripts/import_register.py so.csv --column "Tên gọi=title" --out drafts/so

The same row finds its own file again next year; what an editor wrote there stays. Rows that cannot be placed come
back as a workbook with the reason. Exit code 0: done; 1: rows came back; 2: not read, or nothing written.
"""

from lib.commands import models_folder, run_command
from lib.environment import ROOT, use_environment

import argparse
import io
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from showcase.registers.intake import Desk, Intake, Sheet
    from showcase.registers.setting import RegisterOptions

HELP = """Đọc một sổ mô hình (.xlsx, .csv; bảng hoặc phiếu trong .docx): mỗi hàng thành một tệp mới, hoặc sửa tệp đã có.

  python scripts/import_register.py so-dang-ky.xlsx                 cho xem sẽ làm gì, rồi hỏi
  python scripts/import_register.py so-dang-ky.xlsx --yes           không hỏi
  python scripts/import_register.py so.csv --column "Tên gọi=title" --column "Nơi làm=place"

Năm sau đọc lại thì hàng cũ vào đúng tệp cũ; chữ mà người biên tập đã viết được giữ nguyên. Hàng chưa đưa vào được trả
lại thành một tệp .xlsx có cột ghi lý do: sửa rồi đọc lại tệp ấy.
Mã kết thúc: 0 đã xong; 1 có hàng trả lại; 2 không đọc được hoặc chưa ghi gì."""
_SHOWN = 8
"""So many rows of each kind are listed."""


def main() -> int:
    """Read one register, show the changes, and write them. Returns the exit code. Raises OSError."""
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(encoding="utf-8", errors="replace")
    arguments = _arguments()
    use_environment()
    from showcase.importing.passages import Unreadable
    from showcase.registers.intake import take_in
    from showcase.registers.reading import read_register

    try:
        desk = _desk(arguments)
        register = read_register(arguments.register, _Progress("Đọc sổ"), desk.given)
    except (Unreadable, ValueError) as error:
        return _refuse(str(error))
    intake = take_in(register, desk, _Progress("Xếp hàng vào tệp"))
    why = _hindrance(intake, desk)
    if why:
        return _refuse(why)
    print("\n".join([*(f"Lưu ý: {notice}" for notice in register.notices), *_shown(intake)]))
    if not _agreed(arguments, intake):
        return 2
    return _write(intake, arguments)


def _desk(arguments: argparse.Namespace) -> "Desk":
    """The input of the import besides the register. Raises ValueError, in Vietnamese, for invalid options; OSError."""
    from showcase.files.catalogue import ModelFiles
    from showcase.registers.columns import read_given
    from showcase.registers.intake import Desk
    from showcase.registers.shelf import Shelf

    given, options = read_given(arguments.column), _options(arguments)
    models = models_folder(ROOT)
    sources = ModelFiles(models).sources() if models.is_dir() else {}
    shelf = Shelf((arguments.out or models).resolve(), _Progress("Xem các tệp đã có"))
    return Desk(shelf, sources, arguments.register.name, options, given)


def _options(arguments: argparse.Namespace) -> "RegisterOptions":
    from showcase.files.values import SLUG, province_names
    from showcase.gazetteer.communes import gazetteer
    from showcase.language.words import slugify
    from showcase.registers.phrases import period_of
    from showcase.registers.setting import RegisterOptions
    from showcase.schema.settings import home_province

    bare = slugify(arguments.province).removeprefix("tinh-").removeprefix("thanh-pho-")
    province = arguments.province if arguments.province in gazetteer().provinces else province_names().get(bare)
    if arguments.province and not province:
        raise ValueError(f"--province: không thấy tỉnh, thành phố “{arguments.province}”")
    if arguments.commune and arguments.commune not in gazetteer().by_code:
        raise ValueError("--commune là mã xã năm chữ số; tra ở trang Địa bàn")
    if arguments.source and not SLUG.fullmatch(arguments.source):
        raise ValueError("--source là tên ngắn không dấu, nối bằng gạch ngang, ví dụ dang-ky-2026")
    period = period_of(arguments.period) if arguments.period else ""
    if period is None:
        raise ValueError("--period là năm hay quãng năm, ví dụ 2026 hoặc 2020-2022")
    return RegisterOptions(
        arguments.source, arguments.title, arguments.issuer, period, province or home_province(), arguments.commune
    )


class _Progress:
    """One line after each two seconds."""

    def __init__(self, what: str) -> None:
        self.what, self.last = what, time.monotonic()

    def __call__(self, done: int, total: int) -> None:
        if time.monotonic() - self.last > 2:
            self.last = time.monotonic()
            of = f"/{total:,}" if total else ""
            print(f"{self.what}: {done:,}{of}".replace(",", "."), file=sys.stderr, flush=True)


def _refuse(why: str) -> int:
    print(f"Không đọc được sổ: {why}.", file=sys.stderr)
    return 2


def _hindrance(intake: "Intake", desk: "Desk") -> str:
    """Why the whole register cannot be imported, in Vietnamese; empty if it can."""
    from showcase.importing.outlines import words
    from showcase.registers.columns import headings

    if not intake.sheets:
        known = ", ".join(words(headings()["columns"]["title"])[-6:])
        return (
            "không thấy hàng tên cột nào có cột tên mô hình và một cột khác đã biết; hãy sửa tên cột thành một trong: "
            f'{known}; hoặc thêm --column "Tên cột=title"'
        )
    if not all(sheet.where.issuer or sheet.where.source in desk.register for sheet in intake.sheets):
        return 'sổ không ghi cơ quan lập; hãy thêm --issuer, ví dụ --issuer "Đảng ủy xã Ba Chúc"'
    return ""


def _shown(intake: "Intake") -> "Iterator[str]":
    """The changes as lines of text, for the editor to decide."""
    for sheet in intake.sheets:
        yield from _table(sheet)
    for name in intake.headless:
        yield f"Không phải bảng mô hình, bỏ qua: {name}."
    renewed = len(intake.changes) - intake.new
    yield f"Sẽ viết {intake.new} tệp mới, sửa {renewed} tệp đã có; {intake.unchanged} hàng không có gì mới."
    if intake.repeated:
        yield f"{intake.repeated} hàng lặp lại y nguyên hàng trên, chỉ tính một lần."
    skipped = [f"{what}: {text}" for sheet in intake.sheets for text, what in sheet.rows.skipped]
    yield from _listed("Hàng không phải mô hình, bỏ qua", skipped)
    yield from _listed("Cần xem lại", [f"{where}: {doubt}" for where, doubt in intake.doubts])
    yield from _listed("Giữ chữ của người biên tập", [f"{name}: {path}" for name, path in intake.conflicts])
    left = [f"cột {heading}: {count} ô" for heading, count in sorted(intake.left_out.items())]
    yield from _listed("Không đưa vào vì là dữ liệu cá nhân (Luật 91/2025/QH15)", left)
    back = [f"{one.row.where}: {one.why}" for one in intake.back]
    yield from _listed("Chưa đưa vào được, sẽ trả lại trong tệp .xlsx", back)


def _table(sheet: "Sheet") -> "Iterator[str]":
    from showcase.registers.returning import unknown_headings
    from showcase.schema.problems import shown

    where, head = sheet.where, sheet.rows.head
    name = sheet.rows.name or "Bảng"
    kind = "sổ đăng ký" if where.planning else "sổ việc đã làm"
    period = f", {where.period}" if where.period else ""
    yield f"{name[:1].upper()}{name[1:]}: {len(sheet.rows.models)} mô hình; {kind}{period}; nguồn {where.source}."
    known = [f"{shown(head.heading(index), 40)} → {part}" for index, part in sorted(head.parts.items())]
    yield f"  Cột đã hiểu: {'; '.join(known)}."
    unknown = unknown_headings(sheet)
    if unknown:
        yield f"  Cột chưa hiểu, ghi vào chú thích: {'; '.join(shown(one, 40) for one in unknown)}."


def _listed(what: str, lines: list[str]) -> "Iterator[str]":
    from showcase.schema.problems import shown

    if lines:
        yield f"{what}: {len(lines)}"
        yield from (f"  - {shown(line, 240)}" for line in lines[:_SHOWN])
        if len(lines) > _SHOWN:
            yield f"  … và {len(lines) - _SHOWN} nữa"


def _agreed(arguments: argparse.Namespace, intake: "Intake") -> bool:
    """Whether to go on: by option, or by asking where somebody sits at a keyboard."""
    if arguments.yes or not (intake.changes or intake.back):
        return True
    if not sys.stdin.isatty():
        print("Chưa ghi gì. Xem xong thì chạy lại với --yes.", file=sys.stderr)
        return False
    print("Ghi những tệp trên? (c = có, k = không)", flush=True)
    if input().strip().lower() in ("c", "có", "co"):
        return True
    print("Đã dừng, chưa ghi gì.", file=sys.stderr)
    return False


def _write(intake: "Intake", arguments: argparse.Namespace) -> int:
    """Write the files and the rows that come back. Returns the exit code. Raises OSError."""
    from showcase.registers.intake import write

    progress = _Progress("Ghi tệp")
    for done, _ in enumerate(write(intake.changes), start=1):
        progress(done, len(intake.changes))
    print(f"Đã ghi {len(intake.changes)} tệp.")
    if not intake.back:
        return 0
    target = _write_back(intake, arguments)
    print(f"Đã trả lại {len(intake.back)} hàng trong {target}: sửa theo cột cuối rồi đọc lại tệp ấy.")
    return 1


def _write_back(intake: "Intake", arguments: argparse.Namespace) -> Path:
    """Write the rows that come back beside the register, under a name that is free. Returns the file."""
    from showcase.registers.returning import returned
    from showcase.registers.setting import MENDED, source_id
    from showcase.targets.places import accepted_file, new_file

    content = returned(intake)
    if arguments.back:
        given: Path = arguments.back
        new_file(accepted_file(given), content)
        return given
    register: Path = arguments.register
    base = register.with_name(f"{source_id(register.stem)}{MENDED}.xlsx")
    target, number = base, 2
    while target.exists():
        target, number = base.with_name(f"{base.stem}-{number}.xlsx"), number + 1
    new_file(target, content)
    return target


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=HELP, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("register", type=Path, help="sổ .xlsx, .csv hoặc .docx")
    parser.add_argument("--column", action="append", default=[], metavar="CỘT=TRƯỜNG", help="cột này là trường nào")
    parser.add_argument("--province", default="", help="tỉnh của sổ: mã hoặc tên; không ghi thì là tỉnh nhà")
    parser.add_argument("--commune", default="", help="mã xã, khi đây là sổ của riêng một xã")
    parser.add_argument("--period", default="", help="năm hay giai đoạn, khi sổ không ghi")
    parser.add_argument("--issuer", default="", help="cơ quan lập sổ, khi sổ không ghi")
    parser.add_argument("--title", default="", help="tên sổ, khi sổ không ghi")
    parser.add_argument("--source", default="", help="tên nguồn; không ghi thì lấy từ tên tệp")
    parser.add_argument("--out", type=Path, help="ghi vào thư mục này thay cho models/")
    parser.add_argument("--back", type=Path, help="tệp .xlsx cho các hàng trả lại; mặc định cạnh sổ")
    parser.add_argument("--yes", action="store_true", help="ghi luôn, không hỏi")
    return parser.parse_args()


if __name__ == "__main__":
    run_command(main, "Không đọc được sổ")
