"""Facets: counts that follow the other choices, or within one facet, and across them; orders."""

import pytest

from showcase.insight.completeness import completeness


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
    first = engine.ask(**state)
    pages = [engine.slugs(**state, page=page) for page in range(1, first["pages"] + 1)]
    slugs = [slug for page in pages for slug in page]
    assert len(slugs) == len(set(slugs)) == first["total"]
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
    years = [_year(catalogue, slug) for slug in newest]
    assert years == sorted(years, reverse=True)


def _year(catalogue, slug):
    model = catalogue.by_slug[slug]
    dates = [model.started] if model.started else [catalogue.source(source).date for source in model.sources]
    return max((int(date[-4:]) for date in dates if date), default=0)
