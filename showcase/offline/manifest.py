"""Files for installing the site on a phone: the web app manifest and its icons."""

import json
from io import BytesIO

from PIL import Image

from showcase.look.social_cards import drawn_lotus

ICON_SIZES = (192, 512)


def install_files() -> dict[str, bytes]:
    """Path from the root of the site -> content: manifest and icons."""
    return {"manifest.webmanifest": manifest().encode()} | {icon_path(size): icon(size) for size in ICON_SIZES}


def manifest() -> str:
    """The web app manifest. Addresses are relative, so that the site works below any path.

    It has no `id`: browsers resolve an `id` against the root of the host, so that several sites on one host would be
    the same application. Without `id` they are distinguished by their start page.
    """
    icons = [
        {"src": icon_path(size), "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}
        for size in ICON_SIZES
        for purpose in ("any", "maskable")
    ]
    values = {
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
    return json.dumps(values, ensure_ascii=False)


def icon_path(size: int) -> str:
    """The path of an icon: `assets/bieu-tuong-192.png`."""
    return f"assets/bieu-tuong-{size}.png"


def icon(size: int) -> bytes:
    """The lotus in the middle 72 % of a square: phones may cut the icon to any shape."""
    ground = Image.new("RGB", (size, size), "#faf8f4")
    inner = round(size * 0.72)
    lotus = drawn_lotus().resize((inner, inner), Image.Resampling.LANCZOS)
    ground.paste(lotus, ((size - inner) // 2,) * 2)
    written = BytesIO()
    ground.quantize(32, dither=Image.Dither.NONE).save(written, "PNG", optimize=True)
    return written.getvalue()
