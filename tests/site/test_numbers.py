"""The numbers of the site, read from its pages: equal on all pages."""

import json
import re
from pathlib import Path


def text_of(site: Path, address: str) -> str:
    page = (site / address / "index.html").read_text(encoding="utf-8")
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def home_numbers(site: Path) -> dict[str, int]:
    page = (site / "index.html").read_text(encoding="utf-8")
    return {key: int(value.replace(".", "")) for key, value in re.findall(r'data-number="(\w+)">([\d.]+)<', page)}


def test_home_counts_what_the_open_data_holds(site: Path) -> None:
    models = json.loads((site / "du-lieu/models.json").read_text(encoding="utf-8"))["models"]
    levels = [model["detail"] for model in models]
    shown = home_numbers(site)
    assert shown["total"] == len(models)
    assert {key: shown[key] for key in ("followable", "results", "name")} == {
        key: levels.count(key) for key in ("followable", "results", "name")
    }


def test_lists_statistics_communes_and_map_say_the_same(site: Path) -> None:
    shown = home_numbers(site)
    listed = re.search(r'data-result-count="(\d+)"', (site / "mo-hinh/index.html").read_text(encoding="utf-8"))
    assert listed
    assert int(listed[1]) == shown["total"]
    assert f"{shown['followable'] + shown['results']} đã kể, {shown['name']} mới ghi tên" in text_of(site, "mo-hinh")
    assert f"Kho này có {shown['total']} mô hình." in text_of(site, "thong-ke")
    assert f"{shown['covered']} trong 102 xã, phường, đặc khu" in text_of(site, "")
    assert f"{shown['covered']} nơi đã có mô hình trong kho này" in text_of(site, "dia-ban")


def test_no_public_page_grades_a_model_in_per_cent(site: Path) -> None:
    for page in site.glob("mo-hinh/*/index.html"):
        assert "<progress" not in page.read_text(encoding="utf-8"), page


def test_no_page_sends_its_reader_to_a_line_of_a_text_that_nobody_has(site: Path) -> None:
    for page in [*site.glob("mo-hinh/**/*.html"), *site.glob("thong-ke/*.html"), *site.glob("nhan-rong/**/*.html")]:
        assert not re.search(r"(?:phần|mục|chú thích)[^<]{0,40}, dòng \d|>dòng \d", page.read_text("utf-8")), page
