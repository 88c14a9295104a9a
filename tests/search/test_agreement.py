"""Index and query against a naive scan of all texts, and the two ways of weighing against each other."""

import itertools
import math
from collections import Counter

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from showcase.files.catalogue import Catalogue
from showcase.insight.completeness import completeness
from showcase.language.words import fold
from showcase.model.model import Model, Owner, Part, Place
from showcase.search import index, postings
from showcase.search.terms import folded, terms

# Syllables of which no two are a place, an abbreviation or a synonym; some differ only in their marks.
SYLLABLES = ["đường", "dương", "đương", "tằm", "tám", "bếp", "bép", "kéo", "keo", "rổ", "xanh", "nón", "lụa"]
PHRASE = st.lists(st.sampled_from(SYLLABLES), min_size=1, max_size=5).map(" ".join)

FIELDS = {"title": (5.0, 12), "aliases": (4.0, 12), "owner": (3.0, 16), "summary": (2.0, 40), "body": (1.0, 300)}


@st.composite
def catalogues(draw):
    models = []
    for number in range(draw(st.integers(1, 14))):
        models.append(
            Model(
                slug=f"m{number}",
                file="",
                title=draw(PHRASE),
                summary=draw(PHRASE),
                owner=Owner("khac", draw(st.just("") | PHRASE)),
                places=(Place(),),
                sources=(),
                aliases=tuple(draw(st.lists(PHRASE, max_size=2))),
                novelty=Part(text=draw(st.just("") | PHRASE)),
            )
        )
    return Catalogue(models, [])


def texts(model):
    owner = [model.owner.name] if model.owner.name else []
    body = [part.text for _, part in model.parts() if part.text]
    return {"title": [model.title], "aliases": model.aliases, "owner": owner, "summary": [model.summary], "body": body}


def units(text):
    words = terms(text)
    return [*words, *(f"{one} {two}" for one, two in itertools.pairwise(words))]


def naive_level(model, term):
    """Sixteenths of what a term can weigh at most, counted straight from the texts."""
    total = 0.0
    for field, (weight, usual) in FIELDS.items():
        words = sum(len(terms(text)) for text in texts(model)[field])
        times = sum(Counter(units(text))[term] for text in texts(model)[field])
        total += times * weight / (1 + 0.35 * (words / usual - 1))
    return max(1, math.floor(15 * total / (1.5 + total) + 0.5)) if total else 0


def letters(term):
    """Each letter with the set of its marks, the tone with the last; a stroke through d is a mark."""
    found = []
    for char in term.replace("đ", "d-"):
        if char.isalnum():
            found.append((char, set()))
        else:
            found[-1][1].add(char)
    return found


def may_mean(typed, variant):
    pairs = zip(letters(typed), letters(variant), strict=True)
    return all(one[0] == other[0] and one[1] <= other[1] for one, other in pairs)


def marks_weight(typed, variant, everything):
    if typed in (variant, folded(typed)):
        return 1.0
    if may_mean(typed, variant):
        return 0.4 if typed in everything else 0.9
    return 0.2 if any(folded(one) == folded(typed) and may_mean(typed, one) for one in everything) else 0.6


