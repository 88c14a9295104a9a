from pathlib import Path
from xml.etree import ElementTree

import pytest

from showcase.files.catalogue import ModelFiles
from showcase.insight.site import Site
from showcase.opendata.feeds import LENGTH, feed_files

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
