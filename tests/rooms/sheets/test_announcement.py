"""The loudspeaker text: short, easy to hear, and only with facts of the model."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from showcase.files.catalogue import Catalogue, ModelFiles
from showcase.gazetteer.communes import gazetteer
from showcase.language.aloud import spoken
from showcase.model.model import Citation, Figure, Model, Owner, Part, Place, Source
from showcase.schema.fields import MODEL
from showcase.schema.grammar import limit
from showcase.schema.vocabulary import vocabulary
from showcase.sheets.announcement import Announcement, announcement

ROOT = Path(__file__).resolve().parents[3]
REPORT = Source(id="bc", title="Báo cáo sơ kết", issuer="Ban Dân vận", date="2020")

# All words that the rules may add; all others must come from the model or its source.
OWN_WORDS = """xin giới thiệu mô hình của nay thuộc này đã dừng cách làm số liệu giai đoạn năm tháng theo báo cáo đến
trên cũ mỗi ở thứ nhất hai ba tư năm sáu bảy tám toàn tỉnh xã phường đặc khu ngày nơi khác thuộc và
trong những việc có đây là chuyện nguồn nơi trước"""


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
    """Every text within a model, at any depth."""
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
        provinces = {
            place.province or place.today.province_code for place in one.places if place.province or place.today
        }
        known += " ".join(f" {gazetteer().provinces[code]}" for code in provinces)
        known += " " + " ".join(vocabulary("qualifiers").values()) + " an giang lai châu kiên giang " + OWN_WORDS
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


def test_a_figure_without_a_time_is_never_heard_under_the_time_of_another() -> None:
    figures = (Figure("Hộ", 9, "hộ", as_of="2016"), Figure("Tổ", 8, "tổ"))
    undated = announcement(model(effectiveness=Part(figures=figures, source=Citation("bc"))), [REPORT]).text
    assert undated.index("Tổ: tám tổ.") < undated.index("Số liệu năm hai nghìn không trăm mười sáu. Hộ: chín hộ.")


def test_the_year_of_a_source_is_not_said_as_that_of_its_figures() -> None:
    dated = Source("bao", title="Bài báo", date="2022")
    figures = Part(figures=(Figure("Tổ", 8, "tổ"),), source=Citation("bao"))
    told = model(effectiveness=figures, sources=(dated,), source_years=(("bao", "2022"),))
    text = announcement(told, [dated]).text
    assert "Theo nguồn năm hai nghìn không trăm hai mươi hai. Tổ: tám tổ." in text
    assert "Số liệu" not in text


def test_the_owner_tells_the_place_already() -> None:
    assert announcement(model(), [REPORT]).paragraphs == (
        "Xin giới thiệu mô hình Tổ góp vốn, của Hội Liên hiệp Phụ nữ xã Ba Chúc.",
        "Chị em góp hai mươi nghìn đồng mỗi tháng.",
        "Theo báo cáo của Ban Dân vận, năm hai nghìn không trăm hai mươi.",
    )


def test_an_owner_with_whom_the_title_ends_is_not_said_again() -> None:
    owner = Owner("phu-nu", "Phụ nữ ấp Vĩnh Lợi, xã Vĩnh Thạnh")
    places = (Place("30547", as_written="xã Vĩnh Thạnh"),)
    said = announcement(model(title="Ống tre của phụ nữ ấp Vĩnh Lợi", owner=owner, places=places), [REPORT])
    assert "Ống tre của phụ nữ ấp Vĩnh Lợi, xã Vĩnh Thạnh, nay thuộc xã Ba Chúc." in said.text


def test_a_place_of_before_the_merger_is_told_with_todays_name() -> None:
    moved = model(owner=Owner("thanh-nien", "Xã đoàn Cũ"), places=(Place("30547", as_written="xã Cũ, huyện Tri Tôn"),))
    assert "của Xã đoàn Cũ, nay thuộc xã Ba Chúc." in announcement(moved, [REPORT]).text


def test_what_several_sources_tell_is_not_put_down_to_the_first() -> None:
    papers = [
        REPORT,
        Source("bao", title="Bếp ăn", issuer="Báo", date="2022"),
        Source("bao-2", title="Bếp", issuer="Báo"),
    ]
    assert announcement(model(), papers).text.endswith(
        "của Ban Dân vận, năm hai nghìn không trăm hai mươi, và hai nguồn khác."
    )


def test_a_model_that_stopped_is_not_praised_as_running() -> None:
    assert "Mô hình này đã dừng." in announcement(model(status="da-dung"), [REPORT]).text


def syllables(text: str) -> int:
    """The number of syllables, counted in another way: all runs of letters."""
    return len("".join(char if char.isalpha() else " " for char in text).split())


# Short to write, but many syllables to say.
DEAR = ["9", "99%", "777.777.777", "1kWp", "9.999,99", "30/4/2025", "7:59", "BTGDVTU", "XYZT", "W", "24-QĐ/TU", "≥9km²"]
WORDS = st.sampled_from(
    [*DEAR, "Dân", "vận", "khéo.", "ở", "TP.", "Vui!", "tin?", "- Góp", "(cũ)", "ông/bà", "Mô hình"]
)


def filling(most: int) -> st.SearchStrategy[str]:
    """A text of the largest length of a field, or a part of it."""
    made = st.tuples(st.lists(WORDS, min_size=1, max_size=40), st.sampled_from([1, 3, 99]))
    return made.map(lambda words: (" ".join(words[0] * words[1])[:most]).strip())


def most_of(path: str) -> int:
    row = MODEL
    for key in path.split("."):
        row = row.by_key[key]
    return row.most or limit("line")


LONG_FIGURES = st.lists(
    st.builds(
        Figure,
        filling(most_of("effectiveness.figures.label")),
        st.integers(0, limit("number") - 1),
        filling(most_of("effectiveness.figures.unit")),
        st.sampled_from([None, "it-nhat"]),
        st.none() | st.integers(0, limit("number") - 1),
        as_of=st.sampled_from([None, "24/11/2025", "2016-2020"]),
    ),
    max_size=6,
)


@settings(max_examples=60)
@given(
    filling(most_of("title")),
    filling(most_of("summary")),
    st.just("") | filling(most_of("owner.name")),
    filling(most_of("places.as_written")),
    st.sampled_from(["30547", None]),
    st.lists(filling(600), max_size=12),
    LONG_FIGURES,
    filling(limit("line")),
    st.just("") | filling(limit("line")),
    st.sampled_from([None, "da-dung"]),
)
def test_no_text_is_longer_than_the_most_with_fields_at_their_limits(
    title: str,
    summary: str,
    owner: str,
    written: str,
    commune: str | None,
    steps: list[str],
    figures: list[Figure],
    source: str,
    issuer: str,
    status: str | None,
) -> None:
    long = model(
        title=title,
        summary=summary,
        owner=Owner("khac", owner),
        places=(Place(commune, as_written=written),),
        approach=Part(steps=tuple(steps)),
        effectiveness=Part(figures=tuple(figures)),
        status=status,
    )
    text = announcement(long, [Source(id="x", title=source, issuer=issuer)]).text
    assert syllables(text) <= 250, text
    assert text.startswith("Xin giới thiệu mô hình")
    assert ("Mô hình này đã dừng." in text) == (status == "da-dung")
    assert all(char.isalpha() or char in " .,:;?!-’\n" for char in text), text
    assert not re.search(r"[.,:;?!]{2}| [.,:;?!]", text), text


def opening(**more: object) -> str:
    return announcement(model(**more), [REPORT]).paragraphs[0]


def test_of_a_long_frame_source_place_and_owner_go_in_this_order() -> None:
    ninety, sixty = "góp " * 90, "xã " * 60
    far = (Place(as_written=sixty.strip()),)
    register = Source(id="x", title="Văn bản " * 30, issuer="Nơi ra văn bản")

    def told(owner: str, *, places: tuple[Place, ...] = far) -> str:
        return announcement(
            model(title=f"Tổ {ninety}".strip(), owner=Owner("khac", owner), places=places), [register]
        ).text

    assert syllables(told("Hội " * 30)) <= 250
    assert [part in told("Hội " * 30) for part in ("của Hội", "xã xã", "Văn bản")] == [True, True, False]
    assert [part in told("Hội " * 99) for part in ("của Hội", "xã xã", "Văn bản")] == [True, False, False]
    assert [part in told("Hội " * 199) for part in ("của Hội", "xã xã", "Văn bản")] == [False, False, False]


def test_a_title_is_cut_between_words_and_never_within_a_number() -> None:
    title = " ".join(f"777.777.7{digit} hộ" for digit in range(10, 26))
    said = opening(title=title)
    assert syllables(said) <= 250
    whole = "bảy trăm bảy mươi bảy triệu bảy trăm bảy mươi bảy nghìn bảy trăm"
    assert 10 <= said.count(whole) == said.count("hộ"), said
    assert said.endswith(" hộ.")


def test_a_question_or_a_cry_has_one_stop() -> None:
    made = announcement(
        model(title="Vì sao dân tin?", summary="Bà con vui!. Ai cũng góp? Có.", owner=Owner("khac")), []
    )
    assert made.paragraphs == (
        "Xin giới thiệu mô hình Vì sao dân tin, ở xã Ba Chúc.",
        "Bà con vui! Ai cũng góp? Có.",
    )


@pytest.mark.parametrize("title", ["Mô hình Tổ góp vốn", "“Mô hình Tổ góp vốn”", "MÔ HÌNH: Tổ góp vốn"])
def test_a_title_that_begins_with_model_says_it_once(title: str) -> None:
    assert opening(title=title).startswith("Xin giới thiệu mô hình Tổ góp vốn, của")


def test_marks_and_numbers_of_steps_are_said_once() -> None:
    steps = ("1. Họp dân", "Bước 2: Bàn cách góp", "- Góp tiền", "+ Mua thẻ", "7. Chia thẻ")
    text = announcement(model(approach=Part(steps=steps)), [REPORT]).text
    assert "Cách làm, thứ nhất: Họp dân. Thứ hai: Bàn cách góp. Thứ ba: Góp tiền. Thứ tư: Mua thẻ." in text
    assert "Thứ năm: Bảy. Chia thẻ." in text


def test_no_sentence_ends_behind_an_abbreviation() -> None:
    summary = "Chị em góp vốn. Hội Phụ nữ TP. Rạch Giá và TX. Hà Tiên lập tổ ở khu công nghiệp 4.0. " + "Có vui. " * 10
    long = model(title="Tên " * 60, owner=Owner("khac", "Hội " * 60), summary=summary)
    text = announcement(long, [Source(id="x", title="Văn bản " * 36)]).text
    assert "Hội Phụ nữ thành phố Rạch Giá và thị xã Hà Tiên lập tổ ở khu công nghiệp bốn chấm không." in text
    assert syllables(text) <= 250


def test_a_figure_is_not_told_by_a_greater_one_that_ends_like_it() -> None:
    figures = (Figure("Tổ mới", 8, "tổ"), Figure("Tất cả", 18, "tổ"))
    text = announcement(model(summary="Xã có 18 tổ.", results=Part(figures=figures)), [REPORT]).text
    assert "Tổ mới: tám tổ." in text
    assert "Tất cả" not in text


def test_a_source_is_told_without_its_brackets_and_with_its_issuer_once() -> None:
    source = Source(id="x", title="Bài báo của Lan về dân vận (bản lưu)", issuer="Báo chí (không ghi tên báo)")
    assert announcement(model(), [source]).paragraphs[-1] == "Theo bài báo của Lan về dân vận."
    told = Source(id="x", title="Bài báo của Đảng ủy xã", issuer="Đảng ủy xã")
    assert announcement(model(), [told]).paragraphs[-1] == "Theo Đảng ủy xã."
    assert announcement(model(), [Source(id="x", issuer="Đảng ủy xã")]).paragraphs[-1] == "Theo Đảng ủy xã."


def test_the_title_of_an_article_is_nothing_for_the_ear() -> None:
    article = Source(id="x", title="Hà Nội: Dân góp tiền", issuer="Báo Mới (đăng lại)", date="3/2024")
    said = announcement(model(), [article, REPORT]).paragraphs[-1]
    assert said == "Theo Báo Mới, năm hai nghìn không trăm hai mươi tư, và một nguồn khác."


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("thành phố Rạch Giá, tỉnh Kiên Giang", "làm ở nơi trước đây thuộc thành phố Rạch Giá, tỉnh Kiên Giang."),
        ("xã Vĩnh Phong, huyện Vĩnh Bảo", "làm ở nơi trước đây thuộc xã Vĩnh Phong, huyện Vĩnh Bảo."),
        ("Thôn Nà Xá, xã Yên Định", "làm ở thôn Nà Xá, nơi trước đây thuộc xã Yên Định."),
        ("các xã vùng sâu", "của Hội Liên hiệp Phụ nữ xã Ba Chúc."),
        ("Mường Lát, Thanh Hóa", "của Hội Liên hiệp Phụ nữ xã Ba Chúc."),
    ],
)
def test_a_place_without_a_commune_of_today_is_said_where_it_names_a_unit(written: str, said: str) -> None:
    assert opening(places=(Place(province="91", candidates=("30547",), as_written=written),)).endswith(said)


def test_the_province_of_the_deed_is_not_put_behind_an_owner_that_ends_elsewhere() -> None:
    owner = Owner("khac", "Đảng ủy xã Bình Lư cùng Mặt trận khu 2")
    assert opening(owner=owner, places=(Place("03390"),)).endswith("khu hai, làm ở xã Bình Lư, tỉnh Lai Châu.")


def test_communes_of_one_province_bear_its_name_once_and_unknown_places_are_counted() -> None:
    places = (Place("03390"), Place("30547"), Place(province="91", as_written="huyện Tri Tôn", candidates=("30547",)))
    said = opening(owner=Owner("khac", "Hội Nông dân"), places=places)
    assert said.endswith("làm ở xã Bình Lư, tỉnh Lai Châu, xã Ba Chúc và một nơi khác.")


def test_the_year_in_the_title_of_a_report_is_no_day_of_it() -> None:
    report = Source(id="x", title="Báo cáo công tác dân vận năm 2020", issuer="Tỉnh ủy Kiên Giang")
    said = announcement(model(), [report]).paragraphs[-1]
    assert said == "Theo báo cáo năm hai nghìn không trăm hai mươi của Tỉnh ủy Kiên Giang."
