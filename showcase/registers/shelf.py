"""The model files that are there already, so that a row of a register finds its own."""

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from showcase.files.catalogue import ModelFiles, Progress
from showcase.files.new_file import entry_slug
from showcase.files.reading import Reading, read_bytes
from showcase.files.syntax import SIZE_LIMIT
from showcase.language.words import slug_within, syllables
from showcase.model.from_values import build
from showcase.registers.entries import Entry, Returned
from showcase.registers.marks import Mark, read_mark
from showcase.registers.writing import row_identity


@dataclass
class Filed:
    """One file: where it lies, and whose row it is."""

    path: Path
    period: str = ""
    content: str = ""
    """What the register said last, as `Mark.content`; empty for a file of no register."""
    hamlet: str = ""


Wording = tuple[str, str, str]
"""Title, owner and commune as compared."""


class Shelf:
    """All files below a folder of models."""

    def __init__(self, folder: Path, progress: Progress) -> None:
        """Raises OSError when the folder cannot be read; one that is not there holds nothing."""
        self.folder = folder
        self.slugs: dict[str, str] = {}
        """Slug -> the folder that it lies in."""
        self._marked: defaultdict[str, list[Filed]] = defaultdict(list)
        self._unmarked: defaultdict[Wording, list[Filed]] = defaultdict(list)
        paths = ModelFiles(folder).paths() if folder.is_dir() else []
        for done, path in enumerate(paths, start=1):
            self._put(path)
            progress(done, len(paths))

    def _put(self, path: Path) -> None:
        self.slugs[path.stem] = path.parent.name
        data = path.read_bytes() if path.stat().st_size <= SIZE_LIMIT else b""
        mark = read_mark(data.decode("utf-8", errors="replace"))
        if mark:
            self._marked[mark.row].append(Filed(path, mark.period, mark.content))
        else:
            self._put_unmarked(path, read_bytes(data, path.name))

    def _put_unmarked(self, path: Path, reading: Reading) -> None:
        if reading.problems:
            return
        model = build(path.stem, path.name, reading.values)
        period = (model.registered.period if model.registered else None) or ""
        for place in model.places:
            wording = _wording(model.title, model.owner.name, place.commune or "")
            self._unmarked[wording].append(Filed(path, period, "", place.hamlet))

    def find(self, entry: Entry, period: str) -> Filed | None:
        """The file of a row; None where it has none yet. Raises Returned where several fit."""
        fitting = self._fitting(entry, period)
        exact = [one for one in fitting if one.period == period]
        found = exact or fitting
        if len({one.path for one in found}) > 1:
            names = ", ".join(sorted(one.path.name for one in found)[:4])
            raise Returned(f"hợp với nhiều tệp đã có ({names}); hãy ghi thêm năm đăng ký hoặc khu dân cư")
        return found[0] if found else None

    def _fitting(self, entry: Entry, period: str) -> list[Filed]:
        """Files of the same title, owner and place, of the same years as far as both name any."""
        marked = self._marked.get(row_identity(entry), [])
        wording = _wording(entry.values["title"], entry.values["owner"].get("name", ""), entry.spot.commune)
        unmarked = self._unmarked.get(wording, []) if entry.spot.commune else []
        near = [one for one in unmarked if not (one.hamlet and entry.spot.hamlet) or one.hamlet == entry.spot.hamlet]
        return [one for one in (*marked, *near) if not (one.period and period) or one.period == period]

    def add(self, entry: Entry, slug: str, folder: str, mark: Mark) -> Path:
        """Note a file that is about to be written, and say where."""
        self.slugs[slug] = folder
        path = self.folder / folder / f"{slug}.yml"
        self._marked[mark.row].append(Filed(path, mark.period, mark.content))
        return path

    def free_slug(self, title: str, folder: str) -> str:
        """A name for a new file, which no other has: the title, the title with the folder, then with a number."""
        slug = entry_slug(title, folder, self.slugs)
        number = 2
        tried = slug
        while tried in self.slugs:
            tried = f"{slug_within(slug, 76)}-{number}"
            number += 1
        return tried


def _wording(title: str, owner: str, commune: str) -> Wording:
    return " ".join(syllables(title)), " ".join(syllables(owner)), commune
