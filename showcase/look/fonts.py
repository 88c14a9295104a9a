"""Be Vietnam Pro and Noto Sans Khmer (both OFL), subset and packed as woff2, from their Python packages.

The Khmer face is made only where a model has a text in Khmer.
"""

import importlib.util
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
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
_KHMER = (
    (0x20, 0x3F),
    (0x1780, 0x17DD),
    (0x17E0, 0x17E9),
    (0x17F0, 0x17F9),
    (0x19E0, 0x19FF),
    (0x200B, 0x200D),
    (0x25CC, 0x25CC),
)
_FEATURES = ["kern", "liga", "locl", "mark", "mkmk", "ccmp", "tnum", "lnum"]


@cache
def font_files() -> dict[str, bytes]:
    """File name -> woff2: `{"be-vietnam-pro-400.woff2": ...}`. Takes about two seconds, once a process."""
    return {f"be-vietnam-pro-{weight}.woff2": _subset(name) for weight, name in WEIGHTS.items()}


def _subset(name: str) -> bytes:
    return _packed(_opened(_folder() / f"BeVietnamPro-{name}.ttf"), _RANGES, _FEATURES)


def widths(weight: str) -> dict[str, float]:
    """Letter -> width in em, of all letters that `font_files` has."""
    font = _opened(_folder() / f"BeVietnamPro-{WEIGHTS[weight]}.ttf")
    metrics, em, names = font["hmtx"].metrics, font["head"].unitsPerEm, font.getBestCmap()
    return {chr(code): metrics[names[code]][0] / em for code in _letters(_RANGES) if code in names}


@cache
def khmer_font() -> bytes:
    """The one weight of the Khmer face as woff2: Khmer letters with all their ligatures, digits, punctuation."""
    from fontTools.varLib.instancer import instantiateVariableFont

    variable = _opened(_folder("fontpkg_noto_sans_khmer") / "NotoSansKhmer[wdth,wght].ttf")
    return _packed(instantiateVariableFont(variable, {"wght": 400, "wdth": 100}), _KHMER, ["*"])


def _opened(file: Path) -> "TTFont":
    from fontTools.ttLib import TTFont  # slow to load, and the fonts of an earlier build are mostly there

    # The moment of building must not get into the file: two builds give the same bytes.
    return TTFont(file, recalcTimestamp=False)


def _packed(font: "TTFont", ranges: tuple[tuple[int, int], ...], features: list[str]) -> bytes:
    """A font as woff2 with the letters of these ranges only, `(first, last)`."""
    from fontTools import subset

    options = subset.Options(flavor="woff2", hinting=False, layout_features=features, notdef_outline=True)
    tool = subset.Subsetter(options)
    tool.populate(unicodes=_letters(ranges))
    tool.subset(font)
    packed = BytesIO()
    font.flavor = "woff2"
    font.save(packed)
    return packed.getvalue()


def _letters(ranges: tuple[tuple[int, int], ...]) -> list[int]:
    return [code for first, last in ranges for code in range(first, last + 1)]


def khmer_font_files() -> dict[str, bytes]:
    """Path from the root of the site -> the face of pages with a text in Khmer."""
    return {"assets/khmer/noto-sans-khmer.woff2": khmer_font()}


def khmer_look_files() -> dict[str, bytes]:
    """Path from the root of the site -> what goes with that face."""
    return {
        "assets/khmer/khmer.css": Path(__file__).with_name("khmer.css").read_bytes(),
        "assets/khmer/OFL.txt": licence("fontpkg_noto_sans_khmer").encode(),
    }


def licence(package: str = "fontpkg_be_vietnam_pro") -> str:
    """The text of the licence that a font asks to be handed on."""
    return (_folder(package).parent / "LICENSE").read_text(encoding="utf-8")


def _folder(package: str = "fontpkg_be_vietnam_pro") -> Path:
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(package.replace("_", "-"))
    return Path(spec.origin).parent / "files"
