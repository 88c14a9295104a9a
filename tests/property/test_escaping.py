"""Any text of a model is shown on a page as text, never as markup."""

from html.parser import HTMLParser

from hypothesis import given, settings
from hypothesis import strategies as st

from showcase.files.catalogue import Catalogue
from showcase.insight.site import Site
from showcase.language.passages import in_document
from showcase.model.model import Citation, Figure, Model, Owner, Part, Place, Source
from showcase.pages.pages import pages

HOSTILE = st.text(min_size=1, max_size=60) | st.sampled_from(
    [
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "{{ config }}",
        "{% raw %}",
        "&lt;b&gt;",
        "'\"`",
        "]]>",
    ]
)


class Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags, self.text = [], []

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, tuple(sorted(key for key, _ in attributes))))

    def handle_data(self, data):
        self.text.append(data)


def rendered(text):
    part = Part(text, (text,), (Figure(text, 5, text),), "claimed", Citation("nguon", text))
    model = Model(
        "thu", "models/ba-chuc/thu.yml", text, text, Owner("khac", text),
        (Place(commune="30547", hamlet=text, as_written=text, note=text),), (Source("nguon", text, text, text, text),),
        aliases=(text,), context=part, approach=part, novelty=part,
    )  # fmt: skip
    shown = Tags()
    shown.feed(next(iter(pages(Site(Catalogue([model], []))))).html())
    return shown


PLAIN = rendered("Chữ thường")


@settings(max_examples=150)
@given(HOSTILE)
def test_no_text_adds_a_tag_or_an_attribute(text):
    # A passage with only commas and line numbers names nothing, so its element is omitted.
    if "huyện" not in text.casefold() and text.strip() and in_document(text).strip():
        assert rendered(text).tags == PLAIN.tags


@settings(max_examples=50)
@given(st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S"]), min_size=1, max_size=40))
def test_text_comes_out_as_it_went_in(text):
    assert text in rendered(text).text
