"""Read .doc, .odt and .rtf: LibreOffice, where it is installed, converts them to .docx."""

import shutil
import subprocess
import tempfile
from pathlib import Path

from showcase.importing.passages import Document, Progress, Unreadable

_SECONDS = 120
_ABSENT = (
    "đọc tệp {suffix} cần LibreOffice mà máy này chưa cài; hãy cài LibreOffice, "
    "hoặc mở tệp bằng Word rồi lưu thành .docx"
)
_FAILED = "LibreOffice không mở được tệp {suffix} (tệp hỏng hoặc có mật khẩu); hãy mở bằng Word rồi lưu thành .docx"


def read_converted(path: Path, progress: Progress | None = None) -> Document:
    """The passages of a .doc, .odt or .rtf file. Raises OSError and `Unreadable`."""
    from showcase.importing.docx_reading import read_docx

    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise Unreadable(_ABSENT.format(suffix=path.suffix.lower()))
    with tempfile.TemporaryDirectory() as folder:
        converted = _convert(program, path, Path(folder))
        if not converted.is_file():
            raise Unreadable(_FAILED.format(suffix=path.suffix.lower()))
        return read_docx(converted, progress)


def _convert(program: str, path: Path, folder: Path) -> Path:
    """Convert with a new LibreOffice profile, separate from a running LibreOffice and its macros."""
    source = folder / f"bao-cao{path.suffix.lower()}"
    shutil.copyfile(path, source)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--norestore", "--convert-to", "docx:MS Word 2007 XML"]
    try:
        subprocess.run([*command, "--outdir", str(folder / "out"), str(source)], capture_output=True, timeout=_SECONDS)
    except subprocess.TimeoutExpired:
        raise Unreadable(_FAILED.format(suffix=path.suffix.lower())) from None
    return folder / "out" / "bao-cao.docx"
