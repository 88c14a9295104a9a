"""Pictures that lie beside model files: what counts as one."""

from pathlib import Path

SIZE_LIMIT = 400 * 1024
"""Bytes; the pages are for phones on slow lines."""

_SIGNATURES = {".jpg": (b"\xff\xd8\xff",), ".png": (b"\x89PNG\r\n\x1a\n",), ".webp": (b"RIFF",)}


def is_picture(path: Path) -> bool:
    """Whether the content is of the kind its suffix says and no larger than `SIZE_LIMIT`.

    A symbolic link is no picture: it may lead out of the tree.
    """
    if path.is_symlink():
        return False
    with path.open("rb") as stream:
        start = stream.read(12)
    if path.suffix == ".webp" and start[8:12] != b"WEBP":
        return False
    return start.startswith(_SIGNATURES.get(path.suffix, ())) and path.stat().st_size <= SIZE_LIMIT
