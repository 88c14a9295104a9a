"""The catalogue: all models of a tree, found, read, checked, and indexed for everything that follows.

A broken file affects no other: its problems are recorded, and the rest of the tree is served.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from showcase.files.checks import Context, check, check_register, report
from showcase.files.collections import FOLDER as COLLECTIONS
from showcase.files.collections import Collection, CollectionFiles
from showcase.files.links import check_links
from showcase.files.moved import read_moved
from showcase.files.reading import Reading, read_bytes, read_file
from showcase.files.records import recalled, record, record_key, register_digest, slim
from showcase.files.syntax import SIZE_LIMIT
from showcase.files.tree import Tree, is_regular, list_tree, name_below, problem_of
from showcase.language.words import fold
from showcase.model.from_values import build
from showcase.model.model import Model, Source
from showcase.schema.dates import last_day
from showcase.schema.fields import SOURCE, Field, Kind
from showcase.schema.problems import Problem, in_order
from showcase.store.results import NOTHING, Store
from showcase.store.workers import FEW, spread

REGISTER = "sources.yml"
"""The common register of sources, directly under the models folder."""

REGISTER_TABLE = Field(
    "register", "Sổ nguồn", Kind.GROUP, "Các nguồn dùng chung.", fields=(replace(SOURCE, most=1000),)
)
"""What the register may hold."""

Stamp = tuple[int, int]
"""When a file was changed, in nanoseconds, and its bytes."""

# A plan "đến năm 2030" says nothing of when it was written.
_YEAR = re.compile(r"(?<!đến )(?<!tới )\bnăm ([12]\d{3})\b")

_NEVER = (-1, -1)
"""The stamp of a file that could not be read, so that it is tried again."""

Progress = Callable[[int, int], None]
"""Called with (files done, files in all)."""


@dataclass
class Entry:
    """One file of the tree."""

    reading: Reading
    model: Model | None
    """None when the form of the file is broken."""
    digest: str = ""
    """Of everything that the model was read from; empty when it is not known."""


@dataclass
class Catalogue:
    """All models that can be shown, sorted by title, and all problems of the tree."""

    models: list[Model]
    problems: list[Problem]
    register: dict[str, Source] = field(default_factory=dict)
    advice: list[Problem] = field(default_factory=list)
    """What should be written better; the models are shown all the same."""
    collections: list[Collection] = field(default_factory=list)
    """Lists that editors chose, by title."""
    digests: dict[str, str] = field(default_factory=dict)
    """File -> digest of everything that its model was read from, the register of sources among it."""
    moved: dict[str, str] = field(default_factory=dict)
    """Old slug -> the slug of the model to which its address leads now."""

    @cached_property
    def by_slug(self) -> dict[str, Model]:
        """The models by slug."""
        return {model.slug: model for model in self.models}

    @cached_property
    def by_commune(self) -> dict[str, list[Model]]:
        """Code of a commune -> the models that are certainly there."""
        return _grouped(self.models, lambda model: dict.fromkeys(commune.code for commune in model.communes))

    @cached_property
    def by_candidate(self) -> dict[str, list[Model]]:
        """Code of a commune -> the models that may be there, known only by a former district."""
        return _grouped(self.models, lambda model: model.candidates)

    @cached_property
    def by_plan(self) -> dict[str, list[Model]]:
        """Code of a commune -> the models that are to come there, or to its former district."""
        return _grouped(self.models, lambda model: model.planned_codes)

    @cached_property
    def by_field(self) -> dict[str, list[Model]]:
        """Code of a field -> its models."""
        return _grouped(self.models, lambda model: model.fields)

    @cached_property
    def by_group(self) -> dict[str, list[Model]]:
        """Code of a group -> its models."""
        return _grouped(self.models, lambda model: [model.group] if model.group else [])

    @cached_property
    def by_owner_kind(self) -> dict[str, list[Model]]:
        """Code of a kind of owner -> its models."""
        return _grouped(self.models, lambda model: [model.owner.kind])

    @cached_property
    def copies(self) -> dict[str, list[Model]]:
        """Slug of an original -> the models that say they were copied from it."""
        return _grouped(self.models, lambda model: [model.replicates.model] if model.replicates else [])

    @cached_property
    def relatives(self) -> dict[str, list[Model]]:
        """Slug of a widespread model -> the models of its kind."""
        return _grouped(self.models, lambda model: [model.family] if model.family else [])

    def source(self, source: Source) -> Source:
        """The full description of a source of a model, taken from the register where it stands there."""
        known = self.register.get(source.id)
        if not known:
            return source
        return Source(source.id, source.where, known.number, known.title, known.issuer, known.date, known.link)


def _grouped(models: Iterable[Model], keys: Callable[[Model], Iterable[str]]) -> dict[str, list[Model]]:
    found: defaultdict[str, list[Model]] = defaultdict(list)
    for model in models:
        for key in keys(model):
            found[key].append(model)
    return found


class ModelFiles:
    """The tree of model files. It caches what it has read, so that loading again reads only changed files."""

    def __init__(self, folder: Path, store: Store = NOTHING) -> None:
        self.folder = folder
        self.store = store
        self._entries: dict[Path, tuple[Stamp, Entry]] = {}
        self._register: dict[str, Source] = {}
        self._register_digest = register_digest({})

    def paths(self) -> list[Path]:
        """All model files, sorted; the register of sources is not one. Raises OSError when the folder is not there."""
        return self._models(list_tree(self.folder))

    def _models(self, tree: Tree) -> list[Path]:
        return [path for path in tree.files if path != self.folder / REGISTER]

    def load(self, progress: Progress | None = None) -> Catalogue:
        """Read and check the whole tree. Raises OSError when the folder is not there or cannot be read."""
        tree = list_tree(self.folder)
        register, problems = self._read_register()
        if register != self._register:
            self._register, self._register_digest, self._entries = register, register_digest(register), {}
        paths = self._models(tree)
        if self.store.used:
            self._read_ahead(paths)
        self._entries = {path: self._entry(path) for path in _counted(paths, progress)}
        self.store.flush()
        entries = [entry for _, entry in self._entries.values()]
        problems += tree.problems
        problems += [problem for entry in entries for problem in entry.reading.problems]
        unread = {path.stem for path, (_, entry) in self._entries.items() if not entry.model}
        problems += check_links([(entry.reading, entry.model) for entry in entries if entry.model], unread)
        broken = {problem.file for problem in problems}
        models = [entry.model for entry in entries if entry.model and entry.reading.file not in broken]
        models.sort(key=lambda model: (fold(model.title), model.slug))
        files, taken = CollectionFiles(self.folder.parent / COLLECTIONS), {path.stem for path in paths}
        collections, faults = files.load({model.slug: model for model in models}, taken)
        moved, more = read_moved(self.folder, {model.slug for model in models}, taken)
        problems = in_order([*problems, *faults, *more])
        advice = in_order([one for entry in entries for one in entry.reading.advice])
        digests = {entry.reading.file: entry.digest for entry in entries}
        return Catalogue(models, problems, register, advice, collections, digests, moved)

    def sources(self) -> dict[str, Source]:
        """The common register of sources by id, without the entries that cannot be read."""
        return self._read_register()[0]

    def _entry(self, path: Path) -> tuple[Stamp, Entry]:
        """The content of a file; any error becomes a problem of that file, so that the other files are still read."""
        try:
            status = path.stat()
            stamp = (status.st_mtime_ns, status.st_size)
            known = self._entries.get(path)
            return known if known and known[0] == stamp else (stamp, self._read(path))
        except Exception as error:
            reading = Reading(self.name(path), problems=[problem_of(error, self.name(path))])
            return _NEVER, Entry(reading, None)

    def _read(self, path: Path) -> Entry:
        if path.stat().st_size > SIZE_LIMIT:
            return Entry(read_file(path, self.name(path)), None)
        content = path.read_bytes()
        known = record_key(self.store, self.name(path), content, self._register_digest)
        return self._recalled(path, known) or self._checked(path, content, known)

    def _recalled(self, path: Path, known: bytes) -> Entry | None:
        told = self.store.get(known)
        reading = recalled(told, self.name(path), path.parent) if told else None
        return Entry(slim(reading), self._model(path, reading), known.hex()) if reading else None

    def _checked(self, path: Path, content: bytes, known: bytes) -> Entry:
        reading = read_bytes(content, self.name(path))
        if reading.problems:
            return Entry(reading, None)
        model = self._model(path, reading)
        for finding in check(model, Context(self._register, path.parent, reading.values, reading.source)):
            report(reading, finding)
        if reading.problems:
            return Entry(reading, model)
        if reading.advice:  # Looked at anew next time, since a record holds none.
            return Entry(reading, model, known.hex())
        self.store.put(known, record(reading, path.parent))
        return Entry(slim(reading), model, known.hex())

    def _model(self, path: Path, reading: Reading) -> Model:
        model = build(path.stem, reading.file, reading.values)
        days = {source.id: newest_day([source], self._register) for source in model.sources}
        years = tuple((name, day[-4:]) for name, day in days.items() if day)
        return replace(model, source_day=newest_day(model.sources, self._register), source_years=years)

    def _read_ahead(self, paths: list[Path]) -> None:
        """Read new files in several processes, which put their results into the store.

        Meanwhile this process takes from there what they have finished.
        """
        missing = [path for path in paths if path not in self._entries and not self._is_recalled(path)]
        if len(missing) >= FEW:
            self.store.flush()
            for path in spread(_read_some, missing, self, (ModelFiles._begun, (self.folder, self.store))):
                self._is_recalled(path)

    def _is_recalled(self, path: Path) -> bool:
        """Whether the store has a file, which then counts as read; a file that cannot be read is reported later."""
        try:
            status, content = path.stat(), path.read_bytes()
            entry = self._recalled(path, record_key(self.store, self.name(path), content, self._register_digest))
        except OSError:
            return False
        if entry:
            self._entries[path] = (status.st_mtime_ns, status.st_size), entry
        return entry is not None

    @classmethod
    def _begun(cls, folder: Path, store: Store) -> "ModelFiles":
        """The same reader in another process."""
        files = cls(folder, store)
        files._register = files.sources()
        files._register_digest = register_digest(files._register)
        return files

    def name(self, path: Path) -> str:
        """The name of a file in messages and links: its path from the project's root, with forward slashes."""
        return name_below(self.folder, path)

    def _read_register(self) -> tuple[dict[str, Source], list[Problem]]:
        path = self.folder / REGISTER
        try:
            return self._register_of(path) if is_regular(path) else ({}, [])
        except Exception as error:
            return {}, [problem_of(error, self.name(path))]

    def _register_of(self, path: Path) -> tuple[dict[str, Source], list[Problem]]:
        reading = read_file(path, self.name(path), REGISTER_TABLE)
        for finding in check_register(reading.values, reading.source) if not reading.problems else ():
            report(reading, finding)
        values = reading.values.get("sources", [])
        return {value["id"]: Source(**value) for value in values if "id" in value}, reading.problems


def _read_some(files: ModelFiles, paths: list[Path]) -> list[Path]:
    for path in paths:
        files._entry(path)
    files.store.flush()
    return paths


def newest_day(sources: Iterable[Source], register: Mapping[str, Source]) -> str | None:
    """The newest day of some sources, each as its file or the register describes it; None where none bears one.

    Of a document without a date the first year in its title counts: `Báo cáo công tác dân vận năm 2020`.
    """
    days = [_day(register.get(source.id, source)) for source in sources]
    return max(filter(None, days), key=last_day, default=None)


def _day(source: Source) -> str | None:
    year = _YEAR.search(source.title)
    return source.date or (year[1] if year else None)


def _counted(paths: list[Path], progress: Progress | None) -> Iterator[Path]:
    for done, path in enumerate(paths):
        if progress:
            progress(done, len(paths))
        yield path
