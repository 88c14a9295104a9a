"""Read a report as passages: .docx, .pdf, .txt, .md; .doc, .odt and .rtf through LibreOffice.

Reports are untrusted input: sizes are checked before unpacking, the first bytes of a file must fit its suffix,
and a file that cannot be read raises `Unreadable` with the reason and the remedy in Vietnamese.
"""

from pathlib import Path

from showcase.importing.passages import SIZE_LIMIT, Document, Progress, Unreadable
from showcase.importing.plain_text import decode, document_of_text

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_CONVERTED = (".doc", ".odt", ".rtf")
KINDS = (".docx", ".pdf", ".txt", ".md", *_CONVERTED)
PASSWORD = "tệp có mật khẩu; hãy mở bằng mật khẩu, bỏ mật khẩu (Tệp, Thông tin, Bảo vệ tài liệu) rồi lưu lại"
_OLD_WORD = "đây là tệp Word cũ (.doc) đổi đuôi thành {suffix}; hãy mở bằng Word rồi lưu thành .docx"
_NO_WORD = "tệp không phải tệp Word dù có đuôi .docx; hãy mở bằng chương trình đã viết ra nó rồi lưu thành .docx"
_MISNAMED = {b"%PDF": ".pdf", b"{\\rtf": ".rtf", b"PK\x03\x04": ".docx"}


def read_document(path: Path, progress: Progress | None = None) -> Document:
    """All passages in order, with footnotes. Raises OSError and `Unreadable`."""
    size, suffix = path.stat().st_size, path.suffix.lower()
    if size > SIZE_LIMIT:
        raise Unreadable(f"tệp quá lớn, hơn {SIZE_LIMIT // 2**20} MB")
    if suffix not in KINDS:
        raise Unreadable(f"chỉ đọc được tệp {', '.join(KINDS)}; hãy mở tệp rồi lưu thành .docx")
    if not size:
        raise Unreadable("tệp rỗng, không có chữ nào; hãy xin lại tệp")
    with path.open("rb") as stream:
        first = stream.read(8)
    _refuse_misnamed(path, first, suffix)
    if suffix == ".docx":
        from showcase.importing.docx_reading import read_docx

        return read_docx(path, progress)
    if suffix == ".pdf":
        from showcase.importing.pdf_reading import read_pdf

        return read_pdf(path, progress)
    if suffix in _CONVERTED:
        from showcase.importing.office_conversion import read_converted

        return read_converted(path, progress)
    return document_of_text(decode(path.read_bytes()))


def _refuse_misnamed(path: Path, first: bytes, suffix: str) -> None:
    """Raise `Unreadable` for a file with a password, and for a file whose bytes do not fit its suffix."""
    if first.startswith(_OLE):
        data = path.read_bytes()
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise Unreadable(PASSWORD)
        if suffix != ".doc":
            raise Unreadable(_OLD_WORD.format(suffix=suffix))
        return
    other = next((kind for start, kind in _MISNAMED.items() if first.startswith(start)), None)
    if other and other != suffix and not (other == ".docx" and suffix == ".odt") and suffix != ".doc":
        raise Unreadable(f"đây là tệp {other} đổi đuôi thành {suffix}; hãy đổi lại đuôi thành {other}")
    if suffix == ".docx" and not other:
        raise Unreadable(_NO_WORD)
