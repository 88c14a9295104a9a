"""Data files packed into scripts, since pages opened from a folder cannot fetch files; `reader.js` reads them."""

import base64
import json
from collections.abc import Iterable, Iterator

PIECE = 300_000
"""A script is closed after so many bytes: few files to copy, each read quickly even from a slow stick."""

FOLDER = "assets/usb/"


def pieces(files: Iterable[tuple[str, bytes]]) -> Iterator[tuple[str, bytes]]:
    """(path, content) of each script; the last one is the list: file -> number of its script.

    Files with the ending `.bin` are stored as base64, all others as text.
    """
    places: dict[str, str] = {}
    piece: dict[str, str] = {}
    size = number = 0
    for path, content in files:
        piece[path] = base64.b64encode(content).decode() if path.endswith(".bin") else content.decode()
        places[path] = str(number)
        size += len(piece[path])
        if size > PIECE:
            yield _script(str(number), piece)
            piece, size, number = {}, 0, number + 1
    if piece:
        yield _script(str(number), piece)
    yield _script("list", places)


def _script(name: str, content: dict[str, str]) -> tuple[str, bytes]:
    # The text is a file of its own, not inside a <script> element, so "</script>" in it is harmless.
    packed = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return f"{FOLDER}{name}.js", f'usb.keep("{name}", {packed});\n'.encode()
