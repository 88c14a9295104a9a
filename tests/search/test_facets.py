"""Facets: counts depend on choices in other facets; choices add up within a facet, restrict across facets; orders."""

from dataclasses import replace

import pytest

from showcase.files.catalogue import Catalogue
from showcase.insight.completeness import completeness
from showcase.language.words import fold
from showcase.search.index import index_files


def expected(catalogue, **chosen):
    tests = {
        "linh-vuc": lambda model: set(model.fields),
        "chu-the": lambda model: {model.owner.kind},
        "muc-ke": lambda model: {model.detail},
        "dia-ban": lambda model: {commune.slug for commune in model.communes},
        "so-lieu": lambda model: {"co"} if model.figures else set(),
    }
    return {m.slug for m in catalogue.models if all(tests[key](m) & set(codes) for key, codes in chosen.items())}


def found(engine, **state):
    slugs = engine.ask(all=True, **state)["slugs"]
    assert len(slugs) == len(set(slugs)) == engine.ask(**state)["total"]
    return slugs


@pytest.mark.parametrize(
    "chosen",
    [
        {},
        {"linh-vuc": ["kinh-te"]},
        {"linh-vuc": ["kinh-te", "quoc-phong-an-ninh"]},
        {"linh-vuc": ["van-hoa-xa-hoi"], "chu-the": ["phu-nu", "thanh-nien"]},
        {"dia-ban": ["ba-chuc"], "so-lieu": ["co"]},
        {"muc-ke": ["results"], "chu-the": ["mat-tran"]},
        {"linh-vuc": ["khong-co-ma-nay"]},
    ],
)
def test_choices_narrow_as_they_say(real_engine, catalogue, chosen):
    assert set(found(real_engine, facets=chosen)) == expected(catalogue, **chosen)


def test_counts_follow_the_other_choices(real_engine, catalogue):
    chosen = {"linh-vuc": ["van-hoa-xa-hoi"], "chu-the": ["phu-nu"]}
    facets = {facet["key"]: facet["values"] for facet in real_engine.ask(facets=chosen)["facets"]}
    for value in facets["linh-vuc"]:
        assert value["count"] == len(expected(catalogue, **{"linh-vuc": [value["code"]], "chu-the": ["phu-nu"]}))
    for value in facets["chu-the"]:
        assert value["count"] == len(
            expected(catalogue, **{"linh-vuc": ["van-hoa-xa-hoi"], "chu-the": [value["code"]]})
        )
    assert all(value["count"] or value["chosen"] for values in facets.values() for value in values)


def test_no_result_says_which_facet_excludes(real_engine, catalogue):
    answer = real_engine.ask("bếp ăn tình thương", facets={"linh-vuc": ["kinh-te"]})
    assert answer["total"] == 0
    assert [(one["key"], one["count"] > 0) for one in answer["without"]] == [("linh-vuc", True)]


def test_orders(real_engine, catalogue):
    told = [completeness(catalogue.by_slug[slug]) for slug in found(real_engine, sort="day-du")]
    assert told == sorted(told, reverse=True)
    newest = found(real_engine, sort="moi-nhat")
    assert set(newest) == set(catalogue.by_slug)
    for names in (False, True):
        years = [_year(catalogue, slug) for slug in newest if (catalogue.by_slug[slug].detail == "name") == names]
        assert years == sorted(years, reverse=True)
    by_place = [catalogue.by_slug[slug] for slug in found(real_engine, sort="dia-ban")]
    for names in (False, True):
        ours = [model for model in by_place if (model.detail == "name") == names and model.communes]
        first = [min((fold(one.short_name), one.code) for one in model.communes) for model in ours]
        assert first == sorted(first)


def _year(catalogue, slug):
    model = catalogue.by_slug[slug]
    dates = [model.started] if model.started else [catalogue.source(source).date for source in model.sources]
    return max((int(date[-4:]) for date in dates if date), default=0)


@pytest.fixture
def crowded(engine, catalogue):
    """Twelve told models of one kind, five told models without a kind, all about paths, and one name of the kind."""
    told = [model for model in catalogue.models if model.detail != "name"]
    name = next(model for model in catalogue.models if model.detail == "name")
    models = [
        replace(model, slug=f"m{at}", title=f"Lát lối ra ruộng số {at}", kind="gop-suc-lam-duong" if at < 12 else None)
        for at, model in enumerate(told[:17])
    ]
    models.append(replace(name, slug="ten", title="Lát lối ra ruộng", kind="gop-suc-lam-duong"))
    engine.open(index_files(Catalogue(models, [], catalogue.register)))
    return engine


def test_a_kind_that_fills_pages_is_one_crowd_led_by_its_best(crowded):
    answer = crowded.ask("lát lối")
    shown = [one["slug"] for one in answer["results"]]
    groups = [one["crowd"] for one in answer["results"] if one["crowd"]]
    of_kind = [slug for slug in shown if slug != "ten" and int(slug[1:]) < 12]
    assert len(of_kind) == 3
    assert answer["results"][shown.index(of_kind[-1])]["crowd"] == groups[0]
    assert {f"m{at}" for at in range(12, 17)} <= set(shown)
    value = next(one for facet in answer["facets"] if facet["key"] == "loai-viec" for one in facet["values"])
    assert (
        [(one["code"], one["count"]) for one in groups]
        == [("gop-suc-lam-duong", 13)]
        == [(value["code"], value["count"])]
    )
    opened = crowded.ask("lát lối", facets={"loai-viec": ["gop-suc-lam-duong"]}, sort="dia-ban")
    assert opened["total"] == 13
    assert not any(one["crowd"] for one in opened["results"])


def test_a_kind_that_was_asked_for_is_no_crowd(crowded):
    answer = crowded.ask("lát lối", facets={"loai-viec": ["gop-suc-lam-duong"]})
    assert answer["entries"] - answer["lifted"] == 12
    assert not any(one["crowd"] for one in answer["results"])
