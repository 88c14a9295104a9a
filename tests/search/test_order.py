"""Models about a word come before models that only mention it; one letter more or less hardly changes the answer."""

import pytest
from search_host import Engine, plain

from showcase.files.catalogue import Catalogue
from showcase.model.model import Model, Owner, Part, Place
from showcase.search import index

QUERIES = (
    *("bếp ăn tình thương", "hiến máu", "hũ gạo tình thương", "xóm đạo văn minh", "phòng chống đuối nước"),
    *("thư viện xanh", "bảo hiểm y tế", "hòa giải", "đan giỏ bàng", "camera an ninh", "trồng rau sạch"),
    *("nương rẫy", "điện chiếu sáng", "cầu nông thôn", "thắp sáng đường quê", "tiếng kẻng an ninh"),
)


def made(name: str, title: str, summary: str, told: str = "", topics: tuple[str, ...] = ()) -> Model:
    owner, places = Owner("khac", "Ban điều hành"), (Place(commune=None),)
    texts = {"title": title, "summary": summary, "topics": topics, "novelty": Part(text=told)}
    return Model(name, "", owner=owner, places=places, sources=(), **texts)


def found(engine: Engine, query: str) -> list[str]:
    answer = engine.ask(query)
    return [] if answer["doubtful"] else [one["slug"] for one in answer["results"]]


@pytest.fixture(params=["small", "large"])
def form(request, monkeypatch) -> None:
    """Both formats of an index."""
    if request.param == "large":
        monkeypatch.setattr(index, "SMALL", 0)


def test_title_topic_and_summary_stand_before_the_body(engine, form):
    models = [
        made("than-bai", "Đường hoa", "Làm đường hoa.", "Phụ nữ chiếm 73 % số hộ. Phụ nữ tưới. Phụ nữ trồng." * 9),
        made("tom-tat", "Góp vốn xoay vòng", "Phụ nữ trong ấp góp vốn.", "Mỗi tháng góp một lần."),
        made("chu-de", "Nhà trẻ ban đêm", "Giữ trẻ cho mẹ đi làm ca.", topics=("phu-nu-tre-em",)),
        made("tieu-de", "Tổ phụ nữ tiết kiệm", "Gom tiền lẻ mua bảo hiểm.", topics=("phu-nu-tre-em",)),
        *(made(f"khac-{one}", f"Vớt lục bình kênh {one}", "Khơi dòng chảy.") for one in range(9)),
    ]
    engine.open(index.index_files(Catalogue(models, [], {})))
    order = found(engine, "phụ nữ")
    assert order[0] == "tieu-de"
    assert order[-1] == "than-bai"
    assert set(order) == {"tieu-de", "tom-tat", "chu-de", "than-bai"}


def test_what_an_editor_says_of_the_source_never_matches(engine, form):
    models = [
        made("khong-ke", "Đường hoa", "Làm đường hoa. Báo cáo không kể việc làm.", "Nguồn không nêu việc làm."),
        made("viec-lam", "Phiên chợ tìm thợ", "Giới thiệu việc làm cho người mãn hạn tù."),
        made("chua-ro", "Vớt lục bình", "Khơi dòng chảy. Chưa rõ việc làm cụ thể."),
    ]
    engine.open(index.index_files(Catalogue(models, [], {})))
    assert found(engine, "việc làm") == ["viec-lam"]
    engine.open(index.index_files(Catalogue([models[0], models[2]], [], {})))
    assert found(engine, "việc làm") == []


def test_real_women_do_not_begin_with_a_share_of_them(real_engine):
    first = real_engine.ask("phụ nữ")["results"][:3]
    assert all("[phụ nữ]" in plain(one["title"]).lower() for one in first)
    assert not any(one["sentence"] and "chiếm" in plain(one["sentence"]["pieces"]) for one in first)


def test_one_letter_less_or_more_gives_much_the_same_answer(real_engine):
    """Also after Enter, when a word counts as finished; a word with capitals is never replaced by another."""
    run = "states => Promise.all(states.map(async (q) => (await answer({ q })).total))"
    changed = [[one, one[:-1], one + one[-1]] for one in QUERIES]
    counts = [real_engine.page.evaluate(run, three) for three in changed]
    far = [(three, own) for three, own in zip(changed, counts, strict=True) if max(own) > 2 * own[0] + 6]
    assert far == []
