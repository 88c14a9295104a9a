"""What the search costs to send, and that the same catalogue gives the same bytes."""

import gzip
import random

from search_host import served

from showcase.files.catalogue import Catalogue
from showcase.search import index
from showcase.search.index import index_files


def test_the_whole_of_it_is_small(catalogue, real_index):
    """60 KB at 90 models, and as much more as the models themselves."""
    code = sum(len(gzip.compress(content, 9)) for content in served().values())
    data = sum(len(content) for name, content in real_index.items() if not name.endswith("dates.bin"))
    more = max(0, len(catalogue.models) - 90)
    assert code + data <= 60_000 + 350 * more, (code, data)


def test_what_is_counted_is_what_is_sent(real_engine, real_index):
    host = real_engine.host
    host.sent.clear()
    real_engine.open(real_index)
    real_engine.ask("bếp ăn tình thương")
    sent = {name: size for name, size in host.sent.items() if name.endswith(".bin")}
    assert sum(sent.values()) == sum(len(content) for name, content in real_index.items() if name.endswith("core.bin"))
    host.sent.clear()
    real_engine.ask("góp vốn mua bảo hiểm y tế")
    assert host.sent == {}
    real_engine.ask("góp vốn", sort="moi-nhat")
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
