from showcase.files.catalogue import Catalogue
from showcase.insight.similar import CROWD, Relations, by_reason
from showcase.model.model import Model, Owner, Part, Place, Replicates


def model(slug, title, topics=(), family=None, text="", copied=None, kind=None):
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
        kind=kind,
        family=family,
        replicates=Replicates(copied) if copied else None,
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


def test_an_original_and_its_copies_are_not_called_alike():
    one = model("goc", "Bếp ăn từ thiện xã A", ("bep-an", "an-sinh"))
    copy = model("ban-sao", "Bếp ăn từ thiện xã B", ("bep-an", "an-sinh"), copied="goc")
    second = model("ban-sao-2", "Bếp ăn từ thiện xã D", ("bep-an", "an-sinh"), copied="goc")
    other = model("khac", "Bếp ăn từ thiện xã C", ("bep-an", "an-sinh"))
    relations = Relations(Catalogue([one, copy, second, other], []))
    assert [found.slug for found in relations.similar(one)] == ["khac"]
    assert [found.slug for found in relations.similar(copy)] == ["khac"]


def test_the_same_words_in_a_title_make_no_neighbours_without_a_shared_kind_or_topic():
    one, other = (
        model("a", "Cổng trường an toàn", ("giao-duc",)),
        model("b", "Cổng trường an toàn", ("an-ninh-trat-tu",)),
    )
    assert similar(one, other) == []


def test_each_neighbour_stands_below_what_it_shares():
    one = model("a", "Bếp ăn", ("bep-an", "an-sinh"), kind="nha-an-tu-thien")
    same = model("b", "Suất cơm", ("bep-an",), kind="nha-an-tu-thien")
    topics = model("c", "Gạo nghĩa tình", ("an-sinh", "bep-an"))
    assert by_reason(one, [same, topics]) == {
        "Cùng loại việc: bếp ăn, nhà ăn từ thiện": [same],
        "Cùng chủ đề: an sinh, từ thiện; bếp ăn, suất ăn miễn phí": [topics],
    }
