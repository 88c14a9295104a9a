"""A new model file from a few answers: its text, its place, what is wrong with it."""

from collections.abc import Collection, Mapping
from pathlib import Path

from showcase.files.checks import Context, check, report
from showcase.files.reading import read_bytes
from showcase.files.template import Value, annotated
from showcase.language.words import slug_within
from showcase.model.from_values import build
from showcase.model.model import Source
from showcase.model.places import folder_of
from showcase.schema.grammar import pattern
from showcase.schema.problems import Problem

_HEAD = (
    "# Những dòng không có dấu # ở đầu là điều đã biết. Kể tiếp: xóa dấu # ở đầu dòng, thay ví dụ bằng điều có nguồn.",
    "# Chỗ nào chưa biết thì để nguyên. Viết xong, chạy: python scripts/check_models.py",
)


def entry_text(values: Mapping[str, Value]) -> str:
    """The annotated file that holds `values`."""
    return annotated(values, _HEAD)


def entry_faults(text: str, slug: str, folder: str, register: dict[str, Source]) -> list[Problem]:
    """The problems that `check_models.py` would report for the file alone. `folder`: its name, as `ba-chuc`."""
    # What is no text at all (a lone surrogate) is for the reader to refuse.
    reading = read_bytes(text.encode("utf-8", errors="surrogatepass"), f"models/{folder}/{slug}.yml")
    if not reading.problems:
        model = build(slug, reading.file, reading.values)
        for finding in check(model, Context(register, Path(folder), reading.values, reading.source)):
            report(reading, finding)
    return reading.problems


def entry_folder(text: str) -> str | None:
    """The folder where the file belongs; None while the file cannot be read."""
    reading = read_bytes(text.encode("utf-8", errors="surrogatepass"), "")
    return None if reading.problems else folder_of(build("", "", reading.values))


def entry_slug(title: str, folder: str, taken: Collection[str]) -> str:
    """A name for the file: the title; where another file or page has that name, with the folder behind it."""
    slug = slug_within(title, 60) or "mo-hinh"
    is_other = any(pattern(name).fullmatch(slug) for name in ("page-name", "windows-name"))
    return slug_within(f"{slug}-{folder}", 80) if slug in taken or is_other else slug
