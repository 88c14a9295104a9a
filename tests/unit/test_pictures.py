from pathlib import Path

import pytest

from showcase.pictures import SIZE_LIMIT, is_picture

JPEG, PNG, WEBP = b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n", b"RIFF\x10\x00\x00\x00WEBP"


@pytest.mark.parametrize(
    ("name", "content", "good"),
    [
        ("a.jpg", JPEG, True),
        ("a.png", PNG, True),
        ("a.webp", WEBP, True),
        ("a.png", JPEG, False),
        ("a.jpg", PNG, False),
        ("a.webp", b"RIFF\x10\x00\x00\x00WAVE", False),
        ("a.webp", b"RIFF", False),
        ("a.gif", b"GIF89a", False),
        ("a.svg", b"<svg/>", False),
        ("a.jpg", b"", False),
        ("a.jpg", JPEG + bytes(SIZE_LIMIT - 4), True),
        ("a.jpg", JPEG + bytes(SIZE_LIMIT - 3), False),
    ],
)
def test_is_picture(tmp_path: Path, name: str, content: bytes, good: bool) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert is_picture(path) is good
