"""Problems as text for people, JSON for tools, and annotations for GitHub."""

import json
from collections.abc import Callable
from dataclasses import asdict

from showcase.schema.problems import Problem, Severity, shown

_WRONG: dict[Severity, str] = {"error": "Sai:", "advice": "Nên sửa:"}
_LEVELS: dict[Severity, str] = {"error": "error", "advice": "warning"}


def as_text(problems: list[Problem]) -> str:
    """For people: what is wrong, the text found, what is expected, how to mend it; then a count."""
    return "\n\n".join([*map(_block, problems), _count(problems)])


def _count(problems: list[Problem]) -> str:
    errors = [problem.file for problem in problems if problem.severity == "error"]
    advice = [problem.file for problem in problems if problem.severity == "advice"]
    said = f"Có {len(errors)} lỗi trong {len(set(errors))} tệp." if errors else "Không có lỗi nào."
    better = f" Có {len(advice)} chỗ nên viết lại trong {len(set(advice))} tệp, vẫn đưa lên được."
    return said + better * bool(advice)


def _block(problem: Problem) -> str:
    file = shown(problem.file, 200)
    lines = [" · ".join(part for part in (f"{file}:{problem.line}", problem.field, problem.label) if part)]
    lines.append(f"  {_WRONG[problem.severity]:<10} {problem.wrong}")
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
    return f"::{_LEVELS[problem.severity]} file={file},line={problem.line},title={title}::{_escaped(problem.message)}"


def _escaped(text: str, more: str = "") -> str:
    """The escapes of workflow commands: without them a text could end the command and begin another."""
    text = "".join(char if char.isprintable() or char in "\r\n" else "�" for char in text)
    for char in "%\r\n" + more:
        text = text.replace(char, f"%{ord(char):02X}")
    return text


FORMATS: dict[str, Callable[[list[Problem]], str]] = {"text": as_text, "json": as_json, "github": as_github}
