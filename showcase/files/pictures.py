"""Pictures that lie beside model files: what counts as one, and what of it is published.

A picture of an editor is never published as it is: it is decoded and encoded anew, small enough for a phone, so that
neither where and when it was taken nor anything hidden behind its pixels reaches a reader.
"""

import warnings
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageOps

SIZE_LIMIT = 5 * 1024 * 1024
"""Bytes of a file: what a telephone makes; the published one is a twentieth of it."""

PIXEL_LIMITS = {".jpg": 50_000_000, ".png": 24_000_000, ".webp": 12_000_000}
"""Pixels by suffix; a few kilobytes can hold a picture that fills all memory. A telephone takes JPEG, of which only
as many pixels are decoded as are published; the others are decoded whole, WebP in several copies."""

LONGEST_SIDE = 1280
"""Pixels of the published picture: twice the width of a phone."""

_FORMATS = {".jpg": "JPEG", ".png": "PNG", ".webp": "WEBP"}
_OPTIONS: dict[str, dict[str, object]] = {
    "JPEG": {"quality": 80, "optimize": True, "progressive": True},
    "PNG": {"optimize": True},
    "WEBP": {"quality": 80, "method": 4},
}


class TooManyPixelsError(ValueError):
    """A picture has more pixels than `PIXEL_LIMITS` allows."""


def fault_of(path: Path) -> str:
    """Why a file is no picture to publish, as a rule of `schema/messages.yml`; empty for a good one.

    It must be decodable whole as the kind its suffix says. A symbolic link is no picture: it may lead out of the tree.
    """
    if path.is_symlink() or path.suffix not in _FORMATS:
        return "picture-content"
    if path.stat().st_size > SIZE_LIMIT:
        return "picture-large"
    try:
        _decoded(path)
    except TooManyPixelsError:
        return "picture-pixels"
    except Exception:  # whatever a broken picture makes its decoder stumble over
        return "picture-content"
    return ""


def published(path: Path) -> bytes:
    """The picture upright, at most `LONGEST_SIDE` wide and high, without metadata, in the format of its suffix.

    Raises what Pillow raises for a file that is no picture; `fault_of` tells beforehand.
    """
    kind = _FORMATS[path.suffix]
    picture = _in_bytes(ImageOps.exif_transpose(_decoded(path)))
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    opaque = kind == "JPEG" or not picture.has_transparency_data
    # A new picture of nothing but the pixels: profiles, comments, positions and further frames stay behind.
    clean = Image.new("RGB" if opaque else "RGBA", picture.size)
    clean.paste(picture.convert(clean.mode))
    made = BytesIO()
    clean.save(made, kind, **_OPTIONS[kind])
    return made.getvalue()


def _in_bytes(picture: Image.Image) -> Image.Image:
    """Grey of 16 bits as grey of 8; Pillow would cut off what is above 255, which is nearly all, as white."""
    if not picture.mode.startswith("I"):
        return picture
    return picture.point(lambda value: value * (1 / 256)).convert("L")


def _decoded(path: Path) -> Image.Image:
    """All pixels of the first frame; of a large photograph only as many as are published."""
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            with Image.open(path, formats=[_FORMATS[path.suffix]]) as picture:
                if picture.width * picture.height > PIXEL_LIMITS[path.suffix]:
                    raise TooManyPixelsError
                picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
                picture.load()
                return picture
        except (Image.DecompressionBombWarning, Image.DecompressionBombError):
            raise TooManyPixelsError from None
