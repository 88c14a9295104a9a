"""Pictures of editors: what is taken for one, and that nothing but the pixels is published."""

import io
import struct
import zlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from showcase.files.pictures import LONGEST_SIDE, SIZE_LIMIT, is_picture, published

SECRET = b"10.4567N 104.8910E Nguyen Van A"


def encoded(kind, size=(40, 30), mode="RGB", **options):
    picture = Image.linear_gradient("L").resize(size).convert(mode)
    made = io.BytesIO()
    picture.save(made, kind, **options)
    return made.getvalue()


def exif(orientation=1):
    made = Image.Exif()
    made[0x0112] = orientation
    made[0x010E] = SECRET.decode()
    made.get_ifd(0x8825)[2] = (10.0, 27.0, 24.12)  # the latitude of where it was taken
    return made


def bomb():
    """A PNG of a few bytes that claims to be 30,000 pixels wide and high."""
    head = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + head
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + chunk + struct.pack(">I", zlib.crc32(chunk))


@pytest.mark.parametrize(
    ("name", "content", "good"),
    [
        ("a.jpg", encoded("JPEG"), True),
        ("a.png", encoded("PNG"), True),
        ("a.png", encoded("PNG", mode="P"), True),
        ("a.png", encoded("PNG", mode="RGBA"), True),
        ("a.webp", encoded("WEBP"), True),
        ("a.png", encoded("JPEG"), False),
        ("a.jpg", encoded("PNG"), False),
        ("a.jpg", encoded("GIF"), False),
        ("a.gif", encoded("GIF"), False),
        ("a.svg", b"<svg onload='alert(1)'/>", False),
        ("a.jpg", b"", False),
        ("a.jpg", b"\xff\xd8\xff\xe0 <script>alert(1)</script>", False),
        ("a.jpg", encoded("JPEG")[:-200], False),
        ("a.png", encoded("PNG")[:-60], False),
        ("a.png", bomb(), False),
        ("a.jpg", encoded("JPEG") + bytes(SIZE_LIMIT), False),
    ],
    ids=lambda value: value[:12] if isinstance(value, bytes) else None,
)
def test_is_picture(tmp_path, name, content, good):
    path = tmp_path / name
    path.write_bytes(content)
    assert is_picture(path) is good


def test_a_link_out_of_the_tree_is_no_picture(tmp_path):
    (tmp_path / "real.png").write_bytes(encoded("PNG"))
    (tmp_path / "a.png").symlink_to(tmp_path / "real.png")
    assert not is_picture(tmp_path / "a.png")


@pytest.mark.parametrize(("name", "kind"), [("a.jpg", "JPEG"), ("a.png", "PNG"), ("a.webp", "WEBP")])
def test_what_is_published_holds_nothing_but_pixels(tmp_path, name, kind):
    path = tmp_path / name
    path.write_bytes(encoded(kind, exif=exif()) + SECRET)
    assert SECRET in path.read_bytes()
    made = published(path)
    assert b"Nguyen Van A" not in made
    shown = Image.open(io.BytesIO(made))
    assert shown.format == kind
    assert not shown.getexif()
    assert "exif" not in shown.info
    assert "icc_profile" not in shown.info


def test_a_photograph_is_turned_upright_and_made_small(tmp_path):
    path = tmp_path / "a.jpg"
    path.write_bytes(encoded("JPEG", size=(4000, 3000), exif=exif(orientation=6)))
    shown = Image.open(io.BytesIO(published(path)))
    assert shown.size == (LONGEST_SIDE * 3 // 4, LONGEST_SIDE)


def test_a_small_picture_keeps_its_size_and_its_transparency(tmp_path):
    path = tmp_path / "a.png"
    Image.new("RGBA", (20, 10), (200, 30, 90, 0)).save(path)
    shown = Image.open(io.BytesIO(published(path)))
    assert (shown.size, shown.mode, shown.getpixel((3, 3))[3]) == ((20, 10), "RGBA", 0)


def test_the_same_picture_gives_the_same_bytes(tmp_path):
    path = tmp_path / "a.jpg"
    path.write_bytes(encoded("JPEG", size=(900, 700)))
    assert published(path) == published(path)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.sampled_from(["JPEG", "PNG", "WEBP"]), st.integers(0, 600), st.binary(min_size=1, max_size=12))
def test_damaged_pictures_never_stop_the_check(tmp_path, kind, place, noise):
    good = encoded(kind)
    path = tmp_path / {"JPEG": "a.jpg", "PNG": "a.png", "WEBP": "a.webp"}[kind]
    path.write_bytes(good[:place] + noise + good[place + len(noise) :])
    if is_picture(path):
        assert Image.open(io.BytesIO(published(path))).format == kind
