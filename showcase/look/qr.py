"""QR codes: as SVG for paper, as a picture to keep, print or send."""

import re
from io import BytesIO

import segno
from markupsafe import Markup
from PIL import Image

_DARK = re.compile(rb"\x01+")
_SCALE, _QUIET = 8, 4
"""Pixels a module in a picture, and modules of white around it, as the standard asks for."""


def qr_drawing(address: str) -> Markup:
    """An address as a QR code in SVG, one unit a module, with half the quiet zone that the standard asks for.

    The paper around it gives the other half.
    """
    rows = _rows(address)
    # A path of dark runs, one row after the other; segno's own writer takes as long as its encoder.
    runs = (f"M{run.start()} {y}.5h{len(run[0])}" for y, row in enumerate(rows) for run in _DARK.finditer(row))
    side = len(rows) + 4
    box = f'<svg class="code" viewBox="-2 -2 {side} {side}" role="img" aria-label="Mã QR dẫn tới trang này">'
    return Markup(f'{box}<path stroke="#000" d="{"".join(runs)}"/></svg>')


def qr_picture(address: str) -> bytes:
    """An address as a QR code in PNG, in black and white, ready to be printed."""
    rows = _rows(address)
    side = len(rows) + 2 * _QUIET
    image = Image.new("L", (side, side), 255)
    modules = bytes(0 if dark else 255 for row in rows for dark in row)
    image.paste(Image.frombytes("L", (len(rows), len(rows)), modules), (_QUIET, _QUIET))
    written = BytesIO()
    image.resize((side * _SCALE,) * 2, Image.Resampling.NEAREST).convert("1").save(written, "PNG")
    return written.getvalue()


def _rows(address: str) -> tuple[bytearray, ...]:
    """The modules, row by row, 1 for a dark one.

    The mask is fixed: trying all eight takes five times as long and matters only to print far worse than ours.
    """
    return segno.make(address, error="m", micro=False, mask=3).matrix
