"""Lists of several pages, and the page of a commune with many models."""

import re

import pytest

from showcase.files.catalogue import Catalogue
from showcase.insight.site import Site
from showcase.model.model import Model, Owner, Part, Place, Source
from showcase.pages.pages import pages

BA_CHUC = "30547"
FIELDS = ("kinh-te", "van-hoa-xa-hoi")


def model(number: int, **told: object) -> Model:
    """An invented model: every fourth is told, every fifth has no field."""
    title = f"{'ĐBCMS'[number % 5]} mô hình {number:03}"
    if not number % 4:
        told["results"] = Part(text="Đường sạch.")
    fields = () if not number % 5 else (FIELDS[number % 2],)
    source, place = Source("nguon", title="Báo cáo", issuer="Ban Dân vận"), Place(commune=BA_CHUC)
    slug, who = f"m-{number:03}", Owner("khac")
    return Model(slug, f"models/x/{slug}.yml", title, "Tóm tắt.", who, (place,), (source,), fields=fields, **told)  # type: ignore[arg-type]


def addresses(count: int) -> dict[str, str]:
    """Address -> HTML of the pages of lists and of the commune, with `count` models in one commune."""
    models = sorted((model(number) for number in range(count)), key=lambda one: one.title.replace("Đ", "D"))
    made = Site(Catalogue(models, []))
    return {
        page.address: page.html()
        for page in pages(made)
        if page.address.startswith(("mo-hinh/trang-", "dia-ban/ba-chuc/"))
    }


@pytest.fixture(scope="module")
def full() -> dict[str, str]:
    return addresses(271)


def slugs(html: str) -> list[str]:
    return re.findall(r'data-slug="([^"]+)"', html)


def test_a_commune_of_many_models_shows_few_told_ones_and_its_register_by_field(full: dict[str, str]) -> None:
    page = full["dia-ban/ba-chuc/"]
    assert 'data-result-count="271"' in page
    assert page.count('class="card"') == 4
    heads = re.findall(r"<summary><span>([^<]+) mô hình mới ghi tên</span>", page)
    names = [number for number in range(271) if number % 4]
    even = sum(1 for number in names if number % 5 and not number % 2)
    odd, none = sum(1 for number in names if number % 5 and number % 2), sum(1 for n in names if not n % 5)
    assert heads == [f"Kinh tế: {even}", f"Văn hóa - xã hội: {odd}", f"Chưa ghi lĩnh vực: {none}"]
    assert len(slugs(page)) == 4 + 3 * 10


def test_its_lists_hold_every_model_told_ones_first(full: dict[str, str]) -> None:
    parts = [html for address, html in full.items() if "/tat-ca/" in address]
    found = [slug for html in parts for slug in slugs(html)]
    assert sorted(found) == sorted(f"m-{number:03}" for number in range(271))
    told = [int(slug[2:]) % 4 == 0 for slug in found]
    assert told == sorted(told, reverse=True)
    assert all(html.count('class="card"') <= 12 for html in parts)
    in_field = [slug for address, html in full.items() if "/kinh-te/" in address for slug in slugs(html)]
    assert sorted(in_field) == [f"m-{number:03}" for number in range(0, 271, 2) if number % 5]


def test_a_long_list_goes_to_its_ends_and_to_every_letter(full: dict[str, str]) -> None:
    page = full["mo-hinh/trang-4/"]
    links = dict(
        re.findall(r'<a (?:rel="\w+" )?href="\.\./\.\./([^"]+)">([^<]+)</a>', page.partition('class="pager"')[2])
    )
    last = max(int(address.split("-")[-1][:-1]) for address in full if address.startswith("mo-hinh/trang-"))
    assert list(links.items())[:4] == [
        ("mo-hinh/", "« Trang đầu"),
        ("mo-hinh/trang-3/", "‹ Trang trước"),
        ("mo-hinh/trang-5/", "Trang sau ›"),
        (f"mo-hinh/trang-{last}/", "Trang cuối »"),
    ]
    stops = re.findall(r'<a href="\.\./\.\./(mo-hinh/[^"#]*)#(toi-\d+)">([^<]+)</a>', page)
    assert [letter for _, _, letter in stops] == ["B", "C", "D, Đ", "M", "S"] * 2
    titles = {f"m-{number:03}": f"{'ĐBCMS'[number % 5]}" for number in range(271)}
    for address, mark, letter in stops:
        if address in full:
            target = re.search(rf'data-slug="([^"]+)" id="{mark}"', full[address])
            assert target
            assert titles[target[1]] in letter


def test_a_commune_of_few_models_needs_no_lists() -> None:
    few = addresses(9)
    assert {address for address in few if address.startswith("dia-ban/")} == {"dia-ban/ba-chuc/"}
    assert len(slugs(few["dia-ban/ba-chuc/"])) == 9
