"""Suggestions for a commune: which models, in which order, for which reason."""

import json

import pytest

from showcase.files.catalogue import Catalogue
from showcase.gazetteer.boundaries import Boundaries
from showcase.gazetteer.communes import gazetteer
from showcase.gazetteer.neighbours import vicinity
from showcase.insight.suggestions import MOST, Suggestions
from showcase.model.model import Model, Owner, Part, Place, Replication, Source

PHU_QUOC, THO_CHAU, KIEN_HAI = "31078", "31105", "31108"
BA_CHUC, TRI_TON, TAY_PHU, VINH_THONG = "30547", "30544", "30691", "30760"
TOLD = {"results": Part(text="Có đèn.")}
FULL = {"replication": Replication(steps=("Họp dân.",), days=5)}


def model(slug, *codes, traits=(), candidates=(), **told):
    places = [Place(commune=code) for code in codes] + ([Place(candidates=candidates)] if candidates else [])
    source = Source("nguon", title="Báo cáo", issuer="Ban Dân vận")
    file = f"models/x/{slug}.yml"
    return Model(slug, file, slug, "", Owner("khac"), tuple(places), (source,), area_traits=traits, **told)


def suggested(code, *models):
    suggestions = Suggestions(Catalogue(list(models), [])).of(gazetteer().by_code[code])
    return [(one.reason, [model.slug for model in one.models]) for one in suggestions]


def test_communes_of_the_same_kind():
    models = [model("a", PHU_QUOC, **TOLD), model("b", KIEN_HAI, **TOLD), model("c", BA_CHUC, **TOLD)]
    assert suggested(THO_CHAU, *models) == [("cùng là đặc khu", ["a", "b"])]
    assert suggested(TRI_TON, *models) == [("cùng là xã", ["c"])]
    assert suggested(VINH_THONG, *models) == []


def test_never_its_own_models_even_where_they_only_may_be_its_own():
    own = model("cua-minh", PHU_QUOC, THO_CHAU, **TOLD)
    maybe = model("co-the", PHU_QUOC, candidates=(THO_CHAU,), **TOLD)
    assert suggested(THO_CHAU, own, maybe, model("khac", KIEN_HAI, **TOLD)) == [("cùng là đặc khu", ["khac"])]


def test_never_a_model_of_which_only_the_name_is_known():
    assert suggested(THO_CHAU, model("chi-co-ten", PHU_QUOC)) == []


def test_what_sources_say_of_the_area_comes_first_with_its_reason():
    models = [
        model("cua-minh", BA_CHUC, traits=("bien-gioi",)),
        model("gan", TRI_TON, **TOLD),
        model("bien", TAY_PHU, traits=("bien-gioi", "kho-khan"), **TOLD),
    ]
    assert suggested(BA_CHUC, *models) == [
        ("cùng có mô hình ở vùng biên giới", ["bien"]),
        ("cùng là xã", ["gan"]),
    ]


@pytest.mark.parametrize(
    ("trait", "reason"),
    [
        ("hai-dao", "cùng có mô hình ở vùng hải đảo"),
        ("dan-toc-thieu-so", "cùng có mô hình ở vùng đồng bào dân tộc thiểu số"),
        ("kho-khan", "cùng có mô hình ở địa bàn khó khăn"),
    ],
)
def test_reasons_are_plain_words(trait, reason):
    mine, other = model("a", BA_CHUC, traits=(trait,)), model("b", VINH_THONG, traits=(trait,), **TOLD)
    assert suggested(BA_CHUC, mine, other) == [(reason, ["b"])]


def test_a_trait_is_never_concluded_from_the_map():
    """Ba Chúc is at the border, but has that trait only if a source says so about one of its models."""
    border = model("bien", VINH_THONG, traits=("bien-gioi",), **TOLD)
    assert suggested(BA_CHUC, model("cua-minh", BA_CHUC), border) == []


def test_followable_ones_first_then_near_ones_and_many_communes_before_many_models():
    models = [
        model("xa-day-du", TAY_PHU, **FULL),
        model("gan-thu-nhat", TRI_TON, **TOLD),
        model("gan-thu-nhi", TRI_TON, **TOLD),
    ]
    assert suggested(BA_CHUC, *models) == [("cùng là xã", ["xa-day-du", "gan-thu-nhat", "gan-thu-nhi"])]
    far = model("xa-mot-phan", TAY_PHU, **TOLD)
    assert suggested(BA_CHUC, far, *models[1:]) == [("cùng là xã", ["gan-thu-nhat", "xa-mot-phan", "gan-thu-nhi"])]


