"""What reading a register would do, before anything is written: new files, renewed ones, rows that go back."""

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from showcase.files.checks import Context, check, report
from showcase.files.reading import Reading, read_bytes
from showcase.gazetteer.communes import gazetteer
from showcase.model.from_values import build
from showcase.model.model import Source
from showcase.model.places import UNKNOWN_COMMUNE_FOLDER, WHOLE_PROVINCE_FOLDER
from showcase.registers.columns import Given
from showcase.registers.entries import Entry, Returned, entry_of
from showcase.registers.marks import read_mark
from showcase.registers.rows import Row, Rows, read_rows
from showcase.registers.setting import RegisterOptions, Setting, setting
from showcase.registers.shelf import Filed, Shelf
from showcase.registers.tables import Progress, Register
from showcase.registers.writing import Written, content, new_text, period_of, sources, updated_text
from showcase.schema.problems import Problem


@dataclass(frozen=True)
class Change:
    """One file to be written."""

    path: Path
    text: str
    new: bool


@dataclass(frozen=True)
class Back:
    """One row that goes back, with the reason in Vietnamese."""

    row: Row
    why: str


@dataclass
class Sheet:
    """One table of the register with its setting, and the rows of it that go back."""

    rows: Rows
    where: Setting
    back: list[Back] = field(default_factory=list)


@dataclass
class Intake:
    """Everything that would happen, to be shown first."""

    sheets: list[Sheet] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    unchanged: int = 0
    repeated: int = 0
    """Rows that say word for word what another row says."""
    doubts: list[tuple[str, str]] = field(default_factory=list)
    """Place of a row, and what an editor should look at there."""
    kept: list[tuple[str, str]] = field(default_factory=list)
    """File, and the field in which an editor's words stayed."""
    left_out: Counter[str] = field(default_factory=Counter)
    """Heading -> how many of its cells hold something of a person."""
    headless: list[str] = field(default_factory=list)
    """Tables without a head that names models."""

    @property
    def new(self) -> int:
        """How many files would be new."""
        return sum(change.new for change in self.changes)

    @property
    def back(self) -> list[Back]:
        """All rows that go back."""
        return [one for sheet in self.sheets for one in sheet.back]


@dataclass(frozen=True)
class Desk:
    """What an intake works with."""

    shelf: Shelf
    register: dict[str, Source]
    """The common register of sources."""
    file: str
    """Name of the register's file."""
    said: RegisterOptions
    given: Given


def take_in(register: Register, desk: Desk, progress: Progress) -> Intake:
    """What would be done with every row of a register; nothing is written."""
    intake = Intake()
    for table in register.tables:
        rows = read_rows(table, desk.given)
        if rows is None:
            intake.headless.append(table.name or desk.file)
            continue
        where = setting(desk.said, rows.above, rows.head, Path(desk.file).stem)
        intake.sheets.append(Sheet(rows, where))
    if desk.file and all(sheet.where.issuer or sheet.where.source in desk.register for sheet in intake.sheets):
        _take_rows(intake, desk, progress)
    return intake


def _take_rows(intake: Intake, desk: Desk, progress: Progress) -> None:
    total = sum(len(sheet.rows.models) for sheet in intake.sheets)
    seen: dict[Path, Entry] = {}
    done = 0
    for sheet in intake.sheets:
        for row in sheet.rows.models:
            try:
                _take(row, sheet.where, intake, desk, seen)
            except Returned as error:
                sheet.back.append(Back(row, str(error)))
            done += 1
            progress(done, total)


def _take(row: Row, where: Setting, intake: Intake, desk: Desk, seen: dict[Path, Entry]) -> None:
    entry = entry_of(row, where)
    entry.values["sources"] = sources(entry, where, where.source in desk.register)
    filed = desk.shelf.find(entry, period_of(entry, where))
    if filed and filed.path in seen:
        _refuse_twin(entry, seen[filed.path])
        intake.repeated += 1
        return
    if filed is None:
        change = _new(entry, where, desk)
    elif filed.content == content(entry):
        intake.unchanged += 1
        change = None
    else:
        change = _renewed(entry, where, filed, intake, desk)
    intake.changes += [change] if change else []
    seen[change.path if change else filed.path if filed else Path()] = entry
    intake.doubts += [(row.where, doubt) for doubt in entry.doubts]
    intake.left_out.update(entry.left_out)


def _refuse_twin(entry: Entry, other: Entry) -> None:
    """Raise Returned for a row that is of the same model as one above and says something else."""
    if content(entry) != content(other):
        raise Returned(f"trùng tên, chủ thể và địa bàn với {other.row.where}; hãy gộp lại, hoặc ghi rõ nơi khác nhau")


def _new(entry: Entry, where: Setting, desk: Desk) -> Change:
    text, reading = new_text(entry, where, desk.file)
    folder = _folder(entry)
    slug = desk.shelf.free_slug(entry.values["title"], folder)
    _refuse_faults(reading, text, slug, folder, desk)
    mark = read_mark(text)
    assert mark is not None  # it was written a moment ago
    return Change(desk.shelf.add(entry, slug, folder, mark), text, new=True)


def _folder(entry: Entry) -> str:
    if entry.spot.commune:
        return gazetteer().by_code[entry.spot.commune].slug
    return WHOLE_PROVINCE_FOLDER if entry.spot.whole else UNKNOWN_COMMUNE_FOLDER


def _renewed(entry: Entry, where: Setting, filed: Filed, intake: Intake, desk: Desk) -> Change | None:
    """The file of a row with what is new; None where nothing in it changes."""
    data = filed.path.read_bytes()
    reading = read_bytes(data, filed.path.name)
    if reading.problems:
        raise Returned(f"tệp {filed.path.name} của mô hình này đang có lỗi: {_first_problem(reading.problems)}")
    written: Written = updated_text(reading.source, reading, entry, where, desk.file)
    new = read_bytes(written.text.encode(), filed.path.name)
    _refuse_faults(new, written.text, filed.path.stem, filed.path.parent.name, desk)
    intake.kept += [(filed.path.name, path) for path in written.kept]
    if written.text == reading.source:
        intake.unchanged += 1
        return None
    return Change(filed.path, written.text, new=False)


def _refuse_faults(reading: Reading, text: str, slug: str, folder: str, desk: Desk) -> None:
    """Raise Returned where `check_models.py` would find anything in the file."""
    if not reading.problems:
        model = build(slug, f"models/{folder}/{slug}.yml", reading.values)
        context = Context(desk.register, desk.shelf.folder / folder, reading.values, text)
        for finding in check(model, context):
            report(reading, finding)
    if reading.problems:
        raise Returned(_first_problem(reading.problems))


def _first_problem(problems: list[Problem]) -> str:
    first = problems[0]
    return f"{first.label or 'tệp'}: {first.message}"


def write(changes: Iterable[Change]) -> Iterator[Path]:
    """Write the files one by one, each as a whole or not at all. Raises OSError."""
    for change in changes:
        change.path.parent.mkdir(parents=True, exist_ok=True)
        under_way = change.path.with_name(f".{change.path.stem}.dang-ghi")
        try:
            under_way.write_text(change.text, encoding="utf-8", newline="\n")
            os.replace(under_way, change.path)  # noqa: PTH105 - as the name says, for both kinds
        finally:
            under_way.unlink(missing_ok=True)
        yield change.path
