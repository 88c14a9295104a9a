"""The rule of each kind of value; the messages are in tests/cases/invalid."""

import unicodedata
from contextlib import suppress

import pytest

from showcase.files.values import Invalid, check_text, convert
from showcase.schema.fields import MODEL, Field, Kind, walk

ROWS = dict(walk())


def read(path: str, text: str, plain: bool = True, is_text: bool = True) -> object:
    return convert(ROWS[path], text, plain=plain, is_text=is_text)


def refusal(path: str, text: str, plain: bool = True, is_text: bool = True) -> Invalid:
    with pytest.raises(Invalid) as caught:
        read(path, text, plain, is_text)
    return caught.value


def test_every_kind_but_groups_has_a_rule() -> None:
    for kind in Kind:
        if kind is not Kind.GROUP:
            row = Field("x", "X", kind, "", vocabulary="fields")
            with suppress(Invalid):
                convert(row, "x", plain=True, is_text=True)


@pytest.mark.parametrize(("path", "row"), [(path, row) for path, row in ROWS.items() if row.kind is not Kind.GROUP])
def test_the_example_of_every_field_is_valid(path: str, row: Field) -> None:
    quoted = row.example.startswith('"')
    assert convert(row, row.example.strip('"'), plain=not quoted, is_text=True) is not None


def test_text_is_trimmed_line_by_line() -> None:
    assert read("context.text", "  Đoạn một.  \n\nĐoạn hai. \n") == "Đoạn một.\n\nĐoạn hai."


@pytest.mark.parametrize(
    "text",
    [
        "Tiền < 5 triệu & lãi > 3%",
        "{một ngoặc} và 100% }}",
        "Hỏi & đáp; R&D; A&B",
        "“Dân vận khéo” – nghĩa tình… ❤️",
        "Không có\nthẻ nào",
        "K'Ho, Ðiền, Nguyễn\u00a0Văn",
    ],
)
def test_ordinary_text(text: str) -> None:
    check_text(text)


@pytest.mark.parametrize(
    ("text", "rule", "found"),
    [
        ("a <b>c</b>", "markup", "<b>c</b>"),
        ("a </b>", "markup", "</b>"),
        ("a <!-- x", "markup", "<!-- x"),
        ("a <?php", "markup", "<?php"),
        ("a {{ b", "markup", "{{ b"),
        ("a {% b", "markup", "{% b"),
        ("a {# b", "markup", "{# b"),
        ("a &nbsp;", "markup", "&nbsp;"),
        ("a &#60;b", "markup", "&#60;b"),
        ("a &#x3c;b", "markup", "&#x3c;b"),
        ("JavaScript:x", "markup", "JavaScript:x"),
        ("vbscript:x", "markup", "vbscript:x"),
        ("một\nhai <i>\nba", "markup", "<i>"),
        ("một hai\u200b ba", "control", "hai\u200b"),
        ("một\u202ehai", "control", "một\u202ehai"),
        ("một\u2066hai", "control", "một\u2066hai"),
        ("một \u061chai", "control", "\u061chai"),
        ("một\u00adhai", "control", "một\u00adhai"),
        ("một\thai", "control", "một\thai"),
        ("một \ufffdhai", "control", "\ufffdhai"),
        ("\uf0b7 một", "control", "\uf0b7"),
        ("một \U000e0041", "control", "\U000e0041"),
        ("một \u3164 hai", "control", "\u3164"),
        ("x " + unicodedata.normalize("NFD", "ấp Hòa"), "not-nfc", unicodedata.normalize("NFD", "ấp")),
    ],
)
def test_text_that_is_refused(text: str, rule: str, found: str) -> None:
    with pytest.raises(Invalid) as caught:
        check_text(text)
    assert (caught.value.rule, caught.value.found) == (rule, found)


