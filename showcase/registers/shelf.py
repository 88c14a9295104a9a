"""The existing model files, searched for the file of a row."""

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
    """One existing file: its path, and the row that it came from."""

    path: Path
    period: str = ""
    content: str = ""
    """`Mark.content` of the last register; empty for a file that came from no register."""
    hamlet: str = ""


Wording = tuple[str, str, str]
"""Title, owner and commune, normalised for comparison."""


class Shelf:
    """All files below a folder of models."""

    def __init__(self, folder: Path, progress: Progress) -> None:
        """Read all files. Raises OSError when the folder cannot be read; a missing folder counts as empty."""
        self.folder = folder
        self.slugs: dict[str, str] = {}
        """Slug -> name of its folder: `{"vuon-mau": "xa-ba-chuc"}`."""
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
        """The file of a row; None for a row without a file. Raises Returned where several files fit."""
        fitting = self._fitting(entry, period)
        exact = [filed for filed in fitting if filed.period == period]
        matching = exact or fitting
        if len({filed.path for filed in matching}) > 1:
            names = ", ".join(sorted(filed.path.name for filed in matching)[:4])
            raise Returned(f"hợp với nhiều tệp đã có ({names}); hãy ghi thêm năm đăng ký hoặc khu dân cư")
        return matching[0] if matching else None

    def _fitting(self, entry: Entry, period: str) -> list[Filed]:
        """Files with the same title, owner and place; where both name years, also the same years."""
        marked = self._marked.get(row_identity(entry), [])
        wording = _wording(entry.values["title"], entry.values["owner"].get("name", ""), entry.spot.commune)
        unmarked = self._unmarked.get(wording, []) if entry.spot.commune else []
        near = [
            filed for filed in unmarked if not (filed.hamlet and entry.spot.hamlet) or filed.hamlet == entry.spot.hamlet
        ]
        return [filed for filed in (*marked, *near) if not (filed.period and period) or filed.period == period]

    def add(self, entry: Entry, slug: str, folder: str, mark: Mark) -> Path:
        """Add a file that is about to be written; return its path."""
        self.slugs[slug] = folder
        path = self.folder / folder / f"{slug}.yml"
        self._marked[mark.row].append(Filed(path, mark.period, mark.content))
        return path

    def free_slug(self, title: str, folder: str) -> str:
        """A slug that no file has: from the title, else from title and folder, else with a number."""
        slug = entry_slug(title, folder, self.slugs)
        number = 2
        tried = slug
        while tried in self.slugs:
            tried = f"{slug_within(slug, 76)}-{number}"
            number += 1
        return tried


def _wording(title: str, owner: str, commune: str) -> Wording:
    return " ".join(syllables(title)), " ".join(syllables(owner)), commune