def naive(catalogue, query):
    """Slug -> (how much of the query it holds, how well it fits), for every model."""
    models = sorted(catalogue.models, key=lambda model: (-completeness(model), fold(model.title), model.slug))
    count = len(models)
    held_by = {m.slug: {unit for field in texts(m).values() for text in field for unit in units(text)} for m in models}
    everything = set().union(*held_by.values())
    scores = {model.slug: [0.0, 0.0] for model in models}
    for unit in units(query):
        variants = {term for term in everything if folded(term) == folded(unit)}

        def weight(variant, unit=unit):
            pairs = zip(unit.split(), variant.split(), strict=True)
            return min(marks_weight(typed, one, everything) for typed, one in pairs)

        good = {variant for variant in variants if weight(variant) > 0.5} or variants
        holding = min(count, sum(variant in held for variant in good for held in held_by.values()))
        rarity = math.log(1 + (count - holding + 0.5) / (holding + 0.5))
        for model in models:
            fits = [weight(v) * naive_level(model, v) / 15 for v in variants if v in held_by[model.slug]]
            if fits:
                scores[model.slug][0] += rarity
                scores[model.slug][1] += rarity * max(fits)
    better = {model.slug: 1 + 0.02 * (count - number) / count for number, model in enumerate(models)}
    most = max(held for held, _ in scores.values())
    highest = max(score for _, score in scores.values())
    kept = {
        slug: score * better[slug]
        for slug, (held, score) in scores.items()
        if held > 0 and (held >= 0.6 * most or score >= 0.5 * highest)
    }
    edge = {
        slug for slug, (held, score) in scores.items() if min(abs(held - 0.6 * most), abs(score - 0.5 * highest)) < 1e-9
    }
    return kept, edge


def all_slugs(engine, query):
    first = engine.ask(query, literal=True)
    pages = [engine.slugs(query, literal=True, page=page) for page in range(1, first["pages"] + 1)]
    return [slug for page in pages for slug in page]


@pytest.mark.parametrize("small", [True, False], ids=["weighed here", "from files"])
def test_answers_are_those_of_a_naive_scan(engine, small, monkeypatch):
    monkeypatch.setattr(index, "SMALL", 10**9 if small else 0)
    monkeypatch.setattr(postings, "SHARD_BYTES", 120)
    monkeypatch.setattr(index, "DOCUMENT_BYTES", 400)

    @settings(max_examples=60, deadline=None, phases=[Phase.generate])
    @given(catalogues(), PHRASE, st.booleans())
    def agree(catalogue, query, without_marks):
        query = fold(query) if without_marks else query
        engine.open(index.index_files(catalogue))
        found = all_slugs(engine, query)
        expected, edge = naive(catalogue, query)
        assert set(found) - edge == set(expected) - edge
        order = [expected[slug] for slug in found if slug in expected]
        assert all(one >= two - 1e-9 for one, two in itertools.pairwise(order))

    agree()


def test_the_engine_weighs_real_models_as_the_files_do(engine, catalogue, monkeypatch):
    run = """async () => {
        const { Index } = await import("./assets/search/index.js");
        const { fetcher } = await import("./assets/search/fetching.js");
        const index = await Index.open(fetcher(new URL("assets/search/index/", location.href).href));
        const keys = window.keys ??= [...index.whole.keys()].sort();
        const found = await index.terms(keys);
        const told = ({ term, models, levels }) => [term, [...models], [...levels]];
        return [[...index.syllables.keys()].sort(), keys.map((key) => found.get(key).map(told).sort())];
    }"""
    weighed = []
    for small in (10**9, 0):
        monkeypatch.setattr(index, "SMALL", small)
        engine.open(index.index_files(catalogue))
        weighed.append(engine.page.evaluate(run))
    engine.page.evaluate("delete window.keys")
    assert len(weighed[0][1]) > 1000
    assert weighed[0] == weighed[1]


def test_a_common_term_is_kept_outside_the_body_only(monkeypatch):
    monkeypatch.setattr(postings, "COMMON", (2, 0.25))
    titles = ["xanh", "nón", "nón", "nón"]
    models = [
        Model(f"m{number}", "", title, "keo", Owner("khac"), (Place(),), (), novelty=Part(text="xanh lụa"))
        for number, title in enumerate(titles)
    ]
    built = postings.build(index.describe(model)[0] for model in models)
    # `xanh` stands in all four and in one title; the pair `xanh lụa` only in bodies.
    assert dict(built.vocabulary)["xanh"] == 4
    assert postings._trimmed([32 | 16 | 9, 64 | 3, 96 | 3], 2) == ([1], [7])
    assert postings._trimmed([32 | 16 | 9, 64 | 3], 2) == ([1, 2], [9, 3])
