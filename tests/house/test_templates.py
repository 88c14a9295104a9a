"""Templates use exactly the names of their contexts, and every kind of page renders models with every field."""

import importlib
from collections import Counter
from dataclasses import fields, make_dataclass
from pathlib import Path

import pytest
from floor_plan import PACKAGE, modules
from jinja2 import meta, nodes

from showcase.files.catalogue import Catalogue, ModelFiles
from showcase.insight.site import Site
from showcase.look.rendering import TEMPLATES, Context, _environment
from showcase.pages.pages import pages
from showcase.publishing.fragments import FRAGMENTS
from showcase.schema.settings import Settings
from showcase.sheets.sheet import sheet

REPOSITORY = "https://kho.example/dan-van-kheo"

for _module in modules(PACKAGE):
    importlib.import_module(_module.name)


def contexts(of: type[Context] = Context) -> list[type[Context]]:
    """Every context class with a template."""
    found = [of] if "template" in vars(of) else []
    return found + [one for sub in of.__subclasses__() for one in contexts(sub)]


def source(name: str) -> str:
    return next(folder / name for folder in TEMPLATES if (folder / name).is_file()).read_text(encoding="utf-8")


def asked_for(name: str) -> set[str]:
    """The names that a template and its included templates take from the context."""
    tree = _environment().parse(source(name))
    set_here = {name.name for name in tree.find_all(nodes.Name) if name.ctx == "store"}
    included = {node.template.value for node in tree.find_all((nodes.Include, nodes.Extends))}
    own = meta.find_undeclared_variables(tree) - set(_environment().globals) - set_here
    return own.union(*map(asked_for, included))


def test_each_template_has_one_context():
    named = [context.template for context in contexts()]
    assert len(named) > 20
    helpers = {"parts.html", "family.html", "ledger_rows.html", "model_parts.html", "promise_rows.html", "share.html"}
    helpers |= {"national.html", "national_table.html", "fit_parts.html", "search_parts.html"}
    there = {path.name for folder in TEMPLATES for path in folder.glob("*.html")}
    assert mismatched(named, there - helpers) == []
    assert helpers <= there


def mismatched(named: list[str], there: set[str]) -> list[str]:
    """Templates with two contexts or none, and missing templates named by contexts."""
    return [
        *(f"{one}: two contexts" for one, count in sorted(Counter(named).items()) if count > 1),
        *(f"{one}: no context" for one in sorted(there - set(named))),
        *(f"{one}: no template" for one in sorted(set(named) - there)),
    ]


@pytest.mark.parametrize("context", contexts(), ids=lambda context: context.__name__)
def test_a_template_and_its_context_name_the_same_things(context: type[Context]):
    assert differences(context) == []


def differences(context: type[Context]) -> list[str]:
    """Names that a template uses but its context lacks, and fields of the context that it does not use."""
    asked, given = asked_for(context.template), {field.name for field in fields(context)}
    return [
        *(f"asked for: {one}" for one in sorted(asked - given)),
        *(f"for nothing: {one}" for one in sorted(given - asked)),
    ]


@pytest.fixture(scope="module")
def filled() -> Site:
    """The site of the case that fills every field, with days, addresses and a problem."""
    folder = Path(__file__).resolve().parents[1] / "cases" / "valid" / "everything-filled" / "models"
    catalogue: Catalogue = ModelFiles(folder).load()
    changes = {model.file: "2026-11-01" for model in catalogue.models}
    return Site(catalogue, changes, Settings(repository=REPOSITORY, address="https://dan-van-kheo.example/"))


def test_every_kind_of_page_is_made_from_every_field(filled: Site):
    assert filled.catalogue.problems == []
    made = {page.address: page.html() for page in pages(filled)}
    assert {address.partition("/")[0] for address in made} >= {"mo-hinh", "linh-vuc", "nhom", "chu-the", "dia-ban"}
    assert all("<h1" in html for html in made.values())


@pytest.mark.parametrize("name", FRAGMENTS)
def test_every_fragment_is_made_from_every_field(filled: Site, name: str):
    assert FRAGMENTS[name](filled, "../").strip()


def test_every_sheet_is_made_from_every_field(filled: Site):
    told = [model for model in filled.catalogue.models if model.detail != "name"]
    assert told
    assert all("<h1" in sheet(filled, model) for model in told)


# --- tests of the guards


def test_a_planted_name_of_one_side_is_seen(monkeypatch: pytest.MonkeyPatch):
    planted = "{% for one in rows %}{{ one }} {{ gone|number }}{% endfor %}"
    monkeypatch.setattr(__name__ + ".source", lambda name: planted)
    with_idle = make_dataclass("Planted", [("rows", list), ("idle", str)], namespace={"template": "planted.html"})
    assert differences(with_idle) == ["asked for: gone", "for nothing: idle"]


def test_planted_templates_and_contexts_without_each_other_are_seen():
    assert mismatched(["a.html", "b.html", "a.html", "gone.html"], {"a.html", "b.html", "idle.html"}) == [
        "a.html: two contexts",
        "idle.html: no context",
        "gone.html: no template",
    ]
