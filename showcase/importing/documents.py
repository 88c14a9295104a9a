"""Reading a report of .docx, .txt or .md as passages.

Reports come from anywhere: sizes are limited before anything is unpacked, and whatever cannot be read is told as
an `Unreadable` with a reason in Vietnamese.
"""

from pathlib import Path

from showcase.importing.passages import SIZE_LIMIT, Passage, Progress, Unreadable
from showcase.importing.plain_text import decode, passages_of_text


def read_passages(path: Path, progress: Progress | None = None) -> list[Passage]:
    """All passages in order, footnotes where they stand. Raises OSError and `Unreadable`."""
    size = path.stat().st_size
    if size > SIZE_LIMIT:
        raise Unreadable(f"tệp quá lớn, hơn {SIZE_LIMIT // 2**20} MB")
    if path.suffix.lower() == ".docx":
        from showcase.importing.docx_reading import read_docx

        return read_docx(path, progress)
    if path.suffix.lower() in (".txt", ".md"):
        return passages_of_text(decode(path.read_bytes()))
    raise Unreadable("chỉ đọc được tệp .docx, .txt và .md; tệp .doc hãy mở bằng Word rồi lưu thành .docx")
