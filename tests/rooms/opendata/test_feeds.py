import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest

from showcase.files.catalogue import ModelFiles
from showcase.insight.site import Site
from showcase.opendata.feeds import LENGTH, feed_files
from showcase.schema.settings import Settings

MODELS = Path(__file__).resolve().parents[3] / "models"
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="module")
def feeds() -> dict[str, ElementTree.Element]:
    catalogue = ModelFiles(MODELS).load()
    days = {model.file: f"2026-{1 + index % 9:02}-11" for index, model in enumerate(catalogue.models)}
    made = feed_files(Site(catalogue, days), "2026-11-23")
    return {name: ElementTree.fromstring(content) for name, content in made.items()}


def test_there_is_one_for_all_for_each_field_and_for_each_commune(feeds):
    assert {"feed.xml", "linh-vuc/kinh-te/feed.xml", "dia-ban/ba-chuc/feed.xml"} <= set(feeds)
    assert len([name for name in feeds if name.startswith("dia-ban/")]) >= 102


def test_every_feed_has_what_atom_requires(feeds):
    for name, feed in feeds.items():
        for required in ("title", "id", "updated"):
            assert feed.findtext(ATOM + required), name
        for entry in feed.iter(ATOM + "entry"):
            assert all(entry.findtext(ATOM + required) for required in ("title", "id", "updated")), name


def test_ids_of_feeds_are_unique_and_entries_say_who_wrote_them(feeds):
    assert len({feed.findtext(ATOM + "id") for feed in feeds.values()}) == len(feeds)
    for name, feed in feeds.items():
        assert feed.tag == f"{ATOM}feed"
        assert feed.findtext(f"{ATOM}author/{ATOM}name"), name


def test_entries_are_newest_first_unique_and_few(feeds):
    entries = list(feeds["feed.xml"].iter(ATOM + "entry"))
    days = [entry.findtext(ATOM + "updated") for entry in entries]
    assert days == sorted(days, reverse=True)
    assert len({entry.findtext(ATOM + "id") for entry in entries}) == len(entries) == LENGTH


def test_an_entry_of_a_commune_leads_to_its_model(feeds):
    entry = feeds["dia-ban/ba-chuc/feed.xml"].find(ATOM + "entry")
    assert entry.find(ATOM + "link").get("href").startswith("../../mo-hinh/")


def test_a_commune_without_models_has_a_feed_without_entries(feeds):
    empty = feeds["dia-ban/my-duc/feed.xml"]
    assert list(empty.iter(ATOM + "entry")) == []
    assert empty.findtext(ATOM + "updated") == "2026-11-23T00:00:00Z"


HOME = "https://vi-du.example/kho/"
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")
_URN = re.compile(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@pytest.fixture(scope="module")
def published() -> dict[str, ElementTree.Element]:
    """Feeds of a site with a public address and a history; twenty models are from one commit."""
    catalogue = ModelFiles(MODELS).load()
    days = {model.file: "2026-11-11" for model in catalogue.models}
    moments = {
        file: f"2026-11-11T0{index // 3600}:{index // 60 % 60:02}:{index % 60:02}Z" for index, file in enumerate(days)
    }
    site = Site(catalogue, days, moments=moments, settings=Settings(address=HOME))
    return {name: ElementTree.fromstring(content) for name, content in feed_files(site, "2026-11-23").items()}


def faults(name: str, feed: ElementTree.Element) -> Iterator[str]:
    """Faults of a feed by RFC 4287 and the rules of the W3C feed validator."""
    for one in [feed, *feed.iter(f"{ATOM}entry")]:
        yield from faults_of_one(one)
        yield from faults_of_links(one)
    own = [link.get("href") for link in feed.findall(f"{ATOM}link") if link.get("rel") == "self"]
    if own != [HOME + name]:
        yield f"4.1.1: the self link names the feed itself; {own}"
    if feed.find(f"{ATOM}author") is None:
        yield "4.1.1: an author, since entries have none"
    updated = [entry.findtext(f"{ATOM}updated") for entry in feed.iter(f"{ATOM}entry")]
    if len(set(updated)) != len(updated):
        yield "two entries with one value of updated"
    if updated and feed.findtext(f"{ATOM}updated") != max(updated):
        yield "the feed is as new as its newest entry"


def faults_of_one(one: ElementTree.Element) -> Iterator[str]:
    for required in ("id", "title", "updated"):
        if len(one.findall(ATOM + required)) != 1:
            yield f"4.1.1, 4.1.2: exactly one {required}"
    if not _URN.fullmatch(one.findtext(f"{ATOM}id", "")):
        yield f"4.2.6: the id is an absolute IRI; {one.findtext(f'{ATOM}id')}"
    if not _MOMENT.fullmatch(one.findtext(f"{ATOM}updated", "")):
        yield "3.3: a moment as in RFC 3339"
    if not one.findtext(f"{ATOM}title", "").strip():
        yield "the title is blank"


def faults_of_links(one: ElementTree.Element) -> Iterator[str]:
    links = one.findall(f"{ATOM}link")
    if len({(link.get("rel"), link.get("type"), link.get("hreflang")) for link in links}) != len(links):
        yield "4.1.1: no two links of one relation, type and language"
    for link in links:
        if not re.fullmatch(r"https://[a-z0-9./-]+", link.get("href", "")):
            yield f"a link that is not absolute: {link.get('href')}"


def test_feeds_keep_the_rules_of_the_validator(published):
    assert {name: found for name, feed in published.items() if (found := [*faults(name, feed)])} == {}


def test_a_model_has_one_id_in_every_feed_and_under_every_address(published, feeds):
    named: dict[str, set[str]] = {}
    for feed in [*published.values(), *feeds.values()]:
        for entry in feed.iter(f"{ATOM}entry"):
            slug = entry.find(f"{ATOM}link").get("href").rpartition("mo-hinh/")[2]
            named.setdefault(slug, set()).add(entry.findtext(f"{ATOM}id"))
    assert len(named) > LENGTH
    assert [slug for slug, ids in named.items() if len(ids) > 1] == []
    ids = [[feed.findtext(f"{ATOM}id") for _, feed in sorted(made.items())] for made in (published, feeds)]
    assert ids[0] == ids[1]
    # Feed readers have stored these ids: they must never change.
    assert published["feed.xml"].findtext(f"{ATOM}id") == "urn:uuid:e017f714-05fb-56ed-90bf-2300f7554c2b"
