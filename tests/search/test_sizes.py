"""The bytes of the search index, and that the same catalogue gives the same bytes."""

import gzip
import random
import re

from search_host import served

from showcase.files.catalogue import Catalogue
from showcase.search import index
from showcase.search.index import index_files

RESULTS = 136_000
"""Bytes of all files of heads and sentences of the real models, in the form of a large catalogue."""

WHOLE = 86_000
"""Bytes of scripts, style and index at 90 models that are told much more fully than the first ones were."""


def few(catalogue, count):
    """The index of a number of the real models."""
    return index_files(Catalogue(catalogue.models[:count], [], catalogue.register))


def test_the_whole_of_it_is_small(catalogue):
    """With 90 models, without the days, which are fetched only for sorting by day."""
    code = sum(len(gzip.compress(content, 9)) for content in served().values())
    data = sum(len(content) for name, content in few(catalogue, 90).items() if not name.endswith("dates.bin"))
    assert code + data <= WHOLE, (code, data)


def test_what_is_counted_is_what_is_sent(engine, catalogue):
    files = few(catalogue, 60)
    host = engine.host
    host.sent.clear()
    engine.open(files)
    engine.ask("bếp ăn tình thương")
    sent = {name: size for name, size in host.sent.items() if name.endswith(".bin")}
    assert sum(sent.values()) == sum(len(content) for name, content in files.items() if name.endswith("core.bin"))
    host.sent.clear()
    engine.ask("góp vốn mua bảo hiểm y tế")
    assert host.sent == {}
    engine.ask("góp vốn", sort="moi-nhat")
    assert [name.rpartition("/")[2] for name in host.sent] == ["dates.bin"]


def test_same_catalogue_same_bytes(catalogue, real_index, monkeypatch):
    shuffled = random.Random(7).sample(catalogue.models, len(catalogue.models))
    assert index_files(Catalogue(shuffled, [], catalogue.register)) == real_index
    monkeypatch.setattr(index, "SMALL", 0)
    large = index_files(catalogue)
    assert index_files(Catalogue(shuffled, [], catalogue.register)) == large
    assert len(large) > 10


def test_another_state_has_another_folder(catalogue, real_index):
    fewer = index_files(Catalogue(catalogue.models[1:], [], catalogue.register))
    folders = [{name.split("/")[0] for name in files if "/" in name} for files in (real_index, fewer)]
    assert folders[0].isdisjoint(folders[1])


def test_a_large_catalogue_sends_only_what_a_query_needs(engine, catalogue, monkeypatch):
    monkeypatch.setattr(index, "SMALL", 0)
    files = index_files(catalogue)
    engine.open(files)
    engine.host.sent.clear()
    found = engine.slugs("hũ gạo tình thương")
    assert found[0] == "hu-gao-tinh-thuong"
    assert sum(engine.host.sent.values()) < sum(map(len, files.values())) / 2
    assert sum(len(content) for name, content in files.items() if re.search(r"/[hd]\d+\.bin$", name)) < RESULTS
