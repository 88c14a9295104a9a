"""The home province is a setting: no other file of the project names it."""

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

from showcase.gazetteer.home import home

ROOT = Path(__file__).resolve().parents[2]

EXCEPTIONS = {
    "docs/hoi-dap.md": "answers cite the documents that they come from, which are of that province",
    "docs/nhan-rong.md": "what documents say of copying, each with its number",
    "docs/gioi-thieu.md": "the report that the six criteria come from",
    "docs/dong-gop/mau.yml": "generated: examples of the field table",
    "docs/dong-gop/truong.md": "generated: examples of the field table",
}
"""Hand-written or generated pages that may name the province, each with its reason."""

READ = (
    ("showcase", "*.py"),
    ("showcase", "*.html"),
    ("showcase", "*.js"),
    ("scripts", "*.py"),
    ("docs", "*.md"),
    ("docs", "*.js"),
    ("docs", "*.css"),
    ("docs", "*.yml"),
    ("overrides", "*.html"),
)
"""Data (`*.yml` of the rooms, models, settings) may name any province."""


def files() -> list[Path]:
    found = [ROOT / "macros.py", ROOT / "mkdocs.yml"]
    found += [path for folder, names in READ for path in sorted((ROOT / folder).rglob(names))]
    return [path for path in found if "node_modules" not in path.parts]


def spoken(path: Path) -> str:
    """The text of a file; for Python and JavaScript without comments and docstrings."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".js":
        return re.sub(r"/\*.*?\*/|(?m:^\s*//.*$|\s//\s.*$)", "", text, flags=re.DOTALL)
    return "\n".join(_words(text)) if path.suffix == ".py" else text


def _words(text: str) -> Iterator[str]:
    plain = {node.value for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Expr)}
    prose = {(node.lineno, node.col_offset) for node in plain if isinstance(node, ast.Constant)}
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type != tokenize.COMMENT and token.start not in prose:
            yield token.string


def names() -> re.Pattern[str]:
    """Names to look for: name, code and number of communes of the province, names and codes of its islands."""
    theirs = [home().name, *(name for one in home().islands for name in (one.code, one.short_name))]
    words = "|".join(re.escape(name) for name in theirs)
    code, count = home().code, len(home().communes)
    return re.compile(rf"\b(?:{words})\b|[\"']{code}[\"']|\b{count} (?:xã|đơn vị|communes)")


def test_nothing_but_the_settings_names_the_home_province() -> None:
    read = {path.relative_to(ROOT).as_posix(): names().findall(spoken(path)) for path in files()}
    assert {file: found for file, found in read.items() if found and file not in EXCEPTIONS} == {}
    assert len(read) > 400


def test_each_exception_is_needed() -> None:
    assert unneeded([ROOT / name for name in EXCEPTIONS]) == []


def unneeded(paths: list[Path]) -> list[str]:
    """The files that may name the province but do not."""
    return [path.name for path in paths if not names().search(path.read_text(encoding="utf-8"))]


def test_a_planted_exception_without_need_is_seen(tmp_path: Path) -> None:
    for name, text in {"needed.md": "Tỉnh An Giang", "idle.md": "Một tỉnh"}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert unneeded([tmp_path / "needed.md", tmp_path / "idle.md"]) == ["idle.md"]


@pytest.mark.parametrize(
    "planted", ['x = "91"', 'title = "102 xã, phường"', 'LABEL = f"Bản đồ An Giang: {x}"', "A = 31105"]
)
def test_a_planted_name_is_seen(planted: str, tmp_path: Path) -> None:
    path = tmp_path / "planted.py"
    path.write_text(f'"""Of An Giang."""\n{planted}  # An Giang\n', encoding="utf-8")
    assert names().search(spoken(path))


def test_prose_for_readers_of_the_code_may_name_it(tmp_path: Path) -> None:
    path = tmp_path / "prose.py"
    path.write_text('"""`Xã Ba Chúc, tỉnh An Giang`."""\nx = 1  # An Giang\n"""Code: `"91"`."""\n', encoding="utf-8")
    assert not names().search(spoken(path))
