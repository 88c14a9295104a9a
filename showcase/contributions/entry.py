"""A submission as it arrives (`Handed`), and the accepted entry made from it (`Entry`)."""

import hashlib
import unicodedata
from dataclasses import dataclass
from typing import Literal

Kind = Literal["new", "correction", "idea"]


@dataclass(frozen=True)
class Picture:
    """One picture: its file name, `to-hop-tac-1.jpg`, and its bytes."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Handed:
    """A submission before any check: untrusted input."""

    text: str
    """The text of a model file."""
    corrects: str = ""
    """Slug of the corrected model; empty for a new model."""
    pictures: tuple[Picture, ...] = ()
    is_idea: bool = False

    @property
    def digest(self) -> str:
        """A digest by which a repeated submission is recognised; Unicode form and line ends make no difference."""
        text = unicodedata.normalize("NFC", self.text.replace("\r\n", "\n")).strip()
        made = hashlib.sha256(f"{self.corrects}\0{text}\0".encode("utf-8", errors="surrogatepass"))
        for picture in sorted(self.pictures, key=lambda item: item.name):
            name = picture.name.encode("utf-8", errors="surrogatepass")
            made.update(name + b"\0" + hashlib.sha256(picture.content).digest())
        return made.hexdigest()


@dataclass(frozen=True)
class Entry:
    """An accepted entry, ready for a branch. Slug, folder and names of pictures are checked or made by us."""

    kind: Kind
    slug: str
    title: str
    place: str
    """The place in words: `Xã Ba Chúc`."""
    folder: str
    """Folder below `models/`: `ba-chuc`."""
    text: str
    digest: str
    """`Handed.digest` of the submission."""
    pictures: tuple[Picture, ...] = ()
    replaced: str = ""
    """Path of the file that the entry replaces, `models/ba-chuc/x.yml`; empty for a new model."""
    note: str = ""
    """Notes for the reviewer: models with similar titles, changes of a correction."""

    @property
    def path(self) -> str:
        """Path of the file: `models/ba-chuc/x.yml`."""
        return f"models/{self.folder}/{self.slug}.yml"

    def files(self) -> dict[str, bytes | None]:
        """Path from the project's root -> content; None for a file to delete, when a correction changes the folder."""
        moved: dict[str, bytes | None] = {self.replaced: None} if self.replaced not in ("", self.path) else {}
        pictures = {f"models/{self.folder}/{picture.name}": picture.content for picture in self.pictures}
        return {**moved, self.path: self.text.encode("utf-8"), **pictures}

    @property
    def subject(self) -> str:
        """The first line of the commit and the title of the pull request: `[bep-an] Thêm mô hình`."""
        words = {"new": "Thêm mô hình", "correction": "Sửa mô hình", "idea": "Ghi tên từ phiếu ý tưởng"}
        return f"[{self.slug}] {words[self.kind]}"
