"""The files that scripts ask for, in pieces that are scripts themselves; `reader.js` reads them."""

import base64
import json
from collections.abc import Iterable, Iterator

PIECE = 300_000
"""Bytes after which a piece is closed: few files to copy, and read at once even from a slow stick."""

FOLDER = "assets/usb/"


def pieces(files: Iterable[tuple[str, bytes]]) -> Iterator[tuple[str, bytes]]:
    """Path and content of each piece, at last the list that tells in which piece a file is.

    Files that end in `.bin` are kept as base64, all others as text.
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
    # No <script> element holds this text, so "</script>" in it does no harm.
    told = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return f"{FOLDER}{name}.js", f'usb.keep("{name}", {told});\n'.encode()
