from showcase.catalogue import Catalogue
from showcase.model import Model, Owner, Part, Place
from showcase.relations import CROWD, Relations


def model(slug, title, topics=(), family=None, text=""):
    part = Part(text=text)
    return Model(
        slug,
        f"models/{slug}.yml",
        title,
        "S",
        Owner("phu-nu"),
        (Place(province="91"),),
        (),
        topics=topics,
        family=family,
        context=part,
    )


KITCHEN = model("bep-1", "Bếp ăn tình thương xã A", ("bep-an", "an-sinh"))
OTHER_KITCHEN = model("bep-2", "Bếp ăn tình thương bệnh viện B", ("bep-an",))
LIGHTS = model("den", "Thắp sáng đường quê", ("chieu-sang",))


def similar(target, *models):
    return [one.slug for one in Relations(Catalogue([target, *models], [])).similar(target)]


def test_same_words_and_topics_are_alike_and_others_are_not():
    assert similar(KITCHEN, LIGHTS, OTHER_KITCHEN) == ["bep-2"]


def test_a_model_is_not_similar_to_itself_nor_to_its_kin():
    parent = model("cha", "Bếp ăn từ thiện", ("bep-an",))
    child = model("con", "Bếp ăn từ thiện xã C", ("bep-an",), family="cha")
    assert "cha" not in similar(child, parent, KITCHEN)
    assert "con" not in similar(child, parent, KITCHEN)


def test_a_wording_that_everyone_uses_costs_no_more_than_a_crowd():
    crowd = [model(f"m-{index}", "Khéo vận động Nhân dân", ("an-sinh",)) for index in range(CROWD * 5)]
    relations = Relations(Catalogue(crowd, []))
    assert len(relations.similar(crowd[0])) <= 4


def test_kin_are_the_parent_and_its_children():
    parent = model("cha", "Bếp ăn từ thiện")
    children = [model(f"con-{index}", "Bếp", family="cha") for index in range(2)]
    relations = Relations(Catalogue([parent, *children], []))
    assert [one.slug for one in relations.kin(children[0])] == ["cha", "con-1"]
    assert [one.slug for one in relations.kin(parent)] == ["con-0", "con-1"]
