"""Three thousand hostile model files: each is quickly refused with a message or shown as text; no script runs."""

import random
import re
import time
from html.parser import HTMLParser
from pathlib import Path

import pytest

from showcase.files.catalogue import Catalogue
from showcase.files.checks import Context, check
from showcase.files.reading import read_bytes
from showcase.insight.site import Site
from showcase.model.from_values import build
from showcase.model.model import Model
from showcase.opendata.exports import data_files
from showcase.pages.pages import pages
from showcase.sheets.sheet import sheet

VALID = Path(__file__).resolve().parents[1] / "cases" / "valid"
FILES = [path.read_text(encoding="utf-8") for path in sorted(VALID.glob("*/models/*/*.yml"))]
HOSTILE = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", '" onmouseover="alert(1)', "' onfocus='alert(1)",
    "javascript:alert(1)", "</script><script>alert(1)</script>", "<!--", "]]>", "{{ config }}", "{% include 'x' %}",
    "&lt;script&gt;", "&#x3c;script&#x3e;", "\u202ealert", "\u2028", "data:text/html,<script>", "=HYPERLINK(1)",
    "@everyone", "`x`", "[x](javascript:alert(1))", "\\", "\x00", "%0a", "::error::", "${x}", "x" * 400,
    '"', "'", "<", ">", "&", "|", ": ", "- ", "#", "\n", "\t", "\n  ", "{", "}", "*a", "&a ", "!!python/object:x",
]  # fmt: skip


def fuzzed(seed: int) -> str:
    """A good file with one to four hostile pieces inserted, mostly into values."""
    chance = random.Random(seed)
    text = chance.choice(FILES)
    for _ in range(chance.randint(1, 4)):
        places = [match.end() for match in re.finditer(r": (?=\S)|\w(?=\w)", text)]
        at = chance.choice(places)
        text = text[:at] + chance.choice(HOSTILE) + text[at:]
    return text


def taken(text: str, slug: str) -> Model | None:
    """The model that the site would show; None if the file has a problem."""
    reading = read_bytes(text.encode("utf-8", errors="surrogatepass"), f"models/ba-chuc/{slug}.yml")
    if reading.problems:
        return None
    model = build(slug, reading.file, reading.values)
    findings = list(check(model, Context({}, VALID, reading.values)))
    return None if any(finding.rule not in ("folder", "picture-missing") for finding in findings) else model


class Dangers(HTMLParser):
    """Everything in a page that could run."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {key: value or "" for key, value in attributes}
        own = (
            re.fullmatch(r"(?:\.\./)+assets/[a-z_/-]+\.js", given.get("src", ""))
            or given.get("type") == "application/ld+json"
        )
        if tag in ("iframe", "object", "embed", "base", "style") or (tag == "script" and not own):
            self.found.append(self.get_starttag_text() or tag)
        for key, value in given.items():
            scheme = re.match(r"\s*([a-z][a-z0-9+.-]*):", value, re.IGNORECASE)
            if key.startswith("on") or (
                key in ("href", "src", "action") and scheme and scheme[1] not in ("https", "mailto")
            ):
                self.found.append(f"{key}={value}")


def dangers(html: str) -> list[str]:
    parser = Dangers()
    parser.feed(html)
    return parser.found


@pytest.fixture(scope="module")
def shown() -> list[Model]:
    """The accepted files among three thousand fuzzed ones."""
    models = []
    for seed in range(3000):
        start = time.process_time()
        model = taken(fuzzed(seed), f"thu-{seed}")
        assert time.process_time() - start < 1, seed
        models += [model] if model else []
    return models


def test_some_are_refused_and_some_are_shown(shown: list[Model]) -> None:
    assert 200 < len(shown) < 2800


def test_no_script_reaches_a_page(shown: list[Model]) -> None:
    site = Site(Catalogue(shown, []))
    made = {page.address: page.html() for page in pages(site) if page.source}
    assert len(made) == len(shown)
    for model in shown:
        assert dangers(made[f"mo-hinh/{model.slug}/"]) == [], model.slug
        assert dangers(sheet(site, model)) == [], model.slug


def test_the_parser_sees_dangers() -> None:
    """Without this, the test above could never fail."""
    for html in (
        "<script>x</script>",
        "<a href='JavaScript:x'>",
        "<p onclick=x>",
        "<iframe>",
        "<script src='//x/y.js'>",
    ):
        assert dangers(html), html


def test_no_formula_reaches_a_spreadsheet(shown: list[Model]) -> None:
    table = data_files(Site(Catalogue(shown, [])))["du-lieu/models.csv"].decode("utf-8-sig")
    assert not re.search(r'(?:^|,)"?[=+@]', table, re.MULTILINE)
