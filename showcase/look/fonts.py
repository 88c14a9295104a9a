"""Be Vietnam Pro (OFL), subset to Vietnamese and Latin and packed as woff2, from its Python package."""

import importlib.util
from functools import cache
from io import BytesIO
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

WEIGHTS = {"400": "Regular", "600": "SemiBold"}
"""The two weights of the site; each is some 14 KB."""

# Basic Latin, Latin-1, the Vietnamese letters with their combining marks, punctuation, đồng, arrows and signs.
_RANGES = (
    *((0x20, 0x7E), (0xA0, 0xFF), (0x102, 0x103), (0x110, 0x111), (0x128, 0x129), (0x168, 0x169), (0x1A0, 0x1A1)),
    *((0x1AF, 0x1B0), (0x300, 0x303), (0x309, 0x309), (0x323, 0x323), (0x1EA0, 0x1EF9), (0x2010, 0x2015)),
    *((0x2018, 0x201E), (0x2022, 0x2022), (0x2026, 0x2026), (0x2030, 0x2030), (0x2039, 0x203A), (0x20AB, 0x20AB)),
    *((0x2190, 0x2193), (0x2212, 0x2212), (0x2248, 0x2248), (0x2264, 0x2265)),
)
_FEATURES = ["kern", "liga", "locl", "mark", "mkmk", "ccmp", "tnum", "lnum"]


@cache
def font_files() -> dict[str, bytes]:
    """File name -> woff2: `{"be-vietnam-pro-400.woff2": ...}`. Takes about two seconds, once a process."""
    return {f"be-vietnam-pro-{weight}.woff2": _subset(name) for weight, name in WEIGHTS.items()}


def _subset(name: str) -> bytes:
    options = subset.Options(flavor="woff2", hinting=False, layout_features=_FEATURES, notdef_outline=True)
    # The moment of building must not get into the file: two builds give the same bytes.
    font = TTFont(_folder() / f"BeVietnamPro-{name}.ttf", recalcTimestamp=False)
    tool = subset.Subsetter(options)
    tool.populate(unicodes=[code for first, last in _RANGES for code in range(first, last + 1)])
    tool.subset(font)
    packed = BytesIO()
    font.flavor = "woff2"
    font.save(packed)
    return packed.getvalue()


def licence() -> str:
    """The text of the licence that the font asks to be handed on."""
    return (_folder().parent / "LICENSE").read_text(encoding="utf-8")


def _folder() -> Path:
    spec = importlib.util.find_spec("fontpkg_be_vietnam_pro")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("fontpkg-be-vietnam-pro")
    return Path(spec.origin).parent / "files"
