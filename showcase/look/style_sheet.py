"""The style sheet of Material, reduced to what the pages of this site can use.

A rule stays when one of its selectors may match: every class, id, attribute and tag in it stands as a word in a source
that makes pages or their states (templates, Markdown, Python, scripts), is made by Markdown, or belongs to the shell
that Material puts around a page. Words are more than the pages hold, never less, so no state of a script is missed.

The sheet is read by a few patterns and by no CSS library: it comes from one minifier, and each build reads it in 8 ms
where tinycss2 took 61 ms and kept the same rules. A test has a browser hold the result against the whole sheet.
"""

import re
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, replace
from functools import cache
from importlib.util import find_spec
from pathlib import Path

SHEET = "assets/common/material.css"
"""Where the reduced sheet stands in the site."""

_KEPT = Path(__file__).parent / "material.css"
"""A sheet that was kept from an earlier build, for the time when Material can no longer be installed."""

_MAIN = "templates/assets/stylesheets/main.*.css"
"""The sheet of Material below the folder where it is installed."""

_SOURCES = ("overrides", "showcase", "docs")
_KINDS = {".html", ".py", ".md", ".js"}
_WORD = re.compile(r"[\w-]+")
_NAME_OF_VARIABLE = re.compile(r"--[\w-]+")
_USE = re.compile(r"var\(\s*(--[\w-]+)")

_MARKDOWN = (
    "html body p a h1 h2 h3 h4 h5 h6 ul ol li dl dt dd em strong code pre blockquote hr br img table thead tbody"
)
_SHELL = "md-container md-main md-main__inner md-grid md-toggle data-md-toggle drawer md-overlay md-dialog"
_ALWAYS = frozenset(f"{_MARKDOWN} tr th td {_SHELL} md-dialog__inner".split())
"""Names that no source of ours holds: tags that Markdown makes, and what Material puts around every page."""

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_STRING = r"\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'"
_HEAD = re.compile(rf"(?:{_STRING}|[^\"'{{}};])*")
_BRACE = re.compile(rf"{_STRING}|[{{}}]")
_DECLARATION = re.compile(rf"(?:{_STRING}|url\((?:{_STRING}|[^()\"'])*\)|[^;\"'])+")
_SELECTOR = re.compile(r"(?:\((?:[^()]|\([^()]*\))*\)|\[[^]]*\]|[^,(\[])+")
_PSEUDO = re.compile(r"::?([\w-]+)(?:\(((?:[^()]|\([^()]*\))*)\))?")
_ATTRIBUTE = re.compile(r"\[([^]]*)\]")
_NESTED = ("@media", "@supports")
_ANY_OF = {"is", "where"}


@dataclass(frozen=True)
class _Rule:
    head: str
    """Selectors, or what begins with an at sign: `.md-grid,.md-main`, `@media print`."""
    body: str = ""
    """What stands between the braces, where that is no list of rules."""
    inner: tuple["_Rule", ...] = ()

    @property
    def text(self) -> str:
        inside = "".join(rule.text for rule in self.inner) or self.body
        return f"{self.head}{{{inside}}}" if inside else f"{self.head};"


def style_sheet(root: Path) -> bytes:
    """The sheet for the site whose sources lie below `root`. Raises OSError where neither Material nor a kept sheet
    is there.
    """
    sheet, (words, variables) = whole_sheet(), _names(root)
    asked = set(_WORD.findall(sheet))
    return reduced(sheet, frozenset(words & asked), frozenset(variables & asked)).encode()


@cache
def whole_sheet() -> str:
    """The sheet of Material as it is installed; otherwise the one that was kept. Material itself is not loaded."""
    spec = find_spec("material")
    folders = (spec.submodule_search_locations if spec else None) or ()
    found = [path for folder in folders for path in sorted(Path(folder).glob(_MAIN))]
    return (found[0] if found else _KEPT).read_text(encoding="utf-8")