def test_length_of_text_counts_characters() -> None:
    assert read("summary", "ộ" * 250) == "ộ" * 250
    invalid = refusal("summary", "ộ" * 251)
    assert (invalid.rule, invalid.values) == ("too-long", {"length": 251, "limit": 250, "excess": 1})


@pytest.mark.parametrize("path", ["title", "summary", "owner.name", "started", "replication.steps"])
def test_what_yaml_takes_for_something_else_needs_quotes(path: str) -> None:
    assert refusal(path, "2025", is_text=False).rule == "not-text"
    assert read(path, "2025", plain=False) == "2025"


def test_codes_are_compared_with_labels_too() -> None:
    assert read("owner.kind", "phu-nu") == "phu-nu"
    assert refusal("owner.kind", "Hội Liên hiệp Phụ nữ").nearest == "phu-nu"
    assert refusal("fields", "Kinh tế").nearest == "kinh-te"
    assert refusal("fields", "kinh_te").nearest == "kinh-te"
    assert refusal("fields", "").nearest == ""


@pytest.mark.parametrize(
    ("code", "nearest"),
    [
        ("3390", '"03390" (Xã Bình Lư, tỉnh Lai Châu)'),
        ("30574", '"30547" (Xã Ba Chúc, tỉnh An Giang)'),
        ("30548", '"30547" (Xã Ba Chúc, tỉnh An Giang)'),
        ("99999", ""),
        ("0", ""),
        ("1" * 5000, ""),
        ("٣٠٥٤٧", ""),
    ],
)
def test_unknown_communes(code: str, nearest: str) -> None:
    invalid = refusal("places.commune", code, plain=False)
    assert (invalid.rule, invalid.nearest) == ("unknown-commune", nearest)


def test_codes_must_be_quoted_though_known() -> None:
    assert refusal("places.commune", "30547").rule == "code-unquoted"
    assert read("places.commune", "30547", plain=False) == "30547"
    assert refusal("places.province", "91").rule == "code-unquoted"
    assert read("places.province", "91", plain=False) == "91"


def test_a_name_known_in_many_provinces_shows_six() -> None:
    suggestion = str(refusal("places.commune", "Xã Tân Tiến").values["suggestion"])
    assert suggestion.count('"') <= 12
    assert refusal("places.commune", "Huyện Tân Hiệp").rule == "former-commune"


@pytest.mark.parametrize(
    ("name", "nearest"),
    [
        ("An Giang", '"91" (Tỉnh An Giang)'),
        ("tinh an giang", '"91" (Tỉnh An Giang)'),
        ("Cần Thơ", '"92" (Thành phố Cần Thơ)'),
        ("Kiên Giang", '"91" (Tỉnh An Giang)'),
        ("Tỉnh Hậu Giang", '"92" (Thành phố Cần Thơ)'),
        ("Giang", ""),
        ("89", ""),
    ],
)
def test_unknown_provinces(name: str, nearest: str) -> None:
    invalid = refusal("places.province", name)
    assert (invalid.rule, invalid.nearest) == ("unknown-province", nearest)


@pytest.mark.parametrize(
    ("text", "value"),
    [("0", 0), ("1030", 1030), ("4.4", 4.4), ("0.125", 0.125), ("9999999999999", 9999999999999), ("007", 7)],
)
def test_numbers(text: str, value: float) -> None:
    read_value = read("novelty.figures.value", text, is_text=False)
    assert read_value == value
    assert type(read_value) is type(value)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("1.030", "number-separators"),
        ("4,4", "number-separators"),
        ("-5", "number-separators"),
        ("10000000000000", "number-range"),
        ("9" * 5000, "number-range"),
        ("9" * 5000 + ".5", "number-range"),
    ],
)
def test_numbers_that_are_refused(text: str, rule: str) -> None:
    assert refusal("novelty.figures.value", text).rule == rule


def test_quoted_numbers_and_fractions() -> None:
    assert refusal("novelty.figures.value", "5", plain=False).rule == "number-quoted"
    assert refusal("replication.days", "4.5").rule == "not-integer"
    assert read("replication.days", "45") == 45


