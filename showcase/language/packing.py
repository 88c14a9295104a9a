"""Gzip whose bytes depend on the content alone."""

import struct
import zlib

_HEADER = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff"
"""Deflate, no name, no date, packed as small as possible, from a system that is not told.

Python writes the system into it, and each release its own way; then a name that is a digest changes with the Python
of whoever builds, and every reader fetches anew what has not changed.
"""


def gzipped(content: bytes) -> bytes:
    """The content as a gzip file."""
    deflate = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    body = deflate.compress(content) + deflate.flush()
    return _HEADER + body + struct.pack("<II", zlib.crc32(content), len(content) & 0xFFFFFFFF)