def _names(root: Path) -> tuple[set[str], set[str]]:
    """All words of the sources that make pages, and all names of variables in our own style sheets."""
    words: set[str] = set(_ALWAYS)
    variables: set[str] = set()
    for path in (path for source in _SOURCES for path in (root / source).rglob("*.*")):
        if path.suffix in _KINDS and path != Path(__file__):
            words.update(_WORD.findall(path.read_text(encoding="utf-8")))
        elif path.suffix == ".css" and path != _KEPT:
            variables.update(_NAME_OF_VARIABLE.findall(path.read_text(encoding="utf-8")))
    return words, variables


@cache
def reduced(sheet: str, words: frozenset[str], variables: frozenset[str] = frozenset()) -> str:
    """A style sheet reduced to rules that can match these words, and to variables and animations in use;
    `variables` are used elsewhere.
    """
    rules = tuple(_matching(_read(_COMMENT.sub("", sheet)), words))
    while unused := _defined(rules) - variables - set(_USE.findall(_text(rules))):
        rules = tuple(_without(rules, unused))
    moved = set(_WORD.findall(_text(rule for rule in rules if not _moves(rule))))
    return _text(rule for rule in rules if not _moves(rule) or rule.head.split()[1] in moved)


def _text(rules: Iterable[_Rule]) -> str:
    return "".join(rule.text for rule in rules)


def _read(text: str) -> Iterator[_Rule]:
    """The rules of a sheet or of a block of rules."""
    at = 0
    while match := _HEAD.match(text, at):
        head, end = match[0].strip(), match.end()
        if end >= len(text):
            return
        at = _end_of_block(text, end) if text[end] == "{" else end + 1
        body = text[end + 1 : at - 1]
        if head.startswith(_NESTED):
            yield _Rule(head, inner=tuple(_read(body)))
        elif head:
            yield _Rule(head, body)


def _end_of_block(text: str, start: int) -> int:
    """Where the block ends that begins at a brace: behind the brace that closes it."""
    depth = 0
    for match in _BRACE.finditer(text, start):
        depth += {"{": 1, "}": -1}.get(match[0], 0)
        if not depth:
            return match.end()
    raise ValueError("a block of the style sheet has no end")


def _matching(rules: Iterable[_Rule], words: Set[str]) -> Iterator[_Rule]:
    """The rules that may match, each with those of its selectors that may."""
    for rule in rules:
        if rule.inner:
            if inner := tuple(_matching(rule.inner, words)):
                yield replace(rule, inner=inner)
        elif rule.head.startswith("@"):
            yield rule
        elif fitting := [one for one in _SELECTOR.findall(rule.head) if _may_match(one, words)]:
            yield replace(rule, head=",".join(fitting))


def _may_match(selector: str, words: Set[str]) -> bool:
    """Whether every name in a selector is one of the words."""
    for name, inside in _PSEUDO.findall(selector):
        if name in _ANY_OF and not any(_may_match(one, words) for one in _SELECTOR.findall(inside)):
            return False
    plain = _ATTRIBUTE.sub(r" \1 ", _PSEUDO.sub(" ", selector))
    return set(_WORD.findall(plain)) <= words


def _defined(rules: Iterable[_Rule]) -> set[str]:
    """Names of all variables that the rules give a value."""
    own = {name for rule in rules for one in _DECLARATION.findall(rule.body) if (name := _variable(one))}
    return own.union(*(_defined(rule.inner) for rule in rules))


def _without(rules: Iterable[_Rule], names: Set[str]) -> Iterator[_Rule]:
    """The rules without these variables; rules that become empty are removed."""
    for rule in rules:
        if rule.inner:
            if inner := tuple(_without(rule.inner, names)):
                yield replace(rule, inner=inner)
            continue
        told = [one for one in _DECLARATION.findall(rule.body) if _variable(one) not in names]
        if told or not rule.body:
            yield replace(rule, body=rule.body if _moves(rule) else ";".join(told))


def _variable(declaration: str) -> str:
    name = declaration.partition(":")[0].strip()
    return name if name.startswith("--") else ""


def _moves(rule: _Rule) -> bool:
    return rule.head.startswith(("@keyframes", "@-webkit-keyframes"))
