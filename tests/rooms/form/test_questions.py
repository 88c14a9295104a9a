"""The entry form before its script runs: every field once, with the texts of the table and of `form.yml`."""

import re
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import pytest

from showcase.files.catalogue import Catalogue
from showcase.form.questions import Question, Section, form_page, leaves, sections
from showcase.insight.site import Site
from showcase.model.model import Source
from showcase.schema.fields import MODEL, Field, Kind, walk
from showcase.schema.settings import Settings
from showcase.schema.vocabulary import vocabulary

CATALOGUE = Catalogue([], [], {"bc-thu": Source("bc-thu", title="Báo cáo <thử>", issuer="Nơi thử")})


@pytest.fixture(scope="module")
def made() -> list[Section]:
    return sections(CATALOGUE)


@pytest.fixture(scope="module")
def html() -> str:
    return form_page(Site(CATALOGUE), "../../")


def asked(made: list[Section]) -> list[Question]:
    return [question for section in made for question in leaves(section.questions)]


def test_every_field_of_the_table_is_asked_exactly_once(made: list[Section]) -> None:
    wanted = {path for path, row in walk() if row.kind is not Kind.GROUP}
    assert Counter(question.path for question in asked(made)) == Counter(wanted)


def test_the_first_six_questions_ask_for_all_that_a_file_needs(made: list[Section]) -> None:
    short = [section for section in made if section.short]
    paths = {question.path for section in short for question in leaves(section.questions)}
    assert len(short) == 6
    assert paths >= {"title", "summary", "owner.name", "owner.kind", "places.commune", "approach.text", "results.text"}
    assert paths >= {"sources.id", "sources.title", "sources.issuer"}
    needed = {f"{path}.{child}" for path, row in required(MODEL) for child in row} | {"title", "summary"}
    assert needed <= paths


def required(table: Field) -> list[tuple[str, list[str]]]:
    groups = [row for row in table.fields if row.required and row.kind is Kind.GROUP]
    return [(row.key, [child.key for child in row.fields if child.required]) for row in groups]


def test_questions_are_plain_words(made: list[Section]) -> None:
    keys = {row.key for _, row in walk()} - {"text", "source"}
    for question in asked(made):
        said = f"{question.ask} {question.hint}"
        assert question.ask.strip()
        assert not keys & set(re.findall(r"[a-z_]+", said)), question.path
        assert not re.search(r'dấu nháy|\.yml|[\\"{}\[\]]', said + question.example), question.path


def test_what_people_write_themselves_has_an_example(made: list[Section]) -> None:
    bare = [one.path for one in asked(made) if one.control in ("line", "prose") and not one.example]
    assert bare == []


def test_choices_are_the_controlled_lists(made: list[Section]) -> None:
    for question in asked(made):
        if question.field.vocabulary:
            assert dict(question.options) == vocabulary(question.field.vocabulary)


class Page(HTMLParser):
    """Ids, and the references to them."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.refers: set[str] = set()
        self.tags: Counter[str] = Counter()
        self.paths: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {key: value or "" for key, value in attrs}
        self.tags[tag] += 1
        if "id" in given:
            self.ids.append(given["id"])
        if "data-path" in given:
            self.paths.append(given["data-path"])
        for key in ("for", "aria-describedby", "aria-labelledby", "aria-controls"):
            self.refers |= set(given.get(key, "").split())


def test_ids_are_unique_and_nothing_refers_to_nowhere(html: str) -> None:
    page = Page()
    page.feed(html)
    assert len([one for one in page.ids if "__id__" not in one]) == len(
        {one for one in page.ids if "__id__" not in one}
    )
    assert page.refers <= set(page.ids)
    assert len(page.paths) == len(set(page.paths))
    assert page.tags["textarea"] >= 11


def test_labels_come_from_the_table_and_the_register_is_escaped(html: str) -> None:
    for key in ("novelty", "context", "trust"):
        assert MODEL.by_key[key].label in html
    assert "Báo cáo &lt;thử&gt;. Nơi thử" in html
    assert "<thử>" not in html


def test_the_script_is_told_all_it_asks_of_the_page() -> None:
    settings = Settings(email="thu@vi-du.example", repository="https://vi-du.example/kho/trang")
    html = form_page(Site(CATALOGUE, settings=settings), "../../")
    [section] = re.findall(r"<section [^>]*data-form\b[^>]*>", html)
    assert 'data-email="thu@vi-du.example"' in section
    assert 'data-repository="https://vi-du.example/kho/trang"' in section
    assert 'data-root="../../"' in section
    assert 'data-criteria="novelty ' in html
    assert html.count("<section") == html.count("</section")


def test_without_scripts_it_says_what_to_do(html: str) -> None:
    told = html.split("data-unstarted")[1].split("</div>")[0]
    assert 'href="../../dong-gop/mau.yml"' in told
    assert 'href="../../dong-gop/"' in told
    # Without its script the form cannot be sent, so the script shows it.
    assert re.search(r'<div class="form__body" data-part="body" hidden>', html)


def test_an_unknown_column_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from showcase.form import questions as form

    wrong = tmp_path / "form.yml"
    wrong.write_text("sections: []\nquestions:\n  title: {aks: x}\n", encoding="utf-8")
    monkeypatch.setattr(form, "FILE", wrong)
    form._described.cache_clear()
    with pytest.raises(ValueError, match="aks"):
        sections(CATALOGUE)
    form._described.cache_clear()
