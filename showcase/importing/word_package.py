"""The parts of a Word document (untrusted input): unpacked with limits, XML parsed without entities or network.

Strict Open XML has other namespaces; they are replaced by the usual ones.
"""

import posixpath
import zipfile
from functools import cached_property
from io import BytesIO
from typing import Any

from lxml import etree

from showcase.importing.passages import SIZE_LIMIT, TEXT_LIMIT, Unreadable

UNPACKED_LIMIT = 2 * SIZE_LIMIT
"""Most bytes of all parts together, as declared in the archive; not more than declared is unpacked."""
PARTS_LIMIT = 5_000
BROKEN = "tệp .docx bị hỏng; hãy mở bằng Word (chọn sửa tệp nếu Word hỏi) rồi lưu lại thành .docx"

Element = Any
"""An lxml element; lxml publishes no types."""

_STRICT = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": (
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    ),
    b"http://purl.oclc.org/ooxml/officeDocument/math": b"http://schemas.openxmlformats.org/officeDocument/2006/math",
}
_RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OTHERS = {"xl/workbook.xml": "Excel", "ppt/presentation.xml": "PowerPoint"}


def w(name: str) -> str:
    """The full name of an element or attribute of WordprocessingML."""
    return _W + name


def r(name: str) -> str:
    """The full name of an attribute that refers to a relation."""
    return f"{{{_RELATIONSHIPS}}}{name}"


class Package:
    """The parts of a Word document. Raises `Unreadable` for other files."""

    def __init__(self, data: bytes) -> None:
        try:
            self._archive = zipfile.ZipFile(BytesIO(data))
            infos = self._archive.infolist()
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError):
            raise Unreadable(BROKEN) from None
        texts = sum(info.file_size for info in infos if info.filename.endswith((".xml", ".rels")))
        if len(infos) > PARTS_LIMIT or texts > 4 * TEXT_LIMIT or sum(info.file_size for info in infos) > UNPACKED_LIMIT:
            raise Unreadable("tệp .docx quá lớn khi mở ra")
        self.names = {info.filename for info in infos}
        other = next((program for part, program in _OTHERS.items() if part in self.names), None)
        if other:
            raise Unreadable(f"đây là tệp {other} đổi đuôi thành .docx; hãy mở bằng {other} rồi chép chữ sang Word")

    @cached_property
    def main(self) -> str:
        """The name of the part that holds the text."""
        wanted = f"{_RELATIONSHIPS}/officeDocument"
        targets = [target for kind, target in self._relations("").values() if kind == wanted]
        name = next((part for part in [*targets, "word/document.xml"] if part in self.names), None)
        if name is None:
            raise Unreadable("tệp .docx không có phần chữ của Word; hãy mở bằng Word rồi lưu lại thành .docx")
        return name

    def read(self, name: str) -> bytes:
        """The bytes of a part. Raises `Unreadable` when the part is damaged."""
        try:
            return self._archive.read(name)
        except Exception as error:  # a broken archive makes zipfile and zlib raise any kind of error
            raise Unreadable(BROKEN) from error

    def xml(self, name: str) -> Element:
        """The root of an XML part. Raises `Unreadable`."""
        data = self.read(name)
        for strict, usual in _STRICT.items():
            data = data.replace(strict, usual)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        try:
            return etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise Unreadable(BROKEN) from error

    def related(self, kind: str) -> Element | None:
        """The root of the part with a kind of relation, `styles`; None where the part is missing or damaged."""
        wanted = f"{_RELATIONSHIPS}/{kind}"
        targets = (target for type_of_part, target in self.relations.values() if type_of_part == wanted)
        name = next((target for target in targets if target in self.names), None)
        try:
            return None if name is None else self.xml(name)
        except Unreadable:
            return None

    @cached_property
    def relations(self) -> dict[str, tuple[str, str]]:
        """Id of a relation of the text -> (kind, name of the part)."""
        return self._relations(self.main)

    def _relations(self, part: str) -> dict[str, tuple[str, str]]:
        folder, name = posixpath.split(part)
        rels = posixpath.join(folder, "_rels", f"{name}.rels")
        if rels not in self.names:
            return {}
        try:
            root = self.xml(rels)
        except Unreadable:  # Word opens such a document, too: the text can be read without relations
            return {}
        inside = [item for item in root if item.get("TargetMode") != "External" and item.get("Target")]
        return {item.get("Id", ""): (item.get("Type", ""), _resolved(folder, item.get("Target"))) for item in inside}


def _resolved(folder: str, target: str) -> str:
    return posixpath.normpath(target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target))
