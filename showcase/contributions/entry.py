"""What somebody hands in, and the entry that it becomes once every rule has passed."""

import hashlib
import unicodedata
from dataclasses import dataclass
from typing import Literal

Kind = Literal["new", "correction", "idea"]


@dataclass(frozen=True)
class Picture:
    """One picture: its file name beside the model file, `to-hop-tac-1.jpg`, and its bytes."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Handed:
    """What arrived, before anything of it is trusted."""

    text: str
    """A model file."""
    corrects: str = ""
    """Slug of the model that it corrects; empty for a new model."""
    pictures: tuple[Picture, ...] = ()
    is_idea: bool = False

    @property
    def digest(self) -> str:
        """The same for the same entry sent twice, whatever the Unicode form and the line ends of its text."""
        text = unicodedata.normalize("NFC", self.text.replace("\r\n", "\n")).strip()
        made = hashlib.sha256(f"{self.corrects}\0{text}\0".encode("utf-8", errors="surrogatepass"))
        for picture in sorted(self.pictures, key=lambda one: one.name):
            name = picture.name.encode("utf-8", errors="surrogatepass")
            made.update(name + b"\0" + hashlib.sha256(picture.content).digest())
        return made.hexdigest()


@dataclass(frozen=True)
class Entry:
    """An accepted entry: everything that a branch with it needs. Slug, folder and names of pictures are our own."""

    kind: Kind
    slug: str
    title: str
    place: str
    """In words: `Xã Ba Chúc`."""
    folder: str
    """Below `models/`: `ba-chuc`."""
    text: str
    digest: str
    """Of what arrived."""
    pictures: tuple[Picture, ...] = ()
    replaced: str = ""
    """Path of the file that the entry takes the place of, `models/ba-chuc/x.yml`; empty for a new model."""
    note: str = ""
    """What a reviewer should know: other models that are alike, what a correction changes."""

    @property
    def path(self) -> str:
        """Where the file belongs: `models/ba-chuc/x.yml`."""
        return f"models/{self.folder}/{self.slug}.yml"

    def files(self) -> dict[str, bytes | None]:
        """Path from the project's root -> content; None for a file that goes, since a correction moves it."""
        moved: dict[str, bytes | None] = {self.replaced: None} if self.replaced not in ("", self.path) else {}
        pictures = {f"models/{self.folder}/{one.name}": one.content for one in self.pictures}
        return {**moved, self.path: self.text.encode("utf-8"), **pictures}

    @property
    def subject(self) -> str:
        """The first line of the commit and the title of the pull request: `[bep-an] Thêm mô hình`."""
        words = {"new": "Thêm mô hình", "correction": "Sửa mô hình", "idea": "Ghi tên từ phiếu ý tưởng"}
        return f"[{self.slug}] {words[self.kind]}"
