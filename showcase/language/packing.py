"""Packed files whose bytes depend on the content alone, and small ones that continue a text which the reader has."""

import bz2
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


def bzipped(content: bytes) -> bytes:
    """The content as a bzip2 file: of texts a fifth smaller, but a browser needs a script to unpack it."""
    return bz2.compress(content, 9)


def packed(content: bytes) -> bytes:
    """The content as a gzip or as a bzip2 file, whichever is smaller; gzip where both are equal."""
    return min(gzipped(content), bzipped(content), key=len)


def beginning(before: bytes) -> bytes:
    """How a gzip file begins that holds `before`, unpacked, and then more: at most 32,768 bytes."""
    length = struct.pack("<H", len(before))
    return _HEADER + b"\x00" + length + bytes(255 - byte for byte in length) + before


def continued(content: bytes, before: bytes) -> bytes:
    """The content without what it has in common with `before`: behind `beginning(before)` it is a whole gzip file.

    Many small files that are alike are a third smaller so, as long as the reader has `before` already.
    """
    deflate = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS, zdict=before)
    body = deflate.compress(content) + deflate.flush()
    return body + struct.pack("<II", zlib.crc32(before + content), len(before + content) & 0xFFFFFFFF)


def clock_fault(year: int) -> str:
    """What is wrong with the year that a machine takes for the present, in Vietnamese; empty where it can build.

    The libraries that write .docx and .xlsx stamp what they pack, and a ZIP file bears only the years 1980 to 2107.
    """
    if 1980 <= year <= 2107:
        return ""
    return f"Đồng hồ của máy đang chỉ năm {year}. Chỉnh lại ngày giờ của máy rồi dựng lại."
