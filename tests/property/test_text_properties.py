"""Properties of every text, number, date and commune."""

import calendar
import re
import unicodedata
from collections import Counter

import pytest
import vietnam_provinces
from hypothesis import example, given
from hypothesis import strategies as st

from showcase.gazetteer.communes import gazetteer
from showcase.language.words import excerpt, fold, nearest, number, slugify, syllables
from showcase.schema.dates import PartialDate, meant_date, read_date, read_period
from showcase.schema.numbers import is_plain
from showcase.schema.settings import home_province

LETTERS = "aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệghiìíỉĩịklmnoòóỏõọôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvxyỳýỷỹỵ"
vietnamese = st.text(LETTERS + LETTERS.upper() + " -.,0123456789“”")
anything = st.text(st.characters(exclude_categories=["Cs"]))


@given(anything)
@example("ẞ İ ŉ ǰ ΐ ΰ և ẖ ﬁ ᾳ ᾴ ῼ")
@example("\u0345\u0301α")
@example("Å Ω K")
def test_fold_gives_the_same_for_every_normal_form_and_again(text: str) -> None:
    folded = fold(text)
    assert fold(unicodedata.normalize("NFD", text)) == folded
    assert fold(unicodedata.normalize("NFC", text)) == folded
    assert fold(folded) == folded
    assert not any(unicodedata.combining(char) for char in folded)


@given(vietnamese)
def test_fold_of_vietnamese_is_ascii_and_keeps_the_place_of_every_letter(text: str) -> None:
    folded = fold(text)
    assert len(folded) == len(text)
    assert folded.replace("“", "").replace("”", "").isascii()
    assert folded == fold(text.upper()) == fold(text.lower())
    for letter, plain in zip(text, folded, strict=True):
        assert unicodedata.normalize("NFD", letter)[0].lower().replace("đ", "d") == plain


@given(st.one_of(vietnamese, anything))
def test_slugify_gives_ascii_kebab_case_and_gives_it_again(text: str) -> None:
    slug = slugify(text)
    assert re.fullmatch("([a-z0-9]+(-[a-z0-9]+)*)?", slug)
    assert slugify(slug) == slug
    assert "-".join(syllables(text)) == slug


@given(vietnamese, st.lists(st.from_regex("[a-z]+(-[a-z]+)*", fullmatch=True), max_size=5))
def test_nearest_is_one_of_the_options_and_an_option_is_nearest_to_itself(wrong: str, options: list[str]) -> None:
    assert nearest(wrong, options) in {*options, None}
    for option in options:
        assert nearest(option, options) == option


def read_as_a_vietnamese_does(written: str) -> float:
    """Computed here: dots separate thousands, a comma begins the decimals."""
    whole, comma, decimals = written.lstrip("-").partition(",")
    groups = whole.split(".")
    assert all(len(group) == 3 for group in groups[1:])
    assert 1 <= len(groups[0]) <= 3
    value = 0
    for group in groups:
        value = value * 1000 + int(group)
    total = value + (int(decimals) / 10 ** len(decimals) if comma else 0)
    return -total if written.startswith("-") else total


@given(st.integers(-(10**13), 10**13))
def test_whole_numbers_can_be_read_back(value: int) -> None:
    assert read_as_a_vietnamese_does(number(value)) == value


@given(st.integers(0, 10**9), st.integers(1, 6))
def test_decimals_can_be_read_back(digits: int, places: int) -> None:
    value = digits / 10**places
    written = number(value)
    assert abs(read_as_a_vietnamese_does(written) - value) < 1e-9 * max(1, value)
    assert "e" not in written


@given(st.integers(1000, 10**12))
def test_a_number_as_people_write_it_is_never_taken_for_one_of_machines(value: int) -> None:
    assert not is_plain(number(value))
    assert is_plain(str(value))


@given(anything, st.integers(2, 60))
def test_excerpt_is_a_beginning_of_at_most_that_length(text: str, length: int) -> None:
    short = excerpt(text, length)
    assert len(short) <= length
    assert short == text or (short.endswith("…") and text.startswith(short[:-1]))


years = st.integers(1000, 2999)
months = st.integers(1, 12)


