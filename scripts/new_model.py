"""Write a new model file: ask for what must be known, or take it from options.

    python scripts/new_model.py                                    ask, one line a question
    python scripts/new_model.py --title ... --summary ... --kind phu-nu --commune "Kiên Bình" --source ID

The file holds every field with its help; only what was answered is filled in. Nothing is ever overwritten.
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
    from lib.answers import Answers

    from showcase.files.catalogue import Catalogue

HELP = """Viết tệp cho một mô hình mới: hỏi những điều phải có, hoặc lấy từ các lựa chọn dưới đây.

  python scripts/new_model.py
  python scripts/new_model.py --title "Bếp ăn tình thương" --summary "Nấu 200 suất ăn một tuần." \\
      --kind mat-tran --commune "Vĩnh Trạch" --source bc-217-an-giang

Điều nào chưa có trong lựa chọn thì được hỏi; không có bàn phím thì báo thiếu. Không ghi đè tệp đã có.
Mã kết thúc: 0 đã viết; 2 không viết."""


def main() -> int:
    """Write one file. Returns the exit code. Raises OSError when it cannot be written."""
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(encoding="utf-8", errors="replace")
    arguments = _arguments()
    use_environment()
    from lib.answers import Answers, Refused

    from showcase.files.catalogue import ModelFiles
    from showcase.targets.places import new_file

    files = ModelFiles(arguments.models)
    catalogue = files.load()
    answers = Answers(catalogue.register, _given(arguments), sys.stdin.isatty())
    try:
        answers.collect()
        target, text = _composed(answers, arguments, catalogue, files)
    except Refused as refused:
        print(f"Chưa viết: {refused}", file=sys.stderr)
        return 2
    except (KeyboardInterrupt, EOFError):
        print("\nĐã dừng, chưa viết gì.", file=sys.stderr)
        return 2
    target.parent.mkdir(parents=True, exist_ok=True)
    new_file(target, text.encode())
    print(_what_next(files.name(target)))
    return 0


def _composed(
    answers: "Answers", arguments: argparse.Namespace, catalogue: "Catalogue", files: object
) -> tuple[Path, str]:
    """The place and the text of a file without faults. Raises Refused."""
    from lib.answers import Refused

    from showcase.files.likeness import alike
    from showcase.files.new_file import entry_faults, entry_folder, entry_slug, entry_text

    taken = {path.stem: path for path in arguments.models.rglob("*.yml")}
    while True:
        text = entry_text(answers.values())
        folder = entry_folder(text) or "chua-ro-xa"
        elsewhere = {slug for slug, path in taken.items() if path.parent.name != folder}
        slug = arguments.name or entry_slug(answers.title, folder, elsewhere)
        faults = entry_faults(text, slug, folder, catalogue.register)
        if not faults:
            break
        answers.ask_again(faults)
    if slug in taken:
        raise Refused(f"đã có tệp {taken[slug]}. Sửa tệp ấy, hoặc đặt tên khác bằng --name.")
    answers.confirm_likeness(alike(answers.title, answers.owner, folder, catalogue.models))
    return arguments.models / folder / f"{slug}.yml", text


def _what_next(name: str) -> str:
    slug = Path(name).stem
    return f"""Đã viết {name}.

Việc tiếp theo:
  1. Mở tệp, kể tiếp những gì có nguồn; phần kể thêm phải ghi nguồn (source) và, với sáu tiêu chí, mức chứng cứ.
  2. Kiểm tra:  python scripts/check_models.py {name}
  3. Xem trước: python scripts/serve.py, rồi mở http://127.0.0.1:8000/mo-hinh/{slug}/
  4. Gửi đề nghị (pull request), mỗi lần một mô hình; dòng mô tả: [{slug}] thêm mô hình"""


def _given(arguments: argparse.Namespace) -> dict[str, object]:
    return {key: value for key, value in vars(arguments).items() if value not in (None, [], False)}


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=HELP, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--title", help="tên mô hình, đúng như khi đăng ký")
    parser.add_argument("--summary", help="tóm tắt, nhiều nhất 250 ký tự")
    parser.add_argument("--owner", help="tên chủ thể; không ghi khi nguồn không nêu")
    parser.add_argument("--kind", help="loại chủ thể: mã hoặc tên, ví dụ phu-nu")
    parser.add_argument(
        "--commune", help="xã, phường, đặc khu: mã, tên nay hoặc tên trước 01/7/2025, không dấu cũng được"
    )
    parser.add_argument(
        "--candidates", action="store_true", help="khi nhiều xã hợp tên: ghi cả, là những xã có thể; chưa rõ xã nào"
    )
    parser.add_argument("--whole-province", metavar="TỈNH", help="mô hình làm trên cả tỉnh này, thay cho --commune")
    parser.add_argument("--hamlet", help="ấp, bản, khu phố")
    parser.add_argument("--as-written", help="địa danh đúng như nguồn viết")
    parser.add_argument("--source", help="tên nguồn trong models/sources.yml")
    parser.add_argument("--source-title", help="tên văn bản, khi nguồn chưa có trong sổ chung")
    parser.add_argument("--issuer", help="nơi ban hành văn bản ấy")
    parser.add_argument("--where", help="chỗ trong nguồn: mục, trang, dòng")
    parser.add_argument("--field", action="append", help="lĩnh vực: mã hoặc tên; ghi được hai lần")
    parser.add_argument("--topic", action="append", help="chủ đề: mã hoặc tên; ghi được bốn lần")
    for name, what in (("group", "nhóm"), ("status", "tình trạng"), ("registration", "hình thức đăng ký")):
        parser.add_argument(f"--{name}", help=f"{what}: mã hoặc tên")
    parser.add_argument("--started", help="ngày, tháng hoặc năm bắt đầu, ví dụ 2010 hoặc 24/11/2025")
    parser.add_argument("--name", help="tên tệp không dấu, không có .yml; không ghi thì lấy từ tên mô hình")
    parser.add_argument("--models", type=Path, default=models_folder(ROOT), help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == "__main__":
    run_command(main, "Không viết được")
