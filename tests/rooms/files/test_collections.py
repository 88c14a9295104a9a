"""Collections: which are shown, in which order; a broken one affects no other."""

import pytest

from showcase.files.catalogue import ModelFiles

GOOD = "title: {title}\nintro: Vài mô hình.\nmodels: [{{slug: {slug}, reason: Góp ít.}}]\n"


@pytest.fixture
def load(tree, minimal):
    """The catalogue of two models, one of them broken, with collections (file name -> text)."""

    def loaded(**texts: str):
        folder = tree({"ba-chuc/mot.yml": minimal, "ba-chuc/hong.yml": minimal + "la: la\n"}).folder
        beside = folder.parent / "collections"
        beside.mkdir(exist_ok=True)
        for name, text in texts.items():
            (beside / f"{name}.yml").write_text(text, encoding="utf-8")
        return ModelFiles(folder).load()

    return loaded


def test_without_a_folder_there_are_none(tree, minimal):
    catalogue = tree({"ba-chuc/mot.yml": minimal}).load()
    assert (catalogue.collections, catalogue.problems) == ([], [])


def test_a_collection_holds_its_models_with_reasons(load):
    catalogue = load(b=GOOD.format(title="Cho xã nghèo", slug="mot"), a=GOOD.format(title="Ở biển", slug="mot"))
    assert [(one.slug, one.title) for one in catalogue.collections] == [("b", "Cho xã nghèo"), ("a", "Ở biển")]
    (chosen,) = catalogue.collections[0].models
    assert (chosen.model.slug, chosen.reason) == ("mot", "Góp ít.")


def test_a_broken_model_is_left_out_and_is_no_fault_of_the_collection(load):
    catalogue = load(a=GOOD.format(title="Ở biển", slug="hong"))
    assert [one.models for one in catalogue.collections] == [()]
    assert {problem.file for problem in catalogue.problems} == {"models/ba-chuc/hong.yml"}


def test_a_broken_collection_takes_no_other_down(load):
    catalogue = load(a="title: [", b=GOOD.format(title="Ở biển", slug="mot"))
    assert [one.slug for one in catalogue.collections] == ["b"]
    assert "collections/a.yml" in {problem.file for problem in catalogue.problems}
