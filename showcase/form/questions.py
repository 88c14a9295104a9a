"""The entry form: every field of the table as a plain question, in the sections of `questions.yml`.

Labels, help and limits come from the field table; `questions.yml` has the words of the questions.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, ClassVar

from showcase.files.catalogue import Catalogue
from showcase.form.known import is_long
from showcase.gazetteer.communes import gazetteer
from showcase.insight.site import Site
from showcase.language.data import read_data
from showcase.language.words import fold
from showcase.look.rendering import Context, render
from showcase.schema.fields import MODEL, Field, Kind
from showcase.schema.vocabulary import CRITERIA, STORY, vocabulary

FILE = Path(__file__).with_name("questions.yml")

_CONTROLS = {
    Kind.PROSE: "prose",
    Kind.KHMER: "prose",
    Kind.CODE: "choice",
    Kind.COMMUNE: "commune",
    Kind.PROVINCE: "choice",
    Kind.SLUG: "model",
    Kind.NUMBER: "number",
    Kind.INTEGER: "number",
    Kind.BOOLEAN: "flag",
    Kind.GROUP: "group",
}
_COLUMNS = {"section", "ask", "hint", "example", "need", "more", "add", "one", "fold"}


@dataclass(frozen=True)
class Question:
    """One field as it is asked."""

    path: str
    """As in the field table: `novelty.figures.value`."""
    field: Field
    control: str
    """What it is answered with: `line`, `prose`, `number`, `choice`, `choices`, `flag`, `commune`, `communes`,
    `model`, `source` (one of the file's own sources), `register` (a source of the register or a new one), `group`."""
    ask: str
    hint: str
    example: str
    more: bool
    add: str
    """The button that adds an item to a list."""
    one: str
    """What one item of a list is called."""
    fold: str
    """What opens the questions of an item that are folded away."""
    needed: bool
    """Whether it is marked as needed."""
    options: tuple[tuple[str, str], ...] = ()
    """Code and label of what can be chosen."""
    questions: tuple["Question", ...] = ()

    @property
    def key(self) -> str:
        """The last key of the path."""
        return self.field.key

    @property
    def is_list(self) -> bool:
        """Whether items can be added and removed, each answered by itself."""
        return self.field.many and self.control not in ("choices", "communes")

    @property
    def is_criterion(self) -> bool:
        """Whether this is one of the six petals."""
        return self.path in CRITERIA


@dataclass(frozen=True)
class Section:
    """Some questions below one heading."""

    key: str
    title: str
    lead: str
    short: bool
    questions: tuple[Question, ...]


@dataclass(frozen=True, kw_only=True)
class FormPage(Context):
    """The page of the entry form."""

    template: ClassVar[str] = "form.html"

    root: str
    repository: str
    email: str
    """Where files are sent by mail; empty where there is none."""
    texts_in_parts: bool
    """Whether many model files lie in one file, and none beside the page of its model."""
    criteria: tuple[str, ...]
    parts: tuple[str, ...]
    """The keys of all parts that are told in words and figures, the criteria among them."""
    short: list[Section]
    long: list[Section]
    figures: Question
    """The list of figures, which every part of a model has."""


def form_page(site: Site, root: str) -> str:
    """The fragment `form`: the whole page `/dong-gop/nhap/` without its shell."""
    made = sections(site.catalogue)
    return render(
        FormPage(
            root=root,
            repository=site.settings.repository,
            email=site.settings.email,
            texts_in_parts=is_long(site.catalogue.models),
            criteria=CRITERIA,
            parts=(*STORY, *CRITERIA),
            short=[one for one in made if one.short],
            long=[one for one in made if not one.short],
            figures=next(_lists(question for one in made for question in one.questions)),
        )
    )


def sections(catalogue: Catalogue) -> list[Section]:
    """All sections in the order of the page. Raises KeyError where a field has no section to ask in."""
    described = _described()
    known = [row["key"] for row in described["sections"]]
    found: dict[str, list[Question]] = {key: [] for key in known}
    for row in sorted(MODEL.fields, key=lambda row: list(described["questions"]).index(row.key)):
        for section in known:
            found[section] += _asked(row, row.key, section, "", _register(catalogue))
    return [
        Section(row["key"], row["title"], row.get("lead", ""), row.get("short", False), tuple(found[row["key"]]))
        for row in described["sections"]
    ]


def leaves(questions: Iterable[Question]) -> Iterator[Question]:
    """The questions that hold an answer of their own."""
    for question in questions:
        yield from leaves(question.questions) if question.questions else (question,)


def _lists(questions: Iterable[Question]) -> Iterator[Question]:
    """The lists of figures, which all have items of the same shape."""
    for question in questions:
        yield from (question,) if question.key == "figures" else _lists(question.questions)


@cache
def _described() -> dict[str, Any]:
    """The data file. Raises ValueError for a column that means nothing."""
    described: dict[str, Any] = read_data(FILE)
    for path, row in described["questions"].items():
        if unknown := set(row) - _COLUMNS:
            raise ValueError(f"{FILE.name}: {path}: {', '.join(unknown)}")
    return described


def _words(path: str) -> dict[str, Any]:
    """What is said of a path: of itself, and where it says nothing of its shorter endings."""
    keys = path.split(".")
    said: dict[str, Any] = {}
    for start in range(len(keys) - 1, -1, -1):
        # `text` holds for every part, but a key at the top speaks only of itself.
        ending = ".".join(keys[start:])
        if start == 0 or ending not in MODEL.by_key:
            said |= _described()["questions"].get(ending, {})
    return said


def _asked(row: Field, path: str, section: str, home: str, register: tuple[tuple[str, str], ...]) -> list[Question]:
    """The question of a field if it belongs to a section, with those of its group that do; `home` is the group's."""
    words = _words(path)
    home = words.get("section", home)
    children = tuple(
        question
        for child in _ordered(row, path)
        for question in _asked(child, f"{path}.{child.key}", section, home, register)
    )
    if (row.fields and not children) or (not row.fields and home != section):
        return []
    control = _control(row, path)
    return [
        Question(
            path,
            row,
            control,
            ask=words.get("ask", row.label),
            hint=words.get("hint", row.help),
            example=words.get("example", row.example.strip('"')),
            more=words.get("more", False),
            add=words.get("add", "Thêm"),
            one=words.get("one", row.label),
            fold=words.get("fold", "Ghi thêm"),
            needed=words.get("need", row.required),
            options=register if control == "register" else _options(row),
            questions=children,
        )
    ]


def _ordered(row: Field, path: str) -> list[Field]:
    """The fields of a group in the order of the data file where that names each of them, else in that of the table."""
    order = list(_described()["questions"])
    paths = {f"{path}.{child.key}": child for child in row.fields}
    return [paths[one] for one in order if one in paths] if set(paths) <= set(order) else list(row.fields)


def _control(row: Field, path: str) -> str:
    if path == "sources.id":
        return "register"
    if path.endswith(("source.id", "figures.source")):
        return "source"
    if row.many and row.kind in (Kind.CODE, Kind.COMMUNE):
        return f"{_CONTROLS[row.kind]}s"
    return _CONTROLS.get(row.kind, "line")


def _options(row: Field) -> tuple[tuple[str, str], ...]:
    if row.kind is Kind.PROVINCE:
        return tuple(sorted(gazetteer().provinces.items(), key=lambda pair: fold(pair[1].split(" ", 1)[-1])))
    return tuple(vocabulary(row.vocabulary).items()) if row.vocabulary else ()


def _register(catalogue: Catalogue) -> tuple[tuple[str, str], ...]:
    """The sources that many models share, as one line each."""
    return tuple((source.id, f"{source.title}. {source.issuer}") for source in catalogue.register.values())