@st.composite
def dates(draw: st.DrawFn) -> PartialDate:
    year, month = draw(years), draw(st.integers(0, 12))
    last = calendar.monthrange(year, month)[1] if month else 0
    return PartialDate(year, month, draw(st.integers(0, last)))


@given(dates())
def test_dates_can_be_read_back(date: PartialDate) -> None:
    assert read_date(str(date)) == date
    assert read_period(str(date)) == str(date)
    assert meant_date(str(date)) == date
    assert meant_date(date.iso()) == date


@given(years, months, st.integers(1, 40))
def test_a_day_that_the_calendar_lacks_is_refused(year: int, month: int, day: int) -> None:
    exists = day <= calendar.monthrange(year, month)[1]
    try:
        read_date(f"{day}/{month}/{year}")
        assert exists
    except ValueError:
        assert not exists


@given(anything)
def test_reading_a_date_gives_a_date_or_a_value_error(text: str) -> None:
    for read in (read_date, read_period, meant_date):
        try:
            read(text)
        except ValueError:
            assert read is not meant_date


WARDS = list(vietnam_provinces.Ward.iter_all())
"""The units of today by an independent package, with codes as numbers."""

OTHER_CODES = 123


def names_by_province(pairs: list[tuple[str, str]]) -> Counter[tuple[str, str]]:
    """Names without differences of spelling: position of the tone, kind of dash and apostrophe."""
    return Counter((province, slugify(name.replace("’", "'"))) for province, name in pairs)


def test_all_communes_agree_with_another_source() -> None:
    theirs = [(f"{int(ward.province_code):02}", ward.name) for ward in WARDS]
    ours = [(commune.province_code, commune.name) for commune in gazetteer().by_code.values()]
    assert len(ours) == 3321
    assert names_by_province(ours) == names_by_province(theirs)


@pytest.mark.parametrize("province", ["91", "12"])
def test_codes_of_the_provinces_in_the_sources_agree_with_another_source(province: str) -> None:
    theirs = {f"{int(ward.code):05}": ward.name for ward in WARDS if int(ward.province_code) == int(province)}
    assert {commune.code: commune.name for commune in gazetteer().of_province(province)} == theirs


def test_codes_of_other_provinces_mostly_agree_with_another_source() -> None:
    """The two packages have different codes for some communes, none of them in the sources; no more may be added."""
    theirs = {(f"{int(ward.code):05}", slugify(ward.name)) for ward in WARDS}
    ours = {(commune.code, slugify(commune.name)) for commune in gazetteer().by_code.values()}
    provinces = {gazetteer().by_code[code].province_code for code, _ in ours - theirs}
    assert len(ours - theirs) <= OTHER_CODES
    assert not provinces & {"91", "12"}


def test_provinces_agree_with_another_source() -> None:
    theirs = {f"{int(one.code):02}": one.name for one in vietnam_provinces.Province.iter_all()}
    assert {code: re.sub("^(Tỉnh|Thành phố) ", "", name) for code, name in gazetteer().provinces.items()} == {
        code: re.sub("^(Tỉnh|Thành phố|Thủ đô) ", "", name) for code, name in theirs.items()
    }


@given(st.sampled_from(sorted(gazetteer().by_code)))
def test_a_commune_is_found_by_code_slug_and_name(code: str) -> None:
    places = gazetteer()
    commune = places.by_code[code]
    assert re.fullmatch(r"\d{5}", code)
    assert places.by_slug[commune.slug] is commune
    assert slugify(commune.slug) == commune.slug
    for name in (commune.name, commune.short_name, fold(commune.name)):
        assert commune in places.named(name)
    assert commune in places.of_province(commune.province_code)
    assert commune.name == f"{commune.kind} {commune.short_name}"


@given(st.sampled_from(sorted(gazetteer().by_code)))
def test_a_former_unit_leads_to_the_commune_of_today(code: str) -> None:
    commune = gazetteer().by_code[code]
    for unit in commune.former:
        assert commune in gazetteer().formerly(unit.name)
        assert commune in gazetteer().formerly(unit.district)


def test_every_commune_of_the_home_province_knows_what_it_was() -> None:
    for commune in gazetteer().of_province(home_province()):
        assert commune.former or commune.kind != "Xã"
