"""Python and JavaScript make the same terms of the same text."""

import unicodedata
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from showcase.language.words import syllables
from showcase.search.terms import folded, terms

CASES = yaml.safe_load((Path(__file__).parent / "tokens.yml").read_text(encoding="utf-8"))
RUN = """async texts => {
    const { terms, fold } = await import("./assets/common/terms.js");
    return texts.map(text => [terms(text), terms(text).map(fold)]);
}"""
VIETNAMESE = "aăâeêioôơuưyđbcdghklmnpqrstvxĐÐðƯ" + "\u0300\u0301\u0303\u0309\u0323\u0302\u0306\u031b" + " .,-0129"


@pytest.mark.parametrize("case", CASES, ids=lambda case: ascii(case["text"]))
def test_python(case):
    assert terms(case["text"]) == case["terms"]
    assert [folded(term) for term in terms(case["text"])] == case["folded"]


def test_javascript(real_engine):
    made = real_engine.page.evaluate(RUN, [case["text"] for case in CASES])
    assert made == [[case["terms"], case["folded"]] for case in CASES]


def test_both_agree_on_any_text(real_engine):
    @settings(max_examples=40)
    @given(st.lists(st.text(alphabet=VIETNAMESE, max_size=60) | st.text(max_size=40), min_size=1, max_size=20))
    def agree(texts):
        # A lone surrogate cannot leave Python; no browser sends one either.
        texts = [text.encode("utf-8", "ignore").decode() for text in texts]
        made = real_engine.page.evaluate(RUN, texts)
        assert made == [[terms(text), [folded(term) for term in terms(text)]] for text in texts]

    agree()


@given(st.text(alphabet=VIETNAMESE, max_size=40))
def test_the_form_of_normalisation_does_not_matter(text):
    assert terms(unicodedata.normalize("NFC", text)) == terms(unicodedata.normalize("NFD", text))


def test_terms_fold_to_the_words_of_slugs(catalogue):
    for model in catalogue.models:
        assert [folded(term) for term in terms(model.title)] == [w.lstrip("0") or "0" for w in syllables(model.title)]


def test_terms_are_written_as_people_write_them(real_engine, catalogue):
    words = sorted({word for model in catalogue.models for word in model.title.lower().split() if word.isalpha()})
    run = """async words => {
        const { terms, written } = await import("./assets/common/terms.js");
        return words.map(word => written(terms(word)[0]));
    }"""
    assert real_engine.page.evaluate(run, words) == words


TYPED = [
    ("telex", "beeps awn tinhf thuwowng", "bếp ăn tình thương"),
    ("telex", "ddwowngf dduwowngf dduowngf", "đường đường đường"),
    ("telex", "nguoiwf quys giaos tieengs vieetj", "người quý giáo tiếng việt"),
    ("telex", "an ninh xanh", "an ninh xanh"),
    ("vni", "be6p1 a8n ti2nh thu7o7ng", "bếp ăn tình thương"),
    ("vni", "d9u7o72ng d9uo7ng2 nguo72i", "đường đường người"),
]


@pytest.mark.parametrize(("method", "typed", "meant"), TYPED)
def test_keys_of_an_input_method_are_read(real_engine, method, typed, meant):
    run = """async ([method, words]) => {
        const text = await import("./assets/common/terms.js");
        return words.map(word => text.written(text[method](word)));
    }"""
    assert real_engine.page.evaluate(run, [method, typed.split()]) == meant.split()
