"""Problems: what is wrong in a file, where, and how to mend it, in words for editors."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from showcase.language.data import read_data

Severity = Literal["error", "advice"]

MESSAGES = Path(__file__).with_name("messages.yml")


@dataclass(frozen=True)
class Problem:
    """One finding. An error keeps its model from the site; advice stops nothing."""

    rule: str
    """Key of the rule in `messages.yml`."""
    file: str
    """POSIX path from the project's root: `models/ba-chuc/x.yml`."""
    line: int
    """Counted from 1; 1 when the matter is the file as a whole."""
    field: str
    """Dotted keys, items counted from 1: `novelty.figures[2].value`; empty for the file as a whole."""
    label: str
    """The same in Vietnamese: `Tính mới › Số liệu 2 › Giá trị`."""
    found: str
    wrong: str
    expected: str
    remedy: str
    nearest: str = ""
    """The valid value that was probably meant."""
    severity: Severity = "error"

    @property
    def message(self) -> str:
        """All of it in one paragraph, as shown on pages and in CI annotations."""
        parts = [self.wrong]
        if self.found:
            parts.append(f"Tìm thấy: “{self.found}”.")
        parts.append(f"Cần: {self.expected}")
        parts.append(f"Ý bạn là “{self.nearest}”?" if self.nearest else f"Cách sửa: {self.remedy}")
        return " ".join(parts)


class ProblemError(Exception):
    """An error caused by one file, with the problem to report for it."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem

    def __reduce__(self) -> tuple[type["ProblemError"], tuple[Problem]]:
        """Pickle with the problem, for worker processes."""
        return ProblemError, (self.problem,)


@cache
def messages() -> dict[str, dict[str, str]]:
    """Rule -> its words: `wrong`, `expected`, `remedy`; of advice its `severity` too."""
    found: dict[str, dict[str, str]] = read_data(MESSAGES)
    return found


def describe(
    rule: str, file: str, line: int, field: str, label: str, found: object = "", nearest: str = "", **values: object
) -> Problem:
    """Make the problem of a rule, its words taken from `messages.yml`. Raises KeyError for an unknown rule."""
    texts = messages()[rule]
    words = {key: shown(value, 500) for key, value in values.items()}
    words |= {"found": shown(found), "file": shown(file, 500)}
    wrong, expected, remedy = (texts[key].format(**words) for key in ("wrong", "expected", "remedy"))
    where = (file, line, shown(field, 200), shown(label, 200))
    return Problem(rule, *where, words["found"], wrong, expected, remedy, shown(nearest), severity(rule))


def severity(rule: str) -> Severity:
    """Whether what a rule finds is an error or advice. Raises KeyError for an unknown rule."""
    return "advice" if messages()[rule].get("severity") == "advice" else "error"


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """By file, line and field, as reports list them."""
    return sorted(problems, key=lambda problem: (problem.file, problem.line, problem.field))


def shown(found: object, length: int = 80) -> str:
    """Untrusted text on one line, without control characters, cut to a readable length."""
    text = "".join(char if char.isprintable() or char in "\n\r\t\xa0" else "�" for char in str(found))
    text = " ".join(text.split())
    return text if len(text) <= length else text[: length - 1] + "…"
