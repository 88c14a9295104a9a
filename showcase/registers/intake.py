"""What importing a register changes: new files, updated files, rows returned to the editor. Written by `write` only."""

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
    """One row that is returned to the editor, with the reason in Vietnamese."""

    row: Row
    why: str


@dataclass
class Sheet:
    """One table of the register with its setting, and its rows that are returned."""

    rows: Rows
    where: Setting
    back: list[Back] = field(default_factory=list)


@dataclass
class Intake:
    """All changes that an import would make, shown to the editor before anything is written."""

    sheets: list[Sheet] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    unchanged: int = 0
    repeated: int = 0
    """Number of rows that are equal to an earlier row."""
    doubts: list[tuple[str, str]] = field(default_factory=list)
    """Place of a row, and what an editor should check there."""
    conflicts: list[tuple[str, str]] = field(default_factory=list)
    """File, and a field where the register and an editor differ: the editor's text stays."""
    left_out: Counter[str] = field(default_factory=Counter)
    """Heading -> number of its cells that hold personal data."""
    headless: list[str] = field(default_factory=list)
    """Names of tables in which no head was found."""

    @property
    def new(self) -> int:
        """Number of new files."""
        return sum(change.new for change in self.changes)

    @property
    def back(self) -> list[Back]:
        """All rows that are returned."""
        return [back for sheet in self.sheets for back in sheet.back]


@dataclass(frozen=True)
class Desk:
    """The input of an import besides the register itself."""

    shelf: Shelf
    register: dict[str, Source]
    """The common register of sources."""
    file: str
    """Name of the register's file."""
    options: RegisterOptions
    given: Given


def take_in(register: Register, desk: Desk, progress: Progress) -> Intake:
    """The changes for every row of a register; nothing is written."""
    intake = Intake()
    for table in register.tables:
        rows = read_rows(table, desk.given)
        if rows is None:
            intake.headless.append(table.name or desk.file)
            continue
        where = setting(desk.options, rows.above, rows.head, Path(desk.file).stem)
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
    """Raise Returned for a row of the same model as an earlier row, but with other content."""
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
    """The updated file of a row; None where its text stays the same."""
    data = filed.path.read_bytes()
    reading = read_bytes(data, filed.path.name)
    if reading.problems:
        raise Returned(f"tệp {filed.path.name} của mô hình này đang có lỗi: {_first_problem(reading.problems)}")
    written: Written = updated_text(reading.source, reading, entry, where, desk.file)
    new = read_bytes(written.text.encode(), filed.path.name)
    _refuse_faults(new, written.text, filed.path.stem, filed.path.parent.name, desk)
    intake.conflicts += [(filed.path.name, path) for path in written.conflicts]
    if written.text == reading.source:
        intake.unchanged += 1
        return None
    return Change(filed.path, written.text, new=False)


def _refuse_faults(reading: Reading, text: str, slug: str, folder: str, desk: Desk) -> None:
    """Raise Returned where `check_models.py` would report a problem of the file."""
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
    """Write the files one by one, each atomically; yield each path when it is written. Raises OSError."""
    for change in changes:
        change.path.parent.mkdir(parents=True, exist_ok=True)
        under_way = change.path.with_name(f".{change.path.stem}.dang-ghi")
        try:
            under_way.write_text(change.text, encoding="utf-8", newline="\n")
            os.replace(under_way, change.path)  # noqa: PTH105 - as the name says, for both kinds
        finally:
            under_way.unlink(missing_ok=True)
        yield change.path
