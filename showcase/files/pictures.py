"""Pictures that lie beside model files: what counts as one, and what of it is published.

A picture of an editor is never passed on as it is: it is decoded and encoded anew, small enough for a phone, so that
neither where and when it was taken nor anything hidden behind its pixels reaches a reader.
"""

import warnings
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageOps

SIZE_LIMIT = 5 * 1024 * 1024
"""Bytes of a file: what a telephone makes; the published one is a twentieth of it."""

PIXEL_LIMIT = 50_000_000
"""Pixels; a few kilobytes can hold a picture that fills all memory."""

LONGEST_SIDE = 1280
"""Pixels of the published picture: twice the width of a phone."""

_FORMATS = {".jpg": "JPEG", ".png": "PNG", ".webp": "WEBP"}
_OPTIONS: dict[str, dict[str, object]] = {
    "JPEG": {"quality": 80, "optimize": True, "progressive": True},
    "PNG": {"optimize": True},
    "WEBP": {"quality": 80, "method": 4},
}


def is_picture(path: Path) -> bool:
    """Whether the file can be decoded whole as the kind its suffix says, within `SIZE_LIMIT` and `PIXEL_LIMIT`.

    A symbolic link is no picture: it may lead out of the tree.
    """
    if path.is_symlink() or path.suffix not in _FORMATS or path.stat().st_size > SIZE_LIMIT:
        return False
    try:
        _decoded(path)
    except Exception:  # whatever a broken picture makes its decoder stumble over
        return False
    return True


def published(path: Path) -> bytes:
    """The picture upright, at most `LONGEST_SIDE` wide and high, without metadata, in the format of its suffix.

    Raises what Pillow raises for a file that is no picture; `is_picture` tells beforehand.
    """
    kind = _FORMATS[path.suffix]
    picture = ImageOps.exif_transpose(_decoded(path))
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    opaque = kind == "JPEG" or not picture.has_transparency_data
    # A new picture of nothing but the pixels: profiles, comments, positions and further frames stay behind.
    clean = Image.new("RGB" if opaque else "RGBA", picture.size)
    clean.paste(picture.convert(clean.mode))
    made = BytesIO()
    clean.save(made, kind, **_OPTIONS[kind])
    return made.getvalue()


def _decoded(path: Path) -> Image.Image:
    """All pixels of the first frame; of a large photograph only as many as are published."""
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        with Image.open(path, formats=[_FORMATS[path.suffix]]) as picture:
            if picture.width * picture.height > PIXEL_LIMIT:
                raise ValueError(f"{picture.width} x {picture.height}")
            picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            picture.load()
            return picture.copy()
