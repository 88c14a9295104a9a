"""Ask whether the documents that models, register and hand-written pages link to are still there.

    python scripts/check_links.py                      text
    python scripts/check_links.py --format markdown    for the summary of a workflow, or an issue

Slow on purpose: one request a host at a time. A dead link is no fault of whoever cites it, and a server may be down
for a day: nothing is ever blocked by it. Exit code 0, also with dead links; 2: the check itself failed.
"""

from lib.commands import models_folder, run_command
from lib.environment import ROOT, use_environment
from lib.link_requests import Answer, ask_all

import argparse
import errno
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from showcase.files.catalogue import Catalogue

HELP = """Hỏi xem các văn bản được dẫn còn ở địa chỉ đã ghi hay không. Hỏi chậm, mỗi máy chủ một lần một câu.

  python scripts/check_links.py
  python scripts/check_links.py --format markdown

Mã kết thúc: 0 đã hỏi xong, kể cả khi có địa chỉ hỏng; 2 không hỏi được."""

_IN_MARKDOWN = re.compile(r"\]\((https?://[^)\s]+)\)|<(https?://[^>\s]+)>")
_EXAMPLES = ("example.", "127.0.0.1", "localhost")
_TITLES = {"gone": "Không còn", "moved": "Đã chuyển", "unclear": "Chưa rõ, hỏi lại lần sau"}

Cited = dict[str, list[str]]
"""Address -> the files that cite it."""


def main() -> int:
    """Ask and report. Returns the exit code. Raises OSError when the models cannot be read."""
    arguments = _arguments()
    use_environment()
    from showcase.files.catalogue import ModelFiles
    from showcase.language.progress import on_terminal

    if not arguments.models.is_dir():
        raise FileNotFoundError(errno.ENOENT, "", str(arguments.models))
    cited = _cited(ModelFiles(arguments.models).load(), arguments.docs)
    answers = ask_all(cited, arguments.pause, arguments.timeout, on_terminal("Hỏi địa chỉ"))
    print(_FORMATS[arguments.format](answers, cited))
    return 0


def _cited(catalogue: "Catalogue", docs: Path) -> Cited:
    """Every cited address, those of models first. Faulty files are left out: `check_models.py` reports them."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for source in catalogue.register.values():
        if source.link:
            found[source.link].append("models/sources.yml")
    for model in catalogue.models:
        for source in model.sources:
            if source.link:
                found[source.link].append(model.file)
    for path in sorted(docs.rglob("*.md")):
        for address in _in_markdown(path.read_text(encoding="utf-8", errors="replace")):
            found[address].append(f"docs/{path.relative_to(docs).as_posix()}")
    return {address: list(dict.fromkeys(files)) for address, files in found.items()}


def _in_markdown(text: str) -> Iterator[str]:
    for match in _IN_MARKDOWN.finditer(text):
        address = match[1] or match[2]
        if not any(part in address for part in _EXAMPLES):
            yield address


def as_text(answers: list[Answer], cited: Cited) -> str:
    """For people at a terminal."""
    blocks = [_summary(answers)]
    for state, title in _TITLES.items():
        told = [answer for answer in answers if answer.state == state]
        blocks += [f"{title}:"] if told else []
        blocks += [f"  {one.address}\n    {one.told}\n    {', '.join(cited[one.address])}" for one in told]
    return "\n".join(blocks)


def as_markdown(answers: list[Answer], cited: Cited) -> str:
    """The text of an issue. Foreign texts are in code marks, so that they are no links and mention nobody."""
    blocks = ["### Địa chỉ văn bản", _summary(answers)]
    for state, title in _TITLES.items():
        told = [answer for answer in answers if answer.state == state]
        items = [
            f"- {_code(one.address)}: {_code(one.told)} ({', '.join(map(_code, cited[one.address]))})" for one in told
        ]
        blocks += [f"**{title}**", "\n".join(items)] if items else []
    return "\n\n".join(blocks)


def _summary(answers: list[Answer]) -> str:
    if not answers:
        return "Chưa có địa chỉ nào được dẫn."
    good = sum(answer.state == "good" for answer in answers)
    return f"Đã hỏi {len(answers)} địa chỉ, {good} địa chỉ còn đúng."


def _code(text: str) -> str:
    kept = "".join(char if char.isprintable() and char != "`" else "?" for char in text)
    return f"`{kept}`"


_FORMATS = {"text": as_text, "markdown": as_markdown}


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=HELP, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--format", choices=tuple(_FORMATS), default="text", help="lời cho người đọc, hay Markdown")
    parser.add_argument("--pause", type=float, default=1.0, help="nghỉ bấy nhiêu giây giữa hai câu hỏi một máy chủ")
    parser.add_argument("--timeout", type=float, default=20.0, help="chờ mỗi câu trả lời nhiều nhất bấy nhiêu giây")
    parser.add_argument("--models", type=Path, default=models_folder(ROOT), help=argparse.SUPPRESS)
    parser.add_argument("--docs", type=Path, default=ROOT / "docs", help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == "__main__":
    run_command(main, "Không hỏi được")
