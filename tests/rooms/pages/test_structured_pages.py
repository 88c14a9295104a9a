"""Data of pages in the vocabulary of schema.org."""

import json

import pytest

from showcase.pages.structured_pages import PageFacts, data_block

BASE = "https://vi-du.example/kho/"


def block(address: str, title: str = "Tên trang", description: str = "Một câu.", base: str = BASE) -> dict:
    return json.loads(data_block(PageFacts(address, title, description, base)))


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("", "WebSite"),
        ("tra-cuu/", "SearchResultsPage"),
        ("gioi-thieu/", "AboutPage"),
        ("du-lieu/", "Dataset"),
        ("ban-do/", "WebPage"),
        ("404.html", "WebPage"),
        ("mo-hinh/", "CollectionPage"),
        ("mo-hinh/trang-2/", "CollectionPage"),
        ("linh-vuc/", "CollectionPage"),
        ("nhom/dai-doan-ket/", "CollectionPage"),
        ("dia-ban/ba-chuc/", "CollectionPage"),
    ],
)
def test_each_kind_of_page_says_what_it_is(address: str, kind: str) -> None:
    told = block(address)
    assert told["@context"] == "https://schema.org"
    assert told["@type"] == kind
    assert told["url"] == BASE + address
    assert told["inLanguage"] == "vi"


def test_the_front_page_tells_how_to_search() -> None:
    action = block("")["potentialAction"]
    assert action["@type"] == "SearchAction"
    assert action["target"]["urlTemplate"] == f"{BASE}tra-cuu/?q={{search_term_string}}"
    assert action["query-input"] == "required name=search_term_string"


def test_a_list_tells_the_way_to_it() -> None:
    assert block("chu-the/phu-nu/", "Hội Phụ nữ")["breadcrumb"]["itemListElement"] == [
        {"@type": "ListItem", "position": 1, "name": "Trang chủ", "item": BASE},
        {"@type": "ListItem", "position": 2, "name": "Chủ thể", "item": f"{BASE}chu-the/"},
        {"@type": "ListItem", "position": 3, "name": "Hội Phụ nữ"},
    ]
    assert [step["name"] for step in block("dia-ban/")["breadcrumb"]["itemListElement"]] == ["Trang chủ", "Tên trang"]
    assert "breadcrumb" not in block("ban-do/")


def test_a_commune_is_a_place() -> None:
    about = block("dia-ban/ba-chuc/")["about"]
    assert about["@type"] == "AdministrativeArea"
    assert about["name"] == "Xã Ba Chúc"
    assert about["identifier"] == "30547"
    assert about["containedInPlace"]["name"] == "Tỉnh An Giang"
    assert about["geo"]["latitude"] == pytest.approx(10.5, abs=0.05)
    assert about["geo"]["longitude"] == pytest.approx(104.9, abs=0.05)
    assert block("dia-ban/binh-lu-lai-chau/")["about"]["identifier"] == "03390"
    assert "about" not in block("dia-ban/")


def test_the_data_can_be_taken_away() -> None:
    told = block("du-lieu/")
    assert told["license"] == "https://creativecommons.org/licenses/by/4.0/"
    files = {one["contentUrl"]: one["encodingFormat"] for one in told["distribution"]}
    assert files[f"{BASE}du-lieu/models.csv"] == "text/csv"
    assert len(files) == 3


def test_without_an_address_of_the_site_the_ways_are_relative() -> None:
    told = block("dia-ban/ba-chuc/", base="")
    assert told["url"] == "../../dia-ban/ba-chuc/"
    assert told["breadcrumb"]["itemListElement"][0]["item"] == "../../"
    assert block("", base="")["url"] == "./"


def test_no_text_can_end_the_block() -> None:
    hostile = '</script><script>alert(1)</script><!-- & " \\u003c'
    written = str(data_block(PageFacts("mo-hinh/", hostile, hostile)))
    assert not set(written) & set("<>&'")
    assert json.loads(written)["name"] == json.loads(written)["description"] == hostile
