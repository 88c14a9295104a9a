"""Check a submission by the rules of `check_models.py`, and choose the name of its file."""

import tempfile
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import chain, count
from pathlib import Path

from showcase.contributions.entry import Entry, Handed, Kind, Picture
from showcase.contributions.review import note_for_review
from showcase.files.catalogue import Catalogue, ModelFiles
from showcase.files.checks import Context, check, report
from showcase.files.links import check_links
from showcase.files.new_file import entry_slug
from showcase.files.pictures import published
from showcase.files.reading import Reading, read_bytes
from showcase.files.tree import is_regular
from showcase.language.data import read_data
from showcase.language.words import slug_within
from showcase.model.from_values import build
from showcase.model.model import Model
from showcase.model.places import folder_of, place_line
from showcase.schema.fields import MODEL
from showcase.schema.problems import Problem

MOST_PICTURES = MODEL.by_key["pictures"].most or 6


@cache
def refusals() -> dict[str, str]:
    """Reason -> sentence for the sender, in Vietnamese."""
    file = Path(__file__).with_name("refusals.yml")
    sentences: dict[str, str] = read_data(file)
    return sentences


class Refusal(Exception):
    """A submission is refused: for a reason of `refusals.yml`, or for the problems of its file."""

    def __init__(self, reason: str, problems: Collection[Problem] = ()) -> None:
        super().__init__(reason)
        self.reason = reason
        self.problems = list(problems)

    @property
    def sentence(self) -> str:
        """The sentence for the sender, in Vietnamese."""
        return refusals().get(self.reason, "Tệp còn chỗ chưa đúng. Xin sửa theo các dòng dưới đây rồi gửi lại.")


@dataclass
class Shelf:
    """The existing models, with which a submission is compared."""

    files: ModelFiles
    catalogue: Catalogue = field(init=False)

    def __post_init__(self) -> None:
        self.renew()

    def renew(self) -> None:
        """Read the files that have changed. Raises OSError when the folder cannot be read."""
        self.catalogue = self.files.load()
        self._known = [(Reading(model.file), model) for model in self.catalogue.models]
        self.slugs = {path.stem for path in self.files.paths()}
        self._pictures = {
            (_folder(model), picture.file): model.slug for model in self.catalogue.models for picture in model.pictures
        }

    def model_of(self, slug: str) -> Model:
        """The model with a slug. Raises Refusal for an unknown slug."""
        if slug not in self.catalogue.by_slug:
            raise Refusal("unknown-model")
        return self.catalogue.by_slug[slug]

    def path_of(self, model: Model) -> Path:
        """The path of the model's file on this machine."""
        return self.files.folder.parent / model.file

    def pictures_of(self, model: Model) -> list[Path]:
        """The existing picture files of a model."""
        files = [self.path_of(model).with_name(picture.file) for picture in model.pictures]
        return [file for file in files if is_regular(file)]

    def links(self, reading: Reading, model: Model) -> list[Problem]:
        """The problems between this model and the existing models."""
        others = [pair for pair in self._known if pair[1].slug != model.slug]
        problems = check_links([*others, (reading, model)], self.slugs - self.catalogue.by_slug.keys())
        return [problem for problem in problems if problem.file == reading.file]

    def owner_of(self, folder: str, picture: str) -> str:
        """The slug of the model with this picture; empty for an unknown picture."""
        return self._pictures.get((folder, picture), "")


def _folder(model: Model) -> str:
    return model.file.split("/")[-2]


def judge(handed: Handed, shelf: Shelf, taken: Collection[str] = ()) -> Entry:
    """Check a submission and make its entry. `taken`: slugs of waiting entries. Raises Refusal."""
    if not handed.text.strip():
        raise Refusal("no-model")
    before = shelf.model_of(handed.corrects) if handed.corrects else None
    # A lone surrogate is no valid text: `read_bytes` reports it as a problem.
    data = handed.text.replace("\r\n", "\n").encode("utf-8", errors="surrogatepass")
    first = _accepted(read_bytes(data, "models/…/mo-hinh.yml"))
    draft = build("mo-hinh", first.file, first.values)
    folder = folder_of(draft)
    slug = before.slug if before else free_slug(draft.title, folder, {*shelf.slugs, *taken})
    reading = read_bytes(data, f"models/{folder}/{slug}.yml")
    model = build(slug, reading.file, reading.values)
    _refuse_pictures(handed.pictures, model, shelf)
    pictures = _checked(handed.pictures, reading, model, shelf, before)
    if before and not pictures and shelf.path_of(before).read_bytes() == data:
        raise Refusal("unchanged")
    entry = Entry(_kind(handed), slug, model.title, place_line(model), folder, data.decode(), handed.digest, pictures)
    entry = replace(entry, replaced=before.file if before else "")
    return replace(entry, note=note_for_review(model, before, shelf.catalogue))


def _kind(handed: Handed) -> Kind:
    return "correction" if handed.corrects else "idea" if handed.is_idea else "new"


def free_slug(title: str, folder: str, taken: Collection[str]) -> str:
    """A slug that no file and no waiting entry has: from the title, with the folder, then with a number."""
    first, own = entry_slug(title, folder, taken), slug_within(f"{slug_within(title, 60) or 'mo-hinh'}-{folder}", 76)
    return next(name for name in chain([first, own], _numbered(own)) if name not in taken)


def _numbered(name: str) -> Iterator[str]:
    return (f"{name}-{number}" for number in count(2))


def _accepted(reading: Reading) -> Reading:
    if reading.problems:
        raise Refusal("problems", reading.problems)
    return reading


def _refuse_pictures(pictures: Collection[Picture], model: Model, shelf: Shelf) -> None:
    """Raise Refusal for untrusted picture names: each must be listed in the file, where names are checked."""
    names = [picture.name for picture in pictures]
    if len(names) > MOST_PICTURES:
        raise Refusal("too-many-pictures")
    if len(set(names)) < len(names):
        raise Refusal("picture-twice")
    if set(names) - {picture.file for picture in model.pictures}:
        raise Refusal("picture-unlisted")
    if any(shelf.owner_of(_folder(model), name) not in ("", model.slug) for name in names):
        raise Refusal("picture-of-another")


def _checked(
    pictures: Collection[Picture], reading: Reading, model: Model, shelf: Shelf, before: Model | None
) -> tuple[Picture, ...]:
    """Apply all rules, with the pictures beside the file; return the pictures re-encoded. Raises Refusal."""
    with tempfile.TemporaryDirectory(prefix="noi-nhan-") as name:
        folder = Path(name)
        for there in shelf.pictures_of(before) if before else ():
            (folder / there.name).write_bytes(there.read_bytes())
        for picture in pictures:
            (folder / picture.name).write_bytes(picture.content)
        for finding in check(model, Context(shelf.catalogue.register, folder, reading.values, reading.source)):
            report(reading, finding)
        reading.problems += shelf.links(reading, model)
        _accepted(reading)
        return tuple(Picture(picture.name, published(folder / picture.name)) for picture in pictures)
