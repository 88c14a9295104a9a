"""List the entries that nobody has confirmed for two years, and the promises that are overdue: whom to ask again.

    python scripts/report_stale.py                      text
    python scripts/report_stale.py --format markdown    for an issue
    python scripts/report_stale.py --day 2028-11-24     as of another day

The one report that reads the clock. Exit code 0: listed; 2: could not be listed.
"""

from lib.commands import models_folder, run_command
from lib.environment import ROOT, use_environment

import argparse
import datetime
import errno
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from showcase.insight.promises import Pledge
    from showcase.insight.staleness import Confirmation
    from showcase.model.model import Model

HELP = """Những mô hình đã quá hai năm chưa ai xác nhận lại, và những lời hứa làm theo
đã quá hẹn mà chưa làm: danh sách để hỏi lại.

  python scripts/report_stale.py
  python scripts/report_stale.py --format markdown
  python scripts/report_stale.py --day 2028-11-24      tính đến một ngày khác

Ngày xác nhận ghi ở trường confirmed; chưa ai xác nhận thì tính từ ngày
của nguồn mới nhất, không nguồn nào ghi ngày thì từ lần sửa cuối của tệp.
Mã kết thúc: 0 đã in; 2 không in được."""

Row = tuple["Model", "Confirmation"]


def main() -> int:
    """Print the list. Returns the exit code. Raises OSError when the folder is not there or cannot be read."""
    arguments = _arguments()
    use_environment()
    from showcase.files.catalogue import ModelFiles
    from showcase.insight import history
    from showcase.insight.promises import Promises
    from showcase.insight.staleness import Confirmations

    folder: Path = arguments.models.resolve()
    if not folder.is_dir():
        raise FileNotFoundError(errno.ENOENT, "", str(folder))
    catalogue = ModelFiles(folder).load()
    models = catalogue.models
    confirmations = Confirmations(history.last_changes(folder.parent, folder.name))
    asked = [(model, confirmations.of(model)) for model in models]
    known = [(model, rests) for model, rests in asked if rests]
    day = arguments.day.isoformat()
    stale = sorted((row for row in known if row[1].is_stale(day)), key=lambda row: (row[1].day, row[0].slug))
    ahead = [row for row in known if row[1].day > day and row[1].asked]
    late = Promises(catalogue).overdue(day)
    print(_FORMATS[arguments.format](stale, ahead, len(models) - len(known), late))
    return 0


def as_text(stale: list[Row], ahead: list[Row], unknown: int, late: "list[Pledge]") -> str:
    """For people at a terminal: oldest first."""
    blocks = [_summary(stale, unknown)]
    for model, rests in stale:
        blocks.append(f"  {rests.said}  {model.title}\n    {_whom(model)} · {model.file}")
    if ahead:
        blocks.append("Ngày xác nhận còn ở phía trước, xin xem lại:")
    blocks += [f"  {rests.said}  {model.title}\n    {model.file}" for model, rests in ahead]
    if late:
        blocks.append(_overdue(late))
    blocks += [f"  {_promised(one)}  {one.original.title}\n    {_promiser(one)} · {one.original.file}" for one in late]
    return "\n".join(blocks)


def as_markdown(stale: list[Row], ahead: list[Row], unknown: int, late: "list[Pledge]") -> str:
    """The text of an issue. Texts of editors are in code marks, so that they mention nobody."""
    blocks = ["### Chưa được xác nhận lại", _summary(stale, unknown)]
    if stale:
        blocks.append(
            "\n".join(f"- {rests.said}: {_code(model.title)} ({_code(model.file)})" for model, rests in stale)
        )
    if ahead:
        listed = "\n".join(f"- {rests.said}: {_code(model.file)}" for model, rests in ahead)
        blocks.append(f"Ngày xác nhận còn ở phía trước, xin xem lại:\n\n{listed}")
    if late:
        rows = [f"- {_promised(one)}: {_code(_promiser(one))}, {_code(one.original.title)}" for one in late]
        blocks += ["### Lời hứa quá hẹn", _overdue(late), "\n".join(rows)]
    return "\n\n".join(blocks)


def _summary(stale: list[Row], unknown: int) -> str:
    said = f"Có {len(stale)} mô hình quá hai năm chưa được xác nhận lại."
    return said + (f" {unknown} mô hình chưa biết ngày nào (không có lịch sử git)." if unknown else "")


def _overdue(late: "list[Pledge]") -> str:
    return f"Có {len(late)} lời hứa làm theo đã quá hẹn mà chưa làm."


def _promised(one: "Pledge") -> str:
    return f"hẹn {one.promise.due}" if one.promise.due else f"đăng ký {one.promise.registered}"


def _promiser(one: "Pledge") -> str:
    return f"{one.commune.name} · {one.promise.office}"


def _whom(model: "Model") -> str:
    from showcase.model.places import place_line

    return f"{model.owner.name or 'Chưa rõ chủ thể'} · {place_line(model)}"


def _code(text: str) -> str:
    return f"`{text.replace('`', chr(39))}`"


_FORMATS = {"text": as_text, "markdown": as_markdown}


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=HELP, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--format", choices=tuple(_FORMATS), default="text", help="lời cho người đọc, hay Markdown")
    parser.add_argument(
        "--day", type=datetime.date.fromisoformat, default=datetime.date.today(), help="tính đến ngày này: 2028-11-24"
    )
    parser.add_argument("--models", type=Path, default=models_folder(ROOT), help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == "__main__":
    run_command(main, "Không in được")
