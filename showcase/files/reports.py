"""Problems as text for people, JSON for tools, and annotations for GitHub."""

import json
from collections.abc import Callable
from dataclasses import asdict

from showcase.schema.problems import Problem, shown


def as_text(problems: list[Problem]) -> str:
    """For people: what is wrong, what was found, what belongs there, how to mend it; then a count."""
    if not problems:
        return "Không có lỗi nào."
    blocks = [_block(problem) for problem in problems]
    files = len({problem.file for problem in problems})
    return "\n\n".join([*blocks, f"Có {len(problems)} lỗi trong {files} tệp."])


def _block(problem: Problem) -> str:
    file = shown(problem.file, 200)
    lines = [" · ".join(part for part in (f"{file}:{problem.line}", problem.field, problem.label) if part)]
    lines.append(f"  Sai:       {problem.wrong}")
    if problem.found:
        lines.append(f"  Tìm thấy:  {problem.found}")
    lines.append(f"  Cần:       {problem.expected}")
    if problem.nearest:
        lines.append(f"  Ý bạn là:  {problem.nearest}?")
    lines.append(f"  Cách sửa:  {problem.remedy}")
    return "\n".join(lines)


def as_json(problems: list[Problem]) -> str:
    """A JSON list of all problems with all their parts."""
    return json.dumps([asdict(problem) for problem in problems], ensure_ascii=False, indent=2)


def as_github(problems: list[Problem]) -> str:
    """Workflow commands that GitHub shows on the very line of a pull request."""
    return "\n".join(_annotation(problem) for problem in problems)


def _annotation(problem: Problem) -> str:
    title = _escaped(problem.label or problem.file, ":,")
    file = _escaped(problem.file, ":,")
    return f"::error file={file},line={problem.line},title={title}::{_escaped(problem.message)}"


def _escaped(text: str, more: str = "") -> str:
    """The escapes of workflow commands: without them a text could end the command and begin another."""
    text = "".join(char if char.isprintable() or char in "\r\n" else "�" for char in text)
    for char in "%\r\n" + more:
        text = text.replace(char, f"%{ord(char):02X}")
    return text


FORMATS: dict[str, Callable[[list[Problem]], str]] = {"text": as_text, "json": as_json, "github": as_github}
