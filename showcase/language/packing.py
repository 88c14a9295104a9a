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


def clock_fault(year: int) -> str:
    """What is wrong with the year that a machine takes for the present, in Vietnamese; empty where it can build.

    The libraries that write .docx and .xlsx stamp what they pack, and a ZIP file bears only the years 1980 to 2107.
    """
    if 1980 <= year <= 2107:
        return ""
    return f"Đồng hồ của máy đang chỉ năm {year}. Chỉnh lại ngày giờ của máy rồi dựng lại."