def test_four_at_most_over_all_reasons_each_once():
    mine = model("cua-minh", BA_CHUC, traits=("bien-gioi",), **TOLD)
    both = [model(f"bien-{at}", TAY_PHU, traits=("bien-gioi",), **TOLD) for at in range(3)]
    others = [model(f"xa-{at}", TAY_PHU, **TOLD) for at in range(9)]
    shown = suggested(BA_CHUC, mine, *both, *others)
    slugs = [slug for _, slugs in shown for slug in slugs]
    assert len(slugs) == len(set(slugs)) == MOST == 4
    assert sorted(shown[0][1]) == ["bien-0", "bien-1", "bien-2"]


class Counting(dict):
    """Counts how often the models of a commune are iterated."""

    walks = 0

    def items(self):
        self.walks += 1
        return super().items()


def test_the_models_are_sorted_once_for_all_communes():
    catalogue = Catalogue([model(f"m-{at}", PHU_QUOC, **TOLD) for at in range(50)], [])
    counting = catalogue.__dict__["by_commune"] = Counting(catalogue.by_commune)
    suggestions = Suggestions(catalogue)
    for commune in gazetteer().of_province("91"):
        suggestions.of(commune)
    assert counting.walks == 2  # once for the traits, once for the offers


# --- vicinity


def bordered(*pairs):
    """Boundaries where only these communes touch: each pair shares one arc."""
    codes = sorted({code for pair in pairs for code in pair})
    arcs = [[[at, 0], [1, 1], [1, -1], [-2, 0]] for at in range(len(pairs) + len(codes))]
    geometries = [
        {
            "type": "MultiPolygon",
            "arcs": [[[len(pairs) + own]], *([[at]] for at, pair in enumerate(pairs) if code in pair)],
            "properties": {"code": code, "name": code},
        }
        for own, code in enumerate(codes)
    ]
    frame = {"transform": {"scale": [1, 1], "translate": [0, 0]}, "arcs": arcs}
    communes = {**frame, "objects": {"communes": {"geometries": geometries}}}
    provinces = {**frame, "objects": {"provinces": {"geometries": []}}}
    layers = {"91.topo.json": communes, "provinces.topo.json": provinces}
    return Boundaries({name: json.dumps(layer).encode() for name, layer in layers.items()}, {})


HOME = {commune.code for commune in gazetteer().of_province("91")}


def around(code, shown, boundaries):
    near, bordering = vicinity(gazetteer().by_code[code], shown, boundaries)
    return [one.code for one in near], bordering


def test_neighbours_by_borders_the_nearer_first():
    boundaries = bordered((BA_CHUC, TAY_PHU), (BA_CHUC, TRI_TON), (PHU_QUOC, THO_CHAU))
    assert around(BA_CHUC, HOME, boundaries) == ([TRI_TON, TAY_PHU], True)
    assert around(BA_CHUC, HOME - {TRI_TON}, boundaries) == ([TAY_PHU], True)


def test_an_island_has_the_nearest_ones():
    boundaries = bordered((BA_CHUC, TRI_TON))
    expected = around(PHU_QUOC, HOME, None)
    assert around(PHU_QUOC, HOME, boundaries) == expected
    assert expected[1] is False


def test_without_boundaries_the_five_nearest_that_have_a_page():
    near, bordering = around(BA_CHUC, HOME, None)
    assert len(near) == 5
    assert not bordering
    assert around(BA_CHUC, {TRI_TON, TAY_PHU, BA_CHUC}, None) == ([TRI_TON, TAY_PHU], False)


def test_what_is_said_of_several_places_holds_for_none_of_them():
    models = [
        model("hai-noi", BA_CHUC, TRI_TON, traits=("bien-gioi",)),
        model("x", TAY_PHU, traits=("bien-gioi",), **TOLD),
    ]
    assert suggested(BA_CHUC, *models) == [("cùng là xã", ["x"])]
