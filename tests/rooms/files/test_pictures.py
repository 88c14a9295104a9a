"""Pictures of editors: which files are accepted, and that only their pixels are published."""

import io
import struct
import zlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from showcase.files.pictures import LONGEST_SIDE, SIZE_LIMIT, fault_of, published

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
    made.get_ifd(0x8825)[2] = (10.0, 27.0, 24.12)  # the latitude of the photo
    return made


def bomb(width=30_000, height=30_000):
    """A PNG of a few bytes that claims this width and height."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", head), (b"IDAT", b"")]
    made = [
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(made)


@pytest.mark.parametrize(
    ("name", "content", "fault"),
    [
        ("a.jpg", encoded("JPEG"), ""),
        ("a.png", encoded("PNG"), ""),
        ("a.png", encoded("PNG", mode="P"), ""),
        ("a.png", encoded("PNG", mode="RGBA"), ""),
        ("a.webp", encoded("WEBP"), ""),
        ("a.png", encoded("JPEG"), "picture-content"),
        ("a.jpg", encoded("PNG"), "picture-content"),
        ("a.jpg", encoded("GIF"), "picture-content"),
        ("a.gif", encoded("GIF"), "picture-content"),
        ("a.svg", b"<svg onload='alert(1)'/>", "picture-content"),
        ("a.jpg", b"", "picture-content"),
        ("a.jpg", b"\xff\xd8\xff\xe0 <script>alert(1)</script>", "picture-content"),
        ("a.jpg", encoded("JPEG")[:-200], "picture-content"),
        ("a.png", encoded("PNG")[:-60], "picture-content"),
        ("a.png", bomb(10_000, 10_000), "picture-pixels"),
        ("a.png", bomb(6_000, 4_001), "picture-pixels"),
        ("a.png", bomb(6_000, 4_000), "picture-content"),
        ("a.png", bomb(), "picture-pixels"),
        ("a.jpg", encoded("JPEG") + bytes(SIZE_LIMIT), "picture-large"),
    ],
    ids=lambda value: value[:12] if isinstance(value, bytes) else None,
)
def test_faults(tmp_path, name, content, fault):
    path = tmp_path / name
    path.write_bytes(content)
    assert fault_of(path) == fault


@pytest.mark.parametrize("order", ["I;16", "I;16B"])
def test_grey_of_sixteen_bits_stays_grey(tmp_path, order):
    """Scanners save this format; Pillow makes all but the darkest 256 of its 65,536 shades white."""
    shades = [0, 256, 32_768, 65_535]
    picture = Image.frombytes(order, (4, 1), struct.pack(f"{'>' if order.endswith('B') else '<'}4H", *shades))
    picture.save(tmp_path / "a.png")
    shown = Image.open(io.BytesIO(published(tmp_path / "a.png"))).convert("L")
    assert [shown.getpixel((x, 0)) for x in range(4)] == [0, 1, 128, 255]


def test_a_link_out_of_the_tree_is_no_picture(tmp_path):
    (tmp_path / "real.png").write_bytes(encoded("PNG"))
    (tmp_path / "a.png").symlink_to(tmp_path / "real.png")
    assert fault_of(tmp_path / "a.png") == "picture-content"


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


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.sampled_from(["JPEG", "PNG", "WEBP"]), st.integers(0, 600), st.binary(min_size=1, max_size=12))
def test_damaged_pictures_never_stop_the_check(tmp_path, kind, place, noise):
    good = encoded(kind)
    path = tmp_path / {"JPEG": "a.jpg", "PNG": "a.png", "WEBP": "a.webp"}[kind]
    path.write_bytes(good[:place] + noise + good[place + len(noise) :])
    if not fault_of(path):
        assert Image.open(io.BytesIO(published(path))).format == kind
