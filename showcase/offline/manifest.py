"""What a phone needs to install the site: the web app manifest and its icons."""

import json
from io import BytesIO

from PIL import Image

from showcase.look.social_cards import drawn_lotus

ICON_SIZES = (192, 512)


def install_files() -> dict[str, bytes]:
    """Path from the root of the site -> content: manifest and icons."""
    return {"manifest.webmanifest": manifest().encode()} | {icon_path(size): icon(size) for size in ICON_SIZES}


def manifest() -> str:
    """The web app manifest; addresses are relative, so that the site works below any path.

    It has no `id`: one would be read from the root of the host, and several sites there would be taken for the same
    application. Without it the start page tells them apart.
    """
    icons = [
        {"src": icon_path(size), "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}
        for size in ICON_SIZES
        for purpose in ("any", "maskable")
    ]
    told = {
        "name": "Dân vận khéo - Mô hình hay để làm theo",
        "short_name": "Dân vận khéo",
        "lang": "vi",
        "start_url": "./",
        "scope": "./",
        "display": "minimal-ui",
        "background_color": "#faf8f4",
        "theme_color": "#faf8f4",
        "icons": icons,
    }
    return json.dumps(told, ensure_ascii=False)


def icon_path(size: int) -> str:
    """`assets/bieu-tuong-192.png`."""
    return f"assets/bieu-tuong-{size}.png"


def icon(size: int) -> bytes:
    """The full lotus in the middle four fifths of a square, so that a phone may cut any mask out of it."""
    ground = Image.new("RGB", (size, size), "#faf8f4")
    inner = round(size * 0.72)
    lotus = drawn_lotus().resize((inner, inner), Image.Resampling.LANCZOS)
    ground.paste(lotus, ((size - inner) // 2,) * 2)
    written = BytesIO()
    ground.quantize(32, dither=Image.Dither.NONE).save(written, "PNG", optimize=True)
    return written.getvalue()