@pytest.mark.parametrize(("text", "value"), [("true", True), ("false", False)])
def test_booleans(text: str, value: bool) -> None:
    assert read("places.whole_province", text, is_text=False) is value


@pytest.mark.parametrize("text", ["True", "yes", "1", "có", ""])
def test_booleans_that_are_refused(text: str) -> None:
    assert refusal("places.whole_province", text).rule == "boolean"


def test_dates_come_in_one_spelling() -> None:
    assert read("started", "1/7/2025") == "01/07/2025"
    assert read("novelty.figures.as_of", "2016 – 2020") == "2016-2020"
    assert refusal("started", "2016-2020").rule == "date"
    assert refusal("started", "2025-11-24").nearest == '"24/11/2025"'


@pytest.mark.parametrize("link", ["https://angiang.dcs.vn/van-ban?id=1&trang=2#muc", "https://báo.vn/Tin-tức"])
def test_links(link: str) -> None:
    assert read("sources.link", link) == link


@pytest.mark.parametrize(
    ("link", "rule", "nearest"),
    [
        ("http://angiang.dcs.vn", "link", "https://angiang.dcs.vn"),
        ("angiang.dcs.vn/x", "link", "https://angiang.dcs.vn/x"),
        ("//angiang.dcs.vn/x", "link", "https://angiang.dcs.vn/x"),
        ("ftp://angiang.dcs.vn", "link", ""),
        ("https://", "link", ""),
        ("https://localhost/x", "link", ""),
        ("https://./x", "link", ""),
        ("https://a.vn@b.vn/", "link", ""),
        ("https://a.vn/ b", "link", ""),
        ("https://a.vn/\u00a0b", "link", ""),
        ('https://a.vn/"onclick=x', "link", ""),
        ("https://a.vn\\b.vn", "link", ""),
        ("https://[a.vn", "link", ""),
        ("data:text/html,x", "link", ""),
        ("javascript:alert(1)", "markup", ""),
        ("https://a.vn/\u202egpj", "control", ""),
        ("https://a.vn/" + "x" * 500, "too-long", ""),
    ],
)
def test_links_that_are_refused(link: str, rule: str, nearest: str) -> None:
    invalid = refusal("sources.link", link)
    assert (invalid.rule, invalid.nearest) == (rule, nearest)


@pytest.mark.parametrize(
    ("file", "rule", "suggestion"),
    [
        ("../anh.jpg", "picture-path", None),
        ("a/anh.jpg", "picture-path", None),
        ("..\\anh.jpg", "picture-path", None),
        ("/etc/passwd", "picture-path", None),
        ("anh", "picture-name", "anh.jpg"),
        ("anh.svg", "picture-name", "anh.jpg"),
        ("Ảnh tổ.PNG", "picture-name", "anh-to.png"),
        ("anh.jpeg", "picture-name", "anh.jpg"),
        (".jpg", "picture-name", "anh.jpg"),
        ("anh.jpg\n", "picture-name", "anh.jpg"),
    ],
)
def test_pictures(file: str, rule: str, suggestion: str | None) -> None:
    invalid = refusal("pictures.file", file)
    assert (invalid.rule, invalid.values.get("suggestion")) == (rule, suggestion)
    assert suggestion is None or read("pictures.file", suggestion) == suggestion


@pytest.mark.parametrize(
    ("name", "suggestion"), [("Báo cáo 2025", "bao-cao-2025"), ("a--b", "a-b"), ("-a", "a"), ("…", "ten-ngan")]
)
def test_names(name: str, suggestion: str) -> None:
    assert refusal("sources.id", name).values == {"suggestion": suggestion}
    assert read("sources.id", suggestion) == suggestion


def test_the_root_is_a_group() -> None:
    assert MODEL.kind is Kind.GROUP
