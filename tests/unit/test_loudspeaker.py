"""The loudspeaker text: short enough, for the ear, and nothing in it that the model does not tell."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest

from showcase.catalogue import Catalogue, ModelFiles
from showcase.loudspeaker import Announcement, announcement
from showcase.model import Citation, Figure, Model, Owner, Part, Place, Source
from showcase.spoken import spoken
from showcase.vocabulary import vocabulary

ROOT = Path(__file__).resolve().parent.parent.parent
REPORT = Source(id="bc", title="Báo cáo sơ kết", issuer="Ban Dân vận", date="2020")

# All words that the rules themselves may add; everything else must come from the model or its source.
OWN_WORDS = """xin giới thiệu mô hình của nay thuộc này đã dừng cách làm số liệu giai đoạn năm tháng theo báo cáo đến
trên cũ mỗi thứ nhất hai ba tư năm sáu bảy tám toàn tỉnh xã phường đặc khu ngày"""


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return ModelFiles(ROOT / "models").load()


def model(**more: object) -> Model:
    given: dict[str, object] = {
        "slug": "to-gop-von",
        "file": "models/ba-chuc/to-gop-von.yml",
        "title": "Tổ góp vốn",
        "summary": "Chị em góp 20 nghìn đồng mỗi tháng.",
        "owner": Owner("phu-nu", "Hội Liên hiệp Phụ nữ xã Ba Chúc"),
        "places": (Place(commune="30547"),),
        "sources": (Source(id="bc"),),
    }
    return Model(**{**given, **more})  # type: ignore[arg-type]


def texts(value: object) -> Iterator[str]:
    """Every text within a model, to the last field."""
    if isinstance(value, str | int | float):
        yield str(value)
    elif isinstance(value, tuple):
        for one in value:
            yield from texts(one)
    elif is_dataclass(value):
        for field in fields(value):
            yield from texts(getattr(value, field.name))


def read(one: Model, catalogue: Catalogue) -> Announcement:
    return announcement(one, [catalogue.source(source) for source in one.sources])


def test_every_model_can_be_read_within_the_most(catalogue: Catalogue) -> None:
    for one in catalogue.models:
        made = read(one, catalogue)
        assert made.syllables <= 250, one.slug
        assert not re.search(r"[0-9%/()²“”]", made.text), made.text
        assert not re.search(r"\b[A-ZĐ]{2,}\b", made.text), made.text


def test_no_word_comes_from_nowhere(catalogue: Catalogue) -> None:
    for one in catalogue.models:
        known = " ".join([*texts(one), *(text for source in one.sources for text in texts(catalogue.source(source)))])
        known += " ".join(f" {place.today.full_name}" for place in one.places if place.today)
        known += " ".join(vocabulary("qualifiers").values()) + " an giang lai châu kiên giang " + OWN_WORDS
        heard = set(re.findall(r"\w+", read(one, catalogue).text.lower()))
        numbers = set(re.findall(r"\w+", spoken("1.234.567.890 21 15 105 4,4 10 24 01/4/2025").lower()))
        assert heard - set(re.findall(r"\w+", spoken(known).lower())) - numbers == set(), one.slug


def test_the_longest_model_keeps_whole_sentences() -> None:
    sentence = "Chị em họp tổ mỗi tháng một lần để bàn việc góp vốn và chọn người nhận trước"
    long = model(summary=f"{sentence}. " * 40, approach=Part(steps=(sentence,) * 20), title="Tên dài " * 30)
    made = announcement(long, [REPORT])
    assert made.syllables <= 250
    said = [one for one in re.split(r"(?<=\.)\s", made.text) if one.startswith("Chị em")]
    assert said
    assert set(said) == {f"{sentence}."}


def test_what_the_summary_told_is_not_told_again() -> None:
    figures = (Figure("Góp mỗi tháng", 20, "nghìn đồng"), Figure("Tổ", 8, "tổ", as_of="2016-2020"))
    made = announcement(model(effectiveness=Part(figures=figures, source=Citation("bc"))), [REPORT])
    assert "Góp mỗi tháng" not in made.text
    assert "Số liệu giai đoạn hai nghìn không trăm mười sáu đến hai nghìn không trăm hai mươi. Tổ: tám tổ." in made.text


def test_the_owner_tells_the_place_already() -> None:
    assert announcement(model(), [REPORT]).paragraphs == (
        "Xin giới thiệu mô hình Tổ góp vốn, của Hội Liên hiệp Phụ nữ xã Ba Chúc.",
        "Chị em góp hai mươi nghìn đồng mỗi tháng.",
        "Theo báo cáo của Ban Dân vận.",
    )


def test_a_place_of_before_the_merger_is_told_with_todays_name() -> None:
    moved = model(owner=Owner("thanh-nien", "Xã đoàn Cũ"), places=(Place("30547", as_written="xã Cũ, huyện Tri Tôn"),))
    assert "của xã đoàn Cũ, nay thuộc xã Ba Chúc." in announcement(moved, [REPORT]).text


def test_a_model_that_stopped_is_not_praised_as_running() -> None:
    assert "Mô hình này đã dừng." in announcement(model(status="da-dung"), [REPORT]).text
