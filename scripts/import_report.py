"""Find the models in a report, form or list of an office and write one draft a model, to be rewritten by an editor.

    python scripts/import_report.py bao-cao.docx                      drafts into drafts/bao-cao/
    python scripts/import_report.py bao-cao.txt --out FOLDER          into another folder, never models/
    python scripts/import_report.py bao-cao.md --source bc-217-an-giang --commune 03390

Nothing is guessed: what the report does not say is left out of a draft, and listed at the end. Nothing is lost: a text
without a field stands in a comment of the draft, one that belongs to no model in con-lai.txt beside the drafts.
Drafts that are there already are never overwritten.
Exit code 0: read; 2: not read or not written.
"""

from lib.commands import models_folder, run_command
from lib.environment import ROOT, use_environment

import argparse
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from showcase.importing.drafts import Draft
    from showcase.importing.headings import Gathering

REST = "con-lai.txt"
"""Name of the file for texts about no model, beside the drafts."""

HELP = """Tìm các mô hình trong một báo cáo, phiếu đăng ký hay danh sách; viết mỗi mô hình một bản nháp để sửa lại.

  python scripts/import_report.py bao-cao.docx                  ghi vào drafts/bao-cao/
  python scripts/import_report.py bao-cao.txt --out THU-MUC     ghi vào thư mục khác, trừ models/
  python scripts/import_report.py bao-cao.md --source bc-217-an-giang --commune 03390

Không đoán: điều báo cáo không nói thì bản nháp bỏ trống và kể ra ở cuối. Không ghi đè bản nháp đã có.
Không bỏ sót: đoạn chưa có chỗ nằm trong chú thích của bản nháp; đoạn không thuộc mô hình nào nằm trong con-lai.txt.
Mã kết thúc: 0 đã đọc; 2 không đọc hoặc không ghi được."""


def main() -> int:
    """Read one report and write its drafts. Returns the exit code. Raises OSError, and `Unreadable` for the report."""
    arguments = _arguments()
    use_environment()
    from showcase.files.values import SLUG
    from showcase.gazetteer.communes import gazetteer
    from showcase.importing.documents import read_document
    from showcase.importing.drafts import drafts
    from showcase.importing.find_models import find_models
    from showcase.importing.passages import Unreadable
    from showcase.importing.places import setting
    from showcase.language.words import slug_within
    from showcase.targets.places import true_place

    report: Path = arguments.report
    folder: Path = arguments.out or Path("drafts") / (slug_within(report.stem, 60) or "bao-cao")
    source = arguments.source or slug_within(report.stem, 60) or "bao-cao"
    folder = true_place(folder, ROOT, [models_folder(ROOT)])
    if not SLUG.fullmatch(source):
        return _refuse("--source là tên ngắn không dấu, nối bằng gạch ngang, ví dụ bc-217-an-giang")
    if arguments.commune and arguments.commune not in gazetteer().by_code:
        return _refuse("--commune là mã xã năm chữ số; tra ở trang Địa bàn")
    try:
        document = read_document(report, _ProgressLine("Đọc báo cáo"))
    except Unreadable as error:
        return _refuse(str(error))
    passages = document.passages
    findings = find_models(passages, _ProgressLine("Tìm mô hình"))
    made = drafts(findings.models, report.name, source, setting(passages, arguments.commune))
    kept = _write(made, folder)
    _write_rest(findings, report.name, folder)
    lines = [f"Lưu ý: {notice}" for notice in document.notices]
    print("\n".join([*lines, _summary(made, kept, findings, folder)]))
    return 0


class _ProgressLine:
    """Progress: one line after each two seconds."""

    def __init__(self, what: str) -> None:
        self.what = what
        self.last = time.monotonic()

    def __call__(self, done: int, total: int) -> None:
        if time.monotonic() - self.last > 2:
            self.last = time.monotonic()
            print(f"{self.what}: {done}/{total} đoạn", file=sys.stderr, flush=True)


def _refuse(why: str) -> int:
    print(f"Không đọc được báo cáo: {why}.", file=sys.stderr)
    return 2


