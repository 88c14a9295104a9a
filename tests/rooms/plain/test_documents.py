from pathlib import Path

import pytest
from jinja2 import UndefinedError

from showcase.plain.config import SiteConfig, read_config
from showcase.plain.documents import DeadLinkError, Document, address_of, expanded, html_of, plain_files, read_documents
from showcase.plain.links import relative

ROOT = Path(__file__).resolve().parents[3]
KNOWN = {"", "dong-gop/", "dong-gop/nhap/", "du-lieu/models.csv", "mo-hinh/"}


@pytest.fixture(scope="module")
def config() -> SiteConfig:
    return read_config(ROOT / "mkdocs.yml")


@pytest.mark.parametrize(
    ("target", "page", "link"),
    [
        ("mo-hinh/", "", "mo-hinh/"),
        ("mo-hinh/", "mo-hinh/", "./"),
        ("mo-hinh/", "dia-ban/ba-chuc/", "../../mo-hinh/"),
        ("mo-hinh/x/", "mo-hinh/y/", "../x/"),
        ("assets/lotus.svg", "mo-hinh/x/", "../../assets/lotus.svg"),
        (".", "", "."),
        (".", "mo-hinh/x/", "../.."),
    ],
)
def test_a_link_leads_from_a_page_to_an_address(target: str, page: str, link: str) -> None:
    assert relative(target, page) == link


@pytest.mark.parametrize(
    ("file", "address"), [("index.md", ""), ("tra-cuu.md", "tra-cuu/"), ("a/index.md", "a/"), ("a/b.md", "a/b/")]
)
def test_a_file_has_the_address_of_its_folder(file: str, address: str) -> None:
    assert address_of(file) == address


@pytest.mark.parametrize(
    ("written", "link"),
    [
        ("[x](nhap.md#nhan)", "nhap/#nhan"),
        ("[x](../index.md)", "../"),
        ("[x](../du-lieu/models.csv)", "../du-lieu/models.csv"),
        ("[x](../mo-hinh/index.md?q=1)", "../mo-hinh/?q=1"),
        ("[x](#nhan)", "#nhan"),
        ("[x](https://a.example/b.md)", "https://a.example/b.md"),
    ],
)
def test_links_between_files_become_links_between_pages(config: SiteConfig, written: str, link: str) -> None:
    assert f'href="{link}"' in html_of(Document("dong-gop/index.md", {}, written), config, KNOWN, {})


@pytest.mark.parametrize("link", ["khong-co.md", "models.csv", "/mo-hinh/", "../../ngoai.md"])
def test_a_link_that_leads_nowhere_is_told_with_its_file(config: SiteConfig, link: str) -> None:
    with pytest.raises(DeadLinkError, match=f"docs/dong-gop/index.md: liên kết “{link}”"):
        html_of(Document("dong-gop/index.md", {}, f"[x]({link})"), config, KNOWN, {})


def test_markdown_macros_and_anchors_are_as_with_mkdocs(config: SiteConfig) -> None:
    html = html_of(Document("a.md", {}, '# Đóng góp\n\n{{ fragment("home") }}\n\n|a|\n|-|\n|b|\n'), config, KNOWN, {})
    assert '<h1 id="dong-gop">Đóng góp</h1>' in html
    assert '<div data-fragment="home"></div>' in html
    assert "<td>b</td>" in html
    with pytest.raises(UndefinedError):
        html_of(Document("a.md", {}, "{{ unknown() }}"), config, KNOWN, {})
    assert expanded("Ở {{ home }}.", {"home": "An Giang"}) == "Ở An Giang."


def test_a_folder_comes_after_its_own_pages_and_hidden_files_do_not_come(tmp_path: Path) -> None:
    for name in ("b.md", "index.md", "a/c.md", "a/index.md", ".an.md", "a/x.css", "a/.y"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("---\ntitle: Tên: thử\n---\n\n# Chữ\n".replace(": thử", ""), encoding="utf-8")
    found = read_documents(tmp_path)
    assert [one.file for one in found] == ["index.md", "b.md", "a/index.md", "a/c.md"]
    assert (found[0].meta, found[0].text) == ({"title": "Tên"}, "# Chữ\n")
    assert [name for name, _ in plain_files(tmp_path)] == ["a/x.css"]


def test_variables_of_the_environment_stand_before_defaults(monkeypatch) -> None:
    monkeypatch.setenv("SITE_URL", "https://a.example/x/")
    monkeypatch.delenv("SHOWCASE_REPOSITORY", raising=False)
    config = read_config(ROOT / "mkdocs.yml")
    assert (config.address, config.repository, config.templates) == ("https://a.example/x/", "", "overrides")
    assert config.extensions == ("toc", "tables", "fenced_code", "attr_list", "md_in_html")
