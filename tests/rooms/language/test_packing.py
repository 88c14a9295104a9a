import bz2
import gzip
import subprocess
import zlib
from pathlib import Path

import pytest

from showcase.language.packing import beginning, bzipped, continued, gzipped

SAMPLES = [b"", b"x", "Dân vận khéo. ".encode() * 5000, bytes(range(256)) * 40]
PYTHONS = sorted((Path.home() / ".pyenv/versions").glob("3.1[1-9].*/bin/python"))


@pytest.mark.parametrize("content", SAMPLES, ids=len)
def test_everybody_can_unpack_it(content: bytes) -> None:
    assert gzip.decompress(gzipped(content)) == content
    assert zlib.decompress(gzipped(content), wbits=31) == content
    assert bz2.decompress(bzipped(content)) == content


@pytest.mark.parametrize("before", [b"", b"x", "Dân vận khéo. ".encode() * 900, bytes(range(256)) * 128], ids=len)
@pytest.mark.parametrize("content", SAMPLES, ids=len)
def test_a_continued_file_is_a_whole_one_behind_its_beginning(content: bytes, before: bytes) -> None:
    assert gzip.decompress(beginning(before) + continued(content, before)) == before + content


def test_what_is_common_is_not_sent_again() -> None:
    lines = [f"Xã số {number} làm đường hoa, bà con góp công mỗi chủ nhật.".encode() for number in range(2)]
    assert len(continued(lines[1], lines[0])) < len(gzipped(lines[1])) / 2


def test_the_header_tells_neither_system_nor_day() -> None:
    """Python 3.11 wrote the system (3) here, newer versions do not (255): digests in addresses differed."""
    assert gzipped(b"x")[:10].hex() == "1f8b08000000000002ff"


@pytest.mark.skipif(not PYTHONS, reason="no other Python of pyenv on this machine")
def test_other_pythons_give_the_same_bytes() -> None:
    root = Path(__file__).resolve().parents[3]
    code = (
        "import sys; from showcase.language.packing import bzipped, gzipped;"
        " sys.stdout.write((gzipped(b'abc' * 999) + bzipped(b'abc' * 999)).hex())"
    )
    for python in PYTHONS:
        done = subprocess.run([python, "-B", "-c", code], cwd=root, capture_output=True, text=True, check=True)
        assert done.stdout == (gzipped(b"abc" * 999) + bzipped(b"abc" * 999)).hex(), python
