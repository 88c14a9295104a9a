"""Personal data is found in any spelling; numbers of the sources are not flagged."""

import re
import sys
from pathlib import Path

import pytest
import yaml

from showcase.files.personal import _NOT_PLAIN, Personal, _made_plain, personal_in, personal_lines

CASES = yaml.safe_load(Path(__file__).with_name("personal.yml").read_text(encoding="utf-8"))
SPELLINGS = [(what, text) for what, texts in CASES["personal"].items() for text in texts]
AROUND = ["{}", "Bà A ({}) vay vốn.", "x: {}, y", "# liên hệ {}", "Gọi {}; gặp tổ trưởng"]
SEEDS = Path(__file__).resolve().parents[4] / "shared" / "seeds"


def test_there_are_a_hundred_spellings() -> None:
    assert len({text for _, text in SPELLINGS}) == len(SPELLINGS) > 100


@pytest.mark.parametrize("around", AROUND)
def test_every_spelling_is_found(around: str) -> None:
    found = {text: personal_in(around.format(text)) for _, text in SPELLINGS}
    assert [text for what, text in SPELLINGS if getattr(found[text], "what", None) != what] == []


@pytest.mark.parametrize("around", AROUND)
def test_harmless_numbers_are_left_alone(around: str) -> None:
    assert [text for text in CASES["harmless"] if personal_in(around.format(text))] == []


def test_lines_name_what_no_value_shows() -> None:
    source = "# 0912 345 678\ntitle: a\n\nlink: https://zalo.me/0987654321 # lan@gmail.com\n"
    assert list(personal_lines(source, set())) == [
        (1, Personal("số điện thoại", "0912 345 678")),
        (4, Personal("thư điện tử", "lan@gmail.com")),
    ]
    assert list(personal_lines(source, {"0912 345 678", "lan@gmail.com"})) == []


def test_a_figure_in_its_own_field_is_no_number_of_a_person() -> None:
    assert list(personal_lines("    - {label: Vốn, value: 351234567, unit: đồng}\n", set())) == []
    assert list(personal_lines("    # CMND: 351234567\n", set())) == [(1, Personal("số căn cước", "CMND: 351234567"))]


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the sources are not here")
def test_numbers_of_the_sources_are_left_alone() -> None:
    """Parts of the real sources with over five hundred numbers; each match was checked by hand."""
    found, numbers = [], 0
    for path in sorted(SEEDS.glob("*.txt")):
        for line in path.read_text(encoding="utf-8", errors="replace").split("\n"):
            numbers += len(re.findall(r"\d[\d./,-]*", line))
            if personal := personal_in(line):
                found.append((path.name, personal.text))
    assert numbers > 500
    assert found == []


def test_what_counts_as_plain_stays_as_it_is() -> None:
    plain = [sign for sign in map(chr, range(sys.maxunicode + 1)) if not _NOT_PLAIN.search(sign)]
    assert len(plain) > 250
    for first in plain:
        pairs = "".join(first + second for second in plain)
        assert _made_plain(pairs) == pairs