def _write(made: "list[Draft]", folder: Path) -> list[str]:
    """Write the drafts. Returns the names of drafts that existed before and were not written. Raises OSError."""
    kept = []
    if made:
        folder.mkdir(parents=True, exist_ok=True)
    for draft in made:
        try:
            with (folder / f"{draft.name}.yml").open("x", encoding="utf-8", newline="\n") as stream:
                stream.write(draft.text)
        except FileExistsError:
            kept.append(draft.name)
    return kept


def _write_rest(findings: "Gathering", report: str, folder: Path) -> None:
    """Write the texts about no model, with their places, so that no text of the report is lost. Raises OSError."""
    if findings.models and findings.between:
        head = f"# Các đoạn của {report} không thuộc mô hình nào; mỗi lần đọc báo cáo, tệp này được viết lại."
        lines = [f"{one.where}: {one.text}" for one in findings.between]
        text = "\n".join([head, *lines]) + "\n"
        (folder / REST).write_text(text, encoding="utf-8", newline="\n", errors="replace")


def _summary(made: "list[Draft]", kept: list[str], findings: "Gathering", folder: Path) -> str:
    if not made and not findings.leftovers:
        none = "Không thấy mô hình nào trong báo cáo này."
        return "\n".join([none, *_unknown_heads(findings)])
    lines = [f"Đã viết {len(made) - len(kept)} bản nháp vào {folder}/."]
    if kept:
        lines.append(f"Giữ nguyên {len(kept)} bản nháp đã có: {', '.join(kept)}.")
    return "\n".join(
        [*lines, *_missing(made), *_left(findings), *_unknown_heads(findings), "", _counts(made, findings)]
    )


def _missing(made: "list[Draft]") -> "Iterator[str]":
    from showcase.schema.problems import shown

    lacking = [draft for draft in made if draft.missing]
    if lacking:
        yield from ("", "Báo cáo không nói, bản nháp để trống:")
    for draft in lacking:
        yield f"- {draft.name}.yml ({shown(draft.title)})"
        yield from (f"    {shown(one, 200)}" for one in draft.missing)


def _left(findings: "Gathering") -> "Iterator[str]":
    from showcase.schema.problems import shown

    if findings.leftovers:
        yield from ("", "Chưa xếp được:")
    for one in findings.leftovers:
        yield f"- {one.where}: {shown(one.text, 160)} ({one.why})"


def _unknown_heads(findings: "Gathering") -> "Iterator[str]":
    """Tables that may hold models under a head that is not known, and the heads that are."""
    from showcase.importing.outlines import outlines, words
    from showcase.schema.problems import shown

    if findings.unknown_heads:
        yield from ("", "Bảng chưa rõ cột nào là tên mô hình:")
        for where, heads in findings.unknown_heads:
            yield f"- {where}: {shown(' | '.join(heads), 200)}"
        known = ", ".join(reversed(words(outlines()["parts"]["title"])))
        yield f"  Nếu đó là bảng mô hình, hãy sửa tên cột thành một trong các tên sau rồi đọc lại: {known}."


def _counts(made: "list[Draft]", findings: "Gathering") -> str:
    """What became of the texts of the report."""
    placed, comments = sum(draft.placed for draft in made), sum(draft.comments for draft in made)
    rest = f"; {len(findings.between)} đoạn không thuộc mô hình nào" if findings.between else ""
    told = f" ({REST})" if findings.models and findings.between else ""
    return f"Tổng kết: {placed} đoạn đã đưa vào mục của bản nháp; {comments} đoạn để trong chú thích (#){rest}{told}."


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=HELP, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "report", type=Path, help="báo cáo .docx, .pdf, .txt, .md; .doc, .odt, .rtf khi máy có LibreOffice"
    )
    parser.add_argument("--out", type=Path, help="thư mục ghi bản nháp; mặc định drafts/ và tên báo cáo")
    parser.add_argument("--source", help="tên của báo cáo trong models/sources.yml, nếu đã có ở đó")
    parser.add_argument("--commune", help="mã xã, khi đây là báo cáo của riêng một xã")
    return parser.parse_args()


if __name__ == "__main__":
    run_command(main, "Không đọc được báo cáo")
