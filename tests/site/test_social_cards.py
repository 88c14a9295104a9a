"""What social networks read from a page: a picture at an absolute address that is really there."""

import re
from pathlib import Path

import pytest
from shared_sites import PUBLIC as ADDRESS

STATES = {"figures": "f", "text": "t", "empty": "e"}


def told(page: Path) -> dict[str, str]:
    """Property -> content of the Open Graph lines of a page."""
    text = page.read_text(encoding="utf-8")
    return dict(re.findall(r'<meta property="(og:[a-z:_]+)" content="([^"]*)">', text))


def test_a_model_shows_its_own_lotus(published: Path) -> None:
    pages = [
        path for path in published.glob("mo-hinh/*/index.html") if not re.fullmatch(r"trang-\d+", path.parent.name)
    ]
    assert len(pages) >= 90
    for page in pages:
        states = re.findall(r'data-criterion="[a-z_]+" data-state="([a-z]+)"', page.read_text(encoding="utf-8"))
        name = "".join(STATES[state] for state in states)
        picture = told(page)["og:image"]
        assert picture == f"{ADDRESS}assets/the/{name}.png"
        assert (published / picture.removeprefix(ADDRESS)).read_bytes().startswith(b"\x89PNG")
        assert told(page)["og:image:alt"].startswith("Bông sen của mô hình")


@pytest.mark.parametrize(
    "page", ["index.html", "mo-hinh/index.html", "dia-ban/ba-chuc/index.html", "ban-do/index.html"]
)
def test_all_other_pages_show_the_full_lotus(published: Path, page: str) -> None:
    assert told(published / page)["og:image"] == f"{ADDRESS}assets/the/ffffff.png"
    assert (published / "assets/the/ffffff.png").is_file()


def test_without_an_address_of_the_site_no_picture_is_promised(site: Path) -> None:
    for page in [site / "index.html", *site.glob("mo-hinh/*/index.html")]:
        assert "og:image" not in told(page)
        assert "og:title" in told(page)
