"""Reports with odd words in odd places and changed bytes give a message or drafts, never a crash."""

import os
import random
import time
import zipfile
from collections.abc import Callable
from functools import cache
from io import BytesIO
from pathlib import Path

import docx
import pytest
import yaml

from showcase.importing.documents import read_document
from showcase.importing.drafts import drafts
from showcase.importing.find_models import find_models
from showcase.importing.passages import Unreadable
from showcase.importing.places import setting

SETS = Path(__file__).resolve().parents[2] / "content" / "reports"
FUZZED = int(os.environ.get("SHOWCASE_FUZZ", "30"))
"""Spoiled reports of all kinds together; `SHOWCASE_FUZZ=1000 pytest ...` takes some minutes."""
PIECES = [
    "“",
    "”",
    "mô hình ",
    "Mô hình này do ",
    " của ",
    ": ",
    "; ",
    "(",
    "xã ",
    "Hội ",
    "[^1]",
    "1. ",
    "\n",
    "\x00",
    "ư" * 300,
]


@cache
def texts() -> list[str]:
    """Texts in real styles, to be damaged."""
    documents = yaml.safe_load((SETS / "nineteenth.yml").read_text(encoding="utf-8"))
    return [one["text"] for one in documents if "text" in one]


def spoiled(text: str, chance: random.Random) -> str:
    """The text with pieces inserted, removed and repeated; sometimes with English letters only."""
    for _ in range(chance.randint(0, 40)):
        at, length = chance.randrange(len(text) + 1), chance.randint(0, 30)
        text = text[:at] + chance.choice(PIECES) * chance.choice((1, 1, 3, 50)) + text[at + length :]
    return text if chance.random() < 0.7 else text.encode("ascii", "ignore").decode()


def bitten(data: bytes, chance: random.Random) -> bytes:
    """The bytes with a few changes."""
    changed = bytearray(data)
    for _ in range(chance.randint(1, 20)):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def of_txt(chance: random.Random, number: int) -> bytes:
    data = spoiled(chance.choice(texts()), chance).encode() + b" "
    return bitten(data, chance) if number % 3 == 2 else data


def of_docx(chance: random.Random, number: int) -> bytes:
    document, stream = docx.Document(), BytesIO()
    for line in spoiled(chance.choice(texts()), chance).replace("\x00", "").split("\n"):
        document.add_paragraph(line)
    document.save(stream)
    if number % 3 == 1:
        return bitten(stream.getvalue(), chance)
    return with_bitten_text(stream, chance) if number % 3 == 2 else stream.getvalue()


def with_bitten_text(stream: BytesIO, chance: random.Random) -> bytes:
    """A Word document with some bytes of its text changed."""
    changed = BytesIO()
    with zipfile.ZipFile(stream) as old, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, bitten(data, chance) if name == "word/document.xml" else data)
    return changed.getvalue()


def of_pdf(chance: random.Random, number: int) -> bytes:
    return bitten((SETS / "eighteenth" / "08-bao-cao-xa.pdf").read_bytes(), chance)


@pytest.mark.parametrize("make", [of_txt, of_docx, of_pdf])
def test_fuzzed_reports_never_break_the_reader(make: Callable[[random.Random, int], bytes], tmp_path: Path) -> None:
    """Each is read, or refused with a message, within 2 s of processor time."""
    chance = random.Random(15)
    path = tmp_path / f"a.{make.__name__.removeprefix('of_')}"
    read = 0
    for number in range(FUZZED // 3 + 1):
        path.write_bytes(make(chance, number))
        began = time.process_time()
        try:
            passages = read_document(path).passages
        except Unreadable:
            continue
        made = drafts(find_models(passages).models, "a", "a", setting(passages))
        assert all(yaml.safe_load(one.text) is not None for one in made)
        assert time.process_time() - began < 2, number
        read += 1
    assert read
