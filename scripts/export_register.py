"""Write the models as a register for Excel, or one model as the registration form with nine headings.

    python scripts/export_register.py                                      all models
    python scripts/export_register.py --commune "Ba Chúc" --field kinh-te --out so.xlsx
    python scripts/export_register.py --form bep-an-tinh-thuong-vinh-trach

A file that is there already is never overwritten. Exit code 0: written; 2: not written.
"""

from lib.commands import models_folder, run_command
from lib.environment import ROOT, use_environment

import argparse
import io
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from showcase.files.catalogue import Catalogue
    from showcase.insight.selection import Choice
    from showcase.model.model import Model

HELP = """Viết các mô hình thành sổ .xlsx để mở bằng Excel, hoặc một mô hình thành phiếu đăng ký chín mục (.docx).

  python scripts/export_register.py                                    mọi mô hình
  python scripts/export_register.py --commune "Ba Chúc" --out so.xlsx  một xã, hoặc lĩnh vực, loại chủ thể, cấp
  python scripts/export_register.py --form TEN-TEP                     phiếu đăng ký của một mô hình

Không ghi đè tệp đã có. Mã kết thúc: 0 đã viết; 2 không viết được."""


def main() -> int:
    """Write one file. Returns the exit code. Raises OSError."""
    arguments = _arguments()
    use_environment()
    from showcase.files.catalogue import ModelFiles
    from showcase.language.progress import on_terminal
    from showcase.targets.places import accepted_file, new_file

    default = f"phieu-dang-ky-{arguments.form}.docx" if arguments.form else "so-mo-hinh.xlsx"
    out = accepted_file(arguments.out or Path(default))
    catalogue = ModelFiles(models_folder(ROOT)).load(on_terminal("Đọc mô hình"))
    try:
        content, told = _form(catalogue, arguments.form) if arguments.form else _register(catalogue, arguments)
    except ValueError as error:
        print(f"Không viết được sổ: {error}.", file=sys.stderr)
        return 2
    new_file(out, content)
    print(f"Đã viết {out}: {told}.")
    if catalogue.problems:
        count = len(catalogue.problems)
        print(f"Chú ý: {count} lỗi trong các tệp mô hình; tệp có lỗi không vào sổ.", file=sys.stderr)
    return 0


def _form(catalogue: "Catalogue", slug: str) -> tuple[bytes, str]:
    """The form of one model. Raises ValueError, in Vietnamese, where there is no such model."""
    from showcase.reporting.registration_form import registration_form

    model = catalogue.by_slug.get(slug.removesuffix(".yml"))
    if model is None:
        raise ValueError(f"không có mô hình nào có tên tệp “{slug}”")
    written = io.BytesIO()
    registration_form(model).save(written)
    return written.getvalue(), f"phiếu đăng ký của “{model.title}”"


def _register(catalogue: "Catalogue", arguments: argparse.Namespace) -> tuple[bytes, str]:
    """The register of the models that were chosen. Raises ValueError, in Vietnamese, where there are none."""
    from showcase.insight.selection import choose
    from showcase.registers.exporting import register_of
    from showcase.reporting.content import subject

    choice = _choice(arguments)
    models = [one for one in choose(catalogue, choice).models if _fits(one, arguments)]
    if not models:
        raise ValueError("không có mô hình nào trong phạm vi đã chọn")
    return register_of(catalogue, models, f"Danh sách {subject(choice)}"), f"{len(models)} mô hình"


def _choice(arguments: argparse.Namespace) -> "Choice":
    """Raises ValueError, in Vietnamese, for a name or code that is not known."""
    from showcase.gazetteer.names import communes_meant
    from showcase.insight.selection import Choice
    from showcase.schema.vocabulary import vocabulary

    lists = {"field": "fields", "group": "groups", "owner_kind": "owner_kinds", "level": "recognition_levels"}
    for option, name in lists.items():
        given = getattr(arguments, option)
        if given and given not in vocabulary(name):
            raise ValueError(f"--{option.replace('_', '-')} là một trong: {', '.join(vocabulary(name))}")
    found = communes_meant(arguments.commune) if arguments.commune else []
    if arguments.commune and len(found) != 1:
        listed = "; ".join(map(str, found[:8]))
        raise ValueError(f"--commune: {f'hãy ghi mã: {listed}' if found else 'không thấy xã, phường nào tên này'}")
    return Choice(found[0].commune.code if found else "", arguments.field, arguments.group)


def _fits(model: "Model", arguments: argparse.Namespace) -> bool:
    levels = {one.level for one in model.recognition} | {model.registered.level if model.registered else None}
    return (not arguments.owner_kind or model.owner.kind == arguments.owner_kind) and (
        not arguments.level or arguments.level in levels
    )


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=HELP, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--commune", default="", help="tên hoặc mã xã, phường, đặc khu hiện nay")
    parser.add_argument("--field", default="", help="mã lĩnh vực, như kinh-te")
    parser.add_argument("--group", default="", help="mã nhóm năm 2026, như chuyen-doi-so")
    parser.add_argument("--owner-kind", default="", help="mã loại chủ thể, như phu-nu")
    parser.add_argument("--level", default="", help="cấp đăng ký hoặc công nhận, như tinh")
    parser.add_argument("--form", default="", metavar="TÊN-TỆP", help="viết phiếu đăng ký của mô hình này")
    parser.add_argument("--out", type=Path, help="tệp sẽ viết; mặc định so-mo-hinh.xlsx hoặc phieu-dang-ky-….docx")
    return parser.parse_args()


if __name__ == "__main__":
    run_command(main, "Không viết được sổ")
