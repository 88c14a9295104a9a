"""Content that a publication refuses."""

import gzip
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from showcase.files.catalogue import ModelFiles
from showcase.insight.site import Site
from showcase.publishing import publication as publication_module
from showcase.publishing.publication import Publication, joined
from showcase.schema.problems import ProblemError

ROOT = Path(__file__).resolve().parents[3]
Tree = Callable[[dict[str, str | bytes]], ModelFiles]


def published(files: ModelFiles) -> Publication:
    return Publication(Site(files.load(), {}), ROOT, files.folder)


def test_two_things_never_share_an_address() -> None:
    assert joined({"a": 1}, {"b": 2}, {}) == {"a": 1, "b": 2}
    with pytest.raises(ValueError, match="one address: b"):
        joined({"a": 1, "b": 1}, {"b": 2})


def test_a_page_of_the_list_is_never_lost_to_a_model(tree: Tree, minimal: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The check refuses slugs like trang-2; here a further page of the list has the address of a model."""
    files = tree({f"ba-chuc/{slug}.yml": minimal for slug in ("a", "b", "to-gop-von")})
    monkeypatch.setattr("showcase.pages.lists.PAGE_SIZE", 2)
    assert {"mo-hinh/", "mo-hinh/trang-2/", "mo-hinh/a/"} <= published(files).pages.keys()
    monkeypatch.setattr("showcase.pages.pages.model_address", lambda model: "mo-hinh/trang-2/")
    with pytest.raises(ValueError, match="mo-hinh/trang-2/"):
        published(files)


@pytest.mark.parametrize("gone", ["a.yml", "a.png"])
def test_what_has_gone_since_the_check_is_a_problem_of_its_file(tree: Tree, minimal: str, gone: str) -> None:
    picture = (ROOT / "tests/cases/valid/everything-filled").rglob("*.png")
    text = minimal + "pictures:\n  - {file: a.png, alt: Họp tổ}\n"
    files = tree({"ba-chuc/a.yml": text, "ba-chuc/a.png": next(picture).read_bytes()})
    made = published(files)
    (files.folder / "ba-chuc" / gone).unlink()
    with pytest.raises(ProblemError) as caught:
        made.files()
    assert (caught.value.problem.file, caught.value.problem.rule) == ("models/ba-chuc/a.yml", "unreadable")


def test_a_page_that_cannot_be_made_names_its_file(tree: Tree, minimal: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*given: object, **more: object) -> str:
        raise RecursionError("deep")

    made = published(tree({"ba-chuc/a.yml": minimal}))
    monkeypatch.setattr("showcase.pages.pages.name_page", fails)
    with pytest.raises(ProblemError) as caught:
        made.fill(publication_module.mark("page"), "mo-hinh/a/")
    assert (caught.value.problem.file, caught.value.problem.rule) == ("models/ba-chuc/a.yml", "unchecked")


@pytest.mark.parametrize("long", [False, True])
def test_of_a_long_list_many_model_files_lie_in_one(
    tree: Tree, minimal: str, monkeypatch: pytest.MonkeyPatch, long: bool
) -> None:
    monkeypatch.setattr("showcase.form.known.WHOLE_BYTES", 0 if long else 10_000)
    monkeypatch.setattr("showcase.form.known.MODELS_EACH", 2)
    made = published(tree({f"ba-chuc/{slug}.yml": f"\ufeff# {slug}\r\n{minimal}" for slug in ("a", "b", "c")}))
    published_files = made.files()
    shell = b"".join(gzip.decompress(one) for name, one in published_files.items() if name.endswith("goi.bin"))
    assert b"assets/form/rules.json" in shell
    assert b"assets/form/texts/" not in shell
    files = {name: one for name, one in published_files.items() if name.endswith(".yml") or "/texts/" in name}
    if long:
        texts = {name: json.loads(content) for name, content in files.items()}
        assert texts == {
            "assets/form/texts/0.json": {slug: f"# {slug}\r\n{minimal}" for slug in ("a", "b")},
            "assets/form/texts/1.json": {"c": f"# c\r\n{minimal}"},
        }
    else:
        assert files.keys() == {f"mo-hinh/{slug}/{slug}.yml" for slug in ("a", "b", "c")}
    assert ("data-texts-in-parts" in made.fill(publication_module.mark("form"), "dong-gop/nhap/")) is long


def test_a_model_that_has_moved_leaves_a_page_that_leads_on(tree: Tree, minimal: str) -> None:
    files = tree({"ba-chuc/to-gop-von.yml": minimal.replace("góp vốn", "góp & giữ vốn")})
    rows = "moved:\n  - {old: to-cu, new: to-gop-von}\n  - {old: to-xua, new: to-gop-von}\n"
    (files.folder.parent / "moved.yml").write_text(rows, encoding="utf-8")
    made = published(files)
    assert not made.site.catalogue.problems
    pages = {name: content.decode() for name, content in made.files().items() if name.startswith("mo-hinh/to-")}
    assert pages.keys() - {"mo-hinh/to-gop-von/to-gop-von.yml"} == {
        "mo-hinh/to-cu/index.html",
        "mo-hinh/to-xua/index.html",
    }
    page = pages["mo-hinh/to-cu/index.html"]
    assert '<meta http-equiv="refresh" content="0; url=../to-gop-von/index.html">' in page
    assert '<link rel="canonical" href="../to-gop-von/">' in page
    assert '<a href="../to-gop-von/">Tổ phụ nữ góp &amp; giữ vốn' in page
    assert not [address for address, _ in made.listed([]) if "to-cu" in address or "to-xua" in address]
